"""Rows of a query as Python values, that show themselves in a notebook and go to pandas where it is there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from ropa.errors import UsageError
from ropa.vocabulary.namespaces import shrink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ropa.store.interface import Term

#: Rows shown by a notebook; the caption says how many there are.
_SHOWN = 100


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

    def __repr__(self) -> str:
        return f"<ropa.Table {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(one)}</th>" for one in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(plain(one))}</td>" for one in row) + "</tr>" for row in self.rows[:_SHOWN]
        )
        shown = f"first {_SHOWN} of {len(self)} rows" if len(self) > _SHOWN else f"{len(self)} rows"
        caption = f"<caption>{shown}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame: IRIs and literals as text, numbers and booleans as such, unbound as ``None``.

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


_PYTHON = {"integer": int, "decimal": float, "double": float, "float": float, "boolean": lambda text: text == "true"}


def _value(term: Term | None) -> Any:
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    convert = _PYTHON.get(term.datatype.value.removeprefix("http://www.w3.org/2001/XMLSchema#"), str)
    return convert(term.value)
