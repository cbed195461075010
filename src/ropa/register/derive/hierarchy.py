"""``ropa:within``: "of this kind" as one triple, from each term and each value used to all that is above it.

DPV mixes ``skos:broader``, ``rdfs:subClassOf`` and ``rdf:type``, so that no single path of SPARQL or SHACL sees its
whole hierarchy. Terms outside our slice are looked up in the index of all DPV terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.register import terms as t
from ropa.register.terms import term
from ropa.vocabulary.namespaces import DPV_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from ropa.register.derive.context import Context

#: Types that say how a vocabulary is written, not what kind of thing a term is.
_NOTATION: Final = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "skos"))
_VOCABULARIES: Final = tuple(PREFIXES[prefix] for prefix in DPV_PREFIXES)
#: Values of these are organisations or countries: whoever receives data is no "term below recipient".
_ENTITIES: Final = term("dpv:hasEntity")
_PLACES: Final = term("dpv:hasLocation")


def derive_within(context: Context) -> None:
    """Derive ``ropa:within`` for every term of the vocabulary and every value used, and labels of those outside."""
    above = _Above(context)
    for concept in _terms(context):
        for kind in above.of(concept):
            context.add(concept, t.WITHIN, kind)
    for value, properties in _values(context).items():
        for kind in above.of(value):
            context.add(value, t.WITHIN, kind)
        for top in _tops(context, properties):
            for kind in above.of(top):
                context.add(value, t.WITHIN, kind)


class _Above:
    """What lies above a node, computed once for each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[NamedNode, list[NamedNode]] = {}
        self._upwards: dict[NamedNode, list[NamedNode]] = {}

    def of(self, node: NamedNode) -> list[NamedNode]:
        """Return the node, what is broader, and through one type what is broader than that."""
        if node not in self._known:
            found = dict.fromkeys(self._broader(node))
            for one in list(found):
                for kind in self._types(one):
                    found.update(dict.fromkeys(self._broader(kind)))
            self._known[node] = list(found)
        return self._known[node]

    def _broader(self, node: NamedNode) -> list[NamedNode]:
        if node not in self._upwards:
            found = [node]
            for one in found:
                found += [upper for upper in self._parents(one) if upper not in found]
            self._upwards[node] = found
        return self._upwards[node]

    def _parents(self, node: NamedNode) -> list[NamedNode]:
        triples = self._context.all
        parents = triples.nodes(node, t.BROADER) + triples.nodes(node, t.SUBCLASS)
        if not parents and self._outside(node):
            parents = [NamedNode(one) for one in self._context.index().parents(node.value)]
        return [one for one in parents if not one.value.startswith(_NOTATION)]

    def _types(self, node: NamedNode) -> list[NamedNode]:
        types = self._context.all.nodes(node, t.TYPE)
        if self._outside(node):
            types += [NamedNode(one) for one in self._context.index().types(node.value)]
        return [one for one in types if not one.value.startswith(_NOTATION)]

    def _outside(self, node: NamedNode) -> bool:
        """Whether a DPV term is not in our slice, which gives every term it has a type."""
        return node.value.startswith(_VOCABULARIES) and node not in self._context.words


def _terms(context: Context) -> list[NamedNode]:
    concepts = [term("skos:Concept"), term("rdfs:Class"), term("owl:Class")]
    found = {one: None for concept in concepts for one in context.all.subjects(t.TYPE, concept)}
    for link in (t.BROADER, t.SUBCLASS):
        found.update((one, None) for one, _ in context.all.pairs(link))
    return list(found)


def _values(context: Context) -> dict[NamedNode, set[NamedNode]]:
    """Return each IRI used as a value, with the properties it stands on whose values are terms."""
    apart = {*context.sub_properties(_ENTITIES), *context.sub_properties(_PLACES)} - {t.SUBJECT}
    found: dict[NamedNode, set[NamedNode]] = {}
    for link in context.all.predicates():
        if link.value.startswith(_VOCABULARIES) or link in (t.CONDITION, t.INTEREST, t.INSTRUMENT):
            for _, value in context.all.pairs(link):
                if isinstance(value, NamedNode):
                    found.setdefault(value, set()).add(link)
    for statement, value in context.all.pairs(t.STATED_VALUE):
        if isinstance(value, NamedNode):
            found.setdefault(value, set()).update(context.all.nodes(statement, t.ELEMENT))
    return {value: links - apart for value, links in found.items()}


def _tops(context: Context, properties: set[NamedNode]) -> list[NamedNode]:
    """Return the top concepts of the properties, for values that are terms."""
    return [
        top
        for one in sorted(properties, key=lambda node: node.value)
        for ranges in t.RANGES
        for top in context.all.nodes(one, ranges)
        if top.value.startswith((*_VOCABULARIES, PREFIXES["ropa"]))
    ]
