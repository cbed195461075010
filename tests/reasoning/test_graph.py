"""``graph/inferred``: the same at every run, of our own properties alone, beside the register and never in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

import ropa
from register.graphs import load
from ropa.reasoning import infer
from ropa.store import memory
from ropa.vocabulary.namespaces import ID, INFERRED_GRAPH, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ropa import Workspace
    from ropa.reasoning import Inferred

DAY = date(2026, 11, 25)
FOREIGN = sorted((Path(__file__).resolve().parents[1] / "register" / "foreign").iterdir())
OURS = PREFIXES["ropa"]
PAYROLL = Triple(
    NamedNode(ID + "activity/cacas/payroll"),
    NamedNode(OURS + "processesSpecialCategory"),
    NamedNode(expand("pd:TradeUnionMembership")),
)


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with ropa.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def inferred(workspace: Workspace) -> Inferred:
    return workspace.inferred(DAY)


def from_file(path: Path, day: date | None = DAY) -> Inferred:
    with memory() as store:
        store.load(load(path).quads)
        return infer(store, day)


def test_every_property_is_ours_so_that_merging_makes_nothing_look_stated(inferred: Inferred) -> None:
    assert {one.predicate.value for one in inferred.triples if not one.predicate.value.startswith(OURS)} == set()


def test_no_property_of_the_graph_is_one_that_registers_state_things_with(inferred: Inferred) -> None:
    stating = {"element", "value", "covers", "on", "disclosure", "passage", "specialCategoryCondition", "hasFlow"}
    used = {one.predicate.value.removeprefix(OURS) for one in inferred.triples}
    assert not used & stating


def test_no_blank_node_is_left(inferred: Inferred) -> None:
    assert all(isinstance(one.subject, NamedNode) for one in inferred.triples)
    assert all(isinstance(one.object, NamedNode | Literal) for one in inferred.triples)


def test_every_conclusion_has_its_rule_and_its_facts(inferred: Inferred) -> None:
    about: dict[str, set[str]] = {}
    for one in inferred.triples:
        about.setdefault(one.subject.value, set()).add(one.predicate.value.removeprefix(OURS))  # type: ignore[union-attr]
    for one in inferred.inferences:
        assert one.triple in inferred.triples
        assert about[one.iri.value] == {"tripleSubject", "tripleProperty", "tripleValue", "rule", "restsOn"}
    named = {one.object.value for one in inferred.triples if one.predicate.value == OURS + "restsOn"}  # type: ignore[union-attr]
    assert all({"tripleSubject", "tripleProperty", "tripleValue"} <= about[one] for one in named)


def test_a_fact_leads_to_the_statement_with_its_lines(workspace: Workspace, inferred: Inferred) -> None:
    with memory() as merged:
        merged.load(workspace.store.quads())
        merged.load(Quad(one.subject, one.predicate, one.object) for one in inferred.triples)
        table = merged.select(f"""PREFIX ropa: <{OURS}>
            SELECT DISTINCT ?line {{
              ?inference ropa:tripleSubject <{ID}activity/cacas/payroll> ;
                         ropa:tripleProperty ropa:processesSpecialCategory ; ropa:rule ?rule ;
                         ropa:restsOn/ropa:knownBy/ropa:passage/ropa:firstLine ?line
            }}""")
    assert [row[0].value for row in table.rows if isinstance(row[0], Literal)] == ["152"]


def test_what_rests_on_a_conclusion_rests_on_its_inference(inferred: Inferred) -> None:
    first = next(one for one in inferred.inferences if one.triple == PAYROLL)
    second = next(
        one
        for one in inferred.inferences
        if one.rule.name == "special-category-condition" and one.triple.subject == PAYROLL.subject
    )
    assert Triple(second.iri, NamedNode(OURS + "restsOn"), first.iri) in inferred.triples


def test_it_is_the_same_at_every_run(workspace: Workspace, inferred: Inferred) -> None:
    assert infer(workspace.store, DAY).triples == inferred.triples


def test_it_is_computed_once_for_a_day(workspace: Workspace, inferred: Inferred) -> None:
    assert workspace.inferred(DAY) is inferred
    assert workspace.inferred() is workspace.inferred()
    assert workspace.inferred() is not inferred


def test_it_is_computed_anew_where_the_content_may_have_changed(workspace: Workspace) -> None:
    service = ropa.Workspace(workspace.store, identity="https://example.org/sparql", settings=workspace.settings)
    assert service.inferred() is not service.inferred()


def test_it_stands_in_its_own_graph_and_never_in_what_queries_ask(workspace: Workspace, inferred: Inferred) -> None:
    assert {quad.graph_name for quad in inferred.quads} == {NamedNode(INFERRED_GRAPH)}
    assert INFERRED_GRAPH not in workspace.store.graphs()
    assert not workspace.ask(f"ASK {{ ?s <{OURS}processesSpecialCategory> ?o }}")
    assert PAYROLL in inferred.triples


def test_without_a_day_no_decision_of_adequacy_is_named(workspace: Workspace, inferred: Inferred) -> None:
    adequacy = OURS + "possibleAdequacy"
    assert [one for one in workspace.inferred().triples if one.predicate.value == adequacy] == []
    assert [one for one in inferred.triples if one.predicate.value == adequacy]


@pytest.mark.parametrize(("day", "named"), [(date(2023, 7, 9), False), (date(2023, 7, 10), True)])
def test_the_decision_on_the_united_states_is_named_from_its_first_day(
    workspace: Workspace, day: date, named: bool
) -> None:
    found = {one.triple.object for one in workspace.inferred(day).inferences if one.rule.name == "possible-adequacy"}
    assert found == ({NamedNode(ID + "adequacy/us")} if named else set())


def test_a_sure_conclusion_leaves_no_possible_one_beside_it(inferred: Inferred) -> None:
    pairs = {
        "givesRight": "mayGiveRight",
        "meetsCriterion": "mayMeetCriterion",
        "owes": "mayOwe",
        "processesSpecialCategory": "mayProcessSpecialCategory",
    }
    both = [
        one
        for one in inferred.triples
        for sure, possible in pairs.items()
        if one.predicate.value == OURS + sure
        and Triple(one.subject, NamedNode(OURS + possible), one.object) in inferred.triples
    ]
    assert both == []


def test_from_an_empty_register_nothing_follows(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("# nothing\n", "utf-8")
    assert from_file(path).triples == ()


def test_from_an_empty_store_nothing_follows() -> None:
    with memory() as store:
        assert infer(store, DAY).triples == ()


@pytest.mark.parametrize("case", FOREIGN, ids=lambda case: case.name)
def test_records_of_others_are_read_without_a_fault_and_without_a_blank_node(case: Path) -> None:
    for path in case.glob("data.*"):
        found = from_file(path)
        assert all(isinstance(one.subject, NamedNode) for one in found.triples)
        assert all(one.facts for one in found.inferences)


def test_plain_dpv_with_blank_nodes_and_nested_processes_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "plain.ttl"
    path.write_text(
        """\
@prefix dpv: <https://w3id.org/dpv#> .
@prefix loc: <https://w3id.org/dpv/loc#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
<https://example.org/clinic> dpv:hasPurpose dpv:ServiceProvision ; dpv:hasLegalBasis dpv:Consent ;
    dpv:hasProcess [ dpv:hasPersonalData pd:Health ; dpv:hasDataProcessor <https://example.org/lab> ] .
<https://example.org/lab> dpv:hasCountry loc:US .
""",
        "utf-8",
    )
    found = from_file(path)
    links = {(one.triple.predicate.value.removeprefix(OURS), one.triple.object) for one in found.inferences}
    assert ("givesRight", NamedNode(expand("eu-gdpr:A7-3"))) in links
    assert ("processesSpecialCategory", NamedNode(expand("pd:Health"))) in links
    assert ("owes", NamedNode(OURS + "ProcessorAgreementDuty")) in links
    assert ("owes", NamedNode(OURS + "SpecialCategoryConditionDuty")) in links
    assert ("possibleTransferTo", NamedNode(expand("loc:US"))) in links
    clinic = {one.triple.subject for one in found.inferences if one.rule.name == "screening-by-special-category"}
    assert clinic == {NamedNode("https://example.org/clinic")}


def test_the_default_graph_alone_is_reasoned_over() -> None:
    graph = NamedNode("https://example.org/elsewhere")
    with memory() as store:
        store.load(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in _payroll())
        assert infer(store).triples == ()


def _payroll() -> list[Quad]:
    data = Path(__file__).resolve().parent / "rules" / "special-category" / "data.ttl"
    return [quad for quad in load(data).quads if quad.graph_name == DefaultGraph()]
