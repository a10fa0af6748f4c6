"""Reads Telegram's updates from plain JSON, one by one. Pure.

An update that cannot be understood is parked: Telegram repeats a refused one for hours and holds
back those behind it, and the library's own reader gives up a whole batch for one of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from messaging.contract import Inbound, Parked, Receipt

PRIVATE = "private"


def read_updates(body: str, now: datetime) -> Sequence[Inbound | Receipt | Parked]:
    """Return what the body of a webhook call says."""
    try:
        update = json.loads(body)
    except ValueError:
        return [Parked(_digest(body), "no_json", body)]
    return read_update(update, now)


def read_update(update: Any, now: datetime) -> Sequence[Inbound | Receipt | Parked]:
    """Return what one update says; nothing for updates that are not for us.

    Text and captions count; a photo without words, a sticker or a group are passed over, because
    the service is a conversation with one person.
    """
    number = update.get("update_id") if isinstance(update, Mapping) else None
    body = json.dumps(update, ensure_ascii=False)
    if not isinstance(number, int):
        return [Parked(_digest(body), "no_update_id", body)]
    try:
        if (tapped := update.get("callback_query")) is not None:
            return [_tap(number, tapped, now)]
        if (message := update.get("message")) is not None:
            return _words(number, message)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return [Parked(str(number), type(error).__name__, body)]
    return []


def _words(number: int, message: Mapping[str, Any]) -> list[Inbound | Receipt | Parked]:
    chat = message["chat"]
    text = message.get("text") or message.get("caption")
    if chat["type"] != PRIVATE or not text:
        return []
    at = datetime.fromtimestamp(int(message["date"]), UTC)
    return [Inbound(event_id=str(number), sender=str(int(chat["id"])), text=str(text), at=at)]


def _tap(number: int, tapped: Mapping[str, Any], now: datetime) -> Inbound:
    action = str(tapped["data"])
    chat = tapped["message"]["chat"]
    rows = tapped["message"].get("reply_markup", {}).get("inline_keyboard", [])
    labels = [key["text"] for row in rows for key in row if key.get("callback_data") == action]
    return Inbound(
        event_id=str(number),
        sender=str(int(chat["id"])),
        text=str(labels[0]) if labels else "",
        at=now,
        action=action,
    )


def number_of(update: Any) -> int:
    """Return the number of an update, -1 when it has none."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if isinstance(number, int) else -1


def tapped_in(update: Any) -> str | None:
    """Return the id of the button tap that waits for an answer, if the update is one."""
    query = update.get("callback_query") if isinstance(update, Mapping) else None
    tapped = query.get("id") if isinstance(query, Mapping) else None
    return str(tapped) if tapped is not None else None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
