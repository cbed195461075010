"""What a SPARQL service answers instead of an answer, as errors with a remedy.

The text of the service is passed on where it is text: one line, of bounded length, without control characters, which
could write anything onto a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ropa.errors import QuerySyntaxError
    from ropa.store.service import Answer, Service

_MOST: Final = 300
_REMEDIES: Final = {
    401: "Give user and password in the address: https://user:password@example.org/sparql.",
    403: "Ask whoever runs the service for the right to do this.",
    404: "Check the address; that of a SPARQL endpoint often ends in /sparql or /query.",
    405: "Check the address; if it is right, the service does not take this.",
    413: "Send less at once.",
    415: "Check the address; if it is right, the service does not take this.",
    429: "Wait, and ask less often.",
    503: "Try again later.",
    504: "Ask for less.",
}


def check(answer: Answer, service: Service, malformed: Callable[[str], QuerySyntaxError] | None = None) -> None:
    """Raise the error for an answer that is none: :class:`~ropa.errors.RemoteError`.

    ``malformed`` makes the error for a query that the service cannot read (400), from what the service says.
    """
    if 200 <= answer.status < 300:
        return
    said = _text(answer)
    if answer.status == 400 and malformed is not None:
        raise malformed(said or "the service calls the query malformed and does not say why")
    if 300 <= answer.status < 400:
        raise service.error(
            f"the service sends us to {answer.location[:_MOST] or 'another place'}, and redirects are not followed",
            "If that address is the right one, give it instead.",
        )
    reason = f": {said}" if said else ""
    raise service.error(
        f"the service answered with status {answer.status}{reason}",
        _REMEDIES.get(answer.status, "Look at the service's own log."),
    )


def _text(answer: Answer) -> str:
    """Return what a service says; nothing for a page of HTML, which says it to browsers."""
    if "html" in answer.media_type or answer.body.lstrip()[:1] == b"<":
        return ""
    text = answer.body[: 8 * _MOST].decode("utf-8", "replace")
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _MOST or line.startswith("error at ") else f"{line[:_MOST]} ..."
