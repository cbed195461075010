"""``ropa evidence``: for every value of one activity how it is known and in which lines it is said.

With the original documents at hand (:mod:`ropa.cli.originals`) the cited lines stand beside the values. What is
known comes from :mod:`ropa.views.evidence`; here it is only laid out, as text or as JSON.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ropa.cli import given
from ropa.vocabulary.namespaces import ID, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ropa.cli.originals import Originals
    from ropa.views.evidence import ClaimItem, Evidence, EvidenceItem, Lines

_PIPE_WIDTH = 160  # characters a line where there is no terminal to ask
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def evidence(
    context: typer.Context,
    activity: Annotated[str, typer.Argument(metavar="ACTIVITY", help="Slug, IRI or title of an activity.")],
    *,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder with the original documents, to show the cited lines too."),
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")] = "text",
) -> None:
    """Show where each value of an activity is said."""
    from ropa.cli import originals

    state = given.of(context)
    settings = state.settings()
    with state.open(settings) as workspace:
        found = workspace.evidence(activity)
        papers = originals.find(workspace, found.documents, documents, settings)
    if format_ == "json":
        as_json = _as_json(found, papers, quoting=documents is not None)
        typer.echo(json.dumps(as_json, ensure_ascii=False, indent=2))
        return
    _write(found, papers, settings.lang, quoting=documents is not None)
    for document in found.documents if documents is not None else ():
        given.say(_verdict(document, papers, settings.lang))


def _verdict(document: str, papers: Originals, lang: str) -> str:
    from ropa.i18n import say

    name, modelled = document.removeprefix(ID), papers.modelled[document]
    if path := papers.file(document):
        return say(lang, "document_unchanged", name=name, path=path)
    if modelled is None:
        return say(lang, "document_unhashed", name=name)
    return say(lang, "document_changed", name=name, sha256=modelled)


def _write(found: Evidence, papers: Originals, lang: str, *, quoting: bool) -> None:
    from ropa.cli.tables import curie, plain
    from ropa.i18n import say

    sys.stdout.write(f"{plain(found.title)}  {curie(found.activity)}\n")
    unknown = say(lang, "hash_unknown")
    sys.stdout.writelines(f"{plain(one)}  SHA-256 {papers.modelled[one] or unknown}\n" for one in found.documents)
    names = ("element", "value", "known", "lines", "text" if quoting else "reason")
    columns = [say(lang, f"column_{name}") for name in names]
    for thing, label in dict.fromkeys((item.thing, item.thing_label) for item in found.items):
        sys.stdout.write(f"\n{plain(label)}\n")
        _draw(columns, _rows(found, thing, _Beside(papers, lang, quoting=quoting), lang))
    for silence in found.silent:
        elements = ", ".join(label for _, label in silence.elements)
        words = say(lang, "not_mentioned", thing=plain(silence.thing_label), elements=plain(elements))
        sys.stdout.write(f"\n{words}\n")
    if found.claims:
        sys.stdout.write(f"\n{say(lang, 'claimed')}\n")
        beside = _Beside(papers, lang, quoting=quoting)
        claims = [[_claim(one, lang), _places(one.lines), beside(one)] for one in found.claims]
        _draw([say(lang, "column_claim"), *columns[3:]], claims)


def _draw(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw a table, with its last column, a reason or the text, only where some row has one."""
    from ropa.cli.tables import draw

    filled = list(rows)
    shown = len(columns) if any(row[-1] for row in filled) else len(columns) - 1
    width = None if sys.stdout.isatty() else shutil.get_terminal_size((_PIPE_WIDTH, 0)).columns
    draw(columns[:shown], (row[:shown] for row in filled), width=width)


def _claim(claim: ClaimItem, lang: str) -> str:
    from ropa.i18n import say

    text = claim.claims_label
    if claim.places:
        text = say(lang, "claim_place", claim=text, what=", ".join(label for _, label in claim.places))
    if claim.excepts:
        text = say(lang, "claim_except", claim=text, what=", ".join(label for _, label in claim.excepts))
    return text


def _rows(found: Evidence, thing: str, beside: _Beside, lang: str) -> Iterator[list[str]]:
    """Yield one row a value; what stands beside a statement stands beside the first of its values."""
    from ropa.i18n import say

    for item in (one for one in found.items if one.thing == thing):
        text = beside(item)
        known = [item.disclosure_label]
        known += [say(lang, "closed_list")] if item.closed else []
        known += [say(lang, "left_open")] if item.open_pairs else []
        place = ", ".join(filter(None, (_places(item.lines), item.source)))
        for label in [label for _, label in item.values] or [say(lang, "none_stated")]:
            yield [item.element_label, label, ", ".join(known), place, text]
            text = ""


def _places(lines: Iterable[Lines]) -> str:
    return ", ".join(str(one.first) if one.first == one.last else f"{one.first}-{one.last}" for one in lines)


class _Beside:
    """What stands beside the lines of one table: their text, once, and our reason, in brackets where both stand."""

    def __init__(self, papers: Originals, lang: str, *, quoting: bool) -> None:
        self._papers, self._lang, self._quoting = papers, lang, quoting
        self._quoted: set[Lines] = set()

    def __call__(self, item: EvidenceItem | ClaimItem) -> str:
        if not self._quoting:
            return item.reason or ""
        reason = f"({item.reason})" if item.reason else ""
        return " ".join(filter(None, [self._text(item.lines), reason]))

    def _text(self, lines: Sequence[Lines]) -> str:
        from ropa.i18n import say

        quotable = [one for one in lines if self._papers.quote([one])]
        if quotable and self._quoted.issuperset(quotable):
            return say(self._lang, "see_above")
        texts = []
        for one in quotable:
            if one in self._quoted:
                texts.append(say(self._lang, "see_above_line", lines=_places([one])))
            else:
                texts += self._papers.quote([one])
        self._quoted.update(quotable)
        return " / ".join(texts)


def _as_json(found: Evidence, papers: Originals, *, quoting: bool) -> dict[str, Any]:
    documents: list[dict[str, Any]] = [{"iri": iri, "sha256": sha256} for iri, sha256 in papers.modelled.items()]
    if quoting:
        for one in documents:
            path = papers.file(one["iri"])
            one |= {"file": None if path is None else str(path), "unchanged": path is not None}
    return {
        "activity": {"iri": found.activity, "label": found.title},
        "documents": documents,
        "items": [_item(item, papers, quoting=quoting) for item in found.items],
        "not_mentioned": [
            {"thing": _named(one.thing, one.thing_label), "elements": [_named(*element) for element in one.elements]}
            for one in found.silent
        ],
        "claims": [
            {
                "iri": one.claim,
                "claims": _named(one.claims, one.claims_label),
                "places": [_named(*place) for place in one.places],
                "excepts": [_named(*case) for case in one.excepts],
                "reason": one.reason,
                "evidence": _cited(one.lines, papers, quoting=quoting),
            }
            for one in found.claims
        ],
    }


def _item(item: EvidenceItem, papers: Originals, *, quoting: bool) -> dict[str, Any]:
    return {
        "thing": _named(item.thing, item.thing_label),
        "element": _named(item.element, item.element_label),
        "values": [_named(*value) for value in item.values],
        "disclosure": item.disclosure.removeprefix(expand("ropa:")),
        "reason": item.reason,
        "open_pairs": item.open_pairs,
        "closed": item.closed,
        "evidence": _cited(item.lines, papers, quoting=quoting),
        "source": item.source,
    }


def _named(iri: str, label: str) -> dict[str, str | None]:
    return {"iri": iri if _IRI.fullmatch(iri) else None, "label": label}


def _cited(lines: Iterable[Lines], papers: Originals, *, quoting: bool) -> list[dict[str, Any]]:
    return [
        {"document": one.document, "lines": [one.first, one.last]} | ({"text": papers.quote([one])} if quoting else {})
        for one in lines
    ]
