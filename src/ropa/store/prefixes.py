"""Lets a query leave out the PREFIX lines of the well-known prefixes, on every backend alike."""

from __future__ import annotations

import re
from typing import Final

from ropa.vocabulary.namespaces import PREFIXES

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
