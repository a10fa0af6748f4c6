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

from bot.replies.courtesies import Wordless, action_of
from messaging.contract import Departure, Event, Inbound, Parked

ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are read; Telegram keeps all others to itself."""

PRIVATE, CHANNEL = "private", "channel"
_LEFT = frozenset({"kicked", "left"})
_TO_A_BOT = frozenset({"bot_command", "mention"})
_KINDS = {
    Wordless.VOICE: ("voice", "audio", "video_note"),
    Wordless.PLACE: ("location", "venue"),
    Wordless.CONTACT: ("contact",),
    Wordless.PICTURE: (
        "photo", "video", "animation", "document", "sticker", "dice", "poll", "story",
    ),
}  # fmt: skip


def read_updates(body: str, now: datetime, bot: str = "") -> Sequence[Event]:
    """Return what the body of a webhook call to ``bot`` says."""
    try:
        update = json.loads(body)
    except ValueError:
        return [Parked(_digest(body), "no_json", body)]
    return read_update(update, now, bot)


def read_update(update: Any, now: datetime, bot: str = "") -> Sequence[Event]:
    """Return what one update says; nothing for updates that are not for us.

    ``bot`` is the bot's own number: Telegram counts the updates of each bot by themselves, and an
    office may change its bot.

    Text and captions go to the dialogue. What has no words (voices, pictures, places, contacts),
    what was changed afterwards, and what is said to the bot in a group gets a polite sentence
    instead; of all these nothing is kept but what kind it was. Who blocks the bot has left.
    """
    number = update.get("update_id") if isinstance(update, Mapping) else None
    body = json.dumps(update, ensure_ascii=False)
    if not isinstance(number, int):
        return [Parked(_digest(body), "no_update_id", body)]
    name = f"{bot}:{number}" if bot else str(number)
    try:
        if (tapped := update.get("callback_query")) is not None:
            return [_tap(name, tapped, now)]
        if (message := update.get("message")) is not None:
            return _message(name, message)
        if (edited := update.get("edited_message")) is not None:
            return _edited(name, edited, now)
        if (standing := update.get("my_chat_member")) is not None:
            return _standing(standing)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return [Parked(name, type(error).__name__, body)]
    return []


def _message(name: str, message: Mapping[str, Any]) -> list[Event]:
    chat, at = message["chat"], datetime.fromtimestamp(int(message["date"]), UTC)
    if chat["type"] == CHANNEL:
        return []
    if chat["type"] != PRIVATE:
        said_to_us = _is_to_a_bot(message)
        return [_wordless(name, chat, at, Wordless.GROUP)] if said_to_us else []
    text = message.get("text") or message.get("caption")
    if text:
        return [Inbound(event_id=name, sender=_chat(chat), text=str(text), at=at)]
    kind = next((kind for kind, names in _KINDS.items() if any(map(message.get, names))), None)
    return [] if kind is None else [_wordless(name, chat, at, kind)]


def _edited(name: str, message: Mapping[str, Any], now: datetime) -> list[Event]:
    """Return that something was changed; a live place changes by itself all the time."""
    chat = message["chat"]
    if chat["type"] != PRIVATE or message.get("location"):
        return []
    return [_wordless(name, chat, now, Wordless.EDITED)]


def _standing(changed: Mapping[str, Any]) -> list[Event]:
    chat, at = changed["chat"], datetime.fromtimestamp(int(changed["date"]), UTC)
    left = changed["new_chat_member"]["status"] in _LEFT
    return [Departure(_chat(chat), at)] if left and chat["type"] == PRIVATE else []


def _wordless(name: str, chat: Mapping[str, Any], at: datetime, what: Wordless) -> Inbound:
    return Inbound(event_id=name, sender=_chat(chat), text="", at=at, action=action_of(what))


def _is_to_a_bot(message: Mapping[str, Any]) -> bool:
    """Tell whether a group's message is a command, names a bot, or answers one.

    A bot in privacy mode gets no other messages of a group; names of bots end in "bot".
    """
    answered = (message.get("reply_to_message") or {}).get("from") or {}
    if answered.get("is_bot"):
        return True
    said = str(message.get("text") or message.get("caption") or "")
    entities = message.get("entities") or message.get("caption_entities") or []
    units = said.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        if entity["type"] not in _TO_A_BOT:
            continue
        start, length = 2 * int(entity["offset"]), 2 * int(entity["length"])
        word = units[start : start + length].decode("utf-16-le", "replace").lower()
        if entity["type"] == "bot_command" or word.endswith("bot"):
            return True
    return False


def _chat(chat: Mapping[str, Any]) -> str:
    return str(int(chat["id"]))


def _tap(name: str, tapped: Mapping[str, Any], now: datetime) -> Inbound:
    action = str(tapped["data"])
    chat = tapped["message"]["chat"]
    if chat.get("type", PRIVATE) != PRIVATE:
        return _wordless(name, chat, now, Wordless.GROUP)
    rows = tapped["message"].get("reply_markup", {}).get("inline_keyboard", [])
    labels = [key["text"] for row in rows for key in row if key.get("callback_data") == action]
    return Inbound(
        event_id=name,
        sender=_chat(chat),
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
