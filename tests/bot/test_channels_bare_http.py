"""The little HTTP that posting needs: what is read of an answer, and what is no answer."""

from __future__ import annotations

import pytest

from bot.channels.bare_http import NoHttpError, read_answer, request


class Pieces:
    """An answer that comes in pieces; then the other side ends it."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def recv(self, size: int, /) -> bytes:
        return self.pieces.pop(0)[:size] if self.pieces else b""


HEAD = b"HTTP/1.1 202 Accepted\r\nServer: Kannel/1.4.5\r\nContent-Length: 3\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "status", "keeps"),
    [
        ([HEAD + b"0: "], 202, True),
        ([HEAD, b"0", b": "], 202, True),
        ([bytes([byte]) for byte in HEAD + b"0: "], 202, True),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"0: "], 202, True),
        ([b"HTTP/1.1 102 Processing\r\n\r\n", HEAD, b"0: "], 202, True),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], 204, True),
        ([b"HTTP/1.1 200\r\ncontent-length:0\r\n\r\n"], 200, True),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n"], 200, False),
        ([b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"], 200, False),
        ([b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"], 200, True),
        ([b"HTTP/1.1 503 Busy\r\n\r\nhow long this gets nobody says"], 503, False),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], 200, False),
        ([HEAD + b"0: and more than was told"], 202, False),
    ],
)
def test_the_status_and_whether_the_connection_is_kept(
    pieces: list[bytes], status: int, keeps: bool
) -> None:
    assert read_answer(Pieces(*pieces)) == (status, keeps)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"HTTP/1.1 202 Acc"],
        [b"HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\n0:"],
        [b"SSH-2.0-OpenSSH_9.2\r\n\r\n"],
        [b"HTTP/2 200\r\n\r\n"],
        [b"HTTP/1.1 999 Odd\r\n\r\n"],
        [b"HTTP/1.1 100 Continue\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 200_000],
    ],
)
def test_what_is_no_whole_answer(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    with pytest.raises(NoHttpError):
        read_answer(Pieces(*(whole[at : at + 4096] for at in range(0, len(whole), 4096))))


def test_a_request_is_one_piece_with_its_length() -> None:
    made = request("/cgi-bin/sendsms", "gateway:13013", {"X-Kannel-To": "138"}, "好".encode())
    assert made == (
        b"POST /cgi-bin/sendsms HTTP/1.1\r\nHost: gateway:13013\r\nContent-Length: 3\r\n"
        b"X-Kannel-To: 138\r\n\r\n\xe5\xa5\xbd"
    )


@pytest.mark.parametrize(
    "headers", [{"X-A": "1\r\nX-B: 2"}, {"X-A": "1\n"}, {"X A": "1"}, {"": "1"}, {"X-A\r\n": "1"}]
)
def test_no_header_breaks_out_of_its_line(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one line"):
        request("/", "gateway", headers, b"")
