"""Labels of terms and titles of things in one language, read once from a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ropa.resources import packaged
from ropa.store import plain
from ropa.vocabulary.namespaces import ID, shrink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.store import Store, Term

#: Whose elements lend their names to things for which the law has no name of its own for them.
_KINDS: Final = ("ropa:ProcessingActivity", "ropa:Register")


class Labels:
    """The label of each term and thing: in the language asked for, else without language, else in English."""

    def __init__(self, store: Store, lang: str) -> None:
        self._by_thing: dict[str, dict[str, str]] = {}
        self._by_element: dict[tuple[str, str], dict[str, str]] = {}
        self._order = (lang, "", "en")
        for row in store.select(packaged("views/labels.rq")):
            thing, label = row["thing"], row["label"]
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                self._by_thing.setdefault(thing.value, {})[label.language or ""] = label.value

        for row in store.select(packaged("views/elements.rq")):
            if isinstance(label := row["label"], Literal):
                place = (plain(row["property"]), plain(row["kind"]))
                self._by_element.setdefault(place, {})[label.language or ""] = label.value

    def element(self, term: Term | None, kind: str) -> str:
        """Return what the law calls an element of a kind of thing (``ropa:Flow``), else the label of the property."""
        for one in (kind, *_KINDS):
            known = self._by_element.get((plain(term), one), {})
            if label := next((known[lang] for lang in self._order if lang in known), None):
                return label
        return self(term)

    def every(self, term: Term) -> tuple[str, ...]:
        """Return the labels of a term in all languages; none for a literal."""
        return tuple(self._by_thing.get(term.value, {}).values()) if isinstance(term, NamedNode) else ()

    def choose(self, texts: Iterable[Term | None]) -> str | None:
        """Return the text in the language asked for, of one text in several; ``None`` where there is none."""
        known = {text.language or "": text.value for text in texts if isinstance(text, Literal)}
        return next((known[lang] for lang in self._order if lang in known), next(iter(known.values()), None))

    def __call__(self, term: Term | None) -> str:
        """Return a label, or the shortest readable name of what has none; literals speak for themselves."""
        if not isinstance(term, NamedNode):
            return "" if term is None else getattr(term, "value", str(term))
        known = self._by_thing.get(term.value, {})
        for lang in self._order:
            if lang in known:
                return known[lang]
        return next(iter(known.values()), None) or shrink(term.value).removeprefix(ID)
