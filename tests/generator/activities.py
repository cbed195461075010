"""Makes the activities of a register, each with its storage conditions, cookies and flows.

Data and recipient meet on a flow, which holds a part of what its activity holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ropa.vocabulary.namespaces import expand

from .hands import SILENT
from .things import Activity, Register, Style, Text, Thing, Value
from .words import (
    A_NOTICE_MAY_PASS_OVER,
    ACTIVITY_CLASS,
    AGREEMENT,
    ANY_ROLE,
    BASIS,
    CONDITION,
    CONTEXT,
    CONTROLLER,
    COUNTS_FROM,
    DATA,
    DURATION,
    EXAMPLE,
    FLOW_CLASS,
    INFERRED,
    INSTRUMENT,
    INTEREST,
    JOINT,
    NECESSITY,
    NOTICE,
    ORGANISATIONAL,
    OWNER,
    PASSAGE,
    PROCESS,
    PROCESS_CLASSES,
    PROCESSING,
    PROCESSOR,
    PURPOSE,
    RECIPIENT,
    RECORDED,
    RETENTION,
    SOURCE,
    STATED,
    SUBJECT,
    TECHNICAL,
    TECHNOLOGY,
    THIRD_COUNTRY,
    TITLE,
    VAGUE,
    terms,
    thing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from .catalogue import Kind
    from .hands import Hand
    from .names import Labels
    from .organisations import Organisation

_TECHNICAL: Final = ("dpv:EncryptionInTransfer", "dpv:EncryptionAtRest", "dpv:AccessControlMethod")
_ORGANISATIONAL: Final = ("dpv:StaffTraining", "dpv:AuthorisationProcedure", "dpv:DataDeletionPolicy")
_PROCESSING: Final = ("dpv:Collect", "dpv:Store", "dpv:Use")
_UNTIL: Final = expand("ropa:until")
_DURATION_TYPE: Final = expand("xsd:duration")


class ActivityMaker:
    """Makes activities of one register."""

    def __init__(self, chance: Random, register: Register, hand: Hand, labels: Labels) -> None:
        self._chance = chance
        self._register = register
        self._hand = hand
        self._labels = labels

    def make(self, kind: Kind, number: int, recipients: Sequence[Organisation]) -> Activity:
        """Make an activity of a kind, the ``number``-th of its kind, with a flow to each recipient."""
        slug = kind.slug if number == 1 else f"{kind.slug}-{number}"
        iri = thing(f"activity/{self._register.slug}/{slug}")
        titles = [text if number == 1 else f"{text} {number}" for text in kind.titles]
        made = Thing(iri, [ACTIVITY_CLASS, *PROCESS_CLASSES], plain={TITLE: [*self._labels.three(*titles)]})
        made.elements[CONTROLLER] = [self._register.controller.iri]
        if self._register.notice:
            made.plain[NOTICE] = [self._register.notice.iri]
        activity = Activity(made, kind=kind.slug)
        self._contents(made, kind)
        self._retention(made, kind)
        self._security(made)
        self._cookies(made, kind)
        self._flows(activity, kind, recipients)
        return activity

    def _contents(self, made: Thing, kind: Kind) -> None:
        data = terms(kind.data)
        for element, values in (
            (PURPOSE, terms(kind.purposes)),
            (PROCESSING, self._some(_PROCESSING)),
            (SUBJECT, terms(kind.subjects)),
            (DATA, self._chance.sample(data, len(data))),
            (BASIS, terms(kind.basis)),
            (SOURCE, terms(kind.source)),
            (NECESSITY, terms(kind.necessity)),
        ):
            # What is done with data is no element of its own, so silence about it is not listed.
            self._hand.say(made, element, values, [STATED, EXAMPLE, RECORDED] if element == PROCESSING else ())
        for element, values in ((INTEREST, terms(kind.interest)), (CONDITION, terms(kind.condition))):
            self._say_or_none(made, element, values)
        joint = [thing(f"org/{self._register.slug}-sister")] if self._joint(kind) else []
        self._say_or_none(made, JOINT, joint)
        self._say_or_none(made, CONTEXT, [])

    def _joint(self, kind: Kind) -> bool:
        """Whether a sister company decides together with the controller (Art. 26)."""
        return kind.slug in {"courses", "offers"} and self._chance.random() < 0.3

    def _say_or_none(self, made: Thing, element: str, values: Sequence[Value]) -> None:
        if values:
            self._hand.say(made, element, values)
        else:
            self._hand.none(made, element, may_pass_over=element in A_NOTICE_MAY_PASS_OVER)

    def _security(self, made: Thing) -> None:
        unit = thing(f"org/{self._register.slug}-operations")
        for element, values in (
            (OWNER, [unit]),
            (TECHNICAL, self._some(_TECHNICAL)),
            (ORGANISATIONAL, self._some(_ORGANISATIONAL)),
        ):
            # Art. 24, 30 and 32 ask this of records; a notice may pass over it.
            if self._register.style is Style.NOTICE and self._chance.random() < 0.5:
                made.silence(element)
            else:
                self._hand.say(made, element, values)

    def _some(self, curies: Sequence[str]) -> list[str]:
        return [expand(one) for one in self._chance.sample(curies, self._chance.randint(1, len(curies)))]

    def _retention(self, made: Thing, kind: Kind) -> None:
        way = self._hand.way()
        if way == SILENT:
            made.silence(RETENTION)
            return
        chosen = self._chance.choice(kind.kept)
        conditions = [self._condition(made, "kept", chosen, vague=way == VAGUE)]
        if len(kind.kept) > 1 and way in (STATED, RECORDED) and self._chance.random() < 0.3:
            conditions = self._two_periods(made, kind)
        self._hand.say(made, RETENTION, conditions, [way])

    def _two_periods(self, made: Thing, kind: Kind) -> list[str]:
        """Two periods, each for its part of the data."""
        made.parts.clear()
        first, *others = terms(kind.data)
        conditions = [
            self._condition(made, "kept", kind.kept[0], vague=False),
            self._condition(made, "kept-rest", kind.kept[1], vague=False),
        ]
        for fragment, data in (("kept", [first]), ("kept-rest", others)):
            made.part(fragment).plain[expand("ropa:appliesTo")] = [*data]
        return conditions

    def _condition(self, made: Thing, fragment: str, kept: tuple[str, str], *, vague: bool) -> str:
        condition, duration = f"{made.iri}#{fragment}", f"{made.iri}#{fragment}-for"
        made.parts.append(Thing(condition, terms("dpv:StorageCondition"), plain={DURATION: [duration]}))
        made.parts.append(Thing(duration, *_duration(*kept, vague=vague)))
        return condition

    def _cookies(self, made: Thing, kind: Kind) -> None:
        for name in self._chance.sample(["_visit", "_session", "_pages"], 2) if kind.cookies else []:
            cookie = Thing(f"{made.iri}#cookie{name.replace('_', '-')}", terms("ropa:Cookie"))
            cookie.plain[TITLE] = [self._labels.name(name)]
            cookie.plain[PURPOSE] = [*terms(kind.purposes)]
            cookie.plain[DURATION] = [f"{cookie.iri}-for"]
            cookie.plain[expand("ropa:party")] = [*terms("ropa:FirstParty")]
            cookie.plain[expand("ropa:setBy")] = [self._register.controller.iri]
            cookie.plain[PASSAGE] = self._hand.cited(made, TECHNOLOGY)
            made.plain.setdefault(TECHNOLOGY, []).append(cookie.iri)
            made.parts += [cookie, Thing(f"{cookie.iri}-for", *_duration("P6M", "", vague=False))]

    def _flows(self, activity: Activity, kind: Kind, recipients: Sequence[Organisation]) -> None:
        made = activity.thing
        for recipient in recipients:
            flow = self._flow(made, kind, recipient)
            activity.inner.append((flow, made))
            made.plain.setdefault(PROCESS, []).append(flow.iri)
        if not recipients and self._hand.way() == SILENT:
            made.silence(RECIPIENT)
        elif not recipients:
            self._hand.none(made, RECIPIENT)
        elif self._chance.random() < 0.3:
            self._hand.close(made, RECIPIENT)

    def _flow(self, made: Thing, kind: Kind, recipient: Organisation) -> Thing:
        tail = made.iri.rsplit("activity/", 1)[1]
        flow = Thing(thing(f"flow/{tail}/{recipient.slug}"), [FLOW_CLASS, *PROCESS_CLASSES])
        held = terms(kind.data)
        data = self._chance.sample(held, self._chance.randint(1, len(held)))
        self._hand.say(flow, DATA, data)
        self._hand.say(flow, PROCESSING, self._some(_PROCESSING), [STATED, RECORDED])
        if len(terms(kind.purposes)) > 1 and self._chance.random() < 0.5:
            self._hand.say(flow, PURPOSE, terms(kind.purposes)[:1], [STATED, RECORDED])
        self._recipient(flow, recipient)
        self._transfer(flow, recipient)
        if recipient.role == PROCESSOR:
            self._hand.say(flow, AGREEMENT, terms("dpv:DataProcessingAgreement"))
        else:
            self._hand.none(flow, AGREEMENT, may_pass_over=True)
        return flow

    def _recipient(self, flow: Thing, recipient: Organisation) -> None:
        """Name who receives, and as what; where the role is stated, the recipient may be left to be derived."""
        if recipient.authority:
            self._hand.say(flow, RECIPIENT, [recipient.iri], [STATED, RECORDED])
            return
        way = self._hand.say(flow, recipient.role, [recipient.iri], [STATED, RECORDED, INFERRED, SILENT])
        if way == SILENT:
            flow.silent = [one for one in flow.silent if one != recipient.role] + [ANY_ROLE]
        if way in (STATED, RECORDED) and (choice := self._chance.random()) < 0.6:
            if choice < 0.3:
                flow.elements[RECIPIENT] = [recipient.iri]
            return
        ways = [STATED, RECORDED] if way in (STATED, RECORDED) else [STATED, INFERRED]
        self._hand.say(flow, RECIPIENT, [recipient.iri], ways)

    def _transfer(self, flow: Thing, recipient: Organisation) -> None:
        if not recipient.instrument:
            for element in (THIRD_COUNTRY, INSTRUMENT):
                self._hand.none(flow, element, may_pass_over=True)
            return
        self._hand.say(flow, THIRD_COUNTRY, [recipient.country])
        self._hand.say(flow, INSTRUMENT, [recipient.instrument])


def _duration(period: str, event: str, *, vague: bool) -> tuple[list[str], dict[str, list[Value]]]:
    """Return types and triples of a duration: a period from an event, or until an event, or neither."""
    if vague:
        return terms("dpv:IndeterminateDuration"), {}
    if not period:
        return terms("dpv:UntilEventDuration"), {_UNTIL: [*terms(event)]}
    counted: dict[str, list[Value]] = {COUNTS_FROM: [*terms(event)]} if event else {}
    return terms("dpv:TemporalDuration"), {expand("rdf:value"): [Text(period, type=_DURATION_TYPE)], **counted}
