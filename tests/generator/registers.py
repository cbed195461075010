"""Makes one register in the model's form: what stands around its activities, and the claims that hold of them.

Claims and announcements are made last, from what was written, so that none is contradicted until a fault is planted.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from ropa.vocabulary.namespaces import expand

from .activities import ActivityMaker
from .catalogue import KINDS, Kind
from .hands import Hand, Paper, Sheet
from .names import Labels
from .things import Register, Style, Text, Thing, Value
from .words import (
    ABOUT,
    ADDRESS,
    ANNOUNCES,
    AUTHORITY,
    CITES,
    CLAIM,
    CLAIMS,
    CONDITION,
    CONTACT,
    CONTROLLER,
    COUNTRY,
    DEADLINE,
    DERIVED_FROM,
    EXAMPLE,
    ISSUED_FROM,
    ISSUED_TO,
    KEPT,
    KIND,
    LINE_COUNT,
    OFFICER,
    ON_BEHALF_OF,
    PART,
    PASSAGE,
    PLACE,
    PROCESSING,
    PROCESSOR,
    RECORDED,
    REPRESENTATIVE,
    RIGHT,
    SECTOR,
    STATED,
    TECHNOLOGY,
    TITLE,
    terms,
    thing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from .organisations import Organisation
    from .things import Activity

_RIGHTS: Final = " ".join(f"eu-gdpr:A{one}" for one in ("7-3", 15, 16, 17, 18, 20, 21, 22, 77))
_DATE: Final = expand("xsd:date")
_AUTHORITIES: Final = {"loc:NO": "org/datatilsynet", "loc:SE": "org/imy"}
_SURE: Final = (STATED, RECORDED)


class RegisterMaker:
    """Makes the register of one controller in one style."""

    def __init__(self, chance: Random, slug: str, title: str, style: Style, *, ragged: bool, hostile: bool) -> None:
        self._chance = chance
        self._labels = Labels(chance, hostile=hostile)
        self._paper = Paper(thing(f"notice/{slug}"))
        self._sheet = Sheet(thing(f"document/{slug}"))
        self._hand = Hand(chance, style, self._paper, self._sheet, ragged=ragged)
        self._country = chance.choice(sorted(_AUTHORITIES))
        self._title = self._labels.name(title)
        self.made = Register(slug, style, Thing(thing(f"org/{slug}"), terms("ropa:Organisation")))

    def make(self, activities: int, flows: int, pool: dict[str, list[Organisation]]) -> Register:
        """Make all of it, with so many activities, each with at most so many flows."""
        self._paper.heading("privacy notice")
        self._head()
        self._controller()
        self._notice()
        self._paper.remark("nothing of substance")
        self._activities(activities, flows, pool)
        self._processor_register()
        self._claims()
        self._announcements()
        self._seal()
        return self.made

    def _head(self) -> None:
        made = Thing(thing(f"register/{self.made.slug}"), terms("ropa:Register dpv:ROPA"))
        made.plain[TITLE] = [*self._labels.three("Register", "Protokoll", "Register")]
        origin = "ropa:PublicNotice" if self.made.style is Style.NOTICE else "ropa:ControllersOwnRecord"
        made.plain[DERIVED_FROM] = [*terms(origin)]
        made.plain[expand("dct:modified")] = [Text("2026-11-01", type=_DATE)]
        self._hand.say(made, CONTROLLER, [self.made.controller.iri], _SURE)
        self.made.register = made

    def _controller(self) -> None:
        made, slug = self.made.controller, self.made.slug
        made.plain[KIND] = [*terms("ropa:NamedOrganisation")]
        officer = self._organisation(f"{slug}-dpo", "Data protection officer", [f"mailto:dpo@{slug}.example"])
        self._organisation(f"{slug}-sister", f"{self._title.text[:40]} II", [])
        self._hand.say(made, TITLE, [self._title], _SURE)
        self._hand.say(made, CONTACT, [f"mailto:post@{slug}.example", "tel:+4700000000"], _SURE)
        self._hand.say(made, OFFICER, [officer.iri], _SURE)
        self._hand.none(made, REPRESENTATIVE, may_pass_over=True)
        self._hand.say(made, ADDRESS, [self._labels.name("Storgata 1, 0001 Oslo")], _SURE, owed=False)
        self._hand.say(made, SECTOR, terms("dpv:PrivateSectorBody"), _SURE, owed=False)
        self._hand.say(made, COUNTRY, terms(self._country), _SURE, owed=False)
        unit = Thing(thing(f"org/{slug}-operations"), terms("dpv:OrganisationalUnit"))
        unit.plain[TITLE] = [*self._labels.three("Operations", "Drift", "Drift")]
        self.made.others.append(unit)

    def _organisation(self, slug: str, title: str, contacts: Sequence[Value]) -> Thing:
        made = Thing(thing(f"org/{slug}"), terms("ropa:Organisation"))
        made.plain = {TITLE: [self._labels.name(title)], KIND: [*terms("ropa:NamedOrganisation")]}
        if contacts:
            self._hand.say(made, CONTACT, contacts, _SURE, owed=False)
        self.made.others.append(made)
        return made

    def _notice(self) -> None:
        made = Thing(thing(f"notice/{self.made.slug}"), terms("dpv:PrivacyNotice"))
        made.plain[TITLE] = [*self._labels.three("Privacy notice", "Personvernerklæring", "Integritetsmeddelande")]
        made.plain[expand("dct:language")] = [Text("nb" if self._country == "loc:NO" else "sv")]
        day = Text(f"2026-{self._chance.randint(1, 10):02}-{self._chance.randint(1, 28):02}", type=_DATE)
        self._hand.say(made, ISSUED_FROM, [day], _SURE)
        self._hand.say(made, ISSUED_TO, [day], _SURE, owed=False)
        self._hand.say(made, RIGHT, terms(_RIGHTS), _SURE)
        self._hand.say(made, AUTHORITY, [thing(_AUTHORITIES[self._country])], _SURE)
        deadline = Text("P30D", type=expand("xsd:duration"))
        self._hand.say(made, DEADLINE, [deadline], _SURE, owed=False)
        self._hand.say(made, CITES, [thing("statute/gdpr")], _SURE, owed=False)
        self.made.notice = made
        if self.made.register:
            self.made.register.plain[expand("dct:source")] = [made.iri]

    def _activities(self, count: int, flows: int, pool: dict[str, list[Organisation]]) -> None:
        maker = ActivityMaker(self._chance, self.made, self._hand, self._labels)
        for number, kind in self._kinds(count):
            self._sheet.row()
            activity = maker.make(kind, number, self._recipients(kind, flows, pool))
            self.made.activities.append(activity)
        if self.made.register and self.made.activities:
            self.made.register.plain[PART] = [one.thing.iri for one in self.made.activities]

    def _kinds(self, count: int) -> list[tuple[int, Kind]]:
        """Return kinds in random order, every kind once before any comes again."""
        found: list[tuple[int, Kind]] = []
        while len(found) < count:
            number = len(found) // len(KINDS) + 1
            found += [(number, kind) for kind in self._chance.sample(KINDS, min(len(KINDS), count - len(found)))]
        return found

    def _recipients(self, kind: Kind, flows: int, pool: dict[str, list[Organisation]]) -> list[Organisation]:
        fitting = [one for name in kind.recipients.split() for one in pool[name]]
        return self._chance.sample(fitting, min(len(fitting), self._chance.randint(0, flows)))

    def _processor_register(self) -> None:
        """A record of what is done for others (Art. 30(2)), in some of the controllers' own records."""
        if self.made.style is Style.NOTICE or self._chance.random() < 0.5:
            return
        made = Thing(thing(f"register/{self.made.slug}-processor"), terms("ropa:ProcessorRegister dpv:ROPA"))
        made.plain[TITLE] = [*self._labels.three("Processing for others", "For andre", "För andra")]
        made.plain[DERIVED_FROM] = [*terms("ropa:ControllersOwnRecord")]
        self._hand.say(made, ON_BEHALF_OF, [thing(f"org/{self.made.slug}-sister")], _SURE)
        self._hand.say(made, PROCESSING, terms("dpv:Store dpv:Use"), [STATED, EXAMPLE], owed=False)
        self.made.processor_register = made

    def _claims(self) -> None:
        if self.made.register:
            self._claim("no-sale", "ropa:NoSale", self.made.register)
        for activity in self.made.activities:
            if not activity.flows:
                self._claim(f"nobody-{len(self._said(CLAIM))}", "ropa:NoDisclosure", activity.thing)
                self._claim(f"stored-{len(self._said(CLAIM))}", "ropa:StoredIn", activity.thing, self._country)
            elif all(flow.elements.get(PROCESSOR) for flow in activity.flows):
                self._claim(f"no-third-{len(self._said(CLAIM))}", "ropa:NoThirdPartyDisclosure", activity.thing)
            elif not activity.thing.known(CONDITION):
                self._claim(f"ordinary-{len(self._said(CLAIM))}", "ropa:NoSpecialCategories", activity.thing)

    def _said(self, link: str) -> list[Value]:
        return self.made.notice.plain.get(link, []) if self.made.notice else []

    def _claim(self, name: str, kind: str, about: Thing, place: str = "") -> None:
        plain: dict[str, list[Value]] = {CLAIMS: [*terms(kind)], ABOUT: [about.iri]}
        if place:
            plain[PLACE] = [*terms(place)]
        self._attach(CLAIM, Thing(f"#claim-{name}", terms("ropa:Claim"), plain))

    def _announcements(self) -> None:
        about = ["dpv:hasRight", *(["ropa:Cookie"] if any(_has_cookies(one) for one in self.made.activities) else [])]
        for number, curie in enumerate(about, 1):
            plain: dict[str, list[Value]] = {ABOUT: [*terms(curie)], KEPT: [Text("true", type=expand("xsd:boolean"))]}
            self._attach(ANNOUNCES, Thing(f"#announcement-{number}", terms("ropa:Announcement"), plain))

    def _attach(self, link: str, part: Thing) -> None:
        """Put a claim or an announcement on the notice, with the passage that it carries itself."""
        if self.made.notice:
            part.iri = self.made.notice.iri + part.iri
            part.plain[PASSAGE] = self._hand.cited(self.made.notice, link)
            self.made.notice.plain.setdefault(link, []).append(part.iri)
            self.made.notice.parts.append(part)

    def _seal(self) -> None:
        """Say which text the register rests on."""
        if self.made.style is not Style.NOTICE or not self.made.notice:
            return
        self.made.document = self._paper.text()
        self.made.left_out = self._paper.left_out
        digest = hashlib.sha256(self.made.document.encode()).hexdigest()
        self.made.notice.plain[expand("ropa:sha256")] = [Text(digest)]
        count = self.made.document.count("\n") + 1
        self.made.notice.plain[LINE_COUNT] = [Text(str(count), type=expand("xsd:integer"))]


def _has_cookies(activity: Activity) -> bool:
    return TECHNOLOGY in activity.thing.plain
