"""Syntax errors of a query, in words that a person can use: line, column, and what stands there.

The engine tries keywords by reading as many characters as they have, so the place that it reports lies up to some
ten characters behind the fault. Here the same query is read once more with room after each token, where such an
attempt ends before the next one begins.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from ropa.errors import QuerySyntaxError, Where
from ropa.store.guard import SOURCE, place
from ropa.store.scanner import Kind, Token, UnreadableTextError, tokens
from ropa.vocabulary.namespaces import ID

_OURS: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
#: How other engines say where: Jena, RDF4J, Blazegraph, and what is written like them.
_THEIRS: Final = re.compile(r"\bline:?\s*(?P<line>\d+)\W+col(?:umn)?:?\s*(?P<column>\d+)", re.IGNORECASE)
#: Sentences among what the engine expected, as in ``one of The SELECT contains a variable that is unbound, [_]``.
_SENTENCE: Final = re.compile(r"(?:^expected (?:one of )?|, )([A-Z][A-Za-z]+ [^,\"\[]{9,}?)(?:,|$)")
#: Longer than any keyword.
_ROOM: Final = " " * 24
_PREFIX: Final = "the prefix"


def syntax_error(message: str, query: str | None, shift: int = 0) -> QuerySyntaxError:
    """Return the error for what an engine said about a query; ``None`` for an update, which is not read once more.

    ``shift`` is by how many columns the first line was moved before the engine saw it. Without a place in the
    message the error has none.
    """
    ours = _OURS.search(message)
    if ours is None:
        where = _moved(_THEIRS.search(message), shift)
        return QuerySyntaxError(message, where=where, remedy="Correct the query.")
    fault = None if query is None else _fault(query)
    if query is None or fault is None:
        return QuerySyntaxError("this is no SPARQL", where=_moved(ours, shift), remedy="Correct it there or before.")
    position, what = fault
    said = None if what.startswith(_PREFIX) else _SENTENCE.search(" ".join(ours["what"].split()))
    return QuerySyntaxError(said[1] if said else what, where=place(query, position), remedy="Correct the query there.")


def _moved(found: re.Match[str] | None, shift: int) -> Where:
    """Return the place that an engine names, in the query as it was before its first line was moved."""
    if found is None:
        return Where(SOURCE)
    line, column = int(found["line"]), int(found["column"])
    return Where(SOURCE, line, max(1, column - shift) if line == 1 else column)


def _fault(query: str) -> tuple[int, str] | None:
    """Return where the first token stands that cannot stand there, and what is wrong; ``None`` for no idea."""
    try:
        found = list(tokens(query))
    except UnreadableTextError as error:
        return error.position, error.what
    roomy, starts = _roomy(query, found)
    try:
        ox.Store().query(roomy, base_iri=ID)
    except SyntaxError as error:
        reported = _OURS.search(str(error))
    else:
        return None
    if reported is None:
        return None
    offset = _offset(roomy, int(reported["line"]), int(reported["column"]))
    number = sum(start <= offset for start in starts) - 1
    if number < 0 or offset >= len(roomy):
        return len(query.rstrip()), "the query ends too early"
    return found[number].start, _what(found[number], found)


def _roomy(query: str, found: list[Token]) -> tuple[str, list[int]]:
    """Return the query with room before each token that bears it, and where its tokens start then."""
    parts: list[str] = []
    starts: list[int] = []
    length = done = 0
    previous = ""
    for token in found:
        before = query[done : token.start]
        part = before + (_ROOM if before or _stands_apart(token, previous) else "")
        previous = token.text
        starts.append(length + len(part))
        parts += (part, token.text)
        length += len(part) + len(token.text)
        done = token.start + len(token.text)
    return "".join(parts) + query[done:] + _ROOM, starts


def _stands_apart(token: Token, previous: str) -> bool:
    """Whether blanks before a token change nothing: brackets and separators, but not within ``<<(`` and ``)>>``."""
    return token.kind in (Kind.OPEN, Kind.CLOSE, Kind.SEPARATOR) and previous + token.text not in {"<<(", ")>>"}


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _what(token: Token, found: list[Token]) -> str:
    prefix = token.text.partition(":")[0] + ":"
    if token.kind is Kind.NAME and prefix not in _declared(found):
        return f"{_PREFIX} '{prefix}' is not declared"
    return f"'{token.text[:40]}' cannot stand here"


def _declared(found: list[Token]) -> set[str]:
    """Return the prefixes that a query declares, with their colon."""
    return {name.text for word, name in pairwise(found) if word.kind is Kind.WORD and word.text.upper() == "PREFIX"}
