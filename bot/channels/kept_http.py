"""Posting to one address over connections that are kept, with errors that say what is certain.

A gateway is asked thousands of times for a few bytes. What a general client does around each such
request (cookies, redirects, proxies, content decoding) costs three times the request itself, so
this speaks HTTP/1.1 through the standard library's connection and nothing more.
"""

from __future__ import annotations

import http.client
import select
import socket
from collections import deque
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

_MOST_KEPT = 32


class NotReachedError(Exception):
    """The request did not leave: nobody has seen it."""


class NoAnswerError(Exception):
    """The request may have left and no whole answer came: nobody can tell what became of it."""


class Poster(Protocol):
    """What posts to one address; a test may stand in for it."""

    def post(self, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
        """Return the status of the answer; raises NotReachedError or NoAnswerError."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class KeptConnections:
    """Posts to ``url``; as many connections are open as there were calls at the same time.

    Raises ValueError for an address that is neither http nor https.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("the address of a gateway begins with http:// or https://")
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._idle: deque[http.client.HTTPConnection] = deque()

    def post(self, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
        """Return the status of the answer.

        ``timeout`` is in seconds, for connecting and for each wait. Raises NotReachedError while
        the request has certainly not left, NoAnswerError after that.
        """
        connection = self._connected(timeout)
        try:
            connection.request("POST", self._target, body=body, headers=dict(headers))
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise NoAnswerError(type(error).__name__) from None
        if response.will_close or len(self._idle) >= _MOST_KEPT:
            connection.close()
        else:
            self._idle.append(connection)
        return response.status

    def close(self) -> None:
        """Close the connections that are idle."""
        while self._idle:
            self._idle.pop().close()

    def _connected(self, timeout: float) -> http.client.HTTPConnection:
        """Return a connection that is open: a kept one, unless the other side has closed it."""
        while True:
            try:
                kept = self._idle.pop()
            except IndexError:
                break
            if kept.sock is not None and not _has_news(kept.sock):
                kept.sock.settimeout(timeout)
                return kept
            kept.close()
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=timeout)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise NotReachedError(type(error).__name__) from None
        return connection


def _has_news(sock: socket.socket) -> bool:
    """Tell whether an idle connection has something to read, which can only be its end."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
