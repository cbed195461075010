"""What stands in the repository's files speaks of the product and of no machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import ropa

ROOT = Path(__file__).resolve().parents[2]
# Put together here so that this file does not hold what it looks for.
MACHINES = re.compile("|".join("/" + folder + "/" for folder in ("work", "root", "home", "opt", "Users")))
INDEX_OPTION = re.compile("|".join(("(extra-)?" + "index-" + "url", "find-" + "links")))


def texts() -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found = {}
    for name in sorted(filter(None, listed.stdout.decode().split("\0"))):
        path = ROOT / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            found[name] = data.decode("utf-8")
    return found


def test_no_file_names_a_folder_of_a_machine_or_a_package_index_of_its_own() -> None:
    wrong = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINES.search(re.sub(r"\w+://\S+", "", line)) or INDEX_OPTION.search(line)
    ]
    assert not wrong


def test_no_file_has_a_bom_or_windows_line_ends() -> None:
    assert not [name for name, text in texts().items() if text.startswith("\ufeff") or "\r\n" in text]


def test_the_lock_takes_everything_from_the_public_index() -> None:
    urls = re.findall(r'"(https?://[^"]+)"', (ROOT / "uv.lock").read_text("utf-8"))
    assert {urlsplit(url).netloc for url in urls} == {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_belongs_to_the_dependencies_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    own = next(one for one in locked if one["name"] == project["project"]["name"])["metadata"]

    def asked(requirements: list[str]) -> set[tuple[str, frozenset[str]]]:
        split = (re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", one) for one in requirements)
        return {(one[1].lower(), frozenset(filter(None, one[2].split(",")))) for one in split if one}

    def held(entries: list[dict[str, str]]) -> set[tuple[str, frozenset[str]]]:
        return {
            (one["name"], frozenset(filter(None, one.get("specifier", "").split(","))))
            for one in entries
            if "extra ==" not in one.get("marker", "")
        }

    assert held(own["requires-dist"]) == asked(project["project"]["dependencies"])
    for name in ("test", "lint", "docs"):
        assert held(own["requires-dev"][name]) == asked(project["dependency-groups"][name])


def test_the_changelog_has_this_version() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert ropa.__version__ in headings


def test_the_names_that_the_package_offers_are_those_that_can_be_imported() -> None:
    assert [name for name in ropa.__all__ if not hasattr(ropa, name)] == []
    own = {name for name, value in vars(ropa).items() if getattr(value, "__module__", "").startswith("ropa")}
    assert {name for name in own if not name.startswith("_")} <= set(ropa.__all__)
