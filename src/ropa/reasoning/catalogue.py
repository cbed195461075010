"""The rules of inference: one SPARQL CONSTRUCT in a file, with title, law and explanation in its header.

The name of a rule is its file's. The header is TOML behind ``#+``; its ``step`` says which rules a rule may build on:
those of lower steps. What a CONSTRUCT has to give is read in :mod:`ropa.reasoning.inference`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ropa.resources import packaged, packaged_names
from ropa.vocabulary.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER: Final = "reasoning/rules"
_ENDING: Final = ".rq"
_HEADER: Final = "#+"


@dataclass(frozen=True)
class Rule:
    """One rule: what it concludes stands in its query, why in its texts, by language (en, nb, sv)."""

    name: str
    step: int
    title: Mapping[str, str]
    explanation: Mapping[str, str]
    #: Addresses of the provisions it rests on (ELI for the GDPR).
    law: tuple[str, ...]
    query: str

    @property
    def iri(self) -> NamedNode:
        """Return the name of the rule in the graph."""
        return NamedNode(f"{ID}rule/{self.name}")


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they run."""
    found = [_parse(name.removesuffix(_ENDING), packaged(f"{_FOLDER}/{name}")) for name in _files()]
    return tuple(sorted(found, key=lambda rule: (rule.step, rule.name)))


def _files() -> list[str]:
    return [name for name in packaged_names(_FOLDER) if name.endswith(_ENDING)]


def _parse(name: str, text: str) -> Rule:
    lines = [line.removeprefix(_HEADER) for line in text.splitlines() if line.startswith(_HEADER)]
    header = tomllib.loads("\n".join(lines))
    return Rule(name, header["step"], header["title"], header["explanation"], tuple(header["law"]), text)
