"""Faults against Art. 5 and the contents of a record: purposes, data, people, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.words import CONTRADICTORY, COUNTS_FROM, DATA, PURPOSE, RETENTION, SUBJECT, TYPE, VAGUE, terms
from ropa.vocabulary.namespaces import expand

from .place import NoPlaceError, Spot, activities, forget_retention, passages, period_of, pick, put, with_values

if TYPE_CHECKING:
    from random import Random

    from generator.things import Activity, Register


def purpose_missing(register: Register, chance: Random) -> Spot:
    """An activity does not say what for."""
    return _silenced(register, chance, PURPOSE)


def purpose_open_ended(register: Register, chance: Random) -> Spot:
    """An activity names no purpose but "purpose"."""
    made = pick(chance, with_values(register, PURPOSE)).thing
    put(register, chance, made, PURPOSE, expand("dpv:Purpose"), known=VAGUE)
    return Spot(made.iri, PURPOSE, expand("dpv:Purpose"))


def subject_missing(register: Register, chance: Random) -> Spot:
    """An activity does not say whose data."""
    return _silenced(register, chance, SUBJECT)


def data_missing(register: Register, chance: Random) -> Spot:
    """An activity does not say which data."""
    return _silenced(register, chance, DATA)


def data_unspecified(register: Register, chance: Random) -> Spot:
    """An activity names no data but "personal data"."""
    made = pick(chance, with_values(register, DATA)).thing
    put(register, chance, made, DATA, expand("dpv:PersonalData"), known=VAGUE)
    return Spot(made.iri, DATA, expand("dpv:PersonalData"))


def retention_missing(register: Register, chance: Random) -> Spot:
    """An activity does not say how long."""
    activity = pick(chance, with_values(register, RETENTION))
    forget_retention(activity)
    activity.thing.silence(RETENTION)
    return Spot(activity.thing.iri, RETENTION)


def retention_vague(register: Register, chance: Random) -> Spot:
    """Data are kept for a time that nobody can tell."""
    return _other_duration(register, chance, "dpv:IndeterminateDuration", VAGUE)


def retention_endless(register: Register, chance: Random) -> Spot:
    """Data are kept for ever."""
    return _other_duration(register, chance, "dpv:EndlessDuration", "")


def retention_contradictory(register: Register, chance: Random) -> Spot:
    """Two passages disagree about how long."""
    activity = pick(chance, _with_one_period(register))
    condition = activity.thing.elements[RETENTION][0]
    statement = put(register, chance, activity.thing, RETENTION, condition, known=CONTRADICTORY)
    statement.passages = passages(register, chance, 2)
    return Spot(activity.thing.iri, RETENTION, condition)


def retention_without_event(register: Register, chance: Random) -> Spot:
    """A period that counts from nothing."""
    counted = [one for one in map(period_of, _with_one_period(register)) if one and COUNTS_FROM in one.plain]
    period = pick(chance, counted)
    del period.plain[COUNTS_FROM]
    return Spot(period.iri, COUNTS_FROM)


def _silenced(register: Register, chance: Random, element: str) -> Spot:
    made = pick(chance, with_values(register, element)).thing
    made.silence(element)
    return Spot(made.iri, element)


def _with_one_period(register: Register) -> list[Activity]:
    return [one for one in activities(register) if period_of(one)]


def _other_duration(register: Register, chance: Random, kind: str, known: str) -> Spot:
    activity = pick(chance, _with_one_period(register))
    period = period_of(activity)
    if not period:
        raise NoPlaceError
    period.types, period.plain = terms(kind), {}
    put(register, chance, activity.thing, RETENTION, *activity.thing.elements[RETENTION], known=known)
    return Spot(period.iri, TYPE, expand(kind))
