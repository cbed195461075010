"""Names and languages: nothing blank, nothing twice, labels in three languages, terms that exist."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import BlankNode, Literal, NamedNode

from ropa.vocabulary.namespaces import PREFIXES, expand

from .evidence import LANGUAGES
from .shelf import Shelf, named, short

LABELS = tuple(map(expand, ("dct:title", "skos:prefLabel", "ropa:reason")))
LIST = {expand("rdf:first"), expand("rdf:rest")}


def _data(shelf: Shelf) -> list[str]:
    return sorted(path for path in shelf.files if path.startswith("data/"))


def everything_has_a_name(shelf: Shelf, register: str) -> list[str]:
    """Data holds no blank nodes but those of Turtle lists."""
    problems = []
    for path in _data(shelf):
        triples = shelf.files[path]
        lists = {one.subject for one in triples if one.predicate.value in LIST}
        nodes = {term for one in triples for term in (one.subject, one.object) if isinstance(term, BlankNode)}
        if nodes - lists:
            problems.append(f"{path} holds {len(nodes - lists)} things without a name")
    return problems


def no_triple_stands_twice(shelf: Shelf, register: str) -> list[str]:
    """No triple of data stands in two files: whoever changes one would leave the other."""
    count = Counter(one for path in _data(shelf) for one in shelf.files[path])
    return [
        f"in {times} files: {short(one.subject)} {short(one.predicate)}" for one, times in count.items() if times > 1
    ]


def labels_are_in_three_languages(shelf: Shelf, register: str) -> list[str]:
    """A label is a proper name without a language, or stands once in each of en, nb and sv."""
    problems = []
    for subject in sorted({named(one.subject) for path in _data(shelf) for one in shelf.files[path]}):
        for prop in LABELS:
            tags = sorted(one.language or "" for one in shelf.objects(subject, prop) if isinstance(one, Literal))
            if tags and tags not in ([""], sorted(LANGUAGES)):
                problems.append(f"{short(subject)}: {short(prop)} in {tags}")
    for thing, _ in shelf.things(register):
        if not shelf.objects(thing, expand("dct:title")) and thing not in shelf.typed(register, "ropa:Flow"):
            problems.append(f"{short(thing)} has no title")
    return problems


def terms_are_defined(shelf: Shelf, register: str) -> list[str]:
    """Every term of ours that data uses is defined in the vocabulary."""
    ours = PREFIXES["ropa"]
    defined = {
        named(one.subject)
        for path, triples in shelf.files.items()
        if path.startswith("ontology/")
        for one in triples
        if isinstance(one.subject, NamedNode) and one.predicate.value == expand("rdf:type")
    }
    used = {
        term.value
        for one in shelf.files[register]
        for term in (one.predicate, one.object)
        if isinstance(term, NamedNode) and term.value.startswith(ours)
    }
    return [f"{short(one)} is not in the vocabulary" for one in sorted(used - defined)]
