"""The index of all terms of DPV: what exists, what is above it, and what a misspelt term was meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.vocabulary.index import OLD_NAMESPACES, Index, is_dpv, old_namespace
from ropa.vocabulary.namespaces import DPV_PREFIXES, PREFIXES, expand, shrink

from .words import ROOT

INDEX = Index.parse((ROOT / "ontology" / "dpv-index.tsv").read_text("utf-8"))
SMALL = Index.parse(
    "# a comment\n"
    "# term\tparents\ttypes\tlabel\n"
    "dpv:Purpose\t\t\tPurpose\n"
    "dpv:Marketing\tdpv:Purpose\tdpv:Purpose\tMarketing\n"
    "pd:EmailAddress\tpd:Contact\tdpv:PersonalData\tEmail Address\n"
    "pd:Contact\tpd:Tracking dpv:PersonalData\tdpv:PersonalData\tContact\n"
)


def test_a_row_is_read_as_term_parents_types_and_label() -> None:
    contact = expand("pd:Contact")
    assert SMALL.knows(contact)
    assert SMALL.parents(contact) == [expand("pd:Tracking"), expand("dpv:PersonalData")]
    assert SMALL.types(contact) == [expand("dpv:PersonalData")]
    assert SMALL.label(contact) == "Contact"


def test_a_top_concept_has_nothing_above_it() -> None:
    assert SMALL.parents(expand("dpv:Purpose")) == []
    assert SMALL.types(expand("dpv:Purpose")) == []


@pytest.mark.parametrize("iri", ["https://w3id.org/dpv/pd#Nothing", "https://example.org/x", "", "pd:EmailAddress\t"])
def test_of_an_unknown_term_nothing_is_said(iri: str) -> None:
    assert not SMALL.knows(iri)
    assert (SMALL.parents(iri), SMALL.types(iri), SMALL.label(iri)) == ([], [], "")


@pytest.mark.parametrize(
    ("term", "parent", "kind", "label"),
    [
        ("pd:EmailAddress", "pd:Contact", "dpv:PersonalData", "Email Address"),
        ("pd:PaymentCard", "pd:FinancialAccount", "dpv:PersonalData", "Payment Card"),
        ("dpv:DirectMarketing", "dpv:Marketing", "dpv:Purpose", "Direct Marketing"),
        ("dpv:hasDataProcessor", "dpv:hasRecipient", None, "has data processor"),
        ("eu-gdpr:A6-1-c", "dpv:LegalObligation", "dpv:LegalBasis", "Art 6(1-c) legal obligation"),
        ("eu-gdpr:A15", "dpv:DataSubjectRight", "dpv:Right", "A15 Right of Access"),
        ("loc:NO", "loc:EEA", "dpv:Country", "Norway"),
        ("tech:Cookie", "tech:LocalStorage", None, "Cookie"),
    ],
)
def test_the_shipped_index_knows_dpv(term: str, parent: str, kind: str | None, label: str) -> None:
    iri = expand(term)
    assert INDEX.knows(iri)
    assert expand(parent) in INDEX.parents(iri)
    assert kind is None or expand(kind) in INDEX.types(iri)
    assert INDEX.label(iri) == label


def test_terms_that_dpv_leaves_without_a_label_are_known_all_the_same() -> None:
    assert INDEX.knows(expand("loc:non-EU"))
    assert INDEX.knows(expand("eu-gdpr:legal-basis-classes"))
    assert INDEX.label(expand("loc:non-EU")) == ""


def test_what_we_leave_out_of_dpv_is_left_out_of_the_index_too() -> None:
    assert expand("loc:EU28") not in INDEX.parents(expand("loc:GB"))
    assert expand("dpv:Law") not in INDEX.parents(expand("legal-no:DPA-NO"))


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("pd:EmailAddress", "https://w3id.org/dpv/pd#EmailAdress"),
        ("pd:EmailAddress", "https://w3id.org/dpv/pd#emailaddress"),
        ("pd:EmailAddress", "https://w3id.org/dpv/pd#Email-Address"),
        ("pd:EmailAddress", "https://w3id.org/dpv#EmailAddress"),
        ("pd:EmailAddress", "https://w3id.org/dpv/dpv-pd#EmailAddress"),
        ("pd:EmailAddress", "https://w3id.org/dpv/dpv-pd#EmailAdress"),
        ("pd:EmailAddress", "https://w3id.org/dpv/pd/owl#EmailAddress"),
        ("pd:TelephoneNumber", "https://w3id.org/dpv/pd#TelephoneNumbers"),
        ("dpv:hasPurpose", "http://www.w3.org/ns/dpv#hasPurpose"),
        ("dpv:hasPurpose", "https://w3id.org/dpv#haspurpose"),
        ("dpv:hasPurpose", "https://w3id.org/dpv#hasPurposes"),
        ("dpv:hasPurpose", "https://w3id.org/dpv/hasPurpose"),
        ("dpv:hasPurpose", "https://w3id.org/dpv/2.0/dpv#hasPurpose"),
        ("dpv:hasPurpose", "https://www.w3id.org/dpv#hasPurpose"),
        ("dpv:DataController", "https://w3id.org/dpv#DataControler"),
        ("dpv:DataController", "https://w3id.org/dpv/owl#DataController"),
        ("eu-gdpr:A6-1-a", "https://w3id.org/dpv/dpv-gdpr#A6-1-a"),
        ("eu-gdpr:A6-1-a", "http://www.w3.org/ns/dpv-gdpr#A6-1-a"),
        ("eu-gdpr:A6-1-a", "https://w3id.org/dpv/legal/eu/gdpr#a6-1-a"),
        ("loc:NO", "https://w3id.org/dpv/loc#no"),
    ],
)
def test_the_term_that_was_meant_is_found(written: str, meant: str) -> None:
    assert not INDEX.knows(written)
    assert is_dpv(written)
    assert shrink(INDEX.nearest(written) or "") == meant


def test_a_name_in_the_same_namespace_is_nearer_than_the_same_name_elsewhere() -> None:
    assert INDEX.nearest("https://w3id.org/dpv#consent") == expand("dpv:Consent")
    assert INDEX.nearest("https://w3id.org/dpv/legal/eu/gdpr#consent") == expand("eu-gdpr:Consent")


@pytest.mark.parametrize("iri", ["https://w3id.org/dpv#qqqqqqqqqqqqq", "https://w3id.org/dpv#", "", "urn:x:y"])
def test_nothing_is_near_to_nonsense(iri: str) -> None:
    assert INDEX.nearest(iri) is None


@given(
    st.sampled_from(["", *(PREFIXES[one] for one in DPV_PREFIXES), *OLD_NAMESPACES]),
    st.text(max_size=30) | st.sampled_from(["EmailAdress", "hasPurposs", "A6-1", "-", "#", "\t", "%20"]),
)
@settings(max_examples=60, deadline=None)
def test_nearest_gives_a_known_term_or_nothing_whatever_is_written(namespace: str, local: str) -> None:
    found = INDEX.nearest(namespace + local)
    assert found is None or INDEX.knows(found)


@given(
    st.sampled_from(
        sorted(
            line.partition("\t")[0]
            for line in ((ROOT / "ontology" / "dpv-index.tsv").read_text("utf-8").splitlines()[2:])
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_every_term_is_its_own_nearest(term: str) -> None:
    assert INDEX.nearest(expand(term)) == expand(term)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_questions_about_any_text_have_an_answer(text: str) -> None:
    assert is_dpv(text) in {True, False}
    assert old_namespace(text) is None or text.startswith(old_namespace(text) or "")
    assert INDEX.knows(text) is False


def test_a_term_is_known_by_its_iri_and_not_by_its_short_name() -> None:
    assert INDEX.knows("https://w3id.org/dpv#Service")
    assert not INDEX.knows("dpv:Service")


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/dpv#Purpose",
        "https://w3id.org/dpv#NoSuchThing",
        "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a",
        "https://w3id.org/dpv/Purpose",
        "http://w3id.org/dpv#Purpose",
        "http://www.w3.org/ns/dpv#Purpose",
        "https://w3id.org/dpv/personal-data#EmailAddress",
    ],
)
def test_a_name_in_a_namespace_of_dpv_claims_to_be_its_term(iri: str) -> None:
    assert is_dpv(iri)


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/dpv",
        "https://w3id.org/dpv#",
        "https://w3id.org/dpv/",
        "https://w3id.org/dpv/2.3",
        "https://w3id.org/dpv/2.3/pd",
        "https://w3id.org/dpv/pd",
        "https://w3id.org/dpv/primer",
        "https://w3id.org/dpvx#Purpose",
        "https://w3id.org/ropa#Flow",
        "https://example.org/dpv#Purpose",
    ],
)
def test_pages_versions_and_other_vocabularies_claim_nothing(iri: str) -> None:
    assert not is_dpv(iri)
    assert old_namespace(iri) is None


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/dpv/ai#Model",
        "https://w3id.org/dpv/legal/de#law-BDSG",
        "https://w3id.org/dpv/legal/eu/aiact#Provider",
        "https://w3id.org/dpv/sector/education#Student",
    ],
)
def test_terms_of_parts_that_the_index_does_not_hold_are_not_called_wrong(iri: str) -> None:
    assert not is_dpv(iri)
    assert old_namespace(iri) is None


@pytest.mark.parametrize("namespace", sorted(OLD_NAMESPACES))
def test_an_old_namespace_is_named_and_leads_to_one_of_today(namespace: str) -> None:
    assert old_namespace(f"{namespace}Purpose") == namespace
    assert PREFIXES[OLD_NAMESPACES[namespace]] != namespace
    assert OLD_NAMESPACES[namespace] in DPV_PREFIXES


@pytest.mark.parametrize("prefix", DPV_PREFIXES)
def test_a_namespace_of_today_is_not_old(prefix: str) -> None:
    assert old_namespace(f"{PREFIXES[prefix]}Purpose") is None


@given(st.sampled_from(sorted(PREFIXES)), st.from_regex(r"[A-Za-z][\w-]{0,20}", fullmatch=True))
def test_a_name_is_shortened_and_written_out_again_without_change(prefix: str, local: str) -> None:
    assert shrink(expand(f"{prefix}:{local}")) == f"{prefix}:{local}"


def test_what_has_no_prefix_of_ours_stays_as_it_is() -> None:
    assert shrink("https://example.org/x") == "https://example.org/x"
    with pytest.raises(KeyError):
        expand("nobody:x")
