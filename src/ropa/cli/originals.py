"""The original documents behind a register, recognised in a folder by the SHA-256 of their bytes.

Nothing else counts, neither name nor date: so no line is ever quoted from another text than was modelled.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ropa.errors import NotFoundError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ropa.settings import Settings
    from ropa.views.evidence import Lines
    from ropa.workspace import Workspace

_MODELLED = "SELECT ?document ?sha256 { ?document ropa:sha256 ?sha256 }"


class Originals:
    """Documents that are cited, the hash with which each was modelled, and those files that still have it."""

    def __init__(self, modelled: dict[str, str | None], files: dict[str, Path]) -> None:
        self.modelled = modelled
        self._files = files
        self._read: dict[str, list[str]] = {}

    def file(self, document: str) -> Path | None:
        """Return the file of a document, if one has the bytes that were modelled."""
        return self._files.get(self.modelled.get(document) or "")

    def quote(self, lines: Iterable[Lines]) -> list[str]:
        """Return the cited lines of unchanged documents, 1-based and inclusive, without empty ones."""
        quoted = []
        for one in lines:
            quoted += self._lines(one.document)[one.first - 1 : one.last]
        return [line.strip() for line in quoted if line.strip()]

    def _lines(self, document: str) -> list[str]:
        """Return the lines as passages count them: ended by a line feed and by nothing else."""
        path = self.file(document)
        if document not in self._read:
            text = b"" if path is None else path.read_bytes()
            self._read[document] = text.decode("utf-8-sig", "replace").split("\n")
        return self._read[document]


def find(workspace: Workspace, documents: Iterable[str], folder: Path | None, settings: Settings) -> Originals:
    """Return the cited documents, and the files of a folder and its sub-folders that are one of them.

    Raises :class:`~ropa.errors.NotFoundError` for a folder that is not there. Files beyond
    ``ROPA_FILE_MAX_BYTES`` are passed over.
    """
    known = {
        row["document"].value: row["sha256"].value.lower()
        for row in workspace.select(_MODELLED)
        if isinstance(row["document"], NamedNode) and isinstance(row["sha256"], Literal)
    }
    return Originals({one: known.get(one) for one in documents}, {} if folder is None else _by_hash(folder, settings))


def _by_hash(folder: Path, settings: Settings) -> dict[str, Path]:
    if not folder.is_dir():
        raise NotFoundError(
            "there is no such folder",
            where=Where(str(folder)),
            remedy="Give the folder of the original documents.",
        )
    files = (path for path in sorted(folder.rglob("*"), reverse=True) if path.is_file())
    return {_digest(path): path for path in files if path.stat().st_size <= settings.file_max_bytes}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
