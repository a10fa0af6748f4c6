"""The table of when the account of a channel sent its last messages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage import columns as c
from storage.tables import table_args


class ChannelPace(SQLModel, table=True):
    """One row for each channel with a limit over all its contacts.

    ``moments`` holds the last sendings as seconds since 1970, the oldest first. All processes that
    send over the account read and write this row.
    """

    __tablename__ = "channel_pace"
    __table_args__ = table_args()

    channel: str = Field(primary_key=True, max_length=32)
    moments: list[Any] = c.listing()
    changed_at: datetime = c.moment()
