"""Labels of terms and titles of things in one language, read once from a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.resources import packaged
from ropa.store import plain
from ropa.views.nameless import describe, local_name
from ropa.views.retention import DURATIONS, period_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ropa.store import Store, Term

#: Whose elements lend their names to things for which the law has no name of its own for them.
_KINDS: Final = ("ropa:ProcessingActivity", "ropa:Register")


class Labels:
    """The label of each term and thing: in the language asked for, else without language, else in English."""

    def __init__(self, store: Store, lang: str) -> None:
        self._store = store
        self._lang = lang
        self._order = (lang, "", "en")
        self._by_thing = _titles(store)
        self._by_element: dict[tuple[str, str], dict[str, str]] = {}
        self._described: dict[str, str] = {}
        for row in store.select(packaged("views/elements.rq")):
            if isinstance(label := row["label"], Literal):
                place = (plain(row["property"]), plain(row["kind"]))
                self._by_element.setdefault(place, {})[label.language or ""] = label.value

    def element(self, term: Term | None, kind: str) -> str:
        """Return what the law calls an element of a kind of thing (``ropa:Flow``), else the label of the property."""
        for one in (kind, *_KINDS):
            if label := self._pick(self._by_element.get((plain(term), one), {})):
                return label
        return self(term)

    def every(self, term: Term) -> tuple[str, ...]:
        """Return the labels of a term in all languages; none for a literal."""
        return tuple(self._by_thing.get(term.value, {}).values()) if isinstance(term, NamedNode) else ()

    def choose(self, texts: Iterable[Term | None]) -> str | None:
        """Return the text in the language asked for, of one text in several; ``None`` where there is none."""
        return self._pick({text.language or "": text.value for text in texts if isinstance(text, Literal)})

    def title(self, term: Term | None) -> str | None:
        """Return the label or title that somebody gave a term or thing, ``None`` where nobody did."""
        return self._pick(self._by_thing.get(term.value, {})) if isinstance(term, NamedNode) else None

    def known(self, term: Term | None) -> str | None:
        """Return a title, the readable part of an IRI, or what a literal says; ``None`` for what is nameless."""
        if isinstance(term, NamedNode):
            return self.title(term) or local_name(term.value)
        if isinstance(term, Literal) and term.datatype.value in DURATIONS:
            return period_phrase(term.value, self._lang)
        return "" if term is None else getattr(term, "value", str(term))

    def __call__(self, term: Term | None) -> str:
        """Return a label; of what has none what it is and holds; literals speak for themselves, durations in words."""
        label = self.known(term)
        if label is not None or not isinstance(term, NamedNode):
            return label or ""
        if term.value not in self._described:
            self._described[term.value] = describe(self._store, term, self, self._lang)
        return self._described[term.value]

    def _pick(self, known: Mapping[str, str]) -> str | None:
        first = next((known[lang] for lang in self._order if lang in known), None)
        return first or next((known[lang] for lang in sorted(known)), None)


def _titles(store: Store) -> dict[str, dict[str, str]]:
    """Return thing to language to its best title; of equals the first in the alphabet, so that it is always one."""
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for row in store.select(packaged("views/labels.rq")):
        thing, label = row["thing"], row["label"]
        if isinstance(thing, NamedNode) and isinstance(label, Literal) and label.value.strip():
            known, lang = found.setdefault(thing.value, {}), label.language or ""
            ranked = (int(plain(row["rank"])), label.value)
            known[lang] = min(known.get(lang, ranked), ranked)
    return {thing: {lang: text for lang, (_, text) in known.items()} for thing, known in found.items()}
