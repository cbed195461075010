"""Every Turtle file of the project parses, says what it is, and keeps its prefixes in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ropa.vocabulary.namespaces import ID, PREFIXES

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("ontology", "data", "shapes") for path in (ROOT / folder).rglob("*.ttl"))
PREFIX = re.compile(r"^(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def test_there_are_words_and_facts() -> None:
    folders = {path.relative_to(ROOT).parts[:2] for path in FILES}
    assert {("ontology", "ropa.ttl"), ("ontology", "dpv.ttl"), ("data", "registers")} <= folders


@each_file
def test_it_parses(path: Path) -> None:
    assert list(parse(path=str(path), format=RdfFormat.TURTLE, base_iri=ID))


@each_file
def test_it_begins_with_a_header_that_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    header = [line for line in lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))] if line]
    assert header, "the first line is no comment"
    assert len(" ".join(header)) > 40, "the header says too little"


@each_file
def test_its_prefixes_are_in_alphabetical_order(path: Path) -> None:
    names = [name for name, _ in PREFIX.findall(path.read_text("utf-8"))]
    assert names == sorted(names)


@each_file
def test_its_prefixes_mean_what_they_mean_everywhere(path: Path) -> None:
    said = dict(PREFIX.findall(path.read_text("utf-8")))
    assert {name: PREFIXES[name] for name in said if name in PREFIXES} == {
        name: iri for name, iri in said.items() if name in PREFIXES
    }
