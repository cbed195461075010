"""How long the commands take as whole processes, beside a bare interpreter measured in the same run.

Prints minimum, median and maximum in seconds, the ratio of the medians to that of ``python -c pass``, and the
figure that is promised. Run it as ``make bench``, or with the number of runs: ``make bench ARGS=20``.
"""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
from time import perf_counter
from typing import Final
from urllib.request import urlopen

ROPA: Final = (sys.executable, "-m", "ropa")
QUERY: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?activity a <https://w3id.org/ropa#ProcessingActivity> }"


def whole(*command: str) -> float:
    """Return how long a process takes from start to end, in seconds."""
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - begun


def until_ready() -> float:
    """Return how long ``ropa serve`` takes until it has answered one request, in seconds."""
    begun = perf_counter()
    with subprocess.Popen((*ROPA, "serve", "--port", "0"), stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(line.split()[2] for line in server.stderr if "serving" in line)
        with urlopen(address) as answer:
            answer.read()
        took = perf_counter() - begun
        server.send_signal(signal.SIGTERM)
        server.stderr.read()
    return took


MEASURED: Final = {
    "python -c pass": (lambda: whole(sys.executable, "-c", "pass"), None),
    "ropa --help": (lambda: whole(*ROPA, "--help"), 0.5),
    "ropa query": (lambda: whole(*ROPA, "query", "-e", QUERY), 1.5),
    "ropa serve, first answer": (until_ready, 2.0),
}


def main(runs: int) -> None:
    """Measure everything in turns, so that a busy moment of the machine falls on all of them."""
    took: dict[str, list[float]] = {name: [] for name in MEASURED}
    for number in range(runs):
        print(f"run {number + 1} of {runs}", file=sys.stderr)
        for name, (measure, _) in MEASURED.items():
            took[name].append(measure())
    base = statistics.median(took["python -c pass"])
    print(f"{'command':<26}{'min':>8}{'median':>8}{'max':>8}{'ratio':>8}{'promised':>10}")
    for name, (_, promised) in MEASURED.items():
        middle = statistics.median(took[name])
        figures = f"{min(took[name]):8.2f}{middle:8.2f}{max(took[name]):8.2f}{middle / base:8.1f}"
        print(f"{name:<26}{figures}{'' if promised is None else f'{promised:10.1f}'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
