"""How the engine writes literals: it keeps some by value and gives them back in another form.

``P24M`` comes back as ``P2Y``, ``01`` as ``1``, ``nb-NO`` as ``nb-no``. Nobody should find out from an answer that
differs from the file, so the loader asks here first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.store.interface import Term


#: What the engine gives back as it was: leaving it out of the question spares nine tenths of the work.
_STRING: Final = NamedNode("http://www.w3.org/2001/XMLSchema#string")
_PLAIN_TAGS: Final = frozenset({"en", "nb", "sv"})


def rewritten(literals: Iterable[Literal]) -> dict[Literal, Literal]:
    """Return those literals that the engine gives back in another form, with that form.

    The engine itself is asked, so that this can never disagree with it.
    """
    given = [one for one in dict.fromkeys(literals) if one.datatype != _STRING and one.language not in _PLAIN_TAGS]
    store = Store()
    key = NamedNode("urn:x:literal")
    store.extend(Quad(NamedNode(f"urn:x:{number}"), key, literal) for number, literal in enumerate(given))
    changed = {}
    for quad in store.quads_for_pattern(None, key, None):
        before = given[int(str(quad.subject)[:-1].rpartition(":")[2])]
        if isinstance(quad.object, Literal) and str(quad.object) != str(before):
            changed[before] = quad.object
    return changed


def canonical(term: Term) -> Term:
    """Return a term as the engine gives it back: a literal perhaps in another form, a triple with such ones in it."""
    if isinstance(term, Literal):
        return rewritten([term]).get(term, term)
    return Triple(term.subject, term.predicate, canonical(term.object)) if isinstance(term, Triple) else term
