"""What holds of every record, tried on random ones: how a file is written changes nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from ropa.vocabulary.namespaces import DERIVED_GRAPH, GRAPH, INFERRED_GRAPH, PREFIXES

from .graphs import broken_promises, default, derived, load, nquads, own

if TYPE_CHECKING:
    from ropa.register import Dataset

#: A load reads the vocabulary too, so a few records for each test are what a run can afford.
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])

VALUES = {
    "dpv:hasPurpose": ["dpv:Marketing", "dpv:ServiceProvision", "ex:Loyalty"],
    "dpv:hasPersonalData": ["pd:EmailAddress", "pd:Name", "pd:PaymentCardNumber", "ex:LoyaltyNumber"],
    "dpv:hasDataSubject": ["dpv:Customer", "dpv:Employee"],
    "dpv:hasLegalBasis": ["eu-gdpr:A6-1-a", "eu-gdpr:A6-1-b"],
    "ropa:specialCategoryCondition": ["eu-gdpr:A9-2-g"],
    "dpv:hasRecipient": ["ex:mailer", "ex:bank", "_:somebody"],
    "dpv:hasDataProcessor": ["ex:host", "ex:mailer"],
    "dpv:hasRecipientThirdParty": ["ex:partner"],
    "dpv:hasProcessing": ["dpv:Store", "dpv:Use"],
    "dpv:hasDataController": ["ex:shop", "_:owner"],
    "dct:title": ['"Nyhetsbrev"@nb', '"Orders"@en'],
}
TYPES = ["dpv:Process", "dpv:PersonalDataProcess", ""]


@dataclass(frozen=True)
class Record:
    """Triples as text: names of three kinds, CURIEs, ``_:`` labels and literals."""

    triples: tuple[tuple[str, str, str], ...]

    def turtle(self, seed: int) -> str:
        """Write it in one of the many ways: order, prefixes and labels of blank nodes are anybody's choice."""
        chance = random.Random(seed)
        names = {prefix: f"p{chance.randrange(10**6)}x{n}" for n, prefix in enumerate(PREFIXES)} | {"ex": "any"}
        labels: dict[str, str] = {}

        def term(text: str) -> str:
            if text.startswith('"'):
                return text
            prefix, _, local = text.partition(":")
            if prefix == "_":
                return labels.setdefault(text, f"_:n{chance.randrange(10**9)}")
            return f"{names[prefix]}:{local}" if chance.random() < 0.8 else f"<{SPACES[prefix]}{local}>"

        lines = [" ".join(map(term, one)) + " ." for one in self.triples]
        chance.shuffle(lines)
        head = [f"@prefix {name}: <{SPACES[prefix]}> ." for prefix, name in names.items()]
        chance.shuffle(head)
        return "\n".join([*head, *lines]) + "\n"


SPACES = PREFIXES | {"ex": "https://example.org/"}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw a record of up to four processes, some in others, some without a name or a type."""
    count = draw(st.integers(1, 4))
    names = [draw(st.sampled_from([f"ex:p{n}", f"_:p{n}"])) for n in range(count)]
    said: list[tuple[str, str, str]] = []
    for n, name in enumerate(names):
        if kind := draw(st.sampled_from(TYPES)):
            said.append((name, "rdf:type", kind))
        said.append((name, "dct:title", f'"Process {n}"'))
        for prop, values in VALUES.items():
            said += [(name, prop, value) for value in draw(st.sets(st.sampled_from(values), max_size=2))]
        if n and draw(st.booleans()):
            said.append((names[draw(st.integers(0, n - 1))], "dpv:hasProcess", name))
    said += [("_:somebody", "dct:title", '"Somebody"'), ("_:owner", "dct:title", '"The owner"')]
    return Record(tuple(dict.fromkeys(said)))


def loaded(text: str, folder: str, name: str = "record.ttl") -> Dataset:
    file = Path(folder) / name
    file.write_text(text, "utf-8")
    return load(file)


@few
@given(records(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_same_record_is_the_same_dataset_however_it_is_written(record: Record, one: int, other: int) -> None:
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        first, second = loaded(record.turtle(one), here), loaded(record.turtle(other), there)
    assert second.hash == first.hash
    assert own(second) == own(first)
    assert derived(second) == derived(first)


@few
@given(records(), st.integers(0, 10**6))
def test_another_record_has_another_hash(record: Record, seed: int) -> None:
    more = Record((*record.triples, ("ex:p9", "rdf:type", "dpv:Process")))
    with TemporaryDirectory() as folder:
        assert loaded(record.turtle(seed), folder).hash != loaded(more.turtle(seed), folder).hash


@few
@given(records())
def test_every_dataset_keeps_its_promises(record: Record) -> None:
    with TemporaryDirectory() as folder:
        assert broken_promises(loaded(record.turtle(0), folder)) == []


@few
@given(records())
def test_what_is_derived_has_no_blank_nodes_and_every_own_triple_a_name(record: Record) -> None:
    with TemporaryDirectory() as folder:
        dataset = loaded(record.turtle(0), folder)
    assert not [one for one in dataset.quads if BlankNode in {type(one.subject), type(one.object)}]
    assert len(own(dataset)) == len(record.triples)


@few
@given(records())
def test_a_record_that_was_written_out_derives_the_same(record: Record) -> None:
    with TemporaryDirectory() as folder:
        dataset = loaded(record.turtle(0), folder)
        again = loaded(nquads(Quad(t.subject, t.predicate, t.object) for t in own(dataset)), folder, "again.nt")
    assert own(again) == own(dataset)
    assert derived(again) == derived(dataset)


@few
@given(records())
def test_a_dataset_that_was_written_out_with_its_graphs_derives_the_same(record: Record) -> None:
    with TemporaryDirectory() as folder:
        dataset = loaded(record.turtle(0), folder)
        for quads in (dataset.quads, [quad for quad in dataset.quads if quad.graph_name != DefaultGraph()]):
            again = loaded(nquads(quads), folder, "export.nq")
            assert derived(again) == derived(dataset)
            assert default(again) == default(dataset)


@few
@given(records())
def test_what_is_forged_into_a_graph_of_ours_is_not_believed(record: Record) -> None:
    with TemporaryDirectory() as folder:
        dataset = loaded(record.turtle(0), folder)
        forged = [
            Quad(one.subject, one.predicate, one.object, NamedNode(name))
            for one in own(loaded(FORGED, folder, "forged.ttl"))
            for name in (DERIVED_GRAPH, INFERRED_GRAPH, GRAPH + "ontology/dpv")
        ]
        text = nquads([*dataset.quads, *forged])
        again = loaded(text, folder, "export.nq")
    assert derived(again) == derived(dataset)
    assert not [quad for quad in again.quads if "forged" in str(quad)]


FORGED = """@prefix dpv: <https://w3id.org/dpv#> .
@prefix ex: <https://example.org/> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:p0 dpv:hasRecipient ex:forged-recipient .
pd:EmailAddress skos:broader ex:forged-category .
"""
