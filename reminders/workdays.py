"""Chinese working days: weekends that are worked and weekdays that are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import structlog

_DAY = timedelta(days=1)
_SATURDAY = 5
_log = structlog.get_logger(__name__)


class Workdays:
    """Tells working days from days off.

    The State Council names the holidays of a year late in the year before. For a year that the
    calendar library does not know yet, Monday to Friday are taken as working days, and a warning
    is logged once; ``guessed`` tells which years that was.
    """

    def __init__(self) -> None:
        self.guessed: set[int] = set()

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on ``day``."""
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            if day.year not in self.guessed:
                self.guessed.add(day.year)
                _log.warning("holidays_unknown", year=day.year, taken="Monday to Friday")
            return day.weekday() < _SATURDAY

    def nth(self, first: date, number: int) -> date:
        """Return the ``number``-th working day (from 1) from ``first`` on, itself included."""
        days = self._from(first, _DAY)
        for _ in range(number - 1):
            next(days)
        return next(days)

    def last_by(self, day: date) -> date:
        """Return the last working day that is not after ``day``."""
        return next(self._from(day, -_DAY))

    def before(self, day: date, number: int) -> date:
        """Return the day that lies ``number`` working days before ``day``."""
        days = self._from(day - _DAY, -_DAY)
        for _ in range(number - 1):
            next(days)
        return next(days)

    def _from(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            if self.is_workday(day):
                yield day
            day += step
