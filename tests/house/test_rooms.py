"""A room of ``src/ropa`` imports only rooms above it, and only some rooms touch disk, network or clock."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ropa"

#: From the top of the house to its street door; rooms of one line are siblings and do not import each other.
STOREYS = (
    {"errors"},
    {"resources"},
    {"settings"},
    {"i18n"},
    {"vocabulary"},
    {"model"},
    {"store"},
    {"register"},
    {"reasoning", "questions", "validation"},
    {"views"},
    {"exporters", "importers"},
    {"workspace"},
    {"web"},
    {"cli"},
    {"__main__"},
)
STOREY = {room: number for number, rooms in enumerate(STOREYS) for room in rooms}
OUTDOORS = {"resources", "store", "register", "web", "cli"}
DOORS = {"httpx2", "random", "requests", "secrets", "socket", "subprocess", "time", "urllib.request"}
MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every imported module with its line, those inside functions and for type checking too."""
    here = ("ropa", *path.relative_to(SOURCE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: -node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from ((node.lineno, f"{module}.{one.name}") for one in node.names)


def test_every_room_has_its_place_in_the_house() -> None:
    assert {room_of(path) for path in MODULES} - {"__init__"} <= set(STOREY)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_rooms_above_it(path: Path) -> None:
    room = room_of(path)
    wrong = []
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] != "ropa" or len(parts) < 2 or parts[1] in {room, "__version__"} or room == "__init__":
            continue
        if STOREY.get(parts[1], len(STOREYS)) >= STOREY[room]:
            wrong.append(f"line {line}: {name}")
    assert not wrong, f"{room} stands above or beside what it imports: {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_outer_rooms_touch_network_and_clock(path: Path) -> None:
    if room_of(path) in OUTDOORS:
        return
    used = {name for _, name in imports(path)}
    assert not {name for name in used for door in DOORS if name == door or name.startswith(f"{door}.")}
