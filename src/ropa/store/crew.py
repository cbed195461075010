"""Threads for queries of users: a few at a time, and none that keeps a stopped server alive.

A running query cannot be ended from outside in this process, so threads of their own carry queries, never those of
the event loop's pool: a handful of slow queries then blocks nothing else, and leaving the program waits for none of
them. Processes that can be killed are to take their place behind the same door.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from ropa.errors import RopaError
from ropa.settings import variable

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


class BusyError(RopaError):
    """As many queries run as may run at once."""

    status = 503
    slug = "busy"
    #: Seconds after which a client may ask again (RFC 9110, section 10.2.3).
    retry_after: ClassVar[int] = 2


class Crew:
    """At most ``most`` queries at once, each on a daemon thread of its own."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._running = 0
        self._lock = threading.Lock()

    async def run(self, work: Callable[..., Answer], *arguments: Any) -> Answer:
        """Do some work on a thread and return what it returns, or raise what it raises.

        Raises :class:`BusyError` at once where the crew is complete. Work that nobody waits for any more goes on to its
        end, and counts until then.
        """
        self._begin()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def carry() -> None:
            result, error = None, None
            try:
                result = work(*arguments)
            except BaseException as caught:  # noqa: BLE001 - handed on to whoever waits
                error = caught
            finally:
                self._end()
            with suppress(RuntimeError):  # the loop is closed: the program is ending
                loop.call_soon_threadsafe(_settle, future, result, error)

        threading.Thread(target=carry, name="ropa-query", daemon=True).start()
        return await future

    def _begin(self) -> None:
        with self._lock:
            if self._running >= self._most:
                raise BusyError(
                    f"{self._most} queries are running, and no more may at once",
                    remedy=f"Ask again in {BusyError.retry_after} seconds, or raise {variable('query_max_running')}.",
                )
            self._running += 1

    def _end(self) -> None:
        with self._lock:
            self._running -= 1


def _settle(future: asyncio.Future[Any], result: object, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
