"""What contacts got lately, for caps on how often one contact may be written to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from messaging.contract import Cap, Fault
from messaging.outbox import MESSAGES
from messaging.parts import PARTS, went_for
from messaging.tables import MessageKind, MessageState

_AT = sa.func.coalesce(PARTS.c.submitted_at, MESSAGES.c.submitted_at)
_MAY_HAVE_GONE = sa.or_(
    MESSAGES.c.state >= MessageState.HANDED_OVER,
    MESSAGES.c.lease_until.is_not(None),
    sa.and_(MESSAGES.c.state == MessageState.UNKNOWN, MESSAGES.c.fault == Fault.AMBIGUOUS),
    PARTS.c.state >= MessageState.HANDED_OVER,
)
"""What waits to be tried again reached nobody, so it uses up no cap, its own least of all."""
_SUBMITTED = (
    sa.select(MESSAGES.c.contact_id, _AT.label("at"), MESSAGES.c.kind)
    .select_from(MESSAGES.outerjoin(PARTS, went_for(MESSAGES.c.id)))
    .where(
        MESSAGES.c.contact_id.in_(sa.bindparam("ids", expanding=True)),
        MESSAGES.c.submitted_at > sa.bindparam("since"),
        _MAY_HAVE_GONE,
    )
    .order_by(_AT)
)


class Recent:
    """When the contacts of a batch got their last messages, for caps; read in one statement."""

    def __init__(
        self, session: Session, caps: Sequence[Cap], contact_ids: Collection[UUID], now: datetime
    ) -> None:
        self._now = now
        self._moments: dict[UUID, list[tuple[datetime, MessageKind]]] = {}
        if not caps:
            return
        since = now - max(cap.window for cap in caps)
        rows = session.execute(_SUBMITTED, {"ids": list(set(contact_ids)), "since": since})
        for contact_id, submitted_at, kind in rows:
            self._moments.setdefault(contact_id, []).append((submitted_at, kind))

    def add(self, contact_id: UUID, kind: MessageKind) -> None:
        """Note that the contact gets a message now."""
        self._moments.setdefault(contact_id, []).append((self._now, kind))

    def free_under(self, contact_id: UUID, cap: Cap) -> datetime:
        """Return when the contact may get one more message under the cap."""
        found = self._moments.get(contact_id, [])
        moments = [moment for moment, kind in found if cap.covers(kind)]
        if len(moments) < cap.count:
            return self._now
        return max(moments[-cap.count] + cap.window, self._now)
