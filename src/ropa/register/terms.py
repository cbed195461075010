"""The terms that the loader itself knows: what is not named here is data to it."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ropa.vocabulary.namespaces import expand


def term(curie: str) -> NamedNode:
    """Return the node of a CURIE of ours."""
    return NamedNode(expand(curie))


TYPE: Final = term("rdf:type")
VALUE: Final = term("rdf:value")
SUBCLASS: Final = term("rdfs:subClassOf")
SUBPROPERTY: Final = term("rdfs:subPropertyOf")
BROADER: Final = term("skos:broader")
RANGES: Final = (term("schema:rangeIncludes"), term("rdfs:range"))
DATE: Final = term("dct:date")
HAS_PART: Final = term("dct:hasPart")
SOURCE: Final = term("dct:source")
TITLE: Final = term("dct:title")
WAS_DERIVED_FROM: Final = term("prov:wasDerivedFrom")

CONTROLLER: Final = term("dpv:hasDataController")
DURATION: Final = term("dpv:hasDuration")
LEGAL_BASIS: Final = term("dpv:hasLegalBasis")
PERSONAL_DATA: Final = term("dpv:hasPersonalData")
PROCESSING: Final = term("dpv:hasProcessing")
PURPOSE: Final = term("dpv:hasPurpose")
RECIPIENT: Final = term("dpv:hasRecipient")
SUBJECT: Final = term("dpv:hasDataSubject")
NON_PERSONAL_PROCESS: Final = term("dpv:NonPersonalDataProcess")
NOTICE: Final = term("dpv:PrivacyNotice")
ROPA: Final = term("dpv:ROPA")
#: DPV joins a process to its parts by either; neither is a sub-property of the other.
PART_PROCESS: Final = (term("dpv:hasProcess"), term("dpv:hasPersonalDataProcess"))

ACTIVITY: Final = term("ropa:ProcessingActivity")
#: What DPV 2.3 has as kinds of process; classes of somebody's own below them count too.
PROCESS_KINDS: Final = (
    ACTIVITY,
    term("ropa:Flow"),
    term("dpv:Process"),
    term("dpv:NonPersonalDataProcess"),
    term("dpv:PersonalDataHandling"),
    term("dpv:PersonalDataProcess"),
    term("dpv:Service"),
)
ASKED_OF: Final = term("ropa:askedOf")
CONDITION: Final = term("ropa:specialCategoryCondition")
CONTROLLER_CLASS: Final = term("dpv:DataController")
COVERS: Final = term("ropa:covers")
DAYS: Final = term("ropa:days")
DEADLINE: Final = term("ropa:responseDeadline")
DERIVED_FROM: Final = term("ropa:derivedFrom")
DISCLOSURE: Final = term("ropa:disclosure")
ELEMENT: Final = term("ropa:element")
ELEMENT_CLASS: Final = term("ropa:Element")
EXTENT: Final = term("ropa:extent")
FLOW: Final = term("ropa:Flow")
HAS_FLOW: Final = term("ropa:hasFlow")
INSTRUMENT: Final = term("ropa:transferInstrument")
INTEREST: Final = term("ropa:legitimateInterest")
LEFT_OUT: Final = term("ropa:leftOut")
NOT_MENTIONED: Final = term("ropa:notMentioned")
ON: Final = term("ropa:on")
OPEN: Final = term("ropa:Open")
OWN_RECORD: Final = term("ropa:ControllersOwnRecord")
PAIRING: Final = term("ropa:pairing")
PASSAGE: Final = term("ropa:passage")
PASSAGE_CLASS: Final = term("ropa:Passage")
PROPERTY: Final = term("ropa:property")
REASON: Final = term("ropa:reason")
RECORDED: Final = term("ropa:Recorded")
REGISTER: Final = term("ropa:Register")
PROCESSOR_REGISTER: Final = term("ropa:ProcessorRegister")
STATED_NONE: Final = term("ropa:StatedNone")
STATEMENT: Final = term("ropa:Statement")
STATED_VALUE: Final = term("ropa:value")
WITHIN: Final = term("ropa:within")
