"""Expected triples as questions: a blank node matches anything, a whole number its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ropa.vocabulary.namespaces import expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

INTEGER = NamedNode(expand("xsd:integer"))


def patterns(wanted: Iterable[Triple]) -> list[list[Triple]]:
    """Part triples into groups that share blank nodes; a triple without any is a group of its own."""
    groups: list[tuple[set[BlankNode], list[Triple]]] = []
    for triple in wanted:
        nodes = {one for one in (triple.subject, triple.object) if isinstance(one, BlankNode)}
        joined = [group for group in groups if group[0] & nodes]
        groups = [group for group in groups if not group[0] & nodes]
        members = [member for group in joined for member in group[1]]
        groups.append((nodes.union(*(group[0] for group in joined)), [*members, triple]))
    return [members for _, members in groups]


def holds(engine: Store, pattern: list[Triple]) -> bool:
    """Tell whether the default graph matches a pattern."""
    names: dict[BlankNode, str] = {}
    filters: list[str] = []
    body = " . ".join(
        " ".join((_term(one.subject, names, filters), str(one.predicate), _term(one.object, names, filters)))
        for one in pattern
    )
    answer = engine.query(f"ASK {{ {body} {' '.join(filters)} }}")
    return bool(answer)


def _term(term: object, names: dict[BlankNode, str], filters: list[str]) -> str:
    if isinstance(term, BlankNode):
        return names.setdefault(term, f"?b{len(names)}")
    if isinstance(term, Literal) and term.datatype == INTEGER:
        variable = f"?n{len(filters)}"
        filters.append(f"FILTER({variable} = {term.value})")
        return variable
    return str(term)


def show(pattern: list[Triple]) -> str:
    """Return a pattern as a reader of the file would write it."""
    return " . ".join(" ".join(_short(one) for one in (t.subject, t.predicate, t.object)) for t in pattern)


def _short(term: object) -> str:
    return shrink(term.value) if isinstance(term, NamedNode) else str(term)
