"""The ledger of one-time permits (一次性订阅): the person gives one, each notice spends one.

Everything happens in the caller's transaction: a permit is spent together with the intent to send,
so neither a crash nor two senders at once use it twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from messaging.outbox import rows_changed
from messaging.tables_permits import MessagePermit

_PERMITS = cast(sa.Table, sa.inspect(MessagePermit).local_table)


def grant(
    session: Session, contact_id: UUID, template: str, *, event_id: str, granted_at: datetime
) -> bool:
    """Add a permit; False when this event of the provider has given it before."""
    known = select(MessagePermit.id).where(MessagePermit.event_id == event_id)
    if session.exec(known).first() is not None:
        return False
    permit = MessagePermit(
        contact_id=contact_id, template=template, event_id=event_id, granted_at=granted_at
    )
    try:
        with session.begin_nested():
            session.add(permit)
            session.flush()
    except IntegrityError:
        if session.exec(known).first() is not None:
            return False  # the same event came twice at the same moment
        raise
    return True


def spend(
    session: Session, contact_id: UUID, template: str, message_id: UUID, now: datetime
) -> bool:
    """Spend the oldest permit on a message; False when there is none.

    A message that has spent one before keeps it for its next try.
    """
    own = select(MessagePermit.id).where(MessagePermit.message_id == message_id)
    if session.exec(own).first() is not None:
        return True
    oldest = (
        select(MessagePermit.id)
        .where(*_unspent(contact_id, template))
        .order_by(col(MessagePermit.granted_at), col(MessagePermit.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    permit_id = session.exec(oldest).first()
    if permit_id is None:
        return False
    spent = session.execute(
        sa.update(_PERMITS)
        .where(
            _PERMITS.c.id == permit_id,
            _PERMITS.c.message_id.is_(None),
            _PERMITS.c.voided_at.is_(None),
        )
        .values(message_id=message_id, spent_at=now)
    )
    return rows_changed(spent) == 1


def void(session: Session, contact_id: UUID, template: str, now: datetime) -> int:
    """Void what is left, because the person or the provider said no; returns how many."""
    voided = session.execute(
        sa.update(_PERMITS)
        .where(
            _PERMITS.c.contact_id == contact_id,
            _PERMITS.c.template == template,
            _PERMITS.c.message_id.is_(None),
            _PERMITS.c.voided_at.is_(None),
        )
        .values(voided_at=now)
    )
    return rows_changed(voided)


def left(session: Session, contact_id: UUID, template: str) -> int:
    """Return how many permits can still be spent."""
    query = select(sa.func.count()).select_from(MessagePermit)
    return session.exec(query.where(*_unspent(contact_id, template))).one()


def _unspent(contact_id: UUID, template: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(MessagePermit.contact_id) == contact_id,
        col(MessagePermit.template) == template,
        col(MessagePermit.message_id).is_(None),
        col(MessagePermit.voided_at).is_(None),
    )
