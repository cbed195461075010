"""The wheel carries words, checks and facts, so that ``ropa`` answers from any folder after an install."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ropa

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from this checkout, without network."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel's files, as an installer would lay them."""
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def python(code: str, installed: Path, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-P", *code.split("\0")],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_holds_every_word_check_and_fact(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {
        f"ropa/_files/{path.relative_to(ROOT).as_posix()}"
        for folder in ("ontology", "shapes", "data")
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file()
    }
    assert {"ropa/_files/ontology/ropa.ttl", "ropa/_files/data/registers/cacas.ttl"} <= shipped
    assert shipped <= names
    assert "ropa/py.typed" in names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        stray = [name for name in archive.namelist() if "__pycache__" in name or "/tests/" in name]
    assert tops == {"ropa", f"ropa_graph-{ropa.__version__}.dist-info"}
    assert not stray


def test_the_wheel_says_what_it_is_and_whose(wheel: Path) -> None:
    info = f"ropa_graph-{ropa.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{info}/METADATA").decode()
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        licence = archive.read(f"{info}/licenses/LICENSE").decode()
        notice = archive.read(f"{info}/licenses/NOTICE").decode()
    assert re.search(r"^License-Expression: Apache-2\.0$", metadata, re.MULTILINE)
    assert re.search(r"^Requires-Python: >=3\.11$", metadata, re.MULTILINE)
    assert "ropa = ropa.cli:main" in entry_points
    assert "Apache License" in licence
    assert "Data Privacy Vocabulary" in notice


def test_the_installed_package_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    where = python("-c\0import ropa; print(ropa.__file__)", installed, tmp_path)
    assert where == str(installed / "ropa" / "__init__.py")
    query = "ASK { ?p dpv:hasRecipient <https://w3id.org/ropa/id/org/mailchimp> }"
    assert python(f"-m\0ropa\0query\0-e\0{query}", installed, tmp_path) == "true"
