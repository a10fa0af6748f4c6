"""Which messages may be sent now, and who sends them.

A message is claimed by a conditional update whose row count is checked; the claim is the intent
"this is being handed to the provider" and is committed before the provider is called. A claim that
is not followed by an outcome before its lease runs out leaves the message ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import notices, outbox, permits, states, templates_registry
from messaging.contacts import address_of
from messaging.contract import Button, Channel, Fault, Notice
from messaging.gate import Ends, Goes, Waits, verdict
from messaging.outbox import MESSAGES
from messaging.quiet_hours import SendingHours
from messaging.recent import Recent
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
                outbox.OPEN,
                col(OutboxMessage.lease_until).is_not(None),
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
                outbox.OPEN,
                col(OutboxMessage.fault) == sa.literal_column(f"'{Fault.CONFIG}'"),
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
    now_due = None if only is not None else now
    due = select(OutboxMessage.id, OutboxMessage.next_attempt_at).where(*_free(channel, now_due))
    if only is not None:
        due = due.where(col(OutboxMessage.id).in_(only))
    replies = session.exec(
        due.where(OutboxMessage.kind == MessageKind.REPLY)
        .order_by(col(OutboxMessage.created_at), col(OutboxMessage.id))
        .limit(limit)
    ).all()
    found = [message_id for message_id, _ in replies]
    if len(found) == limit:
        return found
    # each kind by its own stretch of the index, so that a long queue is not read and sorted
    others = sa.union_all(
        *(
            sa.select(
                due.where(OutboxMessage.kind == kind)
                .order_by(col(OutboxMessage.next_attempt_at))
                .limit(limit - len(found))
                .subquery()
            )
            for kind in MessageKind
            if kind is not MessageKind.REPLY
        )
    ).order_by("next_attempt_at")
    return found + list(session.scalars(others.limit(limit - len(found))))


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
    found = sorted(found, key=lambda pair: places[pair[0].id])
    recent = Recent(session, channel.capabilities.caps, [contact.id for _, contact in found], now)
    going: dict[UUID, Claimed] = {}
    by_notice = set()
    for message, contact in found:
        decided = verdict(
            message,
            contact,
            channel.capabilities,
            rules.hours,
            now,
            free_under=partial(recent.free_under, contact.id),
            answered=partial(_answered, session, contact, message.id),
        )
        prepared = None
        if isinstance(decided, Goes) and decided.notice is not None:
            prepared, decided = _by_notice(session, vault, decided.notice, message, now)
            by_notice.add(message.id)
        elif isinstance(decided, Goes) and channel.capabilities.templates_of:
            prepared, decided = _in_template(session, vault, channel, message, now)
        if isinstance(decided, Goes):
            recent.add(contact.id)
            going[message.id] = _everything(vault, message, contact, now, prepared)
        else:
            _put_off(session, message, decided, free, now)
    lease = {"lease_owner": owner, "lease_until": now + rules.lease}
    taken = _take(session, list(going), free, lease, now, by_notice)
    return [claimed for message_id, claimed in going.items() if message_id in taken]


def _take(
    session: Session,
    message_ids: Sequence[UUID],
    free: Sequence[sa.ColumnElement[bool]],
    lease: Mapping[str, Any],
    now: datetime,
    by_notice: Collection[UUID],
) -> set[UUID]:
    """Note the intent to send on those messages that are still free; returns which they were."""
    if not message_ids:
        return set()
    begun = sa.case(
        (MESSAGES.c.state < MessageState.SUBMITTING, MessageState.SUBMITTING),
        else_=MESSAGES.c.state,
    )
    rows = session.execute(
        sa.update(MESSAGES)
        .where(MESSAGES.c.id.in_(message_ids), *free)
        .values(
            state=begun,
            fault=None,
            code=None,
            submitted_at=now,
            attempts=MESSAGES.c.attempts + 1,
            **lease,
        )
        .returning(MESSAGES.c.id, MESSAGES.c.state)
    )
    lines: dict[tuple[MessageState, str], list[UUID]] = {}
    for message_id, state in rows:
        code = BY_NOTICE if message_id in by_notice else ATTEMPT
        lines.setdefault((state, code), []).append(message_id)
    for (state, code), ids in lines.items():
        if code == BY_NOTICE:
            session.execute(sa.update(MESSAGES).where(MESSAGES.c.id.in_(ids)).values(proves=None))
        outbox.note_events(session, ids, now, state, source=SENDER, code=code)
    return {message_id for ids in lines.values() for message_id in ids}


def _put_off(
    session: Session,
    message: OutboxMessage,
    decided: Waits | Ends,
    free: Sequence[sa.ColumnElement[bool]],
    now: datetime,
) -> None:
    """Let a message wait or end, and note why where that is new."""
    state = message.state if isinstance(decided, Waits) else decided.state
    code = decided.code or ""
    values: dict[str, Any] = {"next_attempt_at": decided.at} if isinstance(decided, Waits) else {}
    if decided.fault or code:
        values |= {"fault": decided.fault, "code": decided.code}
    if isinstance(decided, Ends):
        values |= {"state": state} | outbox.moments_of(state, now)
    changed = session.execute(
        sa.update(MESSAGES).where(MESSAGES.c.id == message.id, *free).values(values)
    )
    new = isinstance(decided, Ends) or code != message.code
    if code and new and outbox.rows_changed(changed):
        outbox.note_event(session, message.id, now, state, source=SENDER, code=code)


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
        outbox.OPEN,
        col(OutboxMessage.lease_until).is_(None),
        sa.or_(
            col(OutboxMessage.state) != MessageState.UNKNOWN,
            sa.and_(fault.is_not(None), fault != Fault.AMBIGUOUS),
        ),
    ]
    if due_at is not None:
        conditions.append(col(OutboxMessage.next_attempt_at) <= due_at)
    return conditions


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
