"""Which of a person's dated records holds on a day; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID


class Dated(Protocol):
    """A record that holds from ``since`` until a later one; ids rise with time (UUID 7)."""

    id: UUID
    since: date
    recorded_at: datetime


_D = TypeVar("_D", bound=Dated)


def order(record: Dated) -> tuple[date, datetime, UUID]:
    """Return the sort key of records: the day they hold from, then when they were recorded."""
    return record.since, record.recorded_at, record.id


def valid_on(records: Iterable[_D], day: date) -> _D | None:
    """Return the record that holds on ``day``, or None when none had begun.

    Of several from one day the one recorded last holds: it corrects the others.
    """
    begun = [record for record in records if record.since <= day]
    return max(begun, key=order, default=None)
