"""Explanations: from an inferred triple over rules and facts down to lines; and the names that lead there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import ropa
from ropa.errors import AmbiguousNameError, NotFoundError
from ropa.views.evidence import Lines
from ropa.views.explanation import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ropa import Workspace
    from ropa.views.explanation import Explanation

NOTICE = "https://w3id.org/ropa/id/notice/cacas"
DAY = date(2026, 11, 25)
UNION = ("cacas/payroll", "ropa:processesSpecialCategory", "pd:TradeUnionMembership")


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with ropa.open() as opened:
        yield opened


def below(found: Explanation) -> list[Explanation]:
    """Return a node and all nodes under it."""
    return [found, *(deep for one in found.because for fact in one.facts for deep in below(fact))]


def test_union_membership_in_payroll_leads_to_line_152(workspace: Workspace) -> None:
    found = workspace.explain(*UNION)
    assert found.inferred
    (because,) = found.because
    assert because.rule[0] == "https://w3id.org/ropa/id/rule/special-category"
    assert because.law == (("http://data.europa.eu/eli/reg/2016/679/art_9/par_1/oj", "GDPR Art. 9(1)"),)
    processed, special = because.facts
    assert [one[1] for one in (processed.subject, processed.link, processed.value)] == [
        "Paying wages",
        "has personal data",
        "Trade Union Membership",
    ]
    (statement,) = processed.said
    assert statement.disclosure[1] == "given as an example"
    assert [lines for _, lines in statement.lines] == [Lines(NOTICE, 152, 152)]
    assert special.value[0] == "https://w3id.org/dpv#SpecialCategoryPersonalData"
    assert special.graphs == ("https://w3id.org/ropa/id/graph/derived",)


def test_a_duty_leads_over_another_inference_to_the_same_line(workspace: Workspace) -> None:
    found = workspace.explain("cacas/payroll", "ropa:owes", "ropa:SpecialCategoryConditionDuty")
    (fact,) = found.because[0].facts
    assert fact == workspace.explain(*UNION)
    assert Lines(NOTICE, 152, 152) in {place[1] for node in below(found) for said in node.said for place in said.lines}


def test_a_possible_transfer_names_the_public_source_of_a_seat(workspace: Workspace) -> None:
    found = workspace.explain("flow/cacas/rights-requests/zendesk", "ropa:possibleTransferTo", "loc:US")
    seat = next(one for one in below(found) if one.link[0] == "https://w3id.org/dpv#hasCountry")
    assert seat.said[0].sources == ("https://www.zendesk.com/about/",)
    assert seat.said[0].date == "2026-11-25"
    reading = next(one for one in below(found) if one.link[0] == "https://w3id.org/dpv#hasRecipient")
    assert reading.said[0].disclosure[1] == "inferred"
    assert "Zendesk" in (reading.said[0].reason or "")


def test_a_triple_that_two_rules_give_has_both(workspace: Workspace) -> None:
    found = workspace.explain("flow/cacas/newsletter/mailchimp", "ropa:possibleTransferTo", "loc:US")
    assert {(one.rule[0] or "").rpartition("/")[2] for one in found.because} == {
        "possible-transfer",
        "possible-transfer-through-others",
    }


def test_a_condition_of_a_decision_is_told_in_one_language(workspace: Workspace) -> None:
    for lang, words in (("en", "certified under"), ("nb", "sertifisert"), ("sv", "certifierad")):
        found = workspace.explain(
            "flow/cacas/newsletter/mailchimp", "ropa:possibleAdequacy", "adequacy/us", lang=lang, day=DAY
        )
        conditions = [one.value[1] for one in below(found) if one.link[0] == "https://w3id.org/ropa#onlyIf"]
        assert len(conditions) == 1
        assert words in conditions[0]


def test_the_day_asked_about_comes_with_the_question(workspace: Workspace) -> None:
    found = workspace.explain("flow/cacas/newsletter/mailchimp", "ropa:possibleAdequacy", "adequacy/us", day=DAY)
    day = next(one for one in below(found) if one.link[0] == "https://w3id.org/ropa#asOf")
    assert day.value == (None, "2026-11-25")
    assert (day.because, day.said, day.graphs) == ((), (), ())


@pytest.mark.parametrize(
    ("lang", "title", "law"),
    [
        ("en", "A special category by its kind", "GDPR Art. 9(1)"),
        ("nb", "En særlig kategori etter sitt slag", "personvernforordningen art. 9 nr. 1"),
        ("sv", "En särskild kategori till sin art", "dataskyddsförordningen art. 9.1"),
    ],
)
def test_it_is_told_in_the_language_asked_for(workspace: Workspace, lang: str, title: str, law: str) -> None:
    because = workspace.explain(*UNION, lang=lang).because[0]
    assert (because.rule[1], because.law[0][1]) == (title, law)


def test_a_guideline_is_called_by_its_title(workspace: Workspace) -> None:
    found = workspace.explain("cacas/payroll", "ropa:criteriaMet", "2")
    assert [label for _, label in found.because[0].law] == [
        "GDPR Art. 35(3)",
        "Guidelines on impact assessment, WP 248 rev.01",
    ]
    assert {one.value[1] for one in found.because[0].facts} == {
        "sensitive or highly personal data",
        "vulnerable data subjects",
    }


@pytest.mark.parametrize(
    "names",
    [
        ("https://w3id.org/ropa/id/activity/cacas/payroll", "https://w3id.org/ropa#owes", "condition of Art. 9(2)"),
        ("activity/cacas/payroll", "ropa:owes", "ropa:SpecialCategoryConditionDuty"),
        ("Lønnsutbetaling", "skylder", "vilkår etter art. 9 nr. 2"),
        ("Löneutbetalning", "är skyldig", "undantag enligt art. 9.2"),
    ],
    ids=["iri", "slug and curie", "nb", "sv"],
)
def test_names_are_slugs_curies_iris_and_labels_of_each_language(workspace: Workspace, names: tuple[str, ...]) -> None:
    found = workspace.explain(*names)
    assert found.value[0] == "https://w3id.org/ropa#SpecialCategoryConditionDuty"


def test_a_stated_triple_is_explained_by_its_statement(workspace: Workspace) -> None:
    found = workspace.explain("cacas/newsletter", "dpv:hasLegalBasis", "eu-gdpr:A6-1-a")
    assert not found.inferred
    assert [place[1].first for place in found.said[0].lines] == [116]


def test_names_that_nothing_has_are_refused_with_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match=r"no thing 'cacas/payrol'.*activity/cacas/payroll"):
        workspace.explain("cacas/payrol", "ropa:owes", "x")
    with pytest.raises(NotFoundError, match=r"no property of it 'ropa:owed'.*ropa:owes"):
        workspace.explain("cacas/payroll", "ropa:owed", "x")
    with pytest.raises(NotFoundError, match=r"no conclusion 'agreement'.*ropa:SpecialCategoryConditionDuty"):
        workspace.explain("cacas/payroll", "ropa:owes", "agreement")


def test_a_name_that_fits_several_is_refused_with_the_list(workspace: Workspace) -> None:
    with pytest.raises(AmbiguousNameError, match=r"activity/cacas/newsletter.*activity/cantec/newsletter"):
        workspace.explain("newsletter", "ropa:givesRight", "eu-gdpr:A21")


def test_where_nothing_follows_and_nothing_is_stated_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("# nothing\n", "utf-8")
    with ropa.open(path, bare=True) as empty, pytest.raises(NotFoundError, match="no thing 'payroll'"):
        empty.explain("payroll", "ropa:owes", "x")


def test_json_has_the_whole_tree(workspace: Workspace) -> None:
    found = as_json(workspace.explain(*UNION))
    assert found["inferred"] is True
    assert found["subject"] == {"iri": "https://w3id.org/ropa/id/activity/cacas/payroll", "label": "Paying wages"}
    fact = found["because"][0]["facts"][0]
    assert fact["statements"][0]["evidence"] == [
        {"document": {"iri": NOTICE, "label": "Privacy notice of Cacas"}, "lines": [152, 152]}
    ]
