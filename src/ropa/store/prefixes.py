"""Lets a query leave out the PREFIX lines of the well-known prefixes, on every backend alike."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from ropa.errors import QuerySyntaxError
from ropa.vocabulary.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_USED: Final = re.compile(r"(?<![\w:?$<-])([a-z][a-z-]*):(?!//)")


def complete(query: str) -> tuple[str, int]:
    """Return the query with the PREFIX lines it leaves out, and by how many columns its first line moved.

    Only a prefix that is used and not declared is added; all go before the first line, so that a syntax error keeps
    its line.
    """
    missing = {*_USED.findall(query)} & PREFIXES.keys() - {*_DECLARED.findall(query)}
    added = "".join("PREFIX " + name + ": <" + PREFIXES[name] + "> " for name in sorted(missing))
    return added + query, len(added)


def completed(query: str, ask: Callable[[str], Answer]) -> Answer:
    """Ask a query with its PREFIX lines completed; a syntax error gives its column in the query as it was given."""
    text, shift = complete(query)
    try:
        return ask(text)
    except QuerySyntaxError as error:
        raise _moved(error, shift) from error


def _moved(error: QuerySyntaxError, shift: int) -> QuerySyntaxError:
    where = error.where
    if where is None or where.line != 1 or where.column is None:
        return error
    return QuerySyntaxError(error.what, where=replace(where, column=max(1, where.column - shift)), remedy=error.remedy)
