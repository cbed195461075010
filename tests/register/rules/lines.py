"""The notice itself: every line used, passages short and inside, no sentence taken over."""

from __future__ import annotations

import hashlib
import re

from pyoxigraph import Literal

from .evidence import LANGUAGES, languages
from .shelf import Shelf, named, ropa, short

FRAGMENT = re.compile(r"^(?P<document>[^#]+)#line=(?P<start>\d+),(?P<end>\d+)$")
PASSAGE, LEFT_OUT = ropa("passage"), ropa("leftOut")
LEFT_OUT_AS = {
    ropa(one) for one in ("Heading", "Navigation", "LegalExplanation", "Advice", "Duplicate", "PrivatePerson", "NoFact")
}
#: A heading or a menu explains itself.
NEEDS_NO_REASON = {ropa("Heading"), ropa("Navigation")}
#: This many words in a row are no accident.
COPIED = 8


def lines_of(shelf: Shelf, notice: str) -> list[str]:
    """Return the lines of a notice, split at LF as the model counts them, empty where its file is not known."""
    for sha in shelf.objects(notice, ropa("sha256")):
        if named(sha) in shelf.notices:
            return shelf.notices[named(sha)].decode("utf-8").split("\n")
    return []


def _cited(shelf: Shelf, register: str) -> set[str]:
    said = {named(one.object) for one in shelf.files[register] if one.predicate.value == PASSAGE}
    return said | {named(one.subject) for one in shelf.files[register] if one.predicate.value == LEFT_OUT}


def _ranges(shelf: Shelf, register: str, notice: str) -> list[tuple[str, int, int]]:
    """Return the passages of a notice with their first and last line, counted from one."""
    found = [(one, FRAGMENT.match(one)) for one in sorted(_cited(shelf, register))]
    return [
        (one, int(match["start"]) + 1, int(match["end"]))
        for one, match in found
        if match and match["document"] == notice
    ]


def the_notice_is_the_file(shelf: Shelf, register: str) -> list[str]:
    """The register names the very file it rests on: by its digest, and by its number of lines."""
    problems = []
    for one in shelf.typed(register, "dpv:PrivacyNotice"):
        lines = lines_of(shelf, one)
        if not lines:
            problems.append(f"{short(one)}: no text has its ropa:sha256")
        elif {named(count) for count in shelf.objects(one, ropa("lineCount"))} != {str(len(lines))}:
            problems.append(f"{short(one)} has {len(lines)} lines")
        problems += [
            f"{short(sha)} is no SHA-256 in hexadecimal digits"
            for sha in shelf.objects(one, ropa("sha256"))
            if not re.fullmatch(r"[0-9a-f]{64}", named(sha))
        ]
    return problems or ([] if shelf.typed(register, "dpv:PrivacyNotice") else [f"{register} rests on no notice"])


def every_line_is_used(shelf: Shelf, register: str) -> list[str]:
    """Every line that is not blank is cited, or left out as something."""
    problems = []
    for notice in shelf.typed(register, "dpv:PrivacyNotice"):
        used = {n for _, first, last in _ranges(shelf, register, notice) for n in range(first, last + 1)}
        problems += [
            f"{short(notice)}: line {number} is neither cited nor left out"
            for number, line in enumerate(lines_of(shelf, notice), 1)
            if line.strip() and number not in used
        ]
    return problems


def passages_are_short_and_inside(shelf: Shelf, register: str) -> list[str]:
    """A passage is lines of this notice, in one run of lines that are not blank."""
    notices = shelf.typed(register, "dpv:PrivacyNotice")
    known = {one for notice in notices for one, _, _ in _ranges(shelf, register, notice)}
    problems = [f"{short(one)} is no passage of this notice" for one in sorted(_cited(shelf, register) - known)]
    for notice in notices:
        lines = lines_of(shelf, notice)
        for one, first, last in _ranges(shelf, register, notice):
            if not 1 <= first <= last <= len(lines):
                problems.append(f"{short(one)} is not inside the {len(lines)} lines")
            elif not all(line.strip() for line in lines[first - 1 : last]):
                problems.append(f"{short(one)} holds a blank line: it is more than a paragraph, or nothing")
    return problems


def left_out_lines_say_why(shelf: Shelf, register: str) -> list[str]:
    """A line that is left out is one of the kinds that may be, and says why in three languages."""
    problems = []
    for one in shelf.typed(register, "ropa:Passage"):
        kinds = shelf.names(one, LEFT_OUT)
        if len(kinds) != 1 or not kinds <= LEFT_OUT_AS:
            problems.append(f"{short(one)} is left out as {sorted(map(short, kinds)) or 'nothing'}")
        elif not kinds <= NEEDS_NO_REASON and languages(shelf, one, ropa("reason")) != LANGUAGES:
            problems.append(f"{short(one)} does not say why in en, nb and sv")
    untyped = {named(one.subject) for one in shelf.files[register] if one.predicate.value == LEFT_OUT}
    untyped -= set(shelf.typed(register, "ropa:Passage"))
    return problems + [f"{short(one)} is left out and no ropa:Passage" for one in sorted(untyped)]


def _windows(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + COPIED]) for n in range(len(words) - COPIED + 1)}


def nothing_is_copied(shelf: Shelf, register: str) -> list[str]:
    """No text of ours takes over a sentence of a notice."""
    sentences = {window for text in shelf.notices.values() for window in _windows(text.decode("utf-8"))}
    return [
        f"{path}: {short(one.subject)} takes over words of a notice: {named(one.object)!r}"
        for path, triples in sorted(shelf.files.items())
        for one in sorted(triples, key=str)
        if isinstance(one.object, Literal) and _windows(named(one.object)) & sentences
    ]


def digest(data: bytes) -> str:
    """Return the SHA-256 by which a notice is known."""
    return hashlib.sha256(data).hexdigest()
