"""Tables of what bounds sending: the money of a day, and whom a trial may write to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args
from storage.vault import Sealed


class SpendDay(SQLModel, table=True):
    """What a county has spent on a day: the sum of ``OutboxMessage.cost_fen`` of that day.

    The row is also the lock under which several senders spend from one purse.
    """

    __tablename__ = "spend_day"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "day"),
        sa.CheckConstraint("fen >= 0", name="fen"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    day: date = c.day()
    fen: int = c.number(default=0)


class TrialContact(SQLModel, table=True):
    """An address that gets real messages during a trial, found by the index contacts have."""

    __tablename__ = "trial_contact"
    __table_args__ = table_args(sa.UniqueConstraint("channel", "address_index"))

    id: UUID = c.key()
    channel: str = c.text(32)
    address_sealed: Sealed = c.sealed()
    address_index: bytes = c.blind()
    added_by: str = c.text()
    added_at: datetime = c.moment()
