"""How long registers take to load in a running process, beside bare parsing of the same files in the same run.

Prints minimum, median and maximum of processor time, the ratio of the medians to bare parsing of all shipped files,
and whether the figure that is promised is kept on this machine; the exit code is 1 where it is not. Run it
as ``python benchmarks/loading.py [RUNS]``.
"""

from __future__ import annotations

import sys
from time import process_time
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from measure import report
from ropa.register import read
from ropa.resources import folder
from ropa.settings import Settings
from ropa.store import memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from measure import Measured

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


def timed(work: Callable[[], None]) -> Callable[[], float]:
    """Return a measurement of the processor time of some work, in seconds."""

    def measure() -> float:
        begun = process_time()
        work()
        return process_time() - begun

    return measure


MEASURED: Final[Measured] = {
    "bare parsing": (timed(parse_all), None),
    "Cacas": (timed(lambda: load([folder("data/registers") / "cacas.ttl"])), 0.2),
    "the shipped registers": (timed(lambda: load([])), 0.5),
    "the same, in a store": (timed(lambda: fill([])), None),
}

if __name__ == "__main__":
    sys.exit(report(MEASURED, int(sys.argv[1]) if len(sys.argv) > 1 else 7))
