"""Who receives data in made-up registers: organisations shared by all controllers, with roles, countries and sources.

What is publicly known of them stands in a file of their own, as for the shipped organisations; which role one has is
said by the flows and is the same in every register, so that no company is both processor and controller by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from ropa.vocabulary.namespaces import expand

from .things import Statement, Text, Thing, Value
from .turtle import turtle
from .words import COUNTRY, ENRICHED, KIND, OTHER_CONTROLLER, PROCESSOR, SECTOR, THIRD_PARTY, TITLE, terms, thing

if TYPE_CHECKING:
    from .names import Labels

#: Kind of recipient to its role (empty for an authority) and the words that its names begin with.
_KINDS: Final = {
    "accountant": (PROCESSOR, ("Ledger", "Talldal")),
    "analytics": (PROCESSOR, ("Countwise", "Mätverk")),
    "bank": (OTHER_CONTROLLER, ("Sparing", "Penningbro")),
    "caterer": (THIRD_PARTY, ("Matfat", "Smörgås")),
    "courier": (OTHER_CONTROLLER, ("Budbil", "Parcelway")),
    "guard": (PROCESSOR, ("Vaktpost", "Nightwatch")),
    "host": (PROCESSOR, ("Serverhall", "Cloudberry", "Lagringen")),
    "lawyer": (OTHER_CONTROLLER, ("Lex Nord", "Paragrafen")),
    "mailer": (PROCESSOR, ("Postduen", "Sendly", "Brevkorgen")),
    "payroll": (PROCESSOR, ("Lønnsverk", "Paydesk")),
    "planner": (PROCESSOR, ("Vaktplan", "Rostra")),
    "recruiter": (PROCESSOR, ("Jobbport", "Hirewell")),
    "support": (PROCESSOR, ("Helpline", "Kundesvar")),
    "survey": (PROCESSOR, ("Askwell", "Enkätlåda")),
    "tax-office": ("", ("Skattestova",)),
    "venue": (THIRD_PARTY, ("Kurshuset", "Möteslokalen")),
}
_NEAR: Final = ("loc:NO", "loc:SE", "loc:DK", "loc:FI", "loc:DE", "loc:IE")
#: Outside the EEA, each with an instrument of Chapter V that can carry a transfer there.
INSTRUMENTS: Final = {"loc:US": "eu-gdpr:A46-2-c", "loc:GB": "eu-gdpr:A45-3", "loc:IN": "eu-gdpr:A46-2-c"}
_ABROAD: Final = tuple(sorted(INSTRUMENTS))
#: Kinds that may sit abroad; a courier, a caterer or an authority is near.
_MAY_BE_ABROAD: Final = frozenset({"analytics", "host", "mailer", "support", "survey", "recruiter"})
_READ_ON: Final = Text("2026-10-01", type=expand("xsd:date"))


@dataclass(frozen=True)
class Organisation:
    """A recipient: its kind, its role (empty for an authority) and its country, as IRIs."""

    slug: str
    title: Text
    kind: str
    role: str
    country: str

    @property
    def iri(self) -> str:
        """Return its IRI."""
        return thing(f"org/{self.slug}")

    @property
    def authority(self) -> bool:
        """Whether it is a public authority, which has no role of its own to be named."""
        return not self.role

    @property
    def instrument(self) -> str:
        """Return what a transfer to it rests on, empty where it is in the EEA."""
        found = [expand(how) for where, how in INSTRUMENTS.items() if expand(where) == self.country]
        return found[0] if found else ""


def pool(seed: int, labels: Labels) -> dict[str, list[Organisation]]:
    """Return the organisations of a seed by kind; the first of each kind that may be abroad is in the EEA."""
    chance = Random(f"organisations/{seed}")
    found: dict[str, list[Organisation]] = {}
    for kind, (role, names) in _KINDS.items():
        for number, name in enumerate(names, 1):
            abroad = kind in _MAY_BE_ABROAD and number > 1 and chance.random() < 0.7
            country = expand(chance.choice(_ABROAD if abroad else _NEAR))
            made = Organisation(f"{kind}-{number}", labels.name(f"{name} {number}"), kind, role, country)
            found.setdefault(kind, []).append(made)
    return found


def organisation_things(organisations: dict[str, list[Organisation]]) -> list[Thing]:
    """Return what is publicly known of each, with source and day."""
    return [_thing(one) for kind in sorted(organisations) for one in organisations[kind]]


def organisations_turtle(organisations: dict[str, list[Organisation]]) -> str:
    """Return the file of the organisations."""
    header = ("Organisations that made-up registers name as recipients. None of them exists.",)
    return turtle(organisation_things(organisations), header)


def _thing(one: Organisation) -> Thing:
    sort = "ropa:Authority" if one.authority else "ropa:NamedOrganisation"
    sector = "dpv:PublicSectorBody" if one.authority else "dpv:PrivateSectorBody"
    made = Thing(one.iri, terms("ropa:Organisation"), plain={TITLE: [one.title], KIND: [*terms(sort)]})
    for element, name, value in ((SECTOR, "s-sector", expand(sector)), (COUNTRY, "s-country", one.country)):
        made.elements[element] = [value]
        made.state(_enriched(name, element, one.slug))
    return made


def _enriched(name: str, element: str, slug: str) -> Statement:
    source: list[Value] = [f"https://example.org/about/{slug}"]
    plain: dict[str, list[Value]] = {expand("dct:source"): source, expand("dct:date"): [_READ_ON]}
    return Statement(name, element, ENRICHED, plain=plain)
