"""Gives every blank node an IRI that is the same at every load (RDF 1.1 Concepts, section 3.5).

The name says where the node hangs ("the storage condition of this activity"), not what it holds, wherever that is
unambiguous: a finding about it keeps its fingerprint when its content is corrected. Nodes that share a place, or
hang nowhere, are told apart by their content.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Literal

    Graph = NamedNode | BlankNode | DefaultGraph
    Link = tuple[NamedNode | BlankNode, NamedNode]

#: Rounds of refinement: two nodes that differ only further away than this are told apart by their order.
_ROUNDS = 8


def name_blank_nodes(quads: list[Quad], seed: NamedNode) -> list[Quad]:
    """Return the quads of one file with each blank node replaced by an IRI; ``seed`` is the file's graph."""
    if not any(isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) for quad in quads):
        return quads
    blank = {node: None for quad in quads for node in _blanks(quad)}
    names = _names(quads, list(blank), seed)
    return [_renamed(quad, names) for quad in quads]


def _blanks(quad: Quad) -> Iterable[BlankNode]:
    return (one for one in (quad.subject, quad.object, quad.graph_name) if isinstance(one, BlankNode))


def _names(quads: list[Quad], blank: list[BlankNode], seed: NamedNode) -> dict[BlankNode, NamedNode]:
    parents: defaultdict[BlankNode, set[Link]] = defaultdict(set)
    children: defaultdict[Link, set[BlankNode]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.object, BlankNode) and not isinstance(quad.subject, Triple):
            parents[quad.object].add((quad.subject, quad.predicate))
            children[quad.subject, quad.predicate].add(quad.object)
    content = _contents(quads, blank)
    places: dict[BlankNode, str] = {}
    for node in blank:
        _find_place(node, parents, children, content, places)
    return _unique(blank, places, content, seed)


def _find_place(
    node: BlankNode,
    parents: dict[BlankNode, set[Link]],
    children: dict[Link, set[BlankNode]],
    content: dict[BlankNode, str],
    places: dict[BlankNode, str],
) -> None:
    """Digest the way from a named thing to the node, or the node's content where there is no single way.

    Every node on the way gets its place too, so that deep nesting costs no more than wide.
    """
    way: dict[BlankNode, None] = {}
    one: NamedNode | BlankNode = node
    while isinstance(one, BlankNode) and one not in places and one not in way and len(parents[one]) == 1:
        way[one] = None
        one = next(iter(parents[one]))[0]
    down = list(way)
    if isinstance(one, BlankNode) and one in way:
        circle = down.index(one)
        places.update((member, content[member]) for member in down[circle:])
        down = down[:circle]
    elif isinstance(one, BlankNode):
        places.setdefault(one, content[one])
    for lower in reversed(down):
        ((above, link),) = parents[lower]
        step = link.value if len(children[above, link]) == 1 else f"{link.value} {content[lower]}"
        start = places[above] if isinstance(above, BlankNode) else above.value
        places[lower] = _digest(f"{start}\n{step}")


def _contents(quads: list[Quad], blank: list[BlankNode]) -> dict[BlankNode, str]:
    """Return a digest of what surrounds each node, refined until neighbours of neighbours count."""
    edges: defaultdict[BlankNode, list[tuple[str, str, NamedNode | BlankNode | Literal | Triple]]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            edges[quad.subject].append((">", quad.predicate.value, quad.object))
        if isinstance(quad.object, BlankNode) and not isinstance(quad.subject, Triple):
            edges[quad.object].append(("<", quad.predicate.value, quad.subject))
    content = dict.fromkeys(blank, "")
    classes = 1
    for _ in range(_ROUNDS):
        content = {
            node: _digest("\n".join(sorted(f"{way} {link} {_text(to, content)}" for way, link, to in edges[node])))
            for node in blank
        }
        told_apart = len(set(content.values()))
        if told_apart == classes and told_apart > 1:
            break
        classes = told_apart
    return content


def _text(term: NamedNode | BlankNode | Literal | Triple, content: dict[BlankNode, str]) -> str:
    return content[term] if isinstance(term, BlankNode) else str(term)


def _unique(
    blank: list[BlankNode], places: dict[BlankNode, str], content: dict[BlankNode, str], seed: NamedNode
) -> dict[BlankNode, NamedNode]:
    taken: defaultdict[str, int] = defaultdict(int)
    names = {}
    for node in sorted(blank, key=lambda one: (places[one], content[one])):
        label = _digest(f"{seed.value}\n{places[node]}")
        taken[label] += 1
        suffix = "" if taken[label] == 1 else f"-{taken[label]}"
        names[node] = NamedNode(f"{ID}node/{label}{suffix}")
    return names


def _renamed(quad: Quad, names: dict[BlankNode, NamedNode]) -> Quad:
    subject, value, graph = quad.subject, quad.object, quad.graph_name
    return Quad(
        names[subject] if isinstance(subject, BlankNode) else subject,
        quad.predicate,
        names[value] if isinstance(value, BlankNode) else value,
        names[graph] if isinstance(graph, BlankNode) else graph,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
