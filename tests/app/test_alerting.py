"""A staff alert through apprise itself, to an address of every kind that a test can listen at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from app.alerting import AppriseTeller

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""Apprise loads all it knows, and some of that uses what Python will drop."""


class Listening(HTTPServer):
    """Remembers what was posted to it and answers with ``status``."""

    heard: list[tuple[str, str]]
    status = 200


class _Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Listening)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.path, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def place() -> Iterator[Listening]:
    made = Listening(("127.0.0.1", 0), _Door)
    made.heard = []
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def test_an_alert_says_what_waits_and_where(place: Listening) -> None:
    teller = AppriseTeller(f"json://127.0.0.1:{place.server_port}/staff")
    assert teller.notify("3 个人等人工回答", "岗信", "https://gangxin.example/console/handoffs")
    ((path, body),) = place.heard
    told = json.loads(body)
    assert path == "/staff"
    assert told["title"] == "岗信"
    assert "3 个人等人工回答" in told["message"]
    assert "https://gangxin.example/console/handoffs" in told["message"]


@pytest.mark.parametrize("status", [403, 500])
def test_an_alert_that_was_not_taken_is_told(place: Listening, status: int) -> None:
    place.status = status
    assert not AppriseTeller(f"json://127.0.0.1:{place.server_port}/").notify("1 条")


@pytest.mark.parametrize("url", ["", "nothing", "carrier-pigeon://office"])
def test_an_address_that_is_none_tells_nobody(url: str) -> None:
    assert not AppriseTeller(url).notify("1 条")


def test_the_address_is_not_shown() -> None:
    assert "secret" not in repr(AppriseTeller("json://user:secret@127.0.0.1/"))
