"""Who gets what over all five shipped registers, read off the notices; never whom the text rules out.

The lines behind the expected rows: Cacas 114 (newsletter at Mailchimp), 130 and 145 (e-mail enquiries in Zendesk), 134
and 145 (special categories in enquiries), 101 (card data at Klarna); Multicase 122 (registrations at EasyQuest).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ropa import Workspace

BY_CATEGORY = "SELECT DISTINCT ?who { ?p dpv:hasPersonalData CATEGORY ; dpv:hasRecipient ?who }"
OF_THIS_KIND = """SELECT DISTINCT ?who {
  ?p dpv:hasPersonalData ?data ; dpv:hasRecipient ?who . ?data ropa:within CATEGORY }"""


@pytest.fixture(scope="module")
def five() -> Iterator[Workspace]:
    with ropa.open() as workspace:
        yield workspace


def slugs(workspace: Workspace, query: str, column: str = "who") -> set[str]:
    return {getattr(row[column], "value", "").rpartition("/org/")[2] for row in workspace.select(query)}


@pytest.mark.parametrize(
    ("category", "recipients"),
    [
        ("pd:EmailAddress", {"easyquest", "mailchimp", "zendesk"}),
        ("pd:PaymentCard", {"klarna"}),
        ("ropa:PaymentInformation", {"klarna"}),
        ("pd:TradeUnionMembership", set()),
        ("pd:Health", set()),
        ("ropa:Allergy", set()),
        ("ropa:FoodAllergy", set()),
        ("ropa:WorkplaceAccommodation", set()),
        ("ropa:NationalIdentityNumber", set()),
        ("pd:TelephoneNumber", set()),
        ("pd:IPAddress", set()),
        ("pd:Salary", set()),
    ],
)
def test_a_category_goes_exactly_to_whom_the_notices_name(five: Workspace, category: str, recipients: set[str]) -> None:
    assert slugs(five, BY_CATEGORY.replace("CATEGORY", category)) == recipients


@pytest.mark.parametrize(
    ("kind", "recipients"),
    [("pd:Health", set()), ("pd:Financial", {"klarna"}), ("dpv:SpecialCategoryPersonalData", {"zendesk"})],
)
def test_a_kind_of_data_goes_exactly_to_whom_the_notices_name(five: Workspace, kind: str, recipients: set[str]) -> None:
    assert slugs(five, OF_THIS_KIND.replace("CATEGORY", kind)) == recipients


def test_only_three_companies_are_called_processor(five: Workspace) -> None:
    assert slugs(five, "SELECT DISTINCT ?who { ?p dpv:hasDataProcessor ?who }") == {"mailchimp", "planday", "visma"}


@pytest.mark.parametrize("company", ["klarna", "zendesk", "easyquest"])
def test_a_company_without_a_stated_role_has_one_by_inference_alone(five: Workspace, company: str) -> None:
    org = "<https://w3id.org/ropa/id/org/" + company + ">"
    plain = "ASK { ?p ?role WHO . ?role rdfs:subPropertyOf ropa:recipientRole }"
    inferred = """ASK { ?s ropa:covers WHO ; ropa:disclosure ropa:Inferred ; ropa:element ?role .
      ?role rdfs:subPropertyOf ropa:recipientRole }"""
    assert not five.ask(plain.replace("WHO", org))
    assert five.ask(inferred.replace("WHO", org))


@pytest.mark.parametrize("body", ["bronnoysundregistrene", "datatilsynet", "datainspektionen", "bolagsverket", "imy"])
def test_sources_and_complaint_bodies_are_no_recipients(five: Workspace, body: str) -> None:
    query = "ASK { ?p dpv:hasRecipient <https://w3id.org/ropa/id/org/BODY> }"
    assert not five.ask(query.replace("BODY", body))


def test_what_its_own_passage_says_is_shared_with_nobody_has_no_recipient(five: Workspace) -> None:
    rows = five.select("""SELECT ?activity ?line {
      ?s ropa:element dpv:hasRecipient ; ropa:disclosure ropa:StatedNone ; ropa:on ?activity .
      ?s ropa:passage/ropa:firstLine ?line . ?activity a ropa:ProcessingActivity }""")
    said = {
        (getattr(row["activity"], "value", "").rpartition("/activity/")[2], getattr(row["line"], "value", ""))
        for row in rows
    }
    assert {
        ("cag/social-media-messages", "228"),
        ("multicase/newsletter", "102"),
        ("multicase/anonymous-surveys", "112"),
    } <= said
    assert not five.ask("""ASK {
      ?s ropa:element dpv:hasRecipient ; ropa:disclosure ropa:StatedNone ; ropa:on ?activity .
      ?activity ropa:hasFlow/dpv:hasRecipient ?who }""")
