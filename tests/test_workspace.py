"""The front door: registers from files, folders, stores and services, replaced and combined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa
from ropa.errors import QueryRefusedError, QuerySyntaxError, StoreError
from ropa.settings import Settings
from ropa.store import disk

if TYPE_CHECKING:
    from pathlib import Path

EMAIL = "SELECT DISTINCT ?p { ?p dpv:hasPersonalData pd:EmailAddress }"
RECIPIENTS = "SELECT DISTINCT ?who { ?p dpv:hasPersonalData pd:PhysicalAddress ; dpv:hasRecipient ?who }"


@pytest.fixture
def bakery(examples: Path) -> Path:
    return examples / "registers" / "bakery.ttl"


def names(table: ropa.workspace.Table, column: str = "who") -> set[str]:
    return {row[column].value.rpartition("/")[2] for row in table}


def test_a_register_replaces_the_shipped_ones(bakery: Path) -> None:
    with ropa.open(bakery) as workspace:
        assert names(workspace.select(RECIPIENTS)) == {"courier"}
        assert not workspace.ask("ASK { <https://w3id.org/ropa/id/register/cacas> ?p ?o }")


def test_the_shipped_registers_open_without_an_argument() -> None:
    with ropa.open() as workspace:
        assert workspace.ask("ASK { <https://w3id.org/ropa/id/register/cacas> a ropa:Register }")


def test_bare_leaves_the_shipped_organisations_out(bakery: Path) -> None:
    question = "ASK { <https://w3id.org/ropa/id/org/klarna> a ropa:Organisation }"
    with ropa.open(bakery) as whole, ropa.open(bakery, bare=True) as bare:
        assert whole.ask(question)
        assert not bare.ask(question)


def test_a_query_may_leave_out_known_prefixes_and_its_errors_keep_their_place(bakery: Path) -> None:
    with ropa.open(bakery) as workspace:
        assert len(workspace.select(EMAIL)) == 1
        with pytest.raises(QuerySyntaxError) as caught:
            workspace.select("SELECT ?p { ?p dpv:hasPersonalData }")
        assert caught.value.where is not None
        assert (caught.value.where.line, caught.value.where.column) == (1, 36)


def test_a_declared_prefix_is_left_as_it_is(bakery: Path) -> None:
    with ropa.open(bakery) as workspace:
        assert (
            len(workspace.select("PREFIX pd: <urn:other:> SELECT ?p { ?p dpv:hasPersonalData pd:EmailAddress }")) == 0
        )


def test_updates_are_refused(bakery: Path) -> None:
    with ropa.open(bakery) as workspace, pytest.raises(QueryRefusedError):
        workspace.select("DELETE WHERE { ?s ?p ?o }")


def test_files_loaded_into_a_store_answer_alike_and_keep_their_hash(bakery: Path, tmp_path: Path) -> None:
    loaded = ropa.load_into([bakery], tmp_path / "store")
    with ropa.open(tmp_path / "store") as stored, ropa.open(bakery) as read:
        assert stored.identity == loaded.hash == read.identity
        assert stored.select(RECIPIENTS) == read.select(RECIPIENTS)


def test_loading_again_replaces_the_same_file_and_keeps_the_others(bakery: Path, tmp_path: Path) -> None:
    text = bakery.read_text(encoding="utf-8")
    other = tmp_path / "grocer.ttl"
    other.write_text(text.replace("bakery", "grocer").replace("courier", "drone"), encoding="utf-8")
    changed = tmp_path / "bakery.ttl"
    changed.write_text(text.replace("courier", "bicycle"), encoding="utf-8")
    store = tmp_path / "store"
    ropa.load_into([bakery], store)
    ropa.load_into([other], store)
    again = ropa.load_into([changed], store)
    assert [notice.what for notice in again.notices] == [
        f"takes the place of https://w3id.org/ropa/id/graph/bakery in {store}"
    ]
    with ropa.open(store) as stored:
        assert names(stored.select(RECIPIENTS)) == {"bicycle", "drone"}


def test_a_folder_that_is_no_store_is_left_alone(bakery: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(StoreError, match="not empty"):
        ropa.load_into([bakery], tmp_path / "letters")
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "kept"


def test_a_store_made_by_others_is_read_whole_and_derived(bakery: Path, tmp_path: Path) -> None:
    with ropa.open(bakery) as read, disk(tmp_path / "foreign", read_only=False) as foreign:
        own = "https://w3id.org/ropa/id/graph/bakery"
        foreign.load([quad for quad in read.store.quads() if getattr(quad.graph_name, "value", "") == own])
    with ropa.open(tmp_path / "foreign") as opened:
        assert names(opened.select(RECIPIENTS)) == {"courier"}
        assert opened.ask("ASK { ?flow a ropa:Flow ; ropa:derivedFrom ropa:PublicNotice }")


def test_several_places_are_combined(bakery: Path, tmp_path: Path) -> None:
    ropa.load_into([bakery], tmp_path / "store")
    second = tmp_path / "grocer.ttl"
    second.write_text(
        bakery.read_text(encoding="utf-8").replace("bakery", "grocer").replace("courier", "drone"), encoding="utf-8"
    )
    with ropa.open([tmp_path / "store", second]) as both:
        assert names(both.select(RECIPIENTS)) == {"courier", "drone"}


def test_the_environment_names_registers(bakery: Path) -> None:
    settings = Settings.from_environment({"ROPA_REGISTER": str(bakery)})
    with ropa.open(settings=settings) as workspace:
        assert names(workspace.select(RECIPIENTS)) == {"courier"}


def test_the_graph_is_an_rdflib_dataset_with_the_same_answer(bakery: Path) -> None:
    with ropa.open(bakery) as workspace:
        rows = workspace.graph.query(
            "PREFIX dpv: <https://w3id.org/dpv#> PREFIX pd: <https://w3id.org/dpv/pd#> " + RECIPIENTS
        )
        assert {str(row.who).rpartition("/")[2] for row in rows} == {"courier"}
