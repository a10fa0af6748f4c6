"""转人工: questions the bot passes to a caseworker, and the answers that go back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import alerts, outbox
from messaging.outbox import Draft
from messaging.tables import (
    QUESTION_FIELD,
    Contact,
    Handoff,
    HandoffReason,
    MessageKind,
    OutboxMessage,
)
from messaging.templates import Purpose
from storage.clock import Clock
from storage.places import county_of, scope_prefix
from storage.vault import Vault


class HandoffClosedError(Exception):
    """The hand-off has been answered or closed by somebody else, or never existed."""


class HandoffGrewError(Exception):
    """The person has said more since the caseworker read the question."""


MOST_LINES: Final = 20
"""Things said that one question keeps; the first and the newest of them."""
MOST_CHARACTERS: Final = 4000
_LEFT_OUT: Final = "……"
_WEIGHT: Final = {
    HandoffReason.UNSURE: 0,
    HandoffReason.NO_JOBS: 1,
    HandoffReason.ASKED: 2,
    HandoffReason.IDENTITY: 3,
    HandoffReason.URGENT: 4,
}
_MARK_LENGTH: Final = 16
_KEY: Final = "handoff:"


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of words passed on.

    ``opened`` when they began a question, ``added`` when they said something new to one that waits.
    """

    handoff: Handoff
    opened: bool
    added: bool


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
    """Pass a question to the caseworkers; see ``pass_on``."""
    return pass_on(
        session,
        vault,
        clock,
        contact=contact,
        person_id=person_id,
        county_code=county_code,
        reason=reason,
        question=question,
    ).handoff


def pass_on(
    session: Session,
    vault: Vault,
    clock: Clock,
    *,
    contact: Contact,
    person_id: UUID | None,
    county_code: str | None,
    reason: HandoffReason,
    question: str,
) -> Passed:
    """Pass words to the caseworkers: they join what the person is waiting for already.

    A person has one open question at a time, with everything said since, a line each; it gets one
    answer. The weightiest reason stands; danger alerts staff anew. On a shared phone another
    person's words open their own.
    """
    session.exec(select(Contact.id).where(Contact.id == contact.id).with_for_update()).one()
    known = _waiting_of(session, contact.id, person_id)
    if known is None:
        handoff = Handoff(
            contact_id=contact.id,
            person_id=person_id,
            county_code=county_code or contact.county_code,
            reason=reason,
            question_sealed=vault.seal(QUESTION_FIELD, bounded([question])),
            opened_at=clock.now(),
        )
        session.add(handoff)
        session.flush()
        return Passed(handoff, opened=True, added=True)
    if known.person_id is None and person_id is not None:
        known.person_id, known.county_code = person_id, county_code or known.county_code
    rises = _WEIGHT[reason] > _WEIGHT[known.reason]
    if rises:
        known.reason = reason
    before = vault.open(QUESTION_FIELD, known.question_sealed)
    added = question not in before.split("\n") and question != before
    if added:
        known.question_sealed = vault.seal(QUESTION_FIELD, bounded([*before.split("\n"), question]))
    session.add(known)
    session.flush()
    if reason is HandoffReason.URGENT and (rises or added):
        alerts.tell_again(session, known.id, clock.now(), at_once=rises)
    return Passed(known, opened=False, added=added)


def waits_for_answer(session: Session, contact_id: UUID) -> bool:
    """Tell whether somebody writing from this contact waits for a caseworker."""
    return _waiting_of(session, contact_id, None) is not None


def _waiting_of(session: Session, contact_id: UUID, person_id: UUID | None) -> Handoff | None:
    """Return what a person waits for; one whose asker is not known yet may be anybody's."""
    waiting = select(Handoff).where(
        Handoff.contact_id == contact_id, col(Handoff.closed_at).is_(None)
    )
    if person_id is not None:
        waiting = waiting.where(
            sa.or_(col(Handoff.person_id) == person_id, col(Handoff.person_id).is_(None))
        )
    return session.exec(waiting.order_by(col(Handoff.opened_at), col(Handoff.id)).limit(1)).first()


def bounded(lines: list[str]) -> str:
    """Join what was said, a line each; of too much the first and the newest are kept."""
    if len(lines) > MOST_LINES:
        lines = [lines[0], _LEFT_OUT, *lines[-(MOST_LINES - 2) :]]
    while len(lines) > 2 and sum(map(len, lines)) > MOST_CHARACTERS:
        lines = [lines[0], *lines[2:]]
    return "\n".join(line[:MOST_CHARACTERS] for line in lines)


def mark_of(question: str) -> str:
    """Return a mark of a question as it was read: it changes when the person says more."""
    return sha256(question.encode()).hexdigest()[:_MARK_LENGTH]


def urgent_first() -> sa.ColumnElement[int]:
    """Return the order that puts danger before everything else; then the oldest comes first."""
    return sa.case((col(Handoff.reason) == HandoffReason.URGENT, 0), else_=1)


def answer_handoff(
    session: Session,
    vault: Vault,
    clock: Clock,
    handoff_id: UUID,
    text: str,
    by: str,
    *,
    read: str | None = None,
) -> OutboxMessage:
    """Send a caseworker's answer to the person who asked, and close the hand-off.

    The answer is a reply, so it also goes to who opted out. ``read`` is the ``mark_of`` the
    question that the caseworker saw. Raises HandoffClosedError when somebody was first,
    HandoffGrewError when the person has said more since, ValueError for an empty answer.
    """
    if not text.strip():
        raise ValueError("an answer needs a text")
    handoff = _close(session, clock, handoff_id, by)
    if read is not None and read != mark_of(vault.open(QUESTION_FIELD, handoff.question_sealed)):
        raise HandoffGrewError("the person has said more")
    handoff.answer_sealed = vault.seal(QUESTION_FIELD, text)
    session.add(handoff)
    contact = session.get_one(Contact, handoff.contact_id)
    message = outbox.enqueue(
        session,
        vault,
        clock,
        Draft(
            key=f"{_KEY}{handoff.id}",
            contact_id=contact.id,
            channel=contact.channel,
            kind=MessageKind.REPLY,
            text=text,
            person_id=handoff.person_id,
            county_code=handoff.county_code,
            purpose=Purpose.HANDOFF_ANSWER,
        ),
    )
    if message is None:
        raise HandoffClosedError("this question has its answer in the outbox already")
    return message


def handoff_answered_by(session: Session, message: OutboxMessage) -> Handoff | None:
    """Return the question that a message answers; None for one that is no caseworker's answer.

    Of messages that stand for each other, the first is meant.
    """
    if not message.key.startswith(_KEY):
        return None
    return session.get(Handoff, UUID(message.key.removeprefix(_KEY)))


def close_handoff(session: Session, clock: Clock, handoff_id: UUID, by: str) -> Handoff:
    """Close a hand-off that was settled without a message, by telephone for example.

    Raises HandoffClosedError when it is closed already.
    """
    return _close(session, clock, handoff_id, by)


def open_handoffs(session: Session, vault: Vault, scope: str) -> list[OpenHandoff]:
    """Return the questions that wait within ``scope``: danger first, then the oldest.

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
        .order_by(urgent_first(), col(Handoff.opened_at))
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
