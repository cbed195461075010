"""Puts the addresses together into one application over one workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import FastAPI

from ropa import __version__
from ropa.web import description, explanation, health, problems, sparql, things
from ropa.web.middleware import Envelope

if TYPE_CHECKING:
    from ropa.workspace import Workspace

_ABOUT: Final = (
    "The GDPR Article 30 record of processing activities as a knowledge graph. Read-only. Errors are problems "
    "(RFC 9457) with a stable type; on /sparql they are plain text, with line and column where there is one."
)


def create_app(workspace: Workspace) -> FastAPI:
    """Return the web application over an opened register; it keeps no state but that of the workspace.

    FastAPI's own pages of documentation are off, since they load scripts from another origin.
    """
    app = FastAPI(
        title="ropa",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/openapi.json",
    )
    app.add_middleware(Envelope)
    described = description.Description(workspace)
    problems.install(app)
    sparql.install(app, workspace, described)
    description.install(app, described)
    things.install(app, workspace)
    explanation.install(app, workspace)
    health.install(app, workspace)
    return app
