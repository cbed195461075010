"""The tool that takes slice and index from a DPV release: the same release gives the same files, byte for byte."""

from __future__ import annotations

import importlib.util
import random
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ropa.vocabulary.namespaces import DPV_PREFIXES, DPV_VERSION, expand
from ropa.vocabulary.slice import Source, write_index, write_slice

from .words import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = """
@prefix dpv: <https://w3id.org/dpv#> . @prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
dpv:Data a rdfs:Class , skos:Concept ; skos:prefLabel "Data"@en ; skos:definition "What is told."@en .
dpv:PersonalData a rdfs:Class , skos:Concept ; rdfs:subClassOf dpv:Data ; skos:broader dpv:Data ;
    skos:prefLabel "Personal Data"@en .
pd:Odd a rdfs:Class , skos:Concept , dpv:PersonalData ; skos:broader dpv:PersonalData , <https://example.org/x> ;
    skos:prefLabel "Odd \\"One\\""@en , "Seltsam"@de .
pd:Unused a rdfs:Class , skos:Concept , dpv:PersonalData ; skos:broader pd:Odd ; skos:prefLabel "Unused"@en .
pd:Nameless a rdfs:Class , skos:Concept ; skos:broader pd:Odd .
dpv:hasThing a rdf:Property , skos:Concept ; schema:rangeIncludes pd:Odd ; skos:prefLabel "has thing"@en .
dpv:no-term skos:prefLabel "no type, no term"@en .
<https://example.org/else> a rdfs:Class ; skos:prefLabel "Else"@en .
"""


@pytest.fixture(scope="module")
def tool() -> Any:
    spec = importlib.util.spec_from_file_location("update_dpv", ROOT / "tools" / "update_dpv.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(tool: Any, shared: Path) -> tuple[str, str, list[str]]:
    return tool.build(shared / "dpv-2.3")


def release(order: int | None = None) -> Source:
    triples = [quad.triple for quad in parse(RELEASE, format=RdfFormat.TURTLE)]
    if order is not None:
        random.Random(order).shuffle(triples)
    return Source(triples)


def iris(*curies: str) -> list[str]:
    return [expand(one) for one in curies]


def test_the_committed_slice_is_what_the_tool_writes(built: tuple[str, str, list[str]]) -> None:
    assert (ROOT / "ontology" / "dpv.ttl").read_text("utf-8") == built[0]


def test_the_committed_index_is_what_the_tool_writes(built: tuple[str, str, list[str]]) -> None:
    assert (ROOT / "ontology" / "dpv-index.tsv").read_text("utf-8") == built[1]


def test_no_term_in_use_is_unknown_and_none_lacks_a_label(built: tuple[str, str, list[str]]) -> None:
    assert built[2] == []


def test_a_second_run_writes_the_same(tool: Any, shared: Path, built: tuple[str, str, list[str]]) -> None:
    assert tool.build(shared / "dpv-2.3") == built


def test_the_order_of_the_triples_of_a_release_makes_no_difference(
    tool: Any, shared: Path, built: tuple[str, str, list[str]]
) -> None:
    triples = [triple for name in DPV_PREFIXES for triple in tool.triples(shared / "dpv-2.3" / f"{name}.ttl")]
    random.Random(7).shuffle(triples)
    source = Source(triples)
    source.without(tool.omissions())
    assert write_slice(source, source.closure(tool.used_terms()), tool.our_labels(), DPV_VERSION) == built[0]
    assert write_index(source, DPV_VERSION) == built[1]


def test_terms_are_what_has_a_type_with_or_without_a_name() -> None:
    assert release().terms() == sorted(
        iris("dpv:Data", "dpv:PersonalData", "pd:Odd", "pd:Unused", "pd:Nameless", "dpv:hasThing")
    )


def test_what_is_above_a_used_term_comes_with_it_and_nothing_else() -> None:
    assert release().closure(iris("pd:Odd")) == sorted(iris("dpv:Data", "dpv:PersonalData", "pd:Odd"))


def test_a_property_brings_the_class_of_its_values() -> None:
    assert expand("pd:Odd") in release().closure(iris("dpv:hasThing"))


def test_terms_that_dpv_does_not_have_bring_nothing() -> None:
    assert release().closure(iris("dpv:no-term", "pd:Misspelt")) == []


def test_a_triple_that_the_exceptions_name_is_gone() -> None:
    source = release()
    source.without([(expand("dpv:PersonalData"), expand("skos:broader"), expand("dpv:Data"))])
    source.without([(expand("dpv:PersonalData"), expand("rdfs:subClassOf"), expand("dpv:Data"))])
    source.without([("https://example.org/nothing", expand("skos:broader"), expand("dpv:Data"))])
    assert source.closure(iris("pd:Odd")) == sorted(iris("dpv:PersonalData", "pd:Odd"))


@pytest.mark.parametrize("order", [None, 1, 2, 3])
def test_a_slice_is_hierarchy_and_labels_without_definitions(order: int | None) -> None:
    source = release(order)
    labels = {
        expand("pd:Odd"): {"sv": "udda", "nb": "rar"},
        expand("pd:Nameless"): {"en": "without name", "nb": "navnløs"},
        expand("pd:Unused"): {"nb": "ubrukt"},
    }
    text = write_slice(source, source.closure(iris("pd:Odd", "pd:Nameless")), labels, "9.9")
    body = text.partition("\n\n")[2]
    assert "DPV) 9.9" in text.splitlines()[0]
    assert body == (
        "dpv:Data a rdfs:Class , skos:Concept ;\n"
        '    skos:prefLabel "Data"@en .\n'
        "\n"
        "dpv:PersonalData a rdfs:Class , skos:Concept ;\n"
        "    skos:broader dpv:Data ;\n"
        "    rdfs:subClassOf dpv:Data ;\n"
        '    skos:prefLabel "Personal Data"@en .\n'
        "\n"
        "pd:Nameless a rdfs:Class , skos:Concept ;\n"
        "    skos:broader pd:Odd ;\n"
        '    skos:prefLabel "without name"@en , "navnløs"@nb .\n'
        "\n"
        "pd:Odd a rdfs:Class , skos:Concept , dpv:PersonalData ;\n"
        "    skos:broader dpv:PersonalData ;\n"
        '    skos:prefLabel "Odd \\"One\\""@en , "rar"@nb , "udda"@sv .\n'
    )
    assert list(parse(text, format=RdfFormat.TURTLE))


def test_english_labels_of_dpv_win_over_those_in_our_file() -> None:
    source = release()
    text = write_slice(source, iris("dpv:Data"), {expand("dpv:Data"): {"en": "Datums"}}, "9.9")
    assert '"Data"@en' in text
    assert "Datums" not in text


def test_prefixes_of_a_slice_are_those_it_uses_in_alphabetical_order() -> None:
    source = release()
    head = write_slice(source, source.closure(iris("pd:Odd")), {}, "9.9").partition("\n\n")[0]
    names = [line.split()[1] for line in head.splitlines() if line.startswith("@prefix")]
    assert names == ["dpv:", "pd:", "rdfs:", "skos:"]


@pytest.mark.parametrize("order", [None, 1, 2])
def test_the_index_is_one_line_for_each_term(order: int | None) -> None:
    rows = write_index(release(order), "9.9").splitlines()
    assert rows[2:] == [
        "dpv:Data\t\t\tData",
        "dpv:PersonalData\tdpv:Data\t\tPersonal Data",
        "dpv:hasThing\t\t\thas thing",
        "pd:Nameless\tpd:Odd\t\t",
        'pd:Odd\tdpv:PersonalData\tdpv:PersonalData\tOdd "One"',
        "pd:Unused\tpd:Odd\tdpv:PersonalData\tUnused",
    ]


def test_a_term_used_in_our_files_is_found_wherever_it_stands(tool: Any) -> None:
    used = tool.used_terms()
    assert {expand("dpv:hasPurpose"), expand("pd:EmailAddress"), expand("eu-gdpr:A6-1-a")} <= used


@pytest.fixture
def small(tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small release; what the tool writes goes to a folder of its own."""
    (tmp_path / "ontology").mkdir()
    folder = tmp_path / "release"
    folder.mkdir()
    for name in DPV_PREFIXES:
        (folder / f"{name}.ttl").write_text(RELEASE if name == "dpv" else "", "utf-8")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "SLICE", tmp_path / "ontology" / "dpv.ttl")
    monkeypatch.setattr(tool, "INDEX", tmp_path / "ontology" / "dpv-index.tsv")
    monkeypatch.setattr(tool, "omissions", list)
    return folder


def test_the_command_writes_both_files_and_lists_what_lacks_a_label(
    tool: Any, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "used_terms", lambda: {expand("dpv:Data"), expand("pd:Nameless")})
    assert tool.main([str(small), "9.9"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert "no label in en: pd:Nameless" in told
    assert "no label in nb: dpv:Data" in told
    assert "no label in sv: dpv:Data" in told
    assert "no label in en: dpv:Data" not in told
    assert tool.SLICE.is_file()
    assert "pd:Unused" in tool.INDEX.read_text("utf-8")


def test_the_command_lists_terms_in_use_that_the_release_does_not_have(
    tool: Any, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "used_terms", lambda: {expand("dpv:Gone")})
    assert tool.main([str(small), "9.9"]) == 1
    assert "not in DPV 9.9: dpv:Gone" in capsys.readouterr().err


def test_labels_are_kept_from_the_file_that_is_there(tool: Any, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "used_terms", lambda: {expand("dpv:Data")})
    tool.SLICE.write_text(
        "@prefix dpv: <https://w3id.org/dpv#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'dpv:Data skos:prefLabel "Old name"@en , "data"@nb , "uppgifter"@sv .\n',
        "utf-8",
    )
    assert tool.main([str(small), "9.9"]) == 0
    labels = {
        quad.object
        for quad in parse(tool.SLICE.read_text("utf-8"), format=RdfFormat.TURTLE)
        if quad.subject == NamedNode(expand("dpv:Data")) and isinstance(quad.object, Literal)
    }
    assert labels == {
        Literal("Data", language="en"),
        Literal("data", language="nb"),
        Literal("uppgifter", language="sv"),
    }


def test_without_a_folder_the_command_says_how_it_is_used(tool: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main([]) == 2
    assert "DPV_FOLDER" in capsys.readouterr().err


def test_the_tool_reads_the_exceptions(tool: Any) -> None:
    assert all(Triple(*map(NamedNode, one)) for one in tool.omissions())
    assert (expand("loc:GB"), expand("skos:broader"), expand("loc:EU28")) in tool.omissions()
