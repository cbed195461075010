"""Writes made-up registers as Turtle, one file per controller, for benchmarks, demonstrations and trials.

``python benchmarks/registers.py --controllers 100 --seed 7 -o registers`` writes a hundred registers and
``organisations.ttl``, who they share as recipients; ``account.jsonl`` says of each controller what stands in its
file (flows, faults), ``documents/`` holds the notices that passages cite. What is written, and the account, come from
the generator in ``tests/generator``; the same options give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from generator import (
    FAULTS,
    NoPlaceError,
    Plan,
    Register,
    Style,
    account,
    organisations_turtle,
    plant,
    register_turtle,
    registers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EVERY = 25


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the options ask for; 0 when all of it stands, 2 for options that cannot be met."""
    options = _options().parse_args(arguments)
    if options.list:
        print("\n".join(f"{one.name:40}{one.wrong}" for one in FAULTS.values()))
        return 0
    if options.output is None:
        return _refuse("say where with -o DIR")
    style = Style.PLAIN if options.plain else Style(options.style) if options.style else None
    kinds = list(FAULTS) if options.faults == "all" else [one for one in options.faults.split(",") if one]
    if unknown := [one for one in kinds if one not in FAULTS]:
        return _refuse(f"no fault is called {unknown[0]}; --list names all")
    if kinds and style is Style.PLAIN:
        return _refuse("faults are planted in registers of our own form, not in plain DPV")
    plan = Plan(
        seed=options.seed,
        controllers=options.controllers,
        activities=options.activities,
        flows=options.flows,
        style=style,
        ragged=options.ragged,
        hostile=options.hostile,
    )
    _write(plan, kinds, options.output)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="registers.py", description="Write made-up registers as Turtle files.")
    parser.add_argument("--controllers", type=_count, default=10, metavar="N", help="how many registers (10)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed gives the same bytes (0)")
    parser.add_argument("--activities", type=_count, default=12, help="of each controller (12)")
    parser.add_argument("--flows", type=_count, default=4, help="of each activity, at most (4)")
    parser.add_argument("--style", choices=("record", "notice"), help="only own records or only notices (in turns)")
    parser.add_argument("--plain", action="store_true", help="plain DPV, as others write it")
    parser.add_argument("--ragged", action="store_true", help="with vague passages, readings and silence")
    parser.add_argument("--hostile", action="store_true", help="with labels that try to break whoever shows them")
    parser.add_argument(
        "--faults", default="", metavar="KIND[,KIND...]|all", help="dealt out in turn, one for each controller"
    )
    parser.add_argument("--list", action="store_true", help="name the kinds of faults and stop")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="where to; made if it is not there")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a number below zero")
    return number


def _refuse(what: str) -> int:
    print(f"registers.py: {what}", file=sys.stderr)
    return 2


def _write(plan: Plan, kinds: Sequence[str], folder: Path) -> None:
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    if plan.style is not Style.PLAIN:
        (folder / "organisations.ttl").write_bytes(organisations_turtle(plan.organisations).encode())
    with (folder / "account.jsonl").open("w", encoding="utf-8", newline="\n") as accounts:
        for number, made in enumerate(_dealt(plan, kinds), 1):
            (folder / f"{made.slug}.ttl").write_bytes(register_turtle(made).encode())
            if made.document:
                (documents / f"{made.slug}.txt").write_bytes(made.document.encode())
            accounts.write(_line(made) + "\n")
            if number % _EVERY == 0 or number == plan.controllers:
                print(f"{number} of {plan.controllers} registers", file=sys.stderr, flush=True)


def _dealt(plan: Plan, kinds: Sequence[str]) -> Iterator[Register]:
    """Yield the registers, each with the next kind of fault that has a place in it."""
    waiting = list(kinds)
    for clean in registers(plan):
        made = clean
        for kind in waiting:
            try:
                made = plant(clean, kind, plan.seed)
            except NoPlaceError:
                continue
            waiting.remove(kind)
            break
        waiting = waiting or list(kinds)
        yield made


def _line(made: Register) -> str:
    of = account(made)
    said = {
        "controller": of.controller,
        "style": made.style,
        "activities": of.activities,
        "flows": [asdict(one) for one in of.flows],
        "faults": [asdict(one) for one in of.faults],
    }
    return json.dumps(said, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
