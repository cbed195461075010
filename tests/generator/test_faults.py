"""Each kind of fault is where the account says, and nowhere before it was planted; nothing else has changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from generator import (
    FAULTS,
    NoPlaceError,
    Plan,
    Style,
    account,
    organisations_turtle,
    plant,
    planted,
    register,
    register_turtle,
)
from ropa.vocabulary.namespaces import ID, expand

from .graphs import Graph, load, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator import Planted, Register

LISTED = "?thing ropa:notMentioned %s"
CLAIMS = "?thing a ropa:Claim ; ropa:claims %s ; ropa:about/ropa:hasFlow ?flow . ?flow dpv:hasRecipient ?to"
EMPTY = "?thing a ropa:Announcement ; ropa:about %s ; ropa:kept false"
BASIS = "?thing dpv:hasLegalBasis %s"


def missing(curie: str) -> str:
    """Return the pattern of an element that has no value and is listed as not mentioned."""
    return f"{LISTED % curie} FILTER NOT EXISTS {{ ?thing {curie} ?value }}"


def known(curie: str, disclosure: str) -> str:
    return f"?s ropa:on ?thing ; ropa:element {curie} ; ropa:disclosure ropa:{disclosure}"


#: What shows a fault, asked of the thing that the account names: true with the fault, false without.
SEEN = {
    "purpose-missing": missing("dpv:hasPurpose"),
    "purpose-open-ended": "?thing dpv:hasPurpose dpv:Purpose . " + known("dpv:hasPurpose", "Vague"),
    "subject-missing": missing("dpv:hasDataSubject"),
    "data-missing": missing("dpv:hasPersonalData"),
    "data-unspecified": "?thing dpv:hasPersonalData dpv:PersonalData . " + known("dpv:hasPersonalData", "Vague"),
    "retention-missing": missing("dpv:hasStorageCondition"),
    "retention-vague": "?thing a dpv:IndeterminateDuration FILTER NOT EXISTS { ?thing rdf:value ?value }",
    "retention-endless": "?thing a dpv:EndlessDuration FILTER NOT EXISTS { ?thing rdf:value ?value }",
    "retention-contradictory": known("dpv:hasStorageCondition", "Contradictory"),
    "retention-without-event": "?kept a dpv:StorageCondition ; dpv:hasDuration ?thing . ?thing rdf:value ?period "
    "FILTER NOT EXISTS { ?thing ropa:countsFrom ?event }",
    "basis-missing": LISTED % "dpv:hasLegalBasis" + " FILTER NOT EXISTS { ?thing dpv:hasLegalBasis ?b "
    "FILTER NOT EXISTS { ?thing ropa:specialCategoryCondition ?b } }",
    "bases-open": "?s ropa:on ?thing ; ropa:element dpv:hasLegalBasis ; ropa:pairing ropa:Open ; "
    "ropa:covers eu-gdpr:A6-1-b , eu-gdpr:A6-1-c",
    "public-task-of-private-body": BASIS % "eu-gdpr:A6-1-e",
    "interest-not-named": BASIS % "eu-gdpr:A6-1-f . " + missing("ropa:legitimateInterest"),
    "interest-for-contract": BASIS % "eu-gdpr:A6-1-f ; dpv:hasPurpose ?for . "
    "FILTER(?for IN (dpv:CustomerOrderManagement, dpv:PaymentManagement))",
    "consent-of-employees": BASIS % "eu-gdpr:A6-1-a ; dpv:hasDataSubject ?who "
    "FILTER(?who IN (dpv:Employee, dpv:JobApplicant))",
    "consent-by-use": BASIS % "dpv:ImpliedConsent",
    "security-on-contract": BASIS % "eu-gdpr:A6-1-b ; dpv:hasPurpose dpv:FraudPreventionAndDetection",
    "special-category-without-condition": missing("ropa:specialCategoryCondition")
    + " FILTER EXISTS { ?thing dpv:hasPersonalData ?data . ?data a ?special FILTER(?data IN "
    "(pd:TradeUnionMembership, ropa:FoodAllergy)) }",
    "special-category-in-public-interest": "?thing ropa:specialCategoryCondition eu-gdpr:A9-2-g",
    "identity-number-without-rule": "?thing dpv:hasPersonalData ropa:NationalIdentityNumber",
    "access-right-missing": "?thing dpv:hasRight eu-gdpr:A16 FILTER NOT EXISTS { ?thing dpv:hasRight eu-gdpr:A15 }",
    "complaint-right-missing": "?thing dpv:hasRight ?r FILTER NOT EXISTS { ?thing dpv:hasRight eu-gdpr:A77 }",
    "withdrawal-right-missing": "?thing dpv:hasRight ?r FILTER NOT EXISTS { ?thing dpv:hasRight eu-gdpr:A7-3 }",
    "authority-missing": missing("dpv:hasAuthority"),
    "date-missing": missing("ropa:issuedFrom") + " FILTER NOT EXISTS { ?thing ropa:issuedTo ?day }",
    "notice-old": "?thing ropa:issuedFrom ?from ; ropa:issuedTo ?to FILTER(?to < '2022-01-01'^^xsd:date)",
    "contact-missing": missing("dpv:hasContact"),
    "source-missing": missing("dpv:hasDataSource"),
    "necessity-missing": missing("dpv:hasNecessity"),
    "announced-list-empty": EMPTY % "dpv:hasRecipient",
    "announced-text-missing": EMPTY % "dpv:JobApplicant",
    "recipient-only-by-kind": "?thing dpv:hasRecipient ?who . ?who ropa:kind ropa:RecipientCategory",
    "controller-missing": missing("dpv:hasDataController") + " FILTER NOT EXISTS { ?p dpv:hasDataController ?who }",
    "owner-missing": missing("dpv:hasResponsibleEntity"),
    "technical-measures-missing": missing("dpv:hasTechnicalMeasure"),
    "organisational-measures-missing": missing("dpv:hasOrganisationalMeasure"),
    "recipient-without-data": "?thing dpv:hasRecipient ?who . " + missing("dpv:hasPersonalData"),
    "role-missing": f"{LISTED % 'ropa:recipientRole'} ; dpv:hasRecipient ?who FILTER NOT EXISTS {{ "
    "?thing dpv:hasDataProcessor|dpv:hasRecipientThirdParty|dpv:hasRecipientDataController ?role }",
    "agreement-missing": "?thing dpv:hasDataProcessor ?who . " + missing("dpv:hasLegalMeasure"),
    "processor-called-third-party": "?thing dpv:hasRecipientThirdParty ?who ; "
    "dpv:hasLegalMeasure dpv:DataProcessingAgreement",
    "both-roles": "?thing dpv:hasRecipientDataController ?who . ?other dpv:hasDataProcessor ?who",
    "own-newsletter-as-processor": "?thing ropa:claims ropa:ActsAsProcessor ; ropa:about ?a . "
    "?a dpv:hasPurpose ropa:NewsletterDistribution",
    "clients-missing": missing("ropa:onBehalfOf"),
    "processing-for-others-missing": missing("dpv:hasProcessing"),
    "transfer-without-instrument": "?thing dpv:hasThirdCountry ?land . " + missing("ropa:transferInstrument"),
    "transfer-unsaid": missing("dpv:hasThirdCountry")
    + " FILTER EXISTS { ?thing dpv:hasRecipient ?to . ?to dpv:hasCountry ?land "
    "FILTER(?land IN (loc:US, loc:GB, loc:IN)) }",
    "mainly-within-eea": "?thing ropa:claims ropa:MainlyProcessedIn ; ropa:place loc:EEA",
    "stored-elsewhere": "?thing ropa:claims ropa:StoredIn ; ropa:place loc:NO ; ropa:about ?a . "
    "?a ropa:hasFlow ?f . ?f dpv:hasThirdCountry ?land",
    "claim-of-no-disclosure": CLAIMS % "ropa:NoDisclosure",
    "claim-of-no-third-party": CLAIMS % "ropa:NoThirdPartyDisclosure" + " . ?flow dpv:hasRecipientThirdParty ?to",
    "claim-of-own-access": CLAIMS % "ropa:OnlyOwnAccess",
    "claim-of-own-servers": CLAIMS % "ropa:OwnServers" + " FILTER(CONTAINS(STR(?to), '/host-'))",
    "claim-of-no-special-categories": "?thing ropa:claims ropa:NoSpecialCategories ; ropa:about ?a . "
    "?a ropa:specialCategoryCondition ?c",
    "claim-of-anonymity": "?thing ropa:claims ropa:NotIdentifying ; ropa:about ?a . ?a dpv:hasPersonalData pd:Name",
    "claim-of-no-sale": "?thing dpv:hasPurpose dpv:SellDataToThirdParties . ?claim ropa:claims ropa:NoSale",
    "cookies-without-consent": "?thing dpv:isImplementedUsingTechnology ?c "
    "FILTER NOT EXISTS { ?thing dpv:hasLegalBasis ropa:EPrivacyConsent }",
    "cookies-on-interest": "?thing dpv:isImplementedUsingTechnology ?c ; dpv:hasLegalBasis eu-gdpr:A6-1-f",
    "cookie-endless": "?thing a dpv:EndlessDuration . ?cookie dpv:hasDuration ?thing ; a ropa:Cookie",
    "cookie-without-lifetime": "?thing a ropa:Cookie . " + missing("dpv:hasDuration"),
    "cookie-list-missing": EMPTY % "ropa:Cookie",
    "basis-in-repealed-statute": BASIS % "ropa:NO-POL-8-b",
    "statute-repealed": "?thing ropa:cites ?act ; ropa:issuedFrom ?day . ?act ropa:validTo ?end FILTER(?end < ?day)",
    "authority-renamed": f"?thing dpv:hasAuthority <{ID}org/datainspektionen>",
    "unknown-term": "?thing dpv:hasPurpose dpv:Markting",
    "misspelt-class": "?thing a ropa:ProcesingActivity FILTER NOT EXISTS { ?thing a ropa:ProcessingActivity }",
    "title-missing": "?thing a ropa:ProcessingActivity FILTER NOT EXISTS { ?thing dct:title ?title }",
    "element-unaccounted": "?thing a ropa:ProcessingActivity FILTER NOT EXISTS { ?thing dpv:hasNecessity ?value } "
    "FILTER NOT EXISTS { ?s ropa:on ?thing ; ropa:element dpv:hasNecessity } "
    "FILTER NOT EXISTS { ?thing ropa:notMentioned dpv:hasNecessity }",
    "activity-outside-register": "?thing a ropa:ProcessingActivity FILTER NOT EXISTS { ?r dct:hasPart ?thing }",
    "flow-outside-activity": "?thing a ropa:Flow FILTER NOT EXISTS { ?activity dpv:hasProcess ?thing }",
    "passage-outside-document": "?s ropa:on ?thing ; ropa:passage ?p . ?p ropa:lastLine ?last ; ropa:document ?d . "
    "?d ropa:lineCount ?count FILTER(?last > ?count)",
    "passage-missing": "?s ropa:on ?thing ; ropa:element dpv:hasPurpose FILTER NOT EXISTS { ?s ropa:passage ?p }",
    "two-disclosures": "?s ropa:on ?thing ; ropa:element ?e ; ropa:covers ?v ; ropa:disclosure ropa:Stated . "
    "?t ropa:on ?thing ; ropa:element ?e ; ropa:covers ?v ; ropa:disclosure ropa:Vague",
    "disclosure-missing": "?s ropa:on ?thing ; ropa:element dpv:hasPersonalData "
    "FILTER NOT EXISTS { ?s ropa:disclosure ?disclosure }",
}
#: A fault that the loader warns of itself, and those that need a notice or a processor's register.
WARNED = {"unknown-term"}
ONLY_IN_NOTICES = {"passage-outside-document", "passage-missing"}
ONLY_IN_RECORDS = {"clients-missing", "processing-for-others-missing"}
KINDS = sorted(FAULTS)
BOTH = [
    (kind, style)
    for kind in KINDS
    for style in (Style.RECORD, Style.NOTICE)
    if not (style is Style.RECORD and kind in ONLY_IN_NOTICES)
    and not (style is Style.NOTICE and kind in ONLY_IN_RECORDS)
]

#: An own record need not cite; a notice need not tell of measures and owners (Art. 24, 30, 32).
NO_FAULT_THERE = {
    Style.RECORD: {"passage-missing"},
    Style.NOTICE: {"owner-missing", "technical-measures-missing", "organisational-measures-missing"},
}
#: Loading takes its time, so each kind is loaded in one style, in turns; what changes is compared in both.
ONE = [[one for one in BOTH if one[0] == kind][-(number % 2)] for number, kind in enumerate(KINDS)]


@cache
def clean_and_faulty(kind: str, style: Style) -> tuple[Register, Register]:
    return planted(kind, seed=1, style=style)


def graph(made: Register) -> Graph:
    return graph_of(register_turtle(made), warned=bool({one.kind for one in made.planted} & WARNED))


@cache
def without_fault(text: str) -> Graph:
    """Most kinds of fault have their place in the same register."""
    return graph_of(text, warned=False)


def graph_of(text: str, *, warned: bool) -> Graph:
    with TemporaryDirectory() as folder:
        dataset = load(save({"made.ttl": text, "organisations.ttl": organisations()}, Path(folder)))
    assert bool(dataset.notices) == warned
    return Graph(dataset)


@cache
def organisations() -> str:
    return organisations_turtle(Plan(seed=1).organisations)


def triples(made: Register) -> set[Triple]:
    return {one.triple for one in parse(register_turtle(made), RdfFormat.TURTLE)}


def fault(made: Register) -> Planted:
    (one,) = account(made).faults
    return one


def test_every_kind_of_fault_has_a_query_that_shows_it() -> None:
    assert sorted(SEEN) == KINDS


@pytest.mark.parametrize(("kind", "style"), ONE)
def test_the_fault_can_be_seen_where_the_account_says_and_could_not_before(kind: str, style: Style) -> None:
    clean, faulty = clean_and_faulty(kind, style)
    spot = fault(faulty)
    ask = f"ASK {{ {SEEN[kind]} }}"
    assert (spot.kind, spot.controller) == (kind, faulty.slug)
    assert graph(faulty).ask(ask, spot.thing)
    assert not without_fault(register_turtle(clean)).ask(ask, spot.thing)


@pytest.mark.parametrize(("kind", "style"), BOTH)
def test_the_fault_changes_the_register_in_that_place_and_nowhere_else(kind: str, style: Style) -> None:
    clean, faulty = clean_and_faulty(kind, style)
    spot = fault(faulty)
    changed = {str(one.subject.value) for one in triples(clean) ^ triples(faulty) if isinstance(one.subject, NamedNode)}
    place = spot.thing.split("#")[0]
    elsewhere = {one for one in changed if one.split("#")[0] != place}
    assert changed
    assert elsewhere <= (MAY_CHANGE_TOO[kind](faulty) if kind in MAY_CHANGE_TOO else set())


def _activities(made: Register) -> set[str]:
    return {one.thing.iri for one in made.activities}


#: What must change with the thing itself: the company that is only a kind, the list that a thing no longer stands in.
MAY_CHANGE_TOO: dict[str, Callable[[Register], set[str]]] = {
    "recipient-only-by-kind": lambda made: {f"{ID}org/{made.slug}-partners"},
    "controller-missing": _activities,
    "flow-outside-activity": _activities,
    "activity-outside-register": lambda made: {f"{ID}register/{made.slug}"},
}


@pytest.mark.parametrize("style", NO_FAULT_THERE)
def test_no_fault_can_be_seen_anywhere_in_a_register_without_fault(style: Style) -> None:
    clean = register(Plan(seed=1, activities=40, style=style))
    found = graph(clean)
    seen = {kind for kind in KINDS if found.anywhere(SEEN[kind], clean.slug)}
    assert seen == NO_FAULT_THERE[style]


def test_planting_leaves_the_register_without_fault_as_it_was() -> None:
    clean = register(Plan(seed=1, activities=20))
    before = register_turtle(clean)
    for kind in KINDS:
        try:
            plant(clean, kind)
        except NoPlaceError:
            continue
    assert register_turtle(clean) == before
    assert account(clean).faults == ()


def test_faults_in_one_register_stand_apart() -> None:
    made = register(Plan(seed=1, activities=20, style=Style.NOTICE))
    kinds = ["purpose-missing", "basis-missing", "retention-missing", "recipient-without-data", "subject-missing"]
    for kind in kinds:
        made = plant(made, kind)
    faults = account(made).faults
    assert [one.kind for one in faults] == kinds
    assert len({one.thing.split("/", 6)[-1] for one in faults}) == len(kinds)
    found = graph(made)
    assert all(found.ask(f"ASK {{ {SEEN[one.kind]} }}", one.thing) for one in faults)


def test_a_fault_has_no_place_where_nothing_is() -> None:
    with pytest.raises(NoPlaceError):
        plant(register(Plan(seed=1, activities=0)), "purpose-missing")
    with pytest.raises(KeyError):
        plant(register(Plan(seed=1)), "no-such-fault")


def test_the_account_of_a_faulty_register_knows_what_is_gone() -> None:
    clean, faulty = clean_and_faulty("recipient-without-data", Style.NOTICE)
    spot = fault(faulty)
    assert spot.element == expand("dpv:hasPersonalData")
    assert (spot.thing, spot.element) in account(faulty).not_mentioned
    assert {row for row in account(clean).rows if row[0] != spot.thing} == set(account(faulty).rows)
