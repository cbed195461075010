"""How each fact is known: whole statements, covered values, readings of ours that are never plain facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ropa.vocabulary.namespaces import expand

from .accounting import asked
from .shelf import RECIPIENT, Shelf, Statement, Term, ropa, short

if TYPE_CHECKING:
    from collections.abc import Iterator

DISCLOSURES = {
    ropa(name)
    for name in ("Stated", "Example", "Contradictory", "Vague", "Inferred", "Enriched", "StatedNone", "Recorded")
}
WITHOUT_VALUE = {ropa("Inferred"), ropa("StatedNone")}
LANGUAGES = {"en", "nb", "sv"}
ABOUT_THE_REGISTER = {ropa("derivedFrom")}
CONTROLLER = expand("dpv:hasDataController")
ENRICHED_IN = ("data/organisations/", "data/reference/")


def _of(shelf: Shelf, register: str) -> list[Statement]:
    return [one for one in shelf.statements if one.file == register]


def languages(shelf: Shelf, subject: str, prop: str) -> set[str]:
    """Return the languages of the literals of a property, empty string for none."""
    return {one.language or "" for one in shelf.objects(subject, prop) if isinstance(one, Literal)}


def statements_are_whole(shelf: Shelf, register: str) -> list[str]:
    """A statement is on one thing, about one element, by one disclosure, with a passage."""
    problems = []
    for one in _of(shelf, register):
        for what, found in (("thing", one.on), ("element", one.elements), ("disclosure", one.disclosures)):
            if len(found) != 1:
                problems.append(f"{short(one.iri)} has {len(found)} {what}s and not one")
        if not set(one.disclosures) <= DISCLOSURES - {ropa("Recorded")}:
            problems.append(f"{short(one.iri)} is known in a way that no register of ours knows things")
        if not one.passages and ropa("Enriched") not in one.disclosures:
            problems.append(f"{short(one.iri)} cites no passage")
        problems += [
            f"{short(one.iri)} is on {short(thing)}, which is nothing" for thing in one.on if thing not in shelf.facts
        ]
    return problems


def statements_say_something(shelf: Shelf, register: str) -> list[str]:
    """A statement covers a value that stands there, says that there is none, or closes a list."""
    problems = []
    for one in _of(shelf, register):
        plain = shelf.objects(one.on[0], one.element) if one.on else set()
        if one.disclosure == ropa("Inferred"):
            continue
        if one.disclosure == ropa("StatedNone"):
            if one.values or plain:
                problems.append(f"{short(one.iri)} says that there is none, and there is a value")
        elif one.values - plain:
            problems += [f"{short(one.iri)} states {short(value)}, which is no fact" for value in one.values - plain]
        elif not _covered(shelf, one) and not (one.closed and one.element == RECIPIENT):
            problems.append(f"{short(one.iri)} covers nothing")
    return problems


def _covered(shelf: Shelf, statement: Statement) -> set[Term]:
    """Return the plain values that a statement covers (rule 2 of the model)."""
    if not statement.on or statement.disclosure in WITHOUT_VALUE:
        return set()
    thing = statement.on[0]
    plain = shelf.objects(thing, statement.element)
    if statement.values:
        return plain & statement.values
    named = {
        value
        for other in shelf.on.get(thing, ())
        if other is not statement and other.element == statement.element
        for value in other.values
    }
    return plain - named


def inferred_values_are_never_plain(shelf: Shelf, register: str) -> list[str]:
    """A reading of ours stands in its statement alone, with the reason in three languages."""
    problems = []
    for one in _of(shelf, register):
        if one.disclosure != ropa("Inferred"):
            continue
        if not one.values:
            problems.append(f"{short(one.iri)} infers nothing")
        if languages(shelf, one.iri, ropa("reason")) != LANGUAGES:
            problems.append(f"{short(one.iri)} does not say why in en, nb and sv")
        problems += [
            f"{short(thing)} has {short(value)} as a plain fact and as a reading of ours"
            for thing in one.on
            for value in one.values & shelf.objects(thing, one.element)
        ]
    return problems


def _owed(shelf: Shelf, register: str) -> Iterator[tuple[str, str, Term]]:
    further = {"flow": asked(shelf, "activity"), "activity": [expand("dpv:hasProcessing")]}
    further["flow"] = [*further["flow"], *further["activity"]]
    registers = set(shelf.typed(register, "ropa:Register", "ropa:ProcessorRegister"))
    for thing, kind in shelf.things(register):
        elements = {*asked(shelf, kind), *further.get(kind, [])} - ABOUT_THE_REGISTER
        for prop in sorted({below for element in elements for below in shelf.below(element)}):
            if prop == CONTROLLER and thing not in registers:
                continue  # its evidence stands once, on the register
            for value in shelf.objects(thing, prop):
                yield thing, prop, value


def every_value_is_covered(shelf: Shelf, register: str) -> list[str]:
    """Each value of an element has statements of exactly one disclosure; nothing of ours is merely recorded."""
    problems = []
    for thing, prop, value in _owed(shelf, register):
        kinds = {
            short(one.disclosure)
            for one in shelf.on.get(thing, ())
            if one.element == prop and value in _covered(shelf, one)
        }
        if len(kinds) != 1 and not _by_role(shelf, thing, prop, value):
            problems.append(
                f"{short(thing)} {short(prop)} {short(value)}: {' and '.join(sorted(kinds)) or 'no evidence'}"
            )
    return problems


def _by_role(shelf: Shelf, thing: str, prop: str, value: Term) -> bool:
    """Tell whether a recipient has no statement of its own because its role has one (the loader derives it)."""
    own = [one for one in shelf.on.get(thing, ()) if one.element == prop]
    return (
        prop == RECIPIENT
        and not own
        and any(
            one.element in shelf.below(RECIPIENT) and value in _covered(shelf, one) for one in shelf.on.get(thing, ())
        )
    )


def contradictions_cite_both_sides(shelf: Shelf, register: str) -> list[str]:
    """Where two passages disagree, both are cited."""
    return [
        f"{short(one.iri)} is a contradiction with {len(one.passages)} passage"
        for one in _of(shelf, register)
        if one.disclosure == ropa("Contradictory") and len(one.passages) < 2
    ]


def enriched_facts_stand_apart(shelf: Shelf, register: str) -> list[str]:
    """Public knowledge stands in data/organisations and data/reference, with source and date, and nowhere else."""
    problems = []
    for one in shelf.statements:
        apart = one.file.startswith(ENRICHED_IN)
        if (ropa("Enriched") in one.disclosures) != apart:
            problems.append(f"{short(one.iri)} in {one.file} is {short(one.disclosure)}")
        if apart and not shelf.objects(one.iri, expand("dct:source")):
            problems.append(f"{short(one.iri)} names no source")
        dates = shelf.objects(one.iri, expand("dct:date"))
        if apart and {date.datatype.value for date in dates if isinstance(date, Literal)} != {expand("xsd:date")}:
            problems.append(f"{short(one.iri)} has no date of its source")
    return problems
