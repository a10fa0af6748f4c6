"""Kept connections: what is certain after a request that did not go well."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.channels.kept_http import KeptConnections, NoAnswerError, NotReachedError
from tests.peers import free_port, until


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        assert isinstance(server, Server)
        server.seen.append((self.client_address[1], self.path, body))
        if server.hang_up:
            self.close_connection = True
            return
        self.send_response(server.status)
        self.send_header("Content-Length", "0")
        if server.end_after:
            self.close_connection = True
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    status, hang_up, end_after = 202, False, False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[int, str, bytes]] = []
        self.closed = 0

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self.closed += 1

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send?x=1"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def test_one_connection_serves_call_after_call(server: Server) -> None:
    with closing(KeptConnections(server.url)) as gateway:
        assert [gateway.post(b"a", {"X-A": "1"}, 5) for _ in range(3)] == [202] * 3
    assert {port for port, _, _ in server.seen} == {server.seen[0][0]}
    assert {(path, body) for _, path, body in server.seen} == {("/send?x=1", b"a")}


def test_the_status_is_told_whatever_it_is(server: Server) -> None:
    server.status = 503
    with closing(KeptConnections(server.url)) as gateway:
        assert gateway.post(b"", {}, 5) == 503


def test_a_connection_the_other_side_closed_is_not_used_again(server: Server) -> None:
    server.end_after = True
    with closing(KeptConnections(server.url)) as gateway:
        for call in (1, 2, 3):
            assert gateway.post(b"a", {}, 5) == 202
            until("the end of the connection", lambda call=call: server.closed == call)
    assert len({port for port, _, _ in server.seen}) == 3


def test_nobody_there_means_nobody_has_seen_it() -> None:
    with (
        closing(KeptConnections(f"http://127.0.0.1:{free_port()}/")) as gateway,
        pytest.raises(NotReachedError),
    ):
        gateway.post(b"a", {}, 5)


def test_a_call_that_is_cut_off_is_uncertain_and_not_repeated(server: Server) -> None:
    server.hang_up = True
    with closing(KeptConnections(server.url)) as gateway, pytest.raises(NoAnswerError):
        gateway.post(b"a", {}, 5)
    assert len(server.seen) == 1


def test_a_call_without_an_answer_ends(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with closing(KeptConnections(url)) as gateway, pytest.raises(NoAnswerError, match="Time"):
            gateway.post(b"a", {}, 0.05)


@pytest.mark.parametrize("url", ["", "ftp://x/", "gateway:13013/cgi-bin/sendsms"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        KeptConnections(url)
