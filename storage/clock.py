"""The only place that reads the wall clock.

All times of the service are aware datetimes in Asia/Shanghai; they are stored as UTC.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """Return the present moment, aware, in Asia/Shanghai."""
        ...

    def today(self) -> date:
        """Return the calendar day in Asia/Shanghai."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in Asia/Shanghai."""
        return datetime.now(SHANGHAI)

    def today(self) -> date:
        """Return the calendar day in Asia/Shanghai."""
        return self.now().date()


class SetClock:
    """A clock that stands still until somebody moves it; for tests, simulation and ``--now``."""

    def __init__(self, moment: datetime) -> None:
        self._moment = in_shanghai(moment)

    def now(self) -> datetime:
        """Return the moment the clock was set to, aware, in Asia/Shanghai."""
        return self._moment

    def today(self) -> date:
        """Return the calendar day the clock was set to."""
        return self._moment.date()

    def set(self, moment: datetime) -> None:
        """Move the clock to ``moment`` (aware; raises ValueError for a naive one)."""
        self._moment = in_shanghai(moment)

    def advance(self, step: timedelta) -> None:
        """Move the clock forward by ``step``."""
        self._moment += step


def in_shanghai(moment: datetime) -> datetime:
    """Return the same moment in Asia/Shanghai; raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a time zone is ambiguous; give one with an offset")
    return moment.astimezone(SHANGHAI)


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 date or datetime; one without an offset is taken as Asia/Shanghai.

    Raises ValueError when the text is not ISO 8601.
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else in_shanghai(moment)
