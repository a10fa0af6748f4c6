"""The table of one-time permits: each lets us send one notice outside the reply window."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args


class MessagePermit(SQLModel, table=True):
    """One permit of one person for one notice of a provider: given, then spent or void.

    A row is one permit, so there is never less than none left. ``event_id`` names the provider's
    event that gave it, ``message_id`` the message that spent it; a message spends at most one.
    """

    __tablename__ = "message_permit"
    __table_args__ = table_args(
        sa.UniqueConstraint("event_id"),
        sa.UniqueConstraint("message_id"),
        sa.Index(None, "contact_id", "template"),
        sa.CheckConstraint("(message_id IS NULL) = (spent_at IS NULL)", name="spent_by_what"),
        sa.CheckConstraint("spent_at IS NULL OR voided_at IS NULL", name="spent_or_void"),
    )

    id: UUID = c.key()
    contact_id: UUID = c.ref("contact.id", index=False)
    template: str = c.text()
    event_id: str = c.text(200)
    granted_at: datetime = c.moment()
    message_id: UUID | None = c.ref("outbox_message.id", nullable=True, index=False)
    spent_at: datetime | None = c.moment(nullable=True)
    voided_at: datetime | None = c.moment(nullable=True)
