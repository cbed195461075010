"""What stands over the rows of an activity and of each of its flows: titles, or who gets data of what.

A flow seldom has a title of its own; "Newsletter → Mailchimp" says what it is in every language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.vocabulary.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ropa.store import Term
    from ropa.views.labels import Labels

    Row = Mapping[str, Term | None]

_RECIPIENT: Final = NamedNode(expand("dpv:hasRecipient"))
_DATA: Final = NamedNode(expand("dpv:hasPersonalData"))


def headings(activity: NamedNode, said: Iterable[Row], silent: Iterable[Row], labels: Labels) -> dict[str, str]:
    """Return a heading for each thing of the rows by its IRI, no two alike.

    ``said`` are rows of statements (thing, element, value), ``silent`` those of what a thing does not mention.
    """
    values: defaultdict[tuple[Term | None, Term | None], set[str]] = defaultdict(set)
    things: dict[NamedNode, None] = {}
    for row in (*said, *silent):
        if isinstance(thing := row["thing"], NamedNode):
            things[thing] = None
        if row.get("value") is not None and row["element"] in (_RECIPIENT, _DATA):
            values[row["thing"], row["element"]].add(labels(row["value"]))
    ordered = sorted(things, key=lambda thing: (thing != activity, thing.value))
    plain = {one: _heading(one, activity, values[one, _RECIPIENT], labels) for one in ordered}
    alike = Counter(plain.values())
    for one in ordered:
        if alike[plain[one]] > 1 and (data := values[one, _DATA]):
            plain[one] += f" ({', '.join(sorted(data))})"
    return _numbered(plain)


def _heading(thing: NamedNode, activity: NamedNode, recipients: set[str], labels: Labels) -> str:
    title = labels.title(thing)
    if title or thing == activity:
        return title or labels(thing)
    return f"{labels(activity)} → {', '.join(sorted(recipients)) or labels(thing)}"


def _numbered(given: Mapping[NamedNode, str]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    found = {}
    for thing, heading in given.items():
        seen[heading] += 1
        found[thing.value] = heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"
    return found
