"""The same seed gives the same bytes: in another process, in a larger plan, and from the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from generator import Plan, Style, files, register, register_turtle, registers
from ropa.settings import Settings

from .graphs import load, written

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / "benchmarks" / "registers.py"


def run(*arguments: str, salt: str = "random") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONHASHSEED": salt, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, str(COMMAND), *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("more", [[], ["--plain"], ["--ragged", "--hostile"], ["--faults", "all"]], ids=str)
def test_the_command_writes_the_same_bytes_in_every_process(more: list[str], tmp_path: Path) -> None:
    written = []
    for salt in ("1", "2"):
        done = run("--controllers", "3", "--seed", "9", *more, "-o", str(tmp_path / salt), salt=salt)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "3 of 3 registers\n"
        written.append(contents(tmp_path / salt))
    assert written[0] == written[1]
    assert len([name for name in written[0] if name.endswith(".ttl")]) == 3 + ("--plain" not in more)


def test_the_command_and_the_package_write_the_same_files(tmp_path: Path) -> None:
    assert run("--controllers", "2", "--seed", "9", "-o", str(tmp_path)).returncode == 0
    made = {name: text.encode() for name, text in files(Plan(seed=9, controllers=2)).items()}
    assert {name: data for name, data in contents(tmp_path).items() if name.endswith(".ttl")} == made


def test_the_command_tells_in_which_file_which_fault_stands(tmp_path: Path) -> None:
    done = run("--controllers", "3", "--faults", "purpose-missing,basis-missing", "-o", str(tmp_path))
    assert done.returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "account.jsonl").read_text("utf-8").splitlines()]
    kinds = [[fault["kind"] for fault in line["faults"]] for line in lines]
    assert kinds == [["purpose-missing"], ["basis-missing"], ["purpose-missing"]]
    assert all(line["faults"][0]["thing"].startswith("https://w3id.org/ropa/id/activity/") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--faults", "no-such", "-o", "x"], "no fault is called no-such"),
        (["--plain", "--faults", "all", "-o", "x"], "not in plain DPV"),
        ([], "-o DIR"),
        (["--controllers", "-1", "-o", "x"], "below zero"),
    ],
)
def test_options_that_cannot_be_met_are_refused(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_the_command_names_the_kinds_of_faults() -> None:
    listed = run("--list").stdout.splitlines()
    assert any(
        line.split(maxsplit=1) == ["role-missing", "Somebody receives, and nobody says as what."] for line in listed
    )


def test_the_seventh_register_is_the_same_in_a_small_plan_and_a_large_one() -> None:
    small = [register_turtle(one) for one in registers(Plan(seed=3, controllers=7))]
    assert small[6] == register_turtle(register(Plan(seed=3, controllers=1000), 6))


def test_another_seed_gives_other_bytes() -> None:
    assert set(files(Plan(seed=1)).values()).isdisjoint(files(Plan(seed=2)).values())


@pytest.mark.parametrize("style", [None, Style.PLAIN])
def test_a_hundred_controllers_are_made_and_loaded_without_notices(
    style: Style | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = perf_counter()
    paths = written(Plan(seed=1, controllers=100, style=style), tmp_path)
    made = perf_counter()
    dataset = load(paths)
    loaded = perf_counter()
    with capsys.disabled():
        sys.stdout.write(
            f"[made in {made - begun:.1f} s, loaded in {loaded - made:.1f} s: {len(dataset.quads):,} quads]"
        )
    assert dataset.notices == ()
    assert len(dataset.quads) < 2 * Settings().load_max_triples
    assert len({path.name for path in paths}) == 100 + (style is None)
