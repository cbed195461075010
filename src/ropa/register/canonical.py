"""Literals as the store keeps them, settled before anything is hashed.

Oxigraph keeps the value of a literal and not always how it was written (``P24M`` comes back as ``P2Y``), so the loader
writes each as it will come back, and says so: what was loaded and what is answered never differ unnoticed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from ropa.errors import Where
from ropa.register.lint import Notice
from ropa.store import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ropa.register.sources import Source


def canonical(quads: list[Quad], changed: dict[Literal, Literal]) -> list[Quad]:
    """Return the quads with literals as the store gives them back; ``changed`` is what it writes in another way."""
    return [_rewrite(quad, changed) for quad in quads] if changed else quads


def changes(quads: Iterable[Quad]) -> dict[Literal, Literal]:
    """Return the literals that the store writes in another way, with that way."""
    return rewritten({quad.object: None for quad in quads if isinstance(quad.object, Literal)})


def _rewrite(quad: Quad, changed: dict[Literal, Literal]) -> Quad:
    if isinstance(quad.object, Literal) and quad.object in changed:
        return Quad(quad.subject, quad.predicate, changed[quad.object], quad.graph_name)
    return quad


def rewrites(source: Source, quads: Iterable[Quad], changed: dict[Literal, Literal]) -> list[Notice]:
    """Return a notice for each literal of a file that the store writes in another way."""
    counted = Counter(quad.object for quad in quads if isinstance(quad.object, Literal) and quad.object in changed)
    return [
        Notice(
            f"{before} is kept as {changed[before]}{f', {times} times' if times > 1 else ''}",
            Where(source.name),
            "The value is the same; write it so to see the same text everywhere.",
        )
        for before, times in counted.items()
    ]
