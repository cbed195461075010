"""What an engine found, as Python values or in its own serialisation, which is never put together here.

Answers of Oxigraph belong to the thread that asked: one that survives in the traceback of an error cannot be freed
by another thread. So each is taken within :func:`taken`, and nothing else keeps one.
"""

from __future__ import annotations

from traceback import clear_frames
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from ropa.errors import UsageError, Where
from ropa.store.formats import Format, Result
from ropa.store.results import Table
from ropa.vocabulary.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Found = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]

Taken = TypeVar("Taken")

_WITH_PREFIXES: Final = (Format.TURTLE, Format.TRIG, Format.RDFXML)


def taken(find: Callable[[], Found], take: Callable[[Found], Taken]) -> Taken:
    """Return what ``take`` makes of what ``find`` finds, and keep nothing of it where that fails."""
    try:
        return take(find())
    except BaseException as error:
        clear_frames(error.__traceback__)
        raise


def as_table(found: Found) -> Table:
    """Return rows; :class:`~ropa.errors.UsageError` where something else was found."""
    if not isinstance(found, QuerySolutions):
        raise _wrong_form("SELECT")
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(row) for row in found))


def as_boolean(found: Found) -> bool:
    """Return a truth value; :class:`~ropa.errors.UsageError` where something else was found."""
    if not isinstance(found, QueryBoolean):
        raise _wrong_form("ASK")
    return bool(found)


def as_triples(found: Found) -> list[Triple]:
    """Return triples; :class:`~ropa.errors.UsageError` where something else was found."""
    if isinstance(found, QuerySolutions | QueryBoolean):
        raise _wrong_form("CONSTRUCT or DESCRIBE")
    return list(found)


def as_result(found: Found, rows: Format, graph: Format) -> Result:
    """Serialise rows and truth values as ``rows`` (SPARQL 1.1 Query Results) and triples as ``graph``."""
    if not isinstance(found, QuerySolutions | QueryBoolean):
        return _graph_result(found, graph)
    kind = rows.engine
    if isinstance(kind, RdfFormat):
        raise _unfit(rows, "rows")
    return Result(rows, found.serialize(format=kind) or b"")


def _graph_result(found: Iterable[Triple], graph: Format) -> Result:
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


def _wrong_form(form: str) -> UsageError:
    return UsageError(f"the query is no {form} query", where=Where("query"), remedy="Use the method for its form.")


def _unfit(given: Format, what: str) -> UsageError:
    return UsageError(f"'{given.value}' cannot hold {what}", where=Where("format"), remedy="Give another format.")
