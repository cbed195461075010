"""The files of the project as one indexed set of triples, and the statements among them.

Reads files itself and not through the loader, so that the rules do not believe what they check.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ropa.vocabulary.namespaces import ID, expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Term = NamedNode | BlankNode | Literal | Triple

TYPE = expand("rdf:type")
ROLES = tuple(map(expand, ("dpv:hasDataProcessor", "dpv:hasRecipientThirdParty", "dpv:hasRecipientDataController")))
RECIPIENT = expand("dpv:hasRecipient")
PROCESS = expand("dpv:hasProcess")
NOT_MENTIONED = expand("ropa:notMentioned")


def named(term: object) -> str:
    """Return the IRI or the text of a term; a blank node keeps its ``_:`` so that it is no name."""
    return str(term) if isinstance(term, BlankNode | Triple) else str(getattr(term, "value", term))


def ropa(name: str) -> str:
    """Return the IRI of a term of ours."""
    return expand("ropa:" + name)


def short(term: object) -> str:
    """Return a term or IRI as a reader would write it."""
    text = str(getattr(term, "value", term))
    return text.removeprefix(ID) if text.startswith(ID) else shrink(text)


@dataclass(frozen=True)
class Statement:
    """A statement as it stands in a file; lists are lists even where there should be one."""

    iri: str
    file: str
    on: tuple[str, ...]
    elements: tuple[str, ...]
    disclosures: tuple[str, ...]
    values: frozenset[Term]
    passages: tuple[str, ...]
    closed: bool

    @property
    def element(self) -> str:
        """Return the element, empty where there is none."""
        return self.elements[0] if self.elements else ""

    @property
    def disclosure(self) -> str:
        """Return the disclosure, empty where there is none."""
        return self.disclosures[0] if self.disclosures else ""


class Shelf:
    """Files by their path from the project's root, and notices by the SHA-256 of their bytes."""

    def __init__(self, files: Mapping[str, Iterable[Triple]], notices: Mapping[str, bytes] | None = None) -> None:
        self.files = {path: frozenset(triples) for path, triples in files.items()}
        self.notices = dict(notices or {})

    @classmethod
    def parsed(cls, texts: Mapping[str, str], notices: Mapping[str, bytes] | None = None) -> Shelf:
        """Return the shelf of Turtle texts."""
        return cls(
            {
                path: [one.triple for one in parse(text, format=RdfFormat.TURTLE, base_iri=ID)]
                for path, text in texts.items()
            },
            notices,
        )

    @cached_property
    def facts(self) -> dict[str, dict[str, set[Term]]]:
        """Return objects by subject and predicate, of all files together."""
        index: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for triples in self.files.values():
            for one in triples:
                index[named(one.subject)][one.predicate.value].add(one.object)
        return index

    def objects(self, subject: str, predicate: str) -> set[Term]:
        """Return the objects that any file gives."""
        return self.facts[subject][predicate] if subject in self.facts and predicate in self.facts[subject] else set()

    def names(self, subject: str, predicate: str) -> set[str]:
        """Return the objects that are IRIs."""
        return {one.value for one in self.objects(subject, predicate) if isinstance(one, NamedNode)}

    @cached_property
    def statements(self) -> list[Statement]:
        """Return every statement, with the file that it stands in."""
        wanted = ropa("Statement")
        found = [
            self._statement(named(one.subject), path)
            for path, triples in self.files.items()
            for one in triples
            if one.predicate.value == TYPE and named(one.object) == wanted
        ]
        return sorted(found, key=lambda one: one.iri)

    def _statement(self, iri: str, path: str) -> Statement:
        def names(local: str) -> tuple[str, ...]:
            return tuple(sorted(self.names(iri, ropa(local))))

        return Statement(
            iri=iri,
            file=path,
            on=names("on"),
            elements=names("element"),
            disclosures=names("disclosure"),
            values=frozenset(self.objects(iri, ropa("value"))),
            passages=names("passage"),
            closed=ropa("Closed") in names("extent"),
        )

    @cached_property
    def on(self) -> dict[str, list[Statement]]:
        """Return statements by the thing that they are on."""
        index: dict[str, list[Statement]] = defaultdict(list)
        for one in self.statements:
            for thing in one.on:
                index[thing].append(one)
        return index

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = defaultdict(set)
        for subject, said in self.facts.items():
            for one in said.get(expand("rdfs:subPropertyOf"), ()):
                parents[named(one)].add(subject)
        return parents

    def below(self, prop: str) -> set[str]:
        """Return a property and all below it, by any file's ``rdfs:subPropertyOf``."""
        found, todo = {prop}, [prop]
        while todo:
            fresh = self._below.get(todo.pop(), set()) - found
            found |= fresh
            todo += fresh
        return found

    def typed(self, path: str, *kinds: str) -> list[str]:
        """Return the things of a file that it gives one of these types (CURIEs)."""
        wanted = set(map(expand, kinds))
        return sorted(
            {
                named(one.subject)
                for one in self.files[path]
                if one.predicate.value == TYPE and named(one.object) in wanted
            }
        )

    def things(self, path: str) -> list[tuple[str, str]]:
        """Return every thing of a register that elements are asked of, with its kind."""
        registers = self.typed(path, "ropa:Register", "ropa:ProcessorRegister")
        controllers = {one for each in registers for one in self.names(each, expand("dpv:hasDataController"))}
        return [
            *((one, "register") for one in registers),
            *((one, "controller") for one in sorted(controllers)),
            *((one, "notice") for one in self.typed(path, "dpv:PrivacyNotice")),
            *((one, "activity") for one in self.typed(path, "ropa:ProcessingActivity")),
            *((one, "flow") for one in self.typed(path, "ropa:Flow")),
        ]
