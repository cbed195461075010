"""What the law asks for: each element names a property that exists, the provisions, and speaks three languages."""

from __future__ import annotations

import re

import pytest

from .words import BASE, DPV, ROOT, SPACES, Words, iri, languages

WORDS = Words(ROOT / "ontology" / "elements.ttl")
KNOWN = Words(ROOT / "ontology" / "dpv.ttl", ROOT / "ontology" / "ropa.ttl")
ELEMENTS = WORDS.of_type("ropa:Element")
GDPR = "http://data.europa.eu/eli/reg/2016/679/"
LINK = re.compile(re.escape(GDPR) + r"art_([1-9]\d?)(?:/par_([1-9]\d?)(?:/pnt_([a-z]))?)?/oj")
PROVISION = re.compile(r"(\d+)((?:\(\w+\))*)(?:-(?:(\d+)|\((\w+)\)))?")

each_element = pytest.mark.parametrize("element", ELEMENTS, ids=lambda one: one.removeprefix(f"{BASE}element/"))


def of(element: str, predicate: str) -> set[str]:
    return set(WORDS.get(element, predicate))


def asked_of(kind: str) -> list[str]:
    """Return the properties asked of a kind of thing, as CURIEs."""
    found = [next(iter(of(one, "ropa:property"))) for one in ELEMENTS if iri(kind) in of(one, "ropa:askedOf")]
    short = {space: prefix for prefix, space in SPACES.items()}
    return sorted(re.sub(r"^(.*[#/])([^#/]+)$", lambda match: f"{short[match[1]]}:{match[2]}", one) for one in found)


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("dpv:DataController", "dct:title dpv:hasContact dpv:hasDataProtectionOfficer dpv:hasRepresentative"),
        ("dpv:PrivacyNotice", "dpv:hasAuthority dpv:hasRight ropa:issuedFrom"),
        ("ropa:Register", "dpv:hasDataController"),
        (
            "ropa:ProcessingActivity",
            (
                "dpv:hasContext dpv:hasDataSource dpv:hasDataSubject dpv:hasJointDataControllers dpv:hasLegalBasis"
                " dpv:hasNecessity dpv:hasOrganisationalMeasure dpv:hasPersonalData dpv:hasPurpose dpv:hasRecipient"
                " dpv:hasResponsibleEntity dpv:hasStorageCondition dpv:hasTechnicalMeasure ropa:legitimateInterest"
                " ropa:specialCategoryCondition"
            ),
        ),
        (
            "ropa:Flow",
            (
                "dpv:hasLegalMeasure dpv:hasPersonalData dpv:hasRecipient dpv:hasThirdCountry ropa:recipientRole"
                " ropa:transferInstrument"
            ),
        ),
        ("ropa:ProcessorRegister", "dpv:hasProcessing ropa:onBehalfOf"),
    ],
)
def test_of_each_kind_of_thing_is_asked_what_the_law_asks(kind: str, properties: str) -> None:
    assert asked_of(kind) == properties.split()


@each_element
def test_an_element_is_one_property_of_one_kind_of_thing_that_both_exist(element: str) -> None:
    for part in ("ropa:property", "ropa:askedOf"):
        values = of(element, part)
        assert len(values) == 1
        assert all(value.startswith(SPACES["dct"]) or value in KNOWN.links for value in values)
    assert all(
        iri("rdf:Property") in KNOWN.above(value) or value.startswith(SPACES["dct"])
        for value in of(element, "ropa:property")
    )


@each_element
def test_an_element_is_expected_of_a_notice_of_a_record_or_of_both(element: str) -> None:
    both = {iri("ropa:PublicNotice"), iri("ropa:ControllersOwnRecord")}
    assert of(element, "ropa:expectedOf")
    assert of(element, "ropa:expectedOf") <= both


@each_element
def test_what_only_articles_24_26_28_30_and_32_ask_for_is_not_expected_of_a_notice(element: str) -> None:
    numbers = {int(LINK.fullmatch(link)[1]) for link in of(element, "dct:source")}  # type: ignore[index]
    told_to_the_person = bool(numbers & {5, 6, 9, 12, 13, 14})
    assert (iri("ropa:PublicNotice") in of(element, "ropa:expectedOf")) == told_to_the_person


@each_element
def test_an_element_and_its_condition_are_named_in_three_languages(element: str) -> None:
    assert languages(WORDS.texts(element, "skos:prefLabel")) == ["en", "nb", "sv"]
    if conditions := WORDS.texts(element, "ropa:onlyIf"):
        assert languages(conditions) == ["en", "nb", "sv"]


@pytest.mark.parametrize(
    "element",
    [
        "controller/representative",
        "controller/data-protection-officer",
        "notice/right",
        "activity/legitimate-interest",
        "activity/special-category-condition",
        "activity/data-source",
        "activity/necessity",
        "activity/context",
        "activity/joint-data-controllers",
        "flow/recipient-role",
        "flow/third-country",
        "flow/transfer-instrument",
        "flow/legal-measure",
        "processor-register/on-behalf-of",
        "processor-register/processing",
    ],
)
def test_what_is_owed_only_in_a_case_says_so(element: str) -> None:
    assert WORDS.texts(f"{BASE}element/{element}", "ropa:onlyIf")


def test_everything_else_is_owed_always() -> None:
    unconditional = [one for one in ELEMENTS if not WORDS.texts(one, "ropa:onlyIf")]
    assert len(unconditional) == len(ELEMENTS) - 15


@each_element
def test_a_link_to_the_law_is_an_eli_of_the_gdpr(element: str) -> None:
    assert of(element, "dct:source")
    for link in of(element, "dct:source"):
        match = LINK.fullmatch(link)
        assert match, link
        assert int(match[1]) <= 99


@each_element
def test_the_links_are_the_provisions_that_the_element_names(element: str) -> None:
    """``13(2)(b)-(d)`` is three links; ranges of articles and of definitions lead to the articles as wholes."""
    (article,) = (literal.value for literal in WORDS.texts(element, "ropa:article"))
    whole, exact = set(), set()
    for number, parts, last, until in PROVISION.findall(re.sub(r"with the .*", "", article)):
        names = re.findall(r"\w+", parts)
        if last:  # Art. 48 forbids and gives no instrument
            whole |= {str(one) for one in range(int(number), int(last) + 1) if one != 48}
        elif number == "4":  # definitions are numbered and no paragraphs
            whole.add(number)
        elif until:
            letters = [chr(one) for one in range(ord(names[-1]), ord(until) + 1)]
            exact |= {f"{GDPR}art_{number}/par_{names[0]}/pnt_{letter}/oj" for letter in letters}
        else:
            tail = "".join(f"/{kind}_{name}" for kind, name in zip(("par", "pnt"), names, strict=False))
            exact.add(f"{GDPR}art_{number}{tail}/oj")
    assert of(element, "dct:source") == exact | {f"{GDPR}art_{number}/oj" for number in whole}


def test_no_property_is_asked_twice_of_the_same_kind_of_thing() -> None:
    pairs = [(*of(one, "ropa:property"), *of(one, "ropa:askedOf")) for one in ELEMENTS]
    assert len(pairs) == len(set(pairs))


def test_an_element_that_dpv_knows_is_asked_by_its_name() -> None:
    assert any(value.startswith(DPV) for one in ELEMENTS for value in of(one, "ropa:property"))
