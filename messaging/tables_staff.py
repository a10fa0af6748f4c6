"""The table of notices to an office's own staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class StaffNotice(SQLModel, table=True):
    """Something the caseworkers of a county should know and act on, told once.

    ``key`` names the event, so that a unit of work that runs again tells nothing twice. ``link``
    is a path of the console, empty for none. It is open until somebody acknowledges it;
    ``acknowledged_by`` is a user name.
    """

    __tablename__ = "staff_notice"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "key"),
        sa.Index(None, "county_code", "acknowledged_at"),
        sa.CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name="acknowledged_by_whom"
        ),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    key: str = c.text(200)
    kind: str = c.text(32)
    subject: str = c.text(400)
    text: str = c.prose()
    link: str = c.text(400)
    created_at: datetime = c.moment()
    acknowledged_at: datetime | None = c.moment(nullable=True)
    acknowledged_by: str | None = c.text(nullable=True)
