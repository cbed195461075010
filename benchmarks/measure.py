"""Measures things in turns: minimum, median, maximum, the ratio to a base, and whether a promise is kept."""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    #: What takes how long, in seconds, and what is promised of it, in seconds.
    Measured = Mapping[str, tuple[Callable[[], float], float | None]]


def report(measured: Measured, runs: int) -> int:
    """Print a table of milliseconds; the first thing measured is the base. Return 1 where a median misses its promise.

    Everything is measured in turns, so that a busy moment of the machine falls on all of it.
    """
    took: dict[str, list[float]] = {name: [] for name in measured}
    for number in range(runs):
        print(f"run {number + 1} of {runs}", file=sys.stderr)
        for name, (measure, _) in measured.items():
            took[name].append(measure() * 1000)
    middles = {name: statistics.median(times) for name, times in took.items()}
    base = next(iter(middles.values()))
    print(f"{'milliseconds':<28}{'min':>8}{'median':>8}{'max':>8}{'ratio':>8}{'promised':>10}")
    missed = 0
    for name, (_, promised) in measured.items():
        numbers = f"{min(took[name]):>8.0f}{middles[name]:>8.0f}{max(took[name]):>8.0f}{middles[name] / base:>8.1f}"
        late = promised is not None and middles[name] > promised * 1000
        missed += late
        told = "" if promised is None else f"{promised * 1000:>10.0f}"
        print(f"{name:<28}{numbers}{told}{'  missed' if late else ''}")
    return int(missed > 0)
