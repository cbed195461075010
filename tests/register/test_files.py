"""Files become graphs, a graph each; and the checks of this package on datasets find what they are for."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ropa.vocabulary.namespaces import expand

from .graphs import broken_promises, evidence_gaps, load, own

if TYPE_CHECKING:
    from pathlib import Path

ONE = "<https://example.org/one> a <https://w3id.org/dpv#Process> .\n"
TWO = "<https://example.org/two> a <https://w3id.org/dpv#Process> .\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def graphs(path: Path) -> set[str]:
    return {source.graph.value for source in load(path).sources if source.own}


def test_the_hash_says_how_it_was_made(tmp_path: Path) -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", load(write(tmp_path / "a.ttl", ONE)).hash)


def test_a_dataset_cannot_be_changed(tmp_path: Path) -> None:
    dataset = load(write(tmp_path / "a.ttl", ONE))
    assert isinstance(dataset.quads, tuple)
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.hash = "sha256:0"  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize("names", [("a.ttl", "b.ttl"), ("x/a.ttl", "y/a.ttl"), ("a.ttl", "a.nt")])
def test_each_file_is_a_graph_of_its_own(tmp_path: Path, names: tuple[str, str]) -> None:
    for name, text in zip(names, (ONE, TWO), strict=True):
        write(tmp_path / name, text.replace(" a ", f" <{expand('rdf:type')}> "))
    assert len(graphs(tmp_path)) == 2
    assert len(own(load(tmp_path))) == 2


def test_an_empty_folder_beside_a_full_one_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "full" / "a.ttl", ONE)
    assert len(graphs(tmp_path)) == 1


def test_the_name_of_a_graph_does_not_tell_where_the_file_lies(tmp_path: Path) -> None:
    (name,) = graphs(write(tmp_path / "deep" / "a.ttl", ONE))
    assert str(tmp_path) not in name


def test_more_in_a_file_is_another_hash_and_a_copy_of_it_is_the_same(tmp_path: Path) -> None:
    first = load(write(tmp_path / "x" / "a.ttl", ONE)).hash
    assert load(write(tmp_path / "y" / "a.ttl", "# said the other way round\n" + ONE)).hash == first
    assert load(write(tmp_path / "z" / "a.ttl", ONE + TWO)).hash != first


def fact(subject: str, predicate: str, value: str) -> Triple:
    base = "https://example.org/"
    return Triple(
        NamedNode(base + subject),
        NamedNode(expand(predicate)),
        NamedNode(expand(value) if ":" in value else base + value),
    )


PURPOSE = {fact("p", "rdf:type", "ropa:ProcessingActivity"), fact("p", "dpv:hasPurpose", "dpv:Marketing")}


def statement(name: str, disclosure: str, element: str = "dpv:hasPurpose") -> set[Triple]:
    return {
        fact(name, "ropa:on", "p"),
        fact(name, "ropa:element", element),
        fact(name, "ropa:disclosure", disclosure),
        fact(name, "ropa:covers", "dpv:Marketing"),
    }


def test_the_check_of_evidence_finds_a_value_without_any_and_a_value_with_two_kinds() -> None:
    assert evidence_gaps(PURPOSE | statement("s", "ropa:Stated")) == []
    assert len(evidence_gaps(PURPOSE)) == 1
    assert len(evidence_gaps(PURPOSE | statement("s", "ropa:Stated") | statement("t", "ropa:Vague"))) == 1
    assert len(evidence_gaps(PURPOSE | statement("s", "ropa:Inferred"))) == 1
    assert len(evidence_gaps(PURPOSE | statement("s", "ropa:Stated", "dpv:hasDataSubject"))) == 1


@pytest.mark.parametrize(
    ("quad", "says"),
    [
        (
            Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/b"), Literal("c")),
            "only in the default",
        ),
        (
            Quad(
                NamedNode("https://example.org/a"),
                NamedNode("https://example.org/b"),
                Literal("c"),
                NamedNode("https://example.org/g"),
            ),
            "missing in the default",
        ),
        (Quad(BlankNode("a"), NamedNode("https://example.org/b"), Literal("c")), "blank node"),
    ],
)
def test_the_check_of_a_dataset_finds_what_breaks_it(tmp_path: Path, quad: Quad, says: str) -> None:
    dataset = load(write(tmp_path / "a.ttl", ONE))
    assert broken_promises(dataset) == []
    broken = dataclasses.replace(dataset, quads=(*dataset.quads, quad))
    assert any(one.startswith(says) for one in broken_promises(broken))
    twice = dataclasses.replace(dataset, quads=(*dataset.quads, dataset.quads[0]))
    assert any("twice" in one for one in broken_promises(twice))
