"""The scan of a query's text: what it refuses, what it lets through, and that nothing it lets through crashes."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.errors import QueryRefusedError, QuerySyntaxError, QueryTooComplexError, RopaError, TooLargeError, Where
from ropa.settings import Settings
from ropa.store.formats import Form
from ropa.store.guard import scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

USUAL = Settings()
SPO = "?s ?p ?o"


def _around(before: str, opening: str, inside: str, closing: str, after: str) -> Callable[[int], str]:
    return lambda n: before + opening * n + inside + closing * n + after


def _chain(before: str, first: str, more: str, after: str) -> Callable[[int], str]:
    return lambda n: before + first + more * n + after


#: Families of queries that end the process of an engine, or keep it busy for minutes, when they grow.
NESTED = {
    "brackets": _around("ASK { FILTER(", "(", "1", ")", ") }"),
    "groups": _around("ASK ", "{", "", "}", ""),
    "blank nodes": _around("ASK { ?s ?p ", "[ ?p ", "1", "]", " }"),
    "collections": _around("ASK { ?s ?p ", "(", "1", ")", " }"),
    "OPTIONAL": _around("ASK {", f"{SPO} OPTIONAL {{ ", "", "}", "}"),
    "UNION": _around("ASK {", "{ ?s ?p ?o } UNION {", "", "}", "}"),
    "MINUS": _around("ASK {", f"{SPO} MINUS {{ ", SPO, "}", "}"),
    "GRAPH": _around("ASK {", "GRAPH ?g {", SPO, "}", "}"),
    "EXISTS": _around("ASK {", "FILTER EXISTS {", SPO, "}", "}"),
    "NOT EXISTS": _around("ASK {", "FILTER NOT EXISTS {", SPO, "}", "}"),
    "sub-SELECT": _around("ASK {", "{ SELECT * {", SPO, "}}", "}"),
    "calls": _around("ASK { FILTER(", "STR(", "1", ")", ") }"),
    "own functions": _around("ASK { FILTER(", "<urn:f>(", "1", ")", ") }"),
    "IF": _around("ASK { FILTER(", "IF(true, ", "1", ", 1)", ") }"),
    "COALESCE": _around("ASK { FILTER(", "COALESCE(", "1", ")", ") }"),
    "IN": _around("ASK { FILTER(", "1 IN (", "1", ")", ") }"),
    "negated brackets": _around("ASK { FILTER(", "!(", "1", ")", ") }"),
    "signed brackets": _around("ASK { FILTER(", "-(", "1", ")", ") }"),
    "paths": _around("ASK { ?s ", "(", "<p>", ")*", " ?o }"),
    "inverse paths": _around("ASK { ?s ", "^(", "<p>", ")", " ?o }"),
    "triple terms": _around("ASK { ?s ?p ", "<<( ?s ?p ", "1", " )>>", " }"),
    "reified triples": _around("ASK { ", "<< ", SPO, " >> ?p ?o", " }"),
    "annotations": _around("ASK { ?s ?p ?o ", "{| ?p ?o ", "", "|}", " }"),
    "TRIPLE": _around("ASK { BIND(", "TRIPLE(?s, ?p, ", "1", ")", " AS ?z) }"),
    "brackets never closed": _around("ASK { FILTER(", "(", "1", "", ""),
    "two signs for one bracket": _around("ASK { FILTER(1", "<(", "1", ">0)", ") }"),
}
CHAINED = {
    "!": _chain("ASK { FILTER(", "1", "", ") }"),
    "||": _chain("ASK { FILTER(", "?x", " || ?x", ") }"),
    "&&": _chain("ASK { FILTER(", "?x", "&&?x", ") }"),
    "+": _chain("ASK { FILTER(", "?x", " + ?x", ") }"),
    "-": _chain("ASK { FILTER(", "?x", "-1", ") }"),
    "*": _chain("ASK { FILTER(", "?x", "*?x", ") }"),
    "/": _chain("ASK { FILTER(", "?x", "/?x", ") }"),
    "path /": _chain("ASK { ?s ", "<p>", "/<p>", " ?o }"),
    "path |": _chain("ASK { ?s ", "<p>", "|<p>", " ?o }"),
    "path ^": _chain("ASK { ?s ", "<p>", "/^<p>", " ?o }"),
    "patterns": _chain("ASK { ", SPO, " . ?s ?p ?o", " }"),
    "objects": _chain("ASK { ", SPO, ",?o", " }"),
    "properties": _chain("ASK { ", SPO, ";?p ?o", " }"),
    "members of a collection": _chain("ASK { ?s ?p (", "1", " 1", ") }"),
    "FILTER": _chain("ASK { ", SPO, " FILTER(?x)", " }"),
    "VALUES": _chain("ASK { ", SPO, " VALUES ?x { 1 }", " }"),
    "groups": _chain("ASK { ", "", "{ ?s ?p ?o }", " }"),
    "unions": _chain("ASK { ", "{}", "UNION{}", " }"),
    "HAVING": _chain("SELECT (COUNT(*) AS ?c) {} HAVING ", "(1)", "(1)", ""),
    "HAVING calls": _chain("SELECT (COUNT(*) AS ?c) {} HAVING ", "STR(1)", "STR(1)", ""),
    "DESCRIBE": _chain("DESCRIBE ", "<a>", " <a>", ""),
    "reifiers": _chain("ASK { ", SPO, "~", " }"),
    "comparison without blanks": _chain("ASK { FILTER(1", "", "<1+1&&1>", "1) }"),
}
CHAINED["!"] = _around("ASK { FILTER(", "!", "1", "", ") }")
NUMBERED = {
    "BIND": lambda n: "ASK { " + " ".join(f"BIND(1 AS ?v{i})" for i in range(n)) + " }",
    "projections": lambda n: "SELECT " + " ".join(f"(1 AS ?v{i})" for i in range(n)) + " {}",
}
MANY_BLOCKS = {
    "OPTIONAL": _chain("ASK { ", SPO, " OPTIONAL { ?s ?p ?o }", " }"),
    "MINUS": _chain("ASK { ", SPO, " MINUS { ?s ?p ?o }", " }"),
    "EXISTS": _chain("ASK { FILTER(", "EXISTS {}", " || EXISTS {}", ") }"),
    "sub-SELECT": _chain("ASK { ", "", "{ SELECT * {} }", " }"),
}
FAMILIES = {
    **{f"nested {name}": make for name, make in NESTED.items()},
    **{f"chained {name}": make for name, make in {**CHAINED, **NUMBERED}.items()},
    **{f"many {name}": make for name, make in MANY_BLOCKS.items()},
}


def error_of(text: str, limits: Settings = USUAL) -> RopaError:
    with pytest.raises(RopaError) as caught:
        scan(text, limits)
    return caught.value


@pytest.mark.parametrize("number", [1_000, 10_000, 100_000])
@pytest.mark.parametrize("name", FAMILIES)
def test_a_query_that_would_end_the_process_is_refused_at_once(name: str, number: int) -> None:
    text = FAMILIES[name](number)
    begun = time.process_time()
    error = error_of(text)
    assert time.process_time() - begun < 0.1
    if len(text.encode()) > USUAL.query_max_bytes:
        assert isinstance(error, TooLargeError)
        assert error.status == 413
        assert "ROPA_QUERY_MAX_BYTES" in error.remedy
    elif name != "nested two signs for one bracket":
        assert isinstance(error, QueryTooComplexError)
        assert error.status == 400
        assert "ROPA_QUERY_MAX_" in error.remedy


RUN = """
import sys, threading, pyoxigraph
store = pyoxigraph.Store()
node = pyoxigraph.NamedNode("http://e/1")
store.add(pyoxigraph.Quad(node, node, node))
def run():
    try:
        answer = store.query(text, base_iri="http://e/")
        None if isinstance(answer, pyoxigraph.QueryBoolean) else next(iter(answer), None)
    except SyntaxError:
        pass
for text in sys.stdin.read().split("\\0"):
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
print("alive")
"""
#: The engine plans joins in cubic time: these are run at half of what the guard lets through.
SLOW = 100


def largest_let_through(make: Callable[[int], str]) -> str:
    low, high = 0, 2_000
    while high - low > 1:
        middle = (low + high) // 2
        try:
            scan(make(middle), USUAL)
            low = middle
        except RopaError:
            high = middle
    return make(low)


def test_the_largest_of_each_family_that_is_let_through_does_not_crash_the_engine() -> None:
    joins = {"patterns", "objects", "properties", "members of a collection", "VALUES", "groups", "path /", "path ^"}
    texts = []
    for name, make in FAMILIES.items():
        if name.removeprefix("chained ") in joins or name == "chained reifiers" or "annotations" in name:
            texts.append(make(24 if "reifiers" in name or "annotations" in name else SLOW))
        elif name != "nested reified triples":
            texts.append(largest_let_through(make))
    done = subprocess.run(
        [sys.executable, "-c", RUN], input="\0".join(texts), capture_output=True, text=True, timeout=100, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n")


def test_limits_at_their_largest_together_do_not_crash_the_engine() -> None:
    """Nesting of the costliest kind to the last level, with chains on every level up to the last operator."""
    level = "!!!IF(?x||1+1, "
    text = "ASK { FILTER(" + level * 60 + "EXISTS { ?s ?p ?o }" + ", 1)" * 60 + ") }"
    assert scan(text, USUAL).form is Form.ASK
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=text, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "alive\n"


def test_collections_nested_to_the_limit_are_planned_within_a_second() -> None:
    text = largest_let_through(NESTED["collections"])
    assert text.count("(") == 63
    program = "import time; begun = time.process_time()" + RUN + "print(time.process_time() - begun)"
    done = subprocess.run(
        [sys.executable, "-c", program], input=text, capture_output=True, text=True, timeout=60, check=True
    )
    assert float(done.stdout.split()[1]) < 1


@pytest.mark.parametrize(
    ("text", "limits", "what", "setting", "where"),
    [
        (
            "SELECT * {\n  { { } } }",
            Settings(query_max_depth=2),
            "the query nests deeper than 2 levels",
            "ROPA_QUERY_MAX_DEPTH",
            Where("query", 2, 5),
        ),
        (
            "ASK { FILTER(1 +\n1 + 1) }",
            Settings(query_max_operators=3),
            "the query has more than 3 operators and patterns",
            "ROPA_QUERY_MAX_OPERATORS",
            Where("query", 2, 3),
        ),
        (
            "ASK { OPTIONAL {} MINUS {} }",
            Settings(query_max_blocks=1),
            "the query has more than 1 EXISTS, OPTIONAL, MINUS and sub-SELECT",
            "ROPA_QUERY_MAX_BLOCKS",
            Where("query", 1, 19),
        ),
        (
            "ASK { 'æ' }",
            Settings(query_max_bytes=11),
            "the query is 12 bytes long, the limit is 11",
            "ROPA_QUERY_MAX_BYTES",
            Where("query"),
        ),
    ],
)
def test_a_limit_is_named_with_its_setting_line_and_column(
    text: str, limits: Settings, what: str, setting: str, where: Where
) -> None:
    error = error_of(text, limits)
    assert (error.what, error.where) == (what, where)
    assert error.remedy.endswith(f", or raise the setting {setting}.")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("ASK { SERVICE <http://e/> {} }", Where("query", 1, 7)),
        ("ASK { service silent ?x {} }", Where("query", 1, 7)),
        ("ASK {\nSERV\\u0049CE <http://e/> {} }", Where("query", 2, 1)),
        ("ASK { \\U00000053ERVICE <http://e/> {} }", Where("query", 1, 7)),
        ("ASK { 'a\\u0027 . \\u0053ERVICE <http://e/> {} }", Where("query", 1, 18)),
        ("ASK { SERVICE#\n<http://e/> {} }", Where("query", 1, 7)),
        ("ASK { FILTER EXISTS { SERVICE <http://e/> {} } }", Where("query", 1, 23)),
        ("ASK { SERVICESILENT<http://e/>{} }", Where("query", 1, 7)),
        ("ASK { ?s ?p 1SERVICE<http://e/>{} }", Where("query", 1, 14)),
        ("ASK { ?s ?p trueSERVICE<http://e/>{} }", Where("query", 1, 13)),
        ("PREFIX ex: <http://e/> ASK { SERVICEex:a{} }", Where("query", 1, 41)),
        ("PREFIX service: <a> PREFIX : <http://e/> ASK { service:a # {\n {} }", Where("query", 2, 2)),
        ("SELECT * { VALUES ?x { <http://e/> } SERVICE ?x {} }", Where("query", 1, 38)),
        ("ASK { ?s ?p '\\'' . SERVICE <http://e/> {} }", Where("query", 1, 20)),
        ("ASK { ?s ?p '''a'''SERVICE <http://e/> {} }", Where("query", 1, 20)),
        ("ASK { ?s ?p ex:a\\'SERVICE <http://e/> {} }", None),
        ("ASK { <#'> ?p ?o SERVICE <http://e/> {} . <#'> }", Where("query", 1, 18)),
    ],
)
def test_a_call_to_another_service_is_refused_however_it_is_written(text: str, where: Where | None) -> None:
    if where is None:
        assert scan(text, USUAL).form is Form.ASK  # the word is part of a name here
        return
    error = error_of(text)
    assert isinstance(error, QueryRefusedError)
    assert (error.status, error.where) == (403, where)
    assert error.what == "SERVICE is refused: queries here reach no other service"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("LOAD <http://e/>", "LOAD"),
        ("load silent <http://e/>", "LOAD"),
        ("PREFIX ex: <http://e/> # c\nINSERT DATA { ex:a ex:a ex:a }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("WITH <a> DELETE {} WHERE {}", "WITH"),
        ("CLEAR ALL", "CLEAR"),
        ("DROP ALL", "DROP"),
        ("CREATE GRAPH <a>", "CREATE"),
        ("ADD <a> TO <b>", "ADD"),
        ("MOVE <a> TO <b>", "MOVE"),
        ("COPY <a> TO <b>", "COPY"),
        ("ASK {} ; DROP ALL", "DROP"),
        ("ASK { LOAD <http://e/> }", "LOAD"),
        ("L\\u004FAD <http://e/>", "LOAD"),
    ],
)
def test_an_update_is_refused_as_one(text: str, word: str) -> None:
    error = error_of(text)
    assert isinstance(error, QueryRefusedError)
    assert error.what == f"{word} is an update, and this service only reads"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?load ?service ?insert }", Form.SELECT),
        ("ASK { ?s ex:LOAD ex:service , ex:SERVICE }", Form.ASK),
        ("PREFIX service: <http://e/> ASK { service:a service:b service:c }", Form.ASK),
        ("PREFIX service: <http://e/> ASK { GRAPH service:a { ?s ?p ?o } }", Form.ASK),
        ("PREFIX load: <http://e/> DESCRIBE load:a", Form.DESCRIBE),
        ('ASK { ?s ?p "SERVICE <a> {}" , \'\'\'LOAD\n\'\'\' , "\\"SERVICE" , "SERVICE"@en-service }', Form.ASK),
        ("ASK { ?s <http://e/SERVICE> _:SERVICE } # SERVICE", Form.ASK),
        ("# SELECT\nPREFIX select: <ask> BASE <http://e/> construct where {}", Form.CONSTRUCT),
        ("ASK { FILTER(?a < 1 && ?b > 2) }", Form.ASK),
        ("ASK { FILTER(?a<1&&?b>2) }", Form.ASK),
        ("ASK { FILTER(?a<<http://e/#a>) }", Form.ASK),
        ("ASK { ?s ?p (<http://e/(a)> <http://e/it's> 'x' <a>) }", Form.ASK),
        ("ASK { ?s ?p ?o FILTER(?o IN (<http://e/#a>, <#b>)) }", Form.ASK),
        ("ASK { ?s <p>*/^<q>|!(<r>|^a)+ ?o ; a [] , () . }", Form.ASK),
        ('ASK { ?s ?p "\\u0022" , \'\\u0027\' , "\\u005C" }', Form.ASK),
        ("ASK { ?s ?p ex:a\\.b.c%28 , ex: , : , _:a.b , 1. , .5 , 1.5e-3 , 'a'^^xsd:int }", Form.ASK),
        ("\n", None),
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str, form: Form | None) -> None:
    if form is None:
        assert error_of(text).what == "there is no query here"
    else:
        assert scan(text, USUAL).form is form


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { " + "<http://e/a> " * 4_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(1 -2) ('a.b;c,d' UNDEF) " * 2_000 + "} }",
        "SELECT * {} VALUES ?x { " + "'a'@en " * 8_000 + "}",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + "-1, 'a'^^xsd:token, " * 2_500 + "1)) }",
        "SELECT " + "?v " * 15_000 + "{}",
        "# " + "((((" * 10_000 + "\nASK {}",
        "ASK { ?s ?p '" + "((((||" * 10_000 + "' }",
        "ASK { ?s ?p <http://e/" + "((((||".replace("|", "!") * 10_000 + "> }",
    ],
)
def test_long_data_is_no_nesting_and_no_operator(text: str) -> None:
    assert scan(text, USUAL).form in (Form.SELECT, Form.ASK)


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "there is no query here", Where("query", 1, 1)),
        ("FROBNICATE {}", "a query does not begin with 'FROBNICATE'", Where("query", 1, 1)),
        ("ASK {\n ?s ?p 'a }", "a string is not closed", Where("query", 2, 8)),
        ('ASK { ?s ?p """a" }', "a string is not closed", Where("query", 1, 13)),
        ("ASK { ?s ?p (1] }", "']' closes nothing here: ')' is awaited", Where("query", 1, 15)),
        ("ASK {} }", "'}' closes nothing here: nothing is open", Where("query", 1, 8)),
        ("ASK { ?s\x00 }", r"'\x00' has no place in a query", Where("query", 1, 9)),
        ("ASK {\r\n\u00a0}", r"'\xa0' has no place in a query", Where("query", 2, 1)),
        ("ASK { '\ud800' }", "half of a surrogate pair is no character", Where("query", 1, 8)),
        ("ASK { FILTER(1<(2>1)) }", "'<' may begin an IRI here or compare", Where("query", 1, 15)),
        ("ASK { FILTER('a'<'x>1'||'((') }", "'<' may begin an IRI here or compare", Where("query", 1, 17)),
    ],
)
def test_what_no_engine_could_read_is_told_with_its_place(text: str, what: str, where: Where) -> None:
    error = error_of(text)
    assert isinstance(error, QuerySyntaxError)
    assert (error.what, error.where) == (what, where)


def test_nesting_that_hides_behind_a_comparison_is_found() -> None:
    """An engine without a tokenizer compares where the grammar sees an IRI, and would open a bracket a line."""
    assert isinstance(error_of("ASK { FILTER" + "(1<#a>)\n" * 1_000 + "1 }"), QuerySyntaxError)
    assert isinstance(error_of("ASK { FILTER(COUNT(DISTINCTtrue<" + "(" * 1_000 + ">1)) }"), QuerySyntaxError)
    assert isinstance(error_of("ASK { FILTER(true" + "-true" * 1_000 + "-ex:a) }"), QueryTooComplexError)


def test_no_query_of_the_w3c_syntax_suite_is_refused_by_a_limit(shared: Path) -> None:
    folder = shared / "w3c/sparql/sparql11/syntax-query"
    good, bad = positive_and_negative((folder / "manifest.ttl").read_text("utf-8"))
    assert len(good) + len(bad) == len(list(folder.glob("*.rq"))) == 94
    for name in good:
        scan((folder / name).read_bytes().decode(), USUAL)
    for name in bad:
        try:
            scan((folder / name).read_bytes().decode(), USUAL)
        except QuerySyntaxError:
            continue


def positive_and_negative(manifest: str) -> tuple[set[str], set[str]]:
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    mf = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
    graph = Graph().parse(data=manifest, publicID="http://e/")
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for test, kind in graph.subject_objects(RDF.type):
        action = graph.value(test, mf.action)
        if action is not None:
            names["Positive" in str(kind)].add(str(action).rpartition("/")[2])
    return names[True], names[False]


PIECES = st.lists(
    st.sampled_from(
        [
            *"(){}[]<>'\"#\n .;,|^*/+-=!&?$:@_\\%~",
            *("<<", ">>", '"""', "ASK ", "SELECT ", "VALUES ", "SERVICE"),
            *("\\u0041", "\\u0022", "\\U0001F46A", "ex:a", "?x", "1e5", "true", "{|", "|}", "a", "é", "\x00", "\ud800"),
        ]
    ),
    max_size=60,
).map("".join)


@given(text=st.one_of(st.text(), PIECES, PIECES.map("ASK {".__add__)))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_form_or_one_of_the_documented_errors(text: str) -> None:
    try:
        form, where = scan(text, USUAL).form, Where("query", 1, 1)
    except (QuerySyntaxError, QueryTooComplexError, QueryRefusedError) as error:
        form, where = None, error.where
    assert form is None or form in Form
    assert where is not None
    assert 1 <= (where.line or 0) <= text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@given(piece=st.one_of(PIECES, st.text(min_size=1, max_size=8)).filter(bool))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_time_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    wide = Settings(query_max_bytes=10**9, query_max_depth=10**9, query_max_operators=10**9, query_max_blocks=10**9)
    text = "ASK {" + piece * (60_000 // len(piece))
    begun = time.process_time()
    with contextlib.suppress(RopaError):
        scan(text, wide)
    assert time.process_time() - begun < 4  # 60,000 tokens of one character, read twice, on a slow machine


@pytest.mark.parametrize(
    "piece", ["a-", "a.", "\"\\'", "<", "<<", "<a ", "'", "''", "'''", "a:.", "_:a.", "%2", "\\u004", "@a-", "#", "1e"]
)
def test_hostile_repetitions_are_read_in_linear_time(piece: str) -> None:
    wide = Settings(query_max_bytes=10**9, query_max_operators=10**9)
    for before in ("ASK { ", "ASK { VALUES ?x { ", "ASK { ?s ?p '", "ASK { ?s ?p <"):
        begun = time.process_time()
        with contextlib.suppress(RopaError):
            scan(before + piece * (60_000 // len(piece)), wide)
        assert time.process_time() - begun < 2
