"""English labels of those DPV terms in use that our slice does not have, taken from the index of all DPV terms.

Without them a record made by others would show its data as ``pd:BankAccount``. Where files use only terms of the
slice, the index is never asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.register.terms import WITHIN, term
from ropa.vocabulary.namespaces import DPV_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from ropa.register.derive.context import Context
    from ropa.register.triples import Object

_VOCABULARIES: Final = tuple(PREFIXES[prefix] for prefix in DPV_PREFIXES)
_LABEL: Final = term("skos:prefLabel")
#: What is above a term, and what an exception of our slice leaves out of DPV: neither says that the term is used.
_NO_USE: Final = (WITHIN, term("rdf:subject"))


def name_terms(context: Context) -> None:
    """Derive ``skos:prefLabel`` for each DPV term outside the slice that files other than the vocabulary use."""
    for used in _outside(context):
        label = context.index().label(used.value)
        known = [one for one in context.all.objects(used, _LABEL) if isinstance(one, Literal)]
        if label and not any(one.language == "en" for one in known):
            context.add(used, _LABEL, Literal(label, language="en"))


def _outside(context: Context) -> list[NamedNode]:
    """Return the terms, as things, properties, types or values, that the vocabulary does not speak of."""
    links = [one for one in context.all.predicates() if one not in _NO_USE]
    used: set[Object] = {value for link in links for _, value in context.all.pairs(link)}
    used.update(links, context.own)
    found = {one for one in used - context.words if isinstance(one, NamedNode) and one.value.startswith(_VOCABULARIES)}
    return sorted(found, key=lambda one: one.value)
