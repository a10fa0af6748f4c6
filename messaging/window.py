"""What is left of the messages that a platform takes after a person's last one."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox, parts
from messaging.contract import Capabilities
from messaging.tables import Contact, OutboxMessage
from messaging.tables_parts import MessagePart
from storage.vault import Vault


def needs(vault: Vault, message: OutboxMessage, capabilities: Capabilities) -> int:
    """Return how many messages the channel needs for this one."""
    text, buttons = outbox.text_of(vault, message), outbox.buttons_of(message)
    return parts.count(text, buttons, message.kind, capabilities)


def answered(session: Session, contact: Contact, message_id: UUID) -> int:
    """Return how many other messages went to the contact since it wrote last, each part as one."""
    query = (
        select(sa.func.count())
        .select_from(OutboxMessage)
        .outerjoin(MessagePart, parts.went_for(OutboxMessage.id))
        .where(OutboxMessage.contact_id == contact.id, OutboxMessage.id != message_id)
    )
    if contact.last_inbound_at is not None:
        query = query.where(col(OutboxMessage.submitted_at) >= contact.last_inbound_at)
    return session.exec(query).one()
