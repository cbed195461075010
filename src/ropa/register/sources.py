"""Finds the files of a register: which are RDF, of which kind, and what their named graph is called.

Nothing is parsed here. A folder is read with its sub-folders; hidden files and files that are no RDF are passed
over in a folder, but an unreadable file that was named itself is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat

from ropa.errors import NotFoundError, UnreadableError, Where
from ropa.resources import root
from ropa.vocabulary.namespaces import GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

#: File name endings and the RDF they stand for.
FORMATS: Final[dict[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}

#: Formats that cannot name graphs: all that such a file says is in the file's own.
SINGLE_GRAPH: Final = frozenset({RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML})

#: Shipped folders that are loaded beside every register, and the one that ``--bare`` leaves out.
WORDS: Final = ("ontology", "data/reference")
ORGANISATIONS: Final = "data/organisations"
REGISTERS: Final = "data/registers"


@dataclass(frozen=True)
class Source:
    """One file: where it lies, what it holds, the graph that it becomes."""

    path: Path
    format: RdfFormat
    graph: NamedNode
    #: Part of a register, and not of the vocabulary or reference data shipped with the project.
    own: bool = True
    #: How messages call it; a place that is no path keeps its own spelling.
    called: str = ""

    @property
    def name(self) -> str:
        """What messages call the file."""
        return self.called or str(self.path)


def shipped(folders: Iterable[str], *, own: bool) -> list[Source]:
    """Return the Turtle files of shipped folders, graphs named by their path from the project's root."""
    base = root()
    found = []
    for folder in folders:
        for path in sorted((base / folder).rglob("*.ttl")):
            name = path.relative_to(base).as_posix()
            found.append(Source(path, RdfFormat.TURTLE, graph_name(name), own))
    return found


def find(paths: Iterable[str | Path]) -> list[Source]:
    """Return the RDF files of a user's paths.

    Raises :class:`~ropa.errors.NotFoundError` for a path that is not there and
    :class:`~ropa.errors.UnreadableError` for a file of unknown type or a folder without RDF.
    """
    found: list[Source] = []
    taken: set[NamedNode] = set()
    seen: set[Path] = set()
    for place in paths:
        if str(place).startswith(("http://", "https://")):
            raise UnreadableError(
                "an address is no file", where=Where(str(place)), remedy="Open a SPARQL service with --register URL."
            )
        path = Path(place)
        for file, name in _files(path):
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            graph = _free(name, taken)
            taken.add(graph)
            found.append(Source(file, FORMATS[file.suffix.lower()], graph))
    return found


def graph_name(path: str) -> NamedNode:
    """Return the named graph of a file: its path, ``.ttl`` taken off, other endings kept."""
    return NamedNode(GRAPH + quote(path.removesuffix(".ttl"), safe="/-._~"))


def _free(name: str, taken: set[NamedNode]) -> NamedNode:
    """Two files of one name from two folders stay apart: an answer says which file said so."""
    graph = graph_name(name)
    number = 2
    while graph in taken:
        graph = graph_name(f"{name.removesuffix('.ttl')}-{number}")
        number += 1
    return graph


def _files(path: Path) -> list[tuple[Path, str]]:
    if path.is_dir():
        inside = [one for one in sorted(path.rglob("*")) if _readable(one, path)]
        if not inside:
            raise UnreadableError(
                "the folder holds no RDF",
                where=Where(str(path)),
                remedy=f"Put in a file ending in {_endings()}.",
            )
        base = path.resolve().parent
        return [(one, one.resolve().relative_to(base).as_posix()) for one in inside]
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=Where(str(path)), remedy="Check the path.")
    if path.suffix.lower() not in FORMATS:
        raise UnreadableError(
            f"'{path.suffix or path.name}' is no file type that is read",
            where=Where(str(path)),
            remedy=f"Give RDF in a file ending in {_endings()}.",
        )
    return [(path, path.name)]


def _readable(file: Path, base: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(base).parts)
    return not hidden and file.suffix.lower() in FORMATS and file.is_file()


def _endings() -> str:
    *first, last = FORMATS
    return f"{', '.join(first)} or {last}"
