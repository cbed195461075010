"""``/sparql`` as SPARQL 1.1 Protocol, section 2, and HTTP want it, asked of a real server."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ropa.settings import Settings
from ropa.store import Format

if TYPE_CHECKING:
    import httpx2

    from .conftest import Opened, Serving

ASK = "ASK { ?s ?p ?o }"
NAMES = "SELECT ?name { <https://w3id.org/ropa/id/org/klarna> <http://purl.org/dc/terms/title> ?name }"
GRAPH = 'CONSTRUCT { ?s <http://e/name> ?name } { ?s <http://purl.org/dc/terms/title> ?name FILTER(?name = "Klarna") }'
SHOP = "https://w3id.org/ropa/id/graph/data/registers/shop"
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def names(response: httpx2.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_get_and_both_posts_give_the_same_answer(client: httpx2.Client, path: str) -> None:
    for response in (
        client.get(path, params={"query": NAMES}),
        client.post(path, data={"query": NAMES}),
        client.post(path, content=NAMES, headers=QUERY),
    ):
        assert names(response) == ["Klarna"]
        assert response.headers["content-type"] == "application/sparql-results+json"


def test_head_says_what_get_says_without_a_body(client: httpx2.Client) -> None:
    got, head = client.get("/sparql", params={"query": ASK}), client.head("/sparql", params={"query": ASK})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


def test_options_says_what_can_be_done(client: httpx2.Client) -> None:
    response = client.options("/sparql")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert response.headers["accept-post"] == "application/sparql-query, application/x-www-form-urlencoded"
    assert response.headers["link"].startswith('</sparql>; rel="describedby"')


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused_with_the_list_of_those_there_are(client: httpx2.Client, method: str) -> None:
    response = client.request(method, "/sparql", params={"query": ASK})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert response.text == f"{method} is not done here. There are: GET, HEAD, OPTIONS, POST.\n"


@pytest.mark.parametrize("way", ["get", "form", "query"])
def test_graphs_of_the_request_take_the_place_of_the_datasets_own(client: httpx2.Client, way: str) -> None:
    text = "SELECT ?name { ?s <http://purl.org/dc/terms/title> ?name }"
    graphs = [("default-graph-uri", SHOP), ("default-graph-uri", SHOP), ("default-graph-uri", "http://e/nowhere")]
    if way == "get":
        response = client.get("/sparql", params=[("query", text), *graphs])
    elif way == "form":
        response = client.post("/sparql", data={"query": text, "default-graph-uri": [one for _, one in graphs]})
    else:
        response = client.post("/sparql", params=graphs, content=text, headers=QUERY)
    assert names(response) == ["Payment"]


def test_named_graphs_of_the_request_leave_the_default_graph_empty(client: httpx2.Client) -> None:
    text = f"SELECT ?name {{ GRAPH ?g {{ ?s ?p ?name FILTER(?g = <{SHOP}>) }} FILTER NOT EXISTS {{ ?s ?p ?name }} }}"
    assert names(client.get("/sparql", params={"query": text, "named-graph-uri": SHOP})) == ["Payment"]
    assert names(client.get("/sparql", params={"query": text, "named-graph-uri": "http://e/nowhere"})) == []


def test_a_graph_name_that_is_no_iri_is_named_as_wrong(client: httpx2.Client) -> None:
    response = client.get("/sparql", params={"query": ASK, "default-graph-uri": "no iri"})
    assert (response.status_code, response.text) == (
        400,
        "default-graph-uri: 'no iri' is no IRI. Give an absolute IRI, such as https://example.org/a.\n",
    )


@pytest.mark.parametrize(
    ("text", "name", "media_type", "body"),
    [
        (NAMES, "json", "application/sparql-results+json", None),
        (NAMES, "xml", "application/sparql-results+xml", None),
        (NAMES, "csv", "text/csv; charset=utf-8", "name\r\nKlarna\r\n"),
        (NAMES, "tsv", "text/tab-separated-values; charset=utf-8", '?name\n"Klarna"\n'),
        (ASK, "json", "application/sparql-results+json", '{"head":{},"boolean":true}'),
        (ASK, "xml", "application/sparql-results+xml", None),
        (ASK, "csv", "text/csv; charset=utf-8", "true"),
        (ASK, "tsv", "text/tab-separated-values; charset=utf-8", "true"),
        (GRAPH, "turtle", "text/turtle; charset=utf-8", None),
        (
            GRAPH,
            "ntriples",
            "application/n-triples",
            '<https://w3id.org/ropa/id/org/klarna> <http://e/name> "Klarna" .\n',
        ),
        (GRAPH, "rdfxml", "application/rdf+xml", None),
        (GRAPH, "jsonld", "application/ld+json", None),
        (GRAPH, "trig", "application/trig", None),
        (
            GRAPH,
            "nquads",
            "application/n-quads",
            '<https://w3id.org/ropa/id/org/klarna> <http://e/name> "Klarna" .\n',
        ),
    ],
)
def test_every_format_can_be_asked_for_by_name_and_by_accept(
    client: httpx2.Client, text: str, name: str, media_type: str, body: str | None
) -> None:
    by_name = client.get("/sparql", params={"query": text, "format": name}, headers={"Accept": "text/nothing"})
    by_accept = client.get("/sparql", params={"query": text}, headers={"Accept": media_type.partition(";")[0]})
    for response in (by_name, by_accept):
        assert (response.status_code, response.headers["content-type"]) == (200, media_type), response.text
        assert "Klarna" in response.text or "true" in response.text
        assert body is None or response.text == body


def test_a_format_that_the_kind_of_answer_does_not_have_lists_those_it_has(client: httpx2.Client) -> None:
    for wish, named in (
        ({"params": {"query": ASK, "format": "ttl"}}, "format=ttl"),
        ({"params": {"query": ASK}, "headers": {"Accept": "text/turtle"}}, "Accept: text/turtle"),
    ):
        response = client.get("/sparql", **wish)
        assert response.status_code == 406
        assert "json (application/sparql-results+json), xml" in response.text
        assert f"({named})" in response.text
    response = client.get("/sparql", params={"query": GRAPH, "format": "csv"})
    assert response.status_code == 406
    assert "(format=csv). There are: turtle (text/turtle), ntriples" in response.text
    response = client.get("/sparql", params={"query": ASK, "format": "pdf"})
    assert response.status_code == 406
    assert "(format=pdf)" in response.text
    assert all(f"{one.value} (" in response.text for one in Format)


@pytest.mark.parametrize(
    ("send", "status", "said"),
    [
        ({"method": "GET", "params": [("query", ASK), ("query", ASK)]}, 400, "the request has 2 queries"),
        ({"method": "POST", "params": {"query": ASK}, "content": ASK, "headers": QUERY}, 400, "has 2 queries"),
        ({"method": "POST", "data": {"other": "1"}}, 400, "the form has no query"),
        ({"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}}, 415, "'text/plain' is no type"),
        ({"method": "POST", "content": ASK}, 415, "the request has no Content-Type"),
        ({"method": "POST", "files": {"query": ASK.encode()}}, 415, "'multipart/form-data' is no type"),
        ({"method": "POST", "content": b"ASK { '\xff' }", "headers": QUERY}, 400, "first at byte 7"),
        ({"method": "POST", "content": b"query=%FF%FE", "headers": FORM}, 400, "the form holds other bytes than UTF-8"),
        (
            {"method": "POST", "content": b"query=\xff\xfe", "headers": FORM},
            400,
            "the form holds other bytes than UTF-8",
        ),
        ({"method": "GET", "url": "/sparql?query=%FF%FE"}, 400, "the address holds other bytes than UTF-8"),
        (
            {
                "method": "POST",
                "content": ASK.encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
            400,
            "the body is in utf-16",
        ),
        ({"method": "GET", "params": {"query": ASK, "format": ["csv", "json"]}}, 400, "'format' is given 2 times"),
        ({"method": "GET", "params": [("x", "1")] * 1_001}, 400, "more than 1000 parameters"),
        ({"method": "GET", "params": {"query": "ASK {\n ?s ?p }"}}, 400, "query:2:"),
        ({"method": "GET", "params": {"query": ""}}, 400, "query:1:1: there is no query here"),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 403, "this is an update, and this service only reads"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "this is an update, and this service only reads"),
        (
            {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
            "this is an update, and this service only reads",
        ),
        ({"method": "GET", "params": {"query": "DROP ALL"}}, 403, "query:1:1: DROP is an update"),
        ({"method": "GET", "params": {"query": "LOAD <http://e/>"}}, 403, "query:1:1: LOAD is an update"),
        (
            {"method": "GET", "params": {"query": "ASK { SERVICE <http://e/> {} }"}},
            403,
            "query:1:7: SERVICE is refused",
        ),
        ({"method": "POST", "content": "#" * 65_537, "headers": QUERY}, 413, "65537 bytes long, the limit is 65536"),
        ({"method": "POST", "data": {"query": "#" * 65_537}}, 413, "65537 bytes long, the limit is 65536"),
        ({"method": "POST", "content": "#" * 1_000_000, "headers": QUERY}, 413, "longer than 65536 bytes"),
        ({"method": "POST", "data": {"query": "#" * 1_000_000}}, 413, "longer than 65536 bytes"),
    ],
)
def test_what_the_protocol_forbids_is_refused_with_the_reason_in_plain_text(
    client: httpx2.Client, send: dict[str, object], status: int, said: str
) -> None:
    response = client.request(**{"url": "/sparql", **send})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert said in response.text
    assert response.text.endswith("\n")


@pytest.mark.parametrize("charset", ["utf-8", '"UTF-8"', "us-ascii"])
def test_utf8_may_be_said_and_a_byte_order_mark_is_no_part_of_the_query(client: httpx2.Client, charset: str) -> None:
    kind = {"Content-Type": f"Application/SPARQL-Query; charset={charset}"}
    assert client.post("/sparql", content=b"\xef\xbb\xbf" + ASK.encode(), headers=kind).json()["boolean"] is True


def test_a_query_as_long_as_the_limit_is_answered_even_when_every_byte_of_it_is_escaped(client: httpx2.Client) -> None:
    text = ASK + "\n#" + "ø" * ((65_536 - len(ASK) - 2) // 2)
    assert client.post("/sparql", data={"query": text}).json()["boolean"] is True
    assert client.post("/sparql", content=text, headers=QUERY).json()["boolean"] is True


ENDLESS = (
    b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
)


def test_a_body_is_refused_before_its_end_has_come(client: httpx2.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=20) as connection:
        connection.sendall(ENDLESS + b"10004\r\n" + b"#" * 0x10004 + b"\r\n")  # 65,540 bytes, and no last chunk
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_the_server_hangs_up_on_a_body_without_end(client: httpx2.Client) -> None:
    sent = 0
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=20) as connection:
        connection.sendall(ENDLESS)
        with contextlib.suppress(ConnectionError):
            while sent < 100_000_000:
                connection.sendall(b"4000\r\n" + b"#" * 0x4000 + b"\r\n")
                sent += 0x4000
    assert sent < 100_000_000
    assert client.get("/healthz").status_code == 200


def test_crossed_limits_name_their_setting_and_the_service_answers_afterwards(client: httpx2.Client) -> None:
    families = {
        "ASK { FILTER(" + "(" * 700: "ROPA_QUERY_MAX_DEPTH",
        "ASK " + "{" * 1_400: "ROPA_QUERY_MAX_DEPTH",
        "ASK { ?s ?p " + "[ ?p " * 1_000: "ROPA_QUERY_MAX_DEPTH",
        "ASK { ?s ?p " + "(" * 1_000: "ROPA_QUERY_MAX_DEPTH",
        "ASK { FILTER(" + "IF(1, " * 1_000: "ROPA_QUERY_MAX_DEPTH",
        "ASK { ?s ?p " + "<<( ?s ?p " * 1_000: "ROPA_QUERY_MAX_DEPTH",
        "ASK { ?s " + "(" * 1_000 + "<p>": "ROPA_QUERY_MAX_DEPTH",
        "ASK { FILTER(" + "!" * 20_000 + "1) }": "ROPA_QUERY_MAX_OPERATORS",
        "ASK { FILTER(1" + " || 1" * 12_000 + ") }": "ROPA_QUERY_MAX_OPERATORS",
        "ASK { ?s <p>" + "/<p>" * 15_000 + " ?o }": "ROPA_QUERY_MAX_OPERATORS",
        "ASK { " + "OPTIONAL { " * 1_000: "ROPA_QUERY_MAX_BLOCKS",
        "ASK { " + "FILTER EXISTS { " * 1_000: "ROPA_QUERY_MAX_BLOCKS",
        "ASK { " + "{ SELECT * { " * 1_000: "ROPA_QUERY_MAX_BLOCKS",
    }
    for text, setting in families.items():
        response = client.post("/sparql", content=text, headers=QUERY)
        assert response.status_code == 400, text[:30]
        assert f"raise the setting {setting}." in response.text
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_limits_are_those_of_the_workspace(serving: Serving, workspace: Opened) -> None:
    small = Settings(query_max_bytes=40, result_max_bytes=30)
    with serving(replace(workspace, settings=small)) as client:
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
        assert "the limit is 40" in client.get("/sparql", params={"query": ASK + " " * 40}).text
        refused = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert refused.status_code == 413
        assert "ROPA_RESULT_MAX_BYTES" in refused.text


def test_an_answer_known_to_the_client_is_not_sent_again(client: httpx2.Client) -> None:
    first = client.get("/sparql", params={"query": NAMES})
    etag = first.headers["etag"]
    assert etag.startswith('W/"')
    assert (first.headers["vary"], first.headers["cache-control"]) == ("Accept", "no-cache")
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}'):
        again = client.get("/sparql", params={"query": NAMES}, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.head("/sparql", params={"query": NAMES}, headers={"If-None-Match": etag}).status_code == 304
    assert names(client.get("/sparql", params={"query": NAMES}, headers={"If-None-Match": '"other"'})) == ["Klarna"]


def test_any_answer_that_there_is_is_known_to_a_client_that_says_so(client: httpx2.Client) -> None:
    every = {"If-None-Match": "*"}
    again = client.get("/sparql", params={"query": NAMES}, headers=every)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == client.get("/sparql", params={"query": NAMES}).headers["etag"]
    assert client.get("/sparql", headers=every).status_code == 304
    assert client.get("/sparql", params={"query": "SELECT (NOW() AS ?x) {}"}, headers=every).status_code == 304
    assert client.get("/sparql", params={"query": "ASK {"}, headers=every).status_code == 400
    assert client.post("/sparql", data={"query": ASK}, headers=every).status_code == 200


def test_another_question_format_graph_or_dataset_has_another_tag(
    client: httpx2.Client, serving: Serving, workspace: Opened
) -> None:
    def tag(one: httpx2.Client, **params: str) -> str:
        return one.get("/sparql", params={"query": NAMES, **params}).headers["etag"]

    tags = [
        tag(client),
        tag(client, query=ASK),
        tag(client, format="csv"),
        tag(client, **{"default-graph-uri": SHOP}),
        tag(client, **{"named-graph-uri": SHOP}),
    ]
    with serving(replace(workspace, identity="sha256:" + "1" * 64)) as other:
        tags.append(tag(other))
    assert len({*tags}) == len(tags)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand ( ) AS ?x) {}",
        "ASK { FILTER(STR(UUID()) = '') }",
        "SELECT (STRUUID() AS ?x) {}",
    ],
)
def test_an_answer_that_is_another_one_each_time_has_no_tag(client: httpx2.Client, text: str) -> None:
    response = client.get("/sparql", params={"query": text})
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in response.headers


def test_a_name_with_now_in_it_is_no_call(client: httpx2.Client) -> None:
    text = "ASK { ?a <http://xmlns.com/foaf/0.1/knows> ?b }"
    assert client.get("/sparql", params={"query": text}).headers["etag"]


def test_errors_posts_and_datasets_that_may_change_have_no_tag(
    client: httpx2.Client, serving: Serving, workspace: Opened
) -> None:
    assert "etag" not in client.post("/sparql", data={"query": ASK}).headers
    assert "etag" not in client.get("/sparql", params={"query": "ASK {"}).headers
    with serving(replace(workspace, identity="http://other.example/sparql")) as other:
        assert "etag" not in other.get("/sparql", params={"query": ASK}).headers
        assert "etag" not in other.get("/sparql").headers


def test_no_other_origin_may_read_and_no_cookie_is_set(client: httpx2.Client) -> None:
    response = client.get("/sparql", params={"query": ASK}, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in response.headers if name.startswith("access-control") or name == "set-cookie"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_the_body_is_that_of_the_engine(client: httpx2.Client, workspace: Opened) -> None:
    text = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    for one in (Format.JSON, Format.XML, Format.CSV, Format.TSV):
        own = workspace.store.run(text, rows=one, graph=Format.TURTLE).body
        assert client.get("/sparql", params={"query": text, "format": one.value}).content == own
