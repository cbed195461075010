"""Errors, health and the description of the interface: what every address has."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ropa.errors import RemoteError, StoreError, Where
from ropa.store import memory
from ropa.web.problems import TYPES

if TYPE_CHECKING:
    import httpx2

    from .conftest import Opened, Serving


class Broken:
    """A store that fails whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def _fail(self, *_: object, **__: object) -> object:
        raise self._error

    run = ask = select = _fail


SECRET = "/srv/secret"
FAILURES = [
    (OSError(f"{SECRET}: no such file"), 500),
    (StoreError(f"cannot open {SECRET}", where=Where(SECRET)), 503),
    (RemoteError(f"cannot reach {SECRET}", where=Where("http://user:secret@inside/")), 502),
]


@pytest.mark.parametrize(("error", "status"), FAILURES)
def test_what_fails_inside_shows_an_id_and_no_more(
    serving: Serving, workspace: Opened, error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(replace(workspace, store=Broken(error))) as client:  # type: ignore[arg-type] # as much as is used
        for path in ("/sparql?query=ASK%7B%7D", "/sparql", "/.well-known/void", "/id/org/klarna"):
            response = client.get(path)
            assert response.status_code == status, path
            assert "secret" not in response.text
            assert "Traceback" not in response.text
            assert len(response.headers["x-request-id"]) == 32
            assert response.headers["x-content-type-options"] == "nosniff"
            if not path.startswith("/sparql"):
                assert response.json()["request_id"] == response.headers["x-request-id"]
        assert client.get("/healthz").json() == {"status": "alive"}
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["type"]) == (503, TYPES + "store")
    assert SECRET in caplog.text


def test_ready_says_which_dataset_and_version(client: httpx2.Client, workspace: Opened) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert response.json()["status"] == "ready"
    assert response.json()["empty"] is False
    assert response.json()["dataset"] == workspace.identity
    assert client.head("/readyz").content == b""


def test_ready_says_whether_there_is_no_activity_whatever_else_there_is(serving: Serving, workspace: Opened) -> None:
    store = memory()
    store.load([Quad(NamedNode("https://w3id.org/dpv#Process"), NamedNode("http://e/label"), Literal("Process"))])
    with serving(replace(workspace, store=store)) as client:
        assert client.get("/readyz").json()["empty"] is True


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/id/", "/docs", "/redoc", "/sparql/x", "/%2e%2e/etc/passwd", "/ID/org/klarna"]
)
def test_an_address_without_anything_is_a_problem(client: httpx2.Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    problem = response.json()
    assert problem == {
        "type": "https://w3id.org/ropa/problem/not-found",
        "title": "Not found",
        "status": 404,
        "detail": "there is nothing at this address.",
        "remedy": "Ask queries at /sparql; /openapi.json describes every address, and docs/endpoint.md of the project "
        "explains them.",
        "request_id": response.headers["x-request-id"],
    }


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/.well-known/void", "/openapi.json", "/id/org/klarna", "/id", "/api/v1/explain"]
)
def test_a_method_that_an_address_does_not_have_is_a_problem_with_allow(client: httpx2.Client, path: str) -> None:
    response = client.post(path)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["type"] == "https://w3id.org/ropa/problem/method-not-allowed"
    options = client.options(path)
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_each_request_has_an_id_of_its_own(client: httpx2.Client) -> None:
    ids = {client.get("/healthz", headers={"X-Request-ID": "mine"}).headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3
    assert "mine" not in ids


def test_the_interface_describes_every_address_that_it_has(client: httpx2.Client) -> None:
    described = client.get("/openapi.json").json()
    assert {path: sorted(methods) for path, methods in described["paths"].items()} == {
        "/sparql": ["get", "post"],
        "/.well-known/void": ["get"],
        "/id/{name}": ["get"],
        "/id/{kind}/{slug}": ["get"],
        "/id": ["get"],
        "/api/v1/explain": ["get"],
        "/healthz": ["get"],
        "/readyz": ["get"],
    }
    assert "422" not in json.dumps(described)
    names = [one["name"] for one in described["paths"]["/sparql"]["get"]["parameters"]]
    assert names == ["query", "default-graph-uri", "named-graph-uri", "format"]
    for methods in described["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert "default" in operation["responses"] or "200" in operation["responses"]
