"""Cuts the text of a query into tokens, in one pass, without understanding them.

Written by hand because a regular expression over the whole text can take seconds on hostile input; the small
patterns here each match one run of characters, at one place, without going back. Token rules are those of
SPARQL 1.1 Query, section 19.8; where engines read a text in two ways (``?a <b> ?c``), the token says so and
:mod:`ropa.store.guard`, which also holds the limits, decides.
"""

from __future__ import annotations

import re
from enum import IntEnum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(IntEnum):
    """What a token is."""

    WORD = auto()  # a keyword, the name of a function, ``a``, ``true``
    NAME = auto()  # a prefixed name
    IRI = auto()
    UNCLEAR = auto()  # an IRI, or a comparison: it follows an operand, where both are possible
    VARIABLE = auto()
    BLANK = auto()
    STRING = auto()
    NUMBER = auto()
    TAG = auto()  # a language, or the ^^ before a datatype: part of the literal before it
    OPEN = auto()
    CLOSE = auto()
    OPERATOR = auto()
    SEPARATOR = auto()
    OTHER = auto()  # a character that has no place here


#: Kinds that are an operand of an expression, a term of a triple.
TERMS: Final = frozenset((Kind.NAME, Kind.IRI, Kind.UNCLEAR, Kind.VARIABLE, Kind.BLANK, Kind.STRING, Kind.NUMBER))


class Token(NamedTuple):
    """One token, where it starts, and whether an operand ends right before it."""

    kind: Kind
    text: str
    start: int
    after_operand: bool


class UnreadableTextError(Exception):
    """A text that has no tokens from ``position`` on; ``what`` and ``remedy`` are for people."""

    def __init__(self, what: str, position: int, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.position, self.remedy = what, position, remedy


_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS: Final = _BASE + "_0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED: Final = r"%[0-9A-Fa-f][0-9A-Fa-f]|\\[_~.!$&'()*+,;=/?#@%-]"
_GAP: Final = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_GAP_STARTS: Final = frozenset(" \t\r\n#")
_NO_NAME: Final = frozenset("0123456789?$@\"'()[]{}<>.;,|&^*/+-=!~")
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PREFIX: Final = re.compile(f"(?:[{_BASE}][{_CHARS}.-]*)?")
_LOCAL: Final = re.compile(f"(?:(?:[_0-9:{_BASE}]|{_ESCAPED})(?:[.:{_CHARS}-]|{_ESCAPED})*)?")
_VARIABLE: Final = re.compile(f"[?$][_0-9{_BASE}][{_CHARS}]*")
_BLANK: Final = re.compile(f"_:[_0-9{_BASE}][.{_CHARS}-]*")
_NUMBER: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LANGUAGE: Final = re.compile(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?")
_IRI: Final = re.compile(r'<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>')
_IN_SHORT: Final = {quote: re.compile(rf"(?:[^{quote}\\\r\n]|\\[^\r\n])*") for quote in "\"'"}
_IN_LONG: Final = re.compile(r"\\|\"\"\"|'''")

_BY_FIRST: Final = {
    "?": (Kind.VARIABLE, _VARIABLE),
    "$": (Kind.VARIABLE, _VARIABLE),
    "_": (Kind.BLANK, _BLANK),
    "@": (Kind.TAG, _LANGUAGE),
    **dict.fromkeys(".0123456789", (Kind.NUMBER, _NUMBER)),
}
#: Two characters first: the longest token wins.
_SIGNS: Final = {
    "<<": Kind.OPEN,
    ">>": Kind.CLOSE,
    "{|": Kind.OPEN,
    "|}": Kind.CLOSE,
    "^^": Kind.TAG,
    "||": Kind.OPERATOR,
    "&&": Kind.OPERATOR,
    "!=": Kind.OPERATOR,
    "<=": Kind.OPERATOR,
    ">=": Kind.OPERATOR,
    **dict.fromkeys("([{", Kind.OPEN),
    **dict.fromkeys(")]}", Kind.CLOSE),
    **dict.fromkeys(".;,", Kind.SEPARATOR),
    **dict.fromkeys("<>=!|&^*/+-?~", Kind.OPERATOR),
}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, comments and blanks left out.

    Raises :class:`UnreadableTextError` where a string does not end: there no engine reads on either.
    """
    position, operand, nameless = _after_gap(text, 0), False, 0
    while position < len(text):
        if position >= nameless and text[position] not in _NO_NAME:
            nameless = _nameless_until(text, position)
        kind, end = _token(text, position, operand=operand, named=position >= nameless)
        token = Token(kind, text[position:end], position, operand)
        yield token
        operand = _ends_operand(token)
        position = _after_gap(text, end)


def _after_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start) if text[start : start + 1] in _GAP_STARTS else None
    return gap.end() if gap else start


def _nameless_until(text: str, start: int) -> int:
    """Return up to where no prefixed name can begin, so that ``a-a-a-a`` is searched for a colon only once."""
    run = _PREFIX.match(text, start)
    return start if run is None or text.startswith(":", run.end()) else run.end()


def _ends_operand(token: Token) -> bool:
    """Tell whether ``<`` after this token may compare.

    Engines without a tokenizer take ``DISTINCTtrue`` as two words, so the end of a word counts.
    """
    if token.kind in TERMS:
        return True
    if token.kind is Kind.WORD:
        return token.text.lower().endswith(("true", "false"))
    if token.kind is Kind.TAG:
        return token.after_operand and token.text != "^^"
    return token.kind is Kind.CLOSE and token.text in (")", "]", ">>")


def _token(text: str, start: int, *, operand: bool, named: bool) -> tuple[Kind, int]:
    char = text[start]
    if char in "\"'":
        return Kind.STRING, _string_end(text, start)
    if char == "<":
        return _less(text, start, operand=operand)
    kind, pattern = _BY_FIRST.get(char, (Kind.WORD, _WORD))
    found = pattern.match(text, start)
    if found and kind is not Kind.WORD:
        return kind, _without_dots(text, found.end()) if kind is Kind.BLANK else found.end()
    if named and (name := _name_end(text, start)):
        return Kind.NAME, name
    return (kind, found.end()) if found else _sign(text, start)


def _name_end(text: str, start: int) -> int | None:
    prefix = _PREFIX.match(text, start)
    colon = prefix.end() if prefix else start
    if not text.startswith(":", colon):
        return None
    local = _LOCAL.match(text, colon + 1)
    return _without_dots(text, local.end(), least=colon + 1) if local else colon + 1


def _without_dots(text: str, end: int, least: int = 0) -> int:
    """Return the end of a name, which is before its last dots, unless a dot is written with a backslash."""
    while end > least and text[end - 1] == "." and text[end - 2] != "\\":
        end -= 1
    return end


def _sign(text: str, start: int) -> tuple[Kind, int]:
    for length in (2, 1):
        kind = _SIGNS.get(text[start : start + length])
        if kind:
            return kind, min(start + length, len(text))
    return Kind.OTHER, start + 1


def _less(text: str, start: int, *, operand: bool) -> tuple[Kind, int]:
    iri = _IRI.match(text, start)
    if iri:
        return (Kind.UNCLEAR if operand else Kind.IRI), iri.end()
    if operand and text.startswith("<<", start) and _IRI.match(text, start + 1):
        return Kind.OPERATOR, start + 1
    return _sign(text, start)


def _string_end(text: str, start: int) -> int:
    quote = text[start]
    if text.startswith(quote * 3, start):
        return _long_string_end(text, start, quote * 3)
    inside = _IN_SHORT[quote].match(text, start + 1)
    end = inside.end() if inside else start + 1
    if not text.startswith(quote, end):
        raise UnreadableTextError("a string is not closed", start, f"Close it with {quote} on the same line.")
    return end + 1


def _long_string_end(text: str, start: int, quotes: str) -> int:
    position = start + 3
    while found := _IN_LONG.search(text, position):
        if found.group() == quotes:
            return found.end()
        position = found.start() + (2 if found.group() == "\\" else 1)
    raise UnreadableTextError("a string is not closed", start, f"Close it with {quotes}.")
