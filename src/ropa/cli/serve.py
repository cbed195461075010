"""``ropa serve``: the endpoint on one address of this machine.

The port is taken before anything is read, so that a taken one is said at once; the address is printed when
the server answers, not before.
"""

from __future__ import annotations

import errno
import socket
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli import given
from ropa.errors import UsageError, Where

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ropa.settings import Settings

#: Seconds for requests under way after the signal to stop; a query that still runs then is given up.
_PATIENCE = 2


def serve(
    context: typer.Context,
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on [127.0.0.1, or ROPA_HOST].")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on, 0 for a free one [8000, or ROPA_PORT]."),
    ] = None,
) -> None:
    """Serve the SPARQL endpoint until interrupted."""
    state = given.of(context)
    settings = state.settings(host=host, port=port)
    with closing(_listen(settings)) as listening:
        begun = monotonic()
        given.say("reading the registers ...")
        with state.ask_in_place(settings) as workspace:
            from ropa.web import create_app

            given.say(f"dataset {workspace.identity} ready after {monotonic() - begun:.1f} s")
            _run(create_app(workspace), listening, 4 * settings.query_max_bytes)


def _listen(settings: Settings) -> socket.socket:
    place = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as error:
        raise UsageError("there is no such address", where=Where(place), remedy="Give --host.") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        taken = error.errno == errno.EADDRINUSE
        raise UsageError(
            "the port is taken by another program" if taken else f"cannot listen there ({error.strerror})",
            where=Where(place),
            remedy="Stop that program, or give another with --port." if taken else "Give another --host or --port.",
        ) from error
    return listening


def _run(app: FastAPI, listening: socket.socket, longest_head: int) -> None:
    """Serve until interrupted; ``longest_head`` bytes hold the longest query that an address can carry, escaped."""
    import uvicorn

    class Server(uvicorn.Server):
        """Says where it listens once it does."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                given.say(f"serving {_address(listening)}/sparql (stop with Ctrl+C)")

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        h11_max_incomplete_event_size=longest_head,
        timeout_graceful_shutdown=_PATIENCE,
    )
    Server(config).run([listening])


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
