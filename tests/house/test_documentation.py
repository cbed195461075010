"""Every setting, command and address is documented, and every shown command and session gives what is shown."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from ropa.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("decisions/*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"^\$ (?P<command>[^\n]*?(?:<<'EOF'[^\n]*\n.*?^EOF)?)$(?P<shown>.*?)(?=^\$ |\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Shown:
    page: Path
    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.page.name}: {self.command.splitlines()[0][:60]}"


def shown() -> list[Shown]:
    return [
        Shown(page, one["command"], one["shown"].removeprefix("\n"))
        for page in PAGES
        for kind, block in FENCE.findall(page.read_text("utf-8"))
        if kind == "console"
        for one in COMMAND.finditer(block)
    ]


def sessions() -> list[Path]:
    return [page for page in PAGES if "```pycon" in page.read_text("utf-8")]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of pages that are written from the code."""
    target = tmp_path_factory.mktemp("reference")
    code = f"import sys; sys.path.insert(0, {str(DOCS)!r}); import generate, pathlib; "
    subprocess.run([sys.executable, "-c", f"{code}generate.write(pathlib.Path({str(target)!r}))"], check=True)
    return target


@pytest.mark.parametrize("one", shown(), ids=str)
def test_a_shown_command_prints_what_is_shown(one: Shown) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROPA_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-c", one.command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == one.output


def test_the_readme_shows_an_answer_from_the_facts_on_its_first_screen() -> None:
    first = next(one for one in shown() if one.page.name == "README.md")
    assert "pd:EmailAddress" in first.command
    assert len(first.output.splitlines()) >= 3
    text = (ROOT / "README.md").read_text("utf-8")
    screen = "\n".join(text.splitlines()[:40])
    assert [part for part in ("make run", "make test", first.output) if part not in screen] == []


@pytest.mark.parametrize("page", sessions(), ids=lambda page: page.name)
def test_a_shown_session_answers_what_is_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = "\n".join(block for kind, block in FENCE.findall(page.read_text("utf-8")) if kind == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_setting_is_documented_with_its_default(reference: Path) -> None:
    page = (reference / "settings.md").read_text("utf-8")
    for one in fields(Settings):
        row = next((line for line in page.splitlines() if f"`{variable(one.name)}`" in line), "")
        assert one.metadata["meaning"] in row
        assert str(one.default).lower() in row


def test_every_setting_that_a_page_names_exists() -> None:
    known = {variable(one.name) for one in fields(Settings)}
    named = {name for page in PAGES for name in re.findall(r"ROPA_[A-Z_]*[A-Z]", page.read_text("utf-8"))}
    assert named <= known


def test_every_command_and_option_is_documented_as_the_program_says_it(reference: Path) -> None:
    from ropa.cli.app import COMMANDS

    page = (reference / "commands.md").read_text("utf-8")
    assert {one.__name__ for one in COMMANDS} == {"serve", "query", "load", "evidence", "explain"}
    for one in COMMANDS:
        assert f"## ropa {one.__name__}" in page
        assert f"Usage: ropa {one.__name__} " in page
    for option in (
        "--register",
        "--lang",
        "--bare",
        "--version",
        "--format",
        "--into",
        "--documents",
        "--port",
        "--as-of",
    ):
        assert option in page


def test_every_error_is_documented(reference: Path) -> None:
    from ropa import errors

    page = (reference / "errors.md").read_text("utf-8")
    slugs = {one.slug for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "slug")}
    assert {"syntax-error", "query-too-complex", "remote-service"} <= slugs
    assert not [slug for slug in slugs if f"`{slug}`" not in page]


def test_every_address_is_documented() -> None:
    import ropa
    from ropa.web import create_app

    page = (DOCS / "endpoint.md").read_text("utf-8")
    with ropa.open() as opened:
        paths = {route.path for route in create_app(opened).routes if hasattr(route, "path")}
    assert "/sparql" in paths
    known = {re.sub(r":\w+}", "}", path).rstrip("/") for path in paths}
    assert [path for path in known if f"`{path}" not in page] == []


def test_the_built_pages_load_nothing_from_elsewhere() -> None:
    pages = sorted((DOCS / "_build" / "html").rglob("*.html"))
    if not pages:
        pytest.skip("the documentation is not built (make docs)")
    loading = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=\"(?:https?:)?//|<link[^>]+href=\"(?:https?:)?//[^>]*>"
    )
    assert not [page.name for page in pages if loading.search(page.read_text("utf-8"))]
