"""转人工: questions the bot passes to a caseworker, and the answers that go back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.outbox import Draft
from messaging.tables import (
    QUESTION_FIELD,
    Contact,
    Handoff,
    HandoffReason,
    MessageKind,
    OutboxMessage,
)
from storage.clock import Clock
from storage.places import county_of, scope_prefix
from storage.vault import Vault


class HandoffClosedError(Exception):
    """The hand-off has been answered or closed by somebody else, or never existed."""


@dataclass(frozen=True, slots=True)
class OpenHandoff:
    """A question that waits for a caseworker."""

    id: UUID
    contact_id: UUID
    channel: str
    person_id: UUID | None
    county_code: str | None
    reason: HandoffReason
    question: str
    opened_at: datetime


def open_handoff(
    session: Session,
    vault: Vault,
    clock: Clock,
    *,
    contact: Contact,
    person_id: UUID | None,
    county_code: str | None,
    reason: HandoffReason,
    question: str,
) -> Handoff:
    """Pass a question to the caseworkers; the same open question of a contact is passed once."""
    for known in session.exec(
        select(Handoff).where(
            Handoff.contact_id == contact.id,
            Handoff.reason == reason,
            col(Handoff.closed_at).is_(None),
        )
    ):
        if vault.open(QUESTION_FIELD, known.question_sealed) == question:
            return known
    handoff = Handoff(
        contact_id=contact.id,
        person_id=person_id,
        county_code=county_code or contact.county_code,
        reason=reason,
        question_sealed=vault.seal(QUESTION_FIELD, question),
        opened_at=clock.now(),
    )
    session.add(handoff)
    session.flush()
    return handoff


def answer_handoff(
    session: Session, vault: Vault, clock: Clock, handoff_id: UUID, text: str, by: str
) -> OutboxMessage:
    """Send a caseworker's answer to the person who asked, and close the hand-off.

    The answer is a reply, so it also goes to who opted out. Raises HandoffClosedError when somebody
    was first, ValueError for an empty answer.
    """
    if not text.strip():
        raise ValueError("an answer needs a text")
    handoff = _close(session, clock, handoff_id, by)
    handoff.answer_sealed = vault.seal(QUESTION_FIELD, text)
    session.add(handoff)
    contact = session.get_one(Contact, handoff.contact_id)
    message = outbox.enqueue(
        session,
        vault,
        clock,
        Draft(
            key=f"handoff:{handoff.id}",
            contact_id=contact.id,
            channel=contact.channel,
            kind=MessageKind.REPLY,
            text=text,
            person_id=handoff.person_id,
            county_code=handoff.county_code,
        ),
    )
    if message is None:
        raise HandoffClosedError("this question has its answer in the outbox already")
    return message


def close_handoff(session: Session, clock: Clock, handoff_id: UUID, by: str) -> Handoff:
    """Close a hand-off that was settled without a message, by telephone for example.

    Raises HandoffClosedError when it is closed already.
    """
    return _close(session, clock, handoff_id, by)


def open_handoffs(session: Session, vault: Vault, scope: str) -> list[OpenHandoff]:
    """Return the questions that wait within ``scope``, the oldest first.

    A hand-off knows its county. For a scope below one, the whole county's are returned, and the
    caller, who knows the people, keeps its own.
    """
    rows = session.exec(
        select(Handoff, Contact)
        .where(
            Handoff.contact_id == Contact.id,
            col(Handoff.closed_at).is_(None),
            col(Handoff.county_code).startswith(county_of(scope_prefix(scope))),
        )
        .order_by(col(Handoff.opened_at))
    ).all()
    return [
        OpenHandoff(
            id=handoff.id,
            contact_id=contact.id,
            channel=contact.channel,
            person_id=handoff.person_id,
            county_code=handoff.county_code,
            reason=handoff.reason,
            question=vault.open(QUESTION_FIELD, handoff.question_sealed),
            opened_at=handoff.opened_at,
        )
        for handoff, contact in rows
    ]


def _close(session: Session, clock: Clock, handoff_id: UUID, by: str) -> Handoff:
    closed = session.execute(
        sa.update(Handoff)
        .where(col(Handoff.id) == handoff_id, col(Handoff.closed_at).is_(None))
        .values(closed_at=clock.now(), answered_by=by)
        .execution_options(synchronize_session=False)
    )
    if outbox.rows_changed(closed) == 0:
        raise HandoffClosedError("somebody has dealt with this question already")
    return session.get_one(Handoff, handoff_id, populate_existing=True)
