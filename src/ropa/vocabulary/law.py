"""What a provision of the GDPR is called in each language, read from its ELI address.

Other sources of law have titles in the graph; only those of the Regulation follow a pattern.
"""

from __future__ import annotations

import re
from typing import Final

from ropa.i18n import say

_ELI: Final = re.compile(
    r"http://data\.europa\.eu/eli/reg/2016/679/art_(?P<article>\d+)"
    r"(?:/par_(?P<paragraph>\d+))?(?:/pnt_(?P<point>[a-z]))?/oj"
)


def gdpr_label(iri: str, lang: str) -> str | None:
    """Return "GDPR Art. 9(2)(a)" for ``.../art_9/par_2/pnt_a/oj``, as a language writes it; ``None`` for other law."""
    found = _ELI.fullmatch(iri)
    if found is None:
        return None
    label = say(lang, "law_article", article=found["article"])
    if found["paragraph"]:
        label = say(lang, "law_paragraph", law=label, paragraph=found["paragraph"])
    if found["point"]:
        label = say(lang, "law_point", law=label, point=found["point"])
    return label
