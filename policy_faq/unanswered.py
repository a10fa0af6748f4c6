"""Questions to which only the nearest ones could be offered, and that stayed open.

They wait for a caseworker once the person has had time to choose; whoever finds an answer, by a
digit or in other words, or asks for a caseworker, settles them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging.handoffs import HandoffClosedError, open_handoff
from messaging.tables import Contact, Handoff, HandoffReason
from policy_faq.tables_feedback import ASKED_FIELD, UnsureQuestion
from storage.clock import Clock
from storage.vault import Vault

TIME_TO_CHOOSE = timedelta(minutes=30)
"""How long a person may take to choose before a caseworker sees the question."""
MOST_OPEN = 5
"""Questions of one contact that may wait at a time; more would bury those of others."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question nobody has answered yet; ``question`` is without numbers of people."""

    id: UUID
    channel: str
    county_code: str
    question: str
    asked_at: datetime


def note_unsure(
    session: Session,
    vault: Vault,
    clock: Clock,
    *,
    contact: Contact,
    person_id: UUID | None,
    county: str,
    question: str,
) -> None:
    """Keep a question to which the nearest ones were offered; the same one is kept once."""
    waiting = session.exec(
        select(UnsureQuestion).where(
            UnsureQuestion.contact_id == contact.id, col(UnsureQuestion.settled_at).is_(None)
        )
    ).all()
    known = {vault.open(ASKED_FIELD, each.question_sealed) for each in waiting}
    if question in known or len(waiting) >= MOST_OPEN:
        return
    session.add(
        UnsureQuestion(
            contact_id=contact.id,
            person_id=person_id,
            county_code=county,
            question_sealed=vault.seal(ASKED_FIELD, question),
            asked_at=clock.now(),
        )
    )
    session.flush()


def settle(session: Session, clock: Clock, contact_id: UUID) -> None:
    """Note that a contact found an answer or a caseworker: nothing of theirs is open any more."""
    session.execute(
        sa.update(UnsureQuestion)
        .where(
            col(UnsureQuestion.contact_id) == contact_id, col(UnsureQuestion.settled_at).is_(None)
        )
        .values(settled_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def open_questions(
    session: Session, vault: Vault, clock: Clock, county: str, most: int = 50
) -> list[OpenQuestion]:
    """Return the questions of ``county`` that stayed open, the oldest first."""
    rows = session.exec(
        select(UnsureQuestion, Contact)
        .where(
            UnsureQuestion.contact_id == Contact.id,
            waits(clock),
            UnsureQuestion.county_code == county,
        )
        .order_by(col(UnsureQuestion.asked_at), col(UnsureQuestion.id))
        .limit(most)
    )
    return [
        OpenQuestion(
            each.id,
            contact.channel,
            each.county_code,
            vault.open(ASKED_FIELD, each.question_sealed),
            each.asked_at,
        )
        for each, contact in rows
    ]


def waits(clock: Clock) -> sa.ColumnElement[bool]:
    """Return the condition for questions that a caseworker should see now."""
    return sa.and_(
        col(UnsureQuestion.settled_at).is_(None),
        col(UnsureQuestion.asked_at) <= clock.now() - TIME_TO_CHOOSE,
    )


def take_over(session: Session, vault: Vault, clock: Clock, question_id: UUID) -> Handoff:
    """Turn an open question into a hand-off, so that it can be answered or closed as one.

    Raises HandoffClosedError when the person found an answer meanwhile, or somebody was first.
    """
    claimed = session.exec(
        sa.update(UnsureQuestion)
        .where(col(UnsureQuestion.id) == question_id, col(UnsureQuestion.settled_at).is_(None))
        .values(settled_at=clock.now())
        .returning(
            col(UnsureQuestion.contact_id),
            col(UnsureQuestion.person_id),
            col(UnsureQuestion.county_code),
            col(UnsureQuestion.question_sealed),
        )
        .execution_options(synchronize_session=False)
    ).first()
    if claimed is None:
        raise HandoffClosedError("this question is settled already")
    contact_id, person_id, county, sealed = claimed
    return open_handoff(
        session,
        vault,
        clock,
        contact=session.get_one(Contact, contact_id),
        person_id=person_id,
        county_code=county,
        reason=HandoffReason.UNSURE,
        question=vault.open(ASKED_FIELD, sealed),
    )
