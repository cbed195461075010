"""A real server with queries that do not end: it says so, answers everything else, and stops when told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_slow_queries_neither_take_the_server_with_them_nor_keep_it_from_stopping(root: Path) -> None:
    register = root / "data" / "registers" / "cacas.ttl"
    command = [sys.executable, "-m", "ropa", "--register", str(register), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            address = next(line.split()[2] for line in server.stderr if "serving" in line)
            asked = [threading.Thread(target=_ask_and_give_up, args=(address,)) for _ in range(4)]
            for one in asked:
                one.start()
            with httpx2.Client(trust_env=False, timeout=20) as client:
                busy = _until_busy(client, address)
                assert busy.headers["retry-after"] == "2"
                assert "ROPA_QUERY_MAX_RUNNING" in busy.text
                assert client.get(address.removesuffix("sparql") + "healthz").status_code == 200
                assert client.get(address.removesuffix("sparql") + "id/org/klarna?format=turtle").status_code == 200
                assert client.get(address).status_code == 200
            for one in asked:
                one.join()
            server.send_signal(signal.SIGTERM)
            server.wait(15)  # raises where it does not stop
        finally:
            server.kill()


def _ask_and_give_up(address: str) -> None:
    try:
        httpx2.get(address, params={"query": ENDLESS}, trust_env=False, timeout=3)
    except httpx2.TimeoutException:
        return


def _until_busy(client: httpx2.Client, address: str) -> httpx2.Response:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        answer = client.get(address, params={"query": "ASK {}"})
        if answer.status_code == 503:
            return answer
        time.sleep(0.05)
    raise AssertionError("the server never said that it is busy")
