"""Applications of people to postings, and hires reported by employers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from jobs_feed.publish import WrongStateError, get_posting, take_place
from jobs_feed.tables import Application, ApplicationState, Employer, Posting, PostingState
from labourers.profiles import current_status, record_status
from labourers.tables import EmploymentStatus, Labourer, Source
from storage.clock import Clock


class ApplicationNotFoundError(LookupError):
    """There is no such application."""


class NotOpenError(WrongStateError):
    """The posting takes no applications (any more); the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """An application with the person who made it."""

    application: Application
    labourer: Labourer


def apply(
    session: Session, clock: Clock, labourer_id: UUID, posting_id: UUID, channel: str
) -> Application:
    """Return the person's application to a posting, made now when there is none.

    ``channel`` says over what the person applied. Applying twice is harmless; who had withdrawn
    applies anew. Raises jobs_feed.publish.PostingNotFoundError and NotOpenError.
    """
    existing = _find(session, labourer_id, posting_id)
    if existing is not None and existing.state is not ApplicationState.WITHDRAWN:
        return existing
    posting = get_posting(session, posting_id)
    barred = session.get_one(Employer, posting.employer_id).is_barred
    if posting.state is not PostingState.OPEN or barred or _is_over(posting, clock):
        raise NotOpenError("这个岗位已经不招人了。")
    if existing is not None:
        _move(existing, ApplicationState.APPLIED, clock)
        existing.channel = channel
        return existing
    now = clock.now()
    application = Application(
        labourer_id=labourer_id,
        posting_id=posting_id,
        county_code=posting.county_code,
        channel=channel,
        applied_at=now,
        state_at=now,
    )
    try:
        with session.begin_nested():
            session.add(application)
    except IntegrityError:
        # The same person's second message was handled at the same moment.
        other = _find(session, labourer_id, posting_id)
        if other is None:
            raise
        return other
    return application


def applicants(session: Session, posting_id: UUID) -> list[Applicant]:
    """Return who applied to a posting and did not withdraw, the first first."""
    rows = session.exec(
        select(Application, Labourer)
        .join(Labourer, col(Labourer.id) == col(Application.labourer_id))
        .where(
            Application.posting_id == posting_id,
            col(Application.state) != ApplicationState.WITHDRAWN,
        )
        .order_by(col(Application.applied_at), col(Application.id))
    )
    return [Applicant(application, labourer) for application, labourer in rows]


def applications_of(session: Session, labourer_id: UUID) -> Sequence[tuple[Application, Posting]]:
    """Return a person's applications with their postings, the latest first."""
    return session.exec(
        select(Application, Posting)
        .join(Posting, col(Posting.id) == col(Application.posting_id))
        .where(Application.labourer_id == labourer_id)
        .order_by(col(Application.applied_at).desc(), col(Application.id))
    ).all()


def set_state(
    session: Session, clock: Clock, application_id: UUID, state: ApplicationState, by: str
) -> Application:
    """Move an application to contacted, refused or withdrawn; ``by`` names who says so.

    Raises ApplicationNotFoundError, and WrongStateError for a hire (``report_hire`` does that) and
    for an application that ended in one.
    """
    application = get_application(session, application_id)
    if state in (ApplicationState.HIRED, ApplicationState.APPLIED):
        raise WrongStateError("请用“报告录用”来登记录用。")
    if application.state is ApplicationState.HIRED:
        raise WrongStateError("这个人已经录用，不能再改。")
    if application.state is not state:
        _move(application, state, clock)
        application.reported_by = by
    return application


def report_hire(
    session: Session, clock: Clock, application_id: UUID, hired_on: date, by: str
) -> Application:
    """Note that the person starts work on ``hired_on``, as reported ``by`` somebody.

    One place of the posting is taken, once, and the person has work from that day on, so that
    nobody goes on matching them. Raises ApplicationNotFoundError, and WrongStateError
    for a day in the future, before the application, or after a withdrawal.
    """
    application = get_application(session, application_id)
    if application.state is ApplicationState.HIRED:
        return application
    if application.state is ApplicationState.WITHDRAWN:
        raise WrongStateError("这个人已经取消报名，不能登记录用。")
    if hired_on > clock.today():
        raise WrongStateError("录用日期不能晚于今天。")
    if hired_on < application.applied_at.date():
        raise WrongStateError("录用日期不能早于报名日期。")
    _move(application, ApplicationState.HIRED, clock)
    application.hired_on = hired_on
    application.reported_by = by
    posting = get_posting(session, application.posting_id)
    take_place(posting, clock)
    _record_work(session, clock, application.labourer_id, posting, hired_on, by)
    return application


def _record_work(
    session: Session, clock: Clock, labourer_id: UUID, posting: Posting, since: date, by: str
) -> None:
    """Record the employment that a hire says, unless it is known already."""
    known = current_status(session, labourer_id, since)
    if known is not None and known.status is EmploymentStatus.EMPLOYED:
        return
    record_status(
        session,
        clock,
        labourer_id,
        EmploymentStatus.EMPLOYED,
        source=Source.EMPLOYER,
        by=by,
        since=since,
        place_code=posting.place_code,
        place_text=posting.place_text,
        employer_name=session.get_one(Employer, posting.employer_id).name,
    )


def get_application(session: Session, application_id: UUID) -> Application:
    """Return an application; raises ApplicationNotFoundError."""
    application = session.get(Application, application_id)
    if application is None:
        raise ApplicationNotFoundError(str(application_id))
    return application


def _find(session: Session, labourer_id: UUID, posting_id: UUID) -> Application | None:
    return session.exec(
        select(Application).where(
            Application.labourer_id == labourer_id, Application.posting_id == posting_id
        )
    ).first()


def _is_over(posting: Posting, clock: Clock) -> bool:
    return posting.deadline is not None and posting.deadline < clock.today()


def _move(application: Application, state: ApplicationState, clock: Clock) -> None:
    application.state = state
    application.state_at = clock.now()
