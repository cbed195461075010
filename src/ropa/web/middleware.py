"""What every answer has, whatever made it: an id, the headers of security, no body for HEAD, no traceback.

Written against ASGI itself, so that it also covers what goes wrong outside the endpoints.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request

from ropa.errors import RopaError
from ropa.web.problems import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG: Final = logging.getLogger(__name__)
#: Nothing is ever loaded or framed by data; no cookie is set, no other origin may read.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Envelope:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; an exception that nobody foresaw is logged and answered with 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = uuid4().hex
        enveloped = _Sender(scope, send)
        try:
            await self._app(scope, receive, enveloped)
        except ClientDisconnect:
            return
        except Exception:
            _LOG.exception("request %s failed in a way that is not foreseen", scope["state"]["request_id"])
            if enveloped.started:
                raise
            error = RopaError("the server could not answer", remedy="Its log says why, under the request's id.")
            await problem(Request(scope), error)(scope, receive, enveloped)


class _Sender:
    """Adds the headers to the start of an answer, and takes the body from HEAD."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in {**HEADERS, "X-Request-ID": self._scope["state"]["request_id"]}.items():
                headers.setdefault(name, value)
        elif message["type"] == "http.response.body" and self._scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)
