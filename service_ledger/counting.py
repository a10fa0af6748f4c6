"""Who counts for a service standard, what counts, and what each person lacks; pure.

Two rules stand side by side, because a county may be asked for either. *Everybody*: all who are
unemployed and willing on the day asked for; who becomes so during the period enters from that
day. *Full period*: those of them who were so on every day since the period began. People who were
so in the period but are no longer (found work, left, do not want work now) stand apart.

Services count for the whole calendar period, whatever the person's status was on the day: the
text asks for so many a year (湖南 2023-10-19, 二(五)), not since a day.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from service_ledger.kinds import Period, ServiceKind


class Change(NamedTuple):
    """From ``since`` on something holds, or no longer."""

    since: date
    holds: bool


class Service(NamedTuple):
    """One service given and not taken back; ``postings`` is None where none are named."""

    person: Hashable
    kind: ServiceKind
    occurred_on: date
    postings: int | None = None


class Line(NamedTuple):
    """At least ``minimum`` services of a kind, each with at least ``min_postings`` postings."""

    kind: ServiceKind
    minimum: int
    min_postings: int | None = None

    def counts(self, service: Service) -> bool:
        """Tell whether ``service`` is one that this line asks for."""
        if service.kind is not self.kind:
            return False
        return self.min_postings is None or (service.postings or 0) >= self.min_postings


class Membership(StrEnum):
    """How a person belongs to the group of a standard over a period."""

    FULL = "full"
    ENTERED = "entered"
    LEFT = "left"
    NEVER = "never"

    @property
    def counts(self) -> bool:
        """Whether the person is in the denominator on the last day."""
        return self in {Membership.FULL, Membership.ENTERED}


def window(period: Period, year: int, on: date) -> tuple[date, date]:
    """Return the first and last day that count when ``year`` is looked at on the day ``on``.

    For a yearly standard 1 January to ``on``, for a monthly one the month of ``on``; a day after
    the year is taken as 31 December. Raises ValueError when the year has not begun.
    """
    last = min(on, date(year, 12, 31))
    if last.year < year:
        raise ValueError(f"the year {year} has not begun on {on}")
    first = date(year, 1, 1) if period is Period.YEAR else last.replace(day=1)
    return first, last


def period_end(period: Period, last: date) -> date:
    """Return the last day of the period that ``last`` lies in, when the standard must be met."""
    if period is Period.YEAR:
        return date(last.year, 12, 31)
    return last.replace(day=monthrange(last.year, last.month)[1])


def holding_since(changes: Sequence[Change], day: date) -> date | None:
    """Return since when what ``changes`` tell has held without a break on ``day``, or None.

    ``changes`` are in the order of ``since``; of several on one day the last is true.
    """
    since: date | None = None
    for index, change in enumerate(changes):
        if change.since > day:
            break
        if index + 1 < len(changes) and changes[index + 1].since == change.since:
            continue
        if not change.holds:
            since = None
        elif since is None:
            since = change.since
    return since


def member_since(unemployed: Sequence[Change], willing: Sequence[Change], day: date) -> date | None:
    """Return since when a person has been both without a break on ``day``, or None."""
    first, second = holding_since(unemployed, day), holding_since(willing, day)
    return None if first is None or second is None else max(first, second)


def membership(
    unemployed: Sequence[Change], willing: Sequence[Change], first: date, last: date
) -> Membership:
    """Tell how a person belongs to the unemployed and willing from ``first`` to ``last``."""
    since = member_since(unemployed, willing, last)
    if since is not None:
        return Membership.FULL if since <= first else Membership.ENTERED
    days = {first} | {
        change.since for change in (*unemployed, *willing) if first < change.since < last
    }
    was = any(_holds(unemployed, day) and _holds(willing, day) for day in days)
    return Membership.LEFT if was else Membership.NEVER


def tally(
    services: Iterable[Service], lines: Iterable[Line], first: date, last: date
) -> dict[Hashable, Counter[ServiceKind]]:
    """Return how many services of each kind count for each person in the period."""
    by_kind = {line.kind: line for line in lines}
    counts: defaultdict[Hashable, Counter[ServiceKind]] = defaultdict(Counter)
    for service in services:
        line = by_kind.get(service.kind)
        if line is not None and first <= service.occurred_on <= last and line.counts(service):
            counts[service.person][service.kind] += 1
    return counts


def lacking(counts: Mapping[ServiceKind, int], lines: Iterable[Line]) -> dict[ServiceKind, int]:
    """Return how many services of each kind a person still lacks; empty when nothing."""
    missing = {line.kind: line.minimum - counts.get(line.kind, 0) for line in lines}
    return {kind: number for kind, number in missing.items() if number > 0}


def _holds(changes: Sequence[Change], day: date) -> bool:
    known = bisect_right(changes, day, key=lambda change: change.since)
    return known > 0 and changes[known - 1].holds
