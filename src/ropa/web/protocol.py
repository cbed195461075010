"""Reads a request by the SPARQL 1.1 Protocol, section 2.1: the query, its graphs and the format wished for.

Three ways lead to the same :class:`Asked`: GET, POST of a form, POST of the query itself. What the protocol forbids is
refused here with the reason; the text of the query is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from ropa.errors import QueryRefusedError, RopaError, TooLargeError, UsageError, Where
from ropa.settings import variable
from ropa.store import Graphs
from ropa.web.negotiation import media_type

if TYPE_CHECKING:
    from starlette.requests import Request

    from ropa.settings import Settings

QUERY_TYPE: Final = "application/sparql-query"
FORM_TYPE: Final = "application/x-www-form-urlencoded"
_UPDATE_TYPE: Final = "application/sparql-update"
_MOST_PARAMETERS: Final = 1_000
#: What a form may hold beside the query, in bytes: the names of graphs.
_BESIDE: Final = 64 * 1024

Parameters = list[tuple[str, str]]


class MediaTypeError(RopaError):
    """A body of a type that is no query."""

    status = 415
    slug = "media-type"


@dataclass(frozen=True)
class Asked:
    """What a request asks: ``query`` is ``None`` where it has none, and so wants the service's description."""

    query: str | None
    graphs: Graphs | None
    format: str | None


async def read(request: Request, settings: Settings) -> Asked:
    """Return what a request asks.

    Raises :class:`~ropa.errors.UsageError` (400), :class:`~ropa.errors.QueryRefusedError` (403),
    :class:`~ropa.errors.TooLargeError` (413) or :class:`MediaTypeError` (415).
    """
    given = _parameters(request.scope.get("query_string", b""), "the address")
    if request.method == "POST":
        given += await _posted(request, settings)
    if any(name == "update" for name, _ in given):
        raise _no_update()
    queries = _all(given, "query")
    if len(queries) > 1:
        raise UsageError(f"the request has {len(queries)} queries", remedy="Send one query in a request.")
    if request.method == "POST" and not queries:
        raise UsageError("the form has no query", remedy="Send it as the field 'query'.")
    return Asked(queries[0] if queries else None, _graphs(given), _only(given, "format"))


def address_parameters(request: Request) -> dict[str, str]:
    """Return the parameters in the address of a request, the last of each name."""
    return dict(_parameters(request.scope.get("query_string", b""), "the address"))


async def _posted(request: Request, settings: Settings) -> Parameters:
    kind, charset = media_type(request.headers.get("content-type", ""))
    if kind == _UPDATE_TYPE:
        raise _no_update()
    if kind not in (QUERY_TYPE, FORM_TYPE):
        raise MediaTypeError(
            f"'{kind[:100]}' is no type for a query" if kind else "the request has no Content-Type",
            remedy=f"Send it as {QUERY_TYPE} or {FORM_TYPE}.",
        )
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise _not_utf8(f"the body is in {charset[:40]}")
    if kind == FORM_TYPE:
        return _parameters(await _body(request, 3 * settings.query_max_bytes + _BESIDE, settings), "the form")
    return [("query", _text(await _body(request, settings.query_max_bytes + 3, settings), "the query"))]


async def _body(request: Request, most: int, settings: Settings) -> bytes:
    """Read a body, and no more of it than a query may be long (a form writes one byte as three)."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise TooLargeError(
                f"the query is longer than {settings.query_max_bytes} bytes",
                remedy=f"Shorten it, or raise the setting {variable('query_max_bytes')}.",
            )
        parts.append(part)
    return b"".join(parts)


def _parameters(data: bytes, where: str) -> Parameters:
    text = _text(data, where)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise _not_utf8(f"{where} holds other bytes than UTF-8") from error
    except ValueError as error:
        raise UsageError(f"{where} has more than {_MOST_PARAMETERS} parameters") from error


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(f"{where} holds other bytes than UTF-8, the first at byte {error.start}") from error


def _graphs(given: Parameters) -> Graphs | None:
    default, named = _iris(given, "default-graph-uri"), _iris(given, "named-graph-uri")
    if not default and not named:
        return None
    return Graphs(default, named)


def _iris(given: Parameters, name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_all(given, name)))
    for iri in found:
        as_iri(iri, name)
    return found


def as_iri(text: str, name: str) -> NamedNode:
    """Return an IRI; :class:`~ropa.errors.UsageError` that names the parameter for a text that is none."""
    try:
        return NamedNode(text)
    except ValueError as error:
        raise UsageError(
            f"'{text[:200]}' is no IRI",
            where=Where(name),
            remedy="Give an absolute IRI, such as https://example.org/a.",
        ) from error


def _only(given: Parameters, name: str) -> str | None:
    found = _all(given, name)
    if len(found) > 1:
        raise UsageError(f"'{name}' is given {len(found)} times", remedy="Give it once.")
    return found[0] if found else None


def _all(given: Parameters, name: str) -> list[str]:
    return [value for key, value in given if key == name]


def _no_update() -> QueryRefusedError:
    return QueryRefusedError(
        "this is an update, and this service only reads",
        remedy="Change the register's files and load them again.",
    )


def _not_utf8(what: str) -> UsageError:
    return UsageError(what, remedy="Send UTF-8, which is the only encoding of SPARQL.")
