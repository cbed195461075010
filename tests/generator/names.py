"""Names in English, Norwegian and Swedish for made-up things, and labels that try to break whoever shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .things import Text

if TYPE_CHECKING:
    from random import Random

LANGUAGES: Final = ("en", "nb", "sv")

_FIRST: Final = ("Nordlys", "Fjell", "Sjö", "Bjørk", "Ek", "Havn", "Älv", "Vinter", "Måne", "Gran", "Öst", "Vest")
_SECOND: Final = {
    "bakeri": "Bakeri",
    "bokhandel": "Bokhandel",
    "sykler": "Sykler",
    "optik": "Optik",
    "mobler": "Møbler",
    "garn": "Garn",
    "kaffe": "Kaffe",
    "data": "Data",
}
_PLAIN: Final = str.maketrans("øöåäæØÖÅÄÆ", "ooaaaOOAAA")

#: Each stands behind an ordinary name, so that labels stay different from one another.
HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></script><!-- &amp; &#60;",
    "'; DROP TABLE activity; --",
    '"""\\"\\\\" """ . <a> <b> <c> .',
    "\\u0022 \\N{QUOTATION MARK} \\",
    "\u202egnihtemos\u202c \u200f\u200e\u2066right to left\u2069",
    "עברית و العربية",
    '=HYPERLINK("http://example.org/","x")',
    "{{7*7}} ${7*7} {0} %s%n",
    "line\nbreak\r\nand\ttab",
    "[x](javascript:alert) | a | b | `code` **bold**",
    "\U0001f9c1 e\u0301 \u00a0\u2028 \ufeff",
    "x" * 10_000,
    "ord " * 2_500,
)


def controller(chance: Random, index: int) -> tuple[str, str]:
    """Return slug and title of the controller of this index, which no other index has."""
    first, second = chance.choice(_FIRST), chance.choice(sorted(_SECOND))
    return f"{first.translate(_PLAIN).lower()}-{second}-{index + 1}", f"{first} {_SECOND[second]} {index + 1}"


class Labels:
    """Titles in three languages, ordinary or hostile."""

    def __init__(self, chance: Random, *, hostile: bool) -> None:
        self._chance = chance
        self._hostile = hostile

    def three(self, en: str, nb: str, sv: str) -> list[Text]:
        """Return a label in each language."""
        return [Text(self._worse(text), tag) for text, tag in zip((en, nb, sv), LANGUAGES, strict=True)]

    def name(self, text: str) -> Text:
        """Return a proper name, which belongs to no language."""
        return Text(self._worse(text))

    def _worse(self, text: str) -> str:
        return f"{text} {self._chance.choice(HOSTILE)}" if self._hostile else text
