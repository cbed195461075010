"""Which graphs a query asks, where it names several as its default graph.

An RDF dataset's default graph is a merge, in which a triple that stands in two graphs counts once (SPARQL 1.1 Query,
section 13.2); Oxigraph counts it twice. So such a request is found here, and answered from a merged copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.store.interface import Graphs
from ropa.store.scanner import Kind, UnreadableTextError, tokens

if TYPE_CHECKING:
    from ropa.store.scanner import Token


def graphs_of(query: str, given: Graphs | None) -> Graphs:
    """Return the graphs that a query asks: those given with the request, else those that it names itself.

    Only full and prefixed names are read, both as the query's own prologue defines them.
    """
    if given:
        return Graphs(given.default or (), given.named or ())
    if "from" not in query.lower():
        return Graphs()
    try:
        return _named_in(list(tokens(query)))
    except UnreadableTextError:
        return Graphs()


def _named_in(found: list[Token]) -> Graphs:
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    for number, token in enumerate(found):
        if token.text == "{":
            break
        following = [*found[number + 1 : number + 3], None, None]
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if word == "PREFIX" and following[0] and following[1]:
            prefixes[following[0].text] = following[1].text[1:-1]
        if word == "FROM" and following[0]:
            is_named = following[0].text.upper() == "NAMED"
            iri = _iri(following[1] if is_named else following[0], prefixes)
            (named if is_named else default).append(iri)
    return Graphs(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))) if default or named else Graphs()


def _iri(token: Token | None, prefixes: dict[str, str]) -> str:
    if token is None:
        return ""
    if token.kind is Kind.NAME:
        prefix, _, local = token.text.partition(":")
        return prefixes.get(prefix + ":", "") + local
    return token.text[1:-1]
