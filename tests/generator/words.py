"""The words that made-up registers are written in: properties, elements by kind of thing, ways of knowing.

The lists of elements are written here by hand from the law, so that the generator does not believe the files it is to
test; a test compares them with ``ontology/elements.ttl``.
"""

from __future__ import annotations

from typing import Final

from ropa.vocabulary.namespaces import ID, expand

PURPOSE: Final = expand("dpv:hasPurpose")
SUBJECT: Final = expand("dpv:hasDataSubject")
DATA: Final = expand("dpv:hasPersonalData")
PROCESSING: Final = expand("dpv:hasProcessing")
BASIS: Final = expand("dpv:hasLegalBasis")
INTEREST: Final = expand("ropa:legitimateInterest")
CONDITION: Final = expand("ropa:specialCategoryCondition")
RETENTION: Final = expand("dpv:hasStorageCondition")
DURATION: Final = expand("dpv:hasDuration")
COUNTS_FROM: Final = expand("ropa:countsFrom")
SOURCE: Final = expand("dpv:hasDataSource")
NECESSITY: Final = expand("dpv:hasNecessity")
CONTEXT: Final = expand("dpv:hasContext")
JOINT: Final = expand("dpv:hasJointDataControllers")
OWNER: Final = expand("dpv:hasResponsibleEntity")
TECHNICAL: Final = expand("dpv:hasTechnicalMeasure")
ORGANISATIONAL: Final = expand("dpv:hasOrganisationalMeasure")
CONTROLLER: Final = expand("dpv:hasDataController")

RECIPIENT: Final = expand("dpv:hasRecipient")
PROCESSOR: Final = expand("dpv:hasDataProcessor")
THIRD_PARTY: Final = expand("dpv:hasRecipientThirdParty")
OTHER_CONTROLLER: Final = expand("dpv:hasRecipientDataController")
ROLES: Final = (PROCESSOR, THIRD_PARTY, OTHER_CONTROLLER)
ANY_ROLE: Final = expand("ropa:recipientRole")
THIRD_COUNTRY: Final = expand("dpv:hasThirdCountry")
INSTRUMENT: Final = expand("ropa:transferInstrument")
AGREEMENT: Final = expand("dpv:hasLegalMeasure")

TYPE: Final = expand("rdf:type")
TITLE: Final = expand("dct:title")
PART: Final = expand("dct:hasPart")
PROCESS: Final = expand("dpv:hasProcess")
NOTICE: Final = expand("dpv:hasNotice")
TECHNOLOGY: Final = expand("dpv:isImplementedUsingTechnology")
DERIVED_FROM: Final = expand("ropa:derivedFrom")
ON_BEHALF_OF: Final = expand("ropa:onBehalfOf")
KIND: Final = expand("ropa:kind")
SECTOR: Final = expand("ropa:sector")
COUNTRY: Final = expand("dpv:hasCountry")
CONTACT: Final = expand("dpv:hasContact")
ADDRESS: Final = expand("dpv:hasAddress")
REPRESENTATIVE: Final = expand("dpv:hasRepresentative")
OFFICER: Final = expand("dpv:hasDataProtectionOfficer")

ISSUED_FROM: Final = expand("ropa:issuedFrom")
ISSUED_TO: Final = expand("ropa:issuedTo")
RIGHT: Final = expand("dpv:hasRight")
AUTHORITY: Final = expand("dpv:hasAuthority")
CITES: Final = expand("ropa:cites")
DEADLINE: Final = expand("ropa:responseDeadline")
CLAIM: Final = expand("ropa:claim")
CLAIMS: Final = expand("ropa:claims")
ANNOUNCES: Final = expand("ropa:announces")
ABOUT: Final = expand("ropa:about")
KEPT: Final = expand("ropa:kept")
PLACE: Final = expand("ropa:place")
PASSAGE: Final = expand("ropa:passage")
LINE_COUNT: Final = expand("ropa:lineCount")

ACTIVITY_CLASS: Final = expand("ropa:ProcessingActivity")
FLOW_CLASS: Final = expand("ropa:Flow")
PROCESS_CLASSES: Final = (expand("dpv:PersonalDataProcess"), expand("dpv:Process"))

#: What Art. 30(1), 13 and 14 ask of each activity; the recipient is what its flows say.
ACTIVITY_ELEMENTS: Final = (
    PURPOSE,
    SUBJECT,
    DATA,
    BASIS,
    INTEREST,
    CONDITION,
    RECIPIENT,
    RETENTION,
    SOURCE,
    NECESSITY,
    CONTEXT,
    JOINT,
    OWNER,
    TECHNICAL,
    ORGANISATIONAL,
)
#: The same of each flow.
FLOW_ELEMENTS: Final = (RECIPIENT, DATA, ANY_ROLE, THIRD_COUNTRY, INSTRUMENT, AGREEMENT)
NOTICE_ELEMENTS: Final = (ISSUED_FROM, RIGHT, AUTHORITY)
CONTROLLER_ELEMENTS: Final = (TITLE, CONTACT, REPRESENTATIVE, OFFICER)
#: Art. 30(2).
PROCESSOR_REGISTER_ELEMENTS: Final = (ON_BEHALF_OF, PROCESSING)

#: What only Art. 26, 28, 30 and 32 ask for, and what the law asks under a condition that may not hold: a notice that
#: passes over it in silence is no worse for it.
A_NOTICE_MAY_PASS_OVER: Final = frozenset(
    {SUBJECT, INTEREST, CONDITION, CONTEXT, JOINT, OWNER, TECHNICAL, ORGANISATIONAL, THIRD_COUNTRY, INSTRUMENT}
    | {AGREEMENT, REPRESENTATIVE}
)
#: What a flow takes from what it is part of unless it speaks itself (the controller comes from the register).
TAKEN: Final = (PURPOSE, BASIS, CONDITION, SUBJECT)

STATED: Final = "Stated"
EXAMPLE: Final = "Example"
CONTRADICTORY: Final = "Contradictory"
VAGUE: Final = "Vague"
INFERRED: Final = "Inferred"
ENRICHED: Final = "Enriched"
STATED_NONE: Final = "StatedNone"
RECORDED: Final = "Recorded"


def thing(path: str) -> str:
    """Return the IRI of a thing of ours."""
    return ID + path


def terms(curies: str) -> list[str]:
    """Return the IRIs of CURIEs set apart by spaces."""
    return [expand(one) for one in curies.split()]
