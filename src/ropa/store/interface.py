"""What every store can do, wherever its data lie: the one interface that all of the project asks through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from pyoxigraph import Quad

    from ropa.store.formats import Format, Result
    from ropa.store.results import Table

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Graphs:
    """The graphs that a request asks instead of the store's own (SPARQL 1.1 Protocol, section 2.1.4).

    ``None`` leaves the choice to the query. Several default graphs are one set: a triple in two of them counts once.
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        return self.default is not None or self.named is not None


class Store(Protocol):
    """Quads that can be asked in SPARQL 1.1.

    Queries raise :class:`~ropa.errors.QuerySyntaxError` with line and column; what a store cannot do raises
    :class:`~ropa.errors.StoreError`, a remote one :class:`~ropa.errors.RemoteError`.
    """

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""
        ...

    def select(self, query: str, graphs: Graphs | None = None) -> Table:
        """Return the rows of a SELECT query."""
        ...

    def ask(self, query: str, graphs: Graphs | None = None) -> bool:
        """Return the answer of an ASK query."""
        ...

    def construct(self, query: str, graphs: Graphs | None = None) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        ...

    def run(self, query: str, *, rows: Format, graph: Format, graphs: Graphs | None = None) -> Result:
        """Answer a query of any form: rows and booleans in the format ``rows``, triples in the format ``graph``."""
        ...

    def update(self, text: str) -> None:
        """Carry out a SPARQL update of the project's own."""
        ...

    def graphs(self) -> list[str]:
        """Return the names of the named graphs, sorted."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Return everything in the store."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...

    def __enter__(self) -> Self:
        """Use the store in a ``with`` statement, which closes it."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        ...
