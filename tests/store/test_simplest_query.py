"""The auditor's simplest query on the shipped Cacas register: the same exact answer in every engine.

The expected recipients are read off the notice: line 114 (Mailchimp runs the database of newsletter addresses),
lines 130 and 145 (an e-mail enquiry, with its address, is stored in Zendesk), line 101 (Klarna stores card data).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa
from ropa.settings import Settings
from ropa.store import disk, memory, remote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ropa import Workspace
    from ropa.store import Store

PREFIXES = """PREFIX dpv: <https://w3id.org/dpv#>
PREFIX pd: <https://w3id.org/dpv/pd#>
PREFIX ropa: <https://w3id.org/ropa#>
"""
PLAIN = "SELECT DISTINCT ?who { ?p dpv:hasPersonalData CATEGORY ; dpv:hasRecipient ?who }"
TYPED = "SELECT DISTINCT ?who { ?p a dpv:Process ; dpv:hasPersonalData CATEGORY ; dpv:hasRecipient ?who }"
TYPED_PERSONAL = (
    "SELECT DISTINCT ?who { ?p a dpv:PersonalDataProcess ; dpv:hasPersonalData CATEGORY ; dpv:hasRecipient ?who }"
)
SAID = """SELECT DISTINCT ?who ?line {
  ?p dpv:hasPersonalData CATEGORY ; dpv:hasRecipient ?who .
  ?statement ropa:on ?p ; ropa:element dpv:hasPersonalData ; ropa:covers CATEGORY ; ropa:passage/ropa:firstLine ?line
}"""
RECIPIENTS = {
    "pd:EmailAddress": {"mailchimp", "zendesk"},
    "pd:PaymentCard": {"klarna"},
    "pd:TradeUnionMembership": set(),
    "pd:Health": set(),
}
LINES = {
    "pd:EmailAddress": {("mailchimp", "114"), ("zendesk", "130"), ("zendesk", "145")},
    "pd:PaymentCard": {("klarna", "101")},
}


@pytest.fixture(scope="module")
def cacas(root: Path) -> Iterator[Workspace]:
    with ropa.open(root / "data" / "registers" / "cacas.ttl") as workspace:
        yield workspace


@pytest.fixture(scope="module", params=["memory", "disk", "remote"])
def filled(
    request: pytest.FixtureRequest, cacas: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "memory":
        opened: Store = memory()
    elif request.param == "disk":
        opened = disk(tmp_path_factory.mktemp("cacas") / "store", read_only=False)
    else:
        opened = remote(request.getfixturevalue("service"), Settings())
        opened.update("DROP ALL")
    with opened:
        opened.load(cacas.store.quads())
        yield opened


def slug(term: object) -> str:
    return getattr(term, "value", str(term)).rpartition("/")[2]


@pytest.mark.parametrize("shape", [PLAIN, TYPED, TYPED_PERSONAL], ids=["untyped", "typed", "typed-personal"])
@pytest.mark.parametrize("category", RECIPIENTS)
def test_a_category_goes_exactly_to_whom_the_notice_says(filled: Store, shape: str, category: str) -> None:
    rows = filled.select(PREFIXES + shape.replace("CATEGORY", category))
    assert {slug(row["who"]) for row in rows} == RECIPIENTS[category]
    assert len(rows) == len(RECIPIENTS[category])


@pytest.mark.parametrize("category", LINES)
def test_statements_show_where_it_is_said(filled: Store, category: str) -> None:
    rows = filled.select(PREFIXES + SAID.replace("CATEGORY", category))
    assert {(slug(row["who"]), slug(row["line"])) for row in rows} == LINES[category]


@pytest.mark.parametrize("shape", [PLAIN, TYPED, TYPED_PERSONAL], ids=["untyped", "typed", "typed-personal"])
@pytest.mark.parametrize("category", RECIPIENTS)
def test_rdflib_says_the_same(cacas: Workspace, shape: str, category: str) -> None:
    rows = cacas.graph.query(PREFIXES + shape.replace("CATEGORY", category))
    assert {slug(str(row.who)) for row in rows} == RECIPIENTS[category]


@pytest.mark.parametrize("category", LINES)
def test_rdflib_shows_the_same_lines(cacas: Workspace, category: str) -> None:
    rows = cacas.graph.query(PREFIXES + SAID.replace("CATEGORY", category))
    assert {(slug(str(row.who)), str(row.line)) for row in rows} == LINES[category]
