"""The day's purse of each county, locked while messages are claimed from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from messaging import alarms
from messaging.outbox import MESSAGES
from messaging.spending import SpendCap, cap_of, next_day, start_of_day
from messaging.tables import MessageKind
from messaging.tables_limits import SpendDay
from storage.clock import in_shanghai
from storage.ids import new_id

_LONGEST_WAIT = timedelta(days=8)
"""No message is still sent so long after it was written."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What one message would cost, and who pays.

    ``cost`` is the whole price in fen, ``due`` what of it was not paid by an earlier attempt today.
    """

    message_id: UUID
    county: str
    kind: MessageKind
    cost: int
    due: int


def pay(
    session: Session,
    caps: Mapping[str, SpendCap],
    bills: Sequence[Bill],
    refunds: Mapping[str, int],
    now: datetime,
) -> dict[UUID, datetime]:
    """Pay for messages in this order, after giving back ``refunds`` (fen by county).

    Returns when to try those again that the day's money is not enough for. Has to be the last step
    of a transaction that locks anything.
    """
    if not caps:
        return {}
    purses = Purses(session, caps, {bill.county for bill in bills}, now, refunds)
    waits: dict[UUID, datetime] = {}
    prices = []
    for bill in bills:
        until = purses.pays(bill.county, bill.kind, bill.due)
        if until is not None:
            waits[bill.message_id] = until
        else:
            prices.append({"of": bill.message_id, "cost_fen": bill.cost})
    purses.close()
    if prices:
        session.execute(sa.update(MESSAGES).where(MESSAGES.c.id == sa.bindparam("of")), prices)
    return waits


class Purses:
    """What the counties of one transaction may still spend today.

    The rows are locked in the order of the county codes until the transaction ends, so that
    senders on several machines neither overspend together nor wait for each other in a circle.
    A county without a cap is not looked at.
    """

    def __init__(
        self,
        session: Session,
        caps: Mapping[str, SpendCap],
        counties: Collection[str | None],
        now: datetime,
        refunds: Mapping[str, int] | None = None,
    ) -> None:
        self._session = session
        self._now = now
        self._refused: set[str] = set()
        self._caps = {
            county: cap
            for county in {*counties, *(refunds or {})}
            if county is not None and (cap := cap_of(caps, county)) is not None
        }
        self._rows = self._locked()
        self._changes: Counter[str] = Counter()
        for county, fen in (refunds or {}).items():
            if county in self._rows:
                self._changes[county] -= min(fen, self._rows[county].fen)

    def _locked(self) -> dict[str, SpendDay]:
        day = in_shanghai(self._now).date()
        wanted = (
            select(SpendDay)
            .where(col(SpendDay.county_code).in_(sorted(self._caps)), SpendDay.day == day)
            .order_by(col(SpendDay.county_code))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if not self._caps:
            return {}
        found = {row.county_code: row for row in self._session.exec(wanted)}
        if missing := sorted(set(self._caps) - set(found)):
            for county in missing:
                self._open(county)
            found = {row.county_code: row for row in self._session.exec(wanted)}
        return found

    def _open(self, county: str) -> None:
        """Begin the day of a county with what has gone out since midnight."""
        gone = sa.select(sa.func.coalesce(sa.func.sum(MESSAGES.c.cost_fen), 0)).where(
            MESSAGES.c.county_code == county,
            MESSAGES.c.kind.in_(list(MessageKind)),
            MESSAGES.c.created_at >= self._now - _LONGEST_WAIT,
            MESSAGES.c.submitted_at >= start_of_day(self._now),
        )
        row = {
            "id": new_id(),
            "county_code": county,
            "day": in_shanghai(self._now).date(),
            "fen": self._session.execute(gone).scalar_one(),
        }
        insert = _insert(self._session).values(**row)
        self._session.execute(insert.on_conflict_do_nothing())

    def pays(self, county: str | None, kind: MessageKind, cost: int) -> datetime | None:
        """Take ``cost`` from the county's purse; returns when to try again if it is too empty."""
        if county is None or county not in self._rows:
            return None
        spent = self._rows[county].fen + self._changes[county]
        if self._caps[county].allows(kind, spent, cost):
            self._changes[county] += cost
            return None
        self._refused.add(county)
        return next_day(self._now)

    def close(self) -> None:
        """Write down what was spent, and tell the staff once a day where it was not enough."""
        for county, change in self._changes.items():
            if change:
                self._rows[county].fen += change
                self._session.add(self._rows[county])
        self._session.flush()
        for county in sorted(self._refused):
            alarms.money_spent(self._session, self._now, county, self._caps[county])


def _insert(session: Session) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(SpendDay) if on_postgresql else sqlite.insert(SpendDay)
