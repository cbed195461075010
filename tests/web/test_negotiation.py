"""Choosing a format, as RFC 9110, section 12.5.1, has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.store import Format
from ropa.store.door import GRAPHS, ROWS
from ropa.web.negotiation import choose, media_type


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", Format.JSON),
        ("*/*", Format.JSON),
        ("application/*", Format.JSON),
        ("text/*", Format.CSV),
        ("text/csv", Format.CSV),
        ("TEXT/CSV", Format.CSV),
        ("application/json", Format.JSON),
        ("application/sparql-results+xml", Format.XML),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", Format.XML),
        ("text/csv;q=0.5, */*;q=0.4", Format.CSV),
        ("text/csv, */*", Format.CSV),
        ("text/tab-separated-values, text/csv", Format.TSV),
        ("application/sparql-results+json;q=0, */*", Format.XML),
        ("text/*;q=0.9, text/csv;q=0, application/*;q=0.1", Format.TSV),
        ("text/csv;q=0.001", Format.CSV),
        ("text/csv;q=0", None),
        ("image/png", None),
        ("image/png, text/html", None),
        ("application/xml", Format.XML),
        ("application/xml;q=0.5, text/csv;q=0.4", Format.XML),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", Format.XML),
        ("text/csv; header=present; q=1.0", Format.CSV),
        ('text/x; title="a, text/csv", text/tab-separated-values', Format.TSV),
        ("text/csv;q=2, application/sparql-results+xml", Format.XML),
        ("nonsense", Format.JSON),
        (",, ,", Format.JSON),
    ],
)
def test_the_accept_header_decides_by_quality_and_by_how_specific_it_is(accept: str, chosen: Format | None) -> None:
    assert choose(ROWS, name=None, accept=accept) is chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", Format.TURTLE),
        ("application/json", Format.JSONLD),
        ('application/ld+json;profile="http://e/"', Format.JSONLD),
        ("application/x-turtle", Format.TURTLE),
        ("application/rdf+xml, text/turtle;q=0.9", Format.RDFXML),
        ("application/n-quads", Format.NQUADS),
        ("text/csv", None),
    ],
)
def test_graphs_have_formats_of_their_own(accept: str, chosen: Format | None) -> None:
    assert choose(GRAPHS, name=None, accept=accept) is chosen


def test_a_name_wins_over_the_header_and_an_unknown_one_fits_nothing() -> None:
    assert choose(ROWS, name="tsv", accept="text/csv") is Format.TSV
    assert choose(ROWS, name="turtle", accept="text/csv") is None
    assert choose(ROWS, name="", accept="text/csv") is None


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("ttl", Format.TURTLE), ("nt", Format.NTRIPLES), ("rdf", Format.RDFXML), ("json-ld", Format.JSONLD)],
)
def test_the_endings_of_files_are_names_too(name: str, chosen: Format) -> None:
    assert choose(GRAPHS, name=name, accept="") is chosen
    assert choose(ROWS, name=name, accept="") is None


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("", "", ""),
        ("Text/Turtle", "text/turtle", ""),
        ('a/b ; Charset = "UTF-8" ; x=y', "a/b", "utf-8"),
        ("a/b;charset", "a/b", ""),
    ],
)
def test_a_content_type_is_its_media_type_and_charset(header: str, kind: str, charset: str) -> None:
    assert media_type(header) == (kind, charset)


@given(st.text(alphabet='abc/*;=q0.15," \\+-', max_size=80))
def test_no_header_is_too_odd_to_be_read(accept: str) -> None:
    assert choose(ROWS, name=None, accept=accept) in {*ROWS, None}
