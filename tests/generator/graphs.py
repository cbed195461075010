"""A generated register as the loader gives it, asked in SPARQL, in the words of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from generator import Text, files
from ropa.register import read
from ropa.settings import Settings
from ropa.vocabulary.namespaces import DERIVED_GRAPH, ID, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator import Plan, Value
    from ropa.register import Dataset

HEADER = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
#: Names that the loader gives to blank nodes; the account has their titles.
NAMELESS = ID + "node/"
STRINGS = {expand("xsd:string"), "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}

#: What nobody needs a word of ours for.
SIMPLEST = "SELECT ?p ?category ?who { ?p dpv:hasPersonalData ?category ; dpv:hasRecipient ?who }"
#: Enriched are only facts about organisations and the law, which stand in files of their own.
EVIDENCE = """SELECT ?s ?thing ?element ?value ?disclosure ?passage {
    ?s ropa:on ?thing ; ropa:element ?element ; ropa:covers ?value ; ropa:disclosure ?disclosure .
    OPTIONAL { ?s ropa:passage ?passage }
    FILTER(?disclosure != ropa:Enriched)
}"""
OWN_WORDS = f"FILTER(?g != <{DERIVED_GRAPH}>)"
SILENCE = f"SELECT ?thing ?element {{ GRAPH ?g {{ ?thing ropa:notMentioned ?element }} {OWN_WORDS} }}"
NONE = f"""SELECT ?thing ?element {{
    GRAPH ?g {{ ?s ropa:on ?thing ; ropa:element ?element ; ropa:disclosure ropa:StatedNone }} {OWN_WORDS} }}"""
CLOSED = f"""SELECT ?thing ?element {{
    GRAPH ?g {{ ?s ropa:on ?thing ; ropa:element ?element ; ropa:extent ropa:Closed }} {OWN_WORDS} }}"""

Row = tuple["Value | None", ...]


def written(plan: Plan, folder: Path) -> list[Path]:
    """Write the files of a plan and return their paths."""
    return save(files(plan), folder)


def save(texts: Mapping[str, str], folder: Path) -> list[Path]:
    """Write texts as files and return their paths."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / name)
        paths[-1].write_bytes(text.encode())
    return paths


def load(paths: list[Path]) -> Dataset:
    """Load files as a user would, without the shipped organisations."""
    return read(paths, bare=True, settings=Settings())


class Graph:
    """A loaded dataset that answers in the words of the account."""

    def __init__(self, dataset: Dataset) -> None:
        self._store = Store()
        self._store.extend(dataset.quads)
        self._titles = {
            row[0]: row[1] for row in self._raw("SELECT ?thing ?title { ?thing dct:title ?title }") if row[0] and row[1]
        }

    def rows(self, query: str) -> list[Row]:
        """Return the rows of a SELECT; a node without a name is ``_:`` and its title."""
        return [tuple(map(self._named, row)) for row in self._raw(query)]

    def anywhere(self, pattern: str, slug: str) -> bool:
        """Return whether a pattern fits any ``?thing`` of the controller with this slug."""
        return bool(self._store.query(f'{HEADER} ASK {{ {pattern} FILTER(CONTAINS(STR(?thing), "{slug}")) }}'))

    def ask(self, query: str, thing: str) -> bool:
        """Return the answer of an ASK about ``?thing``."""
        return bool(self._store.query(HEADER + query, substitutions={Variable("thing"): NamedNode(thing)}))

    def _raw(self, query: str) -> list[Row]:
        found = self._store.query(HEADER + query)
        assert isinstance(found, QuerySolutions)
        return [tuple(_value(term) for term in row) for row in found]

    def _named(self, value: Value | None) -> Value | None:
        if isinstance(value, str) and value.startswith(NAMELESS):
            title = self._titles[value]
            assert isinstance(title, Text)
            return f"_:{title.text}"
        return value


def _value(term: object) -> Value | None:
    if isinstance(term, Literal):
        type_ = "" if term.datatype.value in STRINGS else term.datatype.value
        return Text(term.value, term.language or "", type_)
    return term.value if isinstance(term, NamedNode) else None
