"""Linked data: every thing of the register has an address here, which leads to its description in RDF.

``/id/{kind}/{slug}``, ``/id/dataset`` and ``/id?iri=`` (for things whose IRIs are not ours) answer 303 to the document
that describes the thing, which is the same address with ``format=`` (Cool URIs for the Semantic Web, section 4.2). A
description holds the triples about the thing and its parts, and the statements on it; for a graph, the graph.
"""

from __future__ import annotations

import asyncio
import difflib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation at run time
from pyoxigraph import NamedNode
from starlette.responses import RedirectResponse, Response

from ropa.errors import NotFoundError, TooLargeError, UsageError, Where
from ropa.settings import variable
from ropa.store import bind
from ropa.store.door import GRAPHS
from ropa.vocabulary.namespaces import ID
from ropa.web import caching
from ropa.web.addresses import root
from ropa.web.negotiation import choose, unwanted
from ropa.web.problems import problem
from ropa.web.protocol import address_parameters, as_iri

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ropa.store import Format
    from ropa.workspace import Workspace

_EXISTS: Final = """ASK {
  { VALUES ?thing { UNDEF } ?thing ?p ?o } UNION { VALUES ?thing { UNDEF } GRAPH ?thing { ?s ?p ?o } }
}"""
_DESCRIBE: Final = """PREFIX ropa: <https://w3id.org/ropa#>
CONSTRUCT { ?s ?p ?o } {
  { VALUES ?thing { UNDEF } ?thing ?p ?o BIND(?thing AS ?s) }
  UNION { VALUES ?thing { UNDEF } ?s ropa:on ?thing . ?s ?p ?o }
  UNION { VALUES ?thing { UNDEF } ?s ?p ?o FILTER(STRSTARTS(STR(?s), CONCAT(STR(?thing), "#"))) }
  UNION { VALUES ?thing { UNDEF } GRAPH ?thing { ?s ?p ?o } }
}"""
_KNOWN: Final = """SELECT DISTINCT ?thing {
  ?thing a ?kind FILTER(STRSTARTS(STR(?thing), "https://w3id.org/ropa/id/") && !CONTAINS(STR(?thing), "#"))
}"""
#: Longer names are not compared with those that there are.
_MOST_NAME: Final = 200
#: How alike two names have to be, from 0 to 1, for one to be offered for the other.
_NEAR: Final = 0.7


def install(app: FastAPI, workspace: Workspace) -> None:
    """Add the routes of things over a workspace."""

    async def thing(request: Request) -> Response:
        path = "/".join(map(str, request.path_params.values()))
        return await _serve(workspace, request, ID + quote(path, safe="/:@!$&'()*+,;=~"))

    async def foreign(request: Request) -> Response:
        iri = address_parameters(request).get("iri")
        if iri is None:
            raise UsageError("no thing is named", where=Where("iri"), remedy="Give its IRI: /id?iri=https://...")
        return await _serve(workspace, request, as_iri(iri, "iri").value, asked_for=iri)

    for path, endpoint, documented in (
        ("/id/{name}", thing, _ALONE),
        ("/id/{kind}/{slug:path}", thing, _THING),
        ("/id", foreign, _FOREIGN),
    ):
        app.add_api_route(path, endpoint, methods=["GET"], **documented)
        app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


async def _serve(workspace: Workspace, request: Request, iri: str, *, asked_for: str | None = None) -> Response:
    name = address_parameters(request).get("format")
    accept = ", ".join(request.headers.getlist("accept"))
    chosen = choose(GRAPHS, name=name, accept=accept)
    if chosen is None:
        raise unwanted(GRAPHS, name=name, accept=accept)
    node = as_iri(iri, "iri")
    if not await asyncio.to_thread(workspace.store.ask, bind(_EXISTS, thing=node)):
        return await asyncio.to_thread(_unknown, workspace, request, iri)
    if name is None:
        beside = {"format": chosen.value} if asked_for is None else {"iri": asked_for, "format": chosen.value}
        place = f"{root(request)}{quote(request.url.path.removeprefix(root(request)))}?{urlencode(beside)}"
        return RedirectResponse(place, 303, {"Vary": "Accept", "Cache-Control": "no-cache"})
    etag = caching.tag(workspace.identity, iri, chosen.value)
    if kept := caching.known(request, etag):
        return kept
    body = await asyncio.to_thread(_describe, workspace, node, chosen)
    return Response(body, 200, caching.headers(etag), chosen.media_type)


def _describe(workspace: Workspace, node: NamedNode, chosen: Format) -> bytes:
    result = workspace.store.run(bind(_DESCRIBE, thing=node), rows=chosen, graph=chosen)
    if len(result.body) > workspace.settings.result_max_bytes:
        raise TooLargeError(
            f"the description is {len(result.body)} bytes long, the limit is {workspace.settings.result_max_bytes}",
            remedy=f"Ask for parts of it on /sparql, or raise the setting {variable('result_max_bytes')}.",
        )
    return result.body


def _unknown(workspace: Workspace, request: Request, iri: str) -> Response:
    known = {
        row["thing"].value.removeprefix(ID)
        for row in workspace.store.select(_KNOWN)
        if isinstance(row["thing"], NamedNode)
    }
    nearest, among = _nearest(iri.removeprefix(ID)[:_MOST_NAME], known)
    remedy = f"The nearest: {', '.join(nearest)}." if nearest else f"{among}; on /sparql this lists all: {_KNOWN}"
    error = NotFoundError(f"nothing is known of {iri[: len(ID) + _MOST_NAME]}", remedy=remedy)
    return problem(request, error, nearest=[ID + name for name in nearest])


def _nearest(name: str, known: set[str]) -> tuple[list[str], str]:
    """Return at most three names that one may have meant, and in words how many there are to choose from.

    Within a kind only what follows it is compared, since every name there begins alike.
    """
    kind = name.partition("/")[0] + "/"
    same = sorted(one.removeprefix(kind) for one in known if one.startswith(kind))
    if not same:
        return difflib.get_close_matches(name, sorted(known), n=3, cutoff=_NEAR), f"Known in all: {len(known)}"
    near = difflib.get_close_matches(name.removeprefix(kind), same, n=3, cutoff=_NEAR)
    return [kind + one for one in near], f"Known of kind {kind[:-1]}: {len(same)}"


def _parameter(name: str, where: str, description: str) -> dict[str, Any]:
    required = where == "path" or name == "iri"
    return {"name": name, "in": where, "description": description, "required": required, "schema": {"type": "string"}}


_FORMAT: Final = _parameter("format", "query", "The document in this format, and not the address of one.")
_DOCUMENTED: Final[dict[str, Any]] = {
    "response_class": Response,
    "responses": {
        200: {
            "description": "The triples about the thing and its parts, and the statements on it.",
            "content": {one.media_type.partition(";")[0]: {} for one in GRAPHS},
        },
        303: {"description": "The document that describes the thing."},
        304: {"description": "The client has this document."},
        404: {"description": "Nothing is known of it.", "content": {"application/problem+json": {}}},
        406: {"description": "In no format that is wanted.", "content": {"application/problem+json": {}}},
    },
}
_THING: Final = {
    "summary": "A thing of the register",
    **_DOCUMENTED,
    "openapi_extra": {
        "parameters": [
            _parameter("kind", "path", "The kind of thing: activity, flow, org, register, notice ..."),
            _parameter("slug", "path", "Its name, such as klarna or cacas/newsletter."),
            _FORMAT,
        ]
    },
}
_ALONE: Final = {
    "summary": "A thing without a kind: the dataset",
    **_DOCUMENTED,
    "openapi_extra": {"parameters": [_parameter("name", "path", "Its name: dataset."), _FORMAT]},
}
_FOREIGN: Final = {
    "summary": "A thing or term with an IRI of its own",
    **_DOCUMENTED,
    "openapi_extra": {"parameters": [_parameter("iri", "query", "The IRI of the thing or term."), _FORMAT]},
}
