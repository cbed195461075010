"""Errors as the network sees them: RFC 9457 problems, and plain text on ``/sparql``.

The types of problems are stable addresses below ``https://w3id.org/ropa/problem/``. What went wrong inside the server
is logged with the id of the request, which is all that an answer says of it.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route

from ropa.errors import NotFoundError, RopaError
from ropa.store.door import public, refusal

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

TYPES: Final = "https://w3id.org/ropa/problem/"
SPARQL: Final = ("/sparql", "/sparql/")


_ADDRESSES: Final = (
    "Ask queries at /sparql; /openapi.json describes every address, and docs/endpoint.md of the project explains them."
)


class UnknownAddressError(NotFoundError):
    """There is nothing at an address."""


class MethodError(RopaError):
    """A method that an address does not have."""

    status = 405
    slug = "method-not-allowed"


def problem(request: Request, error: RopaError, **more: Any) -> Response:
    """Return an error as the address of the request answers it; ``more`` are further members of the problem."""
    if request.url.path.removeprefix(request.scope.get("root_path", "")) in SPARQL:
        reply = refusal(error)
        return Response(reply.body, reply.status, media_type=reply.media_type)
    shown = public(error)
    members: dict[str, Any] = {
        "type": TYPES + error.slug,
        "title": error.slug.replace("-", " ").capitalize(),
        "status": error.status,
        "detail": f"{shown.what.rstrip('.')}.",
        "remedy": shown.remedy or None,
        "request_id": request_id(request),
        **more,
    }
    text = json.dumps({name: value for name, value in members.items() if value is not None}, ensure_ascii=False)
    return Response(text, error.status, media_type="application/problem+json")


def request_id(request: Request) -> str:
    """Return the id of a request, which its answer carries as ``X-Request-ID``."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def install(app: FastAPI) -> None:
    """Let an application answer its errors in the forms of this module."""

    async def on_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, RopaError):
            raise error
        return problem(request, error)

    async def on_http_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return _not_served(app, request, error)

    app.add_exception_handler(RopaError, on_error)
    app.add_exception_handler(HTTPException, on_http_error)


def _not_served(app: FastAPI, request: Request, error: HTTPException) -> Response:
    """Answer what no endpoint took: an unknown address, a method that the address does not have, OPTIONS."""
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return problem(request, UnknownAddressError("there is nothing at this address", remedy=_ADDRESSES))
    allow = ", ".join(sorted(_methods(app, request) | {"OPTIONS"}))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": allow})
    wrong = MethodError(f"{request.method[:20]} is not done here", remedy=f"There are: {allow}.")
    response = problem(request, wrong)
    response.headers["Allow"] = allow
    return response


def _methods(app: FastAPI, request: Request) -> set[str]:
    routes = (one for one in app.router.routes if isinstance(one, Route))
    fitting = (one for one in routes if one.matches(request.scope)[0] is not Match.NONE)
    return {method for one in fitting for method in one.methods or ()}
