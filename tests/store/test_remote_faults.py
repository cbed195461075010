"""A SPARQL service that fails, in every way that services fail: an error in time, and never a short answer."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ropa.errors import QuerySyntaxError, RemoteError, TooLargeError, UsageError
from ropa.settings import Settings
from ropa.store import Format, Graphs, remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler

    from conftest import Faulty
    from ropa.store import Store

QUERY = "SELECT ?x { ?s ?p ?x }"
LIMIT = 0.6
#: What a service says that sees two triples in two graphs, and one if it looks at each once.
COUNTED = (("all", "2"), ("once", "1"))
SETTINGS = Settings(remote_seconds=LIMIT, remote_connect_seconds=0.3, remote_max_bytes=100_000)
#: What a loaded machine may take beyond the limit.
SLACK = 2.0


def rows(*values: str) -> bytes:
    found = [{"x": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": found}}).encode()


def sends(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def ask() -> Iterator[Callable[[str], Store]]:
    """Return a function that opens a service; all are closed at the end."""
    opened: list[Store] = []

    def open_(url: str, settings: Settings = SETTINGS) -> Store:
        opened.append(remote(url, settings))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def fails(store: Store, kind: type[Exception] = RemoteError, query: str = QUERY) -> str:
    began = time.monotonic()
    with pytest.raises(kind) as caught:
        store.select(query)
    assert time.monotonic() - began < LIMIT + SLACK
    return str(caught.value)


def test_a_sound_answer_is_taken(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    store = ask(faulty.says("/sparql", rows("a", "b")))
    assert store.select(QUERY).rows == ((Literal("a"),), (Literal("b"),))
    assert store.run(QUERY, rows=Format.JSON, graph=Format.TURTLE).body == rows("a", "b")
    ((path, body), _) = faulty.requests
    assert (path, [*parse_qs(body.decode())]) == ("/sparql", ["query"])


def test_a_service_that_never_answers_is_left_in_time(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    url = faulty.does("/hang", lambda handler: faulty.over.wait(20))
    assert "did not answer within 0.6 seconds. Ask for less, or raise ROPA_REMOTE_SECONDS." in fails(ask(url))
    assert len(faulty.requests) == 1


def drip(faulty: Faulty, head: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not faulty.over.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 90000\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
    ],
    ids=["body", "head"],
)
def test_a_service_that_drips_is_left_in_time(faulty: Faulty, ask: Callable[[str], Store], head: bytes) -> None:
    assert "did not answer within 0.6 seconds" in fails(ask(faulty.does("/drip", drip(faulty, head))))


def test_redirects_are_named_and_not_followed(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    target = faulty.says("/inside", rows("secret"))
    for status in (301, 302, 303, 307, 308):
        said = fails(ask(faulty.says("/redirect", b"", status=status, Location=target)))
        assert f"sends us to {target}, and redirects are not followed" in said
    assert "/inside" not in {path for path, _ in faulty.requests}


def test_an_error_page_is_no_answer_and_not_quoted(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    said = fails(ask(faulty.says("/broken", b"<html><h1>Oops</h1></html>", "text/html", status=500)))
    assert said == f"{faulty.url}/broken: the service answered with status 500. Look at the service's own log."


def test_a_web_page_is_told_from_an_endpoint(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    said = fails(ask(faulty.says("/page", b"<html>Welcome</html>", "text/html; charset=utf-8")))
    assert "the answer is text/html, not SPARQL results. Give the address of the SPARQL endpoint itself" in said


@pytest.mark.parametrize(("status", "advice"), [(401, "user:password@"), (404, "/sparql"), (429, "less often")])
def test_statuses_come_with_advice(faulty: Faulty, ask: Callable[[str], Store], status: int, advice: str) -> None:
    said = fails(ask(faulty.says("/no", b"not you", "text/plain", status=status)))
    assert f"status {status}: not you." in said
    assert advice in said


def test_the_text_of_a_service_is_shown_as_one_short_harmless_line(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    text = b"\x1b[2J\x1b]0;title\x07first\r\nsecond\xff " + b"x" * 5000
    said = fails(ask(faulty.says("/no", text, "text/plain", status=500)))
    assert "first second" in said
    assert said.isprintable()
    assert len(said) < 500


def test_an_answer_cut_off_anywhere_is_an_error(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    body = rows("a", "b")
    store = ask(faulty.url + "/cut")
    for length in range(len(body)):
        faulty.says("/cut", body[:length])
        with pytest.raises(RemoteError, match="cut off or broken"):
            store.select(QUERY)
        for kind in (Format.JSON, Format.TSV):
            with pytest.raises(RemoteError, match="cut off or broken"):
                store.run(QUERY, rows=kind, graph=Format.TURTLE)


def test_a_truth_value_cut_off_anywhere_is_an_error(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    body = b'{"head":{},"boolean":true}'
    store = ask(faulty.url + "/cut")
    for length in range(len(body)):
        faulty.says("/cut", body[:length])
        with pytest.raises(RemoteError, match="cut off or broken"):
            store.ask("ASK {}")
        with pytest.raises(RemoteError, match="cut off or broken"):
            store.run("ASK {}", rows=Format.JSON, graph=Format.TURTLE)
    faulty.says("/cut", body)
    assert store.ask("ASK {}") is True


IRI = b'{"type":"uri","value":"urn:x:a"}'
INNER = b'{"type":"triple","value":{"subject":%b,"predicate":%b,"object":' % (IRI, IRI)


def json_triples(depth: int) -> bytes:
    return b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%b}]}}' % (INNER * depth + IRI + b"}}" * depth)


def line_of_triples(depth: int) -> bytes:
    return b"<urn:x:a> <urn:x:a> %b .\n" % (b"<<( <urn:x:a> <urn:x:a> " * depth + b"<urn:x:a>" + b" )>>" * depth)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json_triples(200), "application/sparql-results+json"),
        (json_triples(200), "application/json"),
        (line_of_triples(100), "application/n-triples"),
        (line_of_triples(100), "text/turtle"),
    ],
)
def test_an_answer_made_to_end_the_process_is_refused_before_it_is_parsed(
    faulty: Faulty, ask: Callable[[str], Store], body: bytes, kind: str
) -> None:
    # Small ones, which would be harmless: larger ones of the same kind would end this test run if it failed.
    store = ask(faulty.says("/deep", body, kind))
    with pytest.raises(RemoteError, match="nested deeper than 64 levels"):
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_rdf_xml_which_can_grow_without_limit_is_not_asked_for_and_not_read(
    faulty: Faulty, ask: Callable[[str], Store]
) -> None:
    store = ask(faulty.says("/xml", b"<!DOCTYPE r [<!ENTITY a 'a'>]><r>&a;</r>", "application/rdf+xml"))
    with pytest.raises(RemoteError, match="not SPARQL results"):
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_closing_the_store_ends_a_request_that_another_thread_waits_for(
    faulty: Faulty, ask: Callable[[str], Store]
) -> None:
    store = ask(faulty.does("/hang", lambda handler: faulty.over.wait(20)))
    said: list[str] = []

    def wait() -> None:
        try:
            store.select(QUERY)
        except RemoteError as error:
            said.append(str(error))

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    until = time.monotonic() + 10
    while not faulty.requests and time.monotonic() < until:
        time.sleep(0.01)
    store.close()
    waiting.join(10)
    assert len(said) == 1
    assert "closed before the service answered" in said[0]


def test_triples_within_triples_and_texts_full_of_brackets_are_taken(
    faulty: Faulty, ask: Callable[[str], Store]
) -> None:
    text = '{[<<( "\\ ' * 200
    assert ask(faulty.says("/rows", rows(text, '"'))).select(QUERY).rows == ((Literal(text),), (Literal('"'),))
    assert len(ask(faulty.says("/nested", json_triples(3))).select(QUERY)) == 1
    lines = line_of_triples(3) + f"<urn:x:a> <urn:x:a> {Literal(text)} .\n".encode()
    found = ask(faulty.says("/lines", lines, "application/n-triples")).construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert [str(one.object) for one in found][1:] == [str(Literal(text))]


def test_a_connection_that_ends_within_the_answer_is_an_error(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    longer = faulty.says("/longer", rows("a"), Content_Length="5000")
    chunk = b"%x\r\n%s\r\n" % (len(rows("a")), rows("a"))
    chunks = faulty.says("/chunks", chunk, Content_Length="", Transfer_Encoding="chunked")
    for url in (longer, chunks):
        assert "the service broke off" in fails(ask(url))


def test_triples_whose_end_nobody_tells_are_not_believed(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    line = b"<urn:x:s> <urn:x:p> <urn:x:o> .\n"
    told = ask(faulty.says("/told", line, "application/n-triples"))
    assert len(told.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == 1
    untold = ask(faulty.says("/untold", line, "application/n-triples", Content_Length=""))
    with pytest.raises(RemoteError, match="triples could be missing unnoticed"):
        untold.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_error_that_a_service_writes_into_its_answer_is_seen(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[The query ran out of time'
    assert "cut off or broken" in fails(ask(faulty.says("/late", body)))


def test_an_answer_beyond_the_limit_is_refused_and_not_read_on(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    sent = threading.Event()

    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
        try:
            while not faulty.over.is_set():
                handler.wfile.write(b" " * 10_000)
        finally:
            sent.set()

    said = fails(ask(faulty.does("/flood", flood)), TooLargeError)
    assert "longer than 100000 bytes. Ask for less, or raise ROPA_REMOTE_MAX_BYTES." in said
    assert sent.wait(5)


def test_packed_answers_are_refused_for_what_may_be_in_them(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    assert "packs its answer" in fails(ask(faulty.says("/packed", b"\x1f\x8b", Content_Encoding="gzip")))


def test_reads_are_tried_three_times_where_no_connection_comes_about(
    faulty: Faulty, ask: Callable[[str], Store]
) -> None:
    def second_time(handler: BaseHTTPRequestHandler) -> None:
        if len(faulty.requests) >= 3:
            handler.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % size
            )
            handler.wfile.write(rows("a"))

    size = len(rows("a"))
    settings = Settings(remote_seconds=10)
    assert ask(faulty.does("/flaky", second_time), settings).select(QUERY).rows == ((Literal("a"),),)
    faulty.requests.clear()
    with pytest.raises(RemoteError, match="the service broke off"):
        ask(faulty.does("/dead", lambda handler: None), settings).select(QUERY)
    assert len(faulty.requests) == 3


def test_a_status_is_an_answer_and_not_tried_again(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    fails(ask(faulty.says("/busy", b"", "text/plain", status=503)))
    assert len(faulty.requests) == 1


def test_writes_are_sent_once_and_a_doubtful_end_is_called_so(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    store = ask(faulty.does("/dead", lambda handler: None))
    with pytest.raises(RemoteError, match="the service broke off"):
        store.update("DELETE WHERE { ?s ?p ?o }")
    assert len(faulty.requests) == 1
    store = ask(faulty.does("/hang", lambda handler: faulty.over.wait(20)))
    with pytest.raises(RemoteError, match="whether it did what was asked is not known"):
        store.update("DELETE WHERE { ?s ?p ?o }")


def test_a_service_that_is_not_there_is_named(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    faulty.stop()
    said = fails(ask(faulty.url + "/sparql"))
    assert said.startswith(f"{faulty.url}/sparql: the service cannot be reached")


def test_proxies_of_the_environment_are_not_used(
    faulty: Faulty, ask: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert len(ask(faulty.says("/sparql", rows("a"))).select(QUERY)) == 1


def test_credentials_in_the_address_are_sent_and_never_shown(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    seen = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        handler.send_error(500)

    url = faulty.does("/secret?key=hidden", answer).replace("http://", "http://anna:sesam@")
    said = fails(ask(url))
    assert seen == ["Basic YW5uYTpzZXNhbQ=="]
    assert "sesam" not in said
    assert "hidden" not in said


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('Parse error: Encountered " "}" "} "" at line 2, column 5.', 2, 5),
        ("Lexical error at line 1, column 50.", 1, 50 - len("BASE <https://w3id.org/ropa/id/> ")),
        ("[line: 3, col: 7 ] Unresolved prefixed name: x:y", 3, 7),
        ("Malformed query", None, None),
    ],
)
def test_the_syntax_error_of_any_service_keeps_its_place(
    faulty: Faulty, ask: Callable[[str], Store], text: str, line: int | None, column: int | None
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(faulty.says("/sparql", text.encode(), "text/plain", status=400)).select(QUERY)
    assert text.rstrip(".") in caught.value.what + "."
    assert caught.value.where is not None
    assert (caught.value.where.line, caught.value.where.column) == (line, column)


def test_graphs_are_passed_along_and_only_those(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    store = ask(faulty.says("/sparql", rows()))
    store.select(QUERY, Graphs(default=("urn:x:g",), named=("urn:x:h", "urn:x:i")))
    sent = parse_qs(faulty.requests[0][1].decode())
    assert sent["default-graph-uri"] == ["urn:x:g"]
    assert sent["named-graph-uri"] == ["urn:x:h", "urn:x:i"]


def test_a_service_that_counts_triples_once_is_asked_in_place_for_several_graphs(
    faulty: Faulty, ask: Callable[[str], Store]
) -> None:
    number = {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    counted = {"head": {"vars": ["all", "once"]}, "results": {"bindings": [{"all": number, "once": number}]}}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(counted).encode() if len(faulty.requests) == 1 else rows("in place")
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        handler.wfile.write(body)

    store = ask(faulty.does("/sparql", answer))
    assert store.select(QUERY, Graphs(default=("urn:x:g", "urn:x:h"))).rows == ((Literal("in place"),),)
    assert len(faulty.requests) == 2


def test_a_copy_of_several_graphs_that_came_short_is_caught(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    number = {name: {"type": "literal", "value": value, "datatype": integer} for name, value in COUNTED}
    triple = {name: {"type": "uri", "value": "urn:x:g"} for name in "gspo"}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        row = number if len(faulty.requests) == 1 else triple
        sends(handler, json.dumps({"head": {"vars": [*row]}, "results": {"bindings": [row]}}).encode())

    store = ask(faulty.does("/sparql", answer))
    with pytest.raises(RemoteError, match="sent 1 triples of these graphs, and says that it has another number"):
        store.select(QUERY, Graphs(default=("urn:x:g", "urn:x:h")))


def test_a_service_that_sends_fewer_triples_than_it_has_is_caught(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    held = {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    iri = {"type": "uri", "value": "urn:x:a"}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        row = {"n": held} if b"COUNT" in faulty.requests[-1][1] else {"s": iri, "p": iri, "o": iri}
        columns = [*row] if "n" in row else ["g", "s", "p", "o"]
        body = json.dumps({"head": {"vars": columns}, "results": {"bindings": [row]}}).encode()
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        handler.wfile.write(body)

    store = ask(faulty.does("/sparql", answer))
    with pytest.raises(RemoteError, match="holds 3 triples and sent 1"):
        store.quads()


def test_a_service_too_large_to_be_read_whole_is_refused_before_it_is_read(
    empty_service: str, ask: Callable[[str], Store]
) -> None:
    store = ask(empty_service, Settings(load_max_triples=2))
    name = NamedNode("urn:x:a")
    store.load(Quad(name, name, Literal(number)) for number in range(2))
    assert len([*store.quads()]) == 2
    store.load([Quad(name, name, Literal(3))])
    with pytest.raises(TooLargeError, match="holds 3 triples, the limit is 2"):
        store.quads()


def test_a_service_of_another_layout_takes_updates_but_no_loading(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    store = ask(faulty.says("/sparql", b"", "text/plain", status=204, Content_Length=""))
    store.update("CLEAR DEFAULT")
    assert [path for path, _ in faulty.requests] == ["/sparql"]
    with pytest.raises(RemoteError, match="whose address ends in /query"):
        store.load([])


def test_updates_that_a_service_does_not_take_are_refused_clearly(faulty: Faulty, ask: Callable[[str], Store]) -> None:
    faulty.says("/query", rows())
    faulty.says("/update", b"", "text/plain", status=405)
    with pytest.raises(RemoteError, match="status 405"):
        ask(faulty.url + "/query").update("CLEAR DEFAULT")


@pytest.mark.parametrize(
    "address",
    ["", "example.org/sparql", "ftp://example.org/sparql", "http://", "http://[::1/x", "https://a.example/#b"],
)
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a SPARQL service"):
        remote(address, SETTINGS)


def test_a_service_can_be_asked_from_many_threads_and_from_a_running_loop(service: str) -> None:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    async def within() -> bool:
        return store.ask("ASK {}")

    with remote(service, Settings()) as store:
        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(lambda _: store.ask("ASK {}"), range(40)))
        assert asyncio.run(within())
