"""HTTP/1.1 as far as posting a few bytes and learning the status needs it (RFC 9112).

The standard library reads an answer's header like an e-mail, which costs more than the rest of the
call; with several calls at a time that is time in which no other call goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

_LONGEST_HEADER = 65536
_AT_ONCE = 65536
_END = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: |\r)")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r", re.IGNORECASE)
_CODED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_CONNECTION = re.compile(rb"\r\nconnection:([^\r]*)\r", re.IGNORECASE)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_WITHOUT_BODY = (204, 304)


class NoHttpError(Exception):
    """What came was no whole answer: the other side ended it, or speaks something else."""


class Line(Protocol):
    """The part of a socket that reading needs."""

    def recv(self, size: int, /) -> bytes:
        """Return the next bytes; none at the end."""
        ...


def request(target: str, host: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """Return the bytes of a POST; raises ValueError for a header of two lines."""
    lines = [f"POST {target} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}"]
    for name, value in headers.items():
        if not _NAME.fullmatch(name) or any(mark in value for mark in "\r\n\0"):
            raise ValueError("a header of a request must be one line")
        lines.append(f"{name}: {value}")
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body


def read_answer(line: Line) -> tuple[int, bool]:
    """Return the status of the answer, and whether the connection can be used again.

    The body is read and thrown away; where its length is not told the connection is not used again.
    Raises NoHttpError, and OSError as the socket does.
    """
    buffer = b""
    while True:
        head, buffer = _head(line, buffer)
        found = _STATUS.match(head)
        if found is None:
            raise NoHttpError("no answer of HTTP/1")
        status = int(found[2])
        if status >= 200:  # what is below announces the answer
            break
    if status in _WITHOUT_BODY:
        left: int | None = 0
    elif _CODED.search(head) or not (length := _LENGTH.search(head)):
        left = None
    else:
        left = int(length[1]) - len(buffer)
    if left is None:
        return status, False
    while left > 0:
        left -= len(_next(line))
    told = _CONNECTION.search(head)
    words = told[1].strip().lower() if told else b""
    keeps = b"close" not in words if found[1] == b"1" else b"keep-alive" in words
    return status, keeps and left == 0


def _head(line: Line, buffer: bytes) -> tuple[bytes, bytes]:
    """Return the header up to the line break that ends it, and what has been read behind it."""
    while _END not in buffer:
        if len(buffer) > _LONGEST_HEADER:
            raise NoHttpError("a header without end")
        buffer += _next(line)
    head, _, rest = buffer.partition(_END)
    return head + b"\r\n", rest


def _next(line: Line) -> bytes:
    data = line.recv(_AT_ONCE)
    if not data:
        raise NoHttpError("the answer ended early")
    return data
