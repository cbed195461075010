"""The addresses of things: 303 to a document, the document, and the nearest name of what there is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ropa.settings import Settings
from ropa.store import memory

if TYPE_CHECKING:
    import httpx2

    from .conftest import Opened, Serving

ID = "https://w3id.org/ropa/id/"


def triples(response: httpx2.Response) -> set[str]:
    assert response.status_code == 200, response.text
    kind = response.headers["content-type"].partition(";")[0]
    found = RdfFormat.from_media_type(kind)
    assert found is not None
    return {f"{one.subject} {one.predicate} {one.object}" for one in parse(response.content, format=found)}


KLARNA = {
    f"<{ID}org/klarna> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/ropa#Organisation>",
    f'<{ID}org/klarna> <http://purl.org/dc/terms/title> "Klarna"',
    f'<{ID}org/klarna#seat> <http://purl.org/dc/terms/title> "Stockholm"@sv',
}


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "turtle"),
        ("*/*", "turtle"),
        ("text/html, */*;q=0.1", "turtle"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml;q=0.9, application/n-triples", "ntriples"),
        ("application/trig", "trig"),
    ],
)
def test_a_thing_leads_to_the_document_that_describes_it(client: httpx2.Client, accept: str, name: str) -> None:
    response = client.get("/id/org/klarna", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, f"/id/org/klarna?format={name}")
    assert response.headers["vary"] == "Accept"
    assert triples(client.get(response.headers["location"])) == KLARNA


def test_a_description_holds_the_thing_its_parts_and_the_statements_on_it(client: httpx2.Client) -> None:
    found = triples(client.get("/id/flow/shop/payment/klarna?format=ntriples"))
    assert {one.split(" ")[0] for one in found} == {
        f"<{ID}flow/shop/payment/klarna>",
        f"<{ID}flow/shop/payment/klarna#s-who>",
    }
    assert len(found) == 5


def test_a_thing_whose_iri_is_not_ours_is_asked_for_by_its_iri(client: httpx2.Client) -> None:
    response = client.get("/id", params={"iri": "https://shop.example/people/1"})
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/id?iri=https%3A%2F%2Fshop.example%2Fpeople%2F1&format=turtle",
    )
    assert triples(client.get(response.headers["location"])) == {
        "<https://shop.example/people/1> <http://xmlns.com/foaf/0.1/knows> <https://shop.example/people/2>"
    }


def test_terms_and_graphs_are_things_too(client: httpx2.Client) -> None:
    term = client.get("/id", params={"iri": "https://w3id.org/ropa#Flow", "format": "ntriples"})
    assert triples(term) == {'<https://w3id.org/ropa#Flow> <http://purl.org/dc/terms/title> "Flow"'}
    graph = client.get("/id/graph/data/registers/shop?format=turtle")
    assert triples(graph) == {f'<{ID}activity/shop/payment> <http://purl.org/dc/terms/title> "Payment"'}


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/id/org/klara", ["org/klarna"]),
        ("/id/klarna", ["org/klarna"]),
        ("/id/activity/payment", ["activity/shop/payment"]),
        ("/id/activity/shop/payments", ["activity/shop/payment"]),
        ("/id/orgs/klarna", ["org/klarna", "org/klarna-bank"]),
        ("/id?iri=https://w3id.org/ropa/id/org/klara", ["org/klarna"]),
        ("/id/org/zzzzzzzz", []),
        ("/id/org/a%20b%3Cc%3E", []),
        ("/id/org/" + "x" * 3_000, []),
        ("/id/activity/shop/delivery", []),
        ("/id?iri=https://shop.example/people/3", []),
    ],
)
def test_a_thing_that_there_is_not_gets_the_names_that_are_near(
    client: httpx2.Client, path: str, nearest: list[str]
) -> None:
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    problem = response.json()
    assert problem["type"] == "https://w3id.org/ropa/problem/not-found"
    assert problem["status"] == 404
    assert problem["nearest"] == [ID + one for one in nearest]
    assert problem["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/id/org/zzzzzzzz", "Known of kind org: 2"),
        ("/id/activity/shop/delivery", "Known of kind activity: 1"),
        ("/id/nothing/such", "Known in all: 4"),
        ("/id?iri=https://shop.example/people/3", "Known in all: 4"),
    ],
)
def test_where_no_name_is_near_it_says_how_many_there_are_and_how_to_list_them(
    client: httpx2.Client, path: str, said: str
) -> None:
    remedy = client.get(path).json()["remedy"]
    how_many, _, query = remedy.partition("; on /sparql this lists all: ")
    assert how_many == said
    listed = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1:]
    names = ("activity/shop/payment", "flow/shop/payment/klarna", "org/klarna", "org/klarna-bank")
    assert sorted(listed) == [ID + name for name in names]


def test_the_dataset_has_an_address_as_every_thing_has(serving: Serving, workspace: Opened) -> None:
    store = memory()
    store.load([Quad(NamedNode(ID + "dataset"), NamedNode("https://w3id.org/ropa#hash"), Literal("sha256:1"))])
    with serving(replace(workspace, store=store)) as client:
        response = client.get("/id/dataset", headers={"Accept": "application/n-triples"})
        assert (response.status_code, response.headers["location"]) == (303, "/id/dataset?format=ntriples")
        found = triples(client.get(response.headers["location"]))
    assert found == {f'<{ID}dataset> <https://w3id.org/ropa#hash> "sha256:1"'}


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/id", 400, "no thing is named."),
        ("/id?iri=no%20iri", 400, "'no iri' is no IRI."),
        ("/id?iri=%FF", 400, "the address holds other bytes than UTF-8."),
        ("/id/org/klarna?format=pdf", 406, "the answer is not to be had in that format (format=pdf)."),
    ],
)
def test_what_is_asked_wrongly_is_a_problem(client: httpx2.Client, path: str, status: int, detail: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["detail"] == detail


def test_a_description_known_to_the_client_is_not_sent_again(client: httpx2.Client) -> None:
    first = client.get("/id/org/klarna?format=turtle")
    again = client.get("/id/org/klarna?format=turtle", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/id/org/klarna?format=turtle").headers["etag"] == first.headers["etag"]
    every = {"If-None-Match": "*"}
    assert client.get("/id/org/klarna?format=turtle", headers=every).status_code == 304
    assert client.get("/id/org/klara?format=turtle", headers=every).status_code == 404


def test_a_description_beyond_the_limit_is_refused_and_never_cut(serving: Serving, workspace: Opened) -> None:
    with serving(replace(workspace, settings=Settings(result_max_bytes=50))) as client:
        response = client.get("/id/org/klarna?format=turtle")
    assert response.status_code == 413
    assert "ROPA_RESULT_MAX_BYTES" in response.json()["remedy"]
