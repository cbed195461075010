"""``ropa explain``: the tree as text and as JSON, in three languages, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Ropa

UNION = ("cacas/payroll", "ropa:processesSpecialCategory", "pd:TradeUnionMembership")


@pytest.mark.parametrize(
    ("lang", "rule", "place"),
    [
        (
            "en",
            "A special category by its kind (GDPR Art. 9(1))",
            "given as an example: Privacy notice of Cacas, line 152",
        ),
        (
            "nb",
            "En særlig kategori etter sitt slag (personvernforordningen art. 9 nr. 1)",
            "oppgitt som eksempel: Personvernerklæringen til Cacas, linje 152",
        ),
        (
            "sv",
            "En särskild kategori till sin art (dataskyddsförordningen art. 9.1)",
            "uppgivet som exempel: Integritetsmeddelande från Cacas, rad 152",
        ),
    ],
)
def test_the_tree_goes_from_rule_to_line(ropa: Ropa, lang: str, rule: str, place: str) -> None:
    done = ropa("--lang", lang, "explain", *UNION)
    assert done.code == 0, done.err
    lines = [line.strip() for line in done.out.splitlines()]
    assert any(line.endswith(rule) for line in lines)
    assert lines.index(next(line for line in lines if line.endswith(rule))) < lines.index(place)


def test_json_is_the_tree_as_data(ropa: Ropa) -> None:
    found = json.loads(ropa("explain", *UNION, "--format", "json").out)
    assert found["inferred"] is True
    assert found["because"][0]["facts"][0]["statements"][0]["evidence"][0]["lines"] == [152, 152]


def test_the_day_asked_about_is_part_of_the_reason(ropa: Ropa) -> None:
    adequacy = ("flow/cacas/newsletter/mailchimp", "ropa:possibleAdequacy", "adequacy/us")
    done = ropa("explain", *adequacy, "--as-of", "2023-07-10")
    assert done.code == 0, done.err
    assert done.out.rstrip().endswith("given with the question")
    assert ropa("explain", *adequacy, "--as-of", "2023-07-09").code == 2


def test_a_record_of_ones_own_is_explained_without_lines(ropa: Ropa, payroll: Path) -> None:
    done = ropa(
        "--register", payroll, "explain", "https://example.org/payroll", "dpv:hasPersonalData", "pd:BankAccount"
    )
    assert done.code == 0, done.err
    assert done.out.splitlines()[1].strip() == "recorded"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("cacas/payrol", "ropa:owes", "x"),
            "there is no thing 'cacas/payrol'. The nearest are: activity/cacas/payroll",
        ),
        (("newsletter", "ropa:owes", "x"), "'newsletter' fits several: activity/cacas/newsletter"),
        ((*UNION, "--as-of", "yesterday"), "--as-of: 'yesterday' is no day."),
    ],
)
def test_what_cannot_be_explained_is_one_line_that_says_why(ropa: Ropa, arguments: tuple[str, ...], error: str) -> None:
    done = ropa("explain", *arguments)
    assert done.code == 2
    assert done.error.startswith(error)
