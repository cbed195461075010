"""Finds what a person names: by IRI, CURIE, slug or title in any of the three languages.

What fits several things is refused with the list; what fits none, with the nearest names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.errors import AmbiguousNameError, NotFoundError
from ropa.resources import packaged
from ropa.store import bind
from ropa.vocabulary.namespaces import ID, PREFIXES, expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.store import Store, Term
    from ropa.views.labels import Labels

_ACTIVITY: Final = NamedNode(expand("ropa:ProcessingActivity"))
_NEAREST: Final = 5


def find_activity(store: Store, name: str) -> NamedNode:
    """Return the processing activity of that name; see :func:`find_thing`."""
    return find_thing(store, name, _ACTIVITY, ("activity", "activities"))


def find_thing(store: Store, name: str, kind: NamedNode, words: tuple[str, str]) -> NamedNode:
    """Return the one thing of a kind that has this name.

    ``words`` are the kind in a user's words, one and several of it; the first is the ``<kind>`` of slugs. Raises
    :class:`~ropa.errors.NotFoundError` or :class:`~ropa.errors.AmbiguousNameError`.
    """
    what, several = words
    names = _names(store, kind, what)
    found = names.get(_plain(name), set()) | names.get(_plain(_expanded(name)), set())
    if len(found) == 1:
        return NamedNode(found.pop())
    if found:
        listed = ", ".join(_slug(one, what) for one in sorted(found))
        raise AmbiguousNameError(f"'{name}' fits several {several}: {listed}", remedy="Give one of these.")
    raise NotFoundError(f"there is no {what} '{name}'", remedy=_nearest(name, names, what))


def find_among(name: str, candidates: Iterable[Term], labels: Labels, what: str) -> Term:
    """Return the one candidate of that name: an IRI, a CURIE, a slug, a label in any language, or a literal's text.

    A name in full wins over a part of another. ``what`` says in a user's words what is looked for. Raises as
    :func:`find_thing` does.
    """
    tiers: tuple[defaultdict[str, dict[Term, None]], ...] = (defaultdict(dict), defaultdict(dict), defaultdict(dict))
    for one in dict.fromkeys(candidates):
        for tier, known_as in zip(tiers, _known_as(one, labels), strict=True):
            for text in known_as:
                tier[_plain(text)][one] = None
    for tier in tiers:
        found = tier.get(_plain(name)) or tier.get(_plain(_expanded(name))) or {}
        if len(found) == 1:
            return next(iter(found))
        if found:
            listed = ", ".join(sorted(_shortest(one) for one in found))
            raise AmbiguousNameError(f"'{name}' fits several: {listed}", remedy="Give one of these.")
    raise NotFoundError(f"there is no {what} '{name}'", remedy=_known(name, tiers))


def _known_as(term: Term, labels: Labels) -> tuple[tuple[str, ...], ...]:
    """Return the names of a term in full, its labels and slug, and the last part of its slug."""
    if not isinstance(term, NamedNode):
        return (_shortest(term),), (), ()
    slug = term.value.removeprefix(ID)
    inner = slug.partition("/")[2] if slug != term.value else ""
    return (term.value, shrink(term.value), slug), (*labels.every(term), inner), (inner.rpartition("/")[2],)


def _shortest(term: Term) -> str:
    return shrink(term.value).removeprefix(ID) if isinstance(term, NamedNode) else getattr(term, "value", str(term))


def _known(name: str, tiers: Iterable[dict[str, dict[Term, None]]]) -> str:
    known = {text: terms for tier in tiers for text, terms in tier.items() if text}
    if not known:
        return "Nothing is stated and nothing follows."
    near = get_close_matches(_plain(name), known, n=_NEAREST, cutoff=0.4)
    listed = dict.fromkeys(_shortest(one) for text in near or sorted(known) for one in known[text])
    return f"{'The nearest are' if near else 'There are'}: {', '.join(list(listed)[:_NEAREST])}."


def _names(store: Store, kind: NamedNode, what: str) -> dict[str, set[str]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.select(bind(packaged("views/things.rq"), kind=kind)):
        thing, title = row["thing"], row["title"]
        if isinstance(thing, NamedNode):
            slug = _slug(thing.value, what)
            for one in (
                thing.value,
                slug,
                re.split("[#/]", slug)[-1],
                title.value if isinstance(title, Literal) else "",
            ):
                if one:
                    names[_plain(one)].add(thing.value)
    return names


def _slug(iri: str, what: str) -> str:
    return iri.removeprefix(f"{ID}{what}/")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).strip("/<>")


def _expanded(name: str) -> str:
    return expand(name) if name.partition(":")[0] in PREFIXES else name


def _nearest(name: str, names: dict[str, set[str]], what: str) -> str:
    if not names:
        return f"The register holds no {what} at all."
    near = get_close_matches(_plain(name), names, n=_NEAREST, cutoff=0.4)
    slugs = dict.fromkeys(_slug(iri, what) for one in near for iri in sorted(names[one])[:1])
    if slugs:
        return f"The nearest are: {', '.join(slugs)}."
    every = sorted({_slug(iri, what) for iris in names.values() for iri in iris})
    listed = ", ".join(every[:_NEAREST])
    return f"There are {len(every)}, among them: {listed}." if len(every) > _NEAREST else f"There are: {listed}."
