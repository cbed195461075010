"""What all derivations share: the triples, which of them are a register's own, and where new ones are written."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.register import terms as t
from ropa.register.triples import Object, Triples
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Quad

    from ropa.vocabulary.index import Index

#: What only people read of a vocabulary: half of its triples, from which nothing follows.
_SPOKEN: Final = frozenset(
    t.term(name) for name in ("skos:prefLabel", "skos:definition", "skos:example", "skos:inScheme", "dct:title")
)


class Context:
    """The triples of one dataset while it is being derived."""

    def __init__(self, words: Iterable[Quad], facts: Iterable[Quad], index: Callable[[], Index]) -> None:
        #: Everything: vocabulary, facts and what was derived so far.
        self.all = Triples()
        self.all.extend(quad for quad in words if quad.predicate not in _SPOKEN)
        #: The terms that the vocabulary defines or speaks of.
        self.words = frozenset(self.all.things())
        #: The things that files other than the vocabulary speak of, in the order in which they come.
        self.own: dict[NamedNode, None] = {}
        for subject in self.all.extend(facts):
            if isinstance(subject, NamedNode):
                self.own[subject] = None
        #: Activities by the word of their authors.
        self.declared = frozenset(self.all.subjects(t.TYPE, t.ACTIVITY))
        self.index = index
        self.derived: list[tuple[NamedNode, NamedNode, Object]] = []
        self._below: dict[NamedNode, list[NamedNode]] = {}
        #: Thing to element to statements.
        self._statements: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
        for statement, thing in self.all.pairs(t.ON):
            if isinstance(thing, NamedNode):
                self._note(statement, thing)

    def add(self, subject: NamedNode, predicate: NamedNode, value: Object) -> None:
        """Derive one triple, unless a file says it already; of a statement, the element before what it is on."""
        if self.all.add(subject, predicate, value):
            self.derived.append((subject, predicate, value))
            if predicate == t.ON and isinstance(value, NamedNode):
                self._note(subject, value)

    def name(self, kind: str, *parts: NamedNode) -> NamedNode:
        """Return the IRI of a derived thing, the same whenever it is derived from the same parts."""
        digest = hashlib.sha256("\n".join(part.value for part in parts).encode()).hexdigest()[:16]
        return NamedNode(f"{ID}derived/{kind}/{digest}")

    def sub_properties(self, top: NamedNode) -> list[NamedNode]:
        """Return a property and all below it, by DPV, by us and by the register itself."""
        if top not in self._below:
            found = [top]
            for one in found:
                found += [lower for lower in self.all.subjects(t.SUBPROPERTY, one) if lower not in found]
            self._below[top] = found
        return self._below[top]

    @cached_property
    def recipient_properties(self) -> list[NamedNode]:
        """``dpv:hasRecipient`` and the roles below it."""
        return self.sub_properties(t.RECIPIENT)

    def recipients(self, process: NamedNode) -> list[Object]:
        """Return who receives data of a process, by any of those properties, each once; a name as text counts."""
        found = {one: None for link in self.recipient_properties for one in self.all.objects(process, link)}
        return list(found)

    def covered(self, thing: NamedNode, element: NamedNode) -> set[Object]:
        """Return the values of an element of a thing that some statement covers."""
        return {
            value for statement in self.statements(thing, element) for value in self.all.objects(statement, t.COVERS)
        }

    def statements(self, thing: NamedNode, element: NamedNode) -> list[NamedNode]:
        """Return the statements on an element of a thing."""
        return list(self._statements.get(thing, {}).get(element, ()))

    def _note(self, statement: NamedNode, thing: NamedNode) -> None:
        for element in self.all.nodes(statement, t.ELEMENT):
            noted = self._statements.setdefault(thing, {}).setdefault(element, [])
            if statement not in noted:
                noted.append(statement)

    def parts(self, process: NamedNode) -> list[NamedNode]:
        """Return the processes directly inside a process."""
        return [one for link in t.PART_PROCESS for one in self.all.nodes(process, link)]
