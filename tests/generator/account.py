"""The generator's own account of a register: flows, how each value is known, silence, and planted faults.

It is reckoned from the things that were made, by the rules of the model and by nothing of the loader's: statements
cover what no other names, a flow takes from its activity what it does not say, a role names a recipient, a value
that nobody has evidence for is recorded. A thing or value without a name of its own is ``_:`` and its title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .things import Planted, Register, Text, Thing, Value
from .words import (
    CONTROLLER,
    CONTROLLER_ELEMENTS,
    DATA,
    INFERRED,
    NOTICE_ELEMENTS,
    ON_BEHALF_OF,
    RECIPIENT,
    RECORDED,
    ROLES,
    STATED_NONE,
    TAKEN,
    THIRD_COUNTRY,
    TITLE,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from .things import Activity, Statement


@dataclass(frozen=True)
class Known:
    """A value of an element of a thing, how it is known, and the passages that say so."""

    thing: str
    element: str
    value: Value
    disclosure: str
    passages: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether it stands there as a triple, and not only as a reading of somebody's."""
        return self.disclosure != INFERRED


@dataclass(frozen=True)
class Flow:
    """Who receives which data in which activity; each value with its disclosure."""

    activity: str
    flow: str
    recipient: Value
    known: str
    categories: tuple[tuple[Value, str], ...]
    roles: tuple[tuple[str, str], ...]
    third_countries: tuple[tuple[Value, str], ...]
    #: Several data and several recipients on one process: which goes to whom is not said.
    open: bool

    @property
    def rows(self) -> frozenset[tuple[str, Value, Value]]:
        """Return what the simplest query answers: flow, category and recipient, each as a plain triple."""
        if self.known == INFERRED:
            return frozenset()
        return frozenset((self.flow, one, self.recipient) for one, known in self.categories if known != INFERRED)


@dataclass(frozen=True)
class Account:
    """What stands in one register, by its maker."""

    controller: str
    activities: tuple[str, ...]
    flows: tuple[Flow, ...]
    known: frozenset[Known]
    #: Thing and element, each.
    not_mentioned: frozenset[tuple[str, str]]
    stated_none: frozenset[tuple[str, str]]
    closed: frozenset[tuple[str, str]]
    faults: tuple[Planted, ...]

    @property
    def rows(self) -> frozenset[tuple[str, Value, Value]]:
        """Return the rows of the simplest query over all flows."""
        return frozenset(row for flow in self.flows for row in flow.rows)


def account(register: Register) -> Account:
    """Return the account of a register as it stands now, planted faults included."""
    return _Reckoning(register).account()


class _Reckoning:
    def __init__(self, register: Register) -> None:
        self._register = register
        self._titles = {one.iri: one.plain[TITLE] for one in register.things if TITLE in one.plain}
        self._head = self._of_head()

    def account(self) -> Account:
        known = [*self._head, *self._of_others()]
        flows: list[Flow] = []
        for activity in self._register.activities:
            of = self._of_activity(activity)
            known += [one for found in of.values() for one in found]
            flows += [flow for process, _ in activity.processes for flow in self._flows(activity, process, of)]
        statements = [(self._name(thing.iri), one) for thing in _all(self._register) for one in thing.statements]
        return Account(
            controller=self._register.slug,
            activities=tuple(self._name(one.thing.iri) for one in self._register.activities),
            flows=tuple(flows),
            known=frozenset(known),
            not_mentioned=frozenset((thing.iri, one) for thing in _all(self._register) for one in thing.silent),
            stated_none=frozenset((name, one.element) for name, one in statements if one.disclosure == STATED_NONE),
            closed=frozenset((name, one.element) for name, one in statements if one.closed),
            faults=tuple(self._register.planted),
        )

    def _name(self, iri: str) -> str:
        if not iri.startswith("_:"):
            return iri
        title = self._titles[iri][0]
        return f"_:{title.text if isinstance(title, Text) else title}"

    def _value(self, value: Value) -> Value:
        return self._name(value) if isinstance(value, str) else value

    def _of_head(self) -> list[Known]:
        register = self._register.register
        return self._said(register, {CONTROLLER, ON_BEHALF_OF}) if register else []

    def _of_others(self) -> list[Known]:
        found = self._said(self._register.controller, CONTROLLER_ELEMENTS) if self._named_as_controller() else []
        if self._register.processor_register:
            found += self._said(self._register.processor_register, {ON_BEHALF_OF})
        if self._register.notice:
            found += self._said(self._register.notice, NOTICE_ELEMENTS)
        for other in self._register.others:
            found += self._said(other, ())
        return found

    def _named_as_controller(self) -> bool:
        """Whether anything names the controller; the elements of a controller are asked of nobody else."""
        things = [*([self._register.register] if self._register.register else [])]
        things += [one.thing for one in self._register.activities]
        return any(self._register.controller.iri in thing.elements.get(CONTROLLER, []) for thing in things)

    def _said(self, thing: Thing, owed: Collection[str] | None = None) -> list[Known]:
        """Return what a thing says itself; values without evidence are recorded where some is owed (None: always)."""
        found: list[Known] = []
        for statement in thing.statements:
            found += [self._known(thing, statement, value) for value in _covered(thing, statement)]
        covered = {(one.element, one.value) for one in found}
        for element, values in thing.elements.items():
            if owed is None or element in owed:
                found += [
                    Known(self._name(thing.iri), element, self._value(value), RECORDED)
                    for value in values
                    if (element, self._value(value)) not in covered
                ]
        return found

    def _known(self, thing: Thing, statement: Statement, value: Value) -> Known:
        passages = frozenset(statement.passages)
        return Known(self._name(thing.iri), statement.element, self._value(value), statement.disclosure, passages)

    def _of_activity(self, activity: Activity) -> dict[str, list[Known]]:
        """Return what is known of an activity and of each process inside it, what they take over included."""
        of: dict[str, list[Known]] = {}
        for process, outer in activity.processes:
            found = self._recipients([one for one in self._said(process) if one.element != CONTROLLER], process)
            found += self._controllers(process, of[outer.iri] if outer else [])
            for element in TAKEN if outer else ():
                if not _speaks(process, element):
                    taken = [one for one in of[outer.iri if outer else ""] if one.element == element]
                    found += [self._taken(one, process) for one in taken]
            of[process.iri] = found
        return of

    def _taken(self, one: Known, process: Thing) -> Known:
        return Known(self._name(process.iri), one.element, one.value, one.disclosure, one.passages)

    def _controllers(self, process: Thing, outer: list[Known]) -> list[Known]:
        """Return the controller: what the register says, else what the process records, else what it takes over."""
        stated = [one for one in self._head if one.element == CONTROLLER]
        evidence = [one for one in stated if one.disclosure != RECORDED]
        own = process.elements.get(CONTROLLER, [])
        if stated:
            return [self._taken(one, process) for one in evidence or stated]
        if own:
            return [Known(self._name(process.iri), CONTROLLER, self._value(value), RECORDED) for value in own]
        return [self._taken(one, process) for one in outer if one.element == CONTROLLER]

    def _recipients(self, said: list[Known], process: Thing) -> list[Known]:
        """Add to what a process says the recipients that its roles name, and what is then still without evidence."""
        stated = {self._value(value) for statement in process.of(RECIPIENT) for value in _covered(process, statement)}
        named = [one for one in said if one.element in ROLES and one.value not in stated]
        derived = [Known(one.thing, RECIPIENT, one.value, one.disclosure, one.passages) for one in named]
        settled = {one.value for one in derived}
        kept = [
            one for one in said if one.element != RECIPIENT or one.disclosure != RECORDED or one.value not in settled
        ]
        return [*kept, *derived]

    def _flows(self, activity: Activity, process: Thing, of: dict[str, list[Known]]) -> list[Flow]:
        known = of[process.iri]
        recipients = {one.value: one.disclosure for one in known if one.element == RECIPIENT}
        recipients |= {one.value: one.disclosure for one in known if one.element == RECIPIENT and one.plain}
        categories = tuple(sorted(_pairs(known, DATA)))
        plain = sum(disclosure != INFERRED for _, disclosure in categories)
        several = sum(disclosure != INFERRED for disclosure in recipients.values()) > 1 and plain > 1
        return [
            Flow(
                activity=self._name(activity.thing.iri),
                flow=self._name(process.iri),
                recipient=recipient,
                known=disclosure,
                categories=categories,
                roles=tuple(
                    (one.element, one.disclosure) for one in known if one.element in ROLES and one.value == recipient
                ),
                third_countries=tuple(sorted(_pairs(known, THIRD_COUNTRY))),
                open=several,
            )
            for recipient, disclosure in recipients.items()
        ]


def _pairs(known: list[Known], element: str) -> list[tuple[str, str]]:
    return [(str(one.value), one.disclosure) for one in known if one.element == element]


def _covered(thing: Thing, statement: Statement) -> list[Value]:
    """Return what a statement is about: its values, or those of its element that no other there names."""
    if statement.disclosure == STATED_NONE:
        return []
    if statement.values:
        return statement.values
    named = [value for one in thing.of(statement.element) for value in one.values]
    return [value for value in thing.elements.get(statement.element, []) if value not in named]


def _speaks(thing: Thing, element: str) -> bool:
    return bool(thing.elements.get(element) or thing.of(element) or element in thing.silent)


def _all(register: Register) -> list[Thing]:
    return [part for thing in register.things for part in (thing, *thing.parts)]
