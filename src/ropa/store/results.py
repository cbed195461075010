"""Rows of a query as Python values, that show themselves in a notebook and go to pandas where it is there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from ropa.errors import UsageError
from ropa.vocabulary.namespaces import PREFIXES, shrink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ropa.store.interface import Term

#: Rows shown by a notebook; the caption says how many there are.
_SHOWN: Final = 100


@dataclass(frozen=True)
class Table:
    """The rows of a SELECT query, in the order in which they came."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        """Iterate over the rows, each a mapping from column to term, ``None`` where a variable is unbound."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __getitem__(self, number: int) -> dict[str, Term | None]:
        """Return one row, counted from 0."""
        return dict(zip(self.columns, self.rows[number], strict=True))

    def __str__(self) -> str:
        """Return the first rows as text, tab-separated, and how many there are."""
        lines = ["\t".join(self.columns), *("\t".join(map(plain, row)) for row in self.rows[:_SHOWN])]
        rest = len(self) - _SHOWN
        return "\n".join([*lines, *([f"... {rest} more rows"] if rest > 0 else [])])

    def __repr__(self) -> str:
        return f"<ropa.Table {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(one)}</th>" for one in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(plain(one))}</td>" for one in row) + "</tr>" for row in self.rows[:_SHOWN]
        )
        count = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        shown = f"first {_SHOWN} of {count}" if len(self) > _SHOWN else count
        caption = f"<caption>{shown}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame: IRIs and literals as text, numbers and booleans as such, unbound as missing.

        Raises :class:`~ropa.errors.UsageError` where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("pandas is not installed", remedy="Run: pip install 'ropa-graph[pandas]'.") from error
        return pd.DataFrame([[_value(one) for one in row] for row in self.rows], columns=list(self.columns))


def plain(term: Term | None) -> str:
    """Return a term as a person reads it: a CURIE, the text of a literal, nothing where there is none."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shrink(term.value)
    return term.value if isinstance(term, Literal) else str(term)


_XSD: Final = PREFIXES["xsd"]
_WHOLE: Final = (
    *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_PYTHON: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(_WHOLE, int),
    **dict.fromkeys(("decimal", "double", "float"), float),
    "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
}


def _value(term: Term | None) -> Any:
    """Return a term as pandas likes it; a number that is none (``"abc"^^xsd:integer``) stays text."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else None if term is None else str(term)
    convert = _PYTHON.get(term.datatype.value.removeprefix(_XSD))
    if convert is None or "_" in term.value:
        return term.value
    try:
        return convert(term.value)
    except (KeyError, ValueError):
        return term.value
