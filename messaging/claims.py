"""Which messages may be sent now, and who sends them.

A message is claimed by a conditional update whose row count is checked; the claim is the intent
"this is being handed to the provider" and is committed before the provider is called. A claim that
is not followed by an outcome before its lease runs out leaves the message ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import notices, outbox, permits, states, templates_registry
from messaging.contacts import address_of
from messaging.contract import Button, Cap, Channel, Fault, Notice
from messaging.gate import Ends, Goes, Waits, verdict
from messaging.outbox import MESSAGES
from messaging.quiet_hours import SendingHours
from messaging.rendering import with_choices
from messaging.tables import Contact, MessageKind, MessageState, OutboxMessage
from messaging.templates import NO_TEMPLATE, Prepared, Refusal
from storage.vault import Vault

SENDER = "sender"
ATTEMPT, NO_OUTCOME, BY_NOTICE = "attempt", "no_outcome", "by_notice"


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
    prepared: Prepared | None = None


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
            sa.update(MESSAGES)
            .where(
                MESSAGES.c.id == message_id,
                MESSAGES.c.state < MessageState.HANDED_OVER,
                MESSAGES.c.lease_until < now,
            )
            .values(
                state=MessageState.UNKNOWN,
                fault=Fault.AMBIGUOUS,
                code=NO_OUTCOME,
                lease_owner=None,
                lease_until=None,
                next_attempt_at=now,
            )
        )
        if outbox.rows_changed(changed):
            outbox.note_event(
                session, message_id, now, MessageState.UNKNOWN, source=SENDER, code=NO_OUTCOME
            )


def rests(session: Session, channel: str, now: datetime) -> bool:
    """Tell whether the channel's account was refused so recently that nothing is tried.

    A missing template holds up its own kind of messages only.
    """
    return (
        session.exec(
            select(OutboxMessage.id).where(
                OutboxMessage.channel == channel,
                col(OutboxMessage.state) < MessageState.HANDED_OVER,
                OutboxMessage.fault == Fault.CONFIG,
                sa.func.coalesce(OutboxMessage.code, "").not_like(f"{NO_TEMPLATE}:%"),
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
    free = _free(channel.name, now if on_time else None)
    found = session.exec(
        select(OutboxMessage, Contact)
        .where(
            OutboxMessage.contact_id == Contact.id,
            col(OutboxMessage.id).in_(message_ids),
            *free,
        )
        .with_for_update(skip_locked=True, of=OutboxMessage)
    ).all()
    places = {message_id: place for place, message_id in enumerate(message_ids)}
    claimed = []
    for message, contact in sorted(found, key=lambda pair: places[pair[0].id]):
        decided = verdict(
            message,
            contact,
            channel.capabilities,
            rules.hours,
            now,
            free_under=partial(_free_under, session, contact.id, now),
            answered=partial(_answered, session, contact, message.id),
        )
        prepared = None
        if isinstance(decided, Goes) and decided.notice is not None:
            prepared, decided = _by_notice(session, vault, decided.notice, message, now)
        elif isinstance(decided, Goes) and channel.capabilities.templates_of:
            prepared, decided = _in_template(session, vault, channel, message, now)
        state, code, values = _consequence(decided, message, now)
        if isinstance(decided, Goes):
            values |= {"lease_owner": owner, "lease_until": now + rules.lease}
        changed = session.execute(
            sa.update(MESSAGES).where(MESSAGES.c.id == message.id, *free).values(values)
        )
        if outbox.rows_changed(changed) == 0:
            continue
        if code and (not isinstance(decided, Waits) or code != message.code):
            outbox.note_event(session, message.id, now, state, source=SENDER, code=code)
        if isinstance(decided, Goes):
            claimed.append(_everything(vault, message, contact, now, prepared))
    return claimed


def _consequence(
    decided: Goes | Waits | Ends, message: OutboxMessage, now: datetime
) -> tuple[MessageState, str, dict[str, Any]]:
    """Return the state, the code and the columns that a verdict brings."""
    match decided:
        case Waits(at, None):
            return message.state, "", {"next_attempt_at": at}
        case Waits(at, fault, code):
            held = {"next_attempt_at": at, "fault": fault, "code": code}
            return message.state, code or "", held
        case Ends(state, code, fault):
            ended = {"state": state, "code": code, "fault": fault}
            return state, code, ended | outbox.moments_of(state, now)
        case Goes(notice):
            state = max(message.state, MessageState.SUBMITTING)
            begun = {
                "state": state,
                "fault": None,
                "code": None,
                "submitted_at": now,
                "attempts": message.attempts + 1,
            }
            if notice is None:
                return state, ATTEMPT, begun
            return state, BY_NOTICE, begun | {"proves": None}


def _by_notice(
    session: Session, vault: Vault, notice: Notice, message: OutboxMessage, now: datetime
) -> tuple[Prepared | None, Goes | Ends]:
    """Put the message into a notice and spend the permit it needs; end here without one.

    A notice has no room for what the message says, so its delivery will prove no service.
    """
    if notice.one_time and not permits.spend(
        session, message.contact_id, notice.template, message.id, now
    ):
        return None, Ends(MessageState.FAILED, Fault.WINDOW_CLOSED, Fault.WINDOW_CLOSED)
    text = outbox.text_of(vault, message)
    return notices.fill(notice, text, message.kind, now), Goes(notice)


def _in_template(
    session: Session, vault: Vault, channel: Channel, message: OutboxMessage, now: datetime
) -> tuple[Prepared | None, Goes | Waits | Ends]:
    """Fill the message into an approved template, or say why it must wait or end here."""
    found = templates_registry.resolve(
        session,
        channel.capabilities.templates_of,
        purpose=message.purpose or message.kind,
        county_code=message.county_code,
        params=outbox.params_of(vault, message),
        text=with_choices(outbox.text_of(vault, message), outbox.buttons_of(message)),
    )
    match found:
        case Prepared():
            return found, Goes()
        case Refusal(Fault.CONFIG, code):
            return None, Waits(now + states.CONFIG_REST, Fault.CONFIG, code)
        case Refusal(fault, code):
            return None, Ends(MessageState.FAILED, code, fault)


def _everything(
    vault: Vault,
    message: OutboxMessage,
    contact: Contact,
    now: datetime,
    prepared: Prepared | None,
) -> Claimed:
    return Claimed(
        message_id=message.id,
        contact_id=contact.id,
        address=address_of(vault, contact),
        text=outbox.text_of(vault, message),
        buttons=outbox.buttons_of(message),
        kind=message.kind,
        attempts=message.attempts + 1,
        valid_for=message.expires_at - now if message.expires_at else None,
        prepared=prepared,
    )


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


def _free_under(session: Session, contact_id: UUID, now: datetime, cap: Cap) -> datetime:
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


def _answered(session: Session, contact: Contact, message_id: UUID) -> int:
    """Return how many other messages went to the contact since it wrote last."""
    query = (
        select(sa.func.count())
        .select_from(OutboxMessage)
        .where(OutboxMessage.contact_id == contact.id, OutboxMessage.id != message_id)
    )
    if contact.last_inbound_at is not None:
        query = query.where(col(OutboxMessage.submitted_at) >= contact.last_inbound_at)
    return session.exec(query).one()
