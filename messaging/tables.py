"""Tables of messages in both directions, and of whom they go to."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage import columns as c
from storage.tables import table_args
from storage.vault import Sealed

ADDRESS_FIELD = "contact.address"
BODY_FIELD = "message.body"
PARAMS_FIELD = "message.params"
QUESTION_FIELD = "handoff.text"


class MessageState(IntEnum):
    """How far a message got; a state only ever rises."""

    QUEUED = 0
    SUBMITTING = 10
    UNKNOWN = 15
    HANDED_OVER = 20
    SENT = 30
    EXPIRED = 40
    FAILED = 50
    DELIVERED = 60


class MessageKind(StrEnum):
    """What a message is for; quiet hours and opt-out look at it."""

    REPLY = "reply"
    JOB_PUSH = "job_push"
    TRAINING = "training"
    GUIDANCE = "guidance"
    REMINDER = "reminder"
    NOTICE = "notice"


class InboundState(StrEnum):
    """What became of a message that came in."""

    STORED = "stored"
    HANDLED = "handled"
    PARKED = "parked"


class Contact(SQLModel, table=True):
    """An address on a channel: a phone number for ``sms``, a chat id for ``telegram``, and so on.

    ``channel`` is a registry key, stored as text. One contact may serve several people.
    """

    __tablename__ = "contact"
    __table_args__ = table_args(sa.UniqueConstraint("channel", "address_index"))

    id: UUID = c.key()
    channel: str = c.text(32)
    address_sealed: Sealed = c.sealed()
    address_index: bytes = c.blind()
    county_code: str | None = c.text(6, nullable=True)
    language: str = c.text(8)
    is_demo: bool = c.flag(False)
    opted_out_at: datetime | None = c.moment(nullable=True)
    blocked_at: datetime | None = c.moment(nullable=True)
    last_inbound_at: datetime | None = c.moment(nullable=True)
    created_at: datetime = c.moment()


def partial_index(name: str, condition: str, *columns: str) -> sa.Index:
    """Return an index of the outbox that holds only the rows of which ``condition`` is true.

    The sender asks every second for the few messages that wait among the many that are done.
    """
    where = sa.text(condition)
    return sa.Index(
        f"ix_outbox_message_{name}", *columns, sqlite_where=where, postgresql_where=where
    )


class OutboxMessage(SQLModel, table=True):
    """One message to one contact, for one person where it is about one.

    ``key`` is unique per person and purpose, so that doing the work twice writes one row.
    ``proves`` says which service its delivery is evidence of, as
    ``{"kind": "job_info", "postings": [posting ids]}``; nothing is counted before that delivery.
    ``provider_id`` is the provider's, ``id`` is what we hand the provider as our own.
    ``purpose`` is what templates are chosen by where it says more than ``kind``, and
    ``params_sealed`` the values that fill one. ``cuts`` tells staff what was left out to save SMS.
    ``instead_of`` is the first message that this one stands for, after it was refused
    (``messaging.failover``). ``cost_fen`` is what the attempt costs, and 0 after a refusal.
    """

    __tablename__ = "outbox_message"
    __table_args__ = table_args(
        sa.UniqueConstraint("key"),
        sa.Index(None, "channel", "state", "next_attempt_at"),
        partial_index("open", "state < 20", "channel", "kind", "next_attempt_at"),
        partial_index("leased", "lease_until IS NOT NULL", "channel", "lease_until"),
        partial_index("refused", "fault = 'config'", "channel", "next_attempt_at"),
        partial_index("uncertain", "state = 15", "county_code", "submitted_at"),
        partial_index("instead", "instead_of IS NOT NULL", "instead_of"),
        sa.Index(None, "contact_id", "created_at"),
        sa.Index(None, "channel", "provider_id"),
        sa.Index(None, "county_code", "kind", "created_at"),
        sa.Index(None, "county_code", "submitted_at"),
    )

    id: UUID = c.key()
    key: str = c.text(200)
    contact_id: UUID = c.ref("contact.id", index=False)
    channel: str = c.text(32)
    person_id: UUID | None = c.plain_id(nullable=True, index=True)
    county_code: str | None = c.text(6, nullable=True)
    kind: MessageKind = c.choice(MessageKind)
    purpose: str | None = c.text(32, nullable=True)
    body_sealed: Sealed = c.sealed()
    params_sealed: Sealed | None = c.sealed(nullable=True)
    cuts: list[Any] | None = c.listing(nullable=True)
    buttons: list[Any] = c.listing()
    proves: dict[str, Any] | None = c.mapping(nullable=True)
    in_reply_to: UUID | None = c.ref("inbound_message.id", nullable=True)
    instead_of: UUID | None = c.plain_id(nullable=True)
    state: MessageState = c.rank(MessageState, default=MessageState.QUEUED)
    fault: str | None = c.text(nullable=True)
    code: str | None = c.text(nullable=True)
    attempts: int = c.number(default=0)
    next_attempt_at: datetime = c.moment()
    lease_owner: str | None = c.text(nullable=True)
    lease_until: datetime | None = c.moment(nullable=True)
    expires_at: datetime | None = c.moment(nullable=True)
    provider_id: str | None = c.text(200, nullable=True)
    segments: int = c.number(default=0)
    cost_fen: int = c.number(default=0)
    created_at: datetime = c.moment()
    submitted_at: datetime | None = c.moment(nullable=True)
    handed_over_at: datetime | None = c.moment(nullable=True)
    sent_at: datetime | None = c.moment(nullable=True)
    delivered_at: datetime | None = c.moment(nullable=True)
    ended_at: datetime | None = c.moment(nullable=True)


class MessageEvent(SQLModel, table=True):
    """One thing that happened to a message: an attempt, a report, a look-up, a reply."""

    __tablename__ = "message_event"
    __table_args__ = table_args()

    id: UUID = c.key()
    message_id: UUID = c.ref("outbox_message.id")
    at: datetime = c.moment()
    state: MessageState = c.rank(MessageState)
    source: str = c.text(32)
    code: str | None = c.text(nullable=True)


class DeliveryReport(SQLModel, table=True):
    """A provider's report as it came, matched to a message or not; one row per event."""

    __tablename__ = "delivery_report"
    __table_args__ = table_args(sa.UniqueConstraint("channel", "event_id"))

    id: UUID = c.key()
    channel: str = c.text(32)
    event_id: str = c.text(200)
    message_id: UUID | None = c.ref("outbox_message.id", nullable=True)
    provider_id: str | None = c.text(200, nullable=True)
    state: MessageState = c.rank(MessageState)
    code: str | None = c.text(nullable=True)
    occurred_at: datetime = c.moment()
    received_at: datetime = c.moment()
    raised: bool = c.flag(False)


class InboundMessage(SQLModel, table=True):
    """A message that came in: stored before it is acknowledged, one row per provider's event."""

    __tablename__ = "inbound_message"
    __table_args__ = table_args(
        sa.UniqueConstraint("channel", "event_id"), sa.Index(None, "state", "received_at")
    )

    id: UUID = c.key()
    channel: str = c.text(32)
    event_id: str = c.text(200)
    contact_id: UUID = c.ref("contact.id")
    body_sealed: Sealed = c.sealed()
    action: str | None = c.text(200, nullable=True)
    state: InboundState = c.choice(InboundState, default=InboundState.STORED)
    attempts: int = c.number(default=0)
    error: str | None = c.text(c.LONG, nullable=True)
    occurred_at: datetime = c.moment()
    received_at: datetime = c.moment(index=True)
    handled_at: datetime | None = c.moment(nullable=True)


class HandoffReason(StrEnum):
    """Why a conversation was passed to a caseworker."""

    ASKED = "asked"
    UNSURE = "unsure"
    URGENT = "urgent"
    NO_JOBS = "no_jobs"
    IDENTITY = "identity"


class Handoff(SQLModel, table=True):
    """A question the bot passes to a caseworker (转人工), and the answer that went back."""

    __tablename__ = "handoff"
    __table_args__ = table_args(sa.Index(None, "county_code", "closed_at"))

    id: UUID = c.key()
    contact_id: UUID = c.ref("contact.id")
    person_id: UUID | None = c.plain_id(nullable=True, index=True)
    county_code: str | None = c.text(6, nullable=True)
    reason: HandoffReason = c.choice(HandoffReason)
    question_sealed: Sealed = c.sealed()
    answer_sealed: Sealed | None = c.sealed(nullable=True)
    opened_at: datetime = c.moment()
    answered_by: str | None = c.text(nullable=True)
    closed_at: datetime | None = c.moment(nullable=True)


class ParkedEvent(SQLModel, table=True):
    """A provider's call that could not be understood, kept whole for somebody to look at.

    It is acknowledged, so that one bad event does not hold up those behind it. ``replay_asked_at``
    is set while staff want it read again, ``closed_at`` once it was understood or put away.
    """

    __tablename__ = "parked_event"
    __table_args__ = table_args(
        sa.UniqueConstraint("channel", "event_id"), sa.Index(None, "channel", "received_at")
    )

    id: UUID = c.key()
    channel: str = c.text(32)
    event_id: str = c.text(200)
    body_sealed: Sealed = c.sealed()
    reason: str = c.text()
    received_at: datetime = c.moment()
    replay_asked_at: datetime | None = c.moment(nullable=True)
    closed_at: datetime | None = c.moment(nullable=True)
