"""Hours in which nobody is disturbed; an answer to a question is no disturbance.

The default, 8:00 to 21:00 in Asia/Shanghai, is what carriers demand of service SMS.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from messaging.tables import MessageKind
from storage.clock import in_shanghai


@dataclass(frozen=True, slots=True)
class SendingHours:
    """The part of the day in which messages may go out: from ``opens``, until before ``closes``."""

    opens: time = time(8, 0)
    closes: time = time(21, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("sending hours must open before they close, on the same day")


def earliest(kind: MessageKind, moment: datetime, hours: SendingHours) -> datetime:
    """Return when a message of ``kind`` may go out at the earliest: ``moment`` or the next opening.

    ``moment`` must be aware; the hours are read in Asia/Shanghai.
    """
    local = in_shanghai(moment)
    if kind is MessageKind.REPLY or hours.opens <= local.time() < hours.closes:
        return local
    day = local if local.time() < hours.opens else local + timedelta(days=1)
    return day.replace(
        hour=hours.opens.hour, minute=hours.opens.minute, second=hours.opens.second, microsecond=0
    )
