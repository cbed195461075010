"""Input that cannot be read is one line that says where and what to do, and exit code 2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Ropa

EVERYTHING = ("query", "-e", "ASK { ?s ?p ?o }")


def test_broken_turtle_is_named_with_line_and_column(ropa: Ropa, payroll: Path) -> None:
    payroll.write_text(payroll.read_text("utf-8").replace("a dpv:Process ;", "a dpv:Process ;;; ]"), "utf-8")
    done = ropa("--register", payroll, *EVERYTHING)
    assert done.code == 2
    assert re.match(rf"{re.escape(str(payroll))}:4:\d+: .+\. \w.+\.$", done.error)


def test_an_unknown_prefix_is_named_with_its_line(ropa: Ropa, payroll: Path) -> None:
    payroll.write_text(payroll.read_text("utf-8").replace("dpv:hasRecipient", "dvp:hasRecipient"), "utf-8")
    done = ropa("--register", payroll, *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith(f"{payroll}:6:")
    assert "dvp" in done.error


def test_a_byte_order_mark_is_read_over(ropa: Ropa, payroll: Path) -> None:
    payroll.write_bytes(b"\xef\xbb\xbf" + payroll.read_bytes())
    done = ropa("--register", payroll, "query", "-e", "ASK { <https://example.org/payroll> dpv:hasRecipient ?who }")
    assert (done.code, done.out) == (0, "true\n")


def test_latin_1_is_named_with_line_column_and_what_to_do(ropa: Ropa, payroll: Path) -> None:
    payroll.write_bytes(payroll.read_bytes() + '<https://example.org/a> dpv:hasName "Sør" .\n'.encode("latin-1"))
    done = ropa("--register", payroll, *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith(f"{payroll}:7:39: byte 0xF8")
    assert done.error.endswith("Save the file as UTF-8.")


def test_utf_16_is_named_as_such(ropa: Ropa, payroll: Path) -> None:
    payroll.write_bytes(payroll.read_text("utf-8").encode("utf-16"))
    done = ropa("--register", payroll, *EVERYTHING)
    assert done.code == 2
    assert "UTF-16" in done.error
    assert "Save the file as UTF-8." in done.error


def test_a_folder_without_rdf_is_named(ropa: Ropa, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.txt").write_text("no RDF", "utf-8")
    done = ropa("--register", "papers", *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith("papers: ")
    assert ".ttl" in done.error


def test_an_unknown_file_type_is_named_with_those_that_are_read(ropa: Ropa, tmp_path: Path) -> None:
    (tmp_path / "record.xyz").write_text("no RDF", "utf-8")
    done = ropa("--register", "record.xyz", *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith("record.xyz: ")
    assert ".xyz" in done.error
    assert ".ttl" in done.error
    assert ".jsonld" in done.error


def test_a_missing_file_is_named(ropa: Ropa) -> None:
    done = ropa("--register", "nowhere.ttl", *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith("nowhere.ttl: ")


def test_rdf_xml_with_a_document_type_is_refused(ropa: Ropa, tmp_path: Path) -> None:
    (tmp_path / "bomb.rdf").write_text(
        '<!DOCTYPE a [<!ENTITY b "bbbb">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "utf-8"
    )
    done = ropa("--register", "bomb.rdf", *EVERYTHING)
    assert done.code == 2
    assert done.error.startswith("bomb.rdf: ")


def test_a_file_beyond_the_limit_names_the_setting(ropa: Ropa, payroll: Path) -> None:
    done = ropa("--register", payroll, *EVERYTHING, ROPA_FILE_MAX_BYTES="10")
    assert done.code == 2
    assert "ROPA_FILE_MAX_BYTES" in done.error


def test_a_service_that_is_not_there_is_named(ropa: Ropa) -> None:
    done = ropa("--register", "http://127.0.0.1:9/sparql", *EVERYTHING)
    assert done.code == 2
    assert "127.0.0.1:9" in done.error


def test_a_term_that_dpv_does_not_have_is_a_warning_with_the_nearest_one(ropa: Ropa, payroll: Path) -> None:
    payroll.write_text(payroll.read_text("utf-8").replace("pd:BankAccount", "pd:BankAcount"), "utf-8")
    done = ropa("--register", payroll, *EVERYTHING)
    assert (done.code, done.out) == (0, "true\n")
    assert done.err.startswith(f"ropa: warning: {payroll}:5:")
    assert "pd:BankAcount" in done.err
    assert "pd:BankAccount" in done.err


def test_an_old_dpv_namespace_is_a_warning_with_todays_term(ropa: Ropa, payroll: Path) -> None:
    old = payroll.read_text("utf-8").replace("https://w3id.org/dpv#", "http://www.w3.org/ns/dpv#")
    payroll.write_text(old, "utf-8")
    done = ropa("--register", payroll, *EVERYTHING)
    assert done.code == 0
    assert "http://www.w3.org/ns/dpv#hasPersonalData" in done.err
    assert "dpv:hasPersonalData" in done.err.replace("/ns/dpv#hasPersonalData", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask",), "ask"),
        (("query", "--colour"), "--colour"),
        (("--lang", "da", "query"), "en or nb or sv"),
        (("serve", "--port", "many"), "--port"),
        (("serve", "--port", "70000"), "--port"),
        (("load", "a.ttl"), "--into"),
        (("evidence",), "ACTIVITY"),
        (("query", "-e", "ASK {}", "file.rq"), "twice"),
        (("query", "-e", "ASK {}", "--format", "excel"), "json"),
        (("query", "-e", "SELECT ?s { ?s ?p ?o }", "--format", "turtle"), "csv"),
        (("query", "-e", "DESCRIBE <http://example.org/a>", "--format", "csv"), "turtle"),
        (("query", "nowhere.rq"), "nowhere.rq"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_wrong_usage_is_one_line_and_exit_2(ropa: Ropa, arguments: tuple[str, ...], said: str) -> None:
    done = ropa(*arguments)
    assert done.code == 2
    assert said in done.error


def test_a_setting_that_cannot_be_is_named(ropa: Ropa) -> None:
    done = ropa(*EVERYTHING, ROPA_QUERY_MAX_DEPTH="deep")
    assert done.code == 2
    assert done.error.startswith("ROPA_QUERY_MAX_DEPTH: ")


def test_a_query_that_is_no_sparql_is_named_with_file_line_and_column(ropa: Ropa, tmp_path: Path) -> None:
    (tmp_path / "wrong.rq").write_text("SELECT ?s WHERE {\n  ?s ?p ?o\n  FILTER )\n}\n", "utf-8")
    done = ropa("query", "wrong.rq")
    assert done.code == 2
    assert re.match(r"wrong\.rq:3:\d+: ", done.error)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <http://127.0.0.1/>", "LOAD"),
        ("SELECT * {" + "{" * 200 + "?s ?p ?o" + "}" * 200 + "}", "ROPA_QUERY_MAX_DEPTH"),
        ("#" * 70_000 + "\nASK { ?s ?p ?o }", "ROPA_QUERY_MAX_BYTES"),
    ],
    ids=["update", "SERVICE", "LOAD", "nesting", "length"],
)
def test_a_query_that_is_refused_says_why(ropa: Ropa, text: str, said: str) -> None:
    done = ropa("query", stdin=text)
    assert done.code == 2
    assert done.error.startswith("standard input")
    assert said in done.error


def test_a_query_that_is_not_utf_8_is_named_with_its_line(ropa: Ropa) -> None:
    done = ropa("query", "-", stdin=b"ASK {\n ?s ?p 'S\xf8r' }")
    assert done.code == 2
    assert done.error.startswith("standard input:2: byte 0xF8")


def test_a_store_that_cannot_be_made_is_one_line(ropa: Ropa, payroll: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = ropa("load", payroll, "--into", tmp_path / "file" / "store")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert str(tmp_path / "file") in done.err.splitlines()[-1]


def test_an_address_is_not_loaded_as_a_file_and_keeps_its_slashes(ropa: Ropa, tmp_path: Path) -> None:
    done = ropa("load", "http://127.0.0.1:1/query", "--into", tmp_path / "store")
    assert done.code == 2
    assert "http://127.0.0.1:1/query: an address is no file. Open a SPARQL service with --register URL." in done.err


def test_an_empty_name_of_a_register_is_not_the_current_folder(ropa: Ropa) -> None:
    done = ropa("--register", "", *EVERYTHING)
    assert done.code == 2
    assert "the name of a register is empty" in done.err


def test_warnings_come_in_the_order_of_the_file(ropa: Ropa, tmp_path: Path) -> None:
    file = tmp_path / "unknown.ttl"
    file.write_text(
        "@prefix dpv: <https://w3id.org/dpv#> .\n@prefix pd: <https://w3id.org/dpv/pd#> .\n"
        "<urn:x:a> a dpv:Proces ;\n  dpv:hasPurpos dpv:Marketting ;\n  dpv:hasPersonalData pd:Emial .\n",
        encoding="utf-8",
    )
    lines = [line for line in ropa("--register", file, *EVERYTHING).err.splitlines() if "is no term" in line]
    places = [tuple(int(part) for part in line.partition("unknown.ttl:")[2].split(":")[:2]) for line in lines]
    assert len(places) == 4
    assert places == sorted(places)


def test_deep_nesting_of_blank_nodes_is_read_like_any_other(ropa: Ropa, tmp_path: Path) -> None:
    file = tmp_path / "deep.ttl"
    inner = "[ <https://w3id.org/dpv#hasProcess> " * 3000 + "<urn:x:end>" + " ]" * 3000
    file.write_text(
        f"<urn:x:a> a <https://w3id.org/dpv#Process> ; <https://w3id.org/dpv#hasProcess> {inner} .\n", "utf-8"
    )
    done = ropa("--register", file, "query", "-e", "ASK { <urn:x:a> <https://w3id.org/dpv#hasProcess>+ <urn:x:end> }")
    assert (done.code, done.out) == (0, "true\n")
