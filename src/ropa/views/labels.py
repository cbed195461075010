"""Labels of terms and titles of things in one language, read once from a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ropa.resources import packaged
from ropa.vocabulary.namespaces import ID, shrink

if TYPE_CHECKING:
    from ropa.store import Store, Term


class Labels:
    """The label of each term and thing: in the language asked for, else without language, else in English."""

    def __init__(self, store: Store, lang: str) -> None:
        self._by_thing: dict[str, dict[str, str]] = {}
        self._order = (lang, "", "en")
        for row in store.select(packaged("views/labels.rq")):
            thing, label = row["thing"], row["label"]
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                self._by_thing.setdefault(thing.value, {})[label.language or ""] = label.value

    def __call__(self, term: Term | None) -> str:
        """Return a label, or the shortest readable name of what has none; literals speak for themselves."""
        if not isinstance(term, NamedNode):
            return "" if term is None else getattr(term, "value", str(term))
        known = self._by_thing.get(term.value, {})
        for lang in self._order:
            if lang in known:
                return known[lang]
        return next(iter(known.values()), None) or shrink(term.value).removeprefix(ID)
