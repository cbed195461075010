"""Writes made-up things as Turtle: the same bytes for the same things, one subject a paragraph.

Everything about names and escapes is decided here, so that labels may hold whatever text they like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ropa.vocabulary.namespaces import ID, PREFIXES, expand

from .things import Statement, Text, Thing, Value
from .words import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIXES: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_RELATIVE: Final = re.compile(r"[A-Za-z0-9_./#&=,-]+")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BARE: Final = frozenset({expand("xsd:boolean"), expand("xsd:integer")})
_DISCLOSURE: Final = "ropa:disclosure ropa:"


def turtle(things: Iterable[Thing], header: Iterable[str]) -> str:
    """Return the Turtle of things, below a comment that says what they are."""
    body = "\n".join(_paragraphs(one) for one in things)
    # A term stands behind a space, a type behind two circumflexes; a prefix too many (from a label) does no harm.
    used = sorted(one for one in PREFIXES if f" {one}:" in body or f"^^{one}:" in body)
    lines = [*(f"# {line}" for line in header), f"@base <{ID}> ."]
    lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used]
    return "\n".join(lines) + "\n\n" + body


def _paragraphs(thing: Thing) -> str:
    text = _subject(thing) + "".join(_part(one) for one in thing.parts)
    statements = "".join(_statement(one, thing) for one in thing.statements)
    return text + ("\n" + statements if statements else "")


def _part(thing: Thing) -> str:
    return "\n" + _paragraphs(thing)


def _subject(thing: Thing) -> str:
    types = [f"a {' , '.join(_term(one) for one in thing.types)}"] if thing.types else []
    links = {**thing.plain, **thing.elements}
    said = [f"{_term(link)} {_values(values)}" for link, values in links.items() if values]
    if thing.silent:
        said.append(f"ropa:notMentioned {_values(sorted(thing.silent))}")
    facts = [*types, *said]
    lines = " ;\n    ".join(facts)
    return f"{_term(thing.iri)} {lines} .\n" if facts else ""


def _statement(one: Statement, thing: Thing) -> str:
    facts = [
        "a ropa:Statement",
        f"ropa:on {_term(thing.iri)}",
        f"ropa:element {_term(one.element)}",
        *([f"ropa:value {_values(one.values)}"] if one.values else []),
        *([_DISCLOSURE + one.disclosure] if one.disclosure else []),
        *(["ropa:extent ropa:Closed"] if one.closed else []),
        *(["ropa:pairing ropa:Open"] if one.open else []),
        *([f"ropa:passage {_values(one.passages)}"] if one.passages else []),
        *(f"{_term(link)} {_values(values)}" for link, values in one.plain.items()),
    ]
    return f"{_term(statement_iri(one, thing))} {' ; '.join(facts)} .\n"


def statement_iri(one: Statement, thing: Thing) -> str:
    """Return the IRI of a statement: a fragment of the thing that it is on."""
    return f"{thing.iri}{'-' if '#' in thing.iri else '#'}{one.name}"


def _values(values: Iterable[Value]) -> str:
    return " , ".join(_literal(one) if isinstance(one, Text) else _term(one) for one in values)


def _term(iri: str) -> str:
    if iri == TYPE:
        return "a"
    if iri.startswith("_:"):
        return iri
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIXES.get(iri[:cut])
    if prefix and _LOCAL.fullmatch(iri[cut:]):
        return f"{prefix}:{iri[cut:]}"
    if iri.startswith(ID) and _RELATIVE.fullmatch(iri[len(ID) :]):
        return f"<{iri[len(ID) :]}>"
    return f"<{iri}>"


def _literal(value: Text) -> str:
    if value.type in _BARE:
        return value.text
    text = "".join(_ESCAPES.get(sign, sign if sign >= " " else f"\\u{ord(sign):04X}") for sign in value.text)
    if value.language:
        return f'"{text}"@{value.language}'
    return f'"{text}"^^{_term(value.type)}' if value.type else f'"{text}"'
