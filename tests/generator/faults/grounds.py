"""Faults against Art. 6 and 9: what processing rests on, and what special categories need besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.words import BASIS, CONDITION, DATA, INTEREST, PURPOSE, STATED, SUBJECT
from ropa.vocabulary.namespaces import expand

from .place import Spot, pick, put, with_values

if TYPE_CHECKING:
    from random import Random

    from generator.things import Activity, Register

_CONTRACT = "eu-gdpr:A6-1-b"
_INTEREST = "eu-gdpr:A6-1-f"


def basis_missing(register: Register, chance: Random) -> Spot:
    """An activity does not say what it rests on."""
    made = pick(chance, with_values(register, BASIS)).thing
    made.silence(BASIS)
    return Spot(made.iri, BASIS)


def bases_open(register: Register, chance: Random) -> Spot:
    """Two bases, and nothing that says which holds for what."""
    made = pick(chance, with_values(register, BASIS, _CONTRACT)).thing
    statement = put(register, chance, made, BASIS, expand(_CONTRACT), expand("eu-gdpr:A6-1-c"), known=STATED)
    statement.open = True
    return Spot(made.iri, BASIS)


def public_task_of_private_body(register: Register, chance: Random) -> Spot:
    """A company claims official authority."""
    return _rests_on(register, chance, with_values(register, BASIS, "eu-gdpr:A6-1-c"), "eu-gdpr:A6-1-e")


def interest_not_named(register: Register, chance: Random) -> Spot:
    """A balance of interests without the interest (Art. 13(1)(d))."""
    made = pick(chance, with_values(register, BASIS, _INTEREST)).thing
    made.silence(INTEREST)
    return Spot(made.iri, INTEREST)


def interest_for_contract(register: Register, chance: Random) -> Spot:
    """A balance of interests for what a contract needs."""
    fitting = [one for one in with_values(register, BASIS, _CONTRACT) if one.kind in {"orders", "payments"}]
    spot = _rests_on(register, chance, fitting, _INTEREST)
    put(register, chance, register.find(spot.thing), INTEREST, expand("ropa:BusinessInterest"))
    return spot


def consent_of_employees(register: Register, chance: Random) -> Spot:
    """Consent of those who can hardly refuse."""
    fitting = with_values(register, SUBJECT, "dpv:Employee", "dpv:JobApplicant")
    fitting = [one for one in fitting if expand(_INTEREST) not in one.thing.elements.get(BASIS, [])]
    return _rests_on(register, chance, fitting, "eu-gdpr:A6-1-a")


def consent_by_use(register: Register, chance: Random) -> Spot:
    """Consent by mere use of something."""
    return _rests_on(register, chance, with_values(register, BASIS, "eu-gdpr:A6-1-a"), "dpv:ImpliedConsent")


def security_on_contract(register: Register, chance: Random) -> Spot:
    """Fraud prevention said to be needed for a contract."""
    made = pick(chance, with_values(register, BASIS, _CONTRACT)).thing
    put(register, chance, made, PURPOSE, expand("dpv:FraudPreventionAndDetection"))
    return Spot(made.iri, PURPOSE, expand("dpv:FraudPreventionAndDetection"))


def special_category_without_condition(register: Register, chance: Random) -> Spot:
    """Special categories and nothing of Art. 9(2)."""
    made = pick(chance, with_values(register, CONDITION)).thing
    made.silence(CONDITION)
    return Spot(made.iri, CONDITION)


def special_category_in_public_interest(register: Register, chance: Random) -> Spot:
    """A company relies on substantial public interest."""
    made = pick(chance, with_values(register, CONDITION)).thing
    put(register, chance, made, CONDITION, expand("eu-gdpr:A9-2-g"))
    return Spot(made.iri, CONDITION, expand("eu-gdpr:A9-2-g"))


def identity_number_without_rule(register: Register, chance: Random) -> Spot:
    """National identity numbers, and no rule that allows them (Art. 87)."""
    made = pick(chance, with_values(register, DATA)).thing
    number = expand("ropa:NationalIdentityNumber")
    put(register, chance, made, DATA, *made.elements[DATA], number)
    return Spot(made.iri, DATA, number)


def _rests_on(register: Register, chance: Random, fitting: list[Activity], basis: str) -> Spot:
    """Let an activity rest on one other basis; consent to access to a device stays beside it."""
    made = pick(chance, fitting).thing
    device = [one for one in made.elements.get(BASIS, []) if one == expand("ropa:EPrivacyConsent")]
    put(register, chance, made, BASIS, expand(basis), *device)
    return Spot(made.iri, BASIS, expand(basis))
