"""Runs the rules in their order over a copy of a store's default graph.

The copy is needed because a rule may build on what another concluded, and what is inferred never enters the default
graph of the register itself. No rule asks for today: a day comes as an argument, or what needs one is not concluded.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from ropa.reasoning.catalogue import rules
from ropa.reasoning.inference import Inferred, as_of, conclusions, described, graph, statements
from ropa.resources import packaged
from ropa.store import memory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ropa.reasoning.inference import Inference
    from ropa.store import Store


def infer(store: Store, day: date | None = None) -> Inferred:
    """Return what follows from the default graph of a store, on a day where one is given.

    A conclusion that is only possible is not drawn where the sure one was drawn before or beside it.
    """
    with memory() as copy:
        copy.load(one for one in store.quads() if one.graph_name == DefaultGraph())
        if day is not None:
            copy.load([_quad(as_of(day.isoformat()))])
        drawn = _run(copy)
        copy.load(_quad(one) for one in described(drawn))
        known = statements(copy.construct(packaged("reasoning/known-by.rq")))
    inferences = tuple(
        replace(one, facts=tuple(replace(fact, statements=known.get(fact.iri, ())) for fact in one.facts))
        for one in drawn
    )
    return Inferred(inferences, tuple(graph(inferences)))


def _run(copy: Store) -> list[Inference]:
    weaker = _weaker(copy)
    drawn: list[Inference] = []
    for _, together in groupby(rules(), key=lambda rule: rule.step):
        found = [one for rule in together for one in conclusions(rule, copy.construct(rule.query))]
        sure = {_weakened(one.triple, weaker) for one in (*drawn, *found)}
        new = [one for one in found if one.triple not in sure]
        copy.load(_quad(one.triple) for one in new)
        drawn += new
    return drawn


def _weaker(copy: Store) -> Mapping[NamedNode, NamedNode]:
    rows = (tuple(row) for row in copy.select(packaged("reasoning/weaker.rq")).rows)
    return {
        stronger: weaker
        for stronger, weaker in rows
        if isinstance(stronger, NamedNode) and isinstance(weaker, NamedNode)
    }


def _weakened(triple: Triple, weaker: Mapping[NamedNode, NamedNode]) -> Triple | None:
    """Return the lesser conclusion that a conclusion makes needless."""
    lesser = weaker.get(triple.predicate)
    return None if lesser is None else Triple(triple.subject, lesser, triple.object)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)
