"""``/api/v1/explain`` over the shipped registers, by a real server: the tree, language and day, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ropa

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx2

    from .conftest import Serving

PATH = "/api/v1/explain"
UNION = {"s": "cacas/payroll", "p": "ropa:processesSpecialCategory", "o": "pd:TradeUnionMembership"}


@pytest.fixture(scope="module")
def shipped(serving: Serving) -> Iterator[httpx2.Client]:
    with ropa.open() as workspace, serving(workspace) as client:  # type: ignore[arg-type] # a whole workspace
        yield client


def test_union_membership_in_payroll_leads_to_line_152(shipped: httpx2.Client) -> None:
    response = shipped.get(PATH, params=UNION)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    found = response.json()
    assert found["subject"] == {"iri": "https://w3id.org/ropa/id/activity/cacas/payroll", "label": "Paying wages"}
    (because,) = found["because"]
    assert because["rule"]["iri"] == "https://w3id.org/ropa/id/rule/special-category"
    assert [law["label"] for law in because["law"]] == ["GDPR Art. 9(1)"]
    (statement,) = because["facts"][0]["statements"]
    assert [place["lines"] for place in statement["evidence"]] == [[152, 152]]


def test_it_speaks_the_language_asked_for(shipped: httpx2.Client) -> None:
    found = shipped.get(PATH, params=UNION | {"lang": "sv"}).json()
    assert found["value"]["label"] == "medlemskap i fackförening"
    assert found["because"][0]["law"][0]["label"] == "dataskyddsförordningen art. 9.1"


def test_a_day_decides_on_the_decision_of_adequacy(shipped: httpx2.Client) -> None:
    adequacy = {"s": "flow/cacas/newsletter/mailchimp", "p": "ropa:possibleAdequacy", "o": "adequacy/us"}
    assert shipped.get(PATH, params=adequacy | {"as_of": "2023-07-10"}).status_code == 200
    assert shipped.get(PATH, params=adequacy | {"as_of": "2023-07-09"}).status_code == 404


def test_what_does_not_follow_is_a_problem_that_names_the_nearest(shipped: httpx2.Client) -> None:
    response = shipped.get(PATH, params=UNION | {"o": "pd:Salary"})
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    problem = response.json()
    assert problem["type"] == "https://w3id.org/ropa/problem/not-found"
    assert "pd:TradeUnionMembership" in problem["remedy"]


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"s": ""}, "usage", "'s' is missing"),
        ({"lang": "da"}, "usage", "no language"),
        ({"as_of": "yesterday"}, "usage", "no day"),
        ({"s": "x" * 1001}, "usage", "longer than 1000"),
        ({"s": "newsletter"}, "ambiguous-name", "activity/cacas/newsletter"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_with_status_400(
    shipped: httpx2.Client, given: dict[str, str], kind: str, words: str
) -> None:
    response = shipped.get(PATH, params=UNION | given)
    assert response.status_code == 400
    assert response.json()["type"] == f"https://w3id.org/ropa/problem/{kind}"
    assert words in response.json()["detail"]


def test_a_client_that_has_the_answer_is_told_so(shipped: httpx2.Client) -> None:
    asked = UNION | {"as_of": "2026-11-25"}
    tag = shipped.get(PATH, params=asked).headers["etag"]
    assert shipped.get(PATH, params=asked, headers={"If-None-Match": tag}).status_code == 304
    assert shipped.get(PATH, params=asked | {"lang": "nb"}, headers={"If-None-Match": tag}).status_code == 200


def test_what_is_inferred_does_not_reach_the_endpoint(shipped: httpx2.Client) -> None:
    assert shipped.get(PATH, params=UNION).status_code == 200
    query = "ASK { { ?s ropa:processesSpecialCategory ?o } UNION { GRAPH ?g { ?s ropa:processesSpecialCategory ?o } } }"
    assert shipped.get("/sparql", params={"query": query, "format": "json"}).json()["boolean"] is False
