"""Every element that is asked of a thing is stated, read by us, stated to be none, or not mentioned: never two."""

from __future__ import annotations

from ropa.vocabulary.namespaces import expand

from .shelf import NOT_MENTIONED, PROCESS, RECIPIENT, ROLES, Shelf, ropa, short

#: Of what kind of thing an element is asked, as ``ropa:askedOf`` names it.
KINDS = {
    expand("ropa:Register"): "register",
    expand("dpv:DataController"): "controller",
    expand("dpv:PrivacyNotice"): "notice",
    expand("ropa:ProcessingActivity"): "activity",
    expand("ropa:Flow"): "flow",
}


def asked(shelf: Shelf, kind: str) -> list[str]:
    """Return the properties that are asked of things of this kind."""
    found = set()
    for element, said in shelf.facts.items():
        kinds = {KINDS.get(one) for one in shelf.names(element, ropa("askedOf"))}
        if ropa("property") in said and kind in kinds:
            found |= shelf.names(element, ropa("property"))
    return sorted(found)


def unaccounted(shelf: Shelf, thing: str, kind: str) -> list[str]:
    """Return the elements of a thing that are neither said nor listed, or both."""
    problems = []
    for element in asked(shelf, kind):
        ways = _ways(shelf, thing, kind, element)
        if not ways and not _exempt(shelf, thing, element):
            problems.append(f"{short(thing)}: nothing on {short(element)}")
        if len(ways) > 1:
            problems.append(f"{short(thing)}: {short(element)} is {' and '.join(sorted(ways))}")
    return problems


def _ways(shelf: Shelf, thing: str, kind: str, element: str) -> set[str]:
    properties = shelf.below(element)
    statements = [one for one in shelf.on.get(thing, ()) if one.element in properties]
    none = [one for one in statements if one.disclosure == ropa("StatedNone")]
    said = len(statements) > len(none) or any(shelf.objects(thing, one) for one in properties)
    if kind == "activity" and element == RECIPIENT:
        said = said or bool(shelf.names(thing, PROCESS))
    ways = {
        "said": said,
        "stated to be none": bool(none),
        "not mentioned": element in shelf.names(thing, NOT_MENTIONED),
    }
    return {way for way, so in ways.items() if so}


def _exempt(shelf: Shelf, thing: str, element: str) -> bool:
    recipients = {one for prop in (RECIPIENT, *ROLES) for one in shelf.names(thing, prop)}
    kinds = {kind for one in recipients for kind in shelf.names(one, ropa("kind"))}
    return element == ropa("recipientRole") and kinds == {ropa("Authority")}


def elements_are_accounted_for(shelf: Shelf, register: str) -> list[str]:
    """Every element of every thing is accounted for in exactly one way (Art. 30, 13, 14)."""
    return [problem for thing, kind in shelf.things(register) for problem in unaccounted(shelf, thing, kind)]


def silence_is_listed_by_elements_only(shelf: Shelf, register: str) -> list[str]:
    """What is listed as not mentioned is an element of that kind of thing, or one that a flow takes over."""
    taken = ["dpv:hasDataController", "dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasDataSubject"]
    further = {"flow": {*map(expand, taken), ropa("specialCategoryCondition")}}
    return [
        f"{short(thing)}: {short(listed)} is asked of no {kind}"
        for thing, kind in shelf.things(register)
        for listed in sorted(shelf.names(thing, NOT_MENTIONED) - set(asked(shelf, kind)) - further.get(kind, set()))
    ]
