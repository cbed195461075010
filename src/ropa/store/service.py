"""One SPARQL service over HTTP: requests with limits of time and size, and nothing that a server could lead us into.

A request as a whole, retries included, ends within a wall-clock limit however slowly a server drips; redirects and
the proxies of the environment are not followed; an answer larger than the limit is not read on. What an answer means
is left to :mod:`ropa.store.remote`.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpx2

from ropa.errors import RemoteError, TooLargeError, Where
from ropa.settings import variable

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from ropa.settings import Settings

_RETRIES: Final = 2
_PAUSE_SECONDS: Final = 0.1
#: No answer has begun: asking again can do no harm.
_NO_CONNECTION: Final = (httpx2.NetworkError, httpx2.ConnectTimeout, httpx2.RemoteProtocolError)


@dataclass(frozen=True)
class Message:
    """What is sent: reads (``again``) may be sent again where no connection came about, writes never."""

    url: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    again: bool = True


@dataclass(frozen=True)
class Answer:
    """What a service answered. ``whole`` says that HTTP itself told where the body ends."""

    status: int
    media_type: str
    body: bytes
    whole: bool
    location: str


class Service:
    """A connection to one service, to be used from any thread; ``name`` is its address without credentials."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self._settings = settings
        self._client: httpx2.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()

    def post(self, message: Message) -> Answer:
        """Send a message and return the whole answer, whatever its status.

        Raises :class:`~ropa.errors.RemoteError` for a service that cannot be reached, is too slow or breaks off, and
        :class:`~ropa.errors.TooLargeError` for an answer beyond ``ROPA_REMOTE_MAX_BYTES``.
        """
        return self._wait(self._within_limit(message))

    def close(self) -> None:
        """Let go of the connections."""
        with self._starting:
            loop, self._loop = self._loop, None
            client, self._client = self._client, None
        if loop is not None and client is not None:
            asyncio.run_coroutine_threadsafe(_end(client, loop), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def error(self, what: str, remedy: str) -> RemoteError:
        """Return an error of this service."""
        return RemoteError(what, where=Where(self.name), remedy=remedy)

    def _wait(self, work: Coroutine[None, None, Answer]) -> Answer:
        """Run asynchronous work from any thread, one with a loop of its own (a notebook) included."""
        future = asyncio.run_coroutine_threadsafe(work, self._started())
        try:
            return future.result()
        except CancelledError as error:
            raise self.error("the store was closed before the service answered", "Open it again.") from error
        except BaseException:
            future.cancel()
            raise

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="ropa-service", daemon=True).start()
            return self._loop

    async def _within_limit(self, message: Message) -> Answer:
        seconds = self._settings.remote_seconds
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(message)
        except TimeoutError as error:
            done = "" if message.again else ", so whether it did what was asked is not known"
            raise self.error(
                f"the service did not answer within {seconds:g} seconds{done}",
                f"Ask for less, or raise {variable('remote_seconds')}.",
            ) from error

    async def _exchange(self, message: Message) -> Answer:
        if self._client is None:
            seconds = self._settings.remote_connect_seconds
            self._client = httpx2.AsyncClient(
                timeout=httpx2.Timeout(None, connect=seconds), follow_redirects=False, trust_env=False
            )
        try:
            response = await self._sent(self._client, message)
            try:
                return await self._read(response)
            finally:
                await response.aclose()
        except httpx2.ConnectTimeout as error:
            raise self._unreachable("no connection came about in time") from error
        except httpx2.ConnectError as error:
            raise self._unreachable(str(error) or type(error).__name__) from error
        except httpx2.TransportError as error:
            raise self.error(f"the service broke off ({error or type(error).__name__})", "Try again.") from error

    async def _sent(self, client: httpx2.AsyncClient, message: Message) -> httpx2.Response:
        """Send, and wait for the head of the answer."""
        headers = {"Accept-Encoding": "identity", "User-Agent": "ropa", **message.headers}
        for left in range(_RETRIES if message.again else 0, -1, -1):
            request = client.build_request("POST", message.url, content=message.content, headers=headers)
            try:
                return await client.send(request, stream=True)
            except _NO_CONNECTION:
                if not left:
                    raise
            await asyncio.sleep(_PAUSE_SECONDS)
        raise AssertionError  # the last round returns or raises

    async def _read(self, response: httpx2.Response) -> Answer:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise self.error("the service packs its answer, which nobody asked for", "Turn that off in the service.")
        body = bytearray()
        async with aclosing(response.aiter_raw()) as parts:
            async for part in parts:
                body += part
                if len(body) > self._settings.remote_max_bytes:
                    raise self._too_large()
        return Answer(
            response.status_code,
            response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            bytes(body),
            "content-length" in response.headers or "chunked" in response.headers.get("transfer-encoding", ""),
            response.headers.get("location", ""),
        )

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            f"the answer is longer than {self._settings.remote_max_bytes} bytes",
            where=Where(self.name),
            remedy=f"Ask for less, or raise {variable('remote_max_bytes')}.",
        )

    def _unreachable(self, why: str) -> RemoteError:
        return self.error(f"the service cannot be reached ({why})", "Check the address, and that the service runs.")


async def _end(client: httpx2.AsyncClient, loop: asyncio.AbstractEventLoop) -> None:
    running = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
    for one in running:
        one.cancel()
    await asyncio.gather(*running, return_exceptions=True)  # else whoever waits for them would wait for ever
    await client.aclose()
    await loop.shutdown_asyncgens()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()
