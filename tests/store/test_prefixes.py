"""Well-known prefixes need no PREFIX line, and nothing else about a query changes."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from ropa.errors import QuerySyntaxError, Where
from ropa.store import complete, completed, memory
from ropa.vocabulary.namespaces import PREFIXES

DPV = "PREFIX dpv: <https://w3id.org/dpv#> "
PD = "PREFIX pd: <https://w3id.org/dpv/pd#> "


def test_the_prefixes_that_are_used_and_not_declared_are_added_in_order() -> None:
    query = "SELECT ?p { ?p dpv:hasPersonalData pd:EmailAddress }"
    assert complete(query) == (DPV + PD + query, len(DPV + PD))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "PREFIX dpv: <https://example.org/mine#> ASK { ?s a dpv:Process }",
        "prefix  dpv: <https://example.org/mine#>\nASK { ?s a dpv:Process }",
        "ASK { ?s a ex:Process }",
        "ASK { ?s a <dpv:Process> }",
        "ASK { ?dpv ?p ?o FILTER(?dpv = $pd) }",
        "",
    ],
)
def test_a_query_that_needs_none_stays_as_it_is(query: str) -> None:
    assert complete(query) == (query, 0)


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_every_known_prefix_can_be_left_out(prefix: str) -> None:
    query = complete("SELECT ?x { BIND(" + prefix + ":Thing AS ?x) }")[0]
    assert memory().select(query).rows == ((NamedNode(PREFIXES[prefix] + "Thing"),),)


def test_a_prefix_within_a_path_or_a_datatype_counts() -> None:
    assert memory().select(complete("SELECT ('1'^^xsd:integer AS ?x) {}")[0]).rows == ((Literal(1),),)
    assert not memory().ask(complete("ASK { ?s ^dpv:hasProcess/(rdfs:label|!skos:prefLabel)+ ?o }")[0])


def test_prefixes_in_texts_and_comments_do_no_harm() -> None:
    query = "SELECT ?x { BIND('dpv:Process' AS ?x) } # see pd:EmailAddress"
    assert memory().select(complete(query)[0]).rows == ((Literal("dpv:Process"),),)


def test_lines_stay_where_they_are() -> None:
    assert complete("\nASK {\n ?s a dpv:Process }")[0].count("\n") == 2


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("ASK { ?s a dpv:Process , }", 1, 26), ("ASK {\n ?s a dpv:Process , }", 2, 21), ("ASK ( dpv:a", 1, 5)],
)
def test_a_syntax_error_stands_where_the_user_wrote_it(query: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        completed(query, memory().ask)
    assert caught.value.where == Where("query", line, column)


def test_an_error_without_a_place_is_passed_on() -> None:
    def ask(_: str) -> bool:
        raise QuerySyntaxError("malformed", where=Where("query"), remedy="Correct it.")

    with pytest.raises(QuerySyntaxError) as caught:
        completed("ASK { ?s a dpv:Process }", ask)
    assert caught.value.where == Where("query")


def test_answers_come_back_as_they_are() -> None:
    assert completed("ASK { FILTER(dpv:a = <https://w3id.org/dpv#a>) }", memory().ask) is True
