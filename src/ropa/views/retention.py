"""Storage conditions as phrases a person reads: "2 years from: case closed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.i18n import count, say
from ropa.resources import packaged
from ropa.store import bind
from ropa.vocabulary.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ropa.store import Store, Term
    from ropa.views.labels import Labels

#: Datatypes whose literals are read as periods.
DURATIONS: Final = frozenset(expand(f"xsd:{name}") for name in ("duration", "dayTimeDuration", "yearMonthDuration"))
_PARTS: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS: Final = ("year", "month", "week", "day", "hour", "minute", "second")
_PHRASES: Final = {
    expand("dpv:EndlessDuration"): "endless",
    expand("dpv:IndeterminateDuration"): "indeterminate",
}


def retention_phrases(store: Store, activity: NamedNode, labels: Labels, lang: str) -> dict[str, str]:
    """Return each storage condition of an activity and its flows (by IRI) as a phrase."""
    found: dict[str, str] = {}
    for row in store.select(bind(packaged("views/retention.rq"), activity=activity)):
        kept = row["kept"]
        if isinstance(kept, NamedNode) and (phrase := _phrase(row, labels, lang)):
            found[kept.value] = f"{found[kept.value]}; {phrase}" if kept.value in found else phrase
    return found


def period_phrase(period: str, lang: str) -> str:
    """Return an ``xsd:duration`` in words, ``period_phrase("P1Y6M", "en")`` is "1 year 6 months"."""
    match = _PARTS.fullmatch(period)
    parts = (
        [count(lang, unit, int(number)) for unit, number in zip(_UNITS, match.groups(), strict=True) if number]
        if match
        else []
    )
    return " ".join(parts) or period


def _phrase(row: Mapping[str, Term | None], labels: Labels, lang: str) -> str:
    kind = row["kind"]
    text = say(lang, _PHRASES[kind.value]) if isinstance(kind, NamedNode) and kind.value in _PHRASES else ""
    if row["period"] is not None:
        text = period_phrase(labels(row["period"]), lang)
        if row["from"] is not None:
            text = say(lang, "counted_from", period=text, event=labels(row["from"]))
    elif row["until"] is not None:
        text = say(lang, "until_event", event=labels(row["until"]))
    for name, key in (("applies", "applies_to"), ("condition", "under_condition"), ("end", "at_end")):
        if row[name] is not None:
            text = say(lang, key, text=text, what=labels(row[name])).lstrip()
    return text
