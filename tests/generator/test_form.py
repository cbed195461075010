"""What is written is in the model's form: every rule for shipped registers holds, and no element is left out."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from generator import Plan, Style, register, register_turtle, registers
from generator.catalogue import KINDS
from generator.names import HOSTILE
from generator.organisations import organisations_turtle
from generator.words import (
    A_NOTICE_MAY_PASS_OVER,
    ACTIVITY_ELEMENTS,
    ANY_ROLE,
    CONTROLLER,
    CONTROLLER_ELEMENTS,
    FLOW_ELEMENTS,
    NOTICE_ELEMENTS,
    PROCESS,
    PROCESSOR_REGISTER_ELEMENTS,
    RECIPIENT,
    ROLES,
    TITLE,
)
from register.rules import RULES, Shelf
from register.rules.lines import digest
from register.rules.shelf import named
from ropa.vocabulary.namespaces import ID, expand

if TYPE_CHECKING:
    from generator import Register, Thing

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REGISTER, ORGANISATIONS = "data/registers/made.ttl", "data/organisations/made.ttl"
#: Which companies have which role is a fact of the five notices.
OF_THE_FIVE = {"roles_are_those_of_the_text"}
ASKED = {
    "ropa:Register": {CONTROLLER},
    "ropa:ProcessorRegister": set(PROCESSOR_REGISTER_ELEMENTS),
    "dpv:DataController": set(CONTROLLER_ELEMENTS),
    "dpv:PrivacyNotice": set(NOTICE_ELEMENTS),
    "ropa:ProcessingActivity": set(ACTIVITY_ELEMENTS),
    "ropa:Flow": set(FLOW_ELEMENTS),
}


def shelf(made: Register, plan: Plan) -> Shelf:
    texts = {path: (ROOT / path).read_text("utf-8") for path in ("ontology/ropa.ttl", "ontology/dpv.ttl")}
    texts["ontology/elements.ttl"] = (ROOT / "ontology" / "elements.ttl").read_text("utf-8")
    texts[REGISTER], texts[ORGANISATIONS] = register_turtle(made), organisations_turtle(plan.organisations)
    return Shelf.parsed(texts, {digest(made.document.encode()): made.document.encode()})


@pytest.fixture(scope="module", params=["orderly", "ragged", "hostile"])
def notice(request: pytest.FixtureRequest) -> Shelf:
    plan = Plan(
        seed=4,
        activities=20,
        style=Style.NOTICE,
        ragged=request.param == "ragged",
        hostile=request.param == "hostile",
    )
    return shelf(register(plan), plan)


@pytest.mark.parametrize("rule", [one for one in RULES if one not in OF_THE_FIVE])
def test_a_generated_notice_keeps_the_rules_for_shipped_registers(rule: str, notice: Shelf) -> None:
    assert RULES[rule](notice, REGISTER) == []


def test_the_generators_elements_are_those_of_the_ontology() -> None:
    asked: dict[str, set[str]] = {}
    found: dict[str, dict[str, list[str]]] = {}
    for quad in parse(path=str(ROOT / "ontology" / "elements.ttl"), format=RdfFormat.TURTLE, base_iri=ID):
        found.setdefault(named(quad.subject), {}).setdefault(quad.predicate.value, []).append(named(quad.object))
    for said in found.values():
        for kind in said.get(expand("ropa:askedOf"), []):
            asked.setdefault(kind, set()).update(said[expand("ropa:property")])
    assert asked == {expand(kind): elements for kind, elements in ASKED.items()}


def said(thing: Thing, element: str, below: tuple[str, ...] = ()) -> bool:
    """Tell whether a thing has a value for an element, or states that there is none."""
    none = any(one.disclosure == "StatedNone" for one in thing.of(element))
    return none or any(thing.elements.get(one) or thing.plain.get(one) for one in (element, *below))


def unsaid(made: Register) -> set[tuple[str, str]]:
    """Return the elements that are missing, by kind of thing."""
    assert made.register
    assert made.notice
    asked = [
        (made.register, (CONTROLLER,)),
        (made.controller, CONTROLLER_ELEMENTS),
        (made.notice, NOTICE_ELEMENTS),
        *((one.thing, ACTIVITY_ELEMENTS) for one in made.activities),
        *((flow, FLOW_ELEMENTS) for one in made.activities for flow in one.flows),
    ]
    if made.processor_register:
        asked.append((made.processor_register, PROCESSOR_REGISTER_ELEMENTS))
    below = {RECIPIENT: (*ROLES, PROCESS), ANY_ROLE: ROLES}
    return {
        (thing.iri.removeprefix(ID).split("/")[0], element)
        for thing, elements in asked
        for element in elements
        if not said(thing, element, below.get(element, ()))
        and not (element == ANY_ROLE and "/tax-office-" in thing.iri)
    }


def test_a_record_without_fault_says_every_element_of_everything() -> None:
    made = list(registers(Plan(seed=11, controllers=6, activities=20, style=Style.RECORD)))
    assert [unsaid(one) for one in made] == [set()] * 6
    assert any(one.processor_register for one in made)


def test_a_notice_without_fault_passes_over_nothing_that_it_owes() -> None:
    for made in registers(Plan(seed=11, controllers=6, activities=20, style=Style.NOTICE)):
        missing = unsaid(made)
        assert {element for _, element in missing} <= A_NOTICE_MAY_PASS_OVER
        assert missing


def test_by_default_there_are_twelve_activities_with_up_to_four_flows() -> None:
    made = list(registers(Plan(seed=2, controllers=8)))
    assert {len(one.activities) for one in made} == {12}
    assert {len(activity.flows) for one in made for activity in one.activities} == {0, 1, 2, 3, 4}
    assert {one.style for one in made} == {Style.RECORD, Style.NOTICE}


def test_every_kind_of_activity_comes_before_any_comes_again() -> None:
    made = register(Plan(seed=2, activities=20))
    assert sorted(one.kind for one in made.activities) == sorted(one.slug for one in KINDS)
    titles = [str(one.thing.plain[TITLE]) for one in register(Plan(seed=2, activities=50)).activities]
    assert len(set(titles)) == 50


def test_hostile_labels_are_all_there_and_untouched_after_parsing() -> None:
    texts = [register_turtle(one) for one in registers(Plan(seed=3, controllers=4, hostile=True))]
    literals = {
        quad.object.value
        for text in texts
        for quad in parse(text, RdfFormat.TURTLE)
        if hasattr(quad.object, "language")
    }
    assert [one for one in HOSTILE if not any(label.endswith(one) for label in literals)] == []


def test_the_generator_uses_nothing_of_what_it_tests() -> None:
    used = set()
    for path in HERE.rglob("*.py"):
        if path.name.startswith("test_") or path.name == "graphs.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                used.add(node.module)
            elif isinstance(node, ast.Import):
                used |= {one.name for one in node.names}
    strangers = {one for one in used if one.split(".")[0] in {"ropa", "pyoxigraph", "rdflib", "register"}}
    assert strangers == {"ropa.vocabulary.namespaces"}
