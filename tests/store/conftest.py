"""Every backend as an empty store, a real SPARQL service among them, and a server that does everything wrong."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from ropa.settings import Settings
from ropa.store import disk, memory, remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ropa.store import Store

READY_SECONDS = 20


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `oxigraph serve` on loopback; return the address of its queries."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph is not installed")
    log = tmp_path_factory.mktemp("service") / "log"
    with log.open("wb") as output:
        for _ in range(3):
            port = free_port()
            process = subprocess.Popen(
                [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=output, stderr=subprocess.STDOUT
            )
            if listens(port, process):
                break
        else:
            pytest.fail(f"oxigraph serve does not start: {log.read_text(errors='replace')}")
        try:
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()
            process.wait(READY_SECONDS)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    process.kill()
    process.wait()
    return False


@pytest.fixture
def empty_service(service: str) -> str:
    with remote(service, Settings()) as store:
        store.update("DROP ALL")
    return service


@pytest.fixture(params=["memory", "disk", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store of each kind."""
    if request.param == "memory":
        opened: Store = memory()
    elif request.param == "disk":
        opened = disk(tmp_path / "store", read_only=False)
    else:
        opened = remote(request.getfixturevalue("empty_service"), Settings())
    with opened:
        yield opened


class Faulty:
    """A server whose every path goes wrong in its own way; it keeps the requests that it got."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.requests.append((self.path, body))
                self.close_connection = True
                outer.answers[self.path](self)

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *args: object) -> None:
                assert isinstance(sys.exc_info()[1], OSError)  # the other side hung up, as it should

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def says(
        self, path: str, body: bytes, kind: str = "application/sparql-results+json", status: int = 200, **headers: str
    ) -> str:
        """Let a path give an answer; return its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                if value:
                    handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        return self.does(path, answer)

    def does(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        self.answers[path] = answer
        return self.url + path

    def stop(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def faulty() -> Iterator[Faulty]:
    server = Faulty()
    yield server
    server.stop()
