"""What is left of the messages that a platform takes after a person's last one."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox, parts
from messaging.contract import Capabilities
from messaging.tables import Contact, MessageState, OutboxMessage
from messaging.tables_parts import MessagePart
from storage.vault import Vault


def needs(vault: Vault, message: OutboxMessage, capabilities: Capabilities) -> int:
    """Return how many messages the channel needs for this one."""
    text, buttons = outbox.text_of(vault, message), outbox.buttons_of(message)
    return parts.count(text, buttons, message.kind, capabilities)


def is_counted(message: OutboxMessage, contact: Contact) -> bool:
    """Tell whether ``answered`` sees the message: it was tried since the contact wrote last."""
    tried, heard = message.submitted_at, contact.last_inbound_at
    return tried is not None and (heard is None or tried >= heard)


def answered(session: Session, contact: Contact, message_id: UUID, promised: Counter[UUID]) -> int:
    """Return how many other messages went to the contact since it wrote last, each part as one.

    Of a message that is on its way the parts that are still to go count too, and what is
    ``promised`` to each contact by who asks.
    """
    query = (
        select(sa.func.count())
        .select_from(OutboxMessage)
        .outerjoin(MessagePart, _went_or_will())
        .where(OutboxMessage.contact_id == contact.id, OutboxMessage.id != message_id)
    )
    if contact.last_inbound_at is not None:
        query = query.where(col(OutboxMessage.submitted_at) >= contact.last_inbound_at)
    return session.exec(query).one() + promised[contact.id]


def _went_or_will() -> sa.ColumnElement[bool]:
    tried = col(MessagePart.submitted_at).is_not(None)
    return sa.and_(
        col(MessagePart.message_id) == OutboxMessage.id,
        sa.or_(tried, col(OutboxMessage.state) < MessageState.HANDED_OVER),
    )
