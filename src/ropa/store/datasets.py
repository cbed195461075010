"""Which graphs a query asks, where it names several as its default graph.

An RDF dataset's default graph is a merge, in which a triple that stands in two graphs counts once (SPARQL 1.1 Query,
section 13.2); Oxigraph counts it twice. So such a request is found here, and its backend answers from a merged copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from ropa.errors import UsageError, Where
from ropa.store.interface import Graphs
from ropa.store.scanner import Kind, UnreadableTextError, tokens
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from ropa.store.scanner import Token


def graphs_of(query: str, given: Graphs | None) -> Graphs:
    """Return the graphs that a request asks: those given with it, else those that the query names itself.

    The latter only where it names several as its default graph; any other query the engine reads rightly itself.
    Raises :class:`~ropa.errors.UsageError` for a given name that is no IRI.
    """
    if given:
        return Graphs(_distinct(given.default), _distinct(given.named))
    if query.lower().count("from") < 2:
        return Graphs()
    try:
        found = list(tokens(query))
    except UnreadableTextError:
        return Graphs()  # the engine says what is wrong
    default, named = _clauses(found)
    if len(default) < 2:
        return Graphs()
    return Graphs(*(_distinct(_iris(query, found, names)) for names in (default, named)))


def as_nodes(iris: tuple[str, ...]) -> list[NamedNode]:
    """Return IRIs as terms; :class:`~ropa.errors.UsageError` for a text that is none."""
    try:
        return [NamedNode(one) for one in iris]
    except ValueError as error:
        raise UsageError(
            f"the name of a graph is no IRI ({error})", where=Where("graphs"), remedy="Give absolute IRIs."
        ) from error


def _distinct(names: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(node.value for node in dict.fromkeys(as_nodes(names or ())))


def _clauses(found: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the names in ``FROM`` and in ``FROM NAMED``: outside of all brackets these words mean nothing else."""
    default: list[Token] = []
    named: list[Token] = []
    depth = 0
    for number, token in enumerate(found):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        if depth or token.kind is not Kind.WORD or token.text.upper() != "FROM":
            continue
        following = found[number + 1 : number + 3]
        is_named = bool(following) and following[0].text.upper() == "NAMED"
        (named if is_named else default).extend(following[is_named : is_named + 1])
    return default, named


def _iris(query: str, found: list[Token], names: list[Token]) -> tuple[str, ...]:
    """Return names as the query's own prologue resolves them: Turtle reads prologue and names by the same rules."""
    forms = (one.start for one in found if one.text.upper() in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
    prologue = query[: next(forms, 0)]
    triples = "".join(f"\n[] a {name.text} ." for name in names)
    try:
        return tuple(str(one.object)[1:-1] for one in parse(prologue + triples, RdfFormat.TURTLE, base_iri=ID))
    except SyntaxError:
        return ()  # likewise
