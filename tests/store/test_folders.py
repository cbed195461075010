"""Store folders: what is no store, in use or damaged is named with its path and a remedy, and never made or emptied."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad

from ropa.errors import StoreError
from ropa.store import disk

if TYPE_CHECKING:
    from pathlib import Path

QUAD = Quad(NamedNode("urn:x:s"), NamedNode("urn:x:p"), NamedNode("urn:x:o"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    with disk(path, read_only=False) as store:
        store.load([QUAD])
    return path


def refused(path: Path, *, read_only: bool) -> StoreError:
    with pytest.raises(StoreError) as caught:
        disk(path, read_only=read_only)
    assert str(caught.value).startswith(f"{path}: ")
    assert caught.value.remedy
    return caught.value


def test_what_was_loaded_is_there_when_the_folder_is_opened_again(folder: Path) -> None:
    with disk(folder, read_only=True) as store:
        assert [*store.quads()] == [QUAD]
    with disk(folder, read_only=False) as store:
        store.update("INSERT DATA { <urn:x:s> <urn:x:p> <urn:x:other> }")
    with disk(folder, read_only=True) as store:
        assert len([*store.quads()]) == 2


def test_several_may_read_at_once(folder: Path) -> None:
    with disk(folder, read_only=True) as one, disk(folder, read_only=True) as other:
        assert [*one.quads()] == [*other.quads()] == [QUAD]


def test_a_missing_folder_is_not_made_by_reading(tmp_path: Path) -> None:
    assert refused(tmp_path / "none", read_only=True).what == "there is no store"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    assert "no store" in refused(tmp_path, read_only=read_only).what
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_is_no_folder(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "file"
    path.write_text("mine", "utf-8")
    assert "no store" in refused(path, read_only=read_only).what
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_store_is_named_so(folder: Path, read_only: bool) -> None:
    for manifest in folder.glob("MANIFEST-*"):
        manifest.write_bytes(b"garbage")
    assert refused(folder, read_only=read_only).what.startswith("the store is damaged or of another kind")


def test_a_database_of_another_kind_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("what another program wrote", "utf-8")
    assert refused(tmp_path, read_only=True).what.startswith("the store is damaged or of another kind")


WRITER = """
    import sys
    from pathlib import Path
    from ropa.store import disk
    with disk(Path(sys.argv[1]), read_only=False):
        print("open", flush=True)
        sys.stdin.read()
"""


def test_while_somebody_writes_nobody_else_gets_in(folder: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        assert refused(folder, read_only=False).what == "the store is in use by another process"
        if sys.platform == "linux":
            assert refused(folder, read_only=True).what == "the store is in use by another process"
        writer.communicate("")
    with disk(folder, read_only=False) as store:
        assert [*store.quads()] == [QUAD]


def test_the_same_process_does_not_write_twice_either(folder: Path) -> None:
    with disk(folder, read_only=False):
        assert refused(folder, read_only=False).what == "the store is in use by another process"


def test_what_was_opened_for_reading_is_not_written(folder: Path) -> None:
    with disk(folder, read_only=True) as store:
        with pytest.raises(StoreError, match=r"Open it for writing\.$"):
            store.load([QUAD])
        with pytest.raises(StoreError, match=r"Open it for writing\.$"):
            store.update("DELETE WHERE { ?s ?p ?o }")
        assert [*store.quads()] == [QUAD]
