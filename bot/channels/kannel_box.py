"""Kannel's own language between its bearerbox and the boxes behind it.

The smsbox acknowledges a message or report to the bearerbox before it has brought it to us, and
keeps it only in its memory: what it holds when it dies, or when we are away, is lost. A box of our
own acknowledges after we have stored, and until then the bearerbox keeps the message on its disk.

On the wire each message is its length and its fields in a fixed order (Kannel 1.4.5,
``gw/msg-decl.h``): integers of four bytes, and strings after their length, -1 for none.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from bot.channels.kannel import INBOUND, REPORTS
from messaging.contract import Call

_HEARTBEAT, _ADMIN, _SMS, _ACK = 0, 1, 2, 3
_IDENTIFY = 3
_ALL_IS_WELL = 0
_REPORT = 3
_UCS2 = 2
_LONGEST = 1 << 20
_INTEGER = struct.Struct("!i")
_FIELDS = (
    "sender:s receiver:s udhdata:s msgdata:s time:i smsc_id:s smsc_number:s foreign_id:s"
    " service:s account:s id:s sms_type:i mclass:i mwi:i coding:i compress:i validity:i"
    " deferred:i dlr_mask:i dlr_url:s"
)
"""The fields of a short message as far as they are read here."""


@dataclass(frozen=True, slots=True)
class FromBearerbox:
    """A message from a phone or a delivery report; ``id`` is the bearerbox's and never changes."""

    id: str
    call: Call = field(repr=False)


def identification(name: str) -> bytes:
    """Return what a box named ``name`` says first."""
    return _framed(_integer(_ADMIN) + _integer(_IDENTIFY) + _string(name.encode()))


def heartbeat() -> bytes:
    """Return the sign of life that the bearerbox wants every half minute."""
    return _framed(_integer(_HEARTBEAT) + _integer(0))


def acknowledgement(message: FromBearerbox, at: int) -> bytes:
    """Return what tells the bearerbox that it need not keep the message any longer.

    ``at`` is in seconds since 1970.
    """
    body = _integer(_ACK) + _integer(_ALL_IS_WELL) + _integer(at) + _string(message.id.encode())
    return _framed(body)


def frames(buffer: bytearray) -> list[bytes]:
    """Take every complete message out of ``buffer``; raises ValueError when it makes no sense."""
    found = []
    while len(buffer) >= _INTEGER.size:
        (length,) = _INTEGER.unpack_from(buffer)
        if not 0 < length <= _LONGEST:
            raise ValueError("this is not the language of a bearerbox")
        end = _INTEGER.size + length
        if len(buffer) < end:
            break
        found.append(bytes(buffer[_INTEGER.size : end]))
        del buffer[:end]
    return found


def read(frame: bytes) -> FromBearerbox | None:
    """Return a message as the call the smsbox would have made of it; None for signs of life.

    Raises ValueError for what cannot be read.
    """
    try:
        (kind,) = _INTEGER.unpack_from(frame)
        if kind != _SMS:
            return None
        values = _values(frame)
    except struct.error as error:
        raise ValueError("a message that ends too early") from error
    numbers, texts = values
    message_id, said = texts["id"].decode("ascii"), texts["msgdata"]
    if numbers["sms_type"] == _REPORT:
        query = dict(parse_qsl(urlsplit(texts["dlr_url"].decode("ascii")).query))
        query |= {
            "status": str(numbers["dlr_mask"]),
            "smsc": texts["foreign_id"].decode("ascii", "replace"),
            "answer": said.decode("utf-8", "replace"),
        }
        return FromBearerbox(message_id, Call(REPORTS, query=query))
    charset = "utf-16-be" if numbers["coding"] == _UCS2 else "utf-8"
    headers = {
        "x-kannel-from": texts["sender"].decode("ascii", "replace"),
        "content-type": f"text/plain; charset={charset}",
    }
    return FromBearerbox(message_id, Call(INBOUND, headers, {"id": message_id}, said))


def _values(frame: bytes) -> tuple[dict[str, int], dict[str, bytes]]:
    numbers: dict[str, int] = {}
    texts: dict[str, bytes] = {}
    at = _INTEGER.size
    for name, kind in (each.split(":") for each in _FIELDS.split()):
        (number,) = _INTEGER.unpack_from(frame, at)
        at += _INTEGER.size
        if kind == "i":
            numbers[name] = number
            continue
        length = max(number, 0)
        if at + length > len(frame):
            raise struct.error
        texts[name] = frame[at : at + length]
        at += length
    return numbers, texts


def _integer(number: int) -> bytes:
    return _INTEGER.pack(number)


def _string(text: bytes) -> bytes:
    return _INTEGER.pack(len(text)) + text


def _framed(body: bytes) -> bytes:
    return _INTEGER.pack(len(body)) + body
