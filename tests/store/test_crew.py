"""Queries run a few at a time, on threads that block neither each other nor the end of the program."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from ropa.settings import Settings
from ropa.store import Door, Format
from ropa.store.crew import BusyError, Crew

if TYPE_CHECKING:
    from ropa.store import Reply, Result


def test_one_more_than_may_run_is_told_to_come_again_and_is_taken_later() -> None:
    go = threading.Event()
    crew = Crew(2)

    async def all_of_them() -> list[object]:
        first, second = (asyncio.ensure_future(crew.run(go.wait, 10)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="ROPA_QUERY_MAX_RUNNING"):
            await crew.run(str, 3)
        go.set()
        return [await first, await second, await crew.run(str, 3)]

    assert asyncio.run(all_of_them()) == [True, True, "3"]


def test_what_the_work_raises_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(Crew(1).run(lambda: 1 // 0))


def test_work_that_nobody_waits_for_counts_until_its_end() -> None:
    go, ended = threading.Event(), threading.Event()
    crew = Crew(1)

    def work() -> None:
        go.wait(10)
        ended.set()

    async def give_up() -> None:
        waiting = asyncio.ensure_future(crew.run(work))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        with pytest.raises(BusyError):
            await crew.run(str, 1)
        go.set()
        await asyncio.to_thread(ended.wait, 10)

    asyncio.run(give_up())
    assert ended.is_set()


class Slow:
    def __init__(self) -> None:
        self.go = threading.Event()

    def run(self, query: str, *, rows: Format, graph: Format, graphs: object = None) -> Result:
        self.go.wait(10)
        raise NotImplementedError(query, rows, graph, graphs)


def test_the_door_answers_503_with_when_to_come_again() -> None:
    slow = Slow()
    door = Door(slow, Settings(query_max_running=1))  # type: ignore[arg-type] # as much of a store as is used

    async def two() -> Reply:
        first = asyncio.ensure_future(door.answer("ASK {}", rows=Format.JSON, graph=None, graphs=None))
        await asyncio.sleep(0)
        second = await door.answer("ASK {}", rows=Format.JSON, graph=None, graphs=None)
        slow.go.set()
        await first
        return second

    reply = asyncio.run(two())
    assert reply.status == 503
    assert reply.retry_after == 2
    assert b"ROPA_QUERY_MAX_RUNNING" in reply.body
