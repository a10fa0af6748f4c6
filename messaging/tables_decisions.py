"""Tables of what staff decided about messages, and of alerts that went out to staff."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class Decided(StrEnum):
    """What a person decided."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    RESENT = "resent"
    REPLAYED = "replayed"
    DISCARDED = "discarded"
    RESUMED = "resumed"


class StaffDecision(SQLModel, table=True):
    """One decision of a member of staff about a message or an event; only ever added to.

    ``about`` names the table or the channel it is about, ``about_id`` its row; ``by`` is a user
    name and ``reason`` in the words of whoever decided.
    """

    __tablename__ = "staff_decision"
    __table_args__ = table_args(sa.Index(None, "about_id", "at"))

    id: UUID = c.key()
    about: str = c.text(32)
    about_id: UUID | None = c.plain_id(nullable=True)
    decided: Decided = c.choice(Decided)
    reason: str = c.text(c.LONG)
    by: str = c.text()
    at: datetime = c.moment()


class StaffAlert(SQLModel, table=True):
    """A notice or a question on its way to one target of staff alerts.

    ``target`` is a name that tells nothing of the target's address. The row is there before the
    first attempt; ``sent_at`` once one worked, and then never again, unless danger is told later.
    """

    __tablename__ = "staff_alert"
    __table_args__ = table_args(sa.UniqueConstraint("subject_id", "target"))

    id: UUID = c.key()
    subject_id: UUID = c.plain_id()
    target: str = c.text()
    attempts: int = c.number(default=0)
    next_attempt_at: datetime = c.moment()
    lease_until: datetime | None = c.moment(nullable=True)
    sent_at: datetime | None = c.moment(nullable=True)
