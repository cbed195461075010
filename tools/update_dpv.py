"""Writes ``ontology/dpv.ttl`` and ``ontology/dpv-index.tsv`` from a folder with a DPV release.

Usage: ``python tools/update_dpv.py DPV_FOLDER [VERSION]``. The folder holds the plain Turtle files with the canonical
IRIs (``dpv.ttl``, ``pd.ttl`` ...); those with ``-owl`` in their name have other IRIs and are not read. Terms that lack
a label in English, Norwegian or Swedish, and terms in use that the release lacks, are listed; the exit code is then 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ropa.vocabulary.index import is_dpv
from ropa.vocabulary.namespaces import DPV_PREFIXES, DPV_VERSION, expand, shrink
from ropa.vocabulary.slice import Source, write_index, write_slice

ROOT = Path(__file__).resolve().parent.parent
SLICE = ROOT / "ontology" / "dpv.ttl"
INDEX = ROOT / "ontology" / "dpv-index.tsv"
LANGUAGES = ("en", "nb", "sv")


def say(text: str | None) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{text}\n")


def main(arguments: list[str]) -> int:
    """Write both files; return 0, or 1 where labels or terms are missing."""
    if not arguments:
        say(__doc__)
        return 2
    version = arguments[1] if len(arguments) > 1 else DPV_VERSION
    slice_text, index_text, complaints = build(Path(arguments[0]), version)
    SLICE.write_text(slice_text, encoding="utf-8")
    INDEX.write_text(index_text, encoding="utf-8")
    for complaint in complaints:
        say(complaint)
    say(f"wrote {SLICE.relative_to(ROOT)} and {INDEX.relative_to(ROOT)}")
    return 1 if complaints else 0


def build(folder: Path, version: str = DPV_VERSION) -> tuple[str, str, list[str]]:
    """Return slice, index and what is missing, for a DPV release in ``folder``."""
    source = Source(triple for name in DPV_PREFIXES for triple in triples(folder / f"{name}.ttl"))
    used = used_terms()
    complaints = [f"not in DPV {version}: {shrink(one)}" for one in sorted(used - set(source.terms()))]
    source.without(omissions())
    index = write_index(source, version)
    terms = source.closure(used)
    ours = our_labels()
    for lang in LANGUAGES:
        labelled = set(source.labels) if lang == "en" else set()
        complaints += [f"no label in {lang}: {shrink(one)}" for one in terms if one not in labelled | has(ours, lang)]
    return write_slice(source, terms, ours, version), index, complaints


def has(labels: dict[str, dict[str, str]], lang: str) -> set[str]:
    """Return the terms that have a label in a language."""
    return {term for term, every in labels.items() if lang in every}


def triples(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file."""
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]


def used_terms() -> set[str]:
    """Return every DPV term that a file of ours uses, the slice itself left out."""
    found: set[str] = set()
    for folder in ("ontology", "data", "shapes"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            if path != SLICE and path.name != "dpv-exceptions.ttl":
                for triple in triples(path):
                    parts = (triple.subject, triple.predicate, triple.object)
                    found.update(one.value for one in parts if isinstance(one, NamedNode) and is_dpv(one.value))
    return found


def omissions() -> list[tuple[str, str, str]]:
    """Return the triples of DPV that ``ontology/dpv-exceptions.ttl`` leaves out."""
    parts: dict[str, dict[str, str]] = {}
    for triple in triples(ROOT / "ontology" / "dpv-exceptions.ttl"):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            parts.setdefault(triple.subject.value, {})[triple.predicate.value] = triple.object.value
    keys = [expand(f"rdf:{name}") for name in ("subject", "predicate", "object")]
    return [(one[keys[0]], one[keys[1]], one[keys[2]]) for one in parts.values() if all(key in one for key in keys)]


def our_labels() -> dict[str, dict[str, str]]:
    """Return the labels in the slice that is there; DPV's own English ones win over those."""
    found: dict[str, dict[str, str]] = {}
    for triple in triples(SLICE) if SLICE.exists() else []:
        term, label = triple.subject, triple.object
        if isinstance(term, NamedNode) and isinstance(label, Literal) and label.language in LANGUAGES:
            found.setdefault(term.value, {})[label.language] = label.value
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
