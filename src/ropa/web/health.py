"""Whether the process lives, and whether it can answer: for load balancers and supervisors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation at run time
from starlette.responses import JSONResponse, Response

from ropa import __version__
from ropa.errors import StoreError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ropa.workspace import Workspace

_PROBE: Final = "ASK { ?activity a <https://w3id.org/ropa#ProcessingActivity> }"
_NEVER_KEPT: Final = {"Cache-Control": "no-store"}


def install(app: FastAPI, workspace: Workspace) -> None:
    """Add the routes of health over a workspace."""

    async def healthz(request: Request) -> Response:  # noqa: ARG001 - the same whatever is asked
        return JSONResponse({"status": "alive"}, headers=_NEVER_KEPT)

    async def readyz(request: Request) -> Response:  # noqa: ARG001 - likewise
        try:
            holds = await asyncio.to_thread(workspace.store.ask, _PROBE)
        except Exception as error:
            raise StoreError("the store does not answer") from error
        state = {"status": "ready", "empty": not holds, "dataset": workspace.identity, "version": __version__}
        return JSONResponse(state, headers=_NEVER_KEPT)

    for path, endpoint, summary in (
        ("/healthz", healthz, "Whether the process lives"),
        ("/readyz", readyz, "Whether it can answer: it asks its store"),
    ):
        app.add_api_route(path, endpoint, methods=["GET"], summary=summary, response_class=JSONResponse)
        app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
