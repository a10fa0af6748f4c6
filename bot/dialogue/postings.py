"""Postings out of the database, in the words a labourer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from bot.dialogue.turn import Turn
from bot.replies.postings import PostingView
from jobs_feed.screening import publishable
from jobs_feed.tables import POSTING_PHONE_FIELD, Employer, Posting, PostingState
from storage.gazetteer import Gazetteer, Level


def views(turn: Turn, ids: Sequence[UUID]) -> list[PostingView]:
    """Return what a person may see of these postings, in their order; unknown ids are left out."""
    rows = _rows(turn.session, ids)
    return [_view(turn, *rows[each]) for each in ids if each in rows]


def view(turn: Turn, posting_id: UUID) -> PostingView | None:
    """Return what a person may see of one posting, or None when there is none."""
    found = views(turn, [posting_id])
    return found[0] if found else None


def _rows(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[Posting, Employer]]:
    found = session.exec(
        select(Posting, Employer)
        .where(Posting.employer_id == Employer.id)
        .where(col(Posting.id).in_(list(ids)))
    )
    return {posting.id: (posting, employer) for posting, employer in found}


def _view(turn: Turn, posting: Posting, employer: Employer) -> PostingView:
    phone = posting.contact_phone_sealed
    return PostingView(
        id=posting.id,
        title=posting.title,
        employer=employer.name,
        place=place_in_words(
            turn.services.gazetteer, posting.place_code, posting.place_text or "", turn.county
        )
        or turn.wording.word("place", "unsaid"),
        kind=posting.kind,
        wage_low_fen=posting.wage_low_fen,
        wage_high_fen=posting.wage_high_fen,
        wage_basis=posting.wage_basis,
        wage_text=posting.wage_text,
        food=posting.food,
        lodging=posting.lodging,
        headcount=posting.headcount_left or posting.headcount,
        sex=posting.sex,
        age_low=posting.age_low,
        age_high=posting.age_high,
        education=posting.education_min,
        skills=_said(posting, posting.skills),
        licences=tuple(posting.licences),
        benefits=posting.benefits or "",
        description=_said(posting, posting.description),
        deadline=posting.deadline,
        phone=turn.vault.open(POSTING_PHONE_FIELD, phone) if phone else "",
        warnings=tuple(_texts(posting.warnings)),
        is_open=is_open(turn, posting),
    )


def _said(posting: Posting, text: str | None) -> str:
    """Return what the posting says, without a wish for one sex where it may ask for none."""
    return (text or "") if posting.sex is not None else publishable(text or "")


def is_open(turn: Turn, posting: Posting) -> bool:
    """Tell whether one may still apply."""
    late = posting.deadline is not None and posting.deadline < turn.clock.today()
    return posting.state is PostingState.OPEN and not late and posting.headcount_left != 0


def place_in_words(gazetteer: Gazetteer, code: str | None, text: str, home: str) -> str:
    """Return a place as people of ``home`` say it: 会泽, 曲靖麒麟, 广东东莞; else ``text``."""
    if not code:
        return text
    units = _chain(gazetteer, code)
    if not units:
        return text
    if gazetteer.level(units[0]) is Level.PROVINCE:
        return gazetteer.name(units[0])
    same_province = code[:2] == home[:2]
    told = [each for each in units if not (same_province and each.endswith("0000"))]
    if home in units:
        told = list(units[: units.index(home) + 1])
    return "".join(dict.fromkeys(gazetteer.short_name(each) for each in reversed(told)))


def _chain(gazetteer: Gazetteer, code: str) -> tuple[str, ...]:
    known = code if gazetteer.exists(code) else code[:6]
    return gazetteer.chain(known) if gazetteer.exists(known) else ()


def _texts(warnings: Sequence[Any]) -> list[str]:
    found = [each.get("text") if isinstance(each, dict) else each for each in warnings]
    return [text for text in found if isinstance(text, str)]
