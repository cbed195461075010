"""Syntax errors of the engine, in words that a person can use: line, column, what stands there."""

from __future__ import annotations

import re
from typing import Final

from ropa.errors import QuerySyntaxError, Where

_AT: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
_EXPECTED: Final = re.compile(r"expected (?:one of )?(?P<list>.*)", re.DOTALL)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)+)"')
#: More alternatives than these tell nobody what is wrong.
_MOST: Final = 6


def syntax_error(message: str) -> QuerySyntaxError:
    """Return the error for a message of the engine such as ``error at 1:11: expected one of ...``."""
    found = _AT.search(message)
    if found is None:
        return QuerySyntaxError(message, where=Where("query"), remedy="Correct the query.")
    expected = _EXPECTED.search(found["what"])
    words = _QUOTED.findall(expected["list"]) if expected else []
    if expected is None:
        what = found["what"]
    elif not words or len(words) > _MOST:
        what = "something else is expected here"
    else:
        what = f"expected {' or '.join(words)} here"
    return QuerySyntaxError(
        what, where=Where("query", int(found["line"]), int(found["column"])), remedy="Correct the query there."
    )
