"""What staff decide where nobody else can: about messages whose end is unknown, and odd events.

Every decision is written down with who decided. A message is never sent again because of doubt
alone: only because a person says so, after having been told that it may arrive twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from messaging import outbox, parts, states
from messaging.contract import Fault
from messaging.outbox import MESSAGES
from messaging.tables import InboundMessage, InboundState, MessageState, OutboxMessage, ParkedEvent
from messaging.tables_decisions import Decided, StaffDecision
from messaging.waiting import STAFF, staff_code
from storage import columns

LIFE_AFTER = timedelta(hours=24)
"""How long a message is worth sending once somebody decided that it is to be sent again."""

MESSAGE, INBOUND, EVENT, CHANNEL = "outbox_message", "inbound_message", "parked_event", "channel"


def ask_provider(session: Session, message: OutboxMessage, now: datetime, by: str) -> bool:
    """Have the provider asked now what became of a message; False when it is not uncertain."""
    changed = session.execute(
        _uncertain(message).values(next_attempt_at=now, ended_at=None).returning(MESSAGES.c.id)
    )
    return _noted(session, changed, message, now, Decided.ASKED, by)


def confirm_sent(session: Session, message: OutboxMessage, now: datetime, by: str) -> bool:
    """Take an uncertain message for handed over: it will not be sent again.

    It is not counted as delivered by that; only a report or an answer is. Where one part of a long
    message is uncertain, that part will not be sent again, and those behind it go out.
    """
    if message.state is not MessageState.UNKNOWN:
        return False
    code = staff_code(Decided.CONFIRMED, by)
    if _others_follow(session, message):
        ends = max(message.expires_at or now, now + LIFE_AFTER)
        done = parts.go_on(session, message.id, code, now, by=STAFF, ends=ends)
    else:
        done = outbox.raise_state(
            session, message, MessageState.HANDED_OVER, now, source=STAFF, code=code
        )
    if done:
        note(session, MESSAGE, message.id, Decided.CONFIRMED, now, by)
    return done


def _others_follow(session: Session, message: OutboxMessage) -> bool:
    """Take the uncertain part of a message for handed over; tell whether others are to be sent."""
    if message.fault != Fault.AMBIGUOUS or message.lease_until is not None:
        return bool(parts.of_message(session, message.id))
    part = parts.in_flight(parts.of_message(session, message.id))
    if part is not None:
        part.state = MessageState.HANDED_OVER
        session.add(part)
        session.flush()
    found = parts.of_message(session, message.id)
    return bool(found) and parts.state_of(found) is None


def send_again(session: Session, message: OutboxMessage, now: datetime, by: str) -> bool:
    """Free an uncertain message to be sent once more, which may bring it to the person twice."""
    ends = max(message.expires_at or now, now + LIFE_AFTER)
    changed = session.execute(
        _uncertain(message)
        .values(fault=states.RESEND, code=None, next_attempt_at=now, ended_at=None, expires_at=ends)
        .returning(MESSAGES.c.id)
    )
    return _noted(session, changed, message, now, Decided.RESENT, by)


def _uncertain(message: OutboxMessage) -> sa.Update:
    return sa.update(MESSAGES).where(
        MESSAGES.c.id == message.id,
        MESSAGES.c.state == MessageState.UNKNOWN,
        MESSAGES.c.fault == Fault.AMBIGUOUS,
        MESSAGES.c.lease_until.is_(None),
    )


def _noted(
    session: Session,
    changed: sa.Result[tuple[UUID]],
    message: OutboxMessage,
    now: datetime,
    decided: Decided,
    by: str,
) -> bool:
    if changed.first() is None:
        return False
    session.refresh(message)
    outbox.note_event(
        session, message.id, now, message.state, source=STAFF, code=staff_code(decided, by)
    )
    note(session, MESSAGE, message.id, decided, now, by)
    return True


def replay_inbound(session: Session, inbound_id: UUID, now: datetime, by: str) -> bool:
    """Let a parked message from a person be answered anew; False when it is not parked."""
    changed = session.execute(
        _parked(inbound_id)
        .values(state=InboundState.STORED, attempts=0, error=None)
        .returning(col(InboundMessage.id))
    )
    return _decided(session, changed, INBOUND, inbound_id, Decided.REPLAYED, now, by)


def discard_inbound(
    session: Session, inbound_id: UUID, now: datetime, by: str, reason: str
) -> bool:
    """Put a parked message away unanswered; raises ValueError without a reason."""
    reason = _given(reason)
    changed = session.execute(
        _parked(inbound_id)
        .values(state=InboundState.HANDLED, handled_at=now)
        .returning(col(InboundMessage.id))
    )
    return _decided(session, changed, INBOUND, inbound_id, Decided.DISCARDED, now, by, reason)


def replay_event(session: Session, event_id: UUID, now: datetime, by: str) -> bool:
    """Ask the worker to read an event again; False when somebody has dealt with it."""
    changed = session.execute(
        _open_event(event_id).values(replay_asked_at=now).returning(col(ParkedEvent.id))
    )
    return _decided(session, changed, EVENT, event_id, Decided.REPLAYED, now, by)


def discard_event(session: Session, event_id: UUID, now: datetime, by: str, reason: str) -> bool:
    """Put an event away for good; raises ValueError without a reason."""
    reason = _given(reason)
    changed = session.execute(
        _open_event(event_id).values(closed_at=now).returning(col(ParkedEvent.id))
    )
    return _decided(session, changed, EVENT, event_id, Decided.DISCARDED, now, by, reason)


def note(
    session: Session,
    about: str,
    about_id: UUID | None,
    decided: Decided,
    now: datetime,
    by: str,
    reason: str = "",
) -> None:
    """Write down who decided what."""
    session.add(
        StaffDecision(
            about=about,
            about_id=about_id,
            decided=decided,
            reason=reason[: columns.LONG],
            by=by,
            at=now,
        )
    )
    session.flush()


def _decided(
    session: Session,
    changed: sa.Result[tuple[UUID]],
    about: str,
    about_id: UUID,
    decided: Decided,
    now: datetime,
    by: str,
    reason: str = "",
) -> bool:
    if changed.first() is None:
        return False
    note(session, about, about_id, decided, now, by, reason)
    return True


def _given(reason: str) -> str:
    if not reason.strip():
        raise ValueError("putting something away needs a reason")
    return reason.strip()


def _parked(inbound_id: UUID) -> sa.Update:
    return (
        sa.update(InboundMessage)
        .where(col(InboundMessage.id) == inbound_id)
        .where(col(InboundMessage.state) == InboundState.PARKED)
        .execution_options(synchronize_session=False)
    )


def _open_event(event_id: UUID) -> sa.Update:
    return (
        sa.update(ParkedEvent)
        .where(col(ParkedEvent.id) == event_id, col(ParkedEvent.closed_at).is_(None))
        .execution_options(synchronize_session=False)
    )
