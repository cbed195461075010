"""A real server on loopback, over a small store or over any other."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import httpx2
import pytest
import uvicorn
from pyoxigraph import RdfFormat, parse

from ropa.settings import Settings
from ropa.store import memory
from ropa.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ropa.store import Store

DATA = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix ropa: <https://w3id.org/ropa#> .
@base <https://w3id.org/ropa/id/> .
<org/klarna> a ropa:Organisation ; dct:title "Klarna" .
<org/klarna#seat> dct:title "Stockholm"@sv .
<org/klarna-bank> a ropa:Organisation .
<activity/shop/payment> a ropa:ProcessingActivity ; dpv:hasProcess <flow/shop/payment/klarna> .
<flow/shop/payment/klarna> a ropa:Flow ; dpv:hasRecipient <org/klarna> .
<flow/shop/payment/klarna#s-who> a ropa:Statement ; ropa:on <flow/shop/payment/klarna> ; ropa:element dpv:hasRecipient .
ropa:Flow dct:title "Flow" .
<https://shop.example/people/1> foaf:knows <https://shop.example/people/2> .
<graph/data/registers/shop> { <activity/shop/payment> dct:title "Payment" . }
"""


@dataclass
class Opened:
    """As much of a workspace as the web room asks of one."""

    store: Store
    identity: str = "sha256:" + "0" * 64
    settings: Settings = field(default_factory=Settings)
    notices: tuple[object, ...] = ()


class Serving(Protocol):
    def __call__(self, workspace: Opened) -> contextlib.AbstractContextManager[httpx2.Client]: ...


@contextlib.contextmanager
def serving(workspace: Opened) -> Iterator[httpx2.Client]:
    """Serve a workspace by a real server on a free port, and yield a client of it that follows no redirect."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(workspace)  # type: ignore[arg-type] # as much of a workspace as is used
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        with httpx2.Client(
            base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", trust_env=False, timeout=20
        ) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(name="serving", scope="session")
def serving_fixture() -> Serving:
    return serving


@pytest.fixture(scope="session")
def workspace() -> Opened:
    store = memory()
    store.load(parse(DATA, format=RdfFormat.TRIG))
    return Opened(store)


@pytest.fixture(scope="session")
def client(workspace: Opened) -> Iterator[httpx2.Client]:
    with serving(workspace) as client:
        yield client
