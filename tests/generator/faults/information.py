"""Faults against Art. 12 to 14: what people must be told, and what a notice announces and does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.things import Register, Text, Thing, Value
from generator.words import (
    AUTHORITY,
    CONTACT,
    ISSUED_FROM,
    ISSUED_TO,
    KIND,
    NECESSITY,
    RECIPIENT,
    RIGHT,
    ROLES,
    SOURCE,
    TITLE,
    terms,
    thing,
)
from ropa.vocabulary.namespaces import expand

from .place import Spot, announcement, flows, pick, put, recipient_of, remove, the_notice, with_values

if TYPE_CHECKING:
    from random import Random


def access_right_missing(register: Register, chance: Random) -> Spot:
    """The notice does not name the right of access."""
    return _without_right(register, "eu-gdpr:A15")


def complaint_right_missing(register: Register, chance: Random) -> Spot:
    """The notice does not name the right to complain."""
    return _without_right(register, "eu-gdpr:A77")


def withdrawal_right_missing(register: Register, chance: Random) -> Spot:
    """The notice does not name the right to withdraw consent."""
    return _without_right(register, "eu-gdpr:A7-3")


def authority_missing(register: Register, chance: Random) -> Spot:
    """The notice names no authority to complain to."""
    return _silenced(the_notice(register), AUTHORITY)


def date_missing(register: Register, chance: Random) -> Spot:
    """The notice has no date."""
    notice = the_notice(register)
    notice.drop(ISSUED_TO)
    notice.plain.pop(ISSUED_TO, None)
    return _silenced(notice, ISSUED_FROM)


def notice_old(register: Register, chance: Random) -> Spot:
    """The notice has not been looked at for years."""
    notice, day = the_notice(register), Text("2021-02-01", type=expand("xsd:date"))
    for element in (ISSUED_FROM, ISSUED_TO):
        notice.plain.pop(element, None)
        put(register, chance, notice, element, day)
    return Spot(notice.iri, ISSUED_FROM, day)


def contact_missing(register: Register, chance: Random) -> Spot:
    """The controller cannot be reached."""
    return _silenced(register.controller, CONTACT)


def source_missing(register: Register, chance: Random) -> Spot:
    """Data of others, and not a word on where they come from (Art. 14(2)(f))."""
    return _silenced(pick(chance, with_values(register, SOURCE, "dpv:ThirdPartyDataSource")).thing, SOURCE)


def necessity_missing(register: Register, chance: Random) -> Spot:
    """Nothing on whether one has to give one's data."""
    return _silenced(pick(chance, with_values(register, NECESSITY)).thing, NECESSITY)


def announced_list_empty(register: Register, chance: Random) -> Spot:
    """A list of recipients is announced and is empty."""
    return announcement(register, chance, RECIPIENT)


def announced_text_missing(register: Register, chance: Random) -> Spot:
    """Something on job applicants is announced and never comes."""
    return announcement(register, chance, expand("dpv:JobApplicant"))


def recipient_only_by_kind(register: Register, chance: Random) -> Spot:
    """A recipient is named only as a kind of company."""
    flow = pick(chance, [one for one in flows(register) if recipient_of(one)])
    partners = Thing(thing(f"org/{register.slug}-partners"), terms("ropa:Organisation"))
    partners.plain = {TITLE: [Text("Partners")], KIND: [*terms("ropa:RecipientCategory")]}
    if partners.iri not in {one.iri for one in register.others}:
        register.others.append(partners)
    _exchange(flow, recipient_of(flow), partners.iri)
    return Spot(flow.iri, RECIPIENT, partners.iri)


def _exchange(flow: Thing, old: Value, new: Value) -> None:
    for link in (RECIPIENT, *ROLES):
        if link in flow.elements:
            flow.elements[link] = [new if one == old else one for one in flow.elements[link]]
        for statement in flow.of(link):
            statement.values = [new if one == old else one for one in statement.values]


def _without_right(register: Register, curie: str) -> Spot:
    notice = the_notice(register)
    remove(notice, RIGHT, expand(curie))
    return Spot(notice.iri, RIGHT, expand(curie))


def _silenced(made: Thing, element: str) -> Spot:
    made.silence(element)
    return Spot(made.iri, element)
