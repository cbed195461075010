"""A small index of triples in memory: what the derivations read and add to.

Oxigraph answers users' queries; the derivations ask tens of thousands of one-step questions, which a dictionary
answers some twenty times faster than a SPARQL engine. Iteration follows insertion, so that the same files give
the same result.
"""

from __future__ import annotations

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
        self._pairs: dict[NamedNode, list[tuple[Subject, Object]]] = {}
        #: Object to subjects, for those few predicates that are asked backwards; made when one is.
        self._in: dict[NamedNode, dict[Object, list[Subject]]] = {}

    def extend(self, quads: Iterable[Quad]) -> list[Subject]:
        """Add the triples of quads; return their subjects, each once.

        Triples about triples (RDF 1.2) are passed over: nothing is derived from them.
        """
        subjects: dict[Subject, None] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self.add(subject, quad.predicate, value)
                subjects[subject] = None
        return list(subjects)

    def add(self, subject: Subject, predicate: NamedNode, value: Object) -> bool:
        """Add one triple; say whether it is new."""
        properties = self._out.get(subject)
        if properties is None:
            properties = self._out[subject] = {}
        values = properties.get(predicate)
        if values is None:
            properties[predicate] = {value: None}
        elif value in values:
            return False
        else:
            values[value] = None
        self._pairs.setdefault(predicate, []).append((subject, value))
        if predicate in self._in:
            self._in[predicate].setdefault(value, []).append(subject)
        return True

    def objects(self, subject: Subject, predicate: NamedNode) -> list[Object]:
        """Return the values of a property on a thing."""
        properties = self._out.get(subject)
        return list(properties.get(predicate, ())) if properties else []

    def nodes(self, subject: Subject, predicate: NamedNode) -> list[NamedNode]:
        """Return the values of a property on a thing that are IRIs."""
        return [value for value in self.objects(subject, predicate) if isinstance(value, NamedNode)]

    def subjects(self, predicate: NamedNode, value: Object) -> list[NamedNode]:
        """Return the named things that have this value."""
        if predicate not in self._in:
            backwards: dict[Object, list[Subject]] = {}
            for subject, one in self._pairs.get(predicate, ()):
                backwards.setdefault(one, []).append(subject)
            self._in[predicate] = backwards
        return [one for one in self._in[predicate].get(value, ()) if isinstance(one, NamedNode)]

    def pairs(self, predicate: NamedNode) -> list[tuple[NamedNode, Object]]:
        """Return every (named thing, value) of a property."""
        return [(one, value) for one, value in self._pairs.get(predicate, ()) if isinstance(one, NamedNode)]

    def predicates(self) -> list[NamedNode]:
        """Return every property in use."""
        return list(self._pairs)

    def things(self) -> list[NamedNode]:
        """Return every named thing that has a property, in the order in which they came."""
        return [one for one in self._out if isinstance(one, NamedNode)]

    def has(self, subject: Subject, predicate: NamedNode) -> bool:
        """Say whether a thing has a property at all."""
        return predicate in self._out.get(subject, ())

    def contains(self, subject: Subject, predicate: NamedNode, value: Object) -> bool:
        """Say whether a triple is there."""
        properties = self._out.get(subject)
        return properties is not None and value in properties.get(predicate, ())

    def __iter__(self) -> Iterator[tuple[Subject, NamedNode, Object]]:
        """Iterate over the triples by subject, each as three terms."""
        for subject, properties in self._out.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value
