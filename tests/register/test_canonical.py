"""The shipped files are written as the store writes them, so the loader need not look at each of their literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse

from ropa.store import rewritten

if TYPE_CHECKING:
    from pathlib import Path


def test_no_literal_of_the_shipped_files_is_rewritten_by_the_store(root: Path) -> None:
    literals = {
        quad.object
        for folder in ("ontology", "data", "shapes")
        for path in sorted((root / folder).rglob("*.ttl"))
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if isinstance(quad.object, Literal)
    }
    assert literals
    assert rewritten(literals) == {}
