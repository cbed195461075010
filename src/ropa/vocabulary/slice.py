"""Takes from DPV what the project uses: the slice in ``ontology/dpv.ttl`` and the index of all terms.

Pure: triples in, text out. The slice holds hierarchy, types, ranges, schemes and labels, never a definition; English
labels are DPV's, Norwegian and Swedish ones are ours and are kept from the slice that is there. What DPV has and we
leave out stands, with the reason, in ``ontology/dpv-exceptions.ttl``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.vocabulary.namespaces import DPV_PREFIXES, PREFIXES, expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    #: Subject to predicate to values, all as IRIs.
    Links = dict[str, dict[str, list[str]]]

_NAMESPACES: Final = tuple(PREFIXES[prefix] for prefix in DPV_PREFIXES)
_TYPE: Final = expand("rdf:type")
_UP: Final = tuple(expand(one) for one in ("skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf"))
_RANGE: Final = expand("schema:rangeIncludes")
_SCHEME: Final = expand("skos:inScheme")
_LABEL: Final = expand("skos:prefLabel")
_WRITTEN: Final = (_TYPE, *_UP, _RANGE, _SCHEME)
_NOTATION: Final = tuple(expand(one) for one in ("rdfs:Class", "skos:Concept", "rdf:Property"))
_DEFINED: Final = {*_NOTATION, expand("skos:ConceptScheme")}

#: Taken whole, used or not: a register of somebody's own will need them, and questions tell them apart by scheme.
WHOLE_SCHEMES: Final = tuple(
    expand(one)
    for one in (
        "eu-gdpr:legal-basis-classes",
        "eu-gdpr:legal-basis-special-classes",
        "eu-gdpr:legal-basis-data-transfer-classes",
        "eu-gdpr:rights-classes",
        "dpv:process-classes",
        "dpv:process-properties",
        "dpv:entities-legalrole-properties",
    )
)


class Source:
    """The triples of a DPV release, as far as a slice or an index needs them."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.links: Links = {}
        self.labels: dict[str, str] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(_NAMESPACES):
                self._take(triple.subject.value, triple.predicate.value, triple.object)

    def _take(self, subject: str, predicate: str, value: object) -> None:
        if predicate in _WRITTEN and isinstance(value, NamedNode):
            values = self.links.setdefault(subject, {}).setdefault(predicate, [])
            if value.value not in values:
                values.append(value.value)
        elif predicate == _LABEL and isinstance(value, Literal) and value.language == "en":
            self.labels[subject] = value.value

    def terms(self) -> list[str]:
        """Return every term that DPV defines, sorted; some (``loc:non-EU``, the schemes) have no English label."""
        return sorted(filter(self.defines, self.links))

    def defines(self, term: str) -> bool:
        """Say whether DPV has a term."""
        return not _DEFINED.isdisjoint(self.links.get(term, {}).get(_TYPE, ()))

    def without(self, omitted: Iterable[tuple[str, str, str]]) -> None:
        """Leave out triples that the exceptions name."""
        for subject, predicate, value in omitted:
            values = self.links.get(subject, {}).get(predicate, [])
            if value in values:
                values.remove(value)

    def closure(self, used: Iterable[str]) -> list[str]:
        """Return the used terms, those of whole schemes, and all that is above any of them, sorted."""
        whole = [one for one, links in self.links.items() if set(links.get(_SCHEME, ())) & set(WHOLE_SCHEMES)]
        todo = [one for one in (*used, *whole) if self.defines(one)]
        found: set[str] = set()
        while todo:
            term = todo.pop()
            if term not in found:
                found.add(term)
                todo += filter(self.defines, self._above(term))
        return sorted(found)

    def _above(self, term: str) -> Iterator[str]:
        links = self.links[term]
        for predicate in (_TYPE, *_UP, _RANGE):
            yield from (one for one in links.get(predicate, ()) if one.startswith(_NAMESPACES))


def write_slice(source: Source, terms: Iterable[str], labels: dict[str, dict[str, str]], version: str) -> str:
    """Return ``ontology/dpv.ttl``; ``labels`` are ours, IRI to language to label (English where DPV has none)."""
    chosen = list(terms)
    within = set(chosen)
    body = [_term(source, one, within, labels.get(one, {})) for one in chosen]
    text = "\n\n".join(body)
    used = {*_used_prefixes(text), "skos"}
    prefixes = "\n".join(f"@prefix {name}: <{space}> ." for name, space in PREFIXES.items() if name in used)
    return f"{_header(version)}{prefixes}\n\n{text}\n"


def _used_prefixes(text: str) -> set[str]:
    return {word.partition(":")[0] for word in text.split() if ":" in word and not word.startswith(("<", '"'))}


def _header(version: str) -> str:
    return (
        f"# The slice of the Data Privacy Vocabulary (DPV) {version} in use here, with every term above it.\n"
        "# Whose: W3C Data Privacy Vocabularies and Controls Community Group; labels in nb and sv are the project's.\n"
        f"# Version: DPV {version}. From: the release's Turtle, by tools/update_dpv.py. Edit only labels.\n"
    )


def _term(source: Source, term: str, within: set[str], labels: dict[str, str]) -> str:
    links = source.links[term]
    lines = []
    for predicate in _WRITTEN:
        kept = [one for one in links.get(predicate, ()) if _kept(predicate, one, within)]
        if kept:
            name = "a" if predicate == _TYPE else shrink(predicate)
            lines.append(f"{name} {' , '.join(map(_name, _ordered(kept)))}")
    every = {**labels, "en": source.labels.get(term) or labels.get("en", "")}
    written = [f"{_quoted(every[lang])}@{lang}" for lang in ("en", "nb", "sv") if every.get(lang)]
    lines += [f"skos:prefLabel {' , '.join(written)}"] if written else []
    return f"{_name(term)} " + " ;\n    ".join(lines) + " ."


def _kept(predicate: str, value: str, within: set[str]) -> bool:
    if predicate == _SCHEME:
        return value in WHOLE_SCHEMES
    return value in within or (predicate == _TYPE and value in _NOTATION)


def _ordered(values: list[str]) -> list[str]:
    return sorted(values, key=lambda one: (one not in _NOTATION, one))


def _name(iri: str) -> str:
    """Write a CURIE where Turtle allows it (names of statutes hold no sign that would need escaping)."""
    name = shrink(iri)
    return name if name != iri else f"<{iri}>"


def _quoted(text: str) -> str:
    return str(Literal(text))


def write_index(source: Source, version: str) -> str:
    """Return ``ontology/dpv-index.tsv``: term, parents, types and English label of every term of DPV."""
    rows = [
        f"# All terms of DPV {version}, in use or not. Written by tools/update_dpv.py.",
        "# term\tparents\ttypes\tlabel",
    ]
    for term in source.terms():
        links = source.links[term]
        parents = sorted({shrink(one) for link in _UP for one in links.get(link, ()) if one.startswith(_NAMESPACES)})
        types = sorted(shrink(one) for one in links.get(_TYPE, ()) if one.startswith(_NAMESPACES))
        rows.append(f"{shrink(term)}\t{' '.join(parents)}\t{' '.join(types)}\t{source.labels.get(term, '')}")
    return "\n".join(rows) + "\n"
