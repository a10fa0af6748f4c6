"""Table of what the conversation with a contact is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import columns as c
from storage.tables import table_args


class Conversation(SQLModel, table=True):
    """The state of the dialogue with a contact, and which of its people is speaking."""

    __tablename__ = "conversation"
    __table_args__ = table_args()

    contact_id: UUID = Field(
        sa_column=sa.Column(sa.Uuid(), sa.ForeignKey("contact.id"), primary_key=True)
    )
    person_id: UUID | None = c.ref("labourer.id", nullable=True)
    state: dict[str, Any] = c.mapping()
    updated_at: datetime = c.moment()
