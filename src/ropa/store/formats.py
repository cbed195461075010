"""The formats in which a store answers, with the names that users write and the media types of the web."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from pyoxigraph import QueryResultsFormat, RdfFormat


class Form(StrEnum):
    """The form of a query (SPARQL 1.1 Query, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is triples, and not rows or a boolean."""
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


class Format(Enum):
    """A format of rows and booleans, or of triples."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    TRIG = "trig"
    NQUADS = "nquads"

    @property
    def engine(self) -> QueryResultsFormat | RdfFormat:
        """The format as the engine names it."""
        return _ENGINE[self]

    @property
    def media_type(self) -> str:
        """The media type, with the charset where text needs one."""
        name = self.engine.media_type
        return f"{name}; charset=utf-8" if name.startswith("text/") and "charset" not in name else name

    @property
    def is_graph(self) -> bool:
        """Whether it holds triples, and not rows or a boolean."""
        return isinstance(self.engine, RdfFormat)


_ENGINE: dict[Format, QueryResultsFormat | RdfFormat] = {
    Format.JSON: QueryResultsFormat.JSON,
    Format.XML: QueryResultsFormat.XML,
    Format.CSV: QueryResultsFormat.CSV,
    Format.TSV: QueryResultsFormat.TSV,
    Format.TURTLE: RdfFormat.TURTLE,
    Format.NTRIPLES: RdfFormat.N_TRIPLES,
    Format.RDFXML: RdfFormat.RDF_XML,
    Format.JSONLD: RdfFormat.JSON_LD,
    Format.TRIG: RdfFormat.TRIG,
    Format.NQUADS: RdfFormat.N_QUADS,
}


@dataclass(frozen=True)
class Result:
    """An answer in the engine's own serialisation."""

    format: Format
    body: bytes
