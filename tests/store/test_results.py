"""Tables: rows as mappings, in a notebook and in pandas, with hostile texts made harmless."""

from __future__ import annotations

import sys
from html.parser import HTMLParser

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ropa.errors import UsageError
from ropa.store import Table, memory, plain

XSD = "http://www.w3.org/2001/XMLSchema#"
KLARNA = NamedNode("https://w3id.org/ropa/id/org/klarna")
EMAIL = NamedNode("https://w3id.org/dpv/pd#EmailAddress")


class Cells(HTMLParser):
    """Collects the texts of a page by the element that they stand in, and the elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append((self.seen[-1], data))


def of(*terms: object) -> Table:
    return Table(("x",), tuple((one,) for one in terms))


def test_rows_are_mappings_by_column_in_the_order_of_the_answer() -> None:
    table = Table(("what", "who"), ((EMAIL, KLARNA), (EMAIL, None)))
    assert [*table] == [{"what": EMAIL, "who": KLARNA}, {"what": EMAIL, "who": None}]
    assert len(table) == 2
    assert repr(table) == "<ropa.Table 2 rows: what, who>"


def test_columns_stand_as_the_query_names_them() -> None:
    table = memory().select("SELECT ?z ?a (1 AS ?m) {}")
    assert table.columns == ("z", "a", "m")
    assert [*table] == [{"z": None, "a": None, "m": Literal(1)}]


def test_a_person_reads_short_names_texts_and_nothing_for_nothing() -> None:
    assert plain(EMAIL) == "pd:EmailAddress"
    assert plain(NamedNode("https://example.org/a")) == "https://example.org/a"
    assert plain(Literal("Nyhetsbrev", language="nb")) == "Nyhetsbrev"
    assert plain(BlankNode("b")) == "_:b"
    assert plain(None) == ""


def test_a_notebook_shows_short_names_and_how_many_rows_there_are() -> None:
    page = Cells(Table(("what", "who"), ((EMAIL, None),))._repr_html_())
    assert page.texts == [("caption", "1 row"), ("th", "what"), ("th", "who"), ("td", "pd:EmailAddress")]
    assert page.seen.count("td") == 2


def test_a_notebook_shows_the_beginning_of_a_long_table_and_says_so() -> None:
    page = Cells(of(*(Literal(number) for number in range(250)))._repr_html_())
    assert page.texts[0] == ("caption", "first 100 of 250 rows")
    assert page.seen.count("td") == 100


@pytest.mark.parametrize(
    "term",
    [
        Literal("<script>alert(1)</script>"),
        Literal("</td><img src=x onerror=alert(1)>"),
        Literal("&lt;b&gt;"),
        Triple(KLARNA, KLARNA, Literal("<script>")),
    ],
)
def test_no_text_of_the_data_becomes_markup(term: Literal | Triple) -> None:
    page = Cells(of(term)._repr_html_())
    assert page.seen == ["table", "caption", "thead", "tr", "th", "tbody", "tr", "td"]
    assert "".join(text for tag, text in page.texts if tag == "td") == plain(term)


def test_an_empty_table_shows_itself_too() -> None:
    assert Cells(of()._repr_html_()).texts == [("caption", "0 rows"), ("th", "x")]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (KLARNA, "https://w3id.org/ropa/id/org/klarna"),
        (Literal("text"), "text"),
        (Literal("tekst", language="nb"), "tekst"),
        (Literal("17", datatype=NamedNode(XSD + "integer")), 17),
        (Literal("17", datatype=NamedNode(XSD + "nonNegativeInteger")), 17),
        (Literal("1.5", datatype=NamedNode(XSD + "decimal")), 1.5),
        (Literal("INF", datatype=NamedNode(XSD + "double")), float("inf")),
        (Literal("true", datatype=NamedNode(XSD + "boolean")), True),
        (Literal("0", datatype=NamedNode(XSD + "boolean")), False),
        (Literal("many", datatype=NamedNode(XSD + "integer")), "many"),
        (Literal("1_000", datatype=NamedNode(XSD + "integer")), "1_000"),
        (Literal("yes", datatype=NamedNode(XSD + "boolean")), "yes"),
        (Literal("2021-02-03", datatype=NamedNode(XSD + "date")), "2021-02-03"),
    ],
)
def test_pandas_gets_numbers_and_truth_as_such_and_all_else_as_text(term: object, value: object) -> None:
    pytest.importorskip("pandas")
    frame = of(term, Literal("so that the column keeps each value as it is")).to_pandas()
    assert list(frame.columns) == ["x"]
    found = frame["x"].iloc[0]
    assert (type(found), found) == (type(value), value)


def test_pandas_gets_what_is_unbound_as_missing() -> None:
    pytest.importorskip("pandas")
    assert of(Literal("text"), None).to_pandas()["x"].isna().tolist() == [False, True]


def test_pandas_gets_the_columns_of_a_table_without_rows() -> None:
    pytest.importorskip("pandas")
    frame = Table(("a", "b"), ()).to_pandas()
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'ropa-graph\[pandas\]'"):
        of(KLARNA).to_pandas()
