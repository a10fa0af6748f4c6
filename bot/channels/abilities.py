"""What each kind of channel can do, wherever it is played: at a provider, on a demo phone, in a
terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from messaging.contract import Cap, Capabilities, Notice
from messaging.tables import MessageKind

SMS, TELEGRAM, WEBCHAT, WECHAT, WECOM = "sms", "telegram", "webchat", "wechat", "wecom"
OPT_OUT_WORDING = "拒收请回复R"
SMS_LONGEST = 10 * 67
"""Ten billed messages, the most a gateway joins into one text."""


def sms(signature: str, *, fen_per_segment: int = 5) -> Capabilities:
    """Return what SMS can do. ``signature`` stands in 【】 before each text, as the law demands.

    The caps stay below those of the Chinese SMS platforms (50 a day to one number).
    """
    return Capabilities(
        max_length=SMS_LONGEST,
        receipts=True,
        billed_by_segment=True,
        fen_per_segment=fen_per_segment,
        signature=signature,
        opt_out_wording=OPT_OUT_WORDING,
        caps=(Cap(20, timedelta(hours=1)), Cap(45, timedelta(days=1))),
    )


def modem(signature: str, *, fen_per_segment: int) -> Capabilities:
    """Return what SMS by an own SIM card can do: as SMS, and every message can be looked up.

    A card that writes to many numbers is taken for spam, so the caps are lower.
    """
    return replace(
        sms(signature, fen_per_segment=fen_per_segment),
        lookup=True,
        whole_parts=True,
        caps=(Cap(10, timedelta(hours=1)), Cap(20, timedelta(days=1))),
    )


def telegram() -> Capabilities:
    """Return what Telegram can do.

    Telegram asks for one message a second in a chat, 20 a minute in a group, and 30 a second over
    all chats; what is faster is refused with a pause that grows.
    """
    return Capabilities(
        max_length=4096,
        buttons=True,
        reply_proves=True,
        caps=(Cap(1, timedelta(seconds=1)), Cap(20, timedelta(minutes=1))),
        account_cap=Cap(25, timedelta(seconds=1)),
    )


def webchat() -> Capabilities:
    """Return what our own chat page can do: it shows a text of any length."""
    return Capabilities(
        max_length=1_000_000, buttons=True, receipts=True, reply_proves=True, in_process=True
    )


_NO_NOTICES: Mapping[MessageKind, Notice] = MappingProxyType({})


def wechat(notices: Mapping[MessageKind, Notice] = _NO_NOTICES) -> Capabilities:
    """Return what a WeChat official account can do in its 48 hours after the person's message.

    WeChat takes 2,048 bytes of text; 600 UTF-16 units are at most 1,800 bytes, whatever they say.
    After a person's message it takes five of ours; later, or for more, only ``notices`` go.
    """
    return Capabilities(
        max_length=600,
        reply_proves=True,
        reply_window=timedelta(hours=48),
        reply_quota=5,
        notices=notices,
    )


def wecom() -> Capabilities:
    """Return what an application in WeCom can do: 2,048 bytes of text, 30 a minute to a member.

    Members are staff; what they see is no service to a labourer, so it proves nothing.
    """
    return Capabilities(max_length=600, caps=(Cap(25, timedelta(minutes=1)),))
