"""Every error a user can meet, with what happened, where, and what to do about it.

The command line prints ``str(error)`` as one line and exits with :attr:`RopaError.exit_code`; the web turns
``status`` and ``slug`` into an RFC 9457 problem. "The register is wrong" (a finding, exit 1) is never an error
of this module: these say that something could not be read or done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Where:
    """A place in a file, a query or a service: any part may be unknown.

    ``line`` and ``column`` are 1-based and count characters.
    """

    source: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)


def sentence(what: str, where: Where | None, remedy: str) -> str:
    """Return one line that says where, what, and what to do."""
    place = f"{where}: " if where else ""
    ending = "" if what.endswith(("?", "!")) else "."
    return f"{place}{what.rstrip('.')}{ending} {remedy}".strip()


class RopaError(Exception):
    """Something could not be done: ``what`` happened, ``where``, and the ``remedy``."""

    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"

    def __init__(self, what: str, *, where: Where | None = None, remedy: str = "") -> None:
        self.what = " ".join(what.split())
        self.where = where
        self.remedy = " ".join(remedy.split())
        super().__init__(str(self))

    def __str__(self) -> str:
        return sentence(self.what, self.where, self.remedy)


class NotFoundError(RopaError):
    """A file, a store or a thing that was named does not exist."""

    status = 404
    slug = "not-found"


class AmbiguousNameError(RopaError):
    """A name fits several things; the message lists them."""

    status = 400
    slug = "ambiguous-name"


class UnreadableError(RopaError):
    """Input that is no RDF we read: unknown type, wrong encoding, a folder without RDF."""

    status = 400
    slug = "unreadable-input"


class ParseError(UnreadableError):
    """RDF with a syntax error, at a line and column."""

    slug = "syntax-error"


class UsageError(RopaError):
    """An option or parameter has a value that it cannot have."""

    status = 400
    slug = "usage"


class QuerySyntaxError(RopaError):
    """A SPARQL query that does not follow the grammar (SPARQL 1.1 Query, section 19)."""

    status = 400
    slug = "query-syntax"


class QueryRefusedError(RopaError):
    """A request for something that is never done here: an update, SERVICE, LOAD."""

    status = 403
    slug = "query-refused"


class QueryTooComplexError(RopaError):
    """A query beyond a limit of nesting or operators; the remedy names the setting."""

    status = 400
    slug = "query-too-complex"


class TooLargeError(RopaError):
    """Input or output beyond a limit of size; the remedy names the setting."""

    status = 413
    slug = "too-large"


class StoreError(RopaError):
    """A store folder that cannot be opened or written."""

    status = 503
    slug = "store"


class RemoteError(RopaError):
    """A remote SPARQL service that cannot be reached, is too slow or answers nonsense."""

    status = 502
    slug = "remote-service"
