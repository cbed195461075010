"""The one asynchronous door through which queries written by users reach a store: text and limits in, bytes out.

A query is measured (:mod:`ropa.store.guard`) and run on a thread, and its answer is complete before anything is said
about it, so that a status never has to be taken back. The door knows nothing of HTTP beyond the number of a status.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ropa.errors import RopaError, TooLargeError, Where
from ropa.settings import variable
from ropa.store.crew import BusyError, Crew
from ropa.store.formats import Format
from ropa.store.guard import SOURCE, scan
from ropa.store.prefixes import completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ropa.settings import Settings
    from ropa.store.formats import Result
    from ropa.store.interface import Graphs, Store

_LOG: Final = logging.getLogger(__name__)
PLAIN_TEXT: Final = "text/plain; charset=utf-8"
#: Formats for the answers of SELECT and ASK, and for graphs; the first of each is the one without a wish.
ROWS: Final = tuple(one for one in Format if not one.is_graph)
GRAPHS: Final = tuple(one for one in Format if one.is_graph)


@dataclass(frozen=True)
class Reply:
    """A whole answer, or in plain text why there is none. ``status`` is that of HTTP, ``media_type`` complete."""

    status: int
    media_type: str
    body: bytes
    #: Seconds after which the same question may be asked again.
    retry_after: int | None = None


class Door:
    """The door to one store: as many queries at once as ``ROPA_QUERY_MAX_RUNNING`` allows."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._crew = Crew(settings.query_max_running)

    async def answer(self, text: str, *, rows: Format | None, graph: Format | None, graphs: Graphs | None) -> Reply:
        """Answer a query in ``rows`` format (SELECT, ASK) or ``graph`` format (CONSTRUCT, DESCRIBE).

        ``None`` stands for a kind of answer that the asker takes in no format there is. Never raises for what a user
        wrote: a wrong query is 400, a refused one 403, an answer in no format wanted 406, a query that is too long,
        or whose answer is, 413, one too many at a time 503, always with the reason. What nobody foresaw is 500,
        without details; those go to the log.
        """
        try:
            result = await self._crew.run(_run, self._store, text, _Wish(rows, graph, graphs), self._settings)
        except BusyError as error:
            return replace(refusal(error), retry_after=error.retry_after)
        except RopaError as error:
            return refusal(error)
        except Exception:  # noqa: BLE001 - logged, and told without details: nothing may end the process
            _LOG.exception("a query failed in a way that is not foreseen")
            return refusal(RopaError("the query could not be answered"), logged=True)
        return Reply(200, result.format.media_type, result.body)


def refusal(error: RopaError, *, logged: bool = False) -> Reply:
    """Return an error as plain text; ``query:3:7`` at its start are line and column."""
    return Reply(error.status, PLAIN_TEXT, f"{public(error, logged=logged)}\n".encode())


def public(error: RopaError, *, logged: bool = False) -> RopaError:
    """Return an error as strangers may see it: what failed inside the server is logged, its places are not shown."""
    if error.status < 500 or isinstance(error, BusyError):
        return error
    if not logged:
        _LOG.error("%s", error, exc_info=error)
    what = {502: "the SPARQL service behind this one gave no answer", 503: "the store cannot be read"}
    return type(error)(what.get(error.status, "the server could not answer"), remedy="The log of the server says why.")


class NotAcceptableError(RopaError):
    """There is an answer, but in no format that was asked for; the message lists those that there are."""

    status = 406
    slug = "not-acceptable"


def not_acceptable(offered: Sequence[Format]) -> NotAcceptableError:
    """Return the error for an answer that there is only in the formats ``offered``."""
    there_are = ", ".join(f"{one.value} ({one.media_type.partition(';')[0]})" for one in offered)
    return NotAcceptableError("the answer is not to be had in that format", remedy=f"There are: {there_are}.")


@dataclass(frozen=True)
class _Wish:
    """The formats and graphs of a question."""

    rows: Format | None
    graph: Format | None
    graphs: Graphs | None


def _run(store: Store, text: str, wish: _Wish, settings: Settings) -> Result:
    form = scan(text, settings).form
    if (wish.graph if form.gives_graph else wish.rows) is None:
        raise not_acceptable(GRAPHS if form.gives_graph else ROWS)
    rows, graph = wish.rows or ROWS[0], wish.graph or GRAPHS[0]
    result = completed(text, lambda whole: store.run(whole, rows=rows, graph=graph, graphs=wish.graphs))
    if len(result.body) > settings.result_max_bytes:
        raise TooLargeError(
            f"the answer is {len(result.body)} bytes long, the limit is {settings.result_max_bytes}",
            where=Where(SOURCE),
            remedy=f"Ask for less, with LIMIT and OFFSET, or raise the setting {variable('result_max_bytes')}.",
        )
    return result
