"""Where a fault can be put, and the small changes that faults are made of.

A fault stands on something that has none yet, so that several in one register do not hide each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from generator.things import Activity, Register, Statement, Style, Text, Thing, Value
from generator.words import (
    ABOUT,
    ANNOUNCES,
    ANY_ROLE,
    CLAIM,
    CLAIMS,
    DURATION,
    KEPT,
    PASSAGE,
    RECIPIENT,
    RETENTION,
    ROLES,
    STATED,
    terms,
)
from ropa.vocabulary.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

T = TypeVar("T")


class NoPlaceError(Exception):
    """The register holds nothing on which a fault of this kind could be put."""


@dataclass(frozen=True)
class Spot:
    """Where a fault was put: on what thing, about which element, with which value if any."""

    thing: str
    element: str
    value: Value | None = None


def pick(chance: Random, candidates: Iterable[T]) -> T:
    """Return one of the candidates, or raise that there is none."""
    found = list(candidates)
    if not found:
        raise NoPlaceError
    return chance.choice(found)


def activities(register: Register) -> list[Activity]:
    """Return the activities without a fault, in themselves or in a flow."""
    spoilt = {one.thing.split("#")[0] for one in register.planted}
    return [one for one in register.activities if not spoilt & {one.thing.iri, *(flow.iri for flow in one.flows)}]


def with_values(register: Register, element: str, *curies: str) -> list[Activity]:
    """Return activities without a fault that have one of these plain values of an element, or any value."""
    wanted = set(terms(" ".join(curies)))
    return [
        one
        for one in activities(register)
        if (found := one.thing.elements.get(element)) and (not wanted or wanted & set(found))
    ]


def flows(register: Register) -> list[Thing]:
    """Return the flows of activities without a fault."""
    return [flow for one in activities(register) for flow in one.flows]


def recipient_of(flow: Thing) -> str:
    """Return the plain recipient of a flow, by name or by role; empty where it is none or only inferred."""
    found = [value for link in (RECIPIENT, *ROLES) for value in flow.elements.get(link, [])]
    return str(found[0]) if found else ""


def role_of(flow: Thing) -> str:
    """Return the role that a flow states, empty where it states none."""
    return next((link for link in ROLES if flow.elements.get(link)), "")


def passages(register: Register, chance: Random, count: int = 1) -> list[str]:
    """Return passages that something else in the register cites; none where no notice is behind it."""
    if register.style is not Style.NOTICE:
        return []
    cited = {one: None for thing in register.things for statement in thing.statements for one in statement.passages}
    return chance.sample(list(cited), count)


def put(register: Register, chance: Random, thing: Thing, element: str, *values: Value, known: str = "") -> Statement:
    """Put values where those of an element stand, with one statement on all of them, and return it."""
    thing.replace(element, *values)
    found = thing.of(element)
    if not found:
        name = f"s-planted-{element.rsplit('#', 1)[-1].lower()}"
        thing.state(Statement(name, element, STATED, passages=passages(register, chance)))
    statement = thing.of(element)[0]
    statement.closed = False
    statement.disclosure = known or statement.disclosure
    return statement


def remove(thing: Thing, element: str, value: Value) -> None:
    """Take one value of an element out, with the statement that is on it alone."""
    thing.elements[element] = [one for one in thing.elements[element] if one != value]
    for statement in thing.of(element):
        if statement.values == [value]:
            thing.statements.remove(statement)
        else:
            statement.values = [one for one in statement.values if one != value]


def give_role(register: Register, chance: Random, flow: Thing, role: str) -> None:
    """Give the recipient of a flow another role, or none; it stays recipient, with evidence of its own."""
    recipient = recipient_of(flow)
    for one in ROLES:
        flow.drop(one)
    if not flow.of(RECIPIENT):
        put(register, chance, flow, RECIPIENT, recipient)
    if role:
        put(register, chance, flow, role, recipient)
    else:
        flow.silent.append(ANY_ROLE)


def claim(register: Register, chance: Random, kind: str, about: Thing, place: str = "") -> Spot:
    """Add a claim to the notice; the spot is the claim, about what it claims."""
    plain: dict[str, list[Value]] = {CLAIMS: [*terms(kind)], ABOUT: [about.iri]}
    if place:
        plain[expand("ropa:place")] = [expand(place)]
    made = _attach(register, chance, CLAIM, "claim", Thing("", terms("ropa:Claim"), plain))
    return Spot(made.iri, CLAIMS, expand(kind))


def announcement(register: Register, chance: Random, about: str) -> Spot:
    """Add an announcement that is not kept."""
    kept = Text("false", type=expand("xsd:boolean"))
    plain: dict[str, list[Value]] = {ABOUT: [about], KEPT: [kept]}
    made = _attach(register, chance, ANNOUNCES, "announcement", Thing("", terms("ropa:Announcement"), plain))
    return Spot(made.iri, KEPT, kept)


def _attach(register: Register, chance: Random, link: str, name: str, made: Thing) -> Thing:
    notice = the_notice(register)
    made.iri = f"{notice.iri}#{name}-planted-{len(notice.parts)}"
    cited = [value for part in notice.parts for value in part.plain.get(PASSAGE, [])]
    made.plain[PASSAGE] = [pick(chance, cited)]
    notice.plain.setdefault(link, []).append(made.iri)
    notice.parts.append(made)
    return made


def denies_third_parties(register: Register, flow: Thing) -> bool:
    """Whether the notice claims that what the flow is part of goes to no third party.

    A company that becomes one there would be two faults.
    """
    about = {one.thing.iri for one in register.activities if flow in one.flows}
    return any(
        expand("ropa:NoThirdPartyDisclosure") in part.plain.get(CLAIMS, []) and about & set(part.plain[ABOUT])
        for part in the_notice(register).parts
    )


def the_notice(register: Register) -> Thing:
    """Return the notice, or raise that there is none."""
    if not register.notice:
        raise NoPlaceError
    return register.notice


def period_of(activity: Activity) -> Thing | None:
    """Return the duration of the one storage condition of an activity, if it has exactly one."""
    conditions = activity.thing.elements.get(RETENTION, [])
    if len(conditions) != 1:
        return None
    (duration,) = next(one.plain[DURATION] for one in activity.thing.parts if one.iri == conditions[0])
    return next(one for one in activity.thing.parts if one.iri == duration)


def forget_retention(activity: Activity) -> None:
    """Take the storage conditions of an activity out, with all their parts."""
    gone = [one for one in activity.thing.parts if one.iri.split("#")[1].startswith("kept")]
    activity.thing.parts = [one for one in activity.thing.parts if one not in gone]
