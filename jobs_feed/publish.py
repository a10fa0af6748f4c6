"""How a posting's state changes, and places taken.

Every function changes rows of the caller's session; only ``expire_postings`` opens its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.screening import NOT_FOR_REVIEW, HoldCode, HoldReason, lawful_ground
from jobs_feed.screening.canonical import canonical
from jobs_feed.tables import Employer, Posting, PostingState
from storage.clock import Clock
from storage.database import Database

_GROUND = "ground"
_REVIEWABLE = (PostingState.HELD, PostingState.REFUSED)
RUNNING = (PostingState.OPEN, PostingState.HELD)
_OF_THE_EMPLOYER = frozenset({HoldCode.EMPLOYER_BARRED.value, HoldCode.EMPLOYER_UNVERIFIED.value})


class PostingNotFoundError(LookupError):
    """There is no such posting."""


class WrongStateError(Exception):
    """The posting is not in a state that allows this; the message is Chinese."""


def get_posting(session: Session, posting_id: UUID) -> Posting:
    """Return a posting; raises PostingNotFoundError."""
    posting = session.get(Posting, posting_id)
    if posting is None:
        raise PostingNotFoundError(str(posting_id))
    return posting


def publish(posting: Posting, clock: Clock) -> None:
    """Open ``posting``; the moment it was first published stays."""
    now = clock.now()
    posting.state = PostingState.OPEN
    posting.published_at = posting.published_at or now
    posting.closed_at = None
    posting.updated_at = now


def hold(posting: Posting, clock: Clock, reasons: Sequence[HoldReason]) -> None:
    """Hold ``posting`` until a person has looked at ``reasons``."""
    posting.state = PostingState.HELD
    posting.hold_reasons = [reason.as_json() for reason in reasons]
    posting.reviewed_by = posting.reviewed_at = None
    posting.updated_at = clock.now()


def release(
    session: Session, clock: Clock, posting_id: UUID, by: str, *, sex_ground: str = ""
) -> Posting:
    """Publish a held (or refused) posting after ``by`` looked at it.

    The reasons stay with the posting as what was looked at. A demand for one sex falls, unless
    ``by`` confirms the lawful ground for it with ``sex_ground``. Raises PostingNotFoundError, and
    WrongStateError when it does not wait for review, its deadline has passed or its employer may
    hire nobody.
    """
    posting = _for_review(session, posting_id)
    if session.get_one(Employer, posting.employer_id).is_barred:
        raise WrongStateError("用人单位被暂停招聘，要先在单位页面恢复，岗位才能发布。")
    if posting.deadline is not None and posting.deadline < clock.today():
        raise WrongStateError("截止日期已经过了，不能发布。")
    _reviewed(posting, clock, by)
    if sex_ground:
        posting.hold_reasons = [
            each | {_GROUND: sex_ground} if each["code"] == HoldCode.SEX.value else each
            for each in posting.hold_reasons
        ]
    drop_unlawful_sex(posting)
    publish(posting, clock)
    if posting.headcount_left == 0:
        _end(posting, clock, PostingState.FILLED)
    return posting


def drop_unlawful_sex(posting: Posting) -> None:
    """Let a posting ask for no sex that it was held for and for which no ground was confirmed.

    就业促进法 article 27: who releases such a posting releases it for everybody.
    """
    held = [each for each in posting.hold_reasons if each["code"] == HoldCode.SEX.value]
    if posting.sex is None or not held or any(each.get(_GROUND) for each in held):
        return
    said = (posting.title, posting.skills, posting.benefits, posting.description)
    if lawful_ground(posting.sex, canonical("\n".join(filter(None, said)))) is None:
        posting.sex = None


def refuse(session: Session, clock: Clock, posting_id: UUID, by: str) -> Posting:
    """Keep a held posting unpublished for good, by decision of ``by``.

    Raises PostingNotFoundError, and WrongStateError when it does not wait for review.
    """
    posting = _for_review(session, posting_id)
    _reviewed(posting, clock, by)
    posting.state = PostingState.REFUSED
    return posting


def close(session: Session, clock: Clock, posting_id: UUID) -> Posting:
    """Take a posting out of the offer; harmless when it is out already.

    Raises PostingNotFoundError.
    """
    posting = get_posting(session, posting_id)
    if posting.state in (*RUNNING, PostingState.FILLED):
        _end(posting, clock, PostingState.CLOSED)
    return posting


def take_place(posting: Posting, clock: Clock) -> None:
    """Count one place of ``posting`` as taken; with the last one it is filled.

    A posting without a stated headcount is never filled by counting.
    """
    if posting.headcount_left is None:
        return
    posting.headcount_left = max(0, posting.headcount_left - 1)
    posting.updated_at = clock.now()
    if posting.headcount_left == 0 and posting.state is PostingState.OPEN:
        _end(posting, clock, PostingState.FILLED)


def follow_employer(posting: Posting, clock: Clock, reason: HoldReason | None) -> None:
    """Bring a running posting in line with its employer's new status.

    ``reason`` is what the employer gives to hold it now, None when nothing. The posting's other
    reasons and who looked at them stay, so that it comes back as it was.
    """
    others = [each for each in posting.hold_reasons if each["code"] not in _OF_THE_EMPLOYER]
    reasons = others if reason is None else [*others, reason.as_json()]
    holds = bool(reasons) and posting.reviewed_at is None
    holds = holds or (reason is not None and reason.code in NOT_FOR_REVIEW)
    if reasons == posting.hold_reasons and holds == (posting.state is PostingState.HELD):
        return
    posting.hold_reasons = reasons
    posting.updated_at = clock.now()
    if holds:
        posting.state = PostingState.HELD
    elif posting.state is PostingState.HELD and _is_wanted(posting, clock):
        publish(posting, clock)


def drop_reason(posting: Posting, clock: Clock, code: HoldCode) -> bool:
    """Take ``code`` off a held posting's reasons and tell whether this published it."""
    left = [reason for reason in posting.hold_reasons if reason["code"] != code.value]
    if len(left) == len(posting.hold_reasons):
        return False
    posting.hold_reasons = left
    posting.updated_at = clock.now()
    if left or not _is_wanted(posting, clock):
        return False
    publish(posting, clock)
    return True


def expire_postings(db: Database, clock: Clock) -> int:
    """Take postings whose deadline has passed out of the offer; returns how many.

    The deadline itself is the last day. One conditional update, so that running it twice or on
    two machines is harmless.
    """
    now = clock.now()
    with db.write() as session:
        ended = session.connection().execute(
            sa.update(Posting)
            .where(col(Posting.state).in_(RUNNING), col(Posting.deadline) < clock.today())
            .values(state=PostingState.EXPIRED, closed_at=now, updated_at=now)
        )
        return ended.rowcount


def _is_wanted(posting: Posting, clock: Clock) -> bool:
    late = posting.deadline is not None and posting.deadline < clock.today()
    return not late and posting.headcount_left != 0


def _for_review(session: Session, posting_id: UUID) -> Posting:
    posting = get_posting(session, posting_id)
    if posting.state not in _REVIEWABLE:
        raise WrongStateError("这个岗位不在待审状态，可能已经有人处理过了。")
    return posting


def _reviewed(posting: Posting, clock: Clock, by: str) -> None:
    posting.reviewed_by = by
    posting.reviewed_at = posting.updated_at = clock.now()


def _end(posting: Posting, clock: Clock, state: PostingState) -> None:
    posting.state = state
    posting.closed_at = posting.updated_at = clock.now()
