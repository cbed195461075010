"""Evidence of plain DPV made by others: blank nodes, IRIs without titles, terms outside our slice, direct periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa
from ropa.vocabulary.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ropa import Workspace

GYM = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix ex: <https://example.org/gym#> .
@prefix loc: <https://w3id.org/dpv/loc#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:Membership a dpv:PersonalDataHandling ; rdfs:label "Membership"@en , "Medlemskap"@nb ;
    dpv:hasPurpose [ a dpv:ServiceProvision ] ;
    dpv:hasPersonalData [ a pd:EmailAddress ] , pd:BankAccount , ex:LockerCode ;
    dpv:hasStorageCondition [ dpv:hasDuration "P3Y"^^xsd:duration ] ,
        [ dpv:hasDuration [ rdf:value "P6M"^^xsd:duration ] ] ,
        [ a dpv:StorageCondition ; rdf:value "P10D"^^xsd:duration ] ,
        [ dpv:hasDuration dpv:EndlessDuration ] ,
        [ a dpv:StorageCondition ; dpv:hasLocation loc:NO ] ,
        "P2W"^^xsd:duration , "as long as you train" ;
    dpv:hasProcess [ dpv:hasPersonalData pd:Age ; dpv:hasRecipient ex:Bank ] ,
        [ dpv:hasPersonalData pd:BankAccount ;
          dpv:hasRecipient [ a dpv:Organisation ; dpv:hasCountry loc:NO ] ,
              <https://example.org/parties/42> , "Acme" , [ rdf:value "whoever asks" ] ] .
ex:Bank dpv:hasName "The Bank" .
<https://example.org/parties/42> a dpv:Authority .
ex:Waiting_List a dpv:Process ; dpv:hasPersonalData [ a pd:Age ] .
[] a dpv:Process ; dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient [ dpv:hasContact [] ] .
"""


@pytest.fixture(scope="module")
def gym(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    file = tmp_path_factory.mktemp("gym") / "gym.ttl"
    file.write_text(GYM, encoding="utf-8")
    with ropa.open(file) as workspace:
        yield workspace


def labels(workspace: Workspace, element: str, activity: str = "Membership", lang: str = "en") -> set[str]:
    found = workspace.evidence(activity, lang)
    return {
        label
        for one in found.items
        if one.element.endswith(f"#{element}") and one.thing == found.activity
        for _, label in one.values
    }


def headings(workspace: Workspace, activity: str, lang: str = "en") -> set[str]:
    return {one.thing_label for one in workspace.evidence(activity, lang).items}


@pytest.mark.parametrize(
    ("lang", "own", "other"),
    [
        ("en", "Membership", "Acme, Authority 42, Organisation (Norway), whoever asks"),
        ("nb", "Medlemskap", "Acme, myndighet 42, organisasjon (Norge), whoever asks"),
    ],
)
def test_a_process_without_title_is_headed_by_who_gets_data(gym: Workspace, lang: str, own: str, other: str) -> None:
    assert {one.casefold() for one in headings(gym, "Membership", lang)} == {
        own.casefold(),
        f"{own} → The Bank".casefold(),
        f"{own} → {other}".casefold(),
    }


@pytest.mark.parametrize(
    ("lang", "periods"),
    [
        ("en", {"3 years", "6 months", "10 days", "2 weeks", "without end", "Storage Condition (Norway)"}),
        ("nb", {"3 år", "6 måneder", "10 dager", "2 uker", "uten slutt", "lagringsvilkår (Norge)"}),
        ("sv", {"3 år", "6 månader", "10 dagar", "2 veckor", "utan slut", "lagringsvillkor (Norge)"}),
    ],
)
def test_a_period_given_directly_reads_as_a_phrase(gym: Workspace, lang: str, periods: set[str]) -> None:
    assert labels(gym, "hasStorageCondition", lang=lang) == {*periods, "as long as you train"}


def test_a_node_of_a_class_is_shown_by_its_class_and_an_own_term_by_its_local_name(gym: Workspace) -> None:
    assert labels(gym, "hasPurpose") == {"Service Provision"}
    assert labels(gym, "hasPersonalData") == {"Email Address", "Bank Account", "LockerCode"}


def test_a_dpv_term_outside_the_slice_is_named_in_english_in_every_language(gym: Workspace) -> None:
    assert labels(gym, "hasPersonalData", lang="sv") == {"e-postadress", "Bank Account", "LockerCode"}
    assert labels(gym, "hasPersonalData", "Waiting_List", "nb") == {"Age"}


def test_an_activity_without_title_is_headed_and_found_by_its_local_name(gym: Workspace) -> None:
    assert gym.evidence("waiting_list").title == "Waiting_List"


def test_a_blank_activity_is_headed_by_what_it_is_and_holds(gym: Workspace) -> None:
    (row,) = gym.select(
        "SELECT ?p { ?p a ropa:ProcessingActivity ; dpv:hasPersonalData pd:EmailAddress . ?p dpv:hasRecipient ?who }"
    )
    found = gym.evidence(row["p"].value)
    assert found.title.startswith("processing activity (Email Address)")
    assert all("node/" not in label for one in found.items for _, label in (*one.values, ("", one.thing_label)))
    (unnamed,) = [label for one in found.items if one.element.endswith("hasRecipient") for _, label in one.values]
    assert unnamed.startswith("unnamed ")


def test_the_labels_stand_in_what_is_derived_once_and_only_for_what_is_used(gym: Workspace) -> None:
    graph = "<https://w3id.org/ropa/id/graph/derived>"
    rows = gym.select(f"SELECT ?term ?label {{ GRAPH {graph} {{ ?term skos:prefLabel ?label }} }}")
    assert {(row["term"].value.rpartition("#")[2], str(row["label"])) for row in rows} == {
        ("Age", '"Age"@en'),
        ("BankAccount", '"Bank Account"@en'),
        ("hasName", '"has name"@en'),
    }


def test_a_label_of_the_files_own_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "gym.ttl"
    skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    file.write_text(f'{skos}{GYM}pd:BankAccount skos:prefLabel "Account number"@en .\n', encoding="utf-8")
    with ropa.open(file) as workspace:
        assert "Account number" in labels(workspace, "hasPersonalData")
        assert len(workspace.select("SELECT ?label { pd:BankAccount skos:prefLabel ?label }")) == 1


def test_the_index_is_not_read_where_the_slice_suffices(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> Index:
        raise AssertionError("the index was read")

    monkeypatch.setattr(Index, "parse", refuse)
    with ropa.open(root / "data" / "registers" / "cacas.ttl") as workspace:
        assert labels(workspace, "hasPersonalData", "cacas/newsletter", "nb") == {"e-postadresse"}
