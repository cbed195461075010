"""Says what the service is and what its dataset holds: SPARQL 1.1 Service Description, and VoID with partitions.

The counts are asked of the store itself. For a dataset known by its hash that happens once; a remote service, whose
content may change, is asked each time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation at run time
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.responses import Response

from ropa.store.door import GRAPHS, ROWS
from ropa.vocabulary.namespaces import DATASET, ID, PREFIXES
from ropa.web import caching
from ropa.web.addresses import base_address
from ropa.web.negotiation import choose, unwanted
from ropa.web.protocol import address_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from ropa.store import Format, Store
    from ropa.workspace import Workspace

VOID_PATH: Final = "/.well-known/void"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_IN_DESCRIPTION: Final = {"formats": _FORMATS, "sd": SD, "void": VOID, "xsd": PREFIXES["xsd"]}
_FORMAT_NAMES: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
}
_TOTALS: Final = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?o) AS ?distinctObjects) { ?s ?p ?o }"""
_CLASSES: Final = "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { ?s a ?of FILTER(ISIRI(?of)) } GROUP BY ?of ORDER BY ?of"
_PROPERTIES: Final = "SELECT ?of (COUNT(*) AS ?n) { ?s ?of ?o } GROUP BY ?of ORDER BY ?of"
_GRAPHS: Final = "SELECT ?of (COUNT(*) AS ?n) { GRAPH ?of { ?s ?p ?o } } GROUP BY ?of ORDER BY ?of"

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Statistics:
    """How much of what a dataset holds."""

    totals: Counts
    classes: Counts
    properties: Counts
    graphs: Counts


class Description:
    """The description of one workspace's dataset and of the service over it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._counted: Statistics | None = None

    async def serve(self, request: Request, name: str | None, *, only_dataset: bool = False) -> Response:
        """Answer a request with the description in the format asked for."""
        accept = ", ".join(request.headers.getlist("accept"))
        chosen = choose(GRAPHS, name=name, accept=accept)
        if chosen is None:
            raise unwanted(GRAPHS, name=name, accept=accept)
        endpoint = base_address(request) + "/sparql"
        etag = caching.tag(self._workspace.identity, endpoint, chosen.value, str(only_dataset))
        if kept := caching.known(request, etag):
            return kept
        body = await asyncio.to_thread(self._body, endpoint, chosen, only_dataset=only_dataset)
        return Response(body, 200, caching.headers(etag), chosen.media_type)

    def _body(self, endpoint: str, chosen: Format, *, only_dataset: bool) -> bytes:
        statistics = self._statistics()
        triples = list(_dataset(endpoint, statistics))
        if not only_dataset:
            triples += _service(endpoint, statistics)
        order: dict[object, int] = {}
        triples.sort(key=lambda one: order.setdefault(one.subject, len(order)))
        used = _IN_DESCRIPTION if chosen.value in ("turtle", "trig", "rdfxml") else None
        return serialize(triples, format=RdfFormat.from_media_type(chosen.media_type), prefixes=used) or b""

    def _statistics(self) -> Statistics:
        if self._counted is not None:
            return self._counted
        counted = _count(self._workspace.store)
        if caching.tag(self._workspace.identity):
            self._counted = counted
        return counted


def install(app: FastAPI, description: Description) -> None:
    """Add the routes of the VoID description."""

    async def void(request: Request) -> Response:
        return await description.serve(request, address_parameters(request).get("format"), only_dataset=True)

    app.add_api_route(VOID_PATH, void, methods=["GET"], summary="The dataset, in VoID", **_DOCUMENTED)
    app.add_api_route(VOID_PATH, void, methods=["HEAD"], include_in_schema=False)


_DOCUMENTED: Final[dict[str, Any]] = {
    "response_class": Response,
    "responses": {
        200: {
            "description": "How many triples, of which classes and properties.",
            "content": {one.media_type.partition(";")[0]: {} for one in GRAPHS},
        },
        406: {"description": "In no format that is wanted."},
    },
}


def _count(store: Store) -> Statistics:
    totals = store.select(_TOTALS)
    row = next(iter(totals))
    return Statistics(
        totals=tuple((name, _number(row[name])) for name in totals.columns),
        classes=_counts(store, _CLASSES),
        properties=_counts(store, _PROPERTIES),
        graphs=_counts(store, _GRAPHS),
    )


def _counts(store: Store, query: str) -> Counts:
    return tuple(
        (row["of"].value, _number(row["n"])) for row in store.select(query) if isinstance(row["of"], NamedNode)
    )


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


def _dataset(endpoint: str, statistics: Statistics) -> Iterator[Triple]:
    dataset = NamedNode(DATASET)
    yield from _typed(dataset, VOID + "Dataset")
    yield Triple(dataset, NamedNode(VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(ID))
    for name, number in statistics.totals:
        yield Triple(dataset, NamedNode(VOID + name), Literal(number))
    yield Triple(dataset, NamedNode(VOID + "classes"), Literal(len(statistics.classes)))
    yield Triple(dataset, NamedNode(VOID + "properties"), Literal(len(statistics.properties)))
    yield from _partitions(dataset, statistics.classes, ("classPartition", "class", "entities"))
    yield from _partitions(dataset, statistics.properties, ("propertyPartition", "property", "triples"))


def _partitions(dataset: NamedNode, counts: Counts, names: tuple[str, str, str]) -> Iterator[Triple]:
    partition, of, how_many = (NamedNode(VOID + name) for name in names)
    for number, (iri, count) in enumerate(counts):
        part = BlankNode(f"{names[1]}{number}")
        yield Triple(dataset, partition, part)
        yield Triple(part, of, NamedNode(iri))
        yield Triple(part, how_many, Literal(count))


def _service(endpoint: str, statistics: Statistics) -> Iterator[Triple]:
    service, dataset = NamedNode(endpoint + "#service"), NamedNode(endpoint + "#dataset")
    yield from _typed(service, SD + "Service")
    yield Triple(service, NamedNode(SD + "endpoint"), NamedNode(endpoint))
    yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query"))
    simple = NamedNode("http://www.w3.org/ns/entailment/Simple")
    yield Triple(service, NamedNode(SD + "defaultEntailmentRegime"), simple)
    for one in (*ROWS, *GRAPHS):
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[one.value]))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield from _typed(dataset, SD + "Dataset")
    yield from _typed(NamedNode(DATASET), SD + "Graph")
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), NamedNode(DATASET))
    yield from _named_graphs(dataset, statistics.graphs)


def _named_graphs(dataset: NamedNode, graphs: Counts) -> Iterator[Triple]:
    for number, (iri, count) in enumerate(graphs):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, NamedNode(SD + "namedGraph"), named)
        yield from _typed(named, SD + "NamedGraph")
        yield Triple(named, NamedNode(SD + "name"), NamedNode(iri))
        yield Triple(named, NamedNode(SD + "graph"), graph)
        yield from _typed(graph, SD + "Graph")
        yield Triple(graph, NamedNode(VOID + "triples"), Literal(count))


def _typed(node: NamedNode | BlankNode, kind: str) -> Iterator[Triple]:
    yield Triple(node, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(kind))
