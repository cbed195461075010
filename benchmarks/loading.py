"""How long registers take to load in a running process, beside bare parsing of the same files in the same run.

Prints minimum, median and maximum in milliseconds of processor time, the ratio of the medians to bare parsing of all
shipped files, and the figure that is promised. Run it as ``python benchmarks/loading.py [RUNS]``.
"""

from __future__ import annotations

import statistics
import sys
from time import process_time
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from ropa.register import read
from ropa.resources import folder
from ropa.settings import Settings
from ropa.store import memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS: Final = Settings()


def parse_all() -> None:
    """Parse every shipped Turtle file and nothing more."""
    for name in ("ontology", "data"):
        for path in sorted(folder(name).rglob("*.ttl")):
            for _ in parse(path.read_bytes(), RdfFormat.TURTLE):
                pass


def load(paths: list[Path]) -> None:
    """Load registers: files to one dataset, everything derived."""
    read(paths, settings=SETTINGS)


def fill(paths: list[Path]) -> None:
    """Load registers and fill a store in memory with them: all that stands before the first answer."""
    memory().load(read(paths, settings=SETTINGS).quads)


MEASURED: Final[dict[str, tuple[Callable[[], None], float | None]]] = {
    "bare parsing": (parse_all, None),
    "Cacas": (lambda: load([folder("data/registers") / "cacas.ttl"]), 200),
    "the shipped registers": (lambda: load([]), 500),
    "the same, in a store": (lambda: fill([]), None),
}


def main(runs: int) -> None:
    """Measure everything in turns, so that a busy moment of the machine falls on all of them."""
    took: dict[str, list[float]] = {name: [] for name in MEASURED}
    for number in range(runs):
        print(f"run {number + 1} of {runs}", file=sys.stderr)
        for name, (measure, _) in MEASURED.items():
            begun = process_time()
            measure()
            took[name].append((process_time() - begun) * 1000)
    base = statistics.median(took["bare parsing"])
    print(f"{'loaded':<26}{'min':>8}{'median':>8}{'max':>8}{'ratio':>8}{'promised':>10}")
    for name, (_, promised) in MEASURED.items():
        middle = statistics.median(took[name])
        figure = "" if promised is None else f"{promised:.0f} ms"
        print(
            f"{name:<26}{min(took[name]):>8.0f}{middle:>8.0f}{max(took[name]):>8.0f}{middle / base:>8.1f}{figure:>10}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
