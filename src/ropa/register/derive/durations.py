"""Durations as numbers of days, for every engine sorts ``xsd:duration`` differently or as text.

A year is 365 days and a month 30, as in the model: good for sorting and for comparing with a limit, not for
reckoning the day on which something is to be deleted.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.register import terms as t
from ropa.vocabulary.namespaces import expand

if TYPE_CHECKING:
    from ropa.register.derive.context import Context

#: XML Schema 1.1 part 2, section 3.3.6.2, with the weeks of ISO 8601, which people write too.
_DURATION: Final = re.compile(
    r"(?P<minus>-)?P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_DAYS: Final = {
    "years": Decimal(365),
    "months": Decimal(30),
    "weeks": Decimal(7),
    "days": Decimal(1),
    "hours": Decimal(1) / 24,
    "minutes": Decimal(1) / 1440,
    "seconds": Decimal(1) / 86400,
}
_TYPES: Final = {expand(f"xsd:{name}") for name in ("duration", "dayTimeDuration", "yearMonthDuration")}
_DECIMAL: Final = NamedNode(expand("xsd:decimal"))
_PLACES: Final = Decimal("0.0001")


def derive_days(context: Context) -> None:
    """Derive ``ropa:days`` for each thing that has a duration as its value."""
    for link in (t.VALUE, t.DURATION, t.DEADLINE):
        for thing, value in context.all.pairs(link):
            if isinstance(value, Literal) and value.datatype.value in _TYPES:
                days = days_of(value.value)
                if days is not None:
                    context.add(thing, t.DAYS, days)


def days_of(duration: str) -> Literal | None:
    """Return a duration such as ``P1Y6M`` in days, whole where it can be, and ``None`` where it is none.

    >>> days_of("P1Y6M").value
    '545'
    """
    match = _DURATION.fullmatch(duration)
    if not match or not any(match[part] for part in _DAYS):
        return None
    total = sum((Decimal(match[part] or 0) * length for part, length in _DAYS.items()), Decimal(0))
    total = -total if match["minus"] else total
    if total == total.to_integral_value():
        return Literal(int(total))
    return Literal(f"{total.quantize(_PLACES).normalize():f}", datatype=_DECIMAL)
