"""A small index of triples in memory: what the derivations read and add to.

Oxigraph answers users' queries; the derivations ask tens of thousands of one-step questions, which a dictionary
answers some twenty times faster than a SPARQL engine. Iteration follows insertion, so that the same files give
the same result.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

Subject = NamedNode | BlankNode
Object = NamedNode | BlankNode | Literal


class Triples:
    """A set of triples with look-up by subject and predicate, and by predicate and object."""

    def __init__(self) -> None:
        self._out: dict[Subject, dict[NamedNode, dict[Object, None]]] = {}
        self._in: defaultdict[NamedNode, dict[Object, dict[Subject, None]]] = defaultdict(dict)

    def extend(self, quads: Iterable[Quad]) -> list[Subject]:
        """Add the triples of quads; return their subjects, each once for every triple.

        Triples about triples (RDF 1.2) are passed over: nothing is derived from them.
        """
        subjects = []
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self.add(subject, quad.predicate, value)
                subjects.append(subject)
        return subjects

    def add(self, subject: Subject, predicate: NamedNode, value: Object) -> bool:
        """Add one triple; say whether it is new."""
        values = self._out.setdefault(subject, {}).setdefault(predicate, {})
        if value in values:
            return False
        values[value] = None
        self._in[predicate].setdefault(value, {})[subject] = None
        return True

    def objects(self, subject: Subject, predicate: NamedNode) -> list[Object]:
        """Return the values of a property on a thing."""
        return list(self._out.get(subject, {}).get(predicate, ()))

    def nodes(self, subject: Subject, predicate: NamedNode) -> list[NamedNode]:
        """Return the values of a property on a thing that are IRIs."""
        values = self._out.get(subject, {}).get(predicate, ())
        return [value for value in values if isinstance(value, NamedNode)]

    def subjects(self, predicate: NamedNode, value: Object) -> list[NamedNode]:
        """Return the named things that have this value."""
        return [one for one in self._in[predicate].get(value, ()) if isinstance(one, NamedNode)]

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, Object]]:
        """Return every (named thing, value) of a property."""
        for value, subjects in list(self._in[predicate].items()):
            for subject in list(subjects):
                if isinstance(subject, NamedNode):
                    yield subject, value

    def predicates(self) -> list[NamedNode]:
        """Return every property in use."""
        return [predicate for predicate, values in self._in.items() if values]

    def things(self) -> list[NamedNode]:
        """Return every named thing that has a property, in the order in which they came."""
        return [one for one in self._out if isinstance(one, NamedNode)]

    def properties(self, subject: Subject) -> list[NamedNode]:
        """Return the properties that a thing has."""
        return list(self._out.get(subject, ()))

    def has(self, subject: Subject, predicate: NamedNode) -> bool:
        """Say whether a thing has a property at all."""
        return bool(self._out.get(subject, {}).get(predicate))

    def contains(self, subject: Subject, predicate: NamedNode, value: Object) -> bool:
        """Say whether a triple is there."""
        return value in self._out.get(subject, {}).get(predicate, ())

    def __iter__(self) -> Iterator[tuple[Subject, NamedNode, Object]]:
        """Iterate over the triples by subject, each as three terms."""
        for subject, properties in self._out.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value
