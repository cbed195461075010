"""Terms of ``ropa.ttl``: explained, named in three languages, anchored in vocabularies that others know."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal

from .words import ROOT, SPACES, TYPE, Words, files, iri, languages, named, triples

OURS = SPACES["ropa"]
FILE = ROOT / "ontology" / "ropa.ttl"
WORDS = Words(FILE)
ALL = Words(FILE, ROOT / "ontology" / "dpv.ttl")
TERMS = [one for one in WORDS.subjects(OURS) if one != OURS]
PROPERTIES = WORDS.of_type("rdf:Property")
CONCEPTS = [one for one in TERMS if one not in PROPERTIES]
#: Every term is a skos:Concept by type, which anchors nothing; standing below it does.
SAYS_NOTHING = {iri("skos:Concept"), iri("rdfs:Class"), iri("rdf:Property")}
KNOWN = tuple(SPACES[prefix] for prefix in ("dpv", "eu-gdpr", "pd", "prov", "oa", "skos"))
#: Kinds of thing of which nothing is another, for a value to be "of this kind" in one sense only.
APART = {
    iri(f"dpv:{kind}")
    for kind in (
        "HumanSubject",
        "LegalBasis",
        "OrganisationalMeasure",
        "PersonalData",
        "Processing",
        "Purpose",
        "Right",
    )
} | {iri("dpv:TechnicalMeasure")}

each_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(OURS))


def test_there_are_terms() -> None:
    assert len(TERMS) > 150
    assert {iri("ropa:Statement"), iri("ropa:covers"), iri("ropa:Inferred")} <= set(TERMS)


@each_term
def test_a_term_is_named_once_in_each_of_three_languages(term: str) -> None:
    assert languages(WORDS.texts(term, "skos:prefLabel")) == ["en", "nb", "sv"]


@each_term
def test_a_term_has_a_definition_and_an_example(term: str) -> None:
    for part in ("skos:definition", "skos:example"):
        texts = WORDS.texts(term, part)
        assert "en" in languages(texts), part
        assert all(literal.value.endswith((".", '."')) for literal in texts), f"{part} is no sentence"


@each_term
def test_a_label_is_a_word_and_no_sentence(term: str) -> None:
    for label in WORDS.texts(term, "skos:prefLabel"):
        assert label.value == label.value.strip()
        assert not label.value.endswith(".")


@pytest.mark.parametrize("term", CONCEPTS, ids=lambda term: term.removeprefix(OURS))
def test_a_class_or_concept_stands_below_dpv_prov_web_annotation_or_skos(term: str) -> None:
    types = WORDS.links[term][TYPE]
    directly = WORDS.get(term, "skos:broader") | WORDS.get(term, "rdfs:subClassOf") | (types - SAYS_NOTHING)
    above = directly | {upper for one in directly for upper in WORDS.above(one) - SAYS_NOTHING}
    below_skos = any(iri("skos:Concept") in WORDS.get(one, "rdfs:subClassOf") for one in {term, *directly})
    assert below_skos or any(one.startswith(KNOWN) for one in above)


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(OURS))
def test_a_property_stands_below_a_known_one_or_says_what_its_values_are(term: str) -> None:
    known = (*KNOWN, SPACES["dct"])
    above = WORDS.get(term, "rdfs:subPropertyOf")
    assert any(one.startswith(known) for one in above) or WORDS.get(term, "schema:rangeIncludes")


@pytest.mark.parametrize("term", CONCEPTS, ids=lambda term: term.removeprefix(OURS))
def test_a_concept_is_not_of_two_kinds_that_exclude_each_other(term: str) -> None:
    kinds = APART & ALL.above(term)
    if iri("dpv:RightsFulfilment") in ALL.above(term):
        kinds.discard(iri("dpv:LegalBasis"))  # a purpose of DPV's that stands below an obligation
    assert len(kinds) <= 1


@each_term
def test_nothing_is_above_itself_or_above_nothing(term: str) -> None:
    for link in ("skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf"):
        for upper in WORDS.get(term, link):
            assert upper != term
            assert not upper.startswith(OURS) or upper in TERMS


def test_a_concept_has_the_type_of_the_top_concept_above_it() -> None:
    """DPV writes ``a dpv:Purpose`` on purposes, and so do we: without it a term is none to those who ask by type."""
    tops = {iri(f"dpv:{one}") for one in ("LegalBasis", "PersonalData", "Purpose", "TechnicalMeasure", "DataSource")}
    astray = {
        (term, top)
        for term in CONCEPTS
        for top in tops & ALL.above(term)
        if WORDS.get(term, "skos:broader") and top not in WORDS.links[term][TYPE]
    }
    assert astray <= {(iri("ropa:RightsRequestHandling"), iri("dpv:LegalBasis"))}


@pytest.mark.parametrize(
    "path",
    [*files("ontology", "data", "shapes"), *sorted((ROOT / "src" / "ropa").rglob("*.rq"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_term_of_ours_that_a_file_uses_is_defined(path) -> None:
    if path.suffix == ".rq":
        query = "\n".join(line.partition(" #")[0] for line in path.read_text("utf-8").splitlines())
        used = {iri(f"ropa:{local}") for local in re.findall(r"\bropa:([\w-]+)", query)}
    else:
        used = {one for one in named(path) if one.startswith(OURS) and one != OURS}
    assert used <= set(TERMS)


def test_every_term_of_ours_that_the_code_names_is_defined() -> None:
    used = {
        iri(name)
        for path in sorted((ROOT / "src" / "ropa").rglob("*.py"))
        for name in re.findall(r"""["'](ropa:[\w-]+)["']""", path.read_text("utf-8"))
    }
    assert used
    assert used <= set(TERMS)


def test_no_two_terms_of_a_kind_have_the_same_name() -> None:
    seen: dict[tuple[frozenset[str], str, str | None], str] = {}
    for term in CONCEPTS:
        for label in WORDS.texts(term, "skos:prefLabel"):
            key = (frozenset(WORDS.links[term][TYPE]), label.value, label.language)
            assert seen.setdefault(key, term) == term, f"{label.value} is also {seen[key]}"


def test_all_text_says_its_language() -> None:
    untagged = [
        triple.object.value
        for triple in triples(FILE)
        if isinstance(triple.object, Literal) and not triple.object.language
    ]
    assert untagged == []
