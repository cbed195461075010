"""What follows from the five notices, read against their texts: which line says what, the review pages hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

import ropa
from ropa.vocabulary.namespaces import ID, expand, shrink

if TYPE_CHECKING:
    from ropa.reasoning import Inferred

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def inferred() -> Inferred:
    with ropa.open() as workspace:
        return workspace.inferred(DAY)


def said(inferred: Inferred, link: str) -> set[tuple[str, str]]:
    """Return thing and value of each conclusion with a property, by their short names."""
    return {
        (one.triple.subject.value.removeprefix(ID), shrink(one.triple.object.value).removeprefix(ID))
        for one in inferred.inferences
        if one.triple.predicate.value == expand(link)
        and isinstance(one.triple.subject, NamedNode)
        and isinstance(one.triple.object, NamedNode | Literal)
    }


def test_special_categories_are_those_that_the_notices_name(inferred: Inferred) -> None:
    assert said(inferred, "ropa:processesSpecialCategory") == {
        ("activity/cacas/payroll", "pd:TradeUnionMembership"),
        ("activity/cacas/special-category-enquiries", "dpv:SpecialCategoryPersonalData"),
        ("activity/cag/event-catering", "ropa:FoodAllergy"),
        ("activity/multicase/course-registration", "ropa:Allergy"),
        ("activity/multicase/payroll", "pd:TradeUnionMembership"),
        ("flow/cacas/special-category-enquiries/zendesk", "dpv:SpecialCategoryPersonalData"),
    }


def test_adaptation_and_what_is_only_inferred_of_a_recipient_stay_possible(inferred: Inferred) -> None:
    assert said(inferred, "ropa:mayProcessSpecialCategory") == {
        ("activity/cacas/work-arrangements", "ropa:WorkplaceAccommodation"),
        ("activity/multicase/course-registration", "ropa:AccessibilityNeed"),
        ("activity/multicase/work-arrangements", "ropa:WorkplaceAccommodation"),
        ("flow/cacas/employees/visma", "pd:TradeUnionMembership"),
        ("flow/multicase/course-registration/easyquest", "ropa:AccessibilityNeed"),
        ("flow/multicase/course-registration/easyquest", "ropa:Allergy"),
    }


def test_only_the_three_that_a_notice_calls_processor_owe_an_agreement(inferred: Inferred) -> None:
    assert {thing for thing, duty in said(inferred, "ropa:owes") if duty == "ropa:ProcessorAgreementDuty"} == {
        "flow/cacas/employees/planday",
        "flow/cacas/employees/visma",
        "flow/cacas/newsletter/mailchimp",
    }


def test_no_notice_names_a_third_country_so_every_transfer_is_possible_only(inferred: Inferred) -> None:
    assert not [thing for thing, duty in said(inferred, "ropa:owes") if duty == "ropa:TransferGroundDuty"]
    flows = {thing for thing, _ in said(inferred, "ropa:possibleTransferTo")}
    assert {thing for thing, duty in said(inferred, "ropa:mayOwe") if duty == "ropa:TransferGroundDuty"} == flows


def test_transfers_are_possible_to_recipients_with_a_seat_or_an_operator_in_the_united_states(
    inferred: Inferred,
) -> None:
    transfers = said(inferred, "ropa:possibleTransferTo")
    assert {country for _, country in transfers} == {"loc:US"}
    assert {thing.rpartition("/")[2] for thing, _ in transfers} == {
        "addthis",
        "facebook",
        "google-analytics",
        "google-tag-manager",
        "instagram",
        "mailchimp",
        "purechat",
        "zendesk",
    }


def test_recipients_in_the_area_and_of_unknown_seat_are_no_transfer(inferred: Inferred) -> None:
    """Klarna is Swedish, Hotjar Maltese, Sleeknote Danish, Visma Norwegian; of Planday no seat is recorded."""
    things = {thing.rpartition("/")[2] for thing, _ in said(inferred, "ropa:possibleTransferTo")}
    assert not things & {"klarna", "hotjar", "sleeknote", "visma", "planday", "easyquest"}


def test_the_newsletter_of_cacas_gives_the_rights_of_consent_and_of_marketing(inferred: Inferred) -> None:
    rights = {right for thing, right in said(inferred, "ropa:givesRight") if thing == "activity/cacas/newsletter"}
    assert rights == {"eu-gdpr:A7-3", "eu-gdpr:A20", "eu-gdpr:A21"}


def test_payroll_of_cacas_meets_two_criteria_and_may_owe_an_assessment(inferred: Inferred) -> None:
    payroll = "activity/cacas/payroll"
    assert {one for thing, one in said(inferred, "ropa:meetsCriterion") if thing == payroll} == {
        "ropa:SensitiveOrPersonalData",
        "ropa:VulnerableDataSubjects",
    }
    assert (payroll, "2") in said(inferred, "ropa:criteriaMet")
    assert (payroll, "ropa:ImpactAssessmentDuty") in said(inferred, "ropa:mayOwe")
    assert "ropa:ImpactAssessmentDuty" not in {duty for _, duty in said(inferred, "ropa:owes")}


def test_a_balance_listed_with_other_bases_gives_the_right_to_object_possibly_only(inferred: Inferred) -> None:
    """CAG names contract, obligation and balance for the contacts of a service, and does not say which is for what."""
    service = ("activity/cag/service-contacts", "eu-gdpr:A21")
    assert service in said(inferred, "ropa:mayGiveRight")
    assert service not in said(inferred, "ropa:givesRight")


def test_the_older_act_that_a_notice_may_cite_gives_no_right_of_the_regulation(inferred: Inferred) -> None:
    things = {thing for link in ("ropa:givesRight", "ropa:mayGiveRight") for thing, _ in said(inferred, link)}
    assert "activity/multicase/payroll" not in things
