"""Answers as bytes, in the engine's own serialisation: never put together here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from ropa.errors import UsageError, Where
from ropa.store.formats import Format, Result
from ropa.vocabulary.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

_WITH_PREFIXES: Final = (Format.TURTLE, Format.TRIG, Format.RDFXML)


def rows_result(found: QuerySolutions | QueryBoolean, rows: Format) -> Result:
    """Serialise rows or a boolean (SPARQL 1.1 Query Results: JSON, XML, CSV and TSV)."""
    kind = rows.engine
    if isinstance(kind, RdfFormat):
        raise _unfit(rows, "rows")
    return Result(rows, found.serialize(format=kind) or b"")


def graph_result(found: Iterable[Triple], graph: Format) -> Result:
    """Serialise triples; TriG and N-Quads hold them in the default graph, Turtle with the prefixes that it uses."""
    kind = graph.engine
    if not isinstance(kind, RdfFormat):
        raise _unfit(graph, "triples")
    if graph not in _WITH_PREFIXES:
        return Result(graph, serialize(found, format=kind) or b"")
    triples = list(found)
    plain = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    used = {prefix: name for prefix, name in PREFIXES.items() if b"<" + name.encode() in plain}
    return Result(graph, serialize(triples, format=kind, prefixes=used) or b"")


def wrong_form(form: str) -> UsageError:
    """Return the error for a query of another form than its method answers."""
    return UsageError(f"the query is no {form} query", where=Where("query"), remedy="Use the method for its form.")


def _unfit(given: Format, what: str) -> UsageError:
    return UsageError(f"'{given.value}' cannot hold {what}", where=Where("format"), remedy="Give another format.")
