"""Which messages may be sent now, and who sends them.

A message is claimed by a conditional update whose row count is checked; the claim is the intent
"this is being handed to the provider" and is committed before the provider is called. A claim that
is not followed by an outcome before its lease runs out leaves the message ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox, quiet_hours
from messaging.consent import may_write
from messaging.contacts import address_of
from messaging.contract import Button, Cap, Capabilities, Channel, Fault
from messaging.quiet_hours import SendingHours
from messaging.tables import Contact, MessageKind, MessageState, OutboxMessage
from storage.vault import Vault

SENDER = "sender"
LATE = "too_late"
DEMO_ONLY = "demo_only"
NO_OUTCOME = "no_outcome"


@dataclass(frozen=True, slots=True)
class SendingRules:
    """What holds at the moment of sending, on every channel.

    ``lease`` must be longer than ``timeout`` (both for one attempt), or an attempt that is still
    running would be taken for lost.
    """

    hours: SendingHours = field(default_factory=SendingHours)
    timeout: timedelta = timedelta(seconds=10)
    lease: timedelta = timedelta(seconds=60)

    def __post_init__(self) -> None:
        if self.lease <= self.timeout:
            raise ValueError("the lease must outlast one attempt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message whose intent is committed: everything an attempt needs, without a session."""

    message_id: UUID
    contact_id: UUID
    address: str = field(repr=False)
    text: str = field(repr=False)
    buttons: tuple[Button, ...]
    kind: MessageKind
    attempts: int
    valid_for: timedelta | None


def lapsed(session: Session, channel: str, now: datetime) -> list[UUID]:
    """Return ids of messages whose attempt should long have had an outcome."""
    return list(
        session.exec(
            select(OutboxMessage.id).where(
                OutboxMessage.channel == channel,
                col(OutboxMessage.state) < MessageState.HANDED_OVER,
                col(OutboxMessage.lease_until) < now,
            )
        )
    )


def give_up(session: Session, message_ids: Sequence[UUID], now: datetime) -> None:
    """Mark messages ``UNKNOWN`` whose lease ran out without an outcome."""
    for message_id in message_ids:
        changed = session.execute(
            sa.update(OutboxMessage)
            .where(
                col(OutboxMessage.id) == message_id,
                col(OutboxMessage.state) < MessageState.HANDED_OVER,
                col(OutboxMessage.lease_until) < now,
            )
            .values(
                state=MessageState.UNKNOWN,
                fault=Fault.AMBIGUOUS,
                code=NO_OUTCOME,
                lease_owner=None,
                lease_until=None,
                next_attempt_at=now,
            )
            .execution_options(synchronize_session=False)
        )
        if outbox.rows_changed(changed):
            outbox.note_event(
                session, message_id, now, MessageState.UNKNOWN, source=SENDER, code=NO_OUTCOME
            )


def rests(session: Session, channel: str, now: datetime) -> bool:
    """Tell whether the channel's account was refused so recently that nothing is tried."""
    return (
        session.exec(
            select(OutboxMessage.id).where(
                OutboxMessage.channel == channel,
                col(OutboxMessage.state) < MessageState.HANDED_OVER,
                OutboxMessage.fault == Fault.CONFIG,
                col(OutboxMessage.next_attempt_at) > now,
            )
        ).first()
        is not None
    )


def candidates(
    session: Session,
    channel: str,
    now: datetime,
    limit: int,
    only: Collection[UUID] | None = None,
) -> list[UUID]:
    """Return ids of messages that may be due, answers to people first.

    With ``only``, those of these messages that nobody has begun to send, due or not.
    """
    due = select(OutboxMessage.id).where(*_free(channel, None if only is not None else now))
    if only is not None:
        due = due.where(col(OutboxMessage.id).in_(only))
    replies = session.exec(
        due.where(OutboxMessage.kind == MessageKind.REPLY)
        .order_by(col(OutboxMessage.created_at), col(OutboxMessage.id))
        .limit(limit)
    ).all()
    if len(replies) == limit:
        return list(replies)
    others = session.exec(
        due.where(OutboxMessage.kind != MessageKind.REPLY)
        .order_by(col(OutboxMessage.state), col(OutboxMessage.next_attempt_at))
        .limit(limit - len(replies))
    ).all()
    return [*replies, *others]


def claim(
    session: Session,
    vault: Vault,
    now: datetime,
    channel: Channel,
    *,
    rules: SendingRules,
    owner: str,
    message_ids: Sequence[UUID],
    on_time: bool = True,
) -> list[Claimed]:
    """Claim those of the messages that may really go now; the others wait or end here.

    ``on_time`` leaves out messages that are not due. Consent, sending hours, expiry and caps are
    looked at again: hours may have passed since the message was written.
    """
    claimed = []
    capabilities = channel.capabilities
    for message_id in message_ids:
        taken = session.execute(
            sa.update(OutboxMessage)
            .where(
                col(OutboxMessage.id) == message_id, *_free(channel.name, now if on_time else None)
            )
            .values(lease_owner=owner, lease_until=now + rules.lease)
            .execution_options(synchronize_session=False)
        )
        if outbox.rows_changed(taken) == 0:
            continue
        message = session.get_one(OutboxMessage, message_id, populate_existing=True)
        contact = session.get_one(Contact, message.contact_id)
        if not _ends_here(session, message, contact, capabilities, now) and not _waits(
            session, message, capabilities, rules, now
        ):
            claimed.append(_announce(session, vault, message, contact, now))
    return claimed


def _free(channel: str, due_at: datetime | None) -> list[sa.ColumnElement[bool]]:
    """Return what must hold of a message that may be sent and that nobody is sending.

    ``due_at`` asks that it is due at that moment.
    """
    fault = col(OutboxMessage.fault)
    conditions = [
        col(OutboxMessage.channel) == channel,
        col(OutboxMessage.state) < MessageState.HANDED_OVER,
        col(OutboxMessage.lease_until).is_(None),
        sa.or_(
            col(OutboxMessage.state) != MessageState.UNKNOWN,
            sa.and_(fault.is_not(None), fault != Fault.AMBIGUOUS),
        ),
    ]
    if due_at is not None:
        conditions.append(col(OutboxMessage.next_attempt_at) <= due_at)
    return conditions


def _ends_here(
    session: Session,
    message: OutboxMessage,
    contact: Contact,
    capabilities: Capabilities,
    now: datetime,
) -> bool:
    if message.expires_at is not None and message.expires_at <= now:
        outbox.raise_state(session, message, MessageState.EXPIRED, now, source=SENDER, code=LATE)
        return True
    fault, code = None, None
    if contact.is_demo and not capabilities.demo:
        fault, code = Fault.PERMANENT, DEMO_ONLY
    elif contact.blocked_at is not None or not may_write(
        message.kind, opted_out=contact.opted_out_at is not None
    ):
        fault = Fault.OPTED_OUT
    elif capabilities.reply_window is not None and (
        contact.last_inbound_at is None or now - contact.last_inbound_at > capabilities.reply_window
    ):
        fault = Fault.WINDOW_CLOSED
    if fault is None:
        return False
    outbox.raise_state(
        session, message, MessageState.FAILED, now, source=SENDER, code=code or fault, fault=fault
    )
    return True


def _waits(
    session: Session,
    message: OutboxMessage,
    capabilities: Capabilities,
    rules: SendingRules,
    now: datetime,
) -> bool:
    at = quiet_hours.earliest(message.kind, now, rules.hours)
    for cap in capabilities.caps:
        at = max(at, _free_under(session, message.contact_id, cap, now))
    if at <= now:
        return False
    message.next_attempt_at = at
    message.lease_owner = message.lease_until = None
    session.add(message)
    return True


def _free_under(session: Session, contact_id: UUID, cap: Cap, now: datetime) -> datetime:
    """Return when the contact may get one more message under the cap."""
    recent = session.exec(
        select(OutboxMessage.submitted_at)
        .where(
            OutboxMessage.contact_id == contact_id,
            col(OutboxMessage.submitted_at) > now - cap.window,
        )
        .order_by(col(OutboxMessage.submitted_at).desc())
        .limit(cap.count)
    ).all()
    oldest = recent[-1] if len(recent) == cap.count else None
    return oldest + cap.window if oldest is not None else now


def _announce(
    session: Session, vault: Vault, message: OutboxMessage, contact: Contact, now: datetime
) -> Claimed:
    """Write the intent: from here on the provider may have the message."""
    message.state = max(message.state, MessageState.SUBMITTING)
    message.fault = None
    message.code = None
    message.attempts += 1
    message.submitted_at = now
    session.add(message)
    session.flush()
    outbox.note_event(session, message.id, now, message.state, source=SENDER, code="attempt")
    return Claimed(
        message_id=message.id,
        contact_id=contact.id,
        address=address_of(vault, contact),
        text=outbox.text_of(vault, message),
        buttons=outbox.buttons_of(message),
        kind=message.kind,
        attempts=message.attempts,
        valid_for=message.expires_at - now if message.expires_at else None,
    )
