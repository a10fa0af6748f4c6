"""The table of the messages that a text was divided into, because its channel carries less."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from messaging.tables import MessageState
from storage import columns as c
from storage.tables import table_args


class MessagePart(SQLModel, table=True):
    """One of several messages that bring one text; a text that fits has no such rows.

    ``id`` is what the provider is handed as our own, so that every report says which part it is
    about. ``starts`` and ``ends`` are characters of the tidied text: the words themselves stay in
    the outbox, and a change of the channel's limits between two parts moves no seam. ``place``
    counts from 1; ``submitted_at`` is the part's last attempt.
    """

    __tablename__ = "message_part"
    __table_args__ = table_args(
        sa.UniqueConstraint("message_id", "place"),
        sa.CheckConstraint("place >= 1", name="place"),
        sa.CheckConstraint("starts <= ends", name="span"),
    )

    id: UUID = c.key()
    message_id: UUID = c.ref("outbox_message.id", index=False)
    place: int = c.number()
    starts: int = c.number()
    ends: int = c.number()
    state: MessageState = c.rank(MessageState, default=MessageState.QUEUED)
    provider_id: str | None = c.text(200, nullable=True)
    submitted_at: datetime | None = c.moment(nullable=True)
