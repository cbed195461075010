"""Puts terms into a query: the one way in which anything of a user's reaches a query that the project wrote.

A parameter is the line ``VALUES ?name { UNDEF }``, which restricts nothing until a term is put there. Terms are
written by Oxigraph, which refuses what is no IRI and escapes what is in a literal, so that nothing in them can become
syntax (SPARQL 1.1 Query, section 10.2.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode


def bind(query: str, **terms: NamedNode | Literal) -> str:
    """Return a query with parameters filled; ``KeyError`` for a parameter that the query does not have."""
    filled = {_place(name, "UNDEF"): _place(name, str(term)) for name, term in terms.items()}
    for name in terms:
        if _place(name, "UNDEF") not in query:
            raise KeyError(name)
    if not filled:
        return query
    # All in one pass: the text of one term must never be read as the place of another.
    return re.sub("|".join(map(re.escape, filled)), lambda found: filled[found[0]], query)


def _place(name: str, value: str) -> str:
    return "VALUES ?" + name + " { " + value + " }"
