"""How facts are written down: by a controller for itself, or by somebody who reads a notice line by line.

A hand says what it is told and decides only how that is known and where it stands; with ``ragged`` it writes as real
registers are, with examples, vague and contradictory passages, readings of its own and silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ropa.vocabulary.namespaces import expand

from .names import LANGUAGES
from .things import Statement, Style, Text, Thing, Value
from .words import (
    CONDITION,
    CONTRADICTORY,
    DATA,
    EXAMPLE,
    INFERRED,
    PURPOSE,
    RECORDED,
    STATED,
    STATED_NONE,
    SUBJECT,
    VAGUE,
    terms,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

REASON: Final = expand("ropa:reason")
_REASONS: Final = ("The text lets one read it so.", "Teksten kan leses slik.", "Texten kan läsas så.")
#: A word for silence among the ways of knowing; no disclosure of the model.
SILENT: Final = "silent"
#: Elements whose values are a list that a text may close.
_LISTS: Final = frozenset({PURPOSE, SUBJECT, DATA})

_ORDERLY: Final = {
    Style.NOTICE: {STATED: 100},
    Style.RECORD: {RECORDED: 50, STATED: 50},
}
_RAGGED: Final = {
    Style.NOTICE: {STATED: 46, EXAMPLE: 10, VAGUE: 10, CONTRADICTORY: 8, INFERRED: 12, SILENT: 14},
    Style.RECORD: {RECORDED: 40, STATED: 25, VAGUE: 10, INFERRED: 8, SILENT: 17},
}


def reasons() -> list[Value]:
    """Return why something is read so, in each language."""
    return [Text(text, tag) for text, tag in zip(_REASONS, LANGUAGES, strict=True)]


class Paper:
    """The text of a notice while it is written: every line is cited by somebody or left out with a reason."""

    def __init__(self, notice: str) -> None:
        self._notice = notice
        self.lines: list[str] = []
        self.left_out: list[Thing] = []

    def heading(self, text: str) -> None:
        """Write a heading, which says nothing."""
        self._leave_out(text, "ropa:Heading")

    def remark(self, text: str) -> None:
        """Write a line without a fact."""
        self._leave_out(text, "ropa:NoFact").plain[REASON] = reasons()

    def cite(self, text: str, lines: int = 1) -> str:
        """Write a paragraph and return the passage that it is (RFC 5147: positions count the gaps)."""
        before = len(self.lines)
        self.lines += [f"{text}, {number}" for number in range(1, lines + 1)]
        last = len(self.lines)
        self.lines.append("")
        return f"{self._notice}#line={before},{last}"

    def text(self) -> str:
        """Return the whole text; it ends without a line feed, so that it has as many lines as are counted."""
        return "\n".join(self.lines[:-1])

    def _leave_out(self, text: str, kind: str) -> Thing:
        made = Thing(self.cite(text), terms("ropa:Passage"), plain={expand("ropa:leftOut"): [*terms(kind)]})
        self.left_out.append(made)
        return made


class Sheet:
    """The spreadsheet that a controller's record came from: a row for each thing, a column for each fact."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._row = 1
        self._column = 0

    def row(self) -> None:
        """Go to the next row; the first is the header."""
        self._row += 1
        self._column = 0

    def cite(self) -> str:
        """Return the next cell of the row."""
        self._column += 1
        return f"{self._document}#sheet=Register&row={self._row}&col={self._column}"


class Hand:
    """Says facts of things in one style."""

    def __init__(self, chance: Random, style: Style, paper: Paper, sheet: Sheet, *, ragged: bool) -> None:
        self._chance = chance
        self._style = style
        self._paper = paper
        self._sheet = sheet
        self._ways = (_RAGGED if ragged else _ORDERLY)[style]

    def say(
        self, thing: Thing, element: str, values: Sequence[Value], ways: Sequence[str] = (), *, owed: bool = True
    ) -> str:
        """Say values of an element and return how they are known, by one of ``ways`` or any that the style has.

        What no evidence is ``owed`` for and has none is a plain triple.
        """
        way = self.way(ways)
        if way == SILENT:
            thing.silence(element)
        elif way == RECORDED:
            (thing.elements if owed else thing.plain)[element] = list(values)
        elif way == INFERRED:
            self._infer(thing, element, values)
        else:
            thing.elements[element] = list(values)
            self._evidence(thing, element, values, way)
        return way

    def way(self, ways: Sequence[str] = ()) -> str:
        """Draw a way of knowing; the style's surest where it has none of those wanted."""
        fitting = {way: weight for way, weight in self._ways.items() if not ways or way in ways}
        if not fitting:
            return STATED
        return self._chance.choices(list(fitting), list(fitting.values()))[0]

    def none(self, thing: Thing, element: str, *, may_pass_over: bool = False) -> None:
        """Say that there is none; where silence is no fault, a notice or a ragged record may keep it.

        No notice says of an activity that nothing of Art. 9(2) applies to it: that is a claim, if anything.
        """
        passes_over = self._chance.random() < 0.5 or (element == CONDITION and self._style is Style.NOTICE)
        if may_pass_over and passes_over and (self._style is Style.NOTICE or SILENT in self._ways):
            thing.silence(element)
        else:
            thing.drop(element)
            thing.state(Statement(name_of(element), element, STATED_NONE, passages=self.passages(thing, element)))

    def close(self, thing: Thing, element: str) -> None:
        """Say that the list of an element is complete."""
        passages = self.passages(thing, element)
        thing.state(Statement(f"{name_of(element)}-all", element, STATED, passages=passages, closed=True))

    def passages(self, thing: Thing, element: str, count: int = 1) -> list[str]:
        """Return where something is said: lines of the notice, or a cell if anything."""
        if self._style is Style.NOTICE:
            return [self._paper.cite(_words(thing, element), self._chance.choice((1, 1, 1, 2))) for _ in range(count)]
        return [self._sheet.cite() for _ in range(count)] if self._chance.random() < 0.5 else []

    def cited(self, thing: Thing, element: str) -> list[Value]:
        """Return a passage for what must carry one itself: a claim, an announcement, a cookie."""
        if self._style is Style.NOTICE:
            return [self._paper.cite(_words(thing, element))]
        return [self._sheet.cite()]

    def _infer(self, thing: Thing, element: str, values: Sequence[Value]) -> None:
        passages = self.passages(thing, element)
        made = Statement(name_of(element), element, INFERRED, list(values), passages, plain={REASON: reasons()})
        thing.state(made)

    def _evidence(self, thing: Thing, element: str, values: Sequence[Value], way: str) -> None:
        count = 2 if way == CONTRADICTORY else 1
        passages = self.passages(thing, element, count)
        first = Statement(name_of(element), element, way, passages=passages)
        thing.state(first)
        if len(values) > 1 and self._chance.random() < 0.3:
            # One value has a passage of its own; the statement without values is on the others.
            passages = self.passages(thing, element)
            thing.state(Statement(name_of(element), element, STATED, [values[0]], passages))
        elif way == STATED and element in _LISTS and self._chance.random() < 0.2:
            first.closed = True


def name_of(element: str) -> str:
    """Return the fragment under which a statement on an element is found."""
    local = element.rsplit("#", 1)[-1].rsplit("/", 1)[-1].removeprefix("has")
    return "s-" + "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in local).lstrip("-")


def _words(thing: Thing, element: str) -> str:
    return f"{'/'.join(thing.iri.split('/')[-2:])} {name_of(element)}"
