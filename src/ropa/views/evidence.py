"""Evidence of one activity: each value with how it is known and on which lines the document says it.

What the activity and its flows do not mention, and what the document claims about them, come along, so that nobody
takes silence for "none".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.errors import NotFoundError, Where
from ropa.resources import packaged
from ropa.store import bind
from ropa.views.headings import headings
from ropa.views.labels import Labels
from ropa.views.retention import retention_phrases
from ropa.vocabulary.namespaces import expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ropa.store import Store, Term
    from ropa.views.headings import Row

#: The order in which Art. 30(1) asks; what it does not name comes after.
_ORDER: Final = tuple(
    expand(name)
    for name in (
        "dpv:hasDataController",
        "dpv:hasPurpose",
        "dpv:hasDataSubject",
        "dpv:hasPersonalData",
        "dpv:hasLegalBasis",
        "ropa:legitimateInterest",
        "ropa:specialCategoryCondition",
        "dpv:hasRecipient",
        "dpv:hasDataProcessor",
        "dpv:hasProcessing",
        "dpv:hasStorageCondition",
        "dpv:hasDataSource",
        "dpv:hasNecessity",
    )
)


@dataclass(frozen=True)
class Lines:
    """Lines of a document, 1-based and inclusive."""

    document: str
    first: int
    last: int


@dataclass(frozen=True)
class EvidenceItem:
    """One statement: the values of an element of a thing, how they are known and where that is said."""

    thing: str
    thing_label: str
    element: str
    element_label: str
    #: (IRI or text, label) of each value.
    values: tuple[tuple[str, str], ...]
    disclosure: str
    disclosure_label: str
    reason: str | None
    #: Whether several values stand together without saying which goes with which (``ropa:pairing``).
    open_pairs: bool
    #: Whether the text closes the list (``ropa:extent``).
    closed: bool
    lines: tuple[Lines, ...]
    source: str | None


@dataclass(frozen=True)
class Silence:
    """The elements that a thing does not mention."""

    thing: str
    thing_label: str
    elements: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClaimItem:
    """What the document claims about an activity, and where."""

    claim: str
    claims: str
    claims_label: str
    #: (IRI, label) of where data are said to be, and of the cases that the claim excepts.
    places: tuple[tuple[str, str], ...]
    excepts: tuple[tuple[str, str], ...]
    #: What its words leave open, in words of ours.
    reason: str | None
    lines: tuple[Lines, ...]


@dataclass(frozen=True)
class Evidence:
    """All that is known of one activity and its flows, with where it is said."""

    activity: str
    title: str
    items: tuple[EvidenceItem, ...]
    silent: tuple[Silence, ...]
    claims: tuple[ClaimItem, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that any line lies in."""
        every = [one.lines for one in self.items] + [one.lines for one in self.claims]
        return tuple(dict.fromkeys(one.document for lines in every for one in lines))


def evidence(store: Store, activity: NamedNode, lang: str) -> Evidence:
    """Return the evidence of an activity.

    Raises :class:`~ropa.errors.NotFoundError` where nothing is said of it.
    """
    labels = Labels(store, lang)
    retention = retention_phrases(store, activity, labels, lang)
    said = list(store.select(bind(packaged("views/evidence.rq"), activity=activity)))
    silent = list(store.select(bind(packaged("views/silence.rq"), activity=activity)))
    if not said:
        raise NotFoundError("no statement is made about it", where=Where(shrink(activity.value)))
    heads = headings(activity, said, silent, labels)
    grouped: dict[str, list[Row]] = {}
    for row in said:
        grouped.setdefault(str(row["statement"]) + str(row["thing"]), []).append(row)
    items = [_item(rows, labels, retention, heads, activity) for rows in grouped.values()]
    items.sort(key=lambda item: (item.thing != activity.value, item.thing, *_rank(item)))
    return Evidence(
        activity.value,
        heads.get(activity.value) or labels(activity),
        tuple(items),
        _silent(silent, heads, activity, labels),
        _claims(store, activity, labels),
    )


def _rank(item: EvidenceItem) -> tuple[int, str, int]:
    place = _ORDER.index(item.element) if item.element in _ORDER else len(_ORDER)
    return place, item.element, min((one.first for one in item.lines), default=0)


def _kind(thing: Term | None, activity: NamedNode) -> str:
    return "ropa:ProcessingActivity" if thing == activity else "ropa:Flow"


def _item(
    rows: Sequence[Row], labels: Labels, retention: dict[str, str], heads: dict[str, str], activity: NamedNode
) -> EvidenceItem:
    head = rows[0]
    values = {_text(row["value"]): _label(row["value"], labels, retention) for row in rows if row["value"] is not None}
    return EvidenceItem(
        thing=_text(head["thing"]),
        thing_label=heads.get(_text(head["thing"]), ""),
        element=_text(head["element"]),
        element_label=labels.element(head["element"], _kind(head["thing"], activity)),
        values=tuple(sorted(values.items(), key=lambda pair: pair[1])),
        disclosure=_text(head["disclosure"]),
        disclosure_label=labels(head["disclosure"]),
        reason=labels.choose(row["reason"] for row in rows),
        open_pairs=any(row["pairing"] is not None for row in rows),
        closed=any(row["extent"] is not None for row in rows),
        lines=_lines(rows),
        source=next((_text(row["source"]) for row in rows if row["source"] is not None), None),
    )


def _label(value: Term | None, labels: Labels, retention: dict[str, str]) -> str:
    return retention.get(_text(value)) or labels(value)


def _lines(rows: Iterable[Row]) -> tuple[Lines, ...]:
    found = {
        Lines(_text(row["document"]), int(_text(row["first"])), int(_text(row["last"])))
        for row in rows
        if row["document"] is not None
    }
    return tuple(sorted(found, key=lambda one: (one.document, one.first, one.last)))


def _silent(rows: Iterable[Row], heads: dict[str, str], activity: NamedNode, labels: Labels) -> tuple[Silence, ...]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        element = (_text(row["element"]), labels.element(row["element"], _kind(row["thing"], activity)))
        found.setdefault(_text(row["thing"]), []).append(element)
    ordered = sorted(found, key=lambda thing: (thing != activity.value, thing))
    return tuple(
        Silence(one, heads.get(one, ""), tuple(sorted(found[one], key=lambda pair: pair[1]))) for one in ordered
    )


def _claims(store: Store, activity: NamedNode, labels: Labels) -> tuple[ClaimItem, ...]:
    grouped: dict[str, list[Row]] = {}
    for row in store.select(bind(packaged("views/claims.rq"), activity=activity)):
        grouped.setdefault(_text(row["claim"]), []).append(row)
    return tuple(
        ClaimItem(
            claim,
            _text(rows[0]["claims"]),
            labels(rows[0]["claims"]),
            _labelled((row["place"] for row in rows), labels),
            _labelled((row["except"] for row in rows), labels),
            labels.choose(row["reason"] for row in rows),
            _lines(rows),
        )
        for claim, rows in sorted(grouped.items())
    )


def _labelled(terms: Iterable[Term | None], labels: Labels) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(_text(one), labels(one)) for one in terms if one is not None}))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
