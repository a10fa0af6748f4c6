"""The table of SMS templates that providers have approved, or have not."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from messaging.templates import TemplateState
from storage import columns as c
from storage.tables import table_args


class SmsTemplate(SQLModel, table=True):
    """A template of a provider, for one purpose in one place; see ``messaging.templates.Template``.

    ``provider`` and ``purpose`` are registry keys, stored as text. ``scope`` is empty for
    everywhere. ``note`` is what the provider said when it rejected the template.
    """

    __tablename__ = "sms_template"
    __table_args__ = table_args(sa.UniqueConstraint("provider", "purpose", "scope", "code"))

    id: UUID = c.key()
    provider: str = c.text(32)
    purpose: str = c.text(32)
    scope: str = c.text(6)
    code: str = c.text()
    signature: str = c.text(32)
    wording: str = c.prose()
    parameters: dict[str, Any] = c.mapping()
    limits: dict[str, Any] = c.mapping()
    may_shorten: list[Any] = c.listing()
    suffix: str = c.text()
    state: TemplateState = c.choice(TemplateState)
    note: str = c.text(c.LONG)
    updated_at: datetime = c.moment()
