"""Every rule concludes what its folder expects and nothing else, says why in three languages, and cites the law."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from register.graphs import load, turtle
from ropa.reasoning import infer, rules
from ropa.store import memory
from ropa.vocabulary.namespaces import expand, shrink

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from ropa.reasoning import Inferred, Rule

CASES = Path(__file__).resolve().parent / "rules"
DAY = date(2026, 11, 25)
FILES = Path(__file__).resolve().parents[2] / "src" / "ropa" / "reasoning" / "rules"

each_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


@cache
def inferred(name: str) -> Inferred:
    with memory() as store:
        store.load(load(CASES / name / "data.ttl").quads)
        return infer(store, DAY)


def shown(triples: set[Triple]) -> list[str]:
    return sorted(" ".join(shrink(one.value) for one in (t.subject, t.predicate, t.object)) for t in triples)  # type: ignore[union-attr]


def test_every_rule_has_a_folder_of_examples_and_every_folder_a_rule() -> None:
    assert {one.name for one in CASES.iterdir()} == {rule.name for rule in rules()}
    assert len(rules()) == len(list(FILES.glob("*.rq"))) >= 20


@each_rule
def test_it_concludes_what_is_expected_and_no_more(rule: Rule) -> None:
    found = {one.triple for one in inferred(rule.name).inferences if one.rule == rule}
    expected = set(turtle(CASES / rule.name / "expected.ttl"))
    assert expected
    assert shown(found) == shown(expected)


@each_rule
def test_no_rule_concludes_the_near_misses(rule: Rule) -> None:
    absent = set(turtle(CASES / rule.name / "absent.ttl"))
    assert absent
    drawn = {one for one in inferred(rule.name).triples if isinstance(one.subject, NamedNode)}
    assert shown(absent & drawn) == []


@each_rule
def test_it_says_what_and_why_in_three_languages(rule: Rule) -> None:
    for texts in (rule.title, rule.explanation):
        assert set(texts) == {"en", "nb", "sv"}
        assert len(set(texts.values())) == 3
    assert all(text.endswith(".") for text in rule.explanation.values())
    assert not any(text.endswith(".") for text in rule.title.values())


@each_rule
def test_it_cites_a_provision_of_the_regulation(rule: Rule) -> None:
    eli = re.compile(r"http://data\.europa\.eu/eli/reg/2016/679/art_\d+(/par_\d+)?(/pnt_[a-z])?/oj")
    assert eli.fullmatch(rule.law[0])


@each_rule
def test_it_concludes_with_properties_of_ours_alone(rule: Rule) -> None:
    conclusions = {one.triple.predicate.value for one in inferred(rule.name).inferences}
    assert conclusions
    assert [one for one in conclusions if not one.startswith(expand("ropa:"))] == []


@each_rule
def test_its_query_gives_each_conclusion_as_a_plain_triple_too(rule: Rule) -> None:
    """So that it runs unchanged in any SPARQL tool: what its nodes describe is what its triples say."""
    template = rule.query.partition("CONSTRUCT {")[2].partition("\n}")[0]
    plain = template.strip().splitlines()[0].removesuffix(" .").split(" ")
    described = re.search(
        r"\[\] ropa:tripleSubject (\S+) ; ropa:tripleProperty (\S+) ; ropa:tripleValue (\S+) ;", template
    )
    assert described
    assert list(described.groups()) == plain


@each_rule
def test_it_asks_neither_clock_nor_service(rule: Rule) -> None:
    assert not re.search(r"\b(NOW|RAND|UUID|SERVICE|GRAPH)\b", rule.query)


@each_rule
def test_each_conclusion_rests_on_facts_that_stand_somewhere(rule: Rule) -> None:
    found = inferred(rule.name)
    concluded = {one.triple for one in found.inferences}
    dataset = {quad.triple for quad in load(CASES / rule.name / "data.ttl").quads}
    for one in found.inferences:
        assert one.facts
        for fact in one.facts:
            as_of = fact.triple.predicate.value == expand("ropa:asOf")
            assert as_of or fact.statements or fact.triple in concluded or fact.triple in dataset, fact.triple


def test_a_rule_builds_only_on_rules_of_lower_steps() -> None:
    order = [rule.name for rule in rules()]
    assert (
        order.index("special-category") < order.index("special-category-condition") < order.index("impact-assessment")
    )
    assert order.index("possible-transfer-through-others") < order.index("possible-adequacy")
    assert order.index("screening-by-special-category") < order.index("screening-count")


def test_numbers_are_concluded_as_integers() -> None:
    counts = [one.triple.object for one in inferred("screening-count").inferences if one.rule.name == "screening-count"]
    assert {one.datatype.value for one in counts if isinstance(one, Literal)} == {expand("xsd:integer")}
