"""What is kept of a call or an event that nobody understood, so that it can be read again. Pure.

A proven call that makes no sense is acknowledged and kept whole: after the program was mended, or
the provider's settings were, it is read as if it came just now. What proved the caller is not kept.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from bot.channels import kannel_box
from messaging.contract import Call, Inbound, Parked, Receipt
from messaging.tables import MessageState

_CALL, _FRAME, _INBOUND, _RECEIPT = "call", "frame", "inbound", "receipt"
_HEADERS = ("content-type", "x-kannel-from", "x-kannel-to", "x-kannel-time", "x-kannel-service")
"""The headers that say something of the message; all others prove somebody or name a program."""

_PROOFS = frozenset({"signature", "msg_signature", "timestamp", "nonce"})
"""Query fields of a signature: new with every repetition, and of no use after it was checked."""


def parked_call(call: Call, reason: str, event_id: str = "") -> Parked:
    """Return a proven call that makes no sense as an event; its repetition has the same name."""
    body = json.dumps({_CALL: _as_values(call)}, ensure_ascii=False, sort_keys=True)
    return Parked(event_id or f"call:{_digest(body)}", reason, body)


def parked_frame(frame: bytes, reason: str) -> Parked:
    """Return a bearerbox's message that cannot be read as an event."""
    body = json.dumps({_FRAME: base64.b64encode(frame).decode()})
    return Parked(f"frame:{_digest(body)}", reason, body)


def parked_event(event: Inbound | Receipt, reason: str) -> Parked:
    """Return an event that was read and cannot be stored as an event of another kind."""
    values: dict[str, Any] = {
        name: getattr(event, name) for name in event.__dataclass_fields__ if name != "at"
    }
    kind = _INBOUND if isinstance(event, Inbound) else _RECEIPT
    values["at"] = event.at.isoformat()
    body = json.dumps({kind: values}, ensure_ascii=False, sort_keys=True, default=str)
    return Parked(f"{kind}:{_digest(body)}", reason, body)


def call_in(body: str) -> Call | None:
    """Return the call a parked event holds, None when it holds something else.

    Raises ValueError for a bearerbox's message that still cannot be read.
    """
    kept = _object_in(body)
    if isinstance(kept.get(_FRAME), str):
        brought = kannel_box.read(base64.b64decode(kept[_FRAME]))
        return None if brought is None else brought.call
    values = kept.get(_CALL)
    if not isinstance(values, dict):
        return None
    told = values.get("body", "")
    data = base64.b64decode(values["bytes"]) if "bytes" in values else str(told).encode()
    return Call(str(values["part"]), _texts(values["headers"]), _texts(values["query"]), data)


def event_in(body: str) -> Inbound | Receipt | None:
    """Return the event a parked one holds, None when it holds something else.

    Raises KeyError, TypeError or ValueError when it is not as it was kept.
    """
    kept = _object_in(body)
    if isinstance(kept.get(_INBOUND), dict):
        values = kept[_INBOUND]
        return Inbound(**values | {"at": datetime.fromisoformat(values["at"])})
    if isinstance(kept.get(_RECEIPT), dict):
        values = kept[_RECEIPT]
        read = {
            "at": datetime.fromisoformat(values["at"]),
            "state": MessageState(values["state"]),
            "message_id": UUID(values["message_id"]) if values["message_id"] else None,
        }
        return Receipt(**values | read)
    return None


def bare(call: Call) -> Call:
    """Return a call without what proved who made it."""
    return replace(
        call,
        headers={name: call.headers[name] for name in _HEADERS if name in call.headers},
        query={name: value for name, value in call.query.items() if name not in _PROOFS},
    )


def _as_values(call: Call) -> dict[str, Any]:
    """Return the call as JSON takes it; bytes that are no text are kept as they came."""
    plain = bare(call)
    values: dict[str, Any] = {
        "part": plain.part,
        "headers": dict(plain.headers),
        "query": dict(plain.query),
    }
    try:
        text = plain.body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        return values | {"bytes": base64.b64encode(plain.body).decode()}
    return values | {"body": text}


def _object_in(body: str) -> dict[str, Any]:
    try:
        kept = json.loads(body)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
