"""The worked example of the model: it loads, the simplest queries are right, and nothing on it is left open."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ropa.vocabulary.namespaces import DERIVED_GRAPH, GRAPH, ID, expand

from .graphs import load, rdflib_dataset, rdflib_rows, rows, store, triples
from .rules.accounting import asked, unaccounted
from .rules.shelf import Shelf, named

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Store

    from ropa.register import Dataset

EXAMPLE = Path(__file__).resolve().parent / "example" / "data.ttl"
ACTIVITY = ID + "activity/cacas/newsletter"
FLOW = ID + "flow/cacas/newsletter/mailchimp"

PREFIXES = """
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX pd: <https://w3id.org/dpv/pd#>
PREFIX ropa: <https://w3id.org/ropa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
SIMPLEST = {
    "without types": "SELECT DISTINCT ?who { ?p dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }",
    "with dpv:Process": (
        "SELECT DISTINCT ?who { ?p a dpv:Process ; dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }"
    ),
    "with dpv:PersonalDataProcess": (
        "SELECT DISTINCT ?who "
        "{ ?p a dpv:PersonalDataProcess ; dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }"
    ),
    "with the category above": (
        "SELECT DISTINCT ?who { ?p dpv:hasPersonalData ?data ; dpv:hasRecipient ?who . ?data ropa:within pd:Contact }"
    ),
    "with the hierarchy of DPV itself": (
        "SELECT DISTINCT ?who { ?p dpv:hasPersonalData ?data ; dpv:hasRecipient ?who . ?data skos:broader* pd:Contact }"
    ),
}
EVIDENCE = """
SELECT ?element ?value ?disclosure ?first ?last {
    ?statement ropa:on <https://w3id.org/ropa/id/flow/cacas/newsletter/mailchimp> ; ropa:element ?element ;
        ropa:covers ?value ; ropa:disclosure ?disclosure ; ropa:passage ?passage .
    ?passage ropa:firstLine ?first ; ropa:lastLine ?last .
}
"""


@cache
def example() -> Dataset:
    return load(EXAMPLE, bare=False)


@cache
def in_oxigraph() -> Store:
    return store(example())


@cache
def in_rdflib() -> rdflib.Dataset:
    return rdflib_dataset(example())


def oxigraph(query: str) -> list[tuple[str, ...]]:
    return rows(in_oxigraph(), PREFIXES + query)


def in_the_other(query: str) -> list[tuple[str, ...]]:
    return rdflib_rows(in_rdflib(), PREFIXES + query)


@pytest.mark.parametrize("query", SIMPLEST.values(), ids=SIMPLEST)
def test_e_mail_addresses_go_to_mailchimp_and_nobody_else(query: str) -> None:
    assert oxigraph(query) == [(ID + "org/mailchimp",)]
    assert in_the_other(query) == [(ID + "org/mailchimp",)]


def test_nobody_gets_names() -> None:
    assert oxigraph("SELECT ?who { ?p dpv:hasPersonalData pd:Name ; dpv:hasRecipient ?who }") == []


def test_each_fact_of_the_flow_says_on_which_line_it_stands() -> None:
    facts = [
        ("dpv:hasDataController", ID + "org/cacas", "15"),
        ("dpv:hasDataProcessor", ID + "org/mailchimp", "114"),
        ("dpv:hasDataSubject", expand("dpv:Subscriber"), "110"),
        ("dpv:hasLegalBasis", expand("eu-gdpr:A6-1-a"), "116"),
        ("dpv:hasPersonalData", expand("pd:EmailAddress"), "114"),
        ("dpv:hasProcessing", expand("dpv:Store"), "114"),
        ("dpv:hasProcessing", expand("dpv:Use"), "114"),
        ("dpv:hasPurpose", expand("ropa:NewsletterDistribution"), "114"),
        ("dpv:hasRecipient", ID + "org/mailchimp", "114"),
    ]
    stated = expand("ropa:Stated")
    wanted = sorted((expand(element), value, stated, line, line) for element, value, line in facts)
    assert oxigraph(EVIDENCE) == wanted
    assert in_the_other(EVIDENCE) == wanted


def test_both_engines_hold_the_same_triples() -> None:
    assert len(in_rdflib().default_graph) == len(triples(example().quads))


@pytest.mark.parametrize(("thing", "kind"), [(ACTIVITY, "activity"), (FLOW, "flow")])
def test_nothing_on_it_is_unaccounted_for(thing: str, kind: str) -> None:
    shelf = Shelf({"everything": triples(example().quads)})
    assert len(asked(shelf, kind)) >= 5
    assert unaccounted(shelf, thing, kind) == []


@pytest.mark.parametrize("thing", [ACTIVITY, FLOW, ID + "register/cacas"])
def test_nothing_on_it_is_merely_recorded(thing: str) -> None:
    shelf = Shelf({"everything": triples(example().quads)})
    on = [one for one in shelf.statements if thing in one.on]
    assert on
    assert {one.disclosure for one in on} == {expand("ropa:Stated")}


STATEMENT = re.compile(r"^<(\S+)> a ropa:Statement ; ropa:on <(\S+)> ; ropa:element (\S+) ;.*\n", re.MULTILINE)
STATEMENTS = {match[1]: match for match in STATEMENT.finditer(EXAMPLE.read_text("utf-8"))}


def test_the_example_has_a_statement_for_each_of_its_facts() -> None:
    assert len(STATEMENTS) == 1 + 7 + 4


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_fact_that_loses_its_statement_is_merely_recorded(statement: re.Match[str], tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(EXAMPLE.read_text("utf-8").replace(statement[0], ""), "utf-8")
    shelf = Shelf({"everything": triples(load(file).quads)})
    recorded = [one for one in shelf.on[ID + statement[2]] if one.disclosure == expand("ropa:Recorded")]
    assert expand(statement[3]) in {one.element for one in recorded}
    assert not any(one.passages for one in recorded)


def test_silence_that_is_not_listed_is_unaccounted_for(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(
        EXAMPLE.read_text("utf-8").replace("ropa:notMentioned dpv:hasContext ,", "ropa:notMentioned"), "utf-8"
    )
    shelf = Shelf({"everything": triples(load(file).quads)})
    assert unaccounted(shelf, ACTIVITY, "activity") == ["activity/cacas/newsletter: nothing on dpv:hasContext"]


def test_its_file_is_one_graph_and_the_hierarchy_is_in_another() -> None:
    engine = store(example())
    names = {graph.value for graph in engine.named_graphs()}
    assert DERIVED_GRAPH in names
    assert GRAPH + "ontology/ropa" in names
    file = next(source.graph.value for source in example().sources if source.own)
    said = triples(example().quads, file)
    assert not [one for one in said if one.predicate.value in {expand("ropa:covers"), expand("ropa:within")}]
    assert [one for one in said if named(one.subject) == FLOW]
