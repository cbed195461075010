"""Inferences, each with its rule and the facts it rests on, and how they are written as a graph.

A rule's CONSTRUCT gives each conclusion twice: as a plain triple, and as a blank node that names its three parts and,
by ``ropa:restsOn``, those of each fact. Here these nodes are read and get IRIs made of what they say, so that the same
register gives the same graph. Every property in it is of ``ropa:``: merged with a register it makes nothing look
stated.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ropa.vocabulary.namespaces import DATASET, ID, INFERRED_GRAPH, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ropa.reasoning.catalogue import Rule

_SUBJECT: Final = NamedNode(expand("ropa:tripleSubject"))
_PROPERTY: Final = NamedNode(expand("ropa:tripleProperty"))
_VALUE: Final = NamedNode(expand("ropa:tripleValue"))
_RESTS_ON: Final = NamedNode(expand("ropa:restsOn"))
_RULE: Final = NamedNode(expand("ropa:rule"))
_KNOWN_BY: Final = NamedNode(expand("ropa:knownBy"))
_AS_OF: Final = NamedNode(expand("ropa:asOf"))
_DIGITS: Final = 20  # hexadecimal digits of a name: among a million names two are alike once in 10^12 times


@dataclass(frozen=True)
class Fact:
    """A triple that an inference rests on, and the statements that say how it is known.

    A fact without statement stands in the vocabulary, in reference data or in what the loader derives, or is itself
    inferred.
    """

    triple: Triple
    statements: tuple[NamedNode, ...] = ()

    @cached_property
    def iri(self) -> NamedNode:
        """Return the name of the fact in the graph."""
        return _name("fact", self.triple)


@dataclass(frozen=True)
class Inference:
    """One conclusion by one rule; all facts that the rule found for it."""

    rule: Rule
    triple: Triple
    facts: tuple[Fact, ...]

    @cached_property
    def iri(self) -> NamedNode:
        """Return the name of the inference in the graph."""
        return _name("inference", self.triple, self.rule.name)


@dataclass(frozen=True)
class Inferred:
    """All that follows from one state of a register."""

    inferences: tuple[Inference, ...]
    #: ``graph/inferred``: conclusions, inferences and facts, sorted.
    triples: tuple[Triple, ...]

    @property
    def quads(self) -> Iterator[Quad]:
        """Return the triples in their named graph."""
        graph = NamedNode(INFERRED_GRAPH)
        return (Quad(*_parts(one), graph) for one in self.triples)

    def of(self, triple: Triple) -> tuple[Inference, ...]:
        """Return the inferences of a triple, one for each rule that gives it."""
        return self._by_triple.get(triple, ())

    @cached_property
    def _by_triple(self) -> dict[Triple, tuple[Inference, ...]]:
        found: dict[Triple, tuple[Inference, ...]] = {}
        for one in self.inferences:
            found[one.triple] = (*found.get(one.triple, ()), one)
        return found


def conclusions(rule: Rule, constructed: Iterable[Triple]) -> list[Inference]:
    """Read what a rule's CONSTRUCT gave; solutions with the same conclusion are one inference with all their facts."""
    nodes: dict[BlankNode, dict[NamedNode, list[NamedNode | BlankNode | Literal | Triple]]] = {}
    for one in constructed:
        if isinstance(one.subject, BlankNode):
            nodes.setdefault(one.subject, {}).setdefault(one.predicate, []).append(one.object)
    found: dict[Triple, dict[Triple, None]] = {}
    for links in nodes.values():
        concluded = _said(links) if _RESTS_ON in links else None
        if concluded is not None:
            inner = (nodes.get(one, {}) for one in links[_RESTS_ON] if isinstance(one, BlankNode))
            facts = (_said(one) for one in inner)
            found.setdefault(concluded, {}).update((one, None) for one in facts if one is not None and _tells(one))
    return [
        Inference(rule, triple, tuple(Fact(one) for one in sorted(facts, key=str)))
        for triple, facts in sorted(found.items(), key=lambda item: str(item[0]))
    ]


def graph(inferences: Iterable[Inference]) -> list[Triple]:
    """Return inferences as triples, sorted; what rests on an inferred triple rests on the inferences of it."""
    every = list(inferences)
    by_triple: dict[Triple, list[NamedNode]] = {}
    for one in every:
        by_triple.setdefault(one.triple, []).append(one.iri)
    found = {one.triple for one in every}
    for one in every:
        found.update(_described(one.iri, one.triple))
        found.add(Triple(one.iri, _RULE, one.rule.iri))
        for fact in one.facts:
            found.update(Triple(one.iri, _RESTS_ON, below) for below in by_triple.get(fact.triple, [fact.iri]))
            if fact.triple not in by_triple:
                found.update(_described(fact.iri, fact.triple))
                found.update(Triple(fact.iri, _KNOWN_BY, statement) for statement in fact.statements)
    return sorted(found, key=str)


def described(inferences: Iterable[Inference]) -> set[Triple]:
    """Return the facts under inferences as triples."""
    return {triple for one in inferences for fact in one.facts for triple in _described(fact.iri, fact.triple)}


def statements(triples: Iterable[Triple]) -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """Return, from triples of ``ropa:knownBy``, the statements of each fact."""
    found: dict[NamedNode, list[NamedNode]] = {}
    for one in triples:
        if one.predicate == _KNOWN_BY and isinstance(one.subject, NamedNode) and isinstance(one.object, NamedNode):
            found.setdefault(one.subject, []).append(one.object)
    return {fact: tuple(sorted(known, key=str)) for fact, known in found.items()}


def as_of(day: str) -> Triple:
    """Return the triple that says on which day (``2026-11-25``) a register is asked about."""
    return Triple(NamedNode(DATASET), _AS_OF, Literal(day, datatype=NamedNode(PREFIXES["xsd"] + "date")))


def _parts(triple: Triple) -> tuple[NamedNode | BlankNode, NamedNode, NamedNode | BlankNode | Literal]:
    if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
        raise TypeError(triple)  # no rule of ours speaks of triples as things
    return triple.subject, triple.predicate, triple.object


def _said(links: Mapping[NamedNode, list[NamedNode | BlankNode | Literal | Triple]]) -> Triple | None:
    """Return the triple that a node describes; ``None`` for an optional fact that a solution does not have."""
    parts = [links.get(one, [None])[0] for one in (_SUBJECT, _PROPERTY, _VALUE)]
    subject, link, value = parts
    if isinstance(subject, NamedNode) and isinstance(link, NamedNode) and isinstance(value, NamedNode | Literal):
        return Triple(subject, link, value)
    return None


def _tells(fact: Triple) -> bool:
    """Whether a fact is more than that a term is within itself."""
    return fact.subject != fact.object


def _described(node: NamedNode, triple: Triple) -> list[Triple]:
    subject, link, value = _parts(triple)
    return [Triple(node, _SUBJECT, subject), Triple(node, _PROPERTY, link), Triple(node, _VALUE, value)]


def _name(kind: str, triple: Triple, *more: str) -> NamedNode:
    text = "\n".join((*map(str, _parts(triple)), *more))
    return NamedNode(f"{ID}{kind}/{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}")
