"""Where a passage lies: the document, and its lines (RFC 5147) or its cell of a spreadsheet, as plain numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from ropa.register import terms as t
from ropa.register.terms import term

if TYPE_CHECKING:
    from ropa.register.derive.context import Context

#: RFC 5147, section 2.2.1: positions count the gaps between lines, so ``line=113,114`` is the 114th line.
_LINES: Final = re.compile(r"(?P<document>[^#]+)#line=(?P<before>\d+),(?P<last>\d+)")
_CELL: Final = re.compile(r"(?P<document>[^#]+)#sheet=(?P<sheet>[^&]+)&row=(?P<row>\d+)(?:&col=(?P<column>\d+))?")

_DOCUMENT: Final = term("ropa:document")
_FIRST_LINE: Final = term("ropa:firstLine")
_LAST_LINE: Final = term("ropa:lastLine")
_SHEET: Final = term("ropa:sheet")
_ROW: Final = term("ropa:row")
_COLUMN: Final = term("ropa:column")


def derive_passages(context: Context) -> None:
    """Type every passage that is cited or left out, and derive its place."""
    cited = [value for _, value in context.all.pairs(t.PASSAGE)]
    left_out = [passage for passage, _ in context.all.pairs(t.LEFT_OUT)]
    for passage in dict.fromkeys([*cited, *left_out]):
        if isinstance(passage, NamedNode):
            _place(context, passage)


def _place(context: Context, passage: NamedNode) -> None:
    context.add(passage, t.TYPE, t.PASSAGE_CLASS)
    if lines := _LINES.fullmatch(passage.value):
        context.add(passage, _DOCUMENT, NamedNode(lines["document"]))
        context.add(passage, _FIRST_LINE, Literal(int(lines["before"]) + 1))
        context.add(passage, _LAST_LINE, Literal(int(lines["last"])))
    elif cell := _CELL.fullmatch(passage.value):
        context.add(passage, _DOCUMENT, NamedNode(cell["document"]))
        context.add(passage, _SHEET, Literal(unquote(cell["sheet"])))
        context.add(passage, _ROW, Literal(int(cell["row"])))
        if cell["column"]:
            context.add(passage, _COLUMN, Literal(int(cell["column"])))
