"""The namespaces of the project: those of DPV 2.3, our own, and the few others whose terms we use."""

from __future__ import annotations

from typing import Final

#: Version of the Data Privacy Vocabulary that the slice in ``ontology/dpv.ttl`` was taken from.
DPV_VERSION: Final = "2.3"

#: Prefix to namespace, in alphabetical order, as every file of ours and every answer uses them.
PREFIXES: Final[dict[str, str]] = {
    "check": "https://w3id.org/ropa/check/",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "eu-rights": "https://w3id.org/dpv/rights/eu#",
    "justifications": "https://w3id.org/dpv/justifications#",
    "legal-eu": "https://w3id.org/dpv/legal/eu#",
    "legal-no": "https://w3id.org/dpv/legal/no#",
    "legal-se": "https://w3id.org/dpv/legal/se#",
    "legal-us": "https://w3id.org/dpv/legal/us#",
    "loc": "https://w3id.org/dpv/loc#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pd": "https://w3id.org/dpv/pd#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "risk": "https://w3id.org/dpv/risk#",
    "ropa": "https://w3id.org/ropa#",
    "schema": "https://schema.org/",
    "sector": "https://w3id.org/dpv/sector#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tech": "https://w3id.org/dpv/tech#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Things (organisations, activities, flows ...) live below this address: ``<kind>/<slug...>``.
ID: Final = "https://w3id.org/ropa/id/"

#: Named graphs: one per Turtle file, ``<path without .ttl>``.
GRAPH: Final = ID + "graph/"

#: What a machine derives from the files: hierarchy, coverage of statements, inherited values of flows.
DERIVED_GRAPH: Final = GRAPH + "derived"

#: What follows in law; never part of the default graph.
INFERRED_GRAPH: Final = GRAPH + "inferred"

#: The node on which the loader says hash and version of the whole dataset.
DATASET: Final = ID + "dataset"

#: The namespaces of DPV 2.3 whose terms the loader knows by the shipped index.
DPV_PREFIXES: Final = (
    "dpv",
    "eu-gdpr",
    "eu-rights",
    "justifications",
    "legal-eu",
    "legal-no",
    "legal-se",
    "legal-us",
    "loc",
    "pd",
    "risk",
    "sector",
    "tech",
)


def expand(curie: str) -> str:
    """Return the IRI of a CURIE of ours, ``expand("pd:EmailAddress")``; ``KeyError`` for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def shrink(iri: str) -> str:
    """Return the CURIE of an IRI if one of our prefixes fits it, and the IRI itself otherwise."""
    best = ""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(namespace) > len(PREFIXES.get(best, "")):
            best = prefix
    return f"{best}:{iri.removeprefix(PREFIXES[best])}" if best else iri
