"""What the generator says that it wrote is what the loader finds, whatever the seed, the size and the style."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import Account, Plan, Style, account, register, registers
from generator.words import CONTROLLER, PROCESSOR, RECIPIENT

from .graphs import CLOSED, EVIDENCE, NONE, SILENCE, SIMPLEST, Graph, Row, load, written

#: A load reads the vocabulary too, so a few registers for each test are what a run can afford.
few = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
seeds = st.integers(0, 2**32)
ours = st.sampled_from((None, Style.RECORD, Style.NOTICE))
plans = st.builds(
    Plan,
    seed=seeds,
    controllers=st.integers(1, 3),
    activities=st.integers(0, 25),
    flows=st.integers(0, 6),
    style=ours,
    ragged=st.booleans(),
    hostile=st.booleans(),
)
plain_plans = st.builds(
    Plan,
    seed=seeds,
    controllers=st.integers(1, 3),
    activities=st.integers(1, 12),
    flows=st.integers(0, 5),
    style=st.just(Style.PLAIN),
    hostile=st.booleans(),
)
TYPED = [SIMPLEST.replace("{", f"{{ ?p a dpv:{name} .", 1) for name in ("Process", "PersonalDataProcess")]


def graph(plan: Plan) -> tuple[Graph, list[Account]]:
    with TemporaryDirectory() as folder:
        dataset = load(written(plan, Path(folder)))
    assert dataset.notices == ()
    return Graph(dataset), [account(one) for one in registers(plan)]


@few
@given(plans)
def test_the_simplest_query_gives_the_flows_of_the_account_and_no_other_row(plan: Plan) -> None:
    found, accounts = graph(plan)
    expected = sorted((row for one in accounts for row in one.rows), key=str)
    for query in (SIMPLEST, *TYPED):
        assert sorted(found.rows(query), key=str) == expected


@few
@given(plain_plans)
def test_so_it_does_for_records_in_plain_dpv(plan: Plan) -> None:
    found, accounts = graph(plan)
    rows = sorted(found.rows(SIMPLEST), key=str)
    assert rows == sorted((row for one in accounts for row in one.rows), key=str)


@few
@given(st.one_of(plans, plain_plans))
def test_activities_have_the_flows_of_the_account(plan: Plan) -> None:
    found, accounts = graph(plan)
    rows = found.rows("SELECT ?activity ?flow { ?activity ropa:hasFlow ?flow }")
    assert set(rows) == {(flow.activity, flow.flow) for one in accounts for flow in one.flows}
    activities = found.rows("SELECT ?activity { ?activity a ropa:ProcessingActivity }")
    assert sorted(activities) == sorted((name,) for one in accounts for name in one.activities)


@few
@given(st.one_of(plans, plain_plans))
def test_every_value_is_known_as_the_account_says_and_by_its_passages(plan: Plan) -> None:
    found, accounts = graph(plan)
    statements: defaultdict[Row, set[str]] = defaultdict(set)
    for statement, *what, passage in found.rows(EVIDENCE):
        statements[statement, *what] |= {passage} if isinstance(passage, str) else set()
    loaded = {(*what, frozenset(passages)) for (_, *what), passages in statements.items()}
    known = {
        (one.thing, one.element, one.value, f"https://w3id.org/ropa#{one.disclosure}", one.passages)
        for account in accounts
        for one in account.known
    }
    assert loaded == known


@few
@given(plans)
def test_silence_none_and_closed_lists_are_those_of_the_account(plan: Plan) -> None:
    found, accounts = graph(plan)
    for query, said in (
        (SILENCE, [one.not_mentioned for one in accounts]),
        (NONE, [one.stated_none for one in accounts]),
        (CLOSED, [one.closed for one in accounts]),
    ):
        assert set(found.rows(query)) == {pair for pairs in said for pair in pairs}


@few
@given(plain_plans)
def test_pairs_are_open_where_the_account_says(plan: Plan) -> None:
    found, accounts = graph(plan)
    query = "SELECT DISTINCT ?p { ?s ropa:on ?p ; ropa:element dpv:hasPersonalData ; ropa:pairing ropa:Open }"
    assert set(found.rows(query)) == {(flow.flow,) for one in accounts for flow in one.flows if flow.open}


@pytest.mark.parametrize("style", [Style.NOTICE, Style.RECORD])
def test_registers_as_they_really_are_have_every_way_of_knowing(style: Style) -> None:
    plan = Plan(seed=1, controllers=4, style=style, ragged=True)
    known = {one.disclosure for made in registers(plan) for one in account(made).known}
    assert known >= {"Stated", "Vague", "Inferred"}
    assert ("Contradictory" in known) == (style is Style.NOTICE)
    assert ("Recorded" in known) == (style is Style.RECORD)


def test_the_account_of_a_small_register_can_be_checked_by_hand() -> None:
    made = register(Plan(seed=5, activities=20, style=Style.NOTICE))
    of = account(made)
    flow = next(one for one in of.flows if one.roles and one.roles[0][0] == PROCESSOR)
    thing = made.find(flow.flow)
    assert flow.rows == {
        (thing.iri, category, flow.recipient) for category in thing.elements["https://w3id.org/dpv#hasPersonalData"]
    }
    assert {one.disclosure for one in of.known if one.thing == flow.flow and one.element == RECIPIENT} == {"Stated"}
    (controller,) = (one for one in of.known if one.thing == flow.flow and one.element == CONTROLLER)
    assert controller.value == made.controller.iri
