"""What every store owes, asked of all three: in memory, in a folder, and behind a real SPARQL service."""

from __future__ import annotations

import csv
import gc
import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ropa.errors import QuerySyntaxError, StoreError, UsageError
from ropa.store import Format, Graphs, complete

if TYPE_CHECKING:
    from conftest import Faulty
    from ropa.store import Store

REGISTER = """
@prefix dpv: <https://w3id.org/dpv#> . @prefix pd: <https://w3id.org/dpv/pd#> . @base <https://w3id.org/ropa/id/> .
<flow/newsletter> dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient <org/mailchimp> .
<flow/survey> dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient <org/mailchimp> .
<flow/enquiry> dpv:hasPersonalData pd:EmailAddress , pd:Name ; dpv:hasRecipient <org/zendesk> .
<flow/payment> dpv:hasPersonalData pd:CreditCardNumber ; dpv:hasRecipient <org/klarna> .
<activity/order> dpv:hasPersonalData pd:EmailAddress , pd:CreditCardNumber ; dpv:hasProcess <flow/payment> .
"""
WHO = "SELECT DISTINCT ?who { ?p dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
A, B, P, C = (NamedNode(f"https://example.org/{name}") for name in "abpc")
G, H = NamedNode("https://example.org/g#1"), NamedNode("https://example.org/h")
ONE = [
    Quad(A, P, C, DefaultGraph()),
    Quad(A, P, C, G),
    Quad(A, P, C, H),
    Quad(B, P, C, H),
]
BOTH = Graphs(default=(G.value, H.value))


def number(store: Store, query: str, graphs: Graphs | None = None) -> int:
    (row,) = store.select(query, graphs)
    assert isinstance(row["n"], Literal)
    return int(row["n"].value)


def test_email_addresses_go_to_exactly_those_whose_flow_has_them(store: Store) -> None:
    store.load(parse(REGISTER, RdfFormat.TURTLE))
    table = store.select(complete(WHO)[0])
    assert table.columns == ("who",)
    assert {row["who"] for row in table} == {
        NamedNode("https://w3id.org/ropa/id/org/mailchimp"),
        NamedNode("https://w3id.org/ropa/id/org/zendesk"),
    }
    assert len(table) == 2


def test_card_data_go_to_exactly_one(store: Store) -> None:
    store.load(parse(REGISTER, RdfFormat.TURTLE))
    query = complete(WHO.replace("EmailAddress", "CreditCardNumber"))[0]
    assert store.select(query).rows == ((NamedNode("https://w3id.org/ropa/id/org/klarna"),),)


def test_queries_ask_the_default_graph_and_never_a_union(store: Store) -> None:
    store.load(ONE)
    assert number(store, COUNT) == 1
    assert number(store, COUNT_NAMED) == 3
    assert not store.ask("ASK { <https://example.org/b> ?p ?o }")


def test_graphs_are_named_in_order_and_everything_can_be_read(store: Store) -> None:
    store.load(ONE)
    assert store.graphs() == [G.value, H.value]
    assert sorted(map(str, store.quads())) == sorted(map(str, ONE))


def test_an_empty_store_answers_and_holds_nothing(store: Store) -> None:
    assert number(store, COUNT) == 0
    assert store.graphs() == []
    assert list(store.quads()) == []
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == []
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 0


def test_loading_adds_and_the_same_quad_counts_once(store: Store) -> None:
    store.load(ONE[:1])
    store.load(iter(ONE))
    store.load([])
    assert number(store, COUNT) == 1
    assert number(store, COUNT_NAMED) == 3


def test_loading_that_breaks_off_leaves_nothing(store: Store) -> None:
    def broken() -> object:
        yield ONE[0]
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.load(broken())
    assert number(store, COUNT) == 0


def test_a_triple_in_two_default_graphs_counts_once(store: Store) -> None:
    store.load(ONE)
    assert number(store, COUNT, BOTH) == 2
    assert len(store.select("SELECT * { ?s ?p ?o }", BOTH)) == 2
    assert store.ask("ASK { <https://example.org/a> ?p ?o . <https://example.org/b> ?p ?o }", BOTH)
    made = store.run("SELECT ?s { ?s ?p ?o } ORDER BY ?s", rows=Format.CSV, graph=Format.TURTLE, graphs=BOTH)
    assert made.body.split() == [b"s", b"https://example.org/a", b"https://example.org/b"]
    assert len(store.construct("DESCRIBE <https://example.org/a>", BOTH)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/g#1> FROM <https://example.org/h> WHERE { ?s ?p ?o }",
        "SELECT(COUNT(*)AS?n)FROM<https://example.org/g#1>FROM<https://example.org/h>{?s ?p ?o}",
        "PREFIX : <https://example.org/> SELECT (COUNT(*) AS ?n) FROM :g\\#1 from :h { ?s ?p ?o }",
        "BASE <https://example.org/x> SELECT (COUNT(*) AS ?n) FROM <g#1> FROM <h> { ?s ?p ?o }",
        "BASE <https://example.org/> PREFIX e: <g> SELECT (COUNT(*) AS ?n) FROM e:\\#1 FROM <\\u0068> { ?s ?p ?o }",
        """# FROM <x> FROM
        SELECT (COUNT(*) AS ?n) (EXISTS { ?s ?p 'FROM' } AS ?e) FROM <https://example.org/g#1>
        FROM NAMED <https://example.org/h> FROM <https://example.org/h>FROM <https://example.org/h>{ ?s ?p ?o }""",
    ],
)
def test_several_from_clauses_are_one_set_however_they_are_written(store: Store, query: str) -> None:
    store.load(ONE)
    assert number(store, query) == 2


def test_from_stands_after_the_template_of_a_construct(store: Store) -> None:
    store.load(ONE)
    froms = "FROM <https://example.org/g#1> FROM <https://example.org/h>"
    counted = store.construct(
        f"CONSTRUCT {{ <urn:x:count> <urn:x:is> ?n }} {froms} WHERE {{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} }}"
    )
    assert [str(one.object) for one in counted] == [str(Literal(2))]
    assert {one.subject for one in store.construct(f"CONSTRUCT {froms} WHERE {{ ?s ?p ?o }}")} == {A, B}


def test_variables_and_names_called_from_are_no_clauses(store: Store) -> None:
    store.load(ONE)
    query = "PREFIX from: <https://example.org/> SELECT ?from { ?from from:p from:c FILTER(STR(?from) != 'from FROM') }"
    assert store.select(query).rows == ((A,),)


def test_graphs_of_the_request_win_over_those_of_the_query(store: Store) -> None:
    store.load(ONE)
    query = "SELECT (COUNT(*) AS ?n) FROM <https://example.org/g#1> FROM <urn:x:none> { ?s ?p ?o }"
    assert number(store, query, Graphs(default=(H.value,))) == 2
    assert number(store, query, Graphs(default=("urn:x:none",))) == 0


def test_named_graphs_beside_several_default_graphs_stay_apart(store: Store) -> None:
    store.load(ONE)
    both = Graphs(default=(G.value, H.value), named=(H.value,))
    assert number(store, COUNT, both) == 2
    assert number(store, COUNT_NAMED, both) == 2
    assert store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", both).rows == ((H,),)


def test_only_named_graphs_given_leave_the_default_graph_empty(store: Store) -> None:
    store.load(ONE)
    only = Graphs(named=(G.value,))
    assert number(store, COUNT, only) == 0
    assert number(store, COUNT_NAMED, only) == 1
    assert number(store, "SELECT (COUNT(*) AS ?n) FROM NAMED <https://example.org/h> { ?s ?p ?o }") == 0


@pytest.mark.parametrize("none", [Graphs(default=()), Graphs(named=()), Graphs(default=(), named=())])
def test_a_request_for_no_graph_at_all_never_asks_everything(store: Store, none: Graphs) -> None:
    store.load(ONE)
    assert number(store, COUNT, none) == 0
    assert number(store, COUNT_NAMED, none) == 0
    assert not store.ask("ASK { ?s ?p ?o }", none)
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }", none) == []
    assert json.loads(store.run(COUNT, rows=Format.JSON, graph=Format.TURTLE, graphs=none).body)["results"][
        "bindings"
    ] == [{"n": {"type": "literal", "value": "0", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]


def test_only_default_graphs_given_leave_no_named_ones(store: Store) -> None:
    store.load(ONE)
    only = Graphs(default=(H.value,))
    assert number(store, COUNT, only) == 2
    assert number(store, COUNT_NAMED, only) == 0
    assert number(store, "SELECT (COUNT(*) AS ?n) FROM <https://example.org/h> { GRAPH ?g { ?s ?p ?o } }") == 0


def test_a_graph_that_the_store_lacks_is_empty_and_never_fetched(store: Store, faulty: Faulty) -> None:
    store.load(ONE)
    url = faulty.says("/graph", b"<urn:x:s> <urn:x:p> <urn:x:o> .", "text/turtle")
    other = faulty.says("/other", b"<urn:x:s> <urn:x:p> <urn:x:o> .", "text/turtle")
    assert number(store, COUNT, Graphs(default=(url,))) == 0
    assert number(store, COUNT, Graphs(default=(url, other))) == 0
    assert number(store, COUNT_NAMED, Graphs(named=(url,))) == 0
    assert number(store, f"SELECT (COUNT(*) AS ?n) FROM <{url}> FROM <{other}> {{ ?s ?p ?o }}") == 0
    assert number(store, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == 0
    assert faulty.requests == []


def test_the_name_of_a_graph_has_to_be_an_iri(store: Store) -> None:
    with pytest.raises(UsageError, match="no IRI"):
        store.select(COUNT, Graphs(default=("not an iri",)))


def rows(store: Store, kind: Format) -> bytes:
    store.load([Quad(A, P, Literal('blåbær, "sylt"\n', language="nb")), Quad(A, P, Literal(2))])
    result = store.run("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o", rows=kind, graph=Format.TURTLE)
    assert result.format is kind
    return result.body


def test_rows_in_json(store: Store) -> None:
    body = json.loads(rows(store, Format.JSON))
    assert body["head"]["vars"] == ["o", "none"]
    found = sorted(body["results"]["bindings"], key=lambda row: row["o"]["value"])
    assert found == [
        {"o": {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"o": {"type": "literal", "value": 'blåbær, "sylt"\n', "xml:lang": "nb"}},
    ]


def test_rows_in_xml(store: Store) -> None:
    literals = ET.fromstring(rows(store, Format.XML)).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert sorted(one.text or "" for one in literals) == ["2", 'blåbær, "sylt"\n']


def test_rows_in_csv(store: Store) -> None:
    table = list(csv.reader(io.StringIO(rows(store, Format.CSV).decode(), newline="")))
    assert table[0] == ["o", "none"]
    assert sorted(table[1:]) == [["2", ""], ['blåbær, "sylt"\n', ""]]


def test_rows_in_tsv(store: Store) -> None:
    lines = rows(store, Format.TSV).decode().splitlines()
    assert lines[0] == "?o\t?none"
    assert sorted(lines[1:]) == ['"blåbær, \\"sylt\\"\\n"@nb\t', "2\t"]


@pytest.mark.parametrize("answer", [True, False])
def test_booleans_in_every_format(store: Store, answer: bool) -> None:
    query = "ASK { FILTER(1 = 1) }" if answer else "ASK { FILTER(1 = 2) }"
    word = str(answer).lower()
    body = {
        kind: store.run(query, rows=kind, graph=Format.TURTLE).body
        for kind in (Format.JSON, Format.XML, Format.CSV, Format.TSV)
    }
    assert json.loads(body[Format.JSON])["boolean"] is answer
    assert ET.fromstring(body[Format.XML]).findtext("{http://www.w3.org/2005/sparql-results#}boolean") == word
    assert body[Format.CSV].strip() == body[Format.TSV].strip() == word.encode()


@pytest.mark.parametrize("kind", [one for one in Format if one.is_graph])
def test_triples_in_every_format_stand_in_the_default_graph(store: Store, kind: Format) -> None:
    store.load(parse(REGISTER, RdfFormat.TURTLE))
    result = store.run("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", rows=Format.JSON, graph=kind)
    assert result.format is kind
    assert isinstance(kind.engine, RdfFormat)
    assert {*parse(result.body, kind.engine)} == {*parse(REGISTER, RdfFormat.TURTLE)}


def test_turtle_reads_well_with_the_prefixes_that_it_uses(store: Store) -> None:
    store.load(parse(REGISTER, RdfFormat.TURTLE))
    query = complete("CONSTRUCT WHERE { <flow/payment> dpv:hasPersonalData ?data }")[0]
    lines = store.run(query, rows=Format.JSON, graph=Format.TURTLE).body.decode().splitlines()
    assert {*lines[:2]} == {"@prefix dpv: <https://w3id.org/dpv#> .", "@prefix pd: <https://w3id.org/dpv/pd#> ."}
    assert lines[2:] == ["<https://w3id.org/ropa/id/flow/payment> dpv:hasPersonalData pd:CreditCardNumber ."]


def test_describe_gives_what_stands_on_a_thing(store: Store) -> None:
    store.load(ONE)
    assert store.construct("DESCRIBE <https://example.org/a>") == [Triple(A, P, C)]


def test_relative_iris_are_those_of_the_project_unless_the_query_has_a_base(store: Store) -> None:
    thing = NamedNode("https://w3id.org/ropa/id/org/klarna")
    store.load([Quad(thing, P, C), *ONE])
    assert store.ask("ASK { <org/klarna> ?p ?o }")
    assert store.ask("BASE <https://example.org/> ASK { <a> <p> <c> }")
    store.update("DELETE WHERE { <org/klarna> ?p ?o }")
    assert not store.ask("ASK { <org/klarna> ?p ?o }")


@pytest.mark.parametrize(
    ("query", "line", "column", "what"),
    [
        ("SELECT ?s { ?s ?p }", 1, 19, "'}' cannot stand here"),
        ("SELEC ?s { ?s ?p ?o }", 1, 1, "'SELEC' cannot stand here"),
        ("SELECT *\nWHERE { ?s ex:p ?o }", 2, 12, "the prefix 'ex:' is not declared"),
        ("SELECT * { ?s ?p ?o", 1, 20, "the query ends too early"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "'}' cannot stand here"),
        ("ASK { ?s ?p 'blåbær' 2 }", 1, 22, "'2' cannot stand here"),
        ("# a comment\nSELECT * {\n  ?s ?p 1,,2\n}", 3, 11, "',' cannot stand here"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "'x' cannot stand here"),
        ("ASK { ?s ?p 'not closed }", 1, 13, "a string is not closed"),
        ("SELECT ?x { BIND(foo(1) AS ?x) }", 1, 18, "'foo' cannot stand here"),
        ("", 1, 1, "the query ends too early"),
    ],
)
def test_a_syntax_error_names_line_column_and_what_stands_there(
    store: Store, query: str, line: int, column: int, what: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.select(query)
    where = caught.value.where
    assert where is not None
    assert (where.line, where.column, caught.value.what) == (line, column, what)


def test_sentences_of_the_engine_are_passed_on(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="SELECT contains a variable that is unbound"):
        store.run("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", rows=Format.JSON, graph=Format.TURTLE)


def test_a_method_answers_queries_of_its_form_alone(store: Store) -> None:
    with pytest.raises(UsageError, match="no SELECT query"):
        store.select("ASK {}")
    with pytest.raises(UsageError, match="no ASK query"):
        store.ask("SELECT * {}")
    with pytest.raises(UsageError, match="no CONSTRUCT or DESCRIBE query"):
        store.construct("SELECT * {}")


def test_a_format_of_the_wrong_kind_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="'turtle' cannot hold rows"):
        store.run("SELECT * {}", rows=Format.TURTLE, graph=Format.TURTLE)
    with pytest.raises(UsageError, match="'csv' cannot hold triples"):
        store.run("CONSTRUCT WHERE { ?s ?p ?o }", rows=Format.CSV, graph=Format.CSV)


def test_updates_are_carried_out_and_wrong_ones_refused_with_their_place(store: Store) -> None:
    store.update("INSERT DATA { <urn:x:s> <urn:x:p> 1 . GRAPH <urn:x:g> { <urn:x:s> <urn:x:p> 2 } }")
    assert store.graphs() == ["urn:x:g"]
    store.update("DELETE WHERE { <urn:x:s> ?p ?o }")
    assert [str(one.object) for one in store.quads()] == [str(Literal(2))]
    with pytest.raises(QuerySyntaxError) as caught:
        store.update("INSERT DATA { <urn:x:s> <urn:x:p> }")
    assert caught.value.where is not None
    assert caught.value.where.line == 1


def test_rows_keep_unbound_variables_apart_from_empty_text(store: Store) -> None:
    table = store.select("SELECT ?a ?b { BIND('' AS ?a) }")
    assert [*table] == [{"a": Literal(""), "b": None}]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.select(COUNT)


def test_an_answer_that_fails_in_one_thread_leaves_nothing_to_another(store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        failed = pool.submit(store.run, "SELECT * { VALUES ?x { 1 2 } }", rows=Format.TURTLE, graph=Format.TURTLE)
        assert isinstance(failed.exception(), UsageError)
    del failed
    gc.collect()  # would free it here, which Oxigraph reports as an error that nobody can catch
