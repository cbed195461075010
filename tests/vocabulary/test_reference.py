"""Reference data: dates that can be compared, successors that exist, and what was not checked marked as such."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from .words import BASE, ROOT, SPACES, Words, files, iri, languages

if TYPE_CHECKING:
    from pathlib import Path

FILES = files("data/reference")
WORDS = Words(*FILES)
EVERYTHING = Words(*files("data"))
DATED = [one for one in WORDS.subjects(BASE) if WORDS.texts(one, "ropa:validFrom") or WORDS.texts(one, "ropa:validTo")]
STATUTES = WORDS.of_type("ropa:Statute")
DECISIONS = WORDS.of_type("eu-gdpr:AdequacyDecision")
EU = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
EU |= {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
#: From when to when, as the table of law in time has it; None: open, or not known.
IN_FORCE = {
    "statute/gdpr": ("2018-05-25", None),
    "statute/no-personopplysningsloven-2000": ("2001-01-01", "2018-07-19"),
    "statute/no-personopplysningsloven-2018": ("2018-07-20", None),
    "statute/no-ekomloven-2003": (None, "2024-12-31"),
    "statute/no-ekomloven-2003-2-7b": ("2013-07-01", "2024-12-31"),
    "statute/no-ekomloven-2024": ("2025-01-01", None),
    "statute/no-ekomloven-2024-3-15": ("2025-01-01", None),
    "statute/no-arkivlova-1992": ("1999-01-01", "2025-12-31"),
    "statute/no-arkivlova-2025": ("2026-01-01", None),
    "statute/se-lek-2022": ("2022-06-03", None),
    "statute/se-lek-2022-9-28": ("2022-06-03", None),
    "org/datainspektionen": (None, "2020-12-31"),
    "org/imy": ("2021-01-01", None),
    "org/arkivverket": (None, "2025-12-31"),
    "org/nasjonalarkivet": ("2026-01-01", None),
    "org/addthis": (None, "2023-05-31"),
    "adequacy/us": ("2023-07-10", None),
}
#: What no public source was found for.
UNVERIFIED = {
    ("statute/no-personopplysningsloven-2000", iri("ropa:validFrom")),
    ("statute/no-ekomloven-2003-2-7b", iri("ropa:validFrom")),
    ("statute/no-regnskapsloven", iri("dct:title")),
    ("statute/se-lek-2022", iri("ropa:validFrom")),
    ("statute/se-lek-2022-9-28", iri("ropa:validFrom")),
    ("adequacy/ca", iri("ropa:onlyIf")),
    ("adequacy/kr", iri("ropa:validFrom")),
}


def short(thing: str) -> str:
    return thing.removeprefix(BASE)


def day(thing: str, predicate: str) -> dt.date | None:
    values = WORDS.texts(thing, predicate)
    return dt.date.fromisoformat(values[0].value) if values else None


@pytest.mark.parametrize("thing", DATED, ids=short)
def test_a_date_is_a_day_of_the_calendar_and_given_once(thing: str) -> None:
    for predicate in ("ropa:validFrom", "ropa:validTo"):
        values = WORDS.texts(thing, predicate)
        assert len(values) <= 1
        assert all(value.datatype == NamedNode(iri("xsd:date")) for value in values)
        assert all(dt.date.fromisoformat(value.value).isoformat() == value.value for value in values)


@pytest.mark.parametrize("thing", DATED, ids=short)
def test_nothing_ends_before_it_begins(thing: str) -> None:
    begin, end = day(thing, "ropa:validFrom"), day(thing, "ropa:validTo")
    assert begin is None or end is None or begin <= end


@pytest.mark.parametrize("thing", sorted(IN_FORCE))
def test_law_and_names_applied_in_the_time_that_the_sources_give(thing: str) -> None:
    begin, end = IN_FORCE[thing]
    dates = (day(BASE + thing, "ropa:validFrom"), day(BASE + thing, "ropa:validTo"))
    assert tuple(one and one.isoformat() for one in dates) == (begin, end)


def test_every_date_of_a_statute_or_a_name_is_in_that_table() -> None:
    assert {short(one) for one in DATED if not short(one).startswith("adequacy/")} <= set(IN_FORCE)


@pytest.mark.parametrize("thing", [one for one in DATED if WORDS.get(one, "ropa:replacedBy")], ids=short)
def test_what_replaces_something_exists_and_begins_on_the_day_after(thing: str) -> None:
    (successor,) = WORDS.get(thing, "ropa:replacedBy")
    end, begin = day(thing, "ropa:validTo"), day(successor, "ropa:validFrom")
    assert end
    assert begin == end + dt.timedelta(days=1)
    assert EVERYTHING.links[successor]
    assert EVERYTHING.get(successor, "dpv:hasCountry") == EVERYTHING.get(thing, "dpv:hasCountry")


@pytest.mark.parametrize("thing", [one for one in STATUTES if WORDS.get(one, "ropa:hasVersion")], ids=short)
def test_an_act_cited_by_name_alone_has_versions_that_follow_one_another(thing: str) -> None:
    versions = sorted(WORDS.get(thing, "ropa:hasVersion"), key=lambda one: day(one, "ropa:validTo") or dt.date.max)
    assert set(versions) <= set(STATUTES)
    assert not WORDS.texts(thing, "ropa:validFrom")
    for earlier, later in itertools.pairwise(versions):
        assert WORDS.get(earlier, "ropa:replacedBy") == {later}
    assert not WORDS.texts(versions[-1], "ropa:validTo")


@pytest.mark.parametrize("thing", [*STATUTES, *DECISIONS, *WORDS.of_type("dpv:TemporalDuration")], ids=short)
def test_a_title_stands_in_three_languages(thing: str) -> None:
    assert languages(WORDS.texts(thing, "dct:title")) == ["en", "nb", "sv"]


@pytest.mark.parametrize("thing", WORDS.of_type("ropa:Organisation"), ids=short)
def test_a_proper_name_is_the_same_in_every_language(thing: str) -> None:
    assert languages(WORDS.texts(thing, "dct:title")) in (
        [
            "",
        ],
        ["en", "nb", "sv"],
    )


@pytest.mark.parametrize("thing", [one for one in WORDS.subjects(BASE) if WORDS.texts(one, "ropa:onlyIf")], ids=short)
def test_a_condition_stands_in_three_languages(thing: str) -> None:
    assert languages(WORDS.texts(thing, "ropa:onlyIf")) == ["en", "nb", "sv"]


def test_what_was_not_checked_is_marked_by_the_property_that_was_not() -> None:
    marked = {(short(thing), what) for thing in WORDS.subjects(BASE) for what in WORDS.get(thing, "ropa:unverified")}
    assert marked == UNVERIFIED


@pytest.mark.parametrize(("thing", "what"), sorted(UNVERIFIED))
def test_what_is_marked_is_there(thing: str, what: str) -> None:
    assert WORDS.literals[BASE + thing][what]


def test_the_mark_is_never_a_mere_yes() -> None:
    assert not [thing for thing in WORDS.subjects() if WORDS.texts(thing, "ropa:unverified")]


@pytest.mark.parametrize("thing", STATUTES, ids=short)
def test_a_statute_lies_in_a_country_or_in_the_union(thing: str) -> None:
    assert WORDS.get(thing, "dpv:hasCountry") <= {iri("loc:NO"), iri("loc:SE")}
    assert WORDS.get(thing, "dpv:hasCountry") or WORDS.get(thing, "dpv:hasLocation") == {iri("loc:EU")}


def test_every_statute_that_a_notice_cites_is_there() -> None:
    cited = {statute for thing in EVERYTHING.subjects(BASE) for statute in EVERYTHING.get(thing, "ropa:cites")}
    assert cited
    assert cited <= set(STATUTES)


@pytest.mark.parametrize(
    ("duration", "act", "length"),
    [
        ("statute/no-bokforingsloven#retention", "statute/no-bokforingsloven", "P5Y"),
        ("statute/se-bokforingslagen#retention", "statute/se-bokforingslagen", "P7Y"),
    ],
)
def test_bookkeeping_is_kept_five_years_in_norway_and_seven_in_sweden(duration: str, act: str, length: str) -> None:
    assert WORDS.texts(BASE + duration, "rdf:value") == [Literal(length, datatype=NamedNode(iri("xsd:duration")))]
    assert WORDS.get(BASE + duration, "dct:isPartOf") == {BASE + act}


@pytest.mark.parametrize("thing", DECISIONS, ids=short)
def test_an_adequacy_decision_is_on_one_country_outside_the_eea_with_date_and_source(thing: str) -> None:
    (country,) = WORDS.get(thing, "dpv:hasCountry")
    assert thing == f"{BASE}adequacy/{country.removeprefix(SPACES['loc']).lower()}"
    assert not WORDS.get(country, "ropa:memberOf")
    assert day(thing, "ropa:validFrom")
    assert WORDS.get(thing, "dct:source")


def test_adequacy_decisions_are_those_of_dpv_with_the_united_states_and_korea(shared: Path) -> None:
    store = Store()
    store.bulk_load(path=str(shared / "dpv-2.3" / "legal-eu.ttl"), format=RdfFormat.TURTLE)
    rows = store.query(
        "PREFIX dct: <http://purl.org/dc/terms/> PREFIX dpv: <https://w3id.org/dpv#>"
        " PREFIX eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> PREFIX time: <http://www.w3.org/2006/time#>"
        " SELECT ?country ?begin { ?decision a eu-gdpr:AdequacyDecision ; dpv:hasJurisdiction ?country ;"
        "   dct:temporal/time:hasBeginning/time:inXSDDate ?begin FILTER(!STRENDS(STR(?country), '#EU')) }"
    )
    assert isinstance(rows, QuerySolutions)
    theirs = {row["country"].value: row["begin"].value for row in rows}
    assert len(theirs) == 13
    ours = {next(iter(WORDS.get(one, "dpv:hasCountry"))): str(day(one, "ropa:validFrom")) for one in DECISIONS}
    assert ours == {**theirs, iri("loc:US"): "2023-07-10", iri("loc:KR"): "2021-12-17"}


def test_the_decision_on_the_united_states_holds_only_for_certified_companies() -> None:
    assert WORDS.texts(f"{BASE}adequacy/us", "ropa:onlyIf")
    assert not WORDS.texts(f"{BASE}adequacy/ad", "ropa:onlyIf")


def test_members_of_the_eea_are_the_union_of_27_with_iceland_liechtenstein_and_norway() -> None:
    members = {
        area: {
            one.removeprefix(SPACES["loc"])
            for one in WORDS.subjects(SPACES["loc"])
            if iri(f"loc:{area}") in WORDS.get(one, "ropa:memberOf")
        }
        for area in ("EU", "EEA")
    }
    assert members["EU"] == EU
    assert members["EEA"] == EU | {"IS", "LI", "NO"}


def test_dpv_has_the_same_members() -> None:
    rows = [line.split("\t") for line in (ROOT / "ontology" / "dpv-index.tsv").read_text("utf-8").splitlines()[2:]]
    countries = {row[0].removeprefix("loc:"): set(row[1].split()) for row in rows if "dpv:Country" in row[2].split()}
    assert {one for one, above in countries.items() if "loc:EEA30" in above} == EU | {"IS", "LI", "NO"}
    assert {one for one, above in countries.items() if "loc:EU27" in above} == EU


def test_what_we_add_about_an_authority_has_its_statement_with_source_and_date() -> None:
    for statement in WORDS.of_type("ropa:Statement"):
        assert WORDS.get(statement, "ropa:disclosure") == {iri("ropa:Enriched")}
        assert WORDS.get(statement, "dct:source")
        assert WORDS.texts(statement, "dct:date")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sources_are_addresses_of_the_public_web(path: Path) -> None:
    words = Words(path)
    sources = {source for thing in words.subjects() for source in words.get(thing, "dct:source")}
    assert all(source.startswith(("https://", "http://data.europa.eu/")) for source in sources)
    assert not any(source.endswith("?") for source in sources)
