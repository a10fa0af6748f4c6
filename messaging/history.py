"""What pages show about messages: a conversation, one message's whole life, the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.contract import Button, Fault
from messaging.gate import EXPLANATIONS as OWN_RULES_SAY
from messaging.states import EXPLANATIONS
from messaging.tables import (
    BODY_FIELD,
    DeliveryReport,
    InboundMessage,
    InboundState,
    MessageEvent,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from messaging.templates import explained
from storage.places import scope_prefix
from storage.vault import Vault


class Direction(StrEnum):
    """Who wrote."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a conversation. ``state`` is None for one that came in."""

    id: UUID
    direction: Direction
    channel: str
    at: datetime
    text: str
    buttons: tuple[Button, ...] = ()
    kind: MessageKind | None = None
    state: MessageState | None = None
    explanation: str = ""
    person_id: UUID | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a message; ``source`` says who told (sender, report, lookup…)."""

    at: datetime
    state: MessageState
    source: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Life:
    """One message from the outbox to its end; ``cuts`` says what was left out to save SMS."""

    line: Line
    attempts: int
    segments: int
    cost_fen: int
    steps: tuple[Step, ...]
    reports: tuple[Step, ...]
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How much is under way; ``oldest_waiting`` is None when nothing waits."""

    waiting: int
    oldest_waiting: datetime | None
    by_state: dict[MessageState, int]
    uncertain: int
    parked: int
    failures: dict[str, int]


def messages_of_contact(
    session: Session,
    vault: Vault,
    contact_id: UUID,
    *,
    limit: int = 100,
    since: datetime | None = None,
) -> list[Line]:
    """Return the newest ``limit`` messages of a contact in both directions, oldest first.

    ``since`` leaves out messages from before that moment.
    """
    came = select(InboundMessage).where(InboundMessage.contact_id == contact_id)
    went = select(OutboxMessage).where(OutboxMessage.contact_id == contact_id)
    if since is not None:
        came = came.where(col(InboundMessage.received_at) >= since)
        went = went.where(col(OutboxMessage.created_at) >= since)
    newest_in = came.order_by(col(InboundMessage.received_at).desc()).limit(limit)
    newest_out = went.order_by(col(OutboxMessage.created_at).desc()).limit(limit)
    lines = [
        *(_line_in(vault, message) for message in session.exec(newest_in)),
        *(_line_out(vault, message) for message in session.exec(newest_out)),
    ]
    return _in_order(lines)[-limit:]


def messages_of_person(
    session: Session,
    vault: Vault,
    person_id: UUID,
    *,
    contact_ids: Iterable[UUID] = (),
    limit: int = 100,
) -> list[Line]:
    """Return the newest messages sent for a person, oldest first.

    ``contact_ids`` are the contacts whose incoming messages belong to the person alone: on a
    shared phone nobody can tell who wrote.
    """
    went = session.exec(
        select(OutboxMessage)
        .where(OutboxMessage.person_id == person_id)
        .order_by(col(OutboxMessage.created_at).desc())
        .limit(limit)
    )
    came = session.exec(
        select(InboundMessage)
        .where(col(InboundMessage.contact_id).in_(list(contact_ids)))
        .order_by(col(InboundMessage.received_at).desc())
        .limit(limit)
    )
    lines = [
        *(_line_in(vault, message) for message in came),
        *(_line_out(vault, message) for message in went),
    ]
    return _in_order(lines)[-limit:]


def life_of(session: Session, vault: Vault, message_id: UUID) -> Life | None:
    """Return everything that happened to a message, or None when there is no such message."""
    message = session.get(OutboxMessage, message_id)
    if message is None:
        return None
    events = session.exec(
        select(MessageEvent)
        .where(MessageEvent.message_id == message_id)
        .order_by(col(MessageEvent.at), col(MessageEvent.id))
    )
    reports = session.exec(
        select(DeliveryReport)
        .where(DeliveryReport.message_id == message_id)
        .order_by(col(DeliveryReport.received_at), col(DeliveryReport.id))
    )
    return Life(
        line=_line_out(vault, message),
        attempts=message.attempts,
        segments=message.segments,
        cost_fen=message.cost_fen,
        steps=tuple(Step(item.at, item.state, item.source, item.code) for item in events),
        reports=tuple(
            Step(item.received_at, item.state, item.channel, item.code) for item in reports
        ),
        cuts=tuple(map(str, message.cuts or ())),
    )


def queue_figures(session: Session, scope: str, since: datetime) -> QueueFigures:
    """Return what waits within ``scope``, and the states of messages written since ``since``.

    Messages of no county (a stranger's chat) are counted for the nation only.
    """
    prefix = scope_prefix(scope)
    here = col(OutboxMessage.county_code).startswith(prefix) if prefix else sa.true()
    recent = (here, col(OutboxMessage.created_at) >= since)
    waiting = (
        here,
        col(OutboxMessage.state) < MessageState.HANDED_OVER,
        col(OutboxMessage.state) != MessageState.UNKNOWN,
    )
    count, oldest = session.exec(
        select(sa.func.count(), sa.func.min(OutboxMessage.created_at)).where(*waiting)
    ).one()
    states = session.exec(
        select(OutboxMessage.state, sa.func.count())
        .where(*recent)
        .group_by(col(OutboxMessage.state))
    )
    faults = session.exec(
        select(OutboxMessage.fault, sa.func.count())
        .where(*recent, OutboxMessage.state == MessageState.FAILED)
        .group_by(col(OutboxMessage.fault))
    )
    by_state = {MessageState(state): number for state, number in states}
    return QueueFigures(
        waiting=count,
        oldest_waiting=oldest,
        by_state=by_state,
        uncertain=by_state.get(MessageState.UNKNOWN, 0),
        parked=session.exec(
            select(sa.func.count()).where(InboundMessage.state == InboundState.PARKED)
        ).one(),
        failures={fault or Fault.PERMANENT: number for fault, number in faults},
    )


def why(message: OutboxMessage) -> str:
    """Return in Chinese why a message did not go out and what to do; empty when it did."""
    code = message.code or ""
    own = explained(code) or OWN_RULES_SAY.get(code)
    return own or EXPLANATIONS.get(message.fault or "", "")


def _line_in(vault: Vault, message: InboundMessage) -> Line:
    return Line(
        id=message.id,
        direction=Direction.IN,
        channel=message.channel,
        at=message.received_at,
        text=vault.open(BODY_FIELD, message.body_sealed),
    )


def _line_out(vault: Vault, message: OutboxMessage) -> Line:
    return Line(
        id=message.id,
        direction=Direction.OUT,
        channel=message.channel,
        at=message.created_at,
        text=outbox.text_of(vault, message),
        buttons=outbox.buttons_of(message),
        kind=message.kind,
        state=message.state,
        explanation=why(message),
        person_id=message.person_id,
        delivered_at=message.delivered_at,
    )


def _in_order(lines: list[Line]) -> list[Line]:
    """Sort by time, and within one moment by id, which also rises with time."""
    return sorted(lines, key=lambda line: (line.at, line.id))
