"""Our own words stand in all three languages, with the same blanks."""

from __future__ import annotations

import re

import pytest

from ropa.i18n import count, say, words
from ropa.settings import LANGUAGES


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_language_has_every_word_with_the_same_blanks(lang: str) -> None:
    english, other = words("en"), words(lang)
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", other[key])), key


@pytest.mark.parametrize(
    ("lang", "number", "phrase"),
    [
        ("en", 1, "1 month"),
        ("en", 6, "6 months"),
        ("nb", 6, "6 måneder"),
        ("sv", 1, "1 månad"),
        ("sv", 18, "18 månader"),
    ],
)
def test_numbers_take_the_singular_or_plural_of_their_unit(lang: str, number: int, phrase: str) -> None:
    assert count(lang, "month", number) == phrase


def test_blanks_are_filled() -> None:
    assert say("nb", "until_event", event="avmelding") == "til: avmelding"
