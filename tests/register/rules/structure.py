"""How activities, flows and recipients hang together, and which roles the five notices give."""

from __future__ import annotations

from ropa.vocabulary.namespaces import ID, expand

from .evidence import _covered
from .shelf import PROCESS, RECIPIENT, ROLES, TYPE, Shelf, named, ropa, short

PART = expand("dct:hasPart")
PROCESSES = {expand("dpv:PersonalDataProcess"), expand("dpv:Process")}
#: Used or described without a role: the text does not call them processor, and neither do we.
WITHOUT_ROLE = {ID + "org/" + one for one in ("klarna", "zendesk", "easyquest")}
#: The only three that a notice calls processor.
PROCESSORS = {ID + "org/" + one for one in ("mailchimp", "visma", "planday")}
PROCESSOR = expand("dpv:hasDataProcessor")
CITED = {
    "ropa:Claim": ("ropa:claims", "ropa:about"),
    "ropa:Announcement": ("ropa:about", "ropa:kept"),
    "ropa:Cookie": ("dct:title",),
}
CLAIMS = {
    ropa(one)
    for one in (
        "NoDisclosure",
        "NoThirdPartyDisclosure",
        "NoSale",
        "OnlyOwnAccess",
        "OwnServers",
        "StoredIn",
        "MainlyProcessedIn",
        "NoSpecialCategories",
        "NotIdentifying",
        "NoFurtherRegistration",
        "NoMarketingDisclosure",
        "ActsAsProcessor",
        "FollowsLaw",
    )
}
ORGANISATION_FACTS = (
    "ropa:sector",
    "dpv:hasCountry",
    "ropa:operatedBy",
    "ropa:subProcessor",
    "dpv:hasContact",
    "dpv:hasAddress",
    "dpv:hasRepresentative",
    "dpv:hasDataProtectionOfficer",
)


def _recipients(shelf: Shelf, thing: str) -> set[str]:
    return {one for prop in (RECIPIENT, *ROLES) for one in shelf.names(thing, prop)}


def recipients_stand_on_flows(shelf: Shelf, register: str) -> list[str]:
    """Data and recipient meet on a flow alone, one recipient each: so the simplest query has no wrong row."""
    problems = [
        f"{short(one.subject)} has a recipient and is no flow"
        for one in sorted(shelf.files[register], key=str)
        if one.predicate.value in {RECIPIENT, *ROLES} and named(one.subject) not in shelf.typed(register, "ropa:Flow")
    ]
    for flow in shelf.typed(register, "ropa:Flow"):
        inferred = {
            named(value)
            for one in shelf.on.get(flow, ())
            if one.element == RECIPIENT and one.disclosure == ropa("Inferred")
            for value in one.values
        }
        count = len(_recipients(shelf, flow) | inferred)
        if count != 1:
            problems.append(f"{short(flow)} has {count} recipients and not one")
    return problems


def types_are_written_out(shelf: Shelf, register: str) -> list[str]:
    """Activities and flows carry both types of DPV, and none is both activity and flow."""
    activities, flows = shelf.typed(register, "ropa:ProcessingActivity"), shelf.typed(register, "ropa:Flow")
    problems = [
        f"{short(one)} lacks the type {short(kind)}"
        for one in (*activities, *flows)
        for kind in sorted(PROCESSES - shelf.names(one, TYPE))
    ]
    problems += [f"{short(one)} is activity and flow" for one in sorted({*activities} & {*flows})]
    said = {named(one.subject) for one in shelf.files[register] if one.predicate.value == TYPE}
    bare = {named(one.subject) for one in shelf.files[register] if named(one.subject).startswith(ID)} - said
    return problems + [f"{short(one)} has no type" for one in sorted(bare) if TYPE not in shelf.facts[one]]


def parts_hang_together(shelf: Shelf, register: str) -> list[str]:
    """Every activity is part of the register, every flow of exactly one activity, the controller is the register's."""
    registers = shelf.typed(register, "ropa:Register", "ropa:ProcessorRegister")
    if len(registers) != 1:
        return [f"{register} holds {len(registers)} registers and not one"]
    activities, flows = shelf.typed(register, "ropa:ProcessingActivity"), shelf.typed(register, "ropa:Flow")
    parts = shelf.names(registers[0], PART)
    problems = [f"{short(one)} is part of one of the two only" for one in sorted(parts ^ set(activities))]
    for flow in flows:
        count = sum(flow in shelf.names(activity, PROCESS) for activity in activities)
        if count != 1:
            problems.append(f"{short(flow)} belongs to {count} activities and not to one")
    held = {one for activity in activities for one in shelf.names(activity, PROCESS)}
    problems += [f"{short(one)} is a process of an activity and no flow" for one in sorted(held - set(flows))]
    controller = expand("dpv:hasDataController")
    problems += [
        f"{short(one)} has another controller than the register"
        for one in activities
        if shelf.names(one, controller) != shelf.names(registers[0], controller)
    ]
    return problems


def claims_and_the_like_are_cited(shelf: Shelf, register: str) -> list[str]:
    """A claim, an announcement, a cookie carries its passage itself, and says what it is about."""
    problems = []
    for kind, needed in CITED.items():
        for one in shelf.typed(register, kind):
            problems += [
                f"{short(one)} lacks {prop}"
                for prop in ("ropa:passage", *needed)
                if not shelf.objects(one, expand(prop))
            ]
    for claim in shelf.typed(register, "ropa:Claim"):
        problems += [
            f"{short(claim)} claims {short(one)}" for one in sorted(shelf.names(claim, ropa("claims")) - CLAIMS)
        ]
    return problems


def organisations_facts_are_covered(shelf: Shelf, register: str) -> list[str]:
    """What is said of an organisation has a statement in the file that says it."""
    problems = []
    for path in sorted(shelf.files):
        if not path.startswith("data/"):
            continue
        organisations = {one for file in shelf.files for one in shelf.typed(file, "ropa:Organisation")}
        for one in sorted(shelf.files[path], key=str):
            thing, prop = named(one.subject), one.predicate.value
            if thing not in organisations or prop not in map(expand, ORGANISATION_FACTS):
                continue
            evidence = [s for s in shelf.on.get(thing, ()) if s.element == prop and s.file == path]
            if not any(one.object in _covered(shelf, each) for each in evidence):
                problems.append(f"{path}: {short(thing)} {short(prop)} {short(one.object)} has no evidence there")
    return problems


def roles_are_those_of_the_text(shelf: Shelf, register: str) -> list[str]:
    """Who is called processor by the text has that role, who is not has at most a reading of ours."""
    problems, called = [], set()
    met: set[str] = set()
    for flow in shelf.typed(register, "ropa:Flow"):
        recipients = _recipients(shelf, flow)
        met |= recipients
        called |= shelf.names(flow, PROCESSOR)
        stated = {one for role in ROLES for one in shelf.names(flow, role)}
        read = {named(value) for s in shelf.on.get(flow, ()) if s.element in ROLES for value in s.values}
        problems += [f"{short(flow)}: no text gives {short(one)} a role" for one in sorted(stated & WITHOUT_ROLE)]
        problems += [
            f"{short(flow)}: the role of {short(one)} is not even inferred"
            for one in sorted((recipients & WITHOUT_ROLE) - stated - read)
        ]
    problems += [f"{short(one)} is processor, says the text" for one in sorted((met & PROCESSORS) - called)]
    return problems + [
        f"{short(one)} is no processor by the text" for one in sorted(called - PROCESSORS) if one not in WITHOUT_ROLE
    ]
