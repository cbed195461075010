"""How long the commands take as whole processes, beside a bare interpreter measured in the same run.

Prints minimum, median and maximum, the ratio of the medians to that of ``python -c pass``, and whether the figure
that is promised is kept on this machine; the exit code is 1 where it is not. Run it
as ``make bench``, or with the number of runs: ``make bench ARGS=20``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

from measure import report

if TYPE_CHECKING:
    from measure import Measured

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
        with urlopen(address.removesuffix("sparql") + "readyz") as answer:
            answer.read()
        took = perf_counter() - begun
        server.send_signal(signal.SIGTERM)
        server.stderr.read()
    return took


MEASURED: Final[Measured] = {
    "python -c pass": (lambda: whole(sys.executable, "-c", "pass"), None),
    "ropa --help": (lambda: whole(*ROPA, "--help"), 0.5),
    "ropa query": (lambda: whole(*ROPA, "query", "-e", QUERY), 1.5),
    "ropa serve, first answer": (until_ready, 2.0),
}


if __name__ == "__main__":
    sys.exit(report(MEASURED, int(sys.argv[1]) if len(sys.argv) > 1 else 7))
