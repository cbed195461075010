"""Evidence of an activity: values with disclosure and lines, silence, claims; and names that lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa
from ropa.errors import AmbiguousNameError, NotFoundError
from ropa.views.evidence import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ropa import Workspace
    from ropa.views.evidence import EvidenceItem

NOTICE = "https://w3id.org/ropa/id/notice/bakery"
DPV = "https://w3id.org/dpv#"
ROPA = "https://w3id.org/ropa#"


@pytest.fixture(scope="module")
def bakery(examples: Path) -> Iterator[Workspace]:
    with ropa.open(examples / "registers" / "bakery.ttl") as workspace:
        yield workspace


def item(workspace: Workspace, element: str, thing: str, lang: str = "en") -> EvidenceItem:
    found = [
        one
        for one in workspace.evidence("bakery/orders", lang).items
        if one.element.endswith(element) and one.thing.endswith(thing)
    ]
    assert len(found) == 1
    return found[0]


def test_values_come_with_disclosure_and_every_passage(bakery: Workspace) -> None:
    data = item(bakery, "hasPersonalData", "activity/bakery/orders")
    assert {iri.rpartition("#")[2] for iri, _ in data.values} == {"EmailAddress", "Name", "PhysicalAddress"}
    assert data.disclosure == ROPA + "Example"
    assert data.lines == (Lines(NOTICE, 5, 6), Lines(NOTICE, 10, 10))


def test_a_flow_shows_only_the_data_that_its_recipient_gets(bakery: Workspace) -> None:
    data = item(bakery, "hasPersonalData", "flow/bakery/orders/courier")
    assert {iri.rpartition("#")[2] for iri, _ in data.values} == {"Name", "PhysicalAddress"}


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("en", "It drives on the bakery's orders."),
        ("nb", "Det kjører på bakeriets ordre."),
        ("sv", "Det kör på bageriets order."),
    ],
)
def test_an_inferred_role_gives_its_reason_in_the_language_asked_for(bakery: Workspace, lang: str, reason: str) -> None:
    role = item(bakery, "hasDataProcessor", "courier", lang)
    assert role.reason == reason
    assert role.disclosure == ROPA + "Inferred"


@pytest.mark.parametrize(
    ("lang", "period", "until"),
    [
        ("en", "1 year 6 months from: ", "until: "),
        ("nb", "1 år 6 måneder fra: ", "til: "),
        ("sv", "1 år 6 månader från: ", "till: "),
    ],
)
def test_retention_reads_as_a_phrase(bakery: Workspace, lang: str, period: str, until: str) -> None:
    phrases = [label for _, label in item(bakery, "hasStorageCondition", "activity/bakery/orders", lang).values]
    assert sum(period in phrase for phrase in phrases) == 1
    assert sum(until in phrase for phrase in phrases) == 1
    assert len(phrases) == 2


def test_retention_without_end_says_so(bakery: Workspace) -> None:
    (kept,) = [one for one in bakery.evidence("bakery/payroll").items if one.element == DPV + "hasStorageCondition"]
    assert [label for _, label in kept.values] == ["without end"]


def test_what_is_not_mentioned_is_listed_for_activity_and_flow(bakery: Workspace) -> None:
    silent = {
        one.thing.rpartition("id/")[2]: {iri.rpartition("#")[2] for iri, _ in one.elements}
        for one in bakery.evidence("bakery/orders").silent
    }
    assert silent["activity/bakery/orders"] == {"hasLegalBasis", "hasDataSubject"}
    # What the activity does not mention and the flow would take from it, the flow does not mention either.
    assert silent["flow/bakery/orders/courier"] == {"hasThirdCountry", "hasLegalBasis", "hasDataSubject"}


def test_a_claim_about_the_activity_comes_along(bakery: Workspace) -> None:
    (claim,) = bakery.evidence("bakery/orders").claims
    assert claim.claims == ROPA + "NoDisclosure"
    assert claim.lines == (Lines(NOTICE, 13, 13),)


def test_a_value_that_no_statement_covers_is_recorded(bakery: Workspace) -> None:
    (data,) = [one for one in bakery.evidence("bakery/payroll").items if one.element == DPV + "hasPersonalData"]
    assert data.disclosure == ROPA + "Recorded"
    assert data.lines == ()


@pytest.mark.parametrize(
    "name",
    [
        "https://w3id.org/ropa/id/activity/bakery/orders",
        "bakery/orders",
        "orders",
        "Cake orders",
        "kakebestillinger",
        "Tårtbeställningar",
    ],
)
def test_an_activity_is_found_by_iri_slug_and_title_in_each_language(bakery: Workspace, name: str) -> None:
    assert bakery.evidence(name).activity == "https://w3id.org/ropa/id/activity/bakery/orders"


def test_an_unknown_activity_is_refused_with_the_nearest_names(bakery: Workspace) -> None:
    with pytest.raises(NotFoundError, match="bakery/orders"):
        bakery.evidence("bakery/ordrs")


def test_a_name_that_fits_several_is_refused_with_the_list(examples: Path, tmp_path: Path) -> None:
    bakery = (examples / "registers" / "bakery.ttl").read_text(encoding="utf-8")
    second = tmp_path / "grocer.ttl"
    second.write_text(bakery.replace("bakery", "grocer"), encoding="utf-8")
    with (
        ropa.open([examples / "registers" / "bakery.ttl", second]) as both,
        pytest.raises(AmbiguousNameError) as refused,
    ):
        both.evidence("payroll")
    assert str(refused.value) == "'payroll' fits several activities: bakery/payroll, grocer/payroll. Give one of these."


def test_an_unlike_name_is_refused_with_all_activities_where_they_are_few(bakery: Workspace) -> None:
    with pytest.raises(NotFoundError) as refused:
        bakery.evidence("xqzzz")
    assert str(refused.value) == "there is no activity 'xqzzz'. There are: bakery/orders, bakery/payroll."


def test_an_unlike_name_is_refused_with_how_many_there_are_where_only_some_are_listed(root: Path) -> None:
    register = root / "data" / "registers" / "cacas.ttl"
    activities = register.read_text("utf-8").count(" a ropa:ProcessingActivity ")
    with ropa.open(register) as workspace, pytest.raises(NotFoundError) as refused:
        workspace.evidence("xqzzz")
    assert refused.value.remedy.startswith(f"There are {activities}, among them: cacas/access-control, ")
    assert refused.value.remedy.count(", cacas/") == 4


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("en", "Cake orders → Courier & Sons"),
        ("nb", "Kakebestillinger → Courier & Sons"),
        ("sv", "Tårtbeställningar → Courier & Sons"),
    ],
)
def test_a_flow_is_headed_by_its_activity_and_its_recipient(bakery: Workspace, lang: str, heading: str) -> None:
    assert item(bakery, "hasRecipient", "courier", lang).thing_label == heading
    silent = [one.thing_label for one in bakery.evidence("bakery/orders", lang).silent]
    assert silent == [heading.partition(" →")[0], heading]


def test_two_flows_to_one_recipient_are_told_apart_by_their_data(examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "bakery.ttl"
    file.write_text(
        (examples / "registers" / "bakery.ttl").read_text("utf-8")
        + "<activity/bakery/orders> dpv:hasProcess <flow/bakery/orders/again> , <flow/bakery/orders/once-more> .\n"
        "<flow/bakery/orders/again> a ropa:Flow ; dpv:hasRecipient <org/courier> ;"
        " dpv:hasPersonalData pd:EmailAddress .\n"
        "<flow/bakery/orders/once-more> a ropa:Flow ; dpv:hasRecipient <org/courier> ;"
        " dpv:hasPersonalData pd:EmailAddress .\n",
        encoding="utf-8",
    )
    with ropa.open(file) as workspace:
        found = workspace.evidence("bakery/orders")
    assert {one.thing.rpartition("/")[2]: one.thing_label for one in found.items} == {
        "orders": "Cake orders",
        "again": "Cake orders → Courier & Sons (Email Address)",
        "courier": "Cake orders → Courier & Sons (Name, Physical Address)",
        "once-more": "Cake orders → Courier & Sons (Email Address) (2)",
    }


def test_a_claim_about_the_whole_register_comes_along_with_its_place_and_exceptions(
    examples: Path, tmp_path: Path
) -> None:
    text = (examples / "registers" / "bakery.ttl").read_text(encoding="utf-8")
    file = tmp_path / "bakery.ttl"
    file.write_text(
        text + "<notice/bakery#claim-sale> a ropa:Claim ; ropa:claims ropa:NoSale ; ropa:except ropa:Consent ;"
        " ropa:about <register/bakery> ; ropa:passage <notice/bakery#line=13,14> .\n"
        "<notice/bakery#claim-place> a ropa:Claim ; ropa:claims ropa:StoredIn ; ropa:about <register/bakery> ;"
        " ropa:place <https://w3id.org/dpv/loc#NO> ; ropa:passage <notice/bakery#line=14,15> .\n",
        encoding="utf-8",
    )
    with ropa.open(file) as workspace:
        claims = {one.claims.removeprefix(ROPA): one for one in workspace.evidence("bakery/payroll", "sv").claims}
    assert set(claims) == {"NoSale", "StoredIn"}
    assert [label for _, label in claims["NoSale"].excepts] == ["med samtycke"]
    assert [label for _, label in claims["StoredIn"].places] == ["Norge"]
    assert claims["StoredIn"].lines == (Lines(NOTICE, 15, 15),)
