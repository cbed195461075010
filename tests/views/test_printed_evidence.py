"""What ``ropa evidence`` prints: columns only where they say something, each passage quoted once in a table."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ropa.cli import run

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "".join(f"Sentence {number} of the bakery.\n" for number in range(1, 16))
ABOVE = {"en": "see above", "nb": "se ovenfor", "sv": "se ovan"}


@pytest.fixture
def bakery(examples: Path, tmp_path: Path) -> Path:
    """Return the bakery's register, with a document whose hash it knows in the folder ``papers``."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "notice.txt").write_text(NOTICE, encoding="utf-8")
    register = tmp_path / "bakery.ttl"
    digest = hashlib.sha256(NOTICE.encode()).hexdigest()
    text = (examples / "registers" / "bakery.ttl").read_text("utf-8")
    register.write_text(f'{text}<notice/bakery> ropa:sha256 "{digest}" .\n', encoding="utf-8")
    return register


def printed(capsys: pytest.CaptureFixture[str], register: Path, *arguments: str, lang: str = "en") -> tuple[str, str]:
    assert run(["--register", str(register), "--lang", lang, "evidence", *arguments]) == 0
    return capsys.readouterr()


def table(output: str, heading: str) -> list[str]:
    """Return the lines below a heading, up to the next empty line."""
    lines = output.splitlines()
    return lines[lines.index(heading, 1) + 1 :][: lines[lines.index(heading, 1) :].index("") - 1]


def test_a_reason_has_a_column_only_in_the_table_that_gives_one(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = printed(capsys, bakery, "bakery/orders")
    assert table(out, "Cake orders")[0].split() == ["ELEMENT", "VALUE", "KNOWN", "AS", "LINES"]
    flow = table(out, "Cake orders → Courier & Sons")
    assert flow[0].endswith("REASON")
    assert [line for line in flow if line.endswith("It drives on the bakery's orders.")]
    assert "REASON" not in out.partition("Claimed of it")[2]


def test_what_is_not_mentioned_names_the_flow_readably(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, bakery, "bakery/orders")
    assert "\nNot mentioned of Cake orders → Courier & Sons: " in out
    assert "flow/bakery" not in out


@pytest.mark.parametrize("lang", ["en", "nb", "sv"])
def test_a_passage_is_quoted_once_in_a_table_and_referred_to_afterwards(
    bakery: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")  # wide enough for every row to be one line
    heading = {"en": "Cake orders", "nb": "Kakebestillinger", "sv": "Tårtbeställningar"}[lang]
    folder = str(bakery.parent / "papers")
    out, _ = printed(capsys, bakery, "bakery/orders", "--documents", folder, lang=lang)
    own = "\n".join(table(out, heading))
    line = {"en": "line", "nb": "linje", "sv": "rad"}[lang]
    # Lines 5 and 6, and 10, are cited for the data; 10 for the purpose, which comes before.
    assert own.count("Sentence 10 of the bakery.") == 1
    assert f"Sentence 5 of the bakery. / Sentence 6 of the bakery. / {line} 10: {ABOVE[lang]}" in own
    flow = table(out, f"{heading} → Courier & Sons")
    assert sum("Sentence 7 of the bakery." in one for one in flow) == 1
    assert sum(one.rstrip().endswith(ABOVE[lang]) for one in flow) >= 1
    assert sum("Sentence 10 of the bakery." in one for one in flow) == 1


@pytest.mark.parametrize(
    ("lang", "unchanged", "changed"),
    [
        ("en", "is unchanged since it was modelled", "so it has changed or is not there"),
        ("nb", "er uendret siden det ble modellert", "så dokumentet er endret eller mangler"),
        ("sv", "är oförändrat sedan det modellerades", "så dokumentet har ändrats eller saknas"),
    ],
)
def test_what_became_of_the_document_is_said_in_the_language_asked_for(
    bakery: Path, capsys: pytest.CaptureFixture[str], lang: str, unchanged: str, changed: str
) -> None:
    folder = bakery.parent / "papers"
    assert unchanged in printed(capsys, bakery, "bakery/orders", "--documents", str(folder), lang=lang)[1]
    (folder / "notice.txt").write_text("Another text.\n", encoding="utf-8")
    out, err = printed(capsys, bakery, "bakery/orders", "--documents", str(folder), lang=lang)
    assert changed in err
    assert "Sentence" not in out


def test_newsletter_of_cacas_is_readable(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, root / "data" / "registers" / "cacas.ttl", "newsletter")
    assert table(out, "Newsletter → Mailchimp")
    assert "Not mentioned of Newsletter → Mailchimp: " in out
    assert "flow/" not in out
    assert "REASON" not in out


def test_lines_of_cacas_are_quoted_once_in_each_table(
    root: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = root / "data" / "registers" / "cacas.ttl"
    out, _ = printed(capsys, register, "newsletter", "--documents", str(shared / "seeds"))
    for heading in ("Newsletter", "Newsletter → Mailchimp"):
        own = " ".join(" ".join(table(out, heading)).split())
        assert own.count("E-postadressen lagres") == 1
        assert own.count("see above") >= 2
