"""A message in several parts: one in the outbox, several at the provider, one after the other.

The seams are written together with the first intent to send, and each part has its own intent and
outcome, so that a crash between two parts loses none and repeats none. The message itself gets no
further than ``SUBMITTING`` (or ``UNKNOWN``, when the outcome of a part is) before the provider has
the last part; it is delivered when all of them are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox, rendering, states
from messaging.contract import Button, Capabilities, Fault, Sent
from messaging.outbox import MESSAGES
from messaging.rendering import Rendered
from messaging.tables import MessageKind, MessageState, OutboxMessage
from messaging.tables_parts import MessagePart

PARTS = cast(sa.Table, sa.inspect(MessagePart).local_table)
PART = "part"
"""Begins the code of a line in a message's life that says which part went."""

_UNCERTAIN = sa.and_(
    MESSAGES.c.lease_until.is_(None),
    MESSAGES.c.state == MessageState.UNKNOWN,
    MESSAGES.c.fault == Fault.AMBIGUOUS,
)
_SHORT = 200
"""Characters of a text that every channel carries in one message."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a message whose turn it is: ``place`` of ``count``, from 1."""

    id: UUID
    place: int
    count: int

    @property
    def is_last(self) -> bool:
        """Whether the message is complete with it."""
        return self.place == self.count


def next_part(
    session: Session,
    message: OutboxMessage,
    text: str,
    buttons: Sequence[Button],
    capabilities: Capabilities,
    now: datetime,
) -> tuple[Part, Rendered] | None:
    """Return the part to send next and note the intent; None for a text that goes as it is.

    The first time the seams are written. What is returned bills the whole message with each part,
    so that it is paid for once.
    """
    if not (len(text) > _SHORT or may_be_long(text, buttons, capabilities)):
        return None
    begun = message.state > MessageState.QUEUED
    found = of_message(session, message.id) if begun else []
    if not found:
        spans = rendering.divide(text, buttons, message.kind, capabilities)
        if len(spans) == 1:
            return None
        found = [
            MessagePart(message_id=message.id, place=place, starts=starts, ends=ends)
            for place, (starts, ends) in enumerate(spans, start=1)
        ]
        session.add_all(found)
    # no message whose last part was taken is sent, so the last one is the next at the latest
    part = next((each for each in found if each.state < MessageState.HANDED_OVER), found[-1])
    part.state, part.submitted_at = MessageState.SUBMITTING, now
    session.add(part)
    session.flush()
    rendered = as_shown(found, part.place, text, buttons, message.kind, capabilities)
    return Part(part.id, part.place, len(found)), rendered


def may_be_long(text: str, buttons: Sequence[Button], capabilities: Capabilities) -> bool:
    """Tell whether a text may need more than one message; a quick look that errs on this side."""
    choices = sum(len(button.label) for button in buttons) + 4 * len(buttons)
    return 2 * (len(text) + choices + _SHORT // 2) > capabilities.max_length


def as_shown(
    parts: Sequence[MessagePart],
    place: int,
    text: str,
    buttons: Sequence[Button],
    kind: MessageKind,
    capabilities: Capabilities,
) -> Rendered:
    """Return the part at ``place`` as the channel shows it, with what all parts are billed."""
    spans = [(each.starts, each.ends) for each in parts]
    shown = [
        rendering.render_piece(text, buttons, kind, capabilities, spans, number)
        for number in range(len(spans))
    ]
    one = shown[place - 1]
    return Rendered(one.text, one.buttons, sum(each.segments for each in shown))


def count(
    text: str, buttons: Sequence[Button], kind: MessageKind, capabilities: Capabilities
) -> int:
    """Return how many messages the channel needs for a text."""
    if not may_be_long(text, buttons, capabilities):
        return 1
    return len(rendering.divide(text, buttons, kind, capabilities))


def of_message(session: Session, message_id: UUID) -> list[MessagePart]:
    """Return the parts of a message in their order; none when it goes as it is."""
    query = select(MessagePart).where(MessagePart.message_id == message_id)
    return list(session.exec(query.order_by(col(MessagePart.place))))


def by_message(session: Session, message_ids: Collection[UUID]) -> dict[UUID, list[MessagePart]]:
    """Return the parts of those messages that have several, in their order."""
    if not message_ids:
        return {}
    query = select(MessagePart).where(col(MessagePart.message_id).in_(message_ids))
    found: dict[UUID, list[MessagePart]] = {}
    for part in session.exec(query.order_by(col(MessagePart.place))):
        found.setdefault(part.message_id, []).append(part)
    return found


def went_for(message_id: Any) -> sa.ColumnElement[bool]:
    """Return the condition of a join that counts a message once for each part that was tried."""
    return sa.and_(PARTS.c.message_id == message_id, PARTS.c.submitted_at.is_not(None))


def in_flight(found: Sequence[MessagePart]) -> MessagePart | None:
    """Return that of a message's parts whose intent is noted and whose outcome is not."""
    return next((part for part in found if part.state is MessageState.SUBMITTING), None)


def under_way(session: Session, message_id: UUID) -> Part | None:
    """Return the part of a message that somebody is sending; None where it goes as it is."""
    found = of_message(session, message_id)
    part = in_flight(found)
    return None if part is None else Part(part.id, part.place, len(found))


def state_of(found: Sequence[MessagePart]) -> MessageState | None:
    """Return the state that a message's parts add up to; None while some are to be sent."""
    reached = [part.state for part in found]
    for ended in (MessageState.FAILED, MessageState.EXPIRED):
        if ended in reached:
            return ended
    lowest = min(reached)
    return lowest if lowest >= MessageState.HANDED_OVER else None


def note_taken(
    session: Session, claimed: UUID, part: Part, sent: Sent, now: datetime, *, owner: str, by: str
) -> bool:
    """Note that the provider took a part; True when another follows, which is due at once.

    ``owner`` holds the lease on the message and gives it back when another follows; ``by`` says so
    in the message's life. The last part is the message's own outcome, which the caller notes.
    """
    rises = sa.case((PARTS.c.state < sent.state, sent.state), else_=PARTS.c.state)
    session.execute(
        sa.update(PARTS)
        .where(PARTS.c.id == part.id)
        .values(state=rises, provider_id=sent.provider_id)
    )
    if part.is_last:
        return False
    held = sa.or_(MESSAGES.c.lease_owner == owner, _UNCERTAIN)
    code = f"{PART}:{part.place}/{part.count}"
    _go_on(session, claimed, held, now, by, code)
    return True


def settle(
    session: Session,
    message: OutboxMessage,
    part: MessagePart,
    state: MessageState,
    now: datetime,
    *,
    by: str,
) -> MessageState | None:
    """Raise one part because somebody knows what became of it; returns the message's state then.

    None while parts are to be sent. A message that was uncertain because of this part goes on.
    """
    session.execute(
        sa.update(PARTS).where(PARTS.c.id == part.id, PARTS.c.state < state).values(state=state)
    )
    session.expire_all()
    go_on(session, message.id, f"{PART}:{part.place}", now, by=by)
    return state_of(of_message(session, message.id))


def go_on(
    session: Session,
    message_id: UUID,
    code: str,
    now: datetime,
    *,
    by: str,
    ends: datetime | None = None,
) -> bool:
    """Let an uncertain message be sent on, if no part of it is uncertain and some are to be sent.

    ``code`` says why in the message's life, ``ends`` until when it is worth sending where that is
    new. False for every other message.
    """
    found = of_message(session, message_id)
    if not found or in_flight(found) is not None or state_of(found) is not None:
        return False
    return _go_on(session, message_id, _UNCERTAIN, now, by, code, ends)


def _go_on(
    session: Session,
    message_id: UUID,
    held: sa.ColumnElement[bool],
    now: datetime,
    by: str,
    code: str,
    ends: datetime | None = None,
) -> bool:
    until = {} if ends is None else {"expires_at": ends}
    state = session.execute(
        sa.update(MESSAGES)
        .where(MESSAGES.c.id == message_id, MESSAGES.c.state < MessageState.HANDED_OVER, held)
        .values(
            fault=states.PART_TAKEN,
            code=None,
            attempts=0,
            next_attempt_at=now,
            ended_at=None,
            lease_owner=None,
            lease_until=None,
            **until,
        )
        .returning(MESSAGES.c.state)
    ).scalar()
    if state is None:
        return False
    outbox.note_event(session, message_id, now, state, source=by, code=code)
    return True
