"""What the sending tells an office's staff by itself, once for each cause and day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from messaging import staff_notices
from messaging.gate import EXPLANATIONS, UNREADABLE
from messaging.spending import SpendCap
from messaging.states import CONFIG_REST
from messaging.templates import explained
from storage.clock import SetClock, in_shanghai
from storage.money import to_yuan

CHANNEL_REFUSED, SPENT, PARKED = "channel_refused", "spend_cap", "parked"
UNANSWERED = "answer_not_delivered"
"""Kinds of notices."""

CHANNEL_WORDS = {"sms": "短信", "wechat": "微信", "wecom": "企业微信", "telegram": "Telegram"}
_PAGE = "/console/operations"


def channel_refused(
    session: Session, now: datetime, county: str | None, channel: str, code: str
) -> None:
    """Say that a provider refused our account, or that a message of ours cannot go as it is.

    ``code`` is the provider's or ours; a message of no county alarms nobody.
    """
    if county is None:
        return
    word = CHANNEL_WORDS.get(channel, channel)
    minutes = int(CONFIG_REST.total_seconds() // 60)
    why = explained(code) or (EXPLANATIONS[code] if code == UNREADABLE else None)
    _tell(
        session,
        now,
        county,
        f"{CHANNEL_REFUSED}:{channel}:{code}",
        CHANNEL_REFUSED,
        f"{word}发不出去了" if why is None else f"有一类{word}发不出去",
        why
        or (
            f"服务商不接受我们的账号（代码 {code}）。请看看密码、余额和签名。"
            f"系统每 {minutes} 分钟自己再试一次，改好以后也可以在“发送情况”里马上恢复。"
        ),
    )


def event_parked(session: Session, now: datetime, county: str, channel: str) -> None:
    """Say that a provider's call, or a message from a person, could not be understood."""
    _tell(
        session,
        now,
        county,
        f"{PARKED}:{channel}",
        PARKED,
        f"有{CHANNEL_WORDS.get(channel, channel)}来的内容处理不了",
        "内容已原样存好，没有丢。请在“看不懂的回调”或“答不了的来信”里看。",
    )


def answer_not_delivered(
    session: Session, now: datetime, county: str | None, message_id: UUID
) -> None:
    """Say that a caseworker's answer reaches the person by no way, so that somebody rings up."""
    if county is None:
        return
    _tell(
        session,
        now,
        county,
        f"{UNANSWERED}:{message_id}",
        UNANSWERED,
        "给群众的回答没有送到",
        "对方的这个渠道收不到，也没有别的渠道能发。请打电话告诉本人，或者当面说。",
        f"/console/messages/{message_id}",
    )


def money_spent(session: Session, now: datetime, county: str, cap: SpendCap) -> None:
    """Say that the day's money is spent, and what happens with the rest."""
    _tell(
        session,
        now,
        county,
        SPENT,
        SPENT,
        "今天的短信费用到上限了",
        f"每天最多 {to_yuan(cap.fen)} 元。推送和提醒留到明天再发；"
        f"对来信的回复还可以用 {to_yuan(cap.reserve_fen)} 元。",
    )


def _tell(
    session: Session,
    now: datetime,
    county: str,
    cause: str,
    kind: str,
    subject: str,
    text: str,
    link: str = _PAGE,
) -> None:
    day = in_shanghai(now).date().isoformat()
    staff_notices.notify(
        session,
        SetClock(now),
        key=f"{cause}:{day}"[:200],
        county_code=county,
        kind=kind,
        subject=subject,
        text=text,
        link=link,
    )
