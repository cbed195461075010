"""What the commands share (help, version, streams, exit codes), and ``serve``, ``load`` and ``evidence``."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

import ropa as package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.conftest import Ropa

HEAVY = ("fastapi", "httpx2", "pandas", "pydantic_settings", "pyoxigraph", "rdflib", "rich", "uvicorn")


def test_the_version_is_that_of_the_package(ropa: Ropa) -> None:
    assert ropa("--version").out == f"ropa {package.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_lists_the_commands(ropa: Ropa, arguments: tuple[str, ...]) -> None:
    done = ropa(*arguments)
    assert done.code == 0
    listed = re.findall(r"^  (\w+) {2,}\w", done.out.split("Commands:")[1], re.MULTILINE)
    assert listed == ["serve", "query", "load", "evidence", "explain"]


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys, ropa.cli; ropa.cli.run(['--help']); print(sorted({HEAVY!r} & sys.modules.keys()))"
    code = code.replace(f"{HEAVY!r} &", f"set({HEAVY!r}) &")
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_leaves_early_is_no_error(payroll: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    command = f'"{sys.executable}" -m ropa query -e "{query}" --format csv | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["s,p,o", "0"]
    assert done.stderr == ""


def test_a_store_answers_like_the_files_that_it_was_loaded_from(ropa: Ropa, payroll: Path) -> None:
    loaded = ropa("load", payroll, "--into", "store")
    assert (loaded.code, loaded.out) == (0, "")
    query = ("query", "-e", "SELECT ?who { <https://example.org/payroll> dpv:hasRecipient ?who }", "--format", "csv")
    assert ropa("--register", "store", *query).out == ropa("--register", payroll, *query).out
    assert "https://example.org/bank" in ropa("--register", "store", *query).out


def test_a_folder_that_is_no_store_is_not_written_to(ropa: Ropa, payroll: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    done = ropa("load", payroll, "--into", "mine")
    assert done.code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


DOCUMENT = "Notice\n\nWe pay salaries.\nThe bank gets account numbers.\n"
RECORD = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix ropa: <https://w3id.org/ropa#> .
@base <https://w3id.org/ropa/id/> .

<notice/own> a dpv:PrivacyNotice ; ropa:sha256 "%s" ; ropa:lineCount 4 .

<activity/own/payroll> a ropa:ProcessingActivity , dpv:PersonalDataProcess , dpv:Process ;
    dct:title "Payroll"@en , "Lønn"@nb , "Lön"@sv ;
    dpv:hasNotice <notice/own> ;
    dpv:hasPersonalData pd:BankAccount .

<activity/own/payroll#s-data> a ropa:Statement ; ropa:on <activity/own/payroll> ; ropa:element dpv:hasPersonalData ;
    ropa:disclosure ropa:Stated ; ropa:passage <notice/own#line=3,4> .
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a register whose only value is said on the fourth line of ``papers/notice.txt``."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notice.txt").write_text(DOCUMENT, "utf-8")
    path = tmp_path / "own.ttl"
    path.write_text(RECORD % hashlib.sha256(DOCUMENT.encode()).hexdigest(), "utf-8")
    return path


def test_evidence_shows_each_value_with_how_it_is_known_and_its_lines(ropa: Ropa, record: Path) -> None:
    done = ropa("--register", record, "evidence", "payroll", "--format", "json")
    answer = json.loads(done.out)
    assert answer["activity"] == {"iri": "https://w3id.org/ropa/id/activity/own/payroll", "label": "Payroll"}
    item = next(one for one in answer["items"] if one["element"]["iri"] == "https://w3id.org/dpv#hasPersonalData")
    assert [one["iri"] for one in item["values"]] == ["https://w3id.org/dpv/pd#BankAccount"]
    assert item["disclosure"] == "Stated"
    assert item["evidence"] == [{"document": "https://w3id.org/ropa/id/notice/own", "lines": [4, 4]}]


def test_evidence_with_the_documents_shows_the_cited_lines(ropa: Ropa, record: Path) -> None:
    done = ropa("--register", record, "evidence", "payroll", "--documents", "papers")
    assert done.code == 0
    row = next(line for line in done.out.splitlines() if "The bank gets account numbers." in line)
    assert re.search(r"\bstated +4 +The bank", row)
    assert "unchanged" in done.err


def test_evidence_quotes_nothing_from_a_document_that_has_changed(ropa: Ropa, record: Path, tmp_path: Path) -> None:
    (tmp_path / "papers" / "notice.txt").write_text(DOCUMENT.replace("bank", "bunk"), "utf-8")
    done = ropa("--register", record, "evidence", "payroll", "--documents", "papers")
    assert done.code == 0
    assert "gets account numbers" not in done.out
    assert "it has changed or is not there" in done.err
    answer = json.loads(
        ropa("--register", record, "evidence", "payroll", "--documents", "papers", "--format", "json").out
    )
    assert [one["unchanged"] for one in answer["documents"]] == [False]


def test_evidence_of_an_unknown_activity_is_one_line(ropa: Ropa, record: Path) -> None:
    done = ropa("--register", record, "evidence", "payrol")
    assert done.code == 2
    assert "payrol" in done.error


def test_a_shipped_activity_is_found_by_its_slug_from_any_folder(ropa: Ropa) -> None:
    done = ropa("evidence", "cacas/newsletter", "--format", "json")
    receivers = [
        value["iri"]
        for item in json.loads(done.out)["items"]
        if item["element"]["iri"] == "https://w3id.org/dpv#hasRecipient"
        for value in item["values"]
    ]
    assert "https://w3id.org/ropa/id/org/mailchimp" in receivers


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "ropa", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            for line in server.stderr:
                if found := re.search(r"serving (http://\S+)", line):
                    yield found[1], server
                    break
            else:
                pytest.fail("the server ended without serving")
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=20)


def test_serve_prints_its_address_and_answers_there(payroll: Path) -> None:
    text = "ASK { ?payroll <https://w3id.org/dpv#hasRecipient> <https://example.org/bank> }"
    query = urlencode({"query": text, "format": "json"})
    started = serving("--register", str(payroll), "serve", "--port", "0")
    with started as (address, server), urlopen(f"{address}?{query}") as answer:
        assert json.loads(answer.read())["boolean"] is True
    assert server.returncode == 130


def test_serve_says_that_a_port_is_taken(ropa: Ropa) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = ropa("serve", "--port", str(port))
    assert done.code == 2
    assert done.error.startswith(f"127.0.0.1:{port}: the port is taken")
    assert "--port" in done.error


def test_serve_says_that_there_is_no_such_address(ropa: Ropa) -> None:
    done = ropa("serve", "--host", "no-such-host.invalid", "--port", "0")
    assert done.code == 2
    assert done.error.startswith("no-such-host.invalid:0: ")


def test_an_interrupt_ends_a_command_quietly(payroll: Path) -> None:
    with serving("--register", str(payroll), "serve", "--port", "0") as (_, server):
        os.kill(server.pid, signal.SIGINT)
        _, err = server.communicate(timeout=20)
    assert "Traceback" not in err


def test_a_fault_of_ours_does_not_leave_with_the_code_of_findings() -> None:
    code = (
        "import sys, ropa.cli\n"
        "from ropa.cli import app\n"
        "def build(): raise ZeroDivisionError\n"
        "app.build = build\n"
        "sys.exit(ropa.cli.run(['query']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("ropa: internal error")
