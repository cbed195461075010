"""Input that cannot be read, and input that only looks as if: one clear line with file, line, column and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ropa.errors import NotFoundError, ParseError, RopaError, TooLargeError, UnreadableError
from ropa.register import read
from ropa.settings import Settings

from .graphs import derived, load, own, store

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix ex: <https://example.org/> .
@prefix pd: <https://w3id.org/dpv/pd#> .
ex:p a dpv:Process ; dct:title "Rømme og brød"@nb ; dpv:hasPurpose dpv:Marketing ; dpv:hasPersonalData pd:Name .
"""


def failure(*paths: Path, settings: Settings | None = None) -> RopaError:
    with pytest.raises(RopaError) as caught:
        read(paths, bare=True, settings=settings or Settings())
    error = caught.value
    assert "\n" not in str(error)
    assert error.remedy, "it does not say what to do"
    assert error.exit_code == 2
    return error


def test_broken_turtle_is_named_by_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD + 'ex:q dct:title "no end ;\nex:r a dpv:Process .\n', "utf-8")
    error = failure(file)
    assert isinstance(error, ParseError)
    assert error.where is not None
    assert error.where.source.endswith("shop.ttl")
    assert error.where.line == 6
    assert f"shop.ttl:6:{error.where.column}" in str(error)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("ex:q a dpv:Process dpv:hasPurpose dpv:Marketing .", 20),
        ("ex:q a unknown:Process .", 8),
        ("ex:q a dpv:Process ; ; ] .", 24),
    ],
)
def test_the_column_is_where_the_fault_is(tmp_path: Path, line: str, column: int) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD + line + "\n", "utf-8")
    where = failure(file).where
    assert where is not None
    assert where.line == 6
    assert where.column is not None
    assert abs(where.column - column) <= len("unknown:Process"), where


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.trig", "<https://example.org/g> { <https://example.org/a> <https://example.org/b> }"),
        ("a.nt", "<https://example.org/a> <https://example.org/b> 5 .\n"),
        ("a.nq", "<https://example.org/a> <https://example.org/b> <https://example.org/c> <not absolute> .\n"),
        ("a.jsonld", '{ "@id": "https://example.org/a", '),
        ("a.rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description>"),
    ],
)
def test_the_other_forms_of_rdf_are_named_by_file_too(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert name in str(error)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, end: str) -> None:
    plain, marked = tmp_path / "plain" / "shop.ttl", tmp_path / "marked" / "shop.ttl"
    for file, data in ((plain, GOOD.encode()), (marked, b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())):
        file.parent.mkdir()
        file.write_bytes(data)
    assert own(load(marked)) == own(load(plain))
    assert load(marked).hash == load(plain).hash


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_called_by_its_name(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "shop.ttl"
    file.write_bytes(GOOD.encode(encoding))
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert "UTF-16" in str(error)
    assert "shop.ttl" in str(error)
    assert "UTF-8" in error.remedy


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_an_older_encoding_is_named_by_the_line_of_its_first_odd_byte(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "shop.ttl"
    file.write_bytes(GOOD.encode(encoding))
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert error.where is not None
    assert error.where.line == 5
    assert error.where.source.endswith("shop.ttl")
    assert "UTF-8" in str(error)


def test_a_folder_without_rdf_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here", "utf-8")
    error = failure(tmp_path)
    assert isinstance(error, UnreadableError)
    assert str(tmp_path) in str(error)
    assert ".ttl" in str(error)


def test_a_folder_is_read_past_what_is_no_rdf(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Ours", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "shop.ttl").write_text(GOOD, "utf-8")
    assert len(own(load(tmp_path))) == 4


def test_a_file_of_a_kind_we_do_not_read_says_which_we_do(tmp_path: Path) -> None:
    file = tmp_path / "register.docx"
    file.write_bytes(b"PK\x03\x04")
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert "register.docx" in str(error)
    assert ".ttl" in error.remedy


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = failure(tmp_path / "nowhere.ttl")
    assert isinstance(error, NotFoundError)
    assert "nowhere.ttl" in str(error)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "@prefix ex: <https://example.org/> .\n"])
def test_a_file_without_a_statement_does_not_pass_unnoticed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "empty.ttl"
    file.write_text(text, "utf-8")
    try:
        said = [str(one) for one in load(file).notices]
    except UnreadableError as error:
        said = [str(error)]
    assert any("empty.ttl" in one for one in said)


def test_a_file_beyond_the_limit_names_the_limit_and_its_setting(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD, "utf-8")
    error = failure(file, settings=Settings(file_max_bytes=100))
    assert isinstance(error, TooLargeError)
    assert "shop.ttl" in str(error)
    assert "100" in str(error)
    assert "ROPA_FILE_MAX_BYTES" in error.remedy


def test_more_triples_than_the_limit_names_the_limit_and_its_setting(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD + "".join(f"ex:p{n} a dpv:Process .\n" for n in range(500)), "utf-8")
    error = failure(file, settings=Settings(load_max_triples=400))
    assert isinstance(error, TooLargeError)
    assert "400" in str(error)
    assert "ROPA_LOAD_MAX_TRIPLES" in error.remedy


def test_a_context_elsewhere_is_refused_and_never_fetched(tmp_path: Path) -> None:
    file = tmp_path / "shop.jsonld"
    file.write_text(
        '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "https://example.org/p", "a": 1}', "utf-8"
    )
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert "shop.jsonld" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_xml_are_refused(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "shop.rdf"
    file.write_bytes(
        f"""<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">
  <rdf:Description rdf:about="https://example.org/p"><dct:title>&a;&a;</dct:title></rdf:Description>
</rdf:RDF>""".encode(encoding)
    )
    error = failure(file)
    assert isinstance(error, UnreadableError)
    assert "shop.rdf" in str(error)


def test_a_good_file_beside_a_bad_one_does_not_hide_it(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "worse.ttl"
    good.write_text(GOOD, "utf-8")
    bad.write_text("ex:p a .", "utf-8")
    assert "worse.ttl" in str(failure(tmp_path))


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD, "utf-8")
    once, twice = load(file), load(file, tmp_path, file)
    assert twice.hash == once.hash
    assert set(twice.quads) == set(once.quads)


def test_relative_names_never_tell_where_the_file_lies(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD + "<#mine> a dpv:Process . <other> a dpv:Process .\n", "utf-8")
    dataset = load(file)
    assert not [quad for quad in dataset.quads if str(tmp_path) in str(quad) or "file:" in str(quad)]


def test_what_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "shop.ttl"
    file.write_text(GOOD + "ex:broken a\n", "utf-8")
    failure(file)
    file.write_text(GOOD, "utf-8")
    dataset = load(file)
    assert derived(dataset)
    assert len(store(dataset)) == len(dataset.quads)
