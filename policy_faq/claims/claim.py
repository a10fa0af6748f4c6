"""What a person says about one trip to work; pure data."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policy_faq.places import Distance


@dataclass(frozen=True, slots=True)
class Claim:
    """The facts of one claim; None is "not said".

    ``county`` is the adcode of the person's home county, ``place`` that of the destination.
    ``fare`` is in yuan; ``fare_open`` says that the person was asked and does not know it yet;
    ``round_trip`` that it is the fare there and back. ``since`` is the first day of work,
    ``months`` the full months worked when only they were told. ``organised`` says whether the
    county or town sent the person as part of a group.
    """

    county: str
    place: str | None = None
    distance: Distance | None = None
    fare: Decimal | None = None
    fare_open: bool = False
    round_trip: bool = False
    claimed: bool | None = None
    months: int | None = None
    since: date | None = None
    organised: bool | None = None
    registered: bool | None = None

    def months_on(self, day: date) -> int | None:
        """Return the full months worked by ``day``, or None when nothing was said of them."""
        return self.months if self.since is None else full_months(self.since, day)


def full_months(since: date, day: date) -> int:
    """Return how many whole months lie between two days; 0 before the first is full.

    The last day of a month completes a month that began on a later day of the month.

    >>> full_months(date(2026, 8, 31), date(2026, 11, 30))
    3
    """
    months = (day.year - since.year) * 12 + day.month - since.month
    if day.day < min(since.day, monthrange(day.year, day.month)[1]):
        months -= 1
    return max(0, months)
