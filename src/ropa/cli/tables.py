"""Rows as a table for people: names made short, nothing cut, nothing that could drive a terminal.

On a terminal a long cell is folded; elsewhere every row is one line, however wide. Labels are data of
strangers, so control characters are shown and never sent.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

from ropa.vocabulary.namespaces import shrink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ropa.store import Table, Term

_WIDE = 1_000_000  # characters: a width that no row reaches
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # Unicode categories: control, format, line and paragraph separators
_LOCAL = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


def show(table: Table) -> None:
    """Write a table of terms to standard output, and the number of its rows to standard error."""
    draw(table.columns, ([cell(term) for term in row] for row in table.rows))
    rows = len(table.rows)
    sys.stderr.write(f"{rows:,} {'row' if rows == 1 else 'rows'}\n")


def draw(columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = None) -> None:
    """Write text in columns to standard output; ``width`` folds it, in characters (unset: the terminal's)."""
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    on_terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout,
        width=width or (None if on_terminal else _WIDE),
        highlight=False,
        emoji=False,
        markup=False,
    )
    drawn = Drawn(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold" if on_terminal else "")
    for column in columns:
        drawn.add_column(Text(plain(column)), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(plain(text)) for text in row))
    with console.capture() as captured:
        console.print(drawn)
    for line in captured.get().splitlines():
        sys.stdout.write(f"{line.rstrip()}\n")


def cell(term: Term | None) -> str:
    """Return a term as people read it: a CURIE where one fits, the text of a literal, "" where unbound."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    match term:
        case None:
            return ""
        case NamedNode(value=iri):
            return curie(iri)
        case Literal(value=text):
            return text
        case BlankNode(value=name):
            return f"_:{name}"
        case _:
            return str(term)


def curie(iri: str) -> str:
    """Return a CURIE that can be pasted into a query, or the whole IRI between angle brackets."""
    short = shrink(iri)
    if short != iri and _LOCAL.fullmatch(short.partition(":")[2]) and not short.endswith("."):
        return short
    return f"<{iri}>"


def plain(text: str) -> str:
    """Return the text with control and direction characters as escapes, so that it can only be read."""
    return "".join(_escaped(one) if unicodedata.category(one) in _UNSEEN else one for one in text)


def _escaped(character: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character, f"\\u{ord(character):04X}")
