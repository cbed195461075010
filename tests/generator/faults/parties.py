"""Faults against Art. 26 to 32 and 44 to 49: who does what for whom, under which agreement, in which country."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.words import (
    AGREEMENT,
    ANY_ROLE,
    CONTROLLER,
    DATA,
    INSTRUMENT,
    ON_BEHALF_OF,
    ORGANISATIONAL,
    OTHER_CONTROLLER,
    OWNER,
    PROCESSING,
    PROCESSOR,
    STATED_NONE,
    TECHNICAL,
    THIRD_COUNTRY,
    THIRD_PARTY,
)
from ropa.vocabulary.namespaces import expand

from .place import (
    NoPlaceError,
    Spot,
    claim,
    denies_third_parties,
    flows,
    give_role,
    pick,
    put,
    recipient_of,
    role_of,
    with_values,
)

if TYPE_CHECKING:
    from random import Random

    from generator.things import Register, Statement, Thing


def controller_missing(register: Register, chance: Random) -> Spot:
    """The register says nowhere whose it is."""
    if not register.register:
        raise NoPlaceError
    register.register.silence(CONTROLLER)
    for activity in register.activities:
        activity.thing.elements.pop(CONTROLLER, None)
    return Spot(register.register.iri, CONTROLLER)


def owner_missing(register: Register, chance: Random) -> Spot:
    """Nobody answers for an activity from day to day."""
    return _silenced(pick(chance, with_values(register, OWNER)).thing, OWNER)


def technical_measures_missing(register: Register, chance: Random) -> Spot:
    """An activity names no technical measure."""
    return _silenced(pick(chance, with_values(register, TECHNICAL)).thing, TECHNICAL)


def organisational_measures_missing(register: Register, chance: Random) -> Spot:
    """An activity names no organisational measure."""
    return _silenced(pick(chance, with_values(register, ORGANISATIONAL)).thing, ORGANISATIONAL)


def recipient_without_data(register: Register, chance: Random) -> Spot:
    """Somebody receives, and nobody says what."""
    return _silenced(pick(chance, [one for one in flows(register) if one.elements.get(DATA)]), DATA)


def role_missing(register: Register, chance: Random) -> Spot:
    """Somebody receives, and nobody says as what."""
    flow = pick(chance, [one for one in flows(register) if role_of(one)])
    give_role(register, chance, flow, "")
    return Spot(flow.iri, ANY_ROLE, recipient_of(flow))


def agreement_missing(register: Register, chance: Random) -> Spot:
    """A processor without an agreement."""
    found = [one for one in flows(register) if role_of(one) == PROCESSOR and one.elements.get(AGREEMENT)]
    return _silenced(pick(chance, found), AGREEMENT)


def processor_called_third_party(register: Register, chance: Random) -> Spot:
    """A company with a processor agreement is called a third party."""
    found = [one for one in _processors(register) if _times(register)[recipient_of(one)] == 1]
    flow = pick(chance, [one for one in found if one.elements.get(AGREEMENT)])
    give_role(register, chance, flow, THIRD_PARTY)
    return Spot(flow.iri, THIRD_PARTY, recipient_of(flow))


def both_roles(register: Register, chance: Random) -> Spot:
    """One company is processor in one place and controller in another."""
    flow = pick(chance, [one for one in _processors(register) if _times(register)[recipient_of(one)] > 1])
    give_role(register, chance, flow, OTHER_CONTROLLER)
    _none(register, chance, flow, AGREEMENT)
    return Spot(flow.iri, OTHER_CONTROLLER, recipient_of(flow))


def own_newsletter_as_processor(register: Register, chance: Random) -> Spot:
    """The controller calls itself processor of its own newsletter."""
    found = [one for one in register.activities if one.kind == "newsletter"]
    return claim(register, chance, "ropa:ActsAsProcessor", pick(chance, found).thing)


def clients_missing(register: Register, chance: Random) -> Spot:
    """A processor's register that names nobody it acts for."""
    return _of_processor(register, ON_BEHALF_OF)


def processing_for_others_missing(register: Register, chance: Random) -> Spot:
    """A processor's register that does not say what is done."""
    return _of_processor(register, PROCESSING)


def transfer_without_instrument(register: Register, chance: Random) -> Spot:
    """A transfer to a third country that rests on nothing."""
    found = [one for one in flows(register) if one.elements.get(THIRD_COUNTRY) and one.elements.get(INSTRUMENT)]
    return _silenced(pick(chance, found), INSTRUMENT)


def transfer_unsaid(register: Register, chance: Random) -> Spot:
    """A recipient abroad, and not a word on a transfer."""
    flow = pick(chance, [one for one in flows(register) if one.elements.get(THIRD_COUNTRY)])
    flow.silence(INSTRUMENT)
    return _silenced(flow, THIRD_COUNTRY)


def mainly_within_eea(register: Register, chance: Random) -> Spot:
    """Data are said to stay "mainly" in the EEA."""
    if not register.register:
        raise NoPlaceError
    return claim(register, chance, "ropa:MainlyProcessedIn", register.register, "loc:EEA")


def stored_elsewhere(register: Register, chance: Random) -> Spot:
    """Data are said to lie in Norway while a recipient gets them abroad."""
    found = [one for one in register.activities if any(flow.elements.get(THIRD_COUNTRY) for flow in one.flows)]
    return claim(register, chance, "ropa:StoredIn", pick(chance, found).thing, "loc:NO")


def _processors(register: Register) -> list[Thing]:
    """Return flows to processors whose role can change without contradicting a claim."""
    found = [one for one in flows(register) if role_of(one) == PROCESSOR]
    return [one for one in found if not denies_third_parties(register, one)]


def _times(register: Register) -> Counter[str]:
    """Return how often each company is named as recipient, in faulty flows too."""
    return Counter(recipient_of(flow) for one in register.activities for flow in one.flows)


def _none(register: Register, chance: Random, flow: Thing, element: str) -> None:
    statement: Statement = put(register, chance, flow, element, expand("dpv:LegalMeasure"))
    statement.disclosure = STATED_NONE
    flow.elements.pop(element)


def _of_processor(register: Register, element: str) -> Spot:
    if not register.processor_register:
        raise NoPlaceError
    return _silenced(register.processor_register, element)


def _silenced(made: Thing, element: str) -> Spot:
    made.silence(element)
    return Spot(made.iri, element)
