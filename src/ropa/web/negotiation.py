"""Chooses the format of an answer, for every address alike: ``format=`` by short name, or the ``Accept`` header.

Content negotiation is that of RFC 9110, section 12.5.1: the most specific range that fits a media type gives its
quality, ``q=0`` excludes it. Where the quality is the same the order of the header decides, then ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ropa.store import Format
from ropa.store.door import NotAcceptableError, not_acceptable

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Other values of ``format=``: the endings and names by which people know these formats.
ALIASES: Final = {
    "json-ld": Format.JSONLD,
    "nt": Format.NTRIPLES,
    "rdf": Format.RDFXML,
    "ttl": Format.TURTLE,
}
#: Media types that are taken for those of a format in an ``Accept`` header.
ALSO: Final = {
    Format.JSON: ("application/json",),
    Format.XML: ("application/xml",),
    Format.JSONLD: ("application/json",),
    Format.TURTLE: ("application/x-turtle",),
}
#: How much of a wish an error repeats, in characters.
_SHOWN: Final = 200
_PART: Final = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*")+')
_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_TYPE: Final = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+")


@dataclass(frozen=True)
class _Range:
    """One media range of an ``Accept`` header."""

    kind: str
    quality: float

    def fits(self, media_type: str) -> int:
        """Return 0 for a range that does not fit, else how specific it is: 1 ``*/*``, 2 ``text/*``, 3 exact."""
        if self.kind == media_type:
            return 3
        if self.kind == "*/*":
            return 1
        return 2 if self.kind.endswith("/*") and media_type.startswith(self.kind[:-1]) else 0


def choose(offered: Sequence[Format], *, name: str | None, accept: str) -> Format | None:
    """Return the best of the formats offered, ``None`` where none of them is wanted.

    ``name`` is the value of ``format=``, which wins over ``accept``, the value of the header. Without either, or with
    a header that nobody can read, it is the first of those offered.
    """
    if name is not None:
        return next((one for one in offered if one.value == name or one is ALIASES.get(name)), None)
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda one: _rank(one, ranges))
    return best if _rank(best, ranges)[0] > 0 else None


def unwanted(offered: Sequence[Format], *, name: str | None, accept: str) -> NotAcceptableError:
    """Return the error for a wish that none of the formats offered fulfils; it names the wish."""
    wish = f"Accept: {accept[:_SHOWN]}" if name is None else f"format={name[:_SHOWN]}"
    bare = not_acceptable(offered)
    return NotAcceptableError(f"{bare.what} ({wish})", remedy=bare.remedy)


def media_type(content_type: str) -> tuple[str, str]:
    """Return the media type of a ``Content-Type`` header, in lower case, and its charset; '' for what is missing."""
    kind, *parameters = content_type.split(";")
    pairs = (one.partition("=") for one in parameters)
    charsets = [value.strip().strip('"').lower() for name, _, value in pairs if name.strip().lower() == "charset"]
    return kind.strip().lower(), charsets[0] if charsets else ""


def _ranges(accept: str) -> list[_Range]:
    found = (_range(part) for part in _PART.findall(accept[:4096]))
    return [one for one in found if one is not None]


def _range(part: str) -> _Range | None:
    kind, *parameters = part.split(";")
    kind = kind.strip().lower()
    quality = "1"
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            quality = value.strip()
            break
    if not _TYPE.fullmatch(kind) or not _QUALITY.fullmatch(quality):
        return None
    return _Range(kind, float(quality))


def _rank(offered: Format, ranges: list[_Range]) -> tuple[float, int, int]:
    """Return quality, how specific the range is, and how early it stands, for the name that is meant most exactly."""
    fitting = [
        (one.fits(kind), -place, one.quality)
        for kind in (_bare(offered), *ALSO.get(offered, ()))
        for place, one in enumerate(ranges)
        if one.fits(kind)
    ]
    specific, place, quality = max(fitting, default=(0, 0, 0.0))
    return (quality, specific, place)


def _bare(offered: Format) -> str:
    return offered.media_type.partition(";")[0]
