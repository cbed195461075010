"""What the tests of the words share: Turtle files as triples, read without the package under test."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/ropa/id/"
LANGUAGES = {"en", "nb", "sv"}
SPACES = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "oa": "http://www.w3.org/ns/oa#",
    "pd": "https://w3id.org/dpv/pd#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ropa": "https://w3id.org/ropa#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DPV = "https://w3id.org/dpv"
TYPE = SPACES["rdf"] + "type"
UP = tuple(
    SPACES[prefix] + local for prefix, local in (("skos", "broader"), ("rdfs", "subClassOf"), ("rdfs", "subPropertyOf"))
)


def iri(curie: str) -> str:
    """Return the IRI of a CURIE."""
    prefix, _, local = curie.partition(":")
    return SPACES[prefix] + local


@cache
def triples(path: Path) -> tuple[Triple, ...]:
    """Return the triples of a Turtle file."""
    return tuple(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE))


def files(*folders: str) -> list[Path]:
    """Return the Turtle files of folders of the project."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.ttl"))]


def named(path: Path) -> set[str]:
    """Return every IRI that a Turtle file names."""
    return {
        part.value
        for triple in triples(path)
        for part in (triple.subject, triple.predicate, triple.object)
        if isinstance(part, NamedNode)
    }


class Words:
    """The triples of some files by subject and property; literals stay terms, everything else is its IRI."""

    def __init__(self, *paths: Path) -> None:
        self.links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.literals: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for path in paths:
            for triple in triples(path):
                if not isinstance(triple.subject, NamedNode) or isinstance(triple.object, BlankNode):
                    continue
                subject, predicate = triple.subject.value, triple.predicate.value
                if isinstance(triple.object, Literal):
                    self.literals[subject][predicate].append(triple.object)
                elif isinstance(triple.object, NamedNode):
                    self.links[subject][predicate].add(triple.object.value)

    def subjects(self, start: str = "") -> list[str]:
        """Return the subjects whose IRI begins so."""
        return sorted(one for one in {*self.links, *self.literals} if one.startswith(start))

    def of_type(self, kind: str) -> list[str]:
        """Return the subjects of a type."""
        return sorted(one for one, links in self.links.items() if iri(kind) in links.get(TYPE, ()))

    def get(self, subject: str, predicate: str) -> set[str]:
        """Return the IRIs that a property leads to."""
        return self.links.get(subject, {}).get(iri(predicate), set())

    def texts(self, subject: str, predicate: str) -> list[Literal]:
        """Return the literals of a property."""
        return self.literals.get(subject, {}).get(iri(predicate), [])

    def above(self, term: str) -> set[str]:
        """Return everything above a term: broader, super-class, super-property and, on each step, its types."""
        found: set[str] = set()
        todo = [term]
        while todo:
            links = self.links.get(todo.pop(), {})
            new = {one for link in (*UP, TYPE) for one in links.get(link, ())} - found
            found |= new
            todo += new
        return found


def languages(literals: list[Literal]) -> list[str]:
    """Return the languages of some literals, each as often as it stands."""
    return sorted(literal.language or "" for literal in literals)
