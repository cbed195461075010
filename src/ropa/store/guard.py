"""Looks at the text of a query before any engine does, and refuses what could end the process or reach outside.

Parsers and evaluators recurse: a query of 1.5 kB, nested 900 levels deep, ends the process that runs it. So the text
is measured first, in one pass, against limits of length, nesting, operators and blocks; and a service that only reads
does not pass on updates, ``SERVICE`` or ``LOAD``. What the query means, and whether it is right in every detail, is
left to the engine.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ropa.errors import QueryRefusedError, QuerySyntaxError, QueryTooComplexError, RopaError, TooLargeError, Where
from ropa.settings import variable
from ropa.store.measure import Measure
from ropa.store.scanner import UnreadableTextError, tokens

if TYPE_CHECKING:
    from ropa.settings import Settings
    from ropa.store.formats import Form

SOURCE: Final = "query"


@dataclass(frozen=True)
class Scanned:
    """What is known of a query without running it."""

    form: Form


@dataclass(frozen=True)
class _Reading:
    """A text as an engine may read it, and where in the given text its parts stand."""

    text: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def origin(self, position: int) -> int:
        part = bisect_right(self.starts, position) - 1
        return self.origins[part] + position - self.starts[part]


def scan(text: str, settings: Settings) -> Scanned:
    """Measure a query; return its form.

    Raises :class:`~ropa.errors.TooLargeError`, :class:`~ropa.errors.QueryTooComplexError` (each naming the setting),
    :class:`~ropa.errors.QueryRefusedError` for an update, ``SERVICE`` or ``LOAD``, and
    :class:`~ropa.errors.QuerySyntaxError` for text that no engine could read to its end.

    Codepoint escapes stand for their characters before the grammar is applied (SPARQL 1.1, 19.2), but some engines
    know them in strings and IRIs only. Both readings are measured; it is enough that one of them is a query.
    """
    _refuse_long(text, settings)
    faults: list[QuerySyntaxError] = []
    forms: list[Form] = []
    for reading in _readings(text):
        try:
            forms.append(_measure(reading, text, settings))
        except QuerySyntaxError as error:
            faults.append(error)
    if not forms:
        raise faults[0]
    return Scanned(forms[0])


def place(text: str, position: int) -> Where:
    """Return line and column (1-based, in characters) of a position in a query."""
    lines = (text[:position].replace("\r\n", "\n").replace("\r", "\n") + ".").split("\n")
    return Where(SOURCE, len(lines), len(lines[-1]))


def _refuse_long(text: str, settings: Settings) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise QuerySyntaxError("half of a surrogate pair is no character", where=place(text, error.start)) from error
    if size > settings.query_max_bytes:
        raise TooLargeError(
            f"the query is {size} bytes long, the limit is {settings.query_max_bytes}",
            where=Where(SOURCE),
            remedy=f"Shorten it, or raise the setting {variable('query_max_bytes')}.",
        )


def _measure(reading: _Reading, text: str, settings: Settings) -> Form:
    measure = Measure(settings)
    position = 0
    try:
        for token in tokens(reading.text):
            position = token.start
            measure.add(token)
        position = len(reading.text)
        return measure.form_of_query()
    except UnreadableTextError as error:
        where = place(text, reading.origin(error.position))
        raise QuerySyntaxError(error.what, where=where, remedy=error.remedy) from error
    except (QueryRefusedError, QueryTooComplexError, QuerySyntaxError) as error:
        raise _at(error, place(text, reading.origin(position))) from error


def _at(error: RopaError, where: Where) -> RopaError:
    return type(error)(error.what, where=where, remedy=error.remedy)


def _readings(text: str) -> list[_Reading]:
    decoded = _decoded(text) if "\\" in text else None
    return [_Reading(text)] if decoded is None or decoded.text == text else [_Reading(text), decoded]


def _decoded(text: str) -> _Reading:
    """Replace codepoint escapes; a backslash before another one does not begin an escape."""
    parts: list[str] = []
    starts, origins = [0], [0]
    done = length = 0
    position = text.find("\\")
    while position != -1:
        char, after = _escape(text, position)
        if char:
            parts += (text[done:position], char)
            length += position - done + 1
            done = after
            starts.append(length)
            origins.append(after)
        position = text.find("\\", after)
    parts.append(text[done:])
    return _Reading("".join(parts), tuple(starts), tuple(origins))


def _escape(text: str, start: int) -> tuple[str, int]:
    """Return the character that an escape stands for, and where the text goes on; '' for no escape."""
    digits = {"u": 4, "U": 8}.get(text[start + 1 : start + 2], 0)
    code = text[start + 2 : start + 2 + digits]
    if not digits or len(code) < digits or not all(char in "0123456789abcdefABCDEF" for char in code):
        return "", start + 2
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "", start + 2
    return chr(number), start + 2 + digits
