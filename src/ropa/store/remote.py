"""Any SPARQL 1.1 service by its URL, asked in place.

The services of Oxigraph and Jena take queries at ``.../query``, updates at ``.../update`` and Oxigraph data at
``.../store``; from an address that ends in ``/query`` the other two follow. Elsewhere updates go to the address
itself, and loading is refused. Answers are taken as JSON or as triples, read to their end, and only then believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from ropa.errors import StoreError, TooLargeError, UsageError, Where
from ropa.settings import variable
from ropa.store.answers import as_boolean, as_result, as_table, as_triples, taken
from ropa.store.datasets import graphs_of
from ropa.store.embedded import memory
from ropa.store.formats import Format, Result
from ropa.store.harmful import refuse_harmful
from ropa.store.interface import Graphs
from ropa.store.refusals import check
from ropa.store.replies import ACCEPT, parsed, unbroken
from ropa.store.syntax import syntax_error
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from ropa.settings import Settings
    from ropa.store.answers import Found, Taken
    from ropa.store.interface import Store, Term
    from ropa.store.results import Table
    from ropa.store.service import Answer, Service

#: Relative IRIs mean the same as in the stores here; on the first line, so that lines keep their numbers.
_BASE: Final = f"BASE <{ID}> "
_FORM: Final = "application/x-www-form-urlencoded"

_EVERYTHING: Final = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_NAMED: Final = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"
_HOW_MANY: Final = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_TWICE: Final = """SELECT ?all ?once {
  { SELECT (COUNT(*) AS ?all) { ?s ?p ?o } } { SELECT (COUNT(*) AS ?once) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } }
}"""


class RemoteStore:
    """A store behind a SPARQL service; see :class:`~ropa.store.interface.Store`.

    Every method raises :class:`~ropa.errors.RemoteError` where the service fails, and
    :class:`~ropa.errors.TooLargeError` for an answer beyond the limit, never a part of it.
    """

    def __init__(self, url: str, service: Service, settings: Settings) -> None:
        self._url = url
        self._service = service
        self._settings = settings
        self._closed = False

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads by one POST of N-Quads to ``.../store``, which Oxigraph carries out whole or not at all."""
        url = self._beside("store")
        if url is None:
            raise self._service.error(
                "data can be loaded only into a service whose address ends in /query, as Oxigraph's does",
                "Load the data with the service's own tools.",
            )
        data = ox.serialize(quads, format=RdfFormat.N_QUADS) or b""
        check(self._post(url, data, {"Content-Type": "application/n-quads"}, again=False), self._service)

    def select(self, query: str, graphs: Graphs | None = None) -> Table:
        """Return the rows of a SELECT query."""
        copy = self._copy(query, graphs)
        return copy.select(query, graphs) if copy else self._taken(query, graphs, as_table)

    def ask(self, query: str, graphs: Graphs | None = None) -> bool:
        """Return the answer of an ASK query."""
        copy = self._copy(query, graphs)
        return copy.ask(query, graphs) if copy else self._taken(query, graphs, as_boolean)

    def construct(self, query: str, graphs: Graphs | None = None) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        copy = self._copy(query, graphs)
        return copy.construct(query, graphs) if copy else self._taken(query, graphs, as_triples)

    def run(self, query: str, *, rows: Format, graph: Format, graphs: Graphs | None = None) -> Result:
        """Answer a query of any form: JSON as the service wrote it, other formats as Oxigraph writes them."""
        copy = self._copy(query, graphs)
        if copy:
            return copy.run(query, rows=rows, graph=graph, graphs=graphs)
        answer = self._answer(query, graphs)
        result = self._read(answer, lambda found: as_result(found, rows, graph))
        return Result(result.format, answer.body) if result.format is Format.JSON else result

    def update(self, text: str) -> None:
        """Carry out a SPARQL update, sent to ``.../update`` beside ``.../query`` or to the address itself."""
        headers = {"Content-Type": "application/sparql-update"}
        answer = self._post(self._beside("update") or self._url, (_BASE + text).encode(), headers, again=False)
        check(answer, self._service, lambda said: syntax_error(said, None, len(_BASE)))

    def graphs(self) -> list[str]:
        """Return the names of the named graphs that hold something, sorted."""
        return sorted(row["g"].value for row in self.select(_GRAPHS) if isinstance(row["g"], NamedNode))

    def quads(self) -> Iterator[Quad]:
        """Return everything in the service, read whole and counted.

        Raises :class:`~ropa.errors.TooLargeError` beyond ``ROPA_LOAD_MAX_TRIPLES``, and
        :class:`~ropa.errors.RemoteError` where the service sends fewer quads than it says it has.
        """
        (counted, *_), *_ = self.select(_HOW_MANY).rows or ((None,),)
        expected = int(counted.value) if isinstance(counted, Literal) and counted.value.isdecimal() else 0
        if expected > self._settings.load_max_triples:
            raise TooLargeError(
                f"the service holds {expected:,} triples, the limit is {self._settings.load_max_triples:,}",
                where=Where(self._service.name),
                remedy=f"Ask it in place, or raise {variable('load_max_triples')}.",
            )
        found = self.select(_EVERYTHING)
        if len(found) != expected:
            raise self._service.error(
                f"the service holds {expected:,} triples and sent {len(found):,}",
                "Raise the service's own limit on answers; if its data have just changed, try again.",
            )
        return iter([_quad(*row) for row in found.rows])

    def close(self) -> None:
        """Let go of the connections."""
        self._closed = True
        self._service.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _taken(self, query: str, graphs: Graphs | None, take: Callable[[Found], Taken]) -> Taken:
        return self._read(self._answer(query, graphs), take)

    def _read(self, answer: Answer, take: Callable[[Found], Taken]) -> Taken:
        with unbroken(self._service):
            refuse_harmful(answer)
            return taken(lambda: parsed(answer, self._service), take)

    def _answer(self, query: str, graphs: Graphs | None) -> Answer:
        asked = graphs_of(query, graphs)
        parameters = [
            ("query", _BASE + query),
            *(("default-graph-uri", one) for one in asked.default or ()),
            *(("named-graph-uri", one) for one in asked.named or ()),
        ]
        headers = {"Accept": ACCEPT, "Content-Type": _FORM}
        answer = self._post(self._url, urlencode(parameters).encode(), headers, again=True)
        check(answer, self._service, lambda said: syntax_error(said, query, len(_BASE)))
        return answer

    def _post(self, url: str, content: bytes, headers: dict[str, str], *, again: bool) -> Answer:
        from ropa.store.service import Message

        if self._closed:
            raise StoreError("the store is closed", remedy="Open it again.")
        return self._service.post(Message(url, content, headers, again=again))

    def _copy(self, query: str, graphs: Graphs | None) -> Store | None:
        """Return a copy of the graphs asked, where the service would count a triple in two of them twice.

        It is empty where a request leaves no graph: the protocol cannot say so, and a service would ask all it has.
        """
        asked = graphs_of(query, graphs)
        default = asked.default or ()
        if graphs and not default and not asked.named:
            return memory()
        if len(default) < 2:
            return None
        counted = self._taken(_TWICE, asked, as_table).rows
        if counted and counted[0][0] == counted[0][1]:
            return None
        wanted = Graphs(default=(), named=tuple(dict.fromkeys((*default, *(asked.named or ())))))
        quads = [_quad(*row) for row in self._taken(_NAMED, wanted, as_table).rows]
        found = sum(isinstance(one.graph_name, NamedNode) and one.graph_name.value in default for one in quads)
        if not counted or counted[0][0] != Literal(found):
            raise self._service.error(
                f"the service sent {found:,} triples of these graphs, and says that it has another number",
                "Raise the service's own limit on answers; if its data have just changed, try again.",
            )
        store = memory()
        store.load(quads)
        return store

    def _beside(self, name: str) -> str | None:
        parts = urlsplit(self._url)
        head, found, last = parts.path.rpartition("/query")
        return urlunsplit(parts._replace(path=f"{head}/{name}")) if found and not last else None


def remote(url: str, settings: Settings) -> RemoteStore:
    """Return a store over the SPARQL service at a URL. Nothing is sent before the first question.

    Raises :class:`~ropa.errors.UsageError` for an address that is none. What stands before the host (``user:secret@``)
    is sent as HTTP Basic authentication and shown nowhere.
    """
    import httpx2

    from ropa.store.service import Service

    try:
        parts = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise _no_address(url) from error
    if parts.scheme not in {"http", "https"} or not parts.host or parts.fragment:
        raise _no_address(str(parts.copy_with(userinfo=b"")))
    name = str(parts.copy_with(userinfo=b"", query=None))
    return RemoteStore(url, Service(name, settings), settings)


def _no_address(url: str) -> UsageError:
    return UsageError(
        "this is no address of a SPARQL service", where=Where(url), remedy="Give one like https://example.org/sparql."
    )


def _quad(graph: Term | None, subject: Term | None, predicate: Term | None, object_: Term | None) -> Quad:
    """Return a row as a quad; ``TypeError`` from Oxigraph for one that is none, which no query here gives."""
    return Quad(subject, predicate, object_, DefaultGraph() if graph is None else graph)  # type: ignore[arg-type]
