"""Fills a notice (a platform's fixed form for messages outside the reply window). Pure.

A notice has room for a line, not for a list of postings: it says that there is news and how to get
it. That is why a message that went by notice proves no service (``messaging.claims``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from messaging import sms_text
from messaging.contract import Notice, Templated
from messaging.tables import MessageKind
from messaging.templates import Prepared, clean_value
from storage.clock import in_shanghai

TEXT, WHAT, DATE, TIME, FIXED = "text", "what", "date", "time", "="
SOURCES = frozenset({TEXT, WHAT, DATE, TIME})
"""What may fill a field: the message, its kind in words, the day, the moment; or ``=`` and words.

Fields are the platform's: its name says what it takes (``thing1``, ``phrase2``, ``time3``).
"""

WHAT_IT_IS: Mapping[MessageKind, str] = MappingProxyType(
    {
        MessageKind.JOB_PUSH: "新岗位",
        MessageKind.TRAINING: "培训信息",
        MessageKind.GUIDANCE: "职业指导",
        MessageKind.REMINDER: "办事提醒",
        MessageKind.NOTICE: "通知",
        MessageKind.REPLY: "咨询回复",
    }
)
"""Each kind of message in at most five characters, as a ``phrase`` field takes them."""

_LONGEST = {"phrase": 5, "const": 20, "thing": 20, "character_string": 32, "symbol": 5}
_USUAL = 20


def is_source(text: str) -> bool:
    """Tell whether ``text`` names something a field can be filled with."""
    return text in SOURCES or (text.startswith(FIXED) and bool(text[1:].strip()))


def fill(notice: Notice, text: str, kind: MessageKind, now: datetime) -> Prepared:
    """Return the notice filled for a message, each value cut to what its field takes."""
    values = tuple(
        (name, _cut(name, _value(source, text, kind, now))) for name, source in notice.fields
    )
    shown = "\n".join(value for _, value in values)
    return Prepared(shown, Templated(notice.template, "", values))


def _value(source: str, text: str, kind: MessageKind, now: datetime) -> str:
    moment = in_shanghai(now)
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    match source:
        case "text":
            return clean_value(text)
        case "what":
            return WHAT_IT_IS[kind]
        case "date":
            return day
        case "time":
            return f"{day} {moment:%H:%M}"
        case _:
            return source.removeprefix(FIXED).strip()


def _cut(name: str, value: str) -> str:
    """Return what the field takes; a figure is left out rather than cut in two."""
    longest = _LONGEST.get(name.rstrip("0123456789"), _USUAL)
    if len(value) <= longest:
        return value
    kept = sms_text.shorten(value, longest - 1)
    if value[len(kept)].isdecimal():
        kept = kept.rstrip("0123456789.")
    return kept + sms_text.ELLIPSIS
