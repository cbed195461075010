"""Each rule for shipped registers passes the small register and fails a broken copy: none cannot fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from .rules import RULES, Shelf
from .rules.lines import digest

TINY = Path(__file__).resolve().parent / "tiny"
REGISTER = "data/registers/smithy.ttl"
ORGANISATIONS = "data/organisations/klarna.ttl"
FILES = {REGISTER: "smithy.ttl", ORGANISATIONS: "organisations.ttl", "ontology/ropa.ttl": "words.ttl"}
LETTERS, FLOW = "activity/smithy/letters", "flow/smithy/letters/mailchimp"
NAMES = '"The smithy"@en , "Smia"@nb , "Smedjan"@sv'
A_STATEMENT = "a ropa:Statement ; ropa:on <activity/smithy/letters>"
CITED = "ropa:passage <notice/smithy#line=4,5>"


@dataclass(frozen=True)
class Broken:
    """A copy of the small register in which ``old`` became ``new``, and what its rule says of it."""

    rule: str
    old: str
    new: str
    says: str
    file: str = REGISTER

    def shelf(self) -> Shelf:
        return shelf({self.file: (self.old, self.new)})


def shelf(change: dict[str, tuple[str, str]] | None = None) -> Shelf:
    texts = {path: (TINY / name).read_text("utf-8") for path, name in FILES.items()}
    for path, (old, new) in (change or {}).items():
        assert old in texts[path], f"the small register no longer holds {old}"
        texts[path] = texts[path].replace(old, new) if old else texts[path] + new
    notice = (TINY / "notice.txt").read_bytes()
    return Shelf.parsed(texts, {digest(notice): notice})


def more(rule: str, added: str, says: str, file: str = REGISTER) -> Broken:
    return Broken(rule, "", "\n" + added + "\n", says, file)


CASES = [
    # lines
    Broken(
        "every_line_is_used", "<notice/smithy#line=0,1> a ropa:Passage", "<notice/other> a ropa:Passage", "line 1 is"
    ),
    Broken("every_line_is_used", "<notice/smithy#line=2,3>", "<notice/smithy#line=4,5>", "line 3 is"),
    Broken("passages_are_short_and_inside", "#line=4,6>", "#line=2,6>", "blank line"),
    Broken("passages_are_short_and_inside", "#line=4,6>", "#line=3,4>", "blank line"),
    Broken("passages_are_short_and_inside", "#line=4,6>", "#line=4,60>", "not inside"),
    Broken("passages_are_short_and_inside", "#line=4,6>", "#line=6,6>", "not inside"),
    Broken(
        "passages_are_short_and_inside", "<notice/smithy#line=4,6>", "<notice/other#line=4,6>", "no passage of this"
    ),
    Broken(
        "passages_are_short_and_inside", "<notice/smithy#line=4,6>", "<notice/smithy#char=4,6>", "no passage of this"
    ),
    Broken("left_out_lines_say_why", '"Not a fact."@en , ', "", "does not say why"),
    Broken("left_out_lines_say_why", "ropa:leftOut ropa:PrivatePerson", "ropa:leftOut ropa:Boring", "is left out as"),
    Broken(
        "left_out_lines_say_why",
        "<notice/smithy#line=0,1> a ropa:Passage ;",
        "<notice/smithy#line=0,1>",
        "no ropa:Passage",
    ),
    Broken("the_notice_is_the_file", 'ropa:sha256 "', 'ropa:sha256 "0', "no text has"),
    Broken("the_notice_is_the_file", "ropa:lineCount 14", "ropa:lineCount 13", "has 14 lines"),
    Broken(
        "nothing_is_copied",
        '"Letters"@en',
        '"Letters (vi SENDER brev, til alle som eier en hest)"@en',
        "takes over words",
    ),
    # evidence
    Broken("statements_are_whole", f"{A_STATEMENT} ; ropa:element dpv:hasPurpose", A_STATEMENT, "0 elements"),
    Broken(
        "statements_are_whole",
        "ropa:element dpv:hasProcessing",
        "ropa:element dpv:hasProcessing , dpv:hasPurpose",
        "2 elements",
    ),
    Broken(
        "statements_are_whole",
        "ropa:disclosure ropa:Example",
        "ropa:disclosure ropa:Example , ropa:Stated",
        "2 disclosures",
    ),
    Broken(
        "statements_are_whole", "ropa:disclosure ropa:Example", "ropa:disclosure ropa:Recorded", "no register of ours"
    ),
    Broken(
        "statements_are_whole", "ropa:disclosure ropa:Example", "ropa:disclosure ropa:Guessed", "no register of ours"
    ),
    Broken(
        "statements_are_whole",
        " ; ropa:disclosure ropa:Example ; ropa:passage <notice/smithy#line=4,6>",
        " ; ropa:disclosure ropa:Example",
        "no passage",
    ),
    Broken(
        "statements_are_whole",
        f"<{LETTERS}#s-purpose> {A_STATEMENT}",
        f"<{LETTERS}#s-purpose> a ropa:Statement",
        "0 things",
    ),
    Broken(
        "statements_are_whole",
        f"<{LETTERS}#s-purpose> {A_STATEMENT}",
        f"<{LETTERS}#s-purpose> a ropa:Statement ; ropa:on <activity/none>",
        "is nothing",
    ),
    Broken("statements_say_something", "dpv:hasProcessing dpv:Use ;", "", "covers nothing"),
    Broken(
        "statements_say_something",
        "ropa:disclosure ropa:Example",
        "ropa:value pd:Age ; ropa:disclosure ropa:Example",
        "which is no fact",
    ),
    Broken(
        "statements_say_something", "ropa:disclosure ropa:Vague", "ropa:disclosure ropa:StatedNone", "there is none"
    ),
    Broken("inferred_values_are_never_plain", "ropa:value <org/klarna>", "ropa:extent ropa:Closed", "infers nothing"),
    Broken("inferred_values_are_never_plain", '"Ours."@en , ', "", "does not say why"),
    Broken(
        "inferred_values_are_never_plain",
        "dpv:hasRecipient <org/klarna> ;",
        "dpv:hasRecipient <org/klarna> ; dpv:hasRecipientDataController <org/klarna> ;",
        "plain fact",
    ),
    Broken(
        "every_value_is_covered",
        "dpv:hasProcessing dpv:Use ;",
        "dpv:hasProcessing dpv:Use ; dpv:hasLegalBasis eu-gdpr:A6-1-a ;",
        "no evidence",
    ),
    Broken(
        "every_value_is_covered",
        "dpv:hasProcessing dpv:Use ;",
        "dpv:hasProcessing dpv:Use ; ropa:specialCategoryCondition eu-gdpr:A9-2-g ;",
        "no evidence",
    ),
    Broken(
        "every_value_is_covered",
        "ropa:disclosure ropa:Example",
        "ropa:value pd:Age ; ropa:disclosure ropa:Example",
        "no evidence",
    ),
    Broken("every_value_is_covered", "ropa:disclosure ropa:Example", "ropa:disclosure ropa:StatedNone", "no evidence"),
    Broken("every_value_is_covered", "ropa:element dpv:hasDataProcessor", "ropa:element dpv:hasRight", "no evidence"),
    Broken("every_value_is_covered", "ropa:element dpv:hasProcessing", "ropa:element dpv:hasPurpose", "no evidence"),
    more(
        "every_value_is_covered",
        f"<{LETTERS}#again> {A_STATEMENT} ; ropa:element dpv:hasPurpose ; ropa:disclosure ropa:Vague ; {CITED} .",
        "ropa:Stated and ropa:Vague",
    ),
    Broken(
        "contradictions_cite_both_sides",
        "<notice/smithy#line=10,11> , <notice/smithy#line=11,12>",
        "<notice/smithy#line=11,12>",
        "1 passage",
    ),
    Broken(
        "enriched_facts_stand_apart",
        "ropa:disclosure ropa:Example",
        "ropa:disclosure ropa:Enriched",
        "is ropa:Enriched",
    ),
    Broken(
        "enriched_facts_stand_apart",
        "ropa:disclosure ropa:Enriched",
        "ropa:disclosure ropa:Stated",
        "is ropa:Stated",
        ORGANISATIONS,
    ),
    Broken("enriched_facts_stand_apart", "dct:source <https://example.org/klarna> ;", "", "no source", ORGANISATIONS),
    Broken("enriched_facts_stand_apart", ' ; dct:date "2026-11-25"^^xsd:date', "", "no date", ORGANISATIONS),
    Broken("enriched_facts_stand_apart", '"2026-11-25"^^xsd:date', '"2026"', "no date", ORGANISATIONS),
    # accounting
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasLegalBasis",
        "ropa:notMentioned dpv:hasContext",
        "nothing on dpv:hasLegalBasis",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasRight",
        "ropa:notMentioned dpv:hasContext",
        "nothing on dpv:hasRight",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasContact",
        "ropa:notMentioned dpv:hasContext",
        "nothing on dpv:hasContact",
    ),
    Broken("elements_are_accounted_for", "ropa:derivedFrom ropa:PublicNotice ;", "", "nothing on ropa:derivedFrom"),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasThirdCountry",
        "ropa:notMentioned dpv:hasContext",
        "nothing on dpv:hasThirdCountry",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:element dpv:hasRecipientDataController",
        "ropa:element dpv:hasPersonalData",
        "nothing on ropa:recipientRole",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasLegalBasis",
        "ropa:notMentioned dpv:hasLegalBasis , dpv:hasPurpose",
        "not mentioned and said",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasLegalBasis",
        "ropa:notMentioned dpv:hasLegalBasis , dpv:hasRecipient",
        "not mentioned and said",
    ),
    Broken(
        "elements_are_accounted_for",
        "ropa:notMentioned dpv:hasPersonalData",
        "ropa:notMentioned dpv:hasPersonalData , dpv:hasStorageCondition",
        "not mentioned and stated to be none",
    ),
    more(
        "elements_are_accounted_for",
        f"<{LETTERS}#n> {A_STATEMENT} ; ropa:element dpv:hasPersonalData ; ropa:disclosure ropa:StatedNone ; {CITED} .",
        "said and stated to be none",
    ),
    Broken(
        "silence_is_listed_by_elements_only",
        "ropa:notMentioned dpv:hasLegalBasis",
        "ropa:notMentioned dpv:hasLegalBasis , dpv:hasLegalBases",
        "asked of no activity",
    ),
    # structure
    Broken(
        "recipients_stand_on_flows",
        "dpv:hasProcessing dpv:Use ;",
        "dpv:hasProcessing dpv:Use ; dpv:hasRecipient <org/klarna> ;",
        "is no flow",
    ),
    Broken(
        "recipients_stand_on_flows",
        "dpv:hasProcessing dpv:Use ;",
        "dpv:hasProcessing dpv:Use ; dpv:hasDataProcessor <org/klarna> ;",
        "is no flow",
    ),
    Broken(
        "recipients_stand_on_flows",
        "dpv:hasRecipient <org/klarna>",
        "dpv:hasRecipient <org/klarna> , <org/mailchimp>",
        "2 recipients",
    ),
    Broken("recipients_stand_on_flows", "dpv:hasRecipient <org/klarna> ;", "", "0 recipients"),
    Broken(
        "types_are_written_out",
        f"<{FLOW}> a ropa:Flow , dpv:PersonalDataProcess , dpv:Process",
        f"<{FLOW}> a ropa:Flow , dpv:Process",
        "lacks the type",
    ),
    Broken(
        "types_are_written_out",
        f"<{FLOW}> a ropa:Flow",
        f"<{FLOW}> a ropa:Flow , ropa:ProcessingActivity",
        "activity and flow",
    ),
    more("types_are_written_out", "<org/nobody> ropa:kind ropa:Tool .", "has no type"),
    Broken("parts_hang_together", f"dct:hasPart <{LETTERS}> ,", "dct:hasPart", "part of one"),
    Broken("parts_hang_together", f"dpv:hasProcess <{FLOW}> ;", "", "belongs to 0 activities"),
    Broken("parts_hang_together", f"dpv:hasProcess <{FLOW}>", f"dpv:hasProcess <{FLOW}> , <flow/none>", "no flow"),
    Broken(
        "parts_hang_together",
        "dpv:hasDataController <org/smithy> ;\n    dpv:hasPurpose",
        "dpv:hasDataController <org/klarna> ;\n    dpv:hasPurpose",
        "another controller",
    ),
    Broken("parts_hang_together", "<register/smithy> a ropa:Register , ", "<register/smithy> a ", "0 registers"),
    Broken(
        "claims_and_the_like_are_cited",
        "ropa:about <notice/smithy> ; ropa:passage <notice/smithy#line=7,8>",
        "ropa:about <notice/smithy>",
        "lacks ropa:passage",
    ),
    Broken(
        "claims_and_the_like_are_cited", "ropa:claims ropa:NoSale", "ropa:claims ropa:NoSales", "claims ropa:NoSales"
    ),
    Broken("claims_and_the_like_are_cited", "ropa:kept true ;", "", "lacks ropa:kept"),
    Broken("claims_and_the_like_are_cited", 'a ropa:Cookie ; dct:title "hov"', "a ropa:Cookie", "lacks dct:title"),
    Broken(
        "organisations_facts_are_covered",
        "ropa:element dpv:hasAddress",
        "ropa:element dpv:hasContact",
        "no evidence there",
    ),
    Broken(
        "organisations_facts_are_covered",
        "ropa:element dpv:hasCountry",
        "ropa:element ropa:sector",
        "no evidence there",
        ORGANISATIONS,
    ),
    Broken(
        "roles_are_those_of_the_text",
        "dpv:hasRecipient <org/klarna>",
        "dpv:hasRecipient <org/klarna> ; dpv:hasRecipientThirdParty <org/klarna>",
        "no text gives",
    ),
    Broken(
        "roles_are_those_of_the_text",
        "ropa:element dpv:hasRecipientDataController",
        "ropa:element dpv:hasPersonalData",
        "not even inferred",
    ),
    Broken(
        "roles_are_those_of_the_text",
        "dpv:hasDataProcessor <org/mailchimp>",
        "dpv:hasRecipientThirdParty <org/mailchimp>",
        "is processor",
    ),
    Broken(
        "roles_are_those_of_the_text",
        "dpv:hasDataProcessor <org/mailchimp>",
        "dpv:hasDataProcessor <org/printers>",
        "no processor by the text",
    ),
    # words
    more("everything_has_a_name", "<org/smithy> dpv:hasRepresentative [ a dpv:Representative ] .", "without a name"),
    more("no_triple_stands_twice", '<org/klarna> dct:title "Klarna" .', "in 2 files"),
    Broken("labels_are_in_three_languages", NAMES, '"The smithy"@en , "Smia"@nb', "dct:title in ['en', 'nb']"),
    Broken("labels_are_in_three_languages", NAMES, NAMES + ' , "Smia II"@nb', "dct:title in"),
    Broken("labels_are_in_three_languages", NAMES, NAMES + ' , "Smia"', "dct:title in"),
    Broken("labels_are_in_three_languages", f"dct:title {NAMES} ;", "", "no title"),
    more("terms_are_defined", f"<{LETTERS}> ropa:owned true .", "ropa:owned"),
    Broken("terms_are_defined", "ropa:claims ropa:NoSale", "ropa:claims ropa:NoSales", "ropa:NoSales"),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_small_register_keeps_the_rule(rule: str) -> None:
    assert RULES[rule](shelf(), REGISTER) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_is_broken_by_some_case(rule: str) -> None:
    assert rule in {case.rule for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.says}")
def test_a_broken_copy_is_found(case: Broken) -> None:
    found = RULES[case.rule](case.shelf(), REGISTER)
    assert any(case.says in one for one in found), found
