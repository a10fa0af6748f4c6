"""What goes through the channels, in figures: queue, rates, cost, failures.

Each figure is one grouped query over an index; nothing is counted row by row in Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from labourers.tables import Labourer
from messaging import outbox
from messaging.contract import Fault
from messaging.outbox import MESSAGES
from messaging.tables import Contact, InboundMessage, MessageKind, MessageState, OutboxMessage
from messaging.waiting import account_refused
from web.caseworker.figures import start_of

HOURS, DAYS = 24, 14


@dataclass(frozen=True, slots=True)
class QueueRow:
    """What of a kind waits on a channel, since when, and how much of it is due now."""

    channel: str
    kind: MessageKind
    waiting: int
    due: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class HourRow:
    """How many messages came in and went out in the hour that begins at ``start``."""

    start: datetime
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """What the messages for a town cost on a day; ``town`` is None where nobody knows the person.

    ``long`` counts messages that were billed as more than one SMS.
    """

    day: date
    town: str | None
    messages: int
    segments: int
    long: int
    fen: int


@dataclass(frozen=True, slots=True)
class FailureRow:
    """How many messages of a channel failed for one reason."""

    channel: str
    fault: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class RestRow:
    """A channel whose account was refused: with which code, and when it is tried again."""

    channel: str
    code: str
    until: datetime
    waiting: int


def queue_rows(rows: Session, county: str, now: datetime) -> list[QueueRow]:
    """Return what waits in a county, the oldest first; what nobody knows the end of apart."""
    due = sa.func.sum(sa.case((col(OutboxMessage.next_attempt_at) <= now, 1), else_=0))
    oldest = sa.func.min(col(OutboxMessage.created_at))
    found = rows.execute(
        sa.select(col(OutboxMessage.channel), col(OutboxMessage.kind), sa.func.count(), due, oldest)
        .where(
            col(OutboxMessage.county_code) == county,
            outbox.OPEN,
            col(OutboxMessage.state) != MessageState.UNKNOWN,
        )
        .group_by(col(OutboxMessage.channel), col(OutboxMessage.kind))
        .order_by(oldest)
    )
    return [QueueRow(*row) for row in found]


def hour_rows(rows: Session, county: str, now: datetime) -> list[HourRow]:
    """Return the traffic of the last 24 full or begun hours, the newest first."""
    newest = now.replace(minute=0, second=0, microsecond=0)
    starts = [newest - timedelta(hours=number) for number in range(HOURS)]
    went = _bucketed(
        rows,
        col(OutboxMessage.submitted_at),
        starts,
        sa.and_(
            col(OutboxMessage.county_code) == county,
            col(OutboxMessage.handed_over_at).is_not(None),
        ),
    )
    came = _bucketed(
        rows,
        col(InboundMessage.received_at),
        starts,
        col(InboundMessage.contact_id).in_(
            sa.select(col(Contact.id)).where(col(Contact.county_code) == county)
        ),
    )
    return [
        HourRow(start, came.get(place, 0), went.get(place, 0)) for place, start in enumerate(starts)
    ]


def _bucketed(
    rows: Session, moment: Any, starts: Sequence[datetime], condition: sa.ColumnElement[bool]
) -> dict[int, int]:
    """Return how many rows lie at or after each start (newest first) and before the one above."""
    bucket = _bucket(moment, starts)
    query = (
        sa.select(bucket, sa.func.count()).where(moment >= starts[-1], condition).group_by(bucket)
    )
    return {place: count for place, count in rows.execute(query) if place is not None}


def _bucket(moment: Any, starts: Sequence[datetime]) -> sa.Case[Any]:
    # written out: PostgreSQL must see the same expression in the list and in the grouping
    return sa.case(
        *((moment >= start, sa.literal_column(str(place))) for place, start in enumerate(starts))
    )


def cost_rows(rows: Session, county: str, today: date) -> list[CostRow]:
    """Return the cost of the last fourteen days by day and town, the newest day first."""
    days = [today - timedelta(days=number) for number in range(DAYS)]
    bucket = _bucket(col(OutboxMessage.submitted_at), [start_of(day) for day in days]).label("day")
    parts = (
        sa.select(
            bucket,
            col(OutboxMessage.person_id).label("person"),
            sa.func.count().label("messages"),
            sa.func.sum(col(OutboxMessage.segments)).label("segments"),
            sa.func.sum(sa.case((col(OutboxMessage.segments) > 1, 1), else_=0)).label("long"),
            sa.func.sum(col(OutboxMessage.cost_fen)).label("fen"),
        )
        .where(
            col(OutboxMessage.county_code) == county,
            col(OutboxMessage.submitted_at) >= start_of(days[-1]),
            col(OutboxMessage.segments) > 0,
        )
        .group_by(sa.literal_column("day"), col(OutboxMessage.person_id))
        .subquery()
    )
    totals = [sa.func.sum(parts.c[name]) for name in ("messages", "segments", "long", "fen")]
    town = col(Labourer.town_code)
    found = rows.execute(
        sa.select(parts.c.day, town, *totals)
        .select_from(parts)
        .outerjoin(Labourer, col(Labourer.id) == parts.c.person)
        .group_by(parts.c.day, town)
        .order_by(parts.c.day, town)
    )
    return [
        CostRow(days[int(day)], place, *(int(number or 0) for number in numbers))
        for day, place, *numbers in found
        if day is not None
    ]


def failure_rows(rows: Session, county: str, since: datetime) -> list[FailureRow]:
    """Return why messages failed since a moment, the most frequent first."""
    fault = sa.func.coalesce(col(OutboxMessage.fault), Fault.PERMANENT.value)
    code = sa.func.coalesce(col(OutboxMessage.code), "")
    count = sa.func.count()
    grouped = (col(OutboxMessage.channel), col(OutboxMessage.fault), col(OutboxMessage.code))
    found = rows.execute(
        sa.select(col(OutboxMessage.channel), sa.func.max(fault), sa.func.max(code), count)
        .where(
            col(OutboxMessage.county_code) == county,
            col(OutboxMessage.kind).in_(list(MessageKind)),
            col(OutboxMessage.created_at) >= since,
            col(OutboxMessage.state) == MessageState.FAILED,
        )
        .group_by(*grouped)
        .order_by(count.desc())
    )
    return [FailureRow(*row) for row in found]


def resting(rows: Session, now: datetime) -> list[RestRow]:
    """Return the channels that rest because their account was refused.

    All messages of such a channel wait, not only the one that was refused.
    """
    other = MESSAGES.alias()
    waiting = (
        sa.select(sa.func.count())
        .where(
            other.c.channel == MESSAGES.c.channel,
            other.c.state < MessageState.HANDED_OVER,
            other.c.state != MessageState.UNKNOWN,
        )
        .scalar_subquery()
    )
    found = rows.execute(
        sa.select(
            MESSAGES.c.channel,
            sa.func.max(MESSAGES.c.code),
            sa.func.max(MESSAGES.c.next_attempt_at),
            waiting,
        )
        .where(*account_refused(now))
        .group_by(MESSAGES.c.channel)
    )
    return [RestRow(*row) for row in found]


def by_day(costs: Sequence[CostRow]) -> dict[date, list[CostRow]]:
    """Return the rows of each day, the newest day first."""
    days: defaultdict[date, list[CostRow]] = defaultdict(list)
    for row in costs:
        days[row.day].append(row)
    return dict(days)
