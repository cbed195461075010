"""Faults by kind: each changes a register without fault in one place, and tells where.

A kind has the name of the function that plants it, with hyphens. To add one, write the function in the module of its
article and name it below; the tests then ask for a query by which it can be seen.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.things import Planted, Register
from generator.world import Plan, register

from . import claims, grounds, information, parties, principles, structure
from .place import NoPlaceError, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.things import Style

__all__ = ["FAULTS", "Fault", "NoPlaceError", "plant", "planted"]


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its name, what is wrong, and the function that plants it."""

    name: str
    wrong: str
    put: Callable[[Register, Random], Spot]


def _fault(put: Callable[[Register, Random], Spot]) -> Fault:
    return Fault(put.__name__.replace("_", "-"), put.__doc__ or "", put)


#: Every kind of fault by its name.
FAULTS: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        one.name: one
        for one in map(
            _fault,
            (
                principles.purpose_missing,
                principles.purpose_open_ended,
                principles.subject_missing,
                principles.data_missing,
                principles.data_unspecified,
                principles.retention_missing,
                principles.retention_vague,
                principles.retention_endless,
                principles.retention_contradictory,
                principles.retention_without_event,
                grounds.basis_missing,
                grounds.bases_open,
                grounds.public_task_of_private_body,
                grounds.interest_not_named,
                grounds.interest_for_contract,
                grounds.consent_of_employees,
                grounds.consent_by_use,
                grounds.security_on_contract,
                grounds.special_category_without_condition,
                grounds.special_category_in_public_interest,
                grounds.identity_number_without_rule,
                information.access_right_missing,
                information.complaint_right_missing,
                information.withdrawal_right_missing,
                information.authority_missing,
                information.date_missing,
                information.notice_old,
                information.contact_missing,
                information.source_missing,
                information.necessity_missing,
                information.announced_list_empty,
                information.announced_text_missing,
                information.recipient_only_by_kind,
                parties.controller_missing,
                parties.owner_missing,
                parties.technical_measures_missing,
                parties.organisational_measures_missing,
                parties.recipient_without_data,
                parties.role_missing,
                parties.agreement_missing,
                parties.processor_called_third_party,
                parties.both_roles,
                parties.own_newsletter_as_processor,
                parties.clients_missing,
                parties.processing_for_others_missing,
                parties.transfer_without_instrument,
                parties.transfer_unsaid,
                parties.mainly_within_eea,
                parties.stored_elsewhere,
                claims.claim_of_no_disclosure,
                claims.claim_of_no_third_party,
                claims.claim_of_own_access,
                claims.claim_of_own_servers,
                claims.claim_of_no_special_categories,
                claims.claim_of_anonymity,
                claims.claim_of_no_sale,
                claims.cookies_without_consent,
                claims.cookies_on_interest,
                claims.cookie_endless,
                claims.cookie_without_lifetime,
                claims.cookie_list_missing,
                claims.basis_in_repealed_statute,
                claims.statute_repealed,
                claims.authority_renamed,
                structure.unknown_term,
                structure.misspelt_class,
                structure.title_missing,
                structure.element_unaccounted,
                structure.activity_outside_register,
                structure.flow_outside_activity,
                structure.passage_outside_document,
                structure.passage_missing,
                structure.two_disclosures,
                structure.disclosure_missing,
            ),
        )
    }
)

#: Controllers that are tried for one on whose register a fault has a place.
_TRIES: Final = 40


def plant(clean: Register, kind: str, seed: int = 0) -> Register:
    """Return a copy with one more fault; raises ``NoPlaceError`` where there is nothing to put it on."""
    if kind not in FAULTS:
        raise KeyError(kind)
    made = deepcopy(clean)
    spot = FAULTS[kind].put(made, Random(f"fault/{kind}/{seed}"))
    made.planted.append(Planted(kind, made.slug, spot.thing, spot.element, spot.value))
    return made


def planted(kind: str, seed: int = 0, style: Style | None = None) -> tuple[Register, Register]:
    """Return a register without fault and its copy with the one fault, the first of the seed that has a place for it.

    The register has every kind of activity; raises ``NoPlaceError`` where the style has no place for the fault.
    """
    plan = Plan(seed=seed, controllers=_TRIES, activities=20, style=style)
    for index in range(_TRIES):
        clean = register(plan, index)
        try:
            return clean, plant(clean, kind, seed)
        except NoPlaceError:
            continue
    raise NoPlaceError
