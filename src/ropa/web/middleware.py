"""What every answer has, whatever made it: an id, the headers of security, no body for HEAD, no traceback.

Written against ASGI itself, so that it also covers what goes wrong outside the endpoints. A request that is answered
before its body has ended, because that is too long, gets its connection closed: first the answer, then a little of
the rest is read, since a client that is still sending would lose the answer with the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
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
#: How much of an unwanted body is read and dropped, in bytes and in seconds.
_DROPPED_BYTES: Final = 4 * 1024 * 1024
_DROPPED_SECONDS: Final = 2.0


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
        body = _Body(scope, receive)
        enveloped = _Sender(scope, send, body)
        try:
            await self._app(scope, body, enveloped)
        except ClientDisconnect:
            return
        except Exception:
            _LOG.exception("request %s failed in a way that is not foreseen", scope["state"]["request_id"])
            if enveloped.started:
                raise
            error = RopaError("the server could not answer", remedy="Its log says why, under the request's id.")
            await problem(Request(scope), error)(scope, body, enveloped)


class _Body:
    """Hands the body of a request on, and knows whether all of it has come."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        names = {name for name, value in scope["headers"] if (name, value) != (b"content-length", b"0")}
        self.ended = not names & {b"content-length", b"transfer-encoding"}

    async def __call__(self) -> Message:
        message = await self._receive()
        self.ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def drop(self) -> None:
        """Read a part of what is left, and no more than that."""
        dropped = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DROPPED_SECONDS):
                while not self.ended and dropped < _DROPPED_BYTES:
                    dropped += len((await self()).get("body", b""))


class _Sender:
    """Adds the headers to the start of an answer, takes the body from HEAD, and ends a request that does not end."""

    def __init__(self, scope: Scope, send: Send, body: _Body) -> None:
        self._scope, self._send, self._body = scope, send, body
        self._closes = self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start(message)
        elif self._scope["method"] == "HEAD":
            message = {**message, "body": b""}
        elif self._closes and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._body.drop()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    def _start(self, message: Message) -> None:
        self.started = True
        self._closes = not self._body.ended
        headers = MutableHeaders(scope=message)
        for name, value in {**HEADERS, "X-Request-ID": self._scope["state"]["request_id"]}.items():
            headers.setdefault(name, value)
        if self._closes:
            headers["Connection"] = "close"
