"""The command as a whole process, in a folder of its own, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    raw: bytes

    @property
    def error(self) -> str:
        """Return the one line of an error; nothing may stand beside it."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("ropa: ")
        return self.err.removeprefix("ropa: ").rstrip("\n")


class Ropa(Protocol):
    def __call__(self, *arguments: str | Path, stdin: str | bytes = "", **environment: str) -> Done: ...


@pytest.fixture
def ropa(tmp_path: Path) -> Ropa:
    def run(*arguments: str | Path, stdin: str | bytes = "", **environment: str) -> Done:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ROPA_")}
        done = subprocess.run(
            [sys.executable, "-m", "ropa", *map(str, arguments)],
            cwd=tmp_path,
            env=inherited | environment,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode(), done.stdout)

    return run


PAYROLL = """\
@prefix dpv: <https://w3id.org/dpv#> .
@prefix pd: <https://w3id.org/dpv/pd#> .

<https://example.org/payroll> a dpv:Process ;
    dpv:hasPersonalData pd:BankAccount ;
    dpv:hasRecipient <https://example.org/bank> .
"""


@pytest.fixture
def payroll(tmp_path: Path) -> Path:
    """Return a register of one activity, in plain DPV."""
    path = tmp_path / "payroll.ttl"
    path.write_text(PAYROLL, "utf-8")
    return path
