"""Oxigraph inside this process, in memory or in a folder.

Queries ask the store's own default graph, which holds every triple once; Oxigraph's union of graphs is never used,
for it counts a triple in two graphs twice. Opening and finding folders is left to :mod:`ropa.store.folders`.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad

from ropa.errors import QuerySyntaxError, StoreError, Where
from ropa.store.answers import as_boolean, as_result, as_table, as_triples, taken
from ropa.store.datasets import as_nodes, graphs_of
from ropa.store.folders import opened
from ropa.store.guard import SOURCE
from ropa.store.syntax import syntax_error
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from ropa.store.answers import Found, Taken
    from ropa.store.formats import Format, Result
    from ropa.store.interface import Graphs
    from ropa.store.results import Table


class EmbeddedStore:
    """A store in this process; see :class:`~ropa.store.interface.Store`.

    Many threads may ask it at once; writers wait for each other, for Oxigraph loses updates that run side by side.
    """

    def __init__(self, engine: ox.Store, *, on_disk: bool = False) -> None:
        self._held: ox.Store | None = engine
        self._on_disk = on_disk
        self._writing = Lock()

    @property
    def _engine(self) -> ox.Store:
        if self._held is None:
            raise StoreError("the store is closed", remedy="Open it again.")
        return self._held

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction: all or none."""
        given = list(quads)
        with self._writing, _faults("written"):
            self._engine.extend(given)
            self._flush()

    def select(self, query: str, graphs: Graphs | None = None) -> Table:
        """Return the rows of a SELECT query."""
        return self._taken(query, graphs, as_table)

    def ask(self, query: str, graphs: Graphs | None = None) -> bool:
        """Return the answer of an ASK query."""
        return self._taken(query, graphs, as_boolean)

    def construct(self, query: str, graphs: Graphs | None = None) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return self._taken(query, graphs, as_triples)

    def run(self, query: str, *, rows: Format, graph: Format, graphs: Graphs | None = None) -> Result:
        """Answer a query of any form in the engine's own serialisation."""
        return self._taken(query, graphs, lambda found: as_result(found, rows, graph))

    def update(self, text: str) -> None:
        """Carry out a SPARQL update of the project's own."""
        with self._writing, _faults("written"):
            self._engine.update(text, base_iri=ID)
            self._flush()

    def graphs(self) -> list[str]:
        """Return the names of the named graphs, sorted."""
        return sorted(name.value for name in self._engine.named_graphs() if isinstance(name, NamedNode))

    def quads(self) -> Iterator[Quad]:
        """Return everything in the store."""
        return iter(self._engine)

    def close(self) -> None:
        """Let go of the files."""
        self._held = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _flush(self) -> None:
        if self._on_disk:
            self._engine.flush()

    def _taken(self, query: str, graphs: Graphs | None, take: Callable[[Found], Taken]) -> Taken:
        with _faults("read", query):
            return taken(lambda: self._query(query, graphs), take)

    def _query(self, query: str, graphs: Graphs | None) -> Found:
        asked = graphs_of(query, graphs)
        if not asked:
            return self._engine.query(query, base_iri=ID)
        default, named = as_nodes(asked.default or ()), as_nodes(asked.named or ())
        if len(default) < 2:
            return self._engine.query(query, base_iri=ID, default_graph=[*default], named_graphs=[*named])
        merged = _merged(self._engine, default, named)
        return merged.query(query, base_iri=ID, default_graph=DefaultGraph(), named_graphs=[*named])


def memory() -> EmbeddedStore:
    """Return an empty store in memory."""
    return EmbeddedStore(ox.Store())


def disk(path: Path, *, read_only: bool) -> EmbeddedStore:
    """Open the store in a folder; made there unless ``read_only``.

    Raises :class:`~ropa.errors.StoreError` for a folder that holds no store or something else, is in use, or is
    damaged. Any number may read a folder at once, but nobody while it is written.
    """
    return EmbeddedStore(opened(path, read_only=read_only), on_disk=not read_only)


def _merged(engine: ox.Store, default: list[NamedNode], named: list[NamedNode]) -> ox.Store:
    """Return a store whose default graph holds each triple of several graphs once, beside the named graphs."""
    merged = ox.Store()
    for graph in default:
        merged.extend(
            Quad(one.subject, one.predicate, one.object, DefaultGraph())
            for one in engine.quads_for_pattern(None, None, None, graph)
        )
    for graph in named:
        merged.extend(engine.quads_for_pattern(None, None, None, graph))
    return merged


@contextmanager
def _faults(done: str, query: str | None = None) -> Iterator[None]:
    """Turn what Oxigraph raises, while it answers too, into errors with a place and a remedy."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error), query) from error
    except ValueError as error:
        raise QuerySyntaxError(str(error), where=Where(SOURCE), remedy="Correct the query.") from error
    except (OSError, RuntimeError) as error:
        remedy = "Open it for writing." if "read-write" in str(error) else "Check the disk, or load it again."
        raise StoreError(f"the store cannot be {done} ({error})", remedy=remedy) from error
