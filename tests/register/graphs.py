"""Parts of a loaded dataset as sets, and the rules that every dataset keeps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)
from rdflib.query import ResultRow

from ropa.register import read
from ropa.settings import Settings
from ropa.vocabulary.namespaces import DATASET, DERIVED_GRAPH, ID, INFERRED_GRAPH, expand, shrink

from .rules.shelf import named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ropa.register import Dataset

#: Properties of processes that evidence is owed for, as the cases and the random records use them.
OWED = tuple(
    map(
        expand,
        (
            "dpv:hasDataController",
            "dpv:hasDataProcessor",
            "dpv:hasDataSubject",
            "dpv:hasLegalBasis",
            "dpv:hasPersonalData",
            "dpv:hasProcessing",
            "dpv:hasPurpose",
            "dpv:hasRecipient",
            "dpv:hasRecipientDataController",
            "dpv:hasRecipientThirdParty",
            "dpv:hasStorageCondition",
            "ropa:specialCategoryCondition",
        ),
    )
)
PROCESSES = {expand("ropa:ProcessingActivity"), expand("ropa:Flow")}


def load(*paths: Path, bare: bool = True) -> Dataset:
    """Read files as a user would, without the shipped organisations unless they are wanted."""
    return read(paths, bare=bare, settings=Settings())


def triples(quads: Iterable[Quad], graph: str | None = None) -> list[Triple]:
    """Return the triples of one named graph, or of the default graph."""
    name = NamedNode(graph) if graph else DefaultGraph()
    return [quad.triple for quad in quads if quad.graph_name == name]


def derived(dataset: Dataset) -> set[Triple]:
    """Return what the loader derived, without what it says of the dataset itself (its hash)."""
    return {one for one in triples(dataset.quads, DERIVED_GRAPH) if one.subject != NamedNode(DATASET)}


def default(dataset: Dataset) -> set[Triple]:
    """Return what queries ask, without what is said of the dataset itself."""
    return {one for one in triples(dataset.quads) if one.subject != NamedNode(DATASET)}


def own(dataset: Dataset) -> set[Triple]:
    """Return what the user's own files say, blank nodes already named."""
    names = {source.graph for source in dataset.sources if source.own}
    return {quad.triple for quad in dataset.quads if quad.graph_name in names}


def store(dataset: Dataset) -> Store:
    """Return an engine that holds all graphs of the dataset."""
    engine = Store()
    engine.extend(dataset.quads)
    return engine


def rdflib_dataset(dataset: Dataset) -> rdflib.Dataset:
    """Return the same graphs in the other engine."""
    graphs = rdflib.Dataset()
    graphs.parse(data=nquads(dataset.quads), format="nquads")
    return graphs


def nquads(quads: Iterable[Quad]) -> str:
    """Write quads as N-Quads."""
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def rows(engine: Store, query: str) -> list[tuple[str, ...]]:
    """Return the sorted rows of a SELECT, as text."""
    found = engine.query(query)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple(named(term) for term in row) for row in found)


def rdflib_rows(graph: rdflib.Dataset, query: str) -> list[tuple[str, ...]]:
    """Return the sorted rows of a SELECT in the other engine, as text."""
    return sorted(tuple(str(term) for term in row) for row in graph.query(query) if isinstance(row, ResultRow))


def turtle(path: Path) -> list[Triple]:
    """Parse a Turtle file of the tests, names relative to the project's."""
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=ID)]


def broken_promises(dataset: Dataset) -> list[str]:
    """Return what in a dataset breaks the rules that all datasets keep."""
    default = triples(dataset.quads)
    everywhere = {
        quad.triple for quad in dataset.quads if quad.graph_name not in (DefaultGraph(), NamedNode(INFERRED_GRAPH))
    }
    found = []
    if len(default) != len(set(default)):
        found.append("a triple stands twice in the default graph")
    if len(dataset.quads) != len(set(dataset.quads)):
        found.append("a triple stands twice in a graph")
    found += [f"only in the default graph: {one}" for one in set(default) - everywhere]
    found += [f"missing in the default graph: {one}" for one in everywhere - set(default)]
    found += [f"blank node: {one}" for one in default if _blank(one)]
    return found + evidence_gaps(set(default))


def _blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def evidence_gaps(default: set[Triple]) -> list[str]:
    """Return the values of processes that have no evidence, or evidence of several kinds.

    A value is covered by a statement on its property or, where it is derived, by one on a property below.
    """
    said = {
        name: [(named(one.subject), named(one.object)) for one in default if one.predicate.value == expand(name)]
        for name in ("ropa:on", "ropa:element", "ropa:disclosure", "ropa:covers", "rdf:type", "rdfs:subPropertyOf")
    }
    element, disclosure, covers = dict(said["ropa:element"]), dict(said["ropa:disclosure"]), set(said["ropa:covers"])
    below = {prop: {prop, *(low for low, high in said["rdfs:subPropertyOf"] if high == prop)} for prop in OWED}
    processes = {thing for thing, kind in said["rdf:type"] if kind in PROCESSES}
    on = defaultdict(list)
    for statement, thing in said["ropa:on"]:
        on[thing].append(statement)
    gaps = []
    for thing, prop, value in sorted((named(t.subject), t.predicate.value, named(t.object)) for t in default):
        if thing not in processes or prop not in below:
            continue
        covering = [statement for statement in on[thing] if (statement, value) in covers]
        kinds = {disclosure[one] for one in covering if element[one] == prop}
        kinds = kinds or {disclosure[one] for one in covering if element[one] in below[prop]}
        if len(kinds) != 1 or expand("ropa:Inferred") in kinds:
            gaps.append(f"{thing} {shrink(prop)} {value} is covered by {sorted(map(shrink, kinds)) or 'nothing'}")
    return gaps
