"""Writes the reference pages from the code: commands, settings, formats, errors and the vocabulary.

What a user reads there is what the program says of itself; a page cannot fall behind. Each function returns the
text of one page in Markdown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ropa import errors
from ropa.cli.app import COMMANDS
from ropa.reasoning import rules
from ropa.resources import folder
from ropa.settings import Settings, variable
from ropa.store import Format
from ropa.vocabulary.law import gdpr_label
from ropa.vocabulary.namespaces import PREFIXES, expand, shrink
from ropa.web.negotiation import ALIASES, ALSO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS: Final = "88"
ROPA: Final = expand("ropa:")
_UNFORESEEN: Final = "Something that nobody foresaw. The server's log says why, under the id of the request."


def write(target: Path) -> None:
    """Write every page into a folder; a page that has not changed is left alone."""
    target.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        path = target / f"{name}.md"
        text = page()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def commands() -> str:
    """Return the help of every command, as the command prints it."""
    parts = ["# Commands", "```text", _help(), "```"]
    for command in COMMANDS:
        parts += [f"## ropa {command.__name__}", "```text", _help(command.__name__), "```"]
    parts += [
        "## Exit codes",
        _table(
            ("code", "means"),
            [
                ("0", "fine"),
                ("1", "findings, or rows to look at"),
                ("2", "could not do it: one line on standard error says what, where and what to do"),
            ],
        ),
    ]
    return "\n\n".join(parts).replace("\n\n```\n", "\n```\n").replace("```text\n\n", "```text\n") + "\n"


def settings() -> str:
    """Return the table of settings: variable, default, meaning."""
    rows = []
    for one in fields(Settings):
        among = one.metadata["among"]
        default = "" if one.default == "" else f"`{one.default}`".lower()
        meaning = one.metadata["meaning"] + (f" One of {', '.join(among)}." if among else "")
        rows.append((f"`{variable(one.name)}`", default, meaning))
    return (
        "# Settings\n\nSettings are environment variables; an option of the command line wins over its "
        f"variable.\n\n{_table(('variable', 'default', 'meaning'), rows)}\n"
    )


def formats() -> str:
    """Return the formats of answers, as ``--format`` and ``format=`` name them."""
    also = {one: [*(name for name in ALIASES if ALIASES[name] is one), *ALSO.get(one, ())] for one in Format}
    rows = [(f"`{one.value}`", f"`{one.media_type}`", ", ".join(f"`{name}`" for name in also[one])) for one in Format]
    return (
        "# Formats\n\nNames are those of `--format` and `format=`. The endpoint also takes what the last column "
        f"has.\n\n{_table(('name', 'media type', 'also'), rows)}\n"
    )


def problems() -> str:
    """Return the table of errors: name, HTTP status, exit code, meaning."""
    rows = [
        (f"`{one.slug}`", str(one.status), str(one.exit_code), (one.__doc__ or "").strip().replace("``", "`"))
        for one in _below(errors.RopaError)
        if one is not errors.RopaError and "slug" in vars(one)
    ]
    base = errors.RopaError
    rows.append((f"`{base.slug}`", str(base.status), str(base.exit_code), _UNFORESEEN))
    return f"# Errors\n\n{_table(('name', 'HTTP status', 'exit code', 'means'), rows)}\n"


def inferences() -> str:
    """Return the rules of inference in the order in which they run: title, why, and the law."""
    parts = [
        "# Rules of inference",
        "What follows from a register, by which rule. How to read it: [What follows](../../reasoning.md).",
    ]
    for rule in rules():
        law = ", ".join(f"[{gdpr_label(one, 'en') or 'WP 248 rev.01'}]({one})" for one in rule.law)
        parts += [f"## {rule.title['en']}", f"`{rule.name}` · {law}", rule.explanation["en"]]
    return "\n\n".join(parts) + "\n"


def vocabulary() -> str:
    """Return the terms of our own vocabulary with label, parents and definition."""
    terms: dict[str, dict[str, list[str]]] = {}
    for triple in parse(path=str(folder("ontology") / "ropa.ttl"), format=RdfFormat.TURTLE):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(ROPA):
            said = terms.setdefault(triple.subject.value, {})
            match triple.object:
                case Literal(language="en", value=text):
                    said.setdefault(shrink(triple.predicate.value), []).append(text)
                case NamedNode(value=iri):
                    said.setdefault(shrink(triple.predicate.value), []).append(shrink(iri))
                case _:
                    pass
    entries = [
        _entry(iri, said)
        for iri, said in sorted(terms.items(), key=lambda item: item[0].casefold())
        if "skos:definition" in said
    ]
    return (
        f"# Vocabulary\n\nThe terms of `{PREFIXES['ropa']}`: only what DPV lacks. After each stand its label, the "
        f"terms above it and its definition.\n\n{''.join(entries)}"
    )


def _entry(iri: str, said: dict[str, list[str]]) -> str:
    """Return a term as an entry of a definition list: a table of long names would be cut off at the right."""
    label = ", ".join(said.get("skos:prefLabel", said.get("rdfs:label", [])))
    above = ", ".join(f"`{one}`" for one in _parents(said))
    first = f"*{label}*, below {above}" if above else f"*{label}*"
    return f"`{shrink(iri)}`\n: {first}\n: {' '.join(' '.join(said['skos:definition']).split())}\n\n"


def _parents(said: dict[str, list[str]]) -> list[str]:
    above = ("skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf")
    return [one for name in above for one in said.get(name, [])]


def _help(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ropa", *command, "--help"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": COLUMNS},
    )
    return done.stdout.strip("\n")


def _below(kind: type[errors.RopaError]) -> Iterator[type[errors.RopaError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _below(one)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(columns), *(tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows)]
    drawn = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([drawn[0], "| " + " | ".join("---" for _ in lines[0]) + " |", *drawn[1:]])


PAGES: Final = {
    "commands": commands,
    "errors": problems,
    "formats": formats,
    "inferences": inferences,
    "settings": settings,
    "vocabulary": vocabulary,
}
