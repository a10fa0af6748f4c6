"""What a county may spend on messages in a day, and what then waits. Pure.

A day is one of Asia/Shanghai. Money is integer fen. What is counted is what was handed to a
provider and what is being handed over; an attempt that was definitely refused costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from messaging.tables import MessageKind
from storage.clock import SHANGHAI, in_shanghai

SPEND_CAP = "spend_cap"
"""The code of a message that waits because the day's money is spent."""


@dataclass(frozen=True, slots=True)
class SpendCap:
    """At most ``fen`` a day; ``reserve_fen`` more is kept for answers to people alone.

    Raises ValueError for a negative sum.
    """

    fen: int
    reserve_fen: int = 0

    def __post_init__(self) -> None:
        if self.fen < 0 or self.reserve_fen < 0:
            raise ValueError("a cap on spending cannot be negative")

    def allows(self, kind: MessageKind, spent: int, cost: int) -> bool:
        """Tell whether a message of ``cost`` may still go after ``spent`` (both in fen).

        One that costs nothing always may.
        """
        reserve = self.reserve_fen if kind is MessageKind.REPLY else 0
        return cost <= 0 or spent + cost <= self.fen + reserve


def cap_of(caps: Mapping[str, SpendCap], county: str | None) -> SpendCap | None:
    """Return the cap of a county: its own, else that of its prefecture, province or the nation.

    A cap of a larger place holds for each of its counties by itself, not for their sum.
    """
    if county is None:
        return None
    for code in (county, f"{county[:4]}00", f"{county[:2]}0000", "000000"):
        if code in caps:
            return caps[code]
    return None


def start_of_day(now: datetime) -> datetime:
    """Return the first moment of the day of ``now`` in Asia/Shanghai."""
    return datetime.combine(in_shanghai(now).date(), time(), SHANGHAI)


def next_day(now: datetime) -> datetime:
    """Return the first moment of the day after ``now`` in Asia/Shanghai."""
    return start_of_day(now) + timedelta(days=1)
