"""The W3C suite of the SPARQL 1.1 Protocol, read as data and sent to a real server.

This service only reads: of the tests of updates, those that the suite itself expects to fail are expected as they
stand, and the others are refused with 403 and the reason.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from ropa.store import memory

from .conftest import Opened

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2
    from rdflib.term import Node

    from .conftest import Serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"
QUERIES = (
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
)
UPDATES = (
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
)
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@dataclass(frozen=True)
class Exchange:
    """A request of the suite, and what it expects."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: tuple[str, ...]
    boolean: bool | None
    format: str | None


@pytest.fixture(scope="module")
def manifest(shared: Path) -> Graph:
    return Graph().parse(shared / "w3c/sparql/sparql11/protocol/manifest.ttl")


@pytest.fixture(scope="module")
def endpoint(shared: Path, serving: Serving) -> httpx2.Client:
    """Serve the three graphs of the suite under the names that it gives them."""
    store = memory()
    for number in (1, 2, 3):
        name = NamedNode(f"{DATA}data{number}.rdf")
        path = shared / f"w3c/sparql/sparql11/protocol/data{number}.nt"
        store.load(
            Quad(one.subject, one.predicate, one.object, name) for one in parse(path=path, format=RdfFormat.N_TRIPLES)
        )
    with serving(Opened(store)) as client:
        yield client


def exchanges(manifest: Graph, name: str) -> list[Exchange]:
    tests = [one for one in manifest.subjects(RDF.type, MF.ProtocolTest) if str(one).rpartition("#")[2] == name]
    assert len(tests) == 1
    connection = manifest.value(tests[0], MF.action)
    return [exchange(manifest, one) for one in Collection(manifest, manifest.value(connection, HT.requests))]


def exchange(manifest: Graph, request: Node) -> Exchange:
    headers = manifest.value(request, HT.headers)
    fields = Collection(manifest, headers) if headers is not None else []
    body = manifest.value(request, HT.body)
    encoding = str(manifest.value(body, CNT.characterEncoding)) if body is not None else "UTF-8"
    response = manifest.value(request, HT.resp)
    boolean = manifest.value(response, MF.expectedBoolean)
    form = manifest.value(response, MF.expectedFormat)
    return Exchange(
        method=str(manifest.value(request, HT.methodName)),
        path=str(manifest.value(request, HT.absolutePath)),
        headers={str(manifest.value(one, HT.fieldName)): str(manifest.value(one, HT.fieldValue)) for one in fields},
        body=str(manifest.value(body, CNT.chars)).encode(encoding) if body is not None else b"",
        statuses=tuple(
            str(one).rpartition("StatusCode")[2][0] for one in manifest.objects(response, MF.expectedStatus)
        ),
        boolean=None if boolean is None else bool(boolean.toPython()),
        format=None if form is None else str(form),
    )


def send(client: httpx2.Client, one: Exchange) -> httpx2.Response:
    return client.request(one.method, one.path, headers=one.headers, content=one.body or None)


def test_no_test_of_the_suite_is_left_out(manifest: Graph) -> None:
    listed = Collection(manifest, next(manifest.objects(None, MF.entries)))
    assert sorted(str(one).rpartition("#")[2] for one in listed) == sorted((*QUERIES, *UPDATES))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_answered_as_the_suite_expects(manifest: Graph, endpoint: httpx2.Client, name: str) -> None:
    for one in exchanges(manifest, name):
        response = send(endpoint, one)
        assert str(response.status_code)[0] in one.statuses, response.text
        kind = response.headers["content-type"].partition(";")[0]
        if one.format is not None:
            assert kind in FORMATS[one.format]
        if one.boolean is not None:
            assert json.loads(response.text)["boolean"] is one.boolean


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_refused_with_the_reason(manifest: Graph, endpoint: httpx2.Client, name: str) -> None:
    for one in exchanges(manifest, name):
        if one.boolean is not None:
            continue  # asks what an update did that was refused
        response = send(endpoint, one)
        assert response.status_code in (403, 415)
        assert "only reads" in response.text or "type for a query" in response.text or "Content-Type" in response.text
    assert endpoint.get("/sparql", params={"query": f"ASK {{ GRAPH <{DATA}data1.rdf> {{ ?s ?p ?o }} }}"}).json() == {
        "head": {},
        "boolean": True,
    }
