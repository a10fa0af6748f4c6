"""The bearerbox's language: what is read, what is said, what makes no sense."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import kannel_box
from messaging.contract import Call

ID = "2b1c71cf-1a00-482a-8bb5-af21b1db585e"
UNSET = -1


def string(text: bytes | None) -> bytes:
    return struct.pack("!i", -1) if text is None else struct.pack("!i", len(text)) + text


def short_message(
    said: bytes, *, kind: int, coding: int = 2, mask: int = 0, url: bytes | None = None
) -> bytes:
    numbers = (kind, UNSET, UNSET, coding, UNSET, UNSET, UNSET, mask)
    head = [b"13900000001", b"1069001", None, said]
    tail = [b"SMPP", None, b"4098", None, None, ID.encode()]
    return (
        struct.pack("!i", 2)
        + b"".join(string(text) for text in head)
        + struct.pack("!i", 1_795_395_600)
        + b"".join(string(text) for text in tail)
        + struct.pack("!8i", *numbers)
        + string(url)
        + b"and whatever follows"
    )


def framed(*bodies: bytes) -> bytearray:
    return bytearray(b"".join(struct.pack("!i", len(body)) + body for body in bodies))


@pytest.mark.parametrize(
    ("text", "coding", "charset"), [("找活😀", 2, "utf-16-be"), ("TD", 0, "utf-8")]
)
def test_a_message_from_a_phone(text: str, coding: int, charset: str) -> None:
    found = kannel_box.read(short_message(text.encode(charset), kind=0, coding=coding))
    assert found is not None
    headers = {"x-kannel-from": "13900000001", "content-type": f"text/plain; charset={charset}"}
    assert found.call == Call("inbound", headers, {"id": ID}, text.encode(charset))


def test_a_report_is_the_call_at_its_own_address() -> None:
    url = b"http://x/webhooks/kannel/reports?id=ab&to=sealed&status=%d&smsc=%F&answer=%A"
    found = kannel_box.read(short_message(b"stat:DELIVRD err:000", kind=3, mask=1, url=url))
    assert found is not None
    assert found.call == Call(
        "reports",
        query={
            "id": "ab",
            "to": "sealed",
            "status": "1",
            "smsc": "4098",
            "answer": "stat:DELIVRD err:000",
        },
    )


def test_signs_of_life_say_nothing() -> None:
    [body] = kannel_box.frames(bytearray(kannel_box.heartbeat()))
    assert kannel_box.read(body) is None


def test_what_we_say() -> None:
    [who] = kannel_box.frames(bytearray(kannel_box.identification("gangxin")))
    assert who == struct.pack("!ii", 1, 3) + string(b"gangxin")
    message = kannel_box.FromBearerbox(ID, Call("inbound"))
    [stored] = kannel_box.frames(bytearray(kannel_box.acknowledgement(message, 7)))
    assert stored == struct.pack("!iii", 3, 0, 7) + string(ID.encode())


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5), st.integers(1, 9))
def test_messages_come_in_pieces_of_any_size(bodies: list[bytes], size: int) -> None:
    data, buffer, found = framed(*bodies), bytearray(), []
    for start in range(0, len(data), size):
        buffer += data[start : start + size]
        found += kannel_box.frames(buffer)
    assert found == bodies
    assert not buffer


@pytest.mark.parametrize("length", [0, -5, 1 << 24])
def test_another_language_is_noticed(length: int) -> None:
    with pytest.raises(ValueError, match="language"):
        kannel_box.frames(bytearray(struct.pack("!i", length) + b"HTTP"))


@pytest.mark.parametrize("end", [4, 20, 90])
def test_a_message_that_ends_too_early(end: int) -> None:
    whole = short_message("找活".encode("utf-16-be"), kind=0)
    with pytest.raises(ValueError, match="early"):
        kannel_box.read(whole[:end])
