"""Entity tags from the dataset and the question, so that an answer can be known to be fresh without being computed.

The dataset is immutable and known by its hash; the same question to the same dataset by the same version has the same
answer. Tags are weak, since blank nodes may have other labels the next time (RFC 9110, section 8.8.3).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from ropa import __version__

if TYPE_CHECKING:
    from starlette.requests import Request

_HASHED: Final = "sha256:"
#: Functions that give something else each time; an escape may hide one.
_FICKLE: Final = re.compile(r"(?:NOW|RAND|UUID)\b|\\u", re.IGNORECASE)
#: Keep it, but ask whether it is still true.
_FRESHNESS: Final = {"Cache-Control": "no-cache", "Vary": "Accept"}


def is_fickle(query: str) -> bool:
    """Tell whether a query may be answered in another way the next time, though the data are the same."""
    return bool(_FICKLE.search(query))


def tag(identity: str, *parts: str) -> str | None:
    """Return the entity tag of an answer; ``None`` for a dataset that has no hash, and so may change unnoticed."""
    if not identity.startswith(_HASHED):
        return None
    digest = hashlib.sha256("\0".join((identity, __version__, *parts)).encode("utf-8", "surrogatepass"))
    return f'W/"{digest.hexdigest()[:32]}"'


def known(request: Request, etag: str | None, *, exists: bool = True) -> Response | None:
    """Return 304 if the client says that it has the answer with this tag (RFC 9110, section 13.1.2).

    ``*`` stands for any answer that there is; ``exists`` is false as long as nobody knows whether there is one.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    tags = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    fresh = (exists and tags == ["*"]) or (etag is not None and etag.removeprefix("W/") in tags)
    return Response(status_code=304, headers=headers(etag)) if fresh else None


def headers(etag: str | None) -> dict[str, str]:
    """Return the headers of an answer that may be kept; without a tag it may not."""
    return {**_FRESHNESS, "ETag": etag} if etag else {"Cache-Control": "no-store", "Vary": "Accept"}
