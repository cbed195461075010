"""What a store gives back is what was loaded, once its terms are written as the engine writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from ropa.store import canonical, rewritten

if TYPE_CHECKING:
    from ropa.store import Store

XSD = "http://www.w3.org/2001/XMLSchema#"
#: Each type of XML Schema that has values, with forms that mean the same, odd ones and wrong ones.
FORMS = {
    "integer": ["5", "05", "+5", "-0", "99999999999999999999", "five", " 5 "],
    "nonNegativeInteger": ["5", "05", "-5"],
    "int": ["5", "3000000000"],
    "unsignedByte": ["5", "300"],
    "decimal": ["1.0", "1.10", ".5", "1.", "-0.0", "0.00000000000000000000000000000001"],
    "double": ["1", "1.0E0", "1e3", "-0", "INF", "+INF", "-INF", "NaN", "1e400"],
    "float": ["1.10", "16777217", "1e-46"],
    "boolean": ["true", "1", "0", "TRUE"],
    "date": ["2021-02-03", "2021-02-03Z", "2021-02-03+00:00", "2021-02-03-05:00", "2021-02-30", "-0044-03-15"],
    "dateTime": [
        *("2021-02-03T10:00:00", "2021-02-03T10:00:00Z", "2021-02-03T10:00:00.500+00:00", "2021-02-03T24:00:00"),
        *("2021-02-03T10:00:00+14:00", "2021-12-31T23:59:60Z", "12021-02-03T10:00:00Z"),
    ],
    "dateTimeStamp": ["2021-02-03T10:00:00Z", "2021-02-03T10:00:00"],
    "time": ["10:00:00.50", "24:00:00", "10:00:00-00:00"],
    "gYear": ["2021", "02021", "2021Z"],
    "gYearMonth": ["2021-02", "2021-02+00:00"],
    "gMonth": ["--02"],
    "gMonthDay": ["--02-29", "--02-30"],
    "gDay": ["---05"],
    "duration": ["P24M", "P2Y", "P730D", "P0D", "PT3600S", "P1Y13M", "-P1M", "P", "P1M-1D", "PT0.50S"],
    "yearMonthDuration": ["P12M", "P1Y"],
    "dayTimeDuration": ["PT24H", "P1D", "PT0S"],
    "string": ["", "text"],
    "normalizedString": [" a\tb "],
    "hexBinary": ["ab", "AB"],
    "base64Binary": ["YQ =="],
    "anyURI": ["https://example.org/ a"],
    "language": ["nb-NO"],
}
WRITTEN = [Literal(form, datatype=NamedNode(XSD + kind)) for kind, forms in FORMS.items() for form in forms]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
datatypes = st.sampled_from([*FORMS, "none"]).map(lambda name: NamedNode(XSD + name))
numbers = st.one_of(
    st.integers().map(str), st.decimals(allow_nan=False).map(str), st.floats().map(str), st.datetimes().map(str)
)
literals = st.one_of(
    st.sampled_from(WRITTEN),
    st.builds(Literal, texts),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "nb-NO", "SV", "zh-Hant"])),
    st.builds(lambda text, kind: Literal(text, datatype=kind), st.one_of(texts, numbers), datatypes),
)
names = st.sampled_from([NamedNode("https://example.org/a"), NamedNode("https://example.org/å?b=c#d")])
quads = st.builds(
    Quad, names, names, st.one_of(names, literals), st.sampled_from([DefaultGraph(), NamedNode("urn:x:g")])
)


@pytest.mark.parametrize(
    ("kind", "before", "after_kind", "after"),
    [
        ("duration", "P24M", "duration", "P2Y"),
        ("integer", "01", "integer", "1"),
        ("nonNegativeInteger", "5", "integer", "5"),
        ("decimal", "1.0", "decimal", "1"),
        ("boolean", "1", "boolean", "true"),
        ("dateTime", "2021-02-03T10:00:00+00:00", "dateTime", "2021-02-03T10:00:00Z"),
    ],
)
def test_known_rewritings_are_foreseen(kind: str, before: str, after_kind: str, after: str) -> None:
    given_, kept = (Literal(text, datatype=NamedNode(XSD + of)) for text, of in ((before, kind), (after, after_kind)))
    assert rewritten([given_]) == {given_: kept}
    assert canonical(given_) == kept


def test_what_stays_as_it_is_is_not_listed() -> None:
    same = [Literal("tekst"), Literal("tekst", language="nb"), Literal("2021-02-03", datatype=NamedNode(XSD + "date"))]
    changed = Literal("P12M", datatype=NamedNode(XSD + "duration"))
    assert rewritten([*same, changed, changed]) == {changed: Literal("P1Y", datatype=NamedNode(XSD + "duration"))}
    assert [canonical(one) for one in same] == same
    assert rewritten([]) == {}


def test_terms_that_are_no_literals_stay_and_literals_within_triples_do_not() -> None:
    name, node = NamedNode("urn:x:a"), BlankNode()
    assert (canonical(name), canonical(node)) == (name, node)
    inner = Triple(name, name, Literal("01", datatype=NamedNode(XSD + "integer")))
    assert canonical(Triple(name, name, inner)) == Triple(name, name, Triple(name, name, Literal(1)))


@settings(deadline=None)
@given(literals)
def test_to_write_canonically_twice_is_to_write_so_once(literal: Literal) -> None:
    once = canonical(literal)
    assert str(canonical(once)) == str(once)


def test_every_form_of_every_type_comes_back_as_foreseen(store: Store) -> None:
    names_ = [NamedNode(f"urn:x:{number}") for number in range(len(WRITTEN))]
    store.load(Quad(name, name, literal) for name, literal in zip(names_, WRITTEN, strict=True))
    kept = {one.subject: str(one.object) for one in store.quads()}
    assert kept == {name: str(canonical(literal)) for name, literal in zip(names_, WRITTEN, strict=True)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(quads, max_size=20))
def test_canonical_quads_come_back_as_they_were_loaded(store: Store, loaded: list[Quad]) -> None:
    store.update("DROP ALL")
    wanted = {Quad(one.subject, one.predicate, canonical(one.object), one.graph_name) for one in loaded}
    store.load(wanted)
    assert {*store.quads()} == wanted
    assert {*map(str, store.quads())} == {*map(str, wanted)}
    asked = store.select("SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
    assert sorted(str(row["o"]) for row in asked) == sorted(str(one.object) for one in wanted)
