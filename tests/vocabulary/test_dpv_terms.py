"""The slice of DPV: what it says is what DPV says, less the exceptions, and in three languages."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from .words import DPV, ROOT, SPACES, TYPE, UP, Words, files, iri, languages, named, triples

if TYPE_CHECKING:
    from pathlib import Path

SLICE = ROOT / "ontology" / "dpv.ttl"
EXCEPTIONS = ROOT / "ontology" / "dpv-exceptions.ttl"
WORDS = Words(SLICE)
TERMS = WORDS.subjects()
OURS = Words(ROOT / "ontology" / "ropa.ttl")
ARTICLE = re.compile(r"A(\d+)(?:-(\d+))?(?:-([a-j]))?(?:-|$)")
WITH_AN_ARTICLE = [one for one in TERMS if one.startswith(SPACES["eu-gdpr"]) and ARTICLE.match(one.partition("#")[2])]

each_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(DPV))


@cache
def dpv(folder: Path) -> Words:
    """Return DPV as released: the plain files; those with -owl in their name have other IRIs."""
    return Words(*(path for path in sorted(folder.glob("*.ttl")) if "-owl" not in path.name))


@pytest.fixture(scope="module")
def release(shared: Path) -> Words:
    return dpv(shared / "dpv-2.3")


def omissions() -> list[tuple[str, str, str]]:
    words = Words(EXCEPTIONS)
    parts = ("rdf:subject", "rdf:predicate", "rdf:object")
    return [
        tuple(next(iter(words.get(omission, part))) for part in parts)  # type: ignore[misc]
        for omission in words.of_type("ropa:Omission")
    ]


def defined(release: Words, term: str) -> bool:
    kinds = {iri(one) for one in ("rdfs:Class", "skos:Concept", "rdf:Property", "skos:ConceptScheme")}
    return bool(kinds & release.links.get(term, {}).get(TYPE, set()))


@each_term
def test_a_term_is_named_once_in_each_of_three_languages(term: str) -> None:
    assert languages(WORDS.texts(term, "skos:prefLabel")) == ["en", "nb", "sv"]


@each_term
def test_norwegian_and_swedish_labels_are_words_of_running_text(term: str) -> None:
    for label in WORDS.texts(term, "skos:prefLabel"):
        text = label.value
        assert text == " ".join(text.split())
        assert not text.endswith((".", ",", ";"))
        proper = term.startswith((SPACES["loc"], f"{DPV}/legal/no", f"{DPV}/legal/se")) or text.startswith("IP-")
        if label.language != "en" and not proper:
            assert text[0].islower(), text


@pytest.mark.parametrize("lang", ["nb", "sv"])
def test_no_two_terms_of_a_kind_have_the_same_name(lang: str) -> None:
    seen: dict[tuple[str, bool], str] = {}
    twice = []
    for term in TERMS:
        label = next(one.value for one in WORDS.texts(term, "skos:prefLabel") if one.language == lang)
        if other := seen.get((label, "#has" in term)):
            twice.append((other, term))
        seen[(label, "#has" in term)] = term
    assert twice == []


@pytest.mark.parametrize(
    ("language", "start"),
    [("nb", ("har ", "er ", "gjennomføres ")), ("sv", ("har ", "är ", "genomförs "))],
)
def test_properties_are_verbs(language: str, start: tuple[str, ...]) -> None:
    for term in WORDS.of_type("rdf:Property"):
        label = next(one.value for one in WORDS.texts(term, "skos:prefLabel") if one.language == language)
        assert label.startswith(start), term


@pytest.mark.parametrize("term", WITH_AN_ARTICLE, ids=lambda term: term.partition("#")[2])
def test_terms_of_the_gdpr_are_named_by_article_paragraph_and_letter_as_the_translations_write_them(term: str) -> None:
    local = term.partition("#")[2]
    article, paragraph, letter = ARTICLE.match(local).groups()  # type: ignore[union-attr]
    nb, sv = f"art. {article}", f"art. {article}"
    if local == "A49-2":  # DPV's number; the text it describes is Art. 49(1), second subparagraph
        nb, sv = "art. 49 nr. 1 annet ledd", "art. 49.1 andra stycket"
    elif paragraph:
        nb, sv = f"{nb} nr. {paragraph}", f"{sv}.{paragraph}"
    if letter and article != "22":  # Art. 22(3) has no letters; DPV counts the rights in it
        nb, sv = f"{nb} bokstav {letter}", f"{sv} {letter}"
    labels = {one.language: one.value for one in WORDS.texts(term, "skos:prefLabel")}
    assert labels["nb"].startswith(f"{nb} ")
    assert labels["sv"].startswith(f"{sv} ")


@pytest.mark.parametrize(
    ("term", "nb", "sv"),
    [
        ("dpv:DataController", "behandlingsansvarlig", "personuppgiftsansvarig"),
        ("dpv:DataProcessor", "databehandler", "personuppgiftsbiträde"),
        ("dpv:Recipient", "mottaker", "mottagare"),
        ("dpv:hasRecipient", "har mottaker", "har mottagare"),
        ("dpv:ThirdParty", "tredjepart", "tredje part"),
        ("dpv:DataProtectionOfficer", "personvernombud", "dataskyddsombud"),
        ("dpv:Representative", "representant", "företrädare"),
        ("dpv:JointDataControllers", "felles behandlingsansvarlige", "gemensamt personuppgiftsansvariga"),
        ("dpv:PersonalData", "personopplysninger", "personuppgifter"),
        (
            "dpv:SpecialCategoryPersonalData",
            "særlige kategorier av personopplysninger",
            "särskilda kategorier av personuppgifter",
        ),
        ("dpv:LegalObligation", "rettslig forpliktelse", "rättslig förpliktelse"),
        ("dpv:ThirdCountry", "tredjeland", "tredjeland"),
        ("dpv:DataSubjectDataSource", "den registrerte selv", "den registrerade själv"),
        ("dpv:PrivacyNotice", "personvernerklæring", "integritetspolicy"),
        ("eu-gdpr:A6-1-a", "art. 6 nr. 1 bokstav a samtykke", "art. 6.1 a samtycke"),
        ("eu-gdpr:A15", "art. 15 innsynsrett", "art. 15 rätt till tillgång"),
        ("pd:EmailAddress", "e-postadresse", "e-postadress"),
    ],
)
def test_the_words_of_the_official_translations_are_used(term: str, nb: str, sv: str) -> None:
    labels = {one.language: one.value for one in WORDS.texts(iri(term), "skos:prefLabel")}
    assert (labels["nb"], labels["sv"]) == (nb, sv)


def test_the_slice_says_nothing_but_hierarchy_and_names() -> None:
    said = {triple.predicate.value for triple in triples(SLICE)}
    assert said <= {TYPE, *UP, iri("schema:rangeIncludes"), iri("skos:inScheme"), iri("skos:prefLabel")}


def test_what_is_above_a_term_of_the_slice_is_in_the_slice() -> None:
    for term in TERMS:
        upper = {one for one in WORDS.above(term) if one.startswith(DPV)}
        assert upper <= set(TERMS), term


@pytest.mark.parametrize("path", files("ontology", "data", "shapes"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_term_of_dpv_that_a_file_uses_exists(path: Path, release: Words) -> None:
    used = {one for one in named(path) if one.startswith(f"{DPV}#") or (one.startswith(f"{DPV}/") and "#" in one)}
    assert [one for one in sorted(used) if not defined(release, one)] == []


@pytest.mark.parametrize("path", files("data", "shapes"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_term_of_dpv_that_a_file_uses_is_in_the_slice(path: Path) -> None:
    """A file that uses a new term is followed by a run of tools/update_dpv.py."""
    used = {one for one in named(path) if one.startswith(f"{DPV}#") or (one.startswith(f"{DPV}/") and "#" in one)}
    assert used <= set(TERMS)


def test_every_term_of_dpv_that_a_query_or_the_code_names_exists(release: Words) -> None:
    prefixes = "|".join(sorted(one for one in SPACES if SPACES[one].startswith(DPV)))
    found = set()
    for path in sorted((ROOT / "src" / "ropa").rglob("*.rq")):
        query = "\n".join(line.partition(" #")[0] for line in path.read_text("utf-8").splitlines())
        found |= set(re.findall(rf"(?<![\w:-])(?:{prefixes}):[A-Za-z][\w-]*", query))
    for path in sorted((ROOT / "src" / "ropa").rglob("*.py")):
        found |= set(re.findall(rf"""["']((?:{prefixes}):[A-Za-z][\w-]*)["']""", path.read_text("utf-8")))
    assert found
    assert [one for one in sorted(found) if not defined(release, iri(one))] == []


def test_the_slice_is_what_dpv_says_less_the_exceptions(release: Words) -> None:
    """Compared triple by triple: hierarchy, types and ranges between terms of the slice, and English labels."""
    left_out = set(omissions())
    notation = {iri(one) for one in ("rdfs:Class", "skos:Concept", "rdf:Property")}
    for term in TERMS:
        for predicate in (TYPE, *UP, iri("schema:rangeIncludes")):
            said = {one for one in release.links[term].get(predicate, set()) if (term, predicate, one) not in left_out}
            kept = {one for one in said if defined(release, one) or (predicate == TYPE and one in notation)}
            assert WORDS.links[term].get(predicate, set()) == kept, (term, predicate)
        english = [one.value for one in release.texts(term, "skos:prefLabel") if one.language == "en"]
        assert [one.value for one in WORDS.texts(term, "skos:prefLabel") if one.language == "en"] == english


def test_ancestors_in_the_slice_are_those_of_dpv(release: Words) -> None:
    """As a whole, along every path: what a person who loads DPV beside our files would see."""
    for subject, predicate, value in omissions():
        release.links[subject][predicate].discard(value)
    try:
        for term in TERMS:
            ours = {one for one in WORDS.above(term) if one.startswith(DPV)}
            assert ours == {one for one in release.above(term) if one.startswith(DPV) and defined(release, one)}, term
    finally:
        for subject, predicate, value in omissions():
            release.links[subject][predicate].add(value)


def test_schemes_are_those_of_dpv(release: Words) -> None:
    for term in TERMS:
        assert WORDS.get(term, "skos:inScheme") <= release.get(term, "skos:inScheme"), term


@pytest.mark.parametrize(
    ("scheme", "members"),
    [
        ("legal-basis-special-classes", {f"A9-2-{letter}" for letter in "abcdefghij"}),
        ("legal-basis-classes", {"A6-1-a", "A6-1-b", "A6-1-c", "A6-1-d", "A6-1-e", "A6-1-f"}),
        ("legal-basis-data-transfer-classes", {"A45-3", "A46-2-c", "A49-1-a"}),
        ("rights-classes", {"A7-3", *(f"A{number}" for number in range(13, 23)), "A77"}),
    ],
)
def test_bases_and_rights_of_the_gdpr_are_there_whole_whether_used_or_not(scheme: str, members: set[str]) -> None:
    found = {one.partition("#")[2] for one in TERMS if iri(f"eu-gdpr:{scheme}") in WORDS.get(one, "skos:inScheme")}
    assert members <= found


def test_every_exception_names_a_triple_of_dpv_and_says_why(release: Words) -> None:
    assert omissions()
    for subject, predicate, value in omissions():
        assert value in release.links[subject][predicate], (subject, predicate, value)
    words = Words(EXCEPTIONS)
    for omission in words.of_type("ropa:Omission"):
        assert languages(words.texts(omission, "ropa:reason")) == ["en", "nb", "sv"]


def test_no_exception_stands_in_the_slice() -> None:
    assert [one for one in omissions() if one[2] in WORDS.links[one[0]].get(one[1], set())] == []


@pytest.mark.parametrize(
    ("term", "no_longer"),
    [
        ("dpv:hasNotice", "dpv:hasTechnicalOrganisationalMeasure"),
        ("dpv:hasLegalMeasure", "dpv:hasTechnicalOrganisationalMeasure"),
        ("dpv:hasDataProtectionOfficer", "dpv:hasRepresentative"),
        ("loc:GB", "loc:EU"),
        ("loc:GB", "loc:EEA"),
    ],
)
def test_the_traps_of_dpv_are_closed(term: str, no_longer: str) -> None:
    assert iri(no_longer) not in WORDS.above(iri(term))


def shingles(text: str, size: int = 8) -> set[tuple[str, ...]]:
    """Return every run of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def test_runs_of_eight_words_are_found() -> None:
    assert shingles("one two three four five six seven eight nine") & shingles(
        "One, two three; four five six seven eight!"
    )
    assert not shingles("one two three four five six seven")
    assert all(first != second for first, second in pairwise(sorted(shingles("a b c d e f g h i"))))


def test_no_definition_of_dpv_is_copied(release: Words) -> None:
    explained = [
        literal.value
        for subject in release.literals
        for part in ("skos:definition", "skos:scopeNote")
        for literal in release.texts(subject, part)
    ]
    assert len(explained) > 1000
    whole = {" ".join(re.findall(r"\w+", text.casefold())) for text in explained}
    runs = set().union(*map(shingles, explained))
    names = {literal.value for subject in release.literals for literal in release.texts(subject, "skos:prefLabel")}
    copied = []
    for path in files("ontology", "data", "shapes"):
        for triple in triples(path):
            if isinstance(triple.object, Literal) and triple.object.value not in names:
                text = triple.object.value
                if " ".join(re.findall(r"\w+", text.casefold())) in whole or shingles(text) & runs:
                    copied.append((path.name, triple.subject.value, text))
    assert copied == []


def test_the_slice_names_everything_and_holds_no_blank_node() -> None:
    assert all(isinstance(part, NamedNode | Literal) for triple in triples(SLICE) for part in (*triple,))
