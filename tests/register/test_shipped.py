"""Every register that comes with the project, read against the notice it rests on.

Files are found by folder, notices by the ``ropa:sha256`` that a register gives: a further register is one file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from ropa.register import read
from ropa.settings import Settings
from ropa.vocabulary.namespaces import ID, expand

from .graphs import broken_promises, rdflib_dataset, rdflib_rows, rows, store, triples
from .rules import RULES, Shelf
from .rules.lines import digest, lines_of
from .rules.shelf import named

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Store, Triple

    from ropa.register import Dataset

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "data" / "registers").glob("*.ttl"))
FOLDERS = ("ontology", "data/registers", "data/organisations", "data/reference")
#: Lines of each notice, and those of them that are not blank, as the model gives them.
COUNTS = {"cacas": (164, 91), "cantec": (56, 32), "catacloud": (154, 68), "multicase": (156, 77), "cag": (327, 187)}

PREFIXES = """
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX pd: <https://w3id.org/dpv/pd#>
PREFIX ropa: <https://w3id.org/ropa#>
"""
WHO = "SELECT DISTINCT ?who { ?p dpv:hasDataController <https://w3id.org/ropa/id/org/cacas> ; "
TYPES = {"without types": "", "with dpv:Process": "a dpv:Process ; ", "with both": "a dpv:PersonalDataProcess ; "}
ANSWERS = {
    "e-mail addresses": (
        "dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }",
        ["mailchimp", "zendesk"],
    ),
    "card data": (
        "dpv:hasPersonalData ?data ; dpv:hasRecipient ?who . ?data ropa:within pd:PaymentCard }",
        ["klarna"],
    ),
}


@cache
def files() -> dict[str, list[Triple]]:
    return {
        str(path.relative_to(ROOT)): [one.triple for one in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=ID)]
        for folder in FOLDERS
        for path in sorted((ROOT / folder).glob("*.ttl"))
    }


@cache
def dataset() -> Dataset:
    return read((), settings=Settings())


@pytest.fixture(scope="module")
def shelf(shared: Path) -> Shelf:
    notices = [path.read_bytes() for path in sorted((shared / "seeds").glob("*.txt"))]
    return Shelf(files(), {digest(notice): notice for notice in notices})


each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda path: Path(path).stem)


def test_cacas_is_among_them() -> None:
    assert "data/registers/cacas.ttl" in REGISTERS


@each_register
@pytest.mark.parametrize("rule", RULES)
def test_the_register_keeps_the_rule(rule: str, register: str, shelf: Shelf) -> None:
    problems = RULES[rule](shelf, register)
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems)


@each_register
def test_its_notice_has_the_lines_that_were_counted(register: str, shelf: Shelf) -> None:
    slug = Path(register).stem
    (notice,) = shelf.typed(register, "dpv:PrivacyNotice")
    lines = lines_of(shelf, notice)
    assert notice == f"{ID}notice/{slug}"
    assert (len(lines), sum(bool(line.strip()) for line in lines)) == COUNTS[slug]


@each_register
def test_it_holds_activities_and_rests_on_a_notice(register: str, shelf: Shelf) -> None:
    assert len(shelf.typed(register, "ropa:ProcessingActivity")) >= 5
    (found,) = shelf.typed(register, "ropa:Register", "ropa:ProcessorRegister")
    assert shelf.names(found, expand("ropa:derivedFrom")) == {expand("ropa:PublicNotice")}
    assert shelf.names(found, expand("dct:source")) == set(shelf.typed(register, "dpv:PrivacyNotice"))


def test_cacas_has_about_twenty_activities(shelf: Shelf) -> None:
    assert 15 <= len(shelf.typed("data/registers/cacas.ttl", "ropa:ProcessingActivity")) <= 35


def test_nothing_of_ours_is_merely_recorded() -> None:
    recorded = expand("ropa:Recorded")
    said = [one for one in triples(dataset().quads) if one.predicate.value == expand("ropa:disclosure")]
    assert [one for one in said if named(one.object) == recorded] == []
    assert len(said) > 100


def test_the_loaded_registers_keep_what_every_dataset_promises() -> None:
    assert broken_promises(dataset()) == []


def test_the_loader_has_nothing_to_complain_of() -> None:
    assert [str(one) for one in dataset().notices] == []


def test_without_organisations_what_is_added_about_them_is_gone() -> None:
    enriched = f"{ID}org/klarna", expand("dpv:hasCountry")
    for bare, there in ((False, True), (True, False)):
        quads = read((), bare=bare, settings=Settings()).quads
        found = [q for q in quads if (named(q.subject), q.predicate.value) == enriched]
        assert bool(found) is there


@pytest.mark.parametrize("types", TYPES.values(), ids=TYPES)
@pytest.mark.parametrize(("query", "wanted"), ANSWERS.values(), ids=ANSWERS)
def test_who_gets_what_from_cacas(query: str, wanted: list[str], types: str) -> None:
    text = PREFIXES + WHO + types + query
    expected = [(f"{ID}org/{one}",) for one in wanted]
    assert rows(in_oxigraph(), text) == expected
    assert rdflib_rows(in_rdflib(), text) == expected


@cache
def in_rdflib() -> rdflib.Dataset:
    return rdflib_dataset(dataset())


@cache
def in_oxigraph() -> Store:
    return store(dataset())


def test_the_stated_line_of_each_answer_is_the_line_that_says_so() -> None:
    query = """
    SELECT DISTINCT ?who ?line {
        ?flow dpv:hasDataController <https://w3id.org/ropa/id/org/cacas> ; dpv:hasRecipient ?who .
        ?statement ropa:on ?flow ; ropa:element dpv:hasRecipient ; ropa:covers ?who ; ropa:passage ?passage .
        ?passage ropa:firstLine ?line .
    }"""
    found = rows(in_oxigraph(), PREFIXES + query)
    for slug, line in (("mailchimp", 114), ("klarna", 101), ("zendesk", 145), ("visma", 162), ("planday", 162)):
        assert (f"{ID}org/{slug}", str(line)) in found
