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
from ropa.vocabulary.namespaces import ID, PREFIXES, expand

if TYPE_CHECKING:
    from ropa.store import Store

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
