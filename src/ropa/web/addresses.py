"""Addresses of the service itself, as the client knows it, taken from the request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ropa.errors import UsageError, Where

if TYPE_CHECKING:
    from starlette.requests import Request

_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def base_address(request: Request) -> str:
    """Return scheme, host and root of the service, without a slash at the end.

    Raises :class:`~ropa.errors.UsageError` for a ``Host`` header that holds no host: it becomes part of an IRI.
    """
    host = request.headers.get("host", "localhost")
    if not _HOST.fullmatch(host):
        raise UsageError("this is no host", where=Where("Host"), remedy="Send a name or number, and a port.")
    return f"{request.url.scheme}://{host}{root(request)}"


def root(request: Request) -> str:
    """Return the path below which a proxy serves this application; '' for none."""
    return str(request.scope.get("root_path", "")).rstrip("/")
