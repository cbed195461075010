"""Our own words in English, Norwegian bokmål and Swedish: one TOML file for each language.

Labels of terms and titles of things are not here; they stand in the graph. A test compares the three files, so that
no language lacks a word.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from ropa.resources import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def words(lang: str) -> Mapping[str, str]:
    """Return our words in a language, ``en``, ``nb`` or ``sv``."""
    return tomllib.loads(packaged(f"i18n/{lang}.toml"))


def say(lang: str, key: str, **values: object) -> str:
    """Return one of our words with its blanks filled, ``say("sv", "years", count=2)``."""
    return words(lang)[key].format(**values)


def count(lang: str, unit: str, number: int) -> str:
    """Return a number with its unit in the singular or plural, ``count("en", "month", 6)`` is "6 months"."""
    return say(lang, unit if number == 1 else f"{unit}_plural", count=number)
