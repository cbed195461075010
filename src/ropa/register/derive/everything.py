"""Runs the derivations in the order in which they rest on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.register.derive.context import Context
from ropa.register.derive.durations import derive_days
from ropa.register.derive.flows import derive_recipients, inherit
from ropa.register.derive.hierarchy import derive_within
from ropa.register.derive.labels import name_terms
from ropa.register.derive.passages import derive_passages
from ropa.register.derive.records import recognise
from ropa.register.derive.registers import share_register
from ropa.register.derive.statements import cover, mark_open_pairs, owing, record
from ropa.register.terms import RECIPIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Quad

    from ropa.vocabulary.index import Index


def derive(words: Iterable[Quad], facts: Iterable[Quad], index: Callable[[], Index]) -> Context:
    """Return all triples of vocabulary and facts, and among them those of ``graph/derived``.

    ``index`` gives the index of all DPV terms; it is called only where a term outside the slice is used.
    """
    context = Context(words, facts, index)
    shape = recognise(context)
    share_register(context, shape)
    cover(context)
    record(context, owing(context, shape, but=RECIPIENT))
    derive_recipients(context, shape)
    record(context, {key: [RECIPIENT] for key in shape.processes})
    inherit(context, shape)
    mark_open_pairs(context, shape)
    derive_passages(context)
    derive_days(context)
    derive_within(context)
    name_terms(context)
    return context
