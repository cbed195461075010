"""``/api/v1/explain``: why a triple holds, as JSON, from a rule over its facts down to lines of a document."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation at run time
from starlette.responses import Response

from ropa.errors import UsageError, Where
from ropa.settings import LANGUAGES
from ropa.views.explanation import as_json
from ropa.web import caching
from ropa.web.protocol import address_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

    from ropa.workspace import Workspace

PATH: Final = "/api/v1/explain"
_JSON: Final = "application/json"
#: Longer names, in characters, are not compared with those that there are.
_MOST_NAME: Final = 1_000


def install(app: FastAPI, workspace: Workspace) -> None:
    """Add the route over a workspace."""

    async def explain(request: Request) -> Response:
        given = address_parameters(request)
        names = [_needed(given, name) for name in ("s", "p", "o")]
        lang, day = _language(given, workspace.settings.lang), _day(given)
        etag = caching.tag(workspace.identity, PATH, *names, lang, day.isoformat())
        if kept := caching.known(request, etag):
            return kept
        found = await asyncio.to_thread(workspace.explain, *names, lang=lang, day=day)
        body = json.dumps(as_json(found), ensure_ascii=False)
        return Response(body, 200, caching.headers(etag), _JSON)

    app.add_api_route(PATH, explain, methods=["GET"], summary="Why a triple holds", **_DOCUMENTED)
    app.add_api_route(PATH, explain, methods=["HEAD"], include_in_schema=False)


def _needed(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise UsageError(
            f"'{name}' is missing",
            where=Where(name),
            remedy=f"Name subject, property and value: {PATH}?s=cacas/payroll&p=ropa:owes&o=...",
        )
    if len(given[name]) > _MOST_NAME:
        raise UsageError(f"a name is longer than {_MOST_NAME} characters", where=Where(name), remedy="Give its IRI.")
    return given[name]


def _language(given: Mapping[str, str], usual: str) -> str:
    lang = given.get("lang", usual)
    if lang not in LANGUAGES:
        raise UsageError(
            f"'{lang[:20]}' is no language of ours", where=Where("lang"), remedy=f"Give {' or '.join(LANGUAGES)}."
        )
    return lang


def _day(given: Mapping[str, str]) -> date:
    """Return the day asked about; today, by the calendar of the server, unless given."""
    text = given.get("as_of")
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"'{str(text)[:20]}' is no day", where=Where("as_of"), remedy="Give year, month and day: 2026-11-25."
        ) from error


def _parameter(name: str, description: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"name": name, "in": "query", "description": description, "required": required, "schema": schema}


_PROBLEM: Final[dict[str, Any]] = {"application/problem+json": {}}
_DOCUMENTED: Final[dict[str, Any]] = {
    "response_class": Response,
    "responses": {
        200: {"description": "The tree: rules, facts, statements, lines.", "content": {_JSON: {}}},
        304: {"description": "The client has this answer."},
        400: {"description": "A parameter is missing or fits several things.", "content": _PROBLEM},
        404: {"description": "Nothing of the kind was inferred or stated; names the nearest.", "content": _PROBLEM},
    },
    "openapi_extra": {
        "parameters": [
            _parameter("s", "The thing: slug, CURIE, IRI or title.", required=True),
            _parameter("p", "The property, such as ropa:owes.", required=True),
            _parameter("o", "The value.", required=True),
            _parameter("lang", "Language of names and explanations: en, nb or sv.", required=False),
            _parameter("as_of", "The day asked about, as 2026-11-25; today unless given.", required=False),
        ]
    },
}
