"""Readable names for things that have no title: what they are and what they hold, or how their author calls them.

A name that only a machine reads, of a blank node, a UUID, a running number, never stands alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ropa.i18n import say
from ropa.resources import packaged
from ropa.store import bind
from ropa.vocabulary.namespaces import ID, PREFIXES, expand, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.store import Store, Table, Term
    from ropa.views.labels import Labels

#: Kinds of things of ours whose names are digests: blank nodes, and what the loader derives.
_MADE: Final = (f"{ID}node/", f"{ID}derived/")
_MACHINE: Final = re.compile(r"\d+|(?=.*\d)[0-9A-Fa-f-]{8,}|(?:genid|b|n|node)?[-_]?[0-9A-Fa-f]{16,}")
_NOTATION: Final = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "skos"))
_RECOGNISED: Final = (NamedNode(expand("ropa:ProcessingActivity")), NamedNode(expand("ropa:Flow")))
_FIRST: Final = (expand("dpv:hasPersonalData"), expand("dpv:hasPurpose"))
_MOST: Final = 3  # values: enough to tell a thing by
_TAIL: Final = 8  # characters of a digest, where there is nothing else to tell two things apart by


def local_name(iri: str) -> str | None:
    """Return the part of an IRI by which its author knows a thing; ``None`` where only a machine does."""
    short = shrink(iri)
    if short != iri:
        return short
    if iri.startswith(ID):
        return None if iri.startswith(_MADE) or "#" in iri else iri.removeprefix(ID)
    name = _last(iri)
    if _MACHINE.fullmatch(name) or "/.well-known/genid/" in iri:
        return None
    return name if iri.startswith(("http://", "https://")) else iri


def describe(store: Store, thing: NamedNode, labels: Labels, lang: str) -> str:
    """Return what a thing is, and in brackets what it holds: "Organisation (Germany)"."""
    rows = store.select(bind(packaged("views/nameless.rq"), thing=thing))
    kind = ", ".join(_kinds((row["type"] for row in rows), labels))
    held = _held(rows, labels)
    made = thing.value.startswith(ID)
    if made and held and not kind:
        return held
    name = _last(thing.value)[: _TAIL if made else None]
    head = kind if made and kind else f"{kind or say(lang, 'unnamed')} {name}"
    return f"{head} ({held})" if held else head


def _kinds(types: Iterable[Term | None], labels: Labels) -> list[str]:
    """Return labels of types; of activities and flows that alone, whichever process their author calls them."""
    found = {one for one in types if isinstance(one, NamedNode) and not one.value.startswith(_NOTATION)}
    recognised = [one for one in _RECOGNISED if one in found]
    return sorted(filter(None, (labels.known(one) for one in recognised[:1] or found)))


def _held(rows: Table, labels: Labels) -> str:
    by_value: dict[Term, tuple[str, list[Term | None]]] = {}
    for row in rows:
        link, value = row["link"], row["value"]
        if isinstance(link, NamedNode) and value is not None:
            by_value.setdefault(value, (link.value, []))[1].append(row["kind"])
    found = {
        (link not in _FIRST, link, labels.known(value) or ", ".join(_kinds(kinds, labels)))
        for value, (link, kinds) in by_value.items()
    }
    texts = list(dict.fromkeys(text for _, _, text in sorted(found) if text))
    return ", ".join(texts[:_MOST]) + (" ..." if len(texts) > _MOST else "")


def _last(iri: str) -> str:
    separators = r"[#/]" if iri.startswith(("http://", "https://")) else r"[#/:]"
    return unquote(re.split(separators, iri.rstrip("#/:"))[-1])
