"""One person's services with their evidence; sent, delivered and counted are told apart."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.tables import Labourer
from messaging.tables import MessageState, OutboxMessage
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.tables import ServiceEntry


class Progress(StrEnum):
    """How far a message that is to prove a service got."""

    WAITING = "waiting"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


_PROGRESS = {
    MessageState.QUEUED: Progress.WAITING,
    MessageState.SUBMITTING: Progress.WAITING,
    MessageState.UNKNOWN: Progress.UNKNOWN,
    MessageState.HANDED_OVER: Progress.SENT,
    MessageState.SENT: Progress.SENT,
    MessageState.EXPIRED: Progress.FAILED,
    MessageState.FAILED: Progress.FAILED,
    MessageState.DELIVERED: Progress.DELIVERED,
}


@dataclass(frozen=True, slots=True)
class ServiceGiven:
    """One entry of the ledger, as a page shows it. ``reversed_on`` is set when it was taken back.

    ``note`` is the caseworker's evidence in words; ``message_id`` the message that proves it.
    """

    entry_id: UUID
    county_code: str
    sequence: int
    kind: ServiceKind
    occurred_on: date
    recorded_at: datetime
    recorded_by: str
    confirmed_by: str | None
    evidence: Evidence
    postings: int | None
    note: str | None
    message_id: UUID | None
    reversed_on: date | None
    reversed_by: str | None
    reason: str | None

    @property
    def counts(self) -> bool:
        """Whether the entry stands."""
        return self.reversed_on is None


@dataclass(frozen=True, slots=True)
class ServiceMessage:
    """One message that is to prove a service, whatever became of it."""

    message_id: UUID
    kind: ServiceKind
    channel: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    state: MessageState
    progress: Progress
    counted: bool


@dataclass(frozen=True, slots=True)
class KindRecord:
    """One service kind of one person, in numbers.

    ``sent`` is every message a provider took, ``delivered`` those that arrived, ``counted`` the
    entries that stand, whether a message or a caseworker's entry proves them.
    """

    sent: int
    delivered: int
    counted: int


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What one person got in a year (or ever), newest first."""

    services: tuple[ServiceGiven, ...]
    messages: tuple[ServiceMessage, ...]
    by_kind: Mapping[ServiceKind, KindRecord]


def person_record(session: Session, labourer: Labourer, year: int | None = None) -> PersonRecord:
    """Return the services and service messages of ``labourer``, of ``year`` when it is given.

    A service belongs to the year it happened in, a message to the year it was written in
    (Asia/Shanghai).
    """
    given = _services(session, labourer.ledger_ref)
    counted = {one.message_id for one in given if one.counts and one.message_id}
    services = tuple(one for one in given if year in {None, one.occurred_on.year})
    messages = tuple(
        message
        for message in _messages(session, labourer.id, counted)
        if year in {None, message.created_at.year}
    )
    return PersonRecord(
        services, messages, {kind: _kind(kind, services, messages) for kind in ServiceKind}
    )


def _services(session: Session, person_ref: UUID) -> list[ServiceGiven]:
    entries = session.exec(
        select(ServiceEntry)
        .where(ServiceEntry.person_ref == person_ref)
        .order_by(col(ServiceEntry.occurred_on).desc(), col(ServiceEntry.id).desc())
    ).all()
    reversals = {entry.reverses_id: entry for entry in entries}
    return [
        _service(entry, reversals.get(entry.id)) for entry in entries if entry.reverses_id is None
    ]


def _service(entry: ServiceEntry, reversal: ServiceEntry | None) -> ServiceGiven:
    message = entry.detail.get("message")
    return ServiceGiven(
        entry_id=entry.id,
        county_code=entry.county_code,
        sequence=entry.sequence,
        kind=entry.kind,
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        recorded_by=entry.recorded_by,
        confirmed_by=entry.confirmed_by,
        evidence=entry.evidence,
        postings=entry.posting_count,
        note=entry.detail.get("note"),
        message_id=UUID(message) if message else None,
        reversed_on=reversal.occurred_on if reversal else None,
        reversed_by=reversal.recorded_by if reversal else None,
        reason=reversal.reason if reversal else None,
    )


def _messages(session: Session, person: UUID, counted: Container[UUID]) -> list[ServiceMessage]:
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.person_id == person, col(OutboxMessage.proves).is_not(None))
        .order_by(col(OutboxMessage.created_at).desc(), col(OutboxMessage.id).desc())
    )
    return [
        ServiceMessage(
            message_id=message.id,
            kind=ServiceKind(message.proves["kind"]),
            channel=message.channel,
            created_at=message.created_at,
            sent_at=message.sent_at or message.handed_over_at,
            delivered_at=message.delivered_at,
            state=message.state,
            progress=_PROGRESS[message.state],
            counted=message.id in counted,
        )
        for message in session.exec(query)
        if message.proves
    ]


def _kind(
    kind: ServiceKind, services: Iterable[ServiceGiven], messages: Iterable[ServiceMessage]
) -> KindRecord:
    own = [message for message in messages if message.kind is kind]
    return KindRecord(
        sent=sum(1 for one in own if one.sent_at or one.progress is Progress.DELIVERED),
        delivered=sum(1 for one in own if one.progress is Progress.DELIVERED),
        counted=sum(1 for one in services if one.kind is kind and one.counts),
    )
