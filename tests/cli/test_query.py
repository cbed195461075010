"""``ropa query``: every format, every form, from file, standard input and argument."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse

from ropa.cli.query import GRAPHS, ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Ropa

WHO = "SELECT ?data ?who { <https://example.org/payroll> dpv:hasPersonalData ?data ; dpv:hasRecipient ?who }"
BANK = "https://example.org/bank"
ACCOUNT = "https://w3id.org/dpv/pd#BankAccount"
COPY = "CONSTRUCT { ?p dpv:hasRecipient ?who } WHERE { ?p dpv:hasRecipient ?who . FILTER(isIRI(?who)) }"


def test_rows_as_json_are_the_default_where_there_is_no_terminal(ropa: Ropa, payroll: Path) -> None:
    answer = json.loads(ropa("--register", payroll, "query", "-e", WHO).out)
    assert answer["head"]["vars"] == ["data", "who"]
    assert answer["results"]["bindings"] == [
        {"data": {"type": "uri", "value": ACCOUNT}, "who": {"type": "uri", "value": BANK}}
    ]


def test_rows_as_csv(ropa: Ropa, payroll: Path) -> None:
    out = ropa("--register", payroll, "query", "-e", WHO, "--format", "csv").out
    assert list(csv.reader(io.StringIO(out))) == [["data", "who"], [ACCOUNT, BANK]]


def test_rows_as_tsv(ropa: Ropa, payroll: Path) -> None:
    out = ropa("--register", payroll, "query", "-e", WHO, "--format", "tsv").out
    assert out.splitlines() == ["?data\t?who", f"<{ACCOUNT}>\t<{BANK}>"]


def test_rows_as_xml(ropa: Ropa, payroll: Path) -> None:
    out = ropa("--register", payroll, "query", "-e", WHO, "--format", "xml").out
    uris = ET.fromstring(out).iter("{http://www.w3.org/2005/sparql-results#}uri")
    assert [one.text for one in uris] == [ACCOUNT, BANK]


def test_rows_as_a_table_with_short_names(ropa: Ropa, payroll: Path) -> None:
    done = ropa("--register", payroll, "query", "-e", WHO, "--format", "table")
    assert done.out.splitlines() == ["data             who", "pd:BankAccount   <https://example.org/bank>"]
    assert done.err == "1 row\n"


@pytest.mark.parametrize(("who", "answer"), [(BANK, "true"), (ACCOUNT, "false")])
def test_ask_prints_true_or_false(ropa: Ropa, payroll: Path, who: str, answer: str) -> None:
    query = f"ASK {{ ?p dpv:hasRecipient <{who}> }}"
    assert ropa("--register", payroll, "query", "-e", query).out == f"{answer}\n"


def test_ask_in_a_format_that_was_given_is_the_engines_own(ropa: Ropa, payroll: Path) -> None:
    done = ropa("--register", payroll, "query", "-e", "ASK { ?p dpv:hasRecipient ?who }", "--format", "json")
    assert json.loads(done.out) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("name", "rdf"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("rdfxml", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
        ("trig", RdfFormat.TRIG),
        ("nquads", RdfFormat.N_QUADS),
    ],
)
def test_a_graph_in_every_format(ropa: Ropa, payroll: Path, name: str, rdf: RdfFormat) -> None:
    done = ropa("--bare", "--register", payroll, "query", "-e", COPY, "--format", name)
    assert done.code == 0
    assert {(str(one.subject), str(one.object)) for one in parse(done.raw, rdf)} == {
        ("<https://example.org/payroll>", f"<{BANK}>")
    }


def test_every_format_of_the_store_can_be_named(ropa: Ropa) -> None:
    from ropa.store import Format

    assert {one.value for one in Format} == {*ROWS, *GRAPHS} - {"table"}
    help_text = "".join(ropa("query", "--help").out.split())
    assert "|".join((*ROWS, *GRAPHS)) in help_text


def test_turtle_is_the_default_for_a_graph(ropa: Ropa, payroll: Path) -> None:
    done = ropa("--bare", "--register", payroll, "query", "-e", COPY)
    assert [str(one.object) for one in parse(done.raw, RdfFormat.TURTLE)] == [f"<{BANK}>"]


def test_the_query_comes_from_a_file_or_from_standard_input(ropa: Ropa, payroll: Path, tmp_path: Path) -> None:
    (tmp_path / "who.rq").write_bytes(b"\xef\xbb\xbf" + WHO.encode())
    from_file = ropa("--register", payroll, "query", "who.rq").out
    assert json.loads(from_file)["results"]["bindings"]
    assert ropa("--register", payroll, "query", "-", stdin=WHO).out == from_file
    assert ropa("--register", payroll, "query", stdin=WHO).out == from_file
    assert ropa("query", "who.rq", ROPA_REGISTER=str(payroll)).out == from_file


def test_several_registers_are_asked_as_one(ropa: Ropa, payroll: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(payroll.read_text("utf-8").replace("example.org/payroll", "example.org/pension"), "utf-8")
    query = "SELECT (COUNT(?p) AS ?n) { ?p dpv:hasRecipient <https://example.org/bank> }"
    done = ropa("--register", payroll, "--register", other, "query", "-e", query, "--format", "csv")
    assert done.out.split() == ["n", "2"]


def test_what_a_label_holds_cannot_drive_a_terminal(ropa: Ropa, payroll: Path) -> None:
    text = r'<https://example.org/payroll> <http://purl.org/dc/terms/title> "a\u001B[31mred\u202Eder\nnext" .'
    payroll.write_text(payroll.read_text("utf-8") + text, "utf-8")
    query = "SELECT ?title { <https://example.org/payroll> dct:title ?title }"
    done = ropa("--register", payroll, "query", "-e", query, "--format", "table")
    assert done.out.splitlines() == ["title", r"a\u001B[31mred\u202Eder\nnext"]


def test_a_long_cell_is_never_cut(ropa: Ropa, payroll: Path) -> None:
    payroll.write_text(
        payroll.read_text("utf-8") + f'<https://example.org/payroll> <http://purl.org/dc/terms/title> "{"x" * 5000}" .',
        "utf-8",
    )
    query = "SELECT ?title { <https://example.org/payroll> dct:title ?title }"
    done = ropa("--register", payroll, "query", "-e", query, "--format", "table")
    assert done.out.splitlines() == ["title", "x" * 5000]


def test_on_a_terminal_rows_are_a_table_and_long_cells_are_folded(payroll: Path) -> None:
    query = f'SELECT ?who ("{"y" * 300}" AS ?long) {{ ?p dpv:hasRecipient ?who . FILTER (?who = <{BANK}>) }}'
    out = on_a_terminal("--register", str(payroll), "query", "-e", query)
    assert "long" in out.splitlines()[0]
    assert out.count("y") == 300
    assert BANK in "".join(line.split("  ")[0].strip() for line in out.splitlines())


def on_a_terminal(*arguments: str) -> str:
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "ropa", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        parts = []
        while part := _read(ours):
            parts.append(part)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says EIO when the other side has closed
        return b""
