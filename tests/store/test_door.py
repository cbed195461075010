"""The door for users' queries: whole answers, and errors as text that give nothing of the server away."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from ropa.errors import RemoteError, StoreError, Where
from ropa.settings import Settings
from ropa.store import Door, Format, Graphs, Reply, Result, memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from ropa.store import Store

DATA = "@prefix : <http://e/> . :a :p 1 . :g { :a :p 2 }"


@pytest.fixture
def store() -> Store:
    filled = memory()
    filled.load(parse(DATA, format=RdfFormat.TRIG))
    return filled


def ask(
    store: Store,
    text: str,
    *,
    rows: Format | None = Format.CSV,
    graph: Format | None = Format.NTRIPLES,
    graphs: Graphs | None = None,
    settings: Settings | None = None,
) -> Reply:
    door = Door(store, settings or Settings())
    return asyncio.run(door.answer(text, rows=rows, graph=graph, graphs=graphs))


class Broken:
    """A store that fails as told."""

    def __init__(self, fail: Callable[[], Result]) -> None:
        self._fail = fail

    def run(self, query: str, *, rows: Format, graph: Format, graphs: Graphs | None = None) -> Result:
        return self._fail()


def test_rows_come_in_the_format_of_rows_and_triples_in_that_of_graphs(store: Store) -> None:
    assert ask(store, "SELECT ?o { ?s ?p ?o }") == Reply(200, "text/csv; charset=utf-8", b"o\r\n1\r\n")
    triples = ask(store, "CONSTRUCT { ?s <http://e/q> ?o } { ?s ?p ?o }")
    assert triples.media_type == "application/n-triples"
    assert triples.body == b'<http://e/a> <http://e/q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def test_graphs_of_the_request_are_asked_instead_of_the_stores_own(store: Store) -> None:
    graphs = Graphs(default=("http://e/g",), named=())
    assert ask(store, "SELECT ?o { ?s ?p ?o }", graphs=graphs).body == b"o\r\n2\r\n"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("ASK {", 400, "query:1:"),
        ("ASK { ?s ?p }", 400, "query:1:1"),
        ("ASK { " + "{" * 100, 400, "query:1:70: the query nests deeper than 64 levels."),
        ("ASK { SERVICE <http://e/> {} }", 403, "query:1:7: SERVICE is refused"),
        ("CLEAR ALL", 403, "query:1:1: CLEAR is an update, and this service only reads."),
        ("#" * 70_000, 413, "query: the query is 70000 bytes long, the limit is 65536."),
    ],
)
def test_what_a_user_wrote_wrongly_is_told_in_plain_text(store: Store, text: str, status: int, said: str) -> None:
    reply = ask(store, text)
    assert (reply.status, reply.media_type) == (status, "text/plain; charset=utf-8")
    assert reply.body.decode().startswith(said)


def test_an_answer_beyond_the_limit_is_refused_and_never_cut(store: Store) -> None:
    at_limit = ask(store, "SELECT ?o { ?s ?p ?o }", settings=Settings(result_max_bytes=6))
    assert at_limit.body == b"o\r\n1\r\n"
    beyond = ask(store, "SELECT ?o { ?s ?p ?o }", settings=Settings(result_max_bytes=5))
    assert beyond.status == 413
    assert beyond.body.decode() == (
        "query: the answer is 6 bytes long, the limit is 5. "
        "Ask for less, with LIMIT and OFFSET, or raise the setting ROPA_RESULT_MAX_BYTES.\n"
    )


def test_an_answer_in_no_format_wanted_lists_the_formats_of_its_kind(store: Store) -> None:
    assert ask(store, "ASK {}", graph=None).status == 200
    reply = ask(store, "ASK {}", rows=None)
    assert reply.status == 406
    assert reply.body.decode() == (
        "the answer is not to be had in that format. There are: json (application/sparql-results+json), "
        "xml (application/sparql-results+xml), csv (text/csv), tsv (text/tab-separated-values).\n"
    )
    assert "turtle (text/turtle)" in ask(store, "DESCRIBE <a>", graph=None).body.decode()


def raising(error: Exception) -> Callable[[], Result]:
    def fail() -> Result:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreError("no lock in /srv/secret/store", where=Where("/srv/secret")), 503),
        (RemoteError("cannot reach it", where=Where("http://user:secret@inside/")), 502),
        (OSError("/srv/secret: no such file"), 500),
        (RecursionError("secret"), 500),
    ],
)
def test_what_fails_inside_is_logged_and_not_shown(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    reply = ask(Broken(raising(error)), "ASK {}")  # type: ignore[arg-type] # as much of a store as is used
    assert reply.status == status
    assert b"secret" not in reply.body
    assert b"Traceback" not in reply.body
    assert "secret" in caplog.text


def test_other_requests_are_served_while_a_query_runs() -> None:
    free = threading.Event()

    def wait() -> Result:
        assert free.wait(10)
        return Result(Format.JSON, b"{}")

    async def both() -> Reply:
        asked = asyncio.create_task(
            Door(Broken(wait), Settings()).answer("ASK {}", rows=Format.JSON, graph=None, graphs=None)  # type: ignore[arg-type] # as above
        )
        await asyncio.sleep(0.05)
        assert not asked.done()
        free.set()
        return await asked

    assert asyncio.run(both()).status == 200
