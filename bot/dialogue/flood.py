"""Too many messages: the same one over and over, or more in an hour than anybody types. Pure.

Every message is answered, but whoever goes on repeating one gets a short sentence that it arrived
instead of the whole answer again; the next hour begins anew. What of that is really sent, where
sending costs money, is not the dialogue's matter (``bot.surplus``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field

SAME_IN_A_ROW: Final = 5
"""Times the same sentence is answered; it is understood by then."""
SAME_SHORT: Final = 20
"""The same for orders like "换一批" and digits, which people do repeat."""
SHORT: Final = 4
MOST_IN_A_WINDOW: Final = 240
WINDOW: Final = timedelta(hours=1)


class Verdict(StrEnum):
    """What becomes of a message: it is answered, or only said to have arrived."""

    ANSWER = "answer"
    NOTICE = "notice"


class Flow(BaseModel):
    """How many messages came since ``since``, and how often the last one in a row.

    ``mark`` tells the last message from others without holding it.
    """

    model_config = ConfigDict(extra="forbid")

    since: datetime
    count: int = Field(0, ge=0)
    mark: int = Field(0, ge=0)
    same: int = Field(0, ge=0)


def counted(flow: Flow | None, text: str, now: datetime) -> Flow:
    """Return the flow with one more message."""
    mark = crc32(text.encode())
    if flow is None or now - flow.since >= WINDOW or now < flow.since:
        return Flow(since=now, count=1, mark=mark, same=1)
    same = flow.same + 1 if flow.mark == mark else 1
    return Flow(since=flow.since, count=flow.count + 1, mark=mark, same=same)


def verdict(flow: Flow, text: str, *, danger: bool = False) -> Verdict:
    """Return what becomes of the message that was counted last.

    What tells of ``danger`` is heard however much was written before, unless it is the same again.
    """
    most_same = SAME_SHORT if len(text) <= SHORT else SAME_IN_A_ROW
    over = flow.same - most_same
    if not danger:
        over = max(over, flow.count - MOST_IN_A_WINDOW)
    return Verdict.ANSWER if over <= 0 else Verdict.NOTICE
