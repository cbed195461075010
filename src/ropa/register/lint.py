"""What a register holds that is no error and yet not what its author meant: terms that DPV does not have, imports.

The triples stay as they are, for the checks have their own word to say about them; here the author is told at once,
with file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.errors import Where, sentence
from ropa.vocabulary.index import is_dpv, old_namespace
from ropa.vocabulary.namespaces import DPV_VERSION, expand, shrink

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container

    from pyoxigraph import Quad

    from ropa.register.sources import Source
    from ropa.vocabulary.index import Index

_IMPORTS: Final = NamedNode(expand("owl:imports"))


@dataclass(frozen=True)
class Notice:
    """A warning: what was noticed, where, and what to do."""

    what: str
    where: Where | None = None
    remedy: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, for putting notices about one file in order."""
        return (self.where.line or 0, self.where.column or 0) if self.where else (0, 0)

    def __str__(self) -> str:
        return sentence(self.what, self.where, self.remedy)


def lint(
    source: Source, quads: Collection[Quad], text: str, words: Container[object], index: Callable[[], Index]
) -> list[Notice]:
    """Return the notices about one file of a register.

    ``words`` are the terms of the shipped vocabulary, which need no look-up; ``index`` loads the index of all DPV
    terms, and is called only where another term is used.
    """
    found: dict[str, Notice] = {}
    if not quads:
        return [Notice("the file says nothing", Where(source.name), "Check that it is the file you meant.")]
    predicates = dict.fromkeys(quad.predicate for quad in quads)
    if _IMPORTS in predicates:
        for imported in [quad.object for quad in quads if quad.predicate == _IMPORTS]:
            found[str(imported)] = _import(source, text, imported)
    terms: dict[object, None] = dict.fromkeys(predicates)
    for quad in quads:
        terms[quad.subject] = terms[quad.object] = None
    for iri in [_iri(term) for term in terms if term not in words]:
        if is_dpv(iri) and not index().knows(iri):
            found[iri] = _unknown(source, text, iri, index().nearest(iri))
    return list(found.values())


def _import(source: Source, text: str, imported: object) -> Notice:
    return Notice(
        f"owl:imports of {imported} is ignored: nothing is fetched",
        place(source, text, _iri(imported)),
        "Give the imported file as a register of its own.",
    )


def _unknown(source: Source, text: str, iri: str, nearest: str | None) -> Notice:
    remedy = f"The nearest term is {shrink(nearest)}." if nearest else "See https://w3id.org/dpv for its terms."
    if old := old_namespace(iri):
        remedy = f"Write {shrink(nearest)} ({nearest})." if nearest else remedy
        return Notice(f"{iri} is in an old namespace of DPV, {old}", place(source, text, iri), remedy)
    return Notice(f"{shrink(iri)} is no term of DPV {DPV_VERSION}", place(source, text, iri), remedy)


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def place(source: Source, text: str, iri: str) -> Where:
    """Return where a file first writes an IRI, in full or by its last part behind a prefix."""
    local = re.split(r"[#/]", iri)[-1]
    at = text.find(f"<{iri}>")
    if at < 0 and (match := re.search(rf"(?<=:){re.escape(local)}(?![\w-])", text) if local else None):
        at = match.start()
    if at < 0:
        return Where(source.name)
    return Where(source.name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
