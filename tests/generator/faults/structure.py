"""Faults of the record as a record: terms and classes that do not exist, no evidence, parts that hang loose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.things import Statement, Style
from generator.words import DATA, NECESSITY, PART, PASSAGE, PROCESS, PURPOSE, STATED, TITLE, TYPE, VAGUE
from ropa.vocabulary.namespaces import expand

from .place import NoPlaceError, Spot, activities, passages, pick, put, the_notice, with_values

if TYPE_CHECKING:
    from random import Random

    from generator.things import Register, Thing

_DISCLOSURE = expand("ropa:disclosure")


def unknown_term(register: Register, chance: Random) -> Spot:
    """A purpose that DPV does not have."""
    made = pick(chance, with_values(register, PURPOSE)).thing
    put(register, chance, made, PURPOSE, expand("dpv:Markting"))
    return Spot(made.iri, PURPOSE, expand("dpv:Markting"))


def misspelt_class(register: Register, chance: Random) -> Spot:
    """An activity whose class does not exist, so that nobody finds it."""
    made = pick(chance, activities(register)).thing
    made.types = [expand("ropa:ProcesingActivity")]
    return Spot(made.iri, TYPE, made.types[0])


def title_missing(register: Register, chance: Random) -> Spot:
    """An activity without a name."""
    made = pick(chance, activities(register)).thing
    del made.plain[TITLE]
    return Spot(made.iri, TITLE)


def element_unaccounted(register: Register, chance: Random) -> Spot:
    """An element is neither said nor listed as not mentioned."""
    made = pick(chance, with_values(register, NECESSITY)).thing
    made.drop(NECESSITY)
    return Spot(made.iri, NECESSITY)


def activity_outside_register(register: Register, chance: Random) -> Spot:
    """An activity that is part of no register."""
    made = pick(chance, activities(register)).thing
    if not register.register:
        raise NoPlaceError
    register.register.plain[PART].remove(made.iri)
    return Spot(made.iri, PART)


def flow_outside_activity(register: Register, chance: Random) -> Spot:
    """A flow that is part of no activity."""
    activity = pick(chance, [one for one in activities(register) if one.flows])
    flow = pick(chance, activity.flows)
    activity.thing.plain[PROCESS].remove(flow.iri)
    return Spot(flow.iri, PROCESS)


def passage_outside_document(register: Register, chance: Random) -> Spot:
    """A passage beyond the last line of the notice."""
    made, statement = _cited(register, chance)
    last = register.document.count("\n") + 1
    wrong = f"{the_notice(register).iri}#line={last + 40},{last + 41}"
    statement.passages = [wrong]
    return Spot(made.iri, PASSAGE, wrong)


def passage_missing(register: Register, chance: Random) -> Spot:
    """A statement on a notice that cites nothing."""
    made, statement = _cited(register, chance)
    statement.passages = []
    return Spot(made.iri, PASSAGE)


def two_disclosures(register: Register, chance: Random) -> Spot:
    """One value is said to be known in two ways."""
    made = pick(chance, with_values(register, DATA)).thing
    values = made.elements[DATA]
    put(register, chance, made, DATA, *values, known=STATED).values = list(values)
    twice = Statement("s-planted-again", DATA, VAGUE, [values[0]], passages(register, chance))
    made.state(twice)
    return Spot(made.iri, DATA, values[0])


def disclosure_missing(register: Register, chance: Random) -> Spot:
    """A statement that does not say how its values are known."""
    found = [one.thing for one in activities(register) if one.thing.of(DATA)]
    made = pick(chance, found)
    made.of(DATA)[0].disclosure = ""
    return Spot(made.iri, _DISCLOSURE)


def _cited(register: Register, chance: Random) -> tuple[Thing, Statement]:
    """Return an activity with its statement on the purpose, in a register that a notice is behind."""
    if register.style is not Style.NOTICE:
        raise NoPlaceError
    made = pick(chance, [one for one in with_values(register, PURPOSE) if one.thing.of(PURPOSE)]).thing
    return made, made.of(PURPOSE)[0]
