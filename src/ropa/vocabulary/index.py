"""The index of all terms of DPV 2.3: whether a term exists, what is above it, and which is nearest to a misspelt one.

It is a table of a few thousand lines that ships beside the slice (``ontology/dpv-index.tsv``), for registers that use
terms outside it. Reading the file is left to the caller.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from ropa.vocabulary.namespaces import DPV_PREFIXES, PREFIXES, expand

#: Where DPV lived before, and the prefix under which its terms are found today.
OLD_NAMESPACES: Final[dict[str, str]] = {
    "http://www.w3.org/ns/dpv#": "dpv",
    "https://www.w3.org/ns/dpv#": "dpv",
    "http://www.w3.org/ns/dpv-gdpr#": "eu-gdpr",
    "https://www.w3.org/ns/dpv-gdpr#": "eu-gdpr",
    "http://w3id.org/dpv#": "dpv",
    "https://w3id.org/dpv/": "dpv",
    "https://w3id.org/dpv/owl#": "dpv",
    "https://w3id.org/dpv/dpv-owl#": "dpv",
    "https://w3id.org/dpv/dpv-pd#": "pd",
    "https://w3id.org/dpv/pd/owl#": "pd",
    "https://w3id.org/dpv/dpv-gdpr#": "eu-gdpr",
    "https://w3id.org/dpv/gdpr#": "eu-gdpr",
    "https://w3id.org/dpv/legal/eu/gdpr/owl#": "eu-gdpr",
    "https://w3id.org/dpv/dpv-tech#": "tech",
    "https://w3id.org/dpv/tech/owl#": "tech",
    "https://w3id.org/dpv/dpv-legal#": "loc",
    "https://w3id.org/dpv/dpv-skos#": "dpv",
    "https://w3id.org/dpv/dpv-skos/dpv-pd#": "pd",
    "https://w3id.org/dpv/dpv-skos/dpv-gdpr#": "eu-gdpr",
}
_TODAY: Final = tuple(PREFIXES[prefix] for prefix in DPV_PREFIXES)
_OLD: Final = tuple(sorted(OLD_NAMESPACES, key=len, reverse=True))
_ROOT: Final = re.compile(r"https?://(?:(?:www\.)?w3id\.org/dpv|www\.w3\.org/ns/dpv(?:-[a-z]+)?)[#/]")
#: Parts of DPV that the index does not hold (other countries, AI, standards ...): nothing can be said of their terms.
_MODULES: Final = ("ai#", "ai/", "examples", "legal/", "sector/", "standards/")
_ELSEWHERE: Final = tuple(f"https://w3id.org/dpv/{one}" for one in _MODULES)
#: What is a term even behind a slash, where also pages and whole modules of DPV have their addresses.
_TERM: Final = re.compile(r"(?:[A-Z]|has[A-Z]|is[A-Z])[\w-]*")


def is_dpv(iri: str) -> bool:
    """Say whether an IRI claims to be a term of DPV that the index ought to hold, in a namespace old or new."""
    if iri.startswith(_TODAY):
        return iri not in _TODAY
    if old_namespace(iri):
        return True
    return bool(_ROOT.match(iri)) and not iri.startswith(_ELSEWHERE) and iri.partition("#")[2] != ""


def old_namespace(iri: str) -> str | None:
    """Return the namespace of the past that a term stands in, ``None`` for one of today."""
    if iri.startswith(_TODAY):
        return None
    return next((one for one in _OLD if iri.startswith(one) and _named(iri[len(one) :], one)), None)


def _named(local: str, namespace: str) -> bool:
    return bool(_TERM.fullmatch(local)) if namespace.endswith("/") else local != ""


class Index:
    """All terms of DPV 2.3, by IRI."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._rows = rows

    @classmethod
    def parse(cls, text: str) -> Index:
        """Read the table: term, parents, types and English label, each line one term, names as CURIEs."""
        rows = (line.partition("\t")[::2] for line in text.splitlines() if line and not line.startswith("#"))
        return cls(dict(rows))

    def knows(self, iri: str) -> bool:
        """Say whether DPV has a term."""
        return self._curie(iri) in self._rows

    def parents(self, iri: str) -> list[str]:
        """Return the terms directly above a term (``skos:broader``, ``rdfs:subClassOf``)."""
        return [expand(one) for one in self._cell(iri, 0).split()]

    def types(self, iri: str) -> list[str]:
        """Return the DPV types of a term: the top concepts that it is one of."""
        return [expand(one) for one in self._cell(iri, 1).split()]

    def label(self, iri: str) -> str:
        """Return the English label of a term, empty where DPV does not have it."""
        return self._cell(iri, 2)

    def nearest(self, iri: str) -> str | None:
        """Return the term that was most likely meant by an IRI that DPV does not have."""
        prefix, local = _place(iri)
        same = [
            name for name in self._by_local.get(local.casefold(), ()) if not prefix or name.startswith(f"{prefix}:")
        ]
        found = same or self._by_local.get(local.casefold(), [])
        if not found:
            close = get_close_matches(local.casefold(), self._locals(prefix), n=1, cutoff=0.7)
            close = close or get_close_matches(local.casefold(), self._locals(""), n=1, cutoff=0.7)
            found = self._by_local[close[0]] if close else []
        ranked = sorted(found, key=lambda name: (not name.startswith(f"{prefix}:"), name))
        return expand(ranked[0]) if ranked else None

    def _locals(self, prefix: str) -> list[str]:
        return [one for one, names in self._by_local.items() if any(name.startswith(prefix) for name in names)]

    @cached_property
    def _by_local(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._rows:
            found.setdefault(name.partition(":")[2].casefold(), []).append(name)
        return found

    def _cell(self, iri: str, column: int) -> str:
        row = self._rows.get(self._curie(iri), "\t\t")
        return row.split("\t")[column]

    @staticmethod
    def _curie(iri: str) -> str:
        """Return the name of a row; nothing for what is no IRI of DPV, a CURIE among it."""
        for prefix, namespace in zip(DPV_PREFIXES, _TODAY, strict=True):
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return ""


def _place(iri: str) -> tuple[str, str]:
    for prefix, namespace in zip(DPV_PREFIXES, _TODAY, strict=True):
        if iri.startswith(namespace):
            return prefix, iri[len(namespace) :]
    for namespace in _OLD:
        if iri.startswith(namespace):
            return OLD_NAMESPACES[namespace], iri[len(namespace) :].rpartition("#")[2]
    return "", iri.replace("/", "#").rpartition("#")[2]
