"""Whether an employer may hire through the office: set by a caseworker, with a reason and a day.

Grounds for barring one: 保障农民工工资支付条例 (国务院令第724号) article 48 and
拖欠农民工工资失信联合惩戒对象名单管理暂行办法 (人社部令第45号). Every change is a row that is never
touched again; the employer's own row holds what is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from jobs_feed.employers import get_employer
from jobs_feed.publish import RUNNING, follow_employer
from jobs_feed.screening import EMPLOYER, HoldCode, HoldReason
from jobs_feed.tables import (
    BARRED,
    Employer,
    EmployerStatus,
    EmployerStatusRecord,
    Posting,
    PostingState,
)
from storage.clock import Clock

_SHORTEST, _LONGEST = 4, 400
_HOLDS = {
    EmployerStatus.VERIFIED: None,
    EmployerStatus.UNVERIFIED: HoldCode.EMPLOYER_UNVERIFIED,
}
"""What a status holds postings for; every other one bars them."""


class StatusError(ValueError):
    """A status that cannot be set so; the message (Chinese) says why."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What a new status did: how many postings it took out of the offer, and how many it opened."""

    taken_out: int
    opened: int


def set_status(
    session: Session,
    clock: Clock,
    employer_id: UUID,
    status: EmployerStatus,
    *,
    since: date,
    reason: str,
    by: str,
) -> StatusChange:
    """Set the status of an employer from ``since`` on, in the caller's transaction.

    It is in force at once, whatever ``since`` says of the past. Raises
    jobs_feed.employers.EmployerNotFoundError, and StatusError for a day to come, a reason of fewer
    than four or more than 400 characters, and a status that holds already.
    """
    employer = get_employer(session, employer_id)
    if since > clock.today():
        raise StatusError("日期不能晚于今天：从今天起生效的，填今天")
    if not _SHORTEST <= len(reason) <= _LONGEST:
        raise StatusError(f"请写明原因和依据，{_SHORTEST} 到 {_LONGEST} 个字")
    if status is employer.status:
        raise StatusError("单位现在就是这个状态，没有改")
    session.add(
        EmployerStatusRecord(
            employer_id=employer.id,
            status=status,
            since=since,
            reason=reason,
            recorded_by=by,
            recorded_at=clock.now(),
        )
    )
    employer.status, employer.status_since = status, since
    if status is EmployerStatus.VERIFIED:
        employer.verified_at, employer.verified_by = clock.now(), by
    session.add(employer)
    return _follow(session, clock, employer)


def history(session: Session, employer_id: UUID) -> Sequence[EmployerStatusRecord]:
    """Return what an employer's status was made, the newest first."""
    return session.exec(
        select(EmployerStatusRecord)
        .where(EmployerStatusRecord.employer_id == employer_id)
        .order_by(col(EmployerStatusRecord.recorded_at).desc(), col(EmployerStatusRecord.id).desc())
    ).all()


def barred_elsewhere(session: Session, employer: Employer) -> Sequence[Employer]:
    """Return what other counties hold of the same credit code where it may hire nobody."""
    if employer.credit_code is None:
        return ()
    return session.exec(
        select(Employer)
        .where(
            Employer.credit_code == employer.credit_code,
            Employer.id != employer.id,
            col(Employer.status).in_(BARRED),
        )
        .order_by(col(Employer.county_code))
    ).all()


def verify_employer(session: Session, clock: Clock, employer_id: UUID, by: str) -> int:
    """Note that ``by`` verified an employer and return how many postings this opened.

    Postings that were held for this alone are published; others keep their other reasons. Who is
    verified stays so. Raises jobs_feed.employers.EmployerNotFoundError, and StatusError for a
    barred employer: that ends on its own page, with a reason.
    """
    employer = get_employer(session, employer_id)
    if employer.is_barred:
        raise StatusError("单位被暂停招聘，要在单位页面写明原因才能恢复")
    if employer.status is EmployerStatus.VERIFIED:
        return 0
    return set_status(
        session,
        clock,
        employer_id,
        EmployerStatus.VERIFIED,
        since=clock.today(),
        reason="审核岗位时核实了单位",
        by=by,
    ).opened


def _follow(session: Session, clock: Clock, employer: Employer) -> StatusChange:
    """Bring the employer's postings in line with its status."""
    code = _HOLDS.get(employer.status, HoldCode.EMPLOYER_BARRED)
    reason = None if code is None else HoldReason(code, employer.name, EMPLOYER)
    running = session.exec(
        select(Posting).where(Posting.employer_id == employer.id, col(Posting.state).in_(RUNNING))
    ).all()
    before = [posting.state for posting in running]
    for posting in running:
        follow_employer(posting, clock, reason)
    moves = [(old, posting.state) for old, posting in zip(before, running, strict=True)]
    return StatusChange(
        moves.count((PostingState.OPEN, PostingState.HELD)),
        moves.count((PostingState.HELD, PostingState.OPEN)),
    )
