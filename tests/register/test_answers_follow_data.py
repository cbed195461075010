"""No answer is known beforehand: exchange organisations or move a category, and the rows change exactly so.

The shipped registers and organisations are copied, changed as text, and asked with the same queries.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

import ropa

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = {
    "recipients of each category": """SELECT DISTINCT ?category ?who ?title {
        ?p dpv:hasPersonalData ?category ; dpv:hasRecipient ?who . ?who dct:title ?title }""",
    "roles": """SELECT DISTINCT ?p ?role ?who ?title {
        ?p ?role ?who . ?role rdfs:subPropertyOf ropa:recipientRole . ?who dct:title ?title }""",
    "flows of each activity": """SELECT DISTINCT ?activity ?flow ?who ?title {
        ?activity ropa:hasFlow ?flow . ?flow dpv:hasRecipient ?who . ?who dct:title ?title }""",
    "where a recipient is said": """SELECT DISTINCT ?who ?title ?disclosure ?line {
        ?s ropa:element dpv:hasRecipient ; ropa:covers ?who ; ropa:disclosure ?disclosure .
        ?s ropa:passage/ropa:firstLine ?line .
        ?who dct:title ?title }""",
    "data of a kind": """SELECT DISTINCT ?who ?title {
        ?p dpv:hasPersonalData ?category ; dpv:hasRecipient ?who .
        ?category ropa:within pd:Financial . ?who dct:title ?title }""",
}
ORG = "https://w3id.org/ropa/id/org/"
Rows = dict[str, set[tuple[str, ...]]]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    for name in ("registers", "organisations"):
        shutil.copytree(root / "data" / name, tmp_path / "data" / name)
    return tmp_path / "data"


def rows(data: Path) -> Rows:
    with ropa.open(data, bare=True) as workspace:
        return {
            name: {tuple(str(term) for term in row.values()) for row in workspace.select(query)}
            for name, query in QUERIES.items()
        }


def rewrite(file: Path, *changes: tuple[str, str]) -> None:
    """Replace all at once, so that two names can be exchanged; each must occur."""
    text = file.read_text(encoding="utf-8")
    wanted = dict(changes)
    pattern = re.compile("|".join(re.escape(one) for one in sorted(wanted, key=len, reverse=True)))
    found = set(pattern.findall(text))
    assert found == set(wanted)
    file.write_text(pattern.sub(lambda match: wanted[match.group()], text), encoding="utf-8")


def exchanged(before: Rows, one: str, other: str, titles: dict[str, str]) -> Rows:
    """Return rows with two recipients exchanged, each under the title that its IRI has."""
    pair = {f"<{ORG}{one}>": f"<{ORG}{other}>", f"<{ORG}{other}>": f"<{ORG}{one}>"}
    swap = pair | {f'"{titles[one]}"': f'"{titles[other]}"', f'"{titles[other]}"': f'"{titles[one]}"'}
    return {name: {tuple(swap.get(cell, cell) for cell in row) for row in found} for name, found in before.items()}


def test_recipients_exchanged_in_the_register_are_exchanged_in_every_answer(copy: Path) -> None:
    before = rows(copy)
    assert all(before.values())
    register = copy / "registers" / "cacas.ttl"
    rewrite(register, ("<org/klarna>", "<org/mailchimp>"), ("<org/mailchimp>", "<org/klarna>"))
    after = rows(copy)
    assert after != before
    assert after == exchanged(before, "klarna", "mailchimp", {"klarna": "Klarna AB", "mailchimp": "Mailchimp"})


def test_titles_exchanged_are_exchanged_in_every_answer_and_nothing_else(copy: Path) -> None:
    before = rows(copy)
    organisations = copy / "organisations"
    rewrite(organisations / "klarna.ttl", ('"Klarna AB"', '"Mailchimp"'))
    rewrite(organisations / "mailchimp.ttl", ('"Mailchimp"', '"Klarna AB"'))
    swap = {'"Klarna AB"': '"Mailchimp"', '"Mailchimp"': '"Klarna AB"'}
    assert rows(copy) == {
        name: {tuple(swap.get(cell, cell) for cell in row) for row in found} for name, found in before.items()
    }


def test_a_name_that_nobody_has_heard_of_answers_like_any_other(copy: Path) -> None:
    before = rows(copy)
    rewrite(copy / "registers" / "cacas.ttl", ("<org/klarna>", "<org/x9>"))
    rewrite(copy / "organisations" / "klarna.ttl", ("org/klarna", "org/x9"), ('"Klarna AB"', '"Q"'))
    swap = {f"<{ORG}klarna>": f"<{ORG}x9>", '"Klarna AB"': '"Q"'}
    assert rows(copy) == {
        name: {tuple(swap.get(cell, cell) for cell in row) for row in found} for name, found in before.items()
    }


def test_a_category_moved_to_another_flow_moves_in_the_answers_and_nowhere_else(copy: Path) -> None:
    before = rows(copy)
    register = copy / "registers" / "cacas.ttl"
    text = register.read_text(encoding="utf-8")
    klarna = "<flow/cacas/payment/klarna> a ropa:Flow"
    mailchimp = "<flow/cacas/newsletter/mailchimp> a ropa:Flow"
    text = _in_block(text, klarna, "dpv:hasPersonalData pd:PaymentCard , ", "dpv:hasPersonalData ")
    text = _in_block(
        text, mailchimp, "dpv:hasPersonalData pd:EmailAddress", "dpv:hasPersonalData pd:EmailAddress , pd:PaymentCard"
    )
    register.write_text(text, encoding="utf-8")
    card = "<https://w3id.org/dpv/pd#PaymentCard>"
    from_klarna = (card, f"<{ORG}klarna>", '"Klarna AB"')
    to_mailchimp = (card, f"<{ORG}mailchimp>", '"Mailchimp"')
    expected = {name: set(found) for name, found in before.items()}
    expected["recipients of each category"] -= {from_klarna}
    expected["recipients of each category"] |= {to_mailchimp}
    # Klarna keeps payment information, which is financial data too, so it stays; Mailchimp joins it.
    expected["data of a kind"] |= {to_mailchimp[1:]}
    assert from_klarna in before["recipients of each category"]
    assert rows(copy) == expected


def _in_block(text: str, start: str, old: str, new: str) -> str:
    at = text.index(start)
    end = text.index(" .\n", at)
    block = text[at:end]
    assert block.count(old) == 1
    return text[:at] + block.replace(old, new) + text[end:]
