"""Oxigraph inside this process, in memory or in a folder.

Queries ask the store's own default graph, which holds every triple once; Oxigraph's union of graphs is never used,
for it counts a triple in two graphs twice. Results leave in Oxigraph's own serialisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from ropa.errors import QuerySyntaxError, StoreError, UsageError, Where
from ropa.store.datasets import graphs_of
from ropa.store.formats import Format, Result
from ropa.store.results import Table
from ropa.store.syntax import syntax_error
from ropa.vocabulary.namespaces import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from ropa.store.interface import Graphs

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class EmbeddedStore:
    """A store in this process; see :class:`~ropa.store.interface.Store`."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine: ox.Store | None = engine

    @property
    def engine(self) -> ox.Store:
        """The engine; :class:`~ropa.errors.StoreError` once the store is closed."""
        if self._engine is None:
            raise StoreError("the store is closed", remedy="Open it again.")
        return self._engine

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction: all or none."""
        self.engine.extend(quads)

    def select(self, query: str, graphs: Graphs | None = None) -> Table:
        """Return the rows of a SELECT query."""
        found = self._query(query, graphs)
        if not isinstance(found, ox.QuerySolutions):
            raise _wrong_form("SELECT")
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(row) for row in found))

    def ask(self, query: str, graphs: Graphs | None = None) -> bool:
        """Return the answer of an ASK query."""
        found = self._query(query, graphs)
        if not isinstance(found, ox.QueryBoolean):
            raise _wrong_form("ASK")
        return bool(found)

    def construct(self, query: str, graphs: Graphs | None = None) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        found = self._query(query, graphs)
        if not isinstance(found, ox.QueryTriples):
            raise _wrong_form("CONSTRUCT or DESCRIBE")
        return list(found)

    def run(self, query: str, *, rows: Format, graph: Format, graphs: Graphs | None = None) -> Result:
        """Answer a query of any form in the engine's own serialisation."""
        found = self._query(query, graphs)
        if isinstance(found, ox.QueryTriples):
            used = PREFIXES if graph in (Format.TURTLE, Format.TRIG, Format.RDFXML) else None
            assert isinstance(graph.engine, RdfFormat)  # noqa: S101 - a caller of ours mixed up two arguments
            return Result(graph, ox.serialize(found, format=graph.engine, prefixes=used) or b"")
        assert not isinstance(rows.engine, RdfFormat)  # noqa: S101 - likewise
        return Result(rows, found.serialize(format=rows.engine) or b"")

    def update(self, text: str) -> None:
        """Carry out a SPARQL update of the project's own."""
        self.engine.update(text, base_iri=ID)

    def graphs(self) -> list[str]:
        """Return the names of the named graphs, sorted."""
        return sorted(name.value for name in self.engine.named_graphs() if isinstance(name, NamedNode))

    def quads(self) -> Iterator[Quad]:
        """Return everything in the store."""
        return iter(self.engine)

    def close(self) -> None:
        """Let go of the files."""
        self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _query(self, query: str, graphs: Graphs | None) -> Results:
        asked = graphs_of(query, graphs)
        try:
            if asked.default is None and asked.named is None:
                return self.engine.query(query, base_iri=ID)
            return self._query_graphs(query, [NamedNode(one) for one in asked.default or ()], asked)
        except SyntaxError as error:
            raise syntax_error(str(error)) from error
        except ValueError as error:
            raise QuerySyntaxError(str(error), where=Where("query")) from error
        except OSError as error:
            raise StoreError(f"the store cannot be read ({error})", remedy="Load it again.") from error

    def _query_graphs(self, query: str, default: list[NamedNode], asked: Graphs) -> Results:
        named = [NamedNode(one) for one in asked.named or ()]
        if len(default) < 2:
            # No default graph named is an empty one, for which Oxigraph takes a graph that nobody has.
            return self.engine.query(query, base_iri=ID, default_graph=default or [ox.BlankNode()], named_graphs=named)
        merged = ox.Store()
        for graph in default:
            merged.extend(
                Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
                for quad in self.engine.quads_for_pattern(None, None, None, graph)
            )
        for graph in named:
            merged.extend(self.engine.quads_for_pattern(None, None, None, graph))
        return merged.query(query, base_iri=ID, default_graph=DefaultGraph(), named_graphs=named)


def memory() -> EmbeddedStore:
    """Return an empty store in memory."""
    return EmbeddedStore(ox.Store())


def disk(path: Path, *, read_only: bool) -> EmbeddedStore:
    """Open the store in a folder; made there unless ``read_only``.

    Raises :class:`~ropa.errors.StoreError` for a folder that holds no store, is in use or is damaged.
    """
    if read_only and not (path / "CURRENT").is_file():
        raise StoreError("there is no store", where=Where(str(path)), remedy="Make one with 'ropa load FILE --into'.")
    try:
        return EmbeddedStore(ox.Store.read_only(str(path)) if read_only else ox.Store(str(path)))
    except OSError as error:
        in_use = "lock" in str(error).lower()
        raise StoreError(
            "the store is in use by another process" if in_use else f"the store cannot be opened ({error})",
            where=Where(str(path)),
            remedy="Stop the other process." if in_use else "Load it again with 'ropa load'.",
        ) from error


def _wrong_form(form: str) -> UsageError:
    return UsageError(f"the query is no {form} query", where=Where("query"), remedy="Use the method for its form.")
