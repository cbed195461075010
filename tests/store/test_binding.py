"""Terms put into a query stay terms, whatever stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from ropa.store import bind, memory

A, B, P = NamedNode("urn:x:a"), NamedNode("urn:x:b"), NamedNode("urn:x:p")
QUERY = "SELECT ?s ?o { VALUES ?s { UNDEF } VALUES ?o { UNDEF } ?s <urn:x:p> ?o }"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
hostile = st.sampled_from(['" } DROP ALL #', "\\", '"""', "'", "\n\r\t", "\\u0022", "VALUES ?o { UNDEF }", "{ UNDEF }"])


def test_a_parameter_restricts_nothing_until_a_term_is_put_there() -> None:
    store = memory()
    store.load([Quad(A, P, Literal("1")), Quad(B, P, Literal("2"))])
    assert {*store.select(QUERY).rows} == {(A, Literal("1")), (B, Literal("2"))}
    assert store.select(bind(QUERY, s=A)).rows == ((A, Literal("1")),)
    assert store.select(bind(QUERY, s=A, o=Literal("2"))).rows == ()


def test_the_other_parameters_stay_open() -> None:
    assert bind(QUERY, o=Literal("tekst", language="nb")) == QUERY.replace(
        "VALUES ?o { UNDEF }", 'VALUES ?o { "tekst"@nb }'
    )


def test_a_parameter_that_the_query_lacks_is_named() -> None:
    with pytest.raises(KeyError, match="category"):
        bind(QUERY, category=A)


def test_a_parameter_named_like_the_beginning_of_another_is_left_alone() -> None:
    query = "SELECT * { VALUES ?who { UNDEF } }"
    with pytest.raises(KeyError, match="wh"):
        bind(query, wh=A)


def test_every_place_of_a_parameter_is_filled() -> None:
    query = "SELECT ?s { { VALUES ?s { UNDEF } } UNION { VALUES ?s { UNDEF } } }"
    assert memory().select(bind(query, s=A)).rows == ((A,), (A,))


@given(st.one_of(texts, hostile))
def test_no_text_becomes_syntax(text: str) -> None:
    query = "SELECT ?found { VALUES ?found { UNDEF } }"
    assert memory().select(bind(query, found=Literal(text))).rows == ((Literal(text),),)


@given(st.one_of(texts, hostile), st.one_of(texts, hostile))
def test_the_text_of_one_parameter_is_no_place_for_another(first: str, second: str) -> None:
    query = "SELECT ?s ?o { VALUES ?s { UNDEF } VALUES ?o { UNDEF } }"
    for given_ in ({"s": first, "o": second}, {"o": second, "s": first}):
        bound = bind(query, **{name: Literal(text) for name, text in given_.items()})
        assert memory().select(bound).rows == ((Literal(first), Literal(second)),)
