"""Tables of what people made of the answers, and of answers an office adds itself.

No row tells who asked: figures are counters, a vote is tied to a contact only so that it counts
once, and a question is kept sealed and without numbers of people.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage import columns as c
from storage.tables import table_args
from storage.vault import Sealed

ASKED_FIELD = "policy.question"
CARD_LENGTH = 64
SHORT_LENGTH = 120


class DraftState(StrEnum):
    """What became of an answer that somebody wants to keep."""

    DRAFT = "draft"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AnswerLog(SQLModel, table=True):
    """How often a card answered in a county on a day; counters only.

    ``card`` is empty for questions no card answered. ``confidence_permille`` is the sum over all
    answers, so that the mean is that by ``asked``.
    """

    __tablename__ = "answer_log"
    __table_args__ = table_args(
        sa.UniqueConstraint("county_code", "day", "card"),
        sa.CheckConstraint("asked > 0 AND handed_off BETWEEN 0 AND asked", name="counted"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    day: date = c.day()
    card: str = c.text(CARD_LENGTH)
    asked: int = c.number()
    handed_off: int = c.number()
    confidence_permille: int = c.number()


class AnswerFeedback(SQLModel, table=True):
    """有用 or 没用: what a contact said of one answer, the last word of it.

    An answer is what a card says to a question; the index of the question is keyed.
    """

    __tablename__ = "answer_feedback"
    __table_args__ = table_args(
        sa.UniqueConstraint("contact_id", "card", "question_index"),
        sa.Index(None, "county_code", "at"),
    )

    id: UUID = c.key()
    contact_id: UUID = c.ref("contact.id", index=False)
    county_code: str = c.text(6)
    channel: str = c.text(32)
    card: str = c.text(CARD_LENGTH)
    question_sealed: Sealed = c.sealed()
    question_index: bytes = c.blind()
    useful: bool = c.flag()
    at: datetime = c.moment()


class UnsureQuestion(SQLModel, table=True):
    """A question to which the nearest ones were offered; open until one of them was the right one.

    ``settled_at`` is set when the person found an answer or a caseworker took over.
    """

    __tablename__ = "unsure_question"
    __table_args__ = table_args(
        sa.Index(None, "county_code", "settled_at"), sa.Index(None, "contact_id", "settled_at")
    )

    id: UUID = c.key()
    contact_id: UUID = c.ref("contact.id", index=False)
    person_id: UUID | None = c.plain_id(nullable=True)
    county_code: str = c.text(6)
    question_sealed: Sealed = c.sealed()
    asked_at: datetime = c.moment()
    settled_at: datetime | None = c.moment(nullable=True)


class CardDraft(SQLModel, table=True):
    """An answer of a county's office that is to be kept as a card, and what became of it.

    ``questions`` are wordings people may ask with, the first one its title. ``document`` is the
    key of a shipped document the answer rests on, with its ``clause``; None for the office's own
    word. It speaks from ``valid_from`` to ``valid_until``, a year at most, once a second person
    approved it. ``author``, ``reviewer`` and ``withdrawn_by`` are user names.
    """

    __tablename__ = "card_draft"
    __table_args__ = table_args(
        sa.Index(None, "county_code", "state"),
        sa.CheckConstraint("valid_until >= valid_from", name="ends_after_it_begins"),
        sa.CheckConstraint("reviewer IS NULL OR reviewer <> author", name="second_person"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR reviewer IS NOT NULL", name="reviewed"
        ),
        sa.CheckConstraint("document IS NULL OR clause IS NOT NULL", name="basis_is_whole"),
    )

    id: UUID = c.key()
    county_code: str = c.text(6)
    handoff_id: UUID | None = c.ref("handoff.id", nullable=True)
    questions: list[str] = c.listing()
    answer: str = c.prose()
    short_answer: str = c.text(SHORT_LENGTH)
    document: str | None = c.text(CARD_LENGTH, nullable=True)
    clause: str | None = c.text(nullable=True)
    valid_from: date = c.day()
    valid_until: date = c.day()
    state: DraftState = c.choice(DraftState, default=DraftState.DRAFT)
    author: str = c.text()
    created_at: datetime = c.moment()
    reviewer: str | None = c.text(nullable=True)
    reviewed_at: datetime | None = c.moment(nullable=True)
    note: str = c.text(c.LONG)
    withdrawn_by: str | None = c.text(nullable=True)
    withdrawn_at: datetime | None = c.moment(nullable=True)


class CardStamp(SQLModel, table=True):
    """Changes whenever the cards that a county's office added change; none, no row."""

    __tablename__ = "card_stamp"
    __table_args__ = table_args()

    county_code: str = Field(sa_column=sa.Column(sa.String(6), primary_key=True))
    stamp: UUID = c.plain_id()
