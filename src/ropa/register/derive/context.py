"""What all derivations share: the triples, which of them are a register's own, and where new ones are written."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from ropa.register import terms as t
from ropa.register.triples import Object, Triples
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ropa.vocabulary.index import Index


class Context:
    """The triples of one dataset while it is being derived."""

    def __init__(self, words: Iterable[Triple], facts: Iterable[Triple], index: Callable[[], Index]) -> None:
        self.words = Triples(words)
        #: Everything: vocabulary, facts and what was derived so far.
        self.all = Triples(self.words)
        #: What the registers' own files say.
        self.facts = Triples(facts)
        for triple in self.facts:
            if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Triple):
                self.all.add(triple.subject, triple.predicate, triple.object)
        self.index = index
        self.derived: list[Triple] = []

    def add(self, subject: NamedNode, predicate: NamedNode, value: Object) -> None:
        """Derive one triple, unless a file says it already."""
        if self.all.add(subject, predicate, value):
            self.derived.append(Triple(subject, predicate, value))

    def name(self, kind: str, *parts: NamedNode) -> NamedNode:
        """Return the IRI of a derived thing, the same whenever it is derived from the same parts."""
        digest = hashlib.sha256("\n".join(part.value for part in parts).encode()).hexdigest()[:16]
        return NamedNode(f"{ID}derived/{kind}/{digest}")

    def sub_properties(self, top: NamedNode) -> list[NamedNode]:
        """Return a property and all below it, by DPV, by us and by the register itself."""
        found = [top]
        for one in found:
            found += [lower for lower in self.all.subjects(t.SUBPROPERTY, one) if lower not in found]
        return found

    @cached_property
    def recipient_properties(self) -> list[NamedNode]:
        """``dpv:hasRecipient`` and the roles below it."""
        return self.sub_properties(t.RECIPIENT)

    def recipients(self, process: NamedNode) -> list[NamedNode]:
        """Return who receives data of a process, by any of those properties, each once."""
        found = {one: None for link in self.recipient_properties for one in self.all.nodes(process, link)}
        return list(found)

    def statements(self, thing: NamedNode, element: NamedNode) -> list[NamedNode]:
        """Return the statements on an element of a thing."""
        return [one for one in self.all.subjects(t.ON, thing) if self.all.contains(one, t.ELEMENT, element)]

    def parts(self, process: NamedNode) -> list[NamedNode]:
        """Return the processes directly inside a process."""
        return [one for link in t.PART_PROCESS for one in self.all.nodes(process, link)]
