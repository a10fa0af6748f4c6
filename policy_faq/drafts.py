"""Answers of an office on their way to becoming cards: written by one person, let in by another.

Everything happens in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from policy_faq.tables_feedback import CardDraft, CardStamp, DraftState
from policy_faq.upserts import insert_into
from storage.clock import Clock
from storage.ids import new_id

MOST_QUESTIONS = 12


class DraftError(Exception):
    """A draft cannot go on this way; the message is for the caseworker, in Chinese."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that somebody wants to keep for all people of a county.

    ``document`` is the key of a shipped document with its ``clause``, both None for the office's
    own word; both days are included.
    """

    county: str
    questions: tuple[str, ...]
    answer: str
    short_answer: str
    valid_from: date
    valid_until: date
    document: str | None = None
    clause: str | None = None
    handoff_id: UUID | None = None


def longest_until(valid_from: date) -> date:
    """Return the last day that an answer valid from this day may be valid: a year of it."""
    try:
        return valid_from.replace(year=valid_from.year + 1) - _DAY
    except ValueError:
        return date(valid_from.year + 1, 2, 28)


_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def propose(session: Session, clock: Clock, proposal: Proposal, *, by: str) -> CardDraft:
    """Keep an answer as a draft that waits for a second person.

    What it says is checked before, by ``policy_faq.draft_check``. Raises DraftError for days that
    cannot be.
    """
    if proposal.valid_until < proposal.valid_from:
        raise DraftError("截止日期比开始日期还早。")
    if proposal.valid_until > longest_until(proposal.valid_from):
        raise DraftError("最多用一年，到期后请重新核对再写。")
    if proposal.valid_until < clock.today():
        raise DraftError("截止日期已经过了。")
    draft = CardDraft(
        county_code=proposal.county,
        handoff_id=proposal.handoff_id,
        questions=list(proposal.questions[:MOST_QUESTIONS]),
        answer=proposal.answer,
        short_answer=proposal.short_answer,
        document=proposal.document,
        clause=proposal.clause,
        valid_from=proposal.valid_from,
        valid_until=proposal.valid_until,
        author=by,
        created_at=clock.now(),
        note="",
    )
    session.add(draft)
    session.flush()
    return draft


def approve(session: Session, clock: Clock, draft_id: UUID, *, by: str) -> CardDraft:
    """Let a draft speak from now on.

    Raises DraftError for the author's own draft, and for one that is decided or over.
    """
    draft = session.get_one(CardDraft, draft_id)
    if draft.valid_until < clock.today():
        raise DraftError("这张卡片的截止日期已经过了，请重新写。")
    decided = _decide(session, clock, draft, DraftState.APPROVED, by=by)
    _changed(session, decided.county_code)
    return decided


def refuse(session: Session, clock: Clock, draft_id: UUID, *, by: str, why: str = "") -> CardDraft:
    """Turn a draft down; raises DraftError like ``approve``."""
    return _decide(
        session, clock, session.get_one(CardDraft, draft_id), DraftState.REFUSED, by=by, why=why
    )


def withdraw(session: Session, clock: Clock, draft_id: UUID, *, by: str) -> CardDraft:
    """Take a draft back or a card out of use; anybody of the office may.

    Raises DraftError when it is neither waiting nor in use.
    """
    draft = session.get_one(CardDraft, draft_id)
    _move(
        session,
        draft,
        (DraftState.DRAFT, DraftState.APPROVED),
        state=DraftState.WITHDRAWN,
        withdrawn_by=by,
        withdrawn_at=clock.now(),
    )
    _changed(session, draft.county_code)
    return session.get_one(CardDraft, draft_id, populate_existing=True)


def _decide(
    session: Session, clock: Clock, draft: CardDraft, state: DraftState, *, by: str, why: str = ""
) -> CardDraft:
    if by.casefold() == draft.author.casefold():
        raise DraftError("自己写的要由另一位同事审核。")
    _move(
        session,
        draft,
        (DraftState.DRAFT,),
        state=state,
        reviewer=by,
        reviewed_at=clock.now(),
        note=why,
    )
    return session.get_one(CardDraft, draft.id, populate_existing=True)


def _move(
    session: Session, draft: CardDraft, out_of: Sequence[DraftState], **values: object
) -> None:
    moved = session.exec(
        sa.update(CardDraft)
        .where(col(CardDraft.id) == draft.id, col(CardDraft.state).in_(out_of))
        .values(**values)
        .returning(col(CardDraft.id))
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise DraftError("刚才已经有人处理过了。")


def _changed(session: Session, county: str) -> None:
    """Give the county's cards a new stamp, so that every process reads them again."""
    stamp = new_id()
    statement = insert_into(session, CardStamp).values(county_code=county, stamp=stamp)
    session.execute(
        statement.on_conflict_do_update(index_elements=["county_code"], set_={"stamp": stamp})
    )


def approved(session: Session, county: str) -> list[CardDraft]:
    """Return the drafts of a county that became cards, the oldest first."""
    return list(
        session.exec(
            select(CardDraft)
            .where(CardDraft.county_code == county, CardDraft.state == DraftState.APPROVED)
            .order_by(col(CardDraft.reviewed_at), col(CardDraft.id))
        )
    )
