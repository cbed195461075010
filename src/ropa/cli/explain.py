"""``ropa explain``: why a triple holds, from a rule over the facts it rests on down to lines of a document.

What is known comes from :mod:`ropa.views.explanation`; here it is only laid out, as text or as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ropa.cli import given
from ropa.errors import UsageError, Where
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ropa.views.explanation import Explanation, Said

_STEP = "    "


def explain(  # noqa: PLR0913 -- a triple has three parts
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="S", help="The thing: slug, CURIE, IRI or title.")],
    link: Annotated[str, typer.Argument(metavar="P", help="The property, such as ropa:owes or its label.")],
    value: Annotated[str, typer.Argument(metavar="O", help="The value: slug, CURIE, IRI, label or text.")],
    *,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day asked about, as 2026-11-25; today unless given."),
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")] = "text",
) -> None:
    """Explain why something follows, down to lines of a document."""
    day = _day(as_of)
    state = given.of(context)
    settings = state.settings()
    with state.open(settings) as workspace:
        found = workspace.explain(subject, link, value, day=day)
    if format_ == "json":
        from ropa.views.explanation import as_json

        typer.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        return
    sys.stdout.writelines(f"{line}\n" for line in _lines(found, settings.lang, ""))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # law applies by the calendar day of whoever asks
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"'{text}' is no day", where=Where("--as-of"), remedy="Give year, month and day: 2026-11-25."
        ) from error


def _lines(found: Explanation, lang: str, indent: str) -> Iterator[str]:
    """Yield a triple and, deeper by a step, what it rests on."""
    from ropa.cli.tables import plain
    from ropa.i18n import say

    yield indent + plain("  ".join(label for _, label in (found.subject, found.link, found.value)))
    below = indent + _STEP
    for one in found.because:
        title, law = one.rule[1], ", ".join(label for _, label in one.law)
        yield below + plain(say(lang, "explained_by", title=title, law=law))
        yield below + plain(one.explanation)
        for fact in one.facts:
            yield from _lines(fact, lang, below + _STEP)
    for said in found.said:
        yield below + plain(_said(said, lang))
        if said.reason:
            yield below + plain(said.reason)
    if found.graphs:
        yield below + plain(
            say(lang, "explained_stands", where=", ".join(one.removeprefix(ID) for one in found.graphs))
        )
    elif not found.because and not found.said:
        yield below + say(lang, "explained_given")


def _said(said: Said, lang: str) -> str:
    """Return how a statement knows a fact and where that is said, which a record of one's own may leave open."""
    from ropa.i18n import say

    places = [
        say(
            lang,
            "explained_line" if lines.first == lines.last else "explained_lines",
            document=document,
            first=lines.first,
            last=lines.last,
        )
        for (_, document), lines in said.lines
    ]
    where = [*places, *said.sources, *filter(None, [said.date])]
    known = said.disclosure[1]
    return say(lang, "explained_known", known=known, where="; ".join(where)) if where else known
