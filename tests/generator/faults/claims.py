"""Faults in what a notice says: claims that its own facts contradict, cookies, law that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.words import (
    AUTHORITY,
    BASIS,
    CITES,
    CONDITION,
    DATA,
    DURATION,
    INTEREST,
    PURPOSE,
    STATED,
    TECHNOLOGY,
    THIRD_PARTY,
    TYPE,
    terms,
    thing,
)
from ropa.vocabulary.namespaces import expand

from .place import Spot, announcement, claim, flows, pick, put, recipient_of, remove, role_of, the_notice, with_values

if TYPE_CHECKING:
    from random import Random

    from generator.things import Activity, Register, Thing


def claim_of_no_disclosure(register: Register, chance: Random) -> Spot:
    """Data go to nobody, says the notice, and a flow says to whom."""
    return claim(register, chance, "ropa:NoDisclosure", _disclosed(register, chance).thing)


def claim_of_no_third_party(register: Register, chance: Random) -> Spot:
    """Data go to no third party, says the notice, and one gets them."""
    found = [one for one in register.activities if any(role_of(flow) == THIRD_PARTY for flow in one.flows)]
    return claim(register, chance, "ropa:NoThirdPartyDisclosure", pick(chance, found).thing)


def claim_of_own_access(register: Register, chance: Random) -> Spot:
    """Only the controller sees the data, says the notice, and somebody receives them."""
    return claim(register, chance, "ropa:OnlyOwnAccess", _disclosed(register, chance).thing)


def claim_of_own_servers(register: Register, chance: Random) -> Spot:
    """Data lie on own servers, says the notice, and a host has them."""
    found = [one for one in register.activities if any("/host-" in recipient_of(flow) for flow in one.flows)]
    return claim(register, chance, "ropa:OwnServers", pick(chance, found).thing)


def claim_of_no_special_categories(register: Register, chance: Random) -> Spot:
    """No special categories, says the notice, and there are."""
    found = [one for one in register.activities if one.thing.elements.get(CONDITION)]
    return claim(register, chance, "ropa:NoSpecialCategories", pick(chance, found).thing)


def claim_of_anonymity(register: Register, chance: Random) -> Spot:
    """The data identify nobody, says the notice, and a name is among them."""
    found = [one for one in register.activities if expand("pd:Name") in one.thing.elements.get(DATA, [])]
    return claim(register, chance, "ropa:NotIdentifying", pick(chance, found).thing)


def claim_of_no_sale(register: Register, chance: Random) -> Spot:
    """Data are not sold, says the notice (it always does), and a flow is a sale."""
    flow = pick(chance, [one for one in flows(register) if recipient_of(one)])
    put(register, chance, flow, PURPOSE, expand("dpv:SellDataToThirdParties"))
    return Spot(flow.iri, PURPOSE, expand("dpv:SellDataToThirdParties"))


def cookies_without_consent(register: Register, chance: Random) -> Spot:
    """Cookies that nobody agreed to."""
    made = _with_cookies(register, chance)
    remove(made, BASIS, expand("ropa:EPrivacyConsent"))
    return Spot(made.iri, BASIS, expand("ropa:EPrivacyConsent"))


def cookies_on_interest(register: Register, chance: Random) -> Spot:
    """Cookies on a balance of interests."""
    made = _with_cookies(register, chance)
    put(register, chance, made, BASIS, expand("eu-gdpr:A6-1-f"), known=STATED)
    put(register, chance, made, INTEREST, expand("ropa:WebsiteFunctioning"))
    return Spot(made.iri, BASIS, expand("eu-gdpr:A6-1-f"))


def cookie_endless(register: Register, chance: Random) -> Spot:
    """A cookie that never expires."""
    made = _with_cookies(register, chance)
    (lifetime,) = _cookie(made).plain[DURATION]
    life = next(one for one in made.parts if one.iri == lifetime)
    life.types, life.plain = terms("dpv:EndlessDuration"), {}
    return Spot(life.iri, TYPE, expand("dpv:EndlessDuration"))


def cookie_without_lifetime(register: Register, chance: Random) -> Spot:
    """A cookie that lives nobody knows how long."""
    made = _with_cookies(register, chance)
    cookie = _cookie(made)
    (lifetime,) = cookie.plain.pop(DURATION)
    made.parts = [one for one in made.parts if one.iri != lifetime]
    cookie.silent.append(DURATION)
    return Spot(cookie.iri, DURATION)


def cookie_list_missing(register: Register, chance: Random) -> Spot:
    """A list of cookies is announced and never comes."""
    return announcement(register, chance, expand("ropa:Cookie"))


def basis_in_repealed_statute(register: Register, chance: Random) -> Spot:
    """An activity rests on the act of 2000, which the GDPR replaced."""
    made = pick(chance, with_values(register, BASIS, "eu-gdpr:A6-1-c")).thing
    put(register, chance, made, BASIS, expand("ropa:NO-POL-8-b"))
    return Spot(made.iri, BASIS, expand("ropa:NO-POL-8-b"))


def statute_repealed(register: Register, chance: Random) -> Spot:
    """The notice cites an act that was repealed before its date."""
    notice, act = the_notice(register), thing("statute/no-personopplysningsloven-2000")
    notice.plain.pop(CITES, None)
    put(register, chance, notice, CITES, thing("statute/gdpr"), act)
    return Spot(notice.iri, CITES, act)


def authority_renamed(register: Register, chance: Random) -> Spot:
    """The notice sends complaints to an authority that has another name since 2021."""
    notice, former = the_notice(register), thing("org/datainspektionen")
    put(register, chance, notice, AUTHORITY, former)
    return Spot(notice.iri, AUTHORITY, former)


def _disclosed(register: Register, chance: Random) -> Activity:
    return pick(chance, [one for one in register.activities if any(map(recipient_of, one.flows))])


def _with_cookies(register: Register, chance: Random) -> Thing:
    consent = with_values(register, BASIS, "ropa:EPrivacyConsent")
    return pick(chance, [one for one in consent if TECHNOLOGY in one.thing.plain]).thing


def _cookie(made: Thing) -> Thing:
    return next(one for one in made.parts if one.iri == made.plain[TECHNOLOGY][0])
