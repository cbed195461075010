"""Parts of a loaded dataset as sets, and the rules that every dataset keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from ropa.register import read
from ropa.settings import Settings
from ropa.vocabulary.namespaces import DERIVED_GRAPH, ID, INFERRED_GRAPH, expand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ropa.register import Dataset

COVERS = NamedNode(expand("ropa:covers"))
DISCLOSURE = NamedNode(expand("ropa:disclosure"))
ELEMENT = NamedNode(expand("ropa:element"))
INFERRED = NamedNode(expand("ropa:Inferred"))
ON = NamedNode(expand("ropa:on"))
SUB_PROPERTY = NamedNode(expand("rdfs:subPropertyOf"))
#: What the plain DPV of the cases and of the random records says, and evidence is owed for.
OWED = tuple(
    NamedNode(expand(name))
    for name in (
        "dpv:hasDataProcessor",
        "dpv:hasDataSubject",
        "dpv:hasLegalBasis",
        "dpv:hasPersonalData",
        "dpv:hasProcessing",
        "dpv:hasPurpose",
        "dpv:hasRecipient",
        "dpv:hasRecipientThirdParty",
        "dpv:hasStorageCondition",
        "ropa:specialCategoryCondition",
    )
)
TYPE = NamedNode(expand("rdf:type"))
PROCESSES = (NamedNode(expand("ropa:ProcessingActivity")), NamedNode(expand("ropa:Flow")))


def load(*paths: Path, bare: bool = True) -> Dataset:
    """Read files as a user would, without the shipped organisations unless they are wanted."""
    return read(paths, bare=bare, settings=Settings())


def triples(quads: Iterable[Quad], graph: str | None = None) -> list[Triple]:
    """Return the triples of one named graph, or of the default graph."""
    name = NamedNode(graph) if graph else DefaultGraph()
    return [quad.triple for quad in quads if quad.graph_name == name]


def derived(dataset: Dataset) -> set[Triple]:
    """Return what the loader derived."""
    return set(triples(dataset.quads, DERIVED_GRAPH))


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
    graphs.parse(data=serialize(dataset.quads, format=RdfFormat.N_QUADS), format="nquads")
    return graphs


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
    below: dict[NamedNode, set[NamedNode]] = {one: {one} for one in OWED}
    for one in default:
        if one.predicate == SUB_PROPERTY and one.object in below and one.subject in below:
            below[one.object].add(one.subject)
    things = {one.subject for one in default if one.predicate == TYPE and one.object in PROCESSES}
    element = {one.subject: one.object for one in default if one.predicate == ELEMENT}
    disclosure = {one.subject: one.object for one in default if one.predicate == DISCLOSURE}
    on: dict[object, set[NamedNode]] = {}
    for one in default:
        if one.predicate == ON:
            on.setdefault(one.object, set()).add(one.subject)
    covers = {(one.subject, one.object) for one in default if one.predicate == COVERS}
    gaps = []
    for one in sorted(default, key=str):
        if one.subject not in things or one.predicate not in below:
            continue
        covering = [statement for statement in on.get(one.subject, ()) if (statement, one.object) in covers]
        kinds = {disclosure[statement] for statement in covering if element[statement] == one.predicate}
        kinds = kinds or {disclosure[statement] for statement in covering if element[statement] in below[one.predicate]}
        if len(kinds) != 1 or INFERRED in kinds:
            gaps.append(f"{one} is covered by {sorted(kind.value for kind in kinds) or 'nothing'}")
    return gaps
