"""Answers of a service that could end the process that reads them, refused before any engine sees them.

Whoever runs a service may be wrong or worse; that an answer is deeply nested shows in its bytes, in one pass.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ropa.store.scanner import Kind, UnreadableTextError, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.store.service import Answer

#: Engines recurse into triples within triples, and enough of them end the process.
_DEEPEST: Final = 64
#: A string, closed or not; without going back, so that hostile text costs no more than other text.
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.?)*+"?', re.DOTALL)
_NO_BRACKETS: Final = bytes(code for code in range(256) if code not in b"[]{}")
_STEPS: Final = {Kind.OPEN: 1, Kind.CLOSE: -1}


def refuse_harmful(answer: Answer) -> None:
    """Raise ``SyntaxError`` for an answer that could end the process that reads it, or whose JSON is not closed."""
    body = answer.body
    if "json" in answer.media_type:
        brackets = _STRING.sub(b"", body).translate(None, _NO_BRACKETS)
        if _depth(1 if code in b"[{" else -1 for code in brackets):
            raise SyntaxError("brackets are not closed")
    elif body.count(b"<<") > _DEEPEST:
        try:
            _depth(_STEPS.get(token.kind, 0) for token in tokens(body.decode("utf-8", "replace")))
        except UnreadableTextError as error:
            raise SyntaxError(error.what) from error


def _depth(steps: Iterable[int]) -> int:
    """Return the depth at the end; ``SyntaxError`` as soon as it is beyond the limit."""
    depth = 0
    for step in steps:
        depth += step
        if depth > _DEEPEST:
            raise SyntaxError(f"the answer is nested deeper than {_DEEPEST} levels")
    return depth
