"""Bytes of one file to quads, or one clear error with file, line and column.

Only Oxigraph parses, for it reads no file and no address that a document names. The base address is always set,
so that no relative IRI can take on the path of the machine it was read on.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from pyoxigraph import RdfFormat, parse

from ropa.errors import NotFoundError, ParseError, TooLargeError, UnreadableError, Where
from ropa.settings import variable
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from ropa.register.sources import Source
    from ropa.settings import Settings

_POSITION: Final = re.compile(r"^Parser error (?:at|between) line \d+[^:]*: ?")
_FOREIGN_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def parse_source(source: Source, settings: Settings) -> tuple[list[Quad], str]:
    """Return the quads of a file, in the default graph unless it names graphs itself, and its text.

    Raises :class:`~ropa.errors.ParseError`, :class:`~ropa.errors.UnreadableError` (encoding, a document type
    in RDF/XML) or :class:`~ropa.errors.TooLargeError` (``ROPA_FILE_MAX_BYTES``).
    """
    text = decode(_read(source, settings), source.name)
    if source.format == RdfFormat.RDF_XML:
        _check_xml(text, source.name)
    try:
        return list(parse(text, source.format, base_iri=ID)), text
    except SyntaxError as error:
        if "LoadDocumentCallback" in str(error):
            raise UnreadableError(
                "the JSON-LD names a context elsewhere, and nothing is fetched",
                where=Where(source.name),
                remedy="Write the context itself into the file, in place of its address.",
            ) from error
        raise ParseError(
            _POSITION.sub("", error.msg or "").removesuffix(f" (line {error.lineno})") or "not well-formed",
            where=Where(source.name, error.lineno, error.offset),
            remedy="Correct the file there and load it again.",
        ) from error
    except ValueError as error:
        raise ParseError(str(error), where=Where(source.name), remedy="Correct the file.") from error


def _check_xml(text: str, name: str) -> None:
    """Refuse XML that could grow without limit, and XML cut off in the middle, which Oxigraph takes as it is."""
    if "<!DOCTYPE" in text:
        raise UnreadableError(
            "RDF/XML with a document type is refused, since its entities can grow without limit",
            where=Where(name),
            remedy="Take the <!DOCTYPE ...> out and write IRIs in full.",
        )
    try:
        ParserCreate().Parse(text, True)  # noqa: FBT003 - expat takes it by position only
    except ExpatError as error:
        raise ParseError(
            f"not well-formed XML ({ErrorString(error.code)})",
            where=Where(name, error.lineno, error.offset + 1),
            remedy="Correct the file there and load it again.",
        ) from error


def decode(data: bytes, name: str) -> str:
    """Return the text of a UTF-8 file, with or without byte order mark.

    Raises :class:`~ropa.errors.UnreadableError` with the place of the first byte that is no UTF-8.
    """
    for mark, encoding in _FOREIGN_BOMS:
        # Without its mark, UTF-16 shows itself by the zero byte that every Latin letter has.
        if data.startswith(mark) or (encoding == "UTF-16" and b"\0" in data[:64]):
            raise _encoding(f"the file is {encoding}, not UTF-8, or no text at all", Where(name))
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        what = f"byte 0x{data[error.start]:02X} is no UTF-8 text (Latin-1 or Windows-1252?)"
        raise _encoding(what, Where(name, line, column)) from error


def _encoding(what: str, where: Where) -> UnreadableError:
    return UnreadableError(what, where=where, remedy="Save the file as UTF-8.")


def _read(source: Source, settings: Settings) -> bytes:
    try:
        size = source.path.stat().st_size
        if size <= settings.file_max_bytes or not source.own:
            return source.path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"the file cannot be read ({error.strerror})",
            where=Where(source.name),
            remedy="Check its rights.",
        ) from error
    raise TooLargeError(
        f"the file has {size:,} bytes and the limit is {settings.file_max_bytes:,}",
        where=Where(source.name),
        remedy=f"Split it, or raise {variable('file_max_bytes')}.",
    )
