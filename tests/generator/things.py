"""A made-up register while it is being made: things with values, and statements about how each value is known.

This is the one source of both the Turtle and the account. It knows nothing of files, of the loader or of checks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from .words import INFERRED, STATED_NONE

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Text:
    """A literal; without language and type it is a plain string."""

    text: str
    language: str = ""
    type: str = ""


#: An IRI, a blank node (``_:label``) or a literal.
Value = str | Text


class Style(StrEnum):
    """What kind of register is written: a controller's own, one read from a notice, or plain DPV of others."""

    RECORD = "record"
    NOTICE = "notice"
    PLAIN = "plain"


@dataclass
class Statement:
    """How values of one element of a thing are known; without values it covers those that no other names."""

    name: str
    element: str
    disclosure: str
    values: list[Value] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    closed: bool = False
    open: bool = False
    plain: dict[str, list[Value]] = field(default_factory=dict)


@dataclass
class Thing:
    """Something with an IRI (or a blank label): what it is, its structure, and the elements that are asked of it."""

    iri: str
    types: list[str] = field(default_factory=list)
    #: Triples that no evidence is owed for: titles, parts, notices.
    plain: dict[str, list[Value]] = field(default_factory=dict)
    #: Triples that evidence is owed for.
    elements: dict[str, list[Value]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    #: Storage conditions, durations, cookies: written below it.
    parts: list[Thing] = field(default_factory=list)

    def of(self, element: str) -> list[Statement]:
        """Return the statements on an element."""
        return [one for one in self.statements if one.element == element]

    def state(self, statement: Statement) -> Statement:
        """Add a statement, under a name that no other here has."""
        taken = {one.name for one in self.statements}
        name, number = statement.name, 1
        while statement.name in taken:
            number += 1
            statement.name = f"{name}-{number}"
        self.statements.append(statement)
        return statement

    def drop(self, element: str) -> None:
        """Take out all that is said of an element, its statements too."""
        self.elements.pop(element, None)
        self.statements = [one for one in self.statements if one.element != element]
        self.silent = [one for one in self.silent if one != element]

    def silence(self, element: str) -> None:
        """Take an element out and list it as not mentioned."""
        self.drop(element)
        self.silent.append(element)

    def replace(self, element: str, *values: Value) -> None:
        """Put other values where those of an element stand; one statement on all of them stays."""
        self.elements[element] = list(values)
        self.silent = [one for one in self.silent if one != element]
        first, *_ = [*self.of(element), None]
        self.statements = [one for one in self.statements if one.element != element or one is first]
        if first:
            first.values = []
            if first.disclosure == STATED_NONE:
                first.disclosure = "Stated"

    def known(self, element: str) -> list[Value]:
        """Return the plain values of an element, and those that are only inferred."""
        inferred = [value for one in self.of(element) if one.disclosure == INFERRED for value in one.values]
        return [*self.elements.get(element, []), *inferred]

    def part(self, fragment: str) -> Thing:
        """Return a part by its fragment; ``KeyError`` where there is none."""
        for one in self.parts:
            if one.iri == f"{self.iri}#{fragment}":
                return one
        raise KeyError(fragment)


@dataclass
class Activity:
    """A processing activity and the processes inside it, each with the one that it is directly part of."""

    thing: Thing
    inner: list[tuple[Thing, Thing]] = field(default_factory=list)
    #: The slug of the kind of activity it was made from.
    kind: str = ""

    @property
    def flows(self) -> list[Thing]:
        """Return the processes inside it."""
        return [one for one, _ in self.inner]

    @property
    def processes(self) -> list[tuple[Thing, Thing | None]]:
        """Return it and all inside it, each with its outer one, outer ones first."""
        return [(self.thing, None), *self.inner]


@dataclass(frozen=True)
class Planted:
    """A fault: of what kind, in whose register, on what thing, about which element, and with which value if any."""

    kind: str
    controller: str
    thing: str
    element: str
    value: Value | None = None


@dataclass
class Register:
    """The register of one controller, as one file."""

    slug: str
    style: Style
    controller: Thing
    activities: list[Activity] = field(default_factory=list)
    register: Thing | None = None
    processor_register: Thing | None = None
    notice: Thing | None = None
    #: Organisations and units that belong to this register alone, claims, announcements.
    others: list[Thing] = field(default_factory=list)
    #: Lines of the notice that are left out.
    left_out: list[Thing] = field(default_factory=list)
    #: The notice's text, empty where the register rests on none.
    document: str = ""
    planted: list[Planted] = field(default_factory=list)

    @property
    def things(self) -> Iterator[Thing]:
        """Yield every thing that is not part of another, in reading order."""
        heads = (self.register, self.processor_register, self.notice)
        yield from (one for one in heads if one)
        yield self.controller
        yield from self.others
        for activity in self.activities:
            yield activity.thing
            yield from activity.flows
        yield from self.left_out

    def find(self, iri: str) -> Thing:
        """Return a thing by its IRI; ``KeyError`` where there is none."""
        for one in self.things:
            if one.iri == iri:
                return one
        raise KeyError(iri)
