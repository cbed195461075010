"""``/sparql``: the SPARQL 1.1 Protocol, read-only, and the description of the service where there is no query."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation at run time
from starlette.responses import Response

from ropa.store import Door, Format
from ropa.store.door import GRAPHS, ROWS
from ropa.web import caching
from ropa.web.negotiation import ALIASES, choose, unwanted
from ropa.web.protocol import FORM_TYPE, QUERY_TYPE, Asked, read

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ropa.web.description import Description
    from ropa.workspace import Workspace

PATH: Final = "/sparql"


def install(app: FastAPI, workspace: Workspace, description: Description) -> None:
    """Add the routes of the endpoint over a workspace."""
    door = Door(workspace.store, workspace.settings)

    async def sparql(request: Request) -> Response:
        asked = await read(request, workspace.settings)
        if asked.query is None:
            return await description.serve(request, asked.format)
        return await _answer(workspace, door, request, asked)

    async def options(request: Request) -> Response:  # noqa: ARG001 - the same whatever is asked
        allow = "GET, HEAD, OPTIONS, POST"
        described = f'<{PATH}>; rel="describedby", </openapi.json>; rel="service-desc"'
        accept = f"{QUERY_TYPE}, {FORM_TYPE}"
        return Response(status_code=204, headers={"Allow": allow, "Accept-Post": accept, "Link": described})

    for path in (PATH, f"{PATH}/"):
        shown = path == PATH
        app.add_api_route(path, sparql, methods=["GET"], include_in_schema=shown, **_GET)
        app.add_api_route(path, sparql, methods=["POST"], include_in_schema=shown, **_POST)
        app.add_api_route(path, sparql, methods=["HEAD"], include_in_schema=False)
        app.add_api_route(path, options, methods=["OPTIONS"], include_in_schema=False)


async def _answer(workspace: Workspace, door: Door, request: Request, asked: Asked) -> Response:
    text = asked.query or ""
    rows, graph = _formats(request, asked)
    etag = None if caching.is_fickle(text) else caching.tag(workspace.identity, text, repr((rows, graph, asked.graphs)))
    if kept := caching.known(request, etag, exists=False):
        return kept
    reply = await door.answer(text, rows=rows, graph=graph, graphs=asked.graphs)
    if reply.status == HTTPStatus.NOT_ACCEPTABLE:
        # The door knows the form of the query, and this address what was asked for.
        raise unwanted(ROWS if rows is None else GRAPHS, name=asked.format, accept=_accept(request))
    kept_as = etag if request.method in ("GET", "HEAD") and reply.status == HTTPStatus.OK else None
    if reply.status == HTTPStatus.OK and (kept := caching.known(request, kept_as)):
        return kept
    headers = caching.headers(kept_as)
    if reply.retry_after is not None:
        headers["Retry-After"] = str(reply.retry_after)
    return Response(reply.body, reply.status, headers, reply.media_type)


def _formats(request: Request, asked: Asked) -> tuple[Format | None, Format | None]:
    """Return the formats for rows and for graphs; a name that holds only one kind leaves the other out."""
    accept = _accept(request)
    rows = choose(ROWS, name=asked.format, accept=accept)
    graph = choose(GRAPHS, name=asked.format, accept=accept)
    if rows is None and graph is None:
        raise unwanted((*ROWS, *GRAPHS), name=asked.format, accept=accept)
    return rows, graph


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema or {"type": "string"}}


_MANY: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_BESIDE: Final = [
    _parameter("default-graph-uri", "A graph of the default graph; several are one set.", **_MANY),
    _parameter("named-graph-uri", "A graph that GRAPH can name.", **_MANY),
    _parameter(
        "format",
        "The format of the answer, before that of Accept.",
        type="string",
        enum=[*(one.value for one in (*ROWS, *GRAPHS)), *ALIASES],
    ),
]
_TEXT: Final = {"text/plain": {"schema": {"type": "string"}}}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The answer, or the description of the service where there is no query.",
        "content": {one.media_type.partition(";")[0]: {} for one in (*ROWS, *GRAPHS)},
    },
    400: {"description": "Not UTF-8, a syntax error with line and column, or beyond a limit.", "content": _TEXT},
    403: {"description": "An update, SERVICE or LOAD: this service only reads.", "content": _TEXT},
    406: {"description": "In no format that is wanted; lists those that there are.", "content": _TEXT},
    413: {"description": "The query or its answer is too long; names the setting.", "content": _TEXT},
    503: {"description": "As many queries run as may at once; Retry-After says when to ask again.", "content": _TEXT},
}
_GET: Final[dict[str, Any]] = {
    "summary": "Ask in SPARQL",
    "response_class": Response,
    "responses": {**_RESPONSES, 304: {"description": "The client has this answer."}},
    "openapi_extra": {"parameters": [_parameter("query", "The query; without it, the description."), *_BESIDE]},
}
_POST: Final[dict[str, Any]] = {
    "summary": "Ask in SPARQL, with a query of any length allowed",
    "response_class": Response,
    "responses": {**_RESPONSES, 415: {"description": "A body that is no query.", "content": _TEXT}},
    "openapi_extra": {
        "parameters": _BESIDE,
        "requestBody": {
            "required": True,
            "content": {
                QUERY_TYPE: {"schema": {"type": "string"}},
                FORM_TYPE: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {
                            "query": {"type": "string"},
                            "default-graph-uri": _MANY,
                            "named-graph-uri": _MANY,
                            "format": {"type": "string"},
                        },
                    }
                },
            },
        },
    },
}
