"""Reads the answers of a SPARQL service to their end: a short one is an error, never a smaller answer.

Rows are taken as JSON, which cannot be cut off unnoticed. Triples are taken in formats where a cut between two lines
looks like the end, so there HTTP itself has to say where that is.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

    from ropa.store.service import Answer, Service

_ROWS: Final = ("application/sparql-results+json", "application/json")
#: Not RDF/XML, whose entities and nesting cost a reader without limit; every service has one of these.
_TRIPLES: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
}
#: Rows and triples in one header: what comes back tells the form of the query, and no service answers 406.
ACCEPT: Final = f"{_ROWS[0]}, application/n-triples;q=0.9, text/turtle;q=0.8"


def parsed(answer: Answer, service: Service) -> QuerySolutions | QueryBoolean | list[Triple]:
    """Return what an answer holds; rows are read on while they are taken, within :func:`unbroken`.

    Raises :class:`~ropa.errors.RemoteError` for an answer of another type or of unknown length, ``SyntaxError`` for a
    broken one.
    """
    kind = _TRIPLES.get(answer.media_type)
    if answer.media_type in _ROWS:
        return parse_query_results(answer.body, QueryResultsFormat.JSON)
    if kind is not None and answer.whole:
        return [one.triple for one in parse(answer.body, kind, base_iri=service.name)]
    if kind is not None:
        raise service.error(
            "the service does not say how long its answer is, so triples could be missing unnoticed",
            "Let it send Content-Length or chunks.",
        )
    raise service.error(
        f"the answer is {answer.media_type or 'of no type'}, not SPARQL results",
        "Give the address of the SPARQL endpoint itself; it often ends in /sparql or /query.",
    )


@contextmanager
def unbroken(service: Service) -> Iterator[None]:
    """Turn syntax errors in an answer, which arise while it is read, into errors of the service."""
    try:
        yield
    except SyntaxError as error:
        raise service.error(
            f"the answer is cut off or broken ({error})", "Ask for less; the service may have run out of time."
        ) from error
