"""Reads what WeChat tells of one person: a message, a tap on the menu, coming and going. Pure.

A person's WeChat id (openid) is an address, so it stands in no event id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from bot.channels.wechat_xml import Document, read
from messaging.contract import Departure, Event, Inbound, Parked, Permission, Receipt
from messaging.tables import MessageState

FOLLOWED = "menu"
"""What a new follower asks for without words: the menu (an action of the dialogue)."""

_WITHOUT_WORDS = frozenset({"image", "video", "shortvideo", "location", "link", "file"})


def read_event(body: str) -> list[Event]:
    """Return what the message says; nothing for events that are not for us.

    Voice counts with the words WeChat recognised in it. A picture or a place comes as a message
    without words, which the dialogue answers. What makes no sense is parked: WeChat repeats a
    refused call twice and then drops it.
    """
    try:
        document = read(body)
        fields = document.fields
        _said(fields, "ToUserName")  # an answer is sent from there
        kind = fields["MsgType"]
        if kind == "event":
            return _event(document)
        if kind == "text":
            return [_message(fields, fields["Content"])]
        if kind == "voice":
            return [_message(fields, fields.get("Recognition", ""))]
        return [_message(fields, "")] if kind in _WITHOUT_WORDS else []
    except (KeyError, ValueError, OverflowError, OSError) as error:
        digest = sha256(body.encode()).hexdigest()[:32]
        return [Parked(digest, type(error).__name__, body)]


def _message(fields: Mapping[str, str], text: str) -> Inbound:
    return Inbound(
        event_id=_said(fields, "MsgId"),
        sender=_said(fields, "FromUserName"),
        text=text,
        at=_time_of(fields),
    )


def _event(document: Document) -> list[Event]:
    fields = document.fields
    sender, at = _said(fields, "FromUserName"), _time_of(fields)
    match fields["Event"]:
        case "subscribe":
            return [Inbound(_name_of(fields), sender, "", at, FOLLOWED)]
        case "unsubscribe":
            return [Departure(sender, at)]
        case "CLICK":
            return [Inbound(_name_of(fields), sender, _said(fields, "EventKey"), at)]
        case "TEMPLATESENDJOBFINISH":
            return [_finished(fields, fields["MsgID"], fields["Status"], sender, at)]
        case "subscribe_msg_sent_event":
            return [
                _finished(fields, each["MsgID"], each["ErrorStatus"], sender, at)
                for each in document.groups
            ]
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            return [
                Permission(
                    event_id=f"{_name_of(fields)}:{number}",
                    sender=sender,
                    template=_said(each, "TemplateId"),
                    granted=each["SubscribeStatusString"] == "accept",
                    at=at,
                )
                for number, each in enumerate(document.groups)
            ]
        case _:
            return []


def _finished(
    fields: Mapping[str, str], number: str, status: str, sender: str, at: datetime
) -> Receipt:
    """Return what became of a notice; a failure says so in words (``failed:user block``)."""
    delivered = status == "success"
    return Receipt(
        event_id=f"{fields['Event']}:{number}",
        state=MessageState.DELIVERED if delivered else MessageState.FAILED,
        at=at,
        provider_id=number,
        to=sender,
        code="" if delivered else status.replace(" ", "_")[:32],
    )


def _said(fields: Mapping[str, str], name: str) -> str:
    value = fields[name].strip()
    if not value:
        raise ValueError("an empty field")
    return value


def _time_of(fields: Mapping[str, str]) -> datetime:
    return datetime.fromtimestamp(int(fields["CreateTime"]), UTC)


def _name_of(fields: Mapping[str, str]) -> str:
    """Return the name of an event: WeChat numbers only messages; a person does one at a time."""
    parts = (fields[name] for name in ("FromUserName", "CreateTime", "Event"))
    whole = ":".join((*parts, fields.get("EventKey", "")))
    return f"event:{sha256(whole.encode()).hexdigest()[:32]}"
