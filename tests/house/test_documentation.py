"""Every setting, command and address is documented, and every shown command and session gives what is shown."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ropa.settings import Settings, variable

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("decisions/*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"^\$ (?P<command>[^\n]*?(?:<<'EOF'[^\n]*\n.*?^EOF)?)$(?P<shown>.*?)(?=^\$ |\Z)", re.MULTILINE | re.DOTALL
)


SERVED = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Shown:
    """A block of commands, each with what it prints; they are run one after the other in one folder."""

    page: Path
    commands: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.page.name}: {self.commands[0][0].splitlines()[0][:60]}"


def shown() -> list[Shown]:
    return [
        Shown(page, tuple((one["command"], one["shown"].removeprefix("\n")) for one in COMMAND.finditer(block)))
        for page in PAGES
        for kind, block in FENCE.findall(page.read_text("utf-8"))
        if kind == "console"
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


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """Return the environment of whoever has just activated the project's."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ROPA_")}
    return plain | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{plain['PATH']}"}


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[str]:
    """Serve the shipped registers on a free port, and yield the address."""
    command = [sys.executable, "-m", "ropa", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        try:
            serving = next(line for line in process.stderr if "serving http" in line)
            yield serving.split("serving ")[1].split("/sparql")[0]
        finally:
            process.terminate()


@pytest.mark.parametrize("block", shown(), ids=str)
def test_a_shown_command_prints_what_is_shown(
    block: Shown, environment: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for entry in ROOT.iterdir():  # as in the checkout, but what a command writes is written elsewhere
        (tmp_path / entry.name).symlink_to(entry)
    for command, output in block.commands:
        here = command.replace(SERVED, request.getfixturevalue("server")) if SERVED in command else command
        done = subprocess.run(
            ["bash", "-c", here],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.replace("\r\n", "\n") == output


def test_no_command_is_shown_that_is_not_run_here() -> None:
    blocks = [
        (page.name, line)
        for page in PAGES
        for kind, block in FENCE.findall(page.read_text("utf-8"))
        if kind not in ("console", "pycon")
        for line in block.splitlines()
        if re.match(r"\$|(\S*/)?(ropa|curl|python|pip|uv)\b", line)
    ]
    assert blocks == []


def test_a_command_that_is_named_in_passing_exists() -> None:
    from ropa.cli.app import COMMANDS

    known = {one.__name__ for one in COMMANDS} | {"--help", "--version"}
    passing = [
        (page.name, words)
        for page in PAGES
        for words in re.findall(r"(?<!`)`ropa ([^`\n]+)`(?!`)", FENCE.sub("", page.read_text("utf-8")))
    ]
    assert len(passing) > 5
    assert [(page, words) for page, words in passing if not known & {*words.split()}] == []


def test_the_readme_shows_an_answer_from_the_facts_on_its_first_screen() -> None:
    first = next(one for one in shown() if one.page.name == "README.md")
    command, output = first.commands[0]
    assert "pd:EmailAddress" in command
    assert len(output.splitlines()) >= 3
    text = (ROOT / "README.md").read_text("utf-8")
    screen = "\n".join(text.splitlines()[:40])
    assert [part for part in ("make run", "make test", output) if part not in screen] == []


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
