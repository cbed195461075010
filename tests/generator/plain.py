"""Makes records as others make them in plain DPV: no terms of ours, no evidence, little that is alike.

Processes have a type or none, a name or none (blank nodes), lie inside one another or hold data and recipient
together; recipients are named by a role alone, or are mere text. Several data and several recipients on one process
are pairs that the record leaves open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .catalogue import KINDS, Kind
from .names import Labels
from .things import Activity, Register, Style, Thing, Value
from .words import (
    BASIS,
    CONTROLLER,
    DATA,
    OTHER_CONTROLLER,
    PROCESS,
    PROCESSOR,
    PURPOSE,
    RECIPIENT,
    SUBJECT,
    THIRD_PARTY,
    TITLE,
    terms,
)

if TYPE_CHECKING:
    from random import Random

_TYPES: Final = ("dpv:Process", "dpv:PersonalDataProcess", "dpv:Process dpv:PersonalDataProcess", "")
#: How recipients are attached: DPV's general property as often as all roles together.
_LINKS: Final = (RECIPIENT, RECIPIENT, RECIPIENT, PROCESSOR, THIRD_PARTY, OTHER_CONTROLLER)
_RECIPIENTS: Final = ("Host", "Bank", "Mailer", "Courier", "Auditor", "Survey house")


class PlainMaker:
    """Makes the plain record of one controller."""

    def __init__(self, chance: Random, slug: str, title: str, *, hostile: bool) -> None:
        self._chance = chance
        self._labels = Labels(chance, hostile=hostile)
        self._base = f"https://{slug}.example/record/"
        self._blanks = 0
        controller = Thing(f"{self._base}us", terms("dpv:DataController"))
        # Who is controller owes evidence for its name, in the records of others too.
        controller.elements[TITLE] = [self._labels.name(title)]
        self.made = Register(slug, Style.PLAIN, controller)
        self._recipients: list[Value] = []

    def make(self, activities: int, flows: int) -> Register:
        """Make all of it, with so many activities, each with at most so many recipients."""
        self._recipients = [self._recipient(name) for name in _RECIPIENTS]
        for number in range(1, activities + 1):
            kind = self._chance.choice(KINDS)
            self.made.activities.append(self._activity(kind, number, self._chance.randint(0, flows)))
        return self.made

    def _recipient(self, name: str) -> Value:
        title = self._labels.name(name)
        how = self._chance.choice(("named", "named", "blank", "text"))
        if how == "text":
            return title
        iri = f"{self._base}org/{name.split(maxsplit=1)[0].lower()}" if how == "named" else self._blank()
        types = terms(self._chance.choice(("dpv:Organisation", "")))
        self.made.others.append(Thing(iri, types, plain={TITLE: [title]}))
        return iri

    def _activity(self, kind: Kind, number: int, recipients: int) -> Activity:
        whole = self._process(kind, f"{kind.titles[0]} {number}", f"p{number}")
        activity = Activity(whole, kind=kind.slug)
        whole.elements[PURPOSE] = [*terms(kind.purposes)]
        if self._chance.random() < 0.8:
            whole.elements[CONTROLLER] = [self.made.controller.iri]
        for element, values in ((SUBJECT, kind.subjects), (BASIS, kind.basis)):
            if self._chance.random() < 0.7:
                whole.elements[element] = [*terms(values)]
        form = self._chance.choice(("together", "inside", "deep")) if recipients else "alone"
        if form == "together":
            self._receive(whole, recipients)
        elif recipients:
            self._inside(activity, kind, number, recipients, deep=form == "deep")
        return activity

    def _process(self, kind: Kind, title: str, name: str) -> Thing:
        iri = self._base + name if self._chance.random() < 0.6 else self._blank()
        made = Thing(iri, terms(self._chance.choice(_TYPES)), plain={TITLE: [self._labels.name(title)]})
        data = terms(kind.data)
        made.elements[DATA] = [*self._chance.sample(data, self._chance.randint(1, len(data)))]
        return made

    def _inside(self, activity: Activity, kind: Kind, number: int, recipients: int, *, deep: bool) -> None:
        outer = activity.thing
        for part in range(1, recipients + 1):
            inner = self._process(kind, f"{kind.titles[0]} {number} part {part}", f"p{number}-{part}")
            self._receive(inner, self._chance.choice((1, 1, 1, 2)))
            if self._chance.random() < 0.3:
                inner.elements[PURPOSE] = [*terms(kind.purposes)[:1]]
            activity.inner.append((inner, outer))
            outer.plain.setdefault(PROCESS, []).append(inner.iri)
            outer = inner if deep else outer

    def _receive(self, made: Thing, count: int) -> None:
        for one in self._chance.sample(self._recipients, min(count, len(self._recipients))):
            made.elements.setdefault(self._chance.choice(_LINKS), []).append(one)

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"
