"""What an office does when an employer may hire nobody any more, and whom it has to warn.

The postings leave the offer with the status itself (``jobs_feed.employer_status``). Here messages
that name them and have not gone out yet are stopped, and the people who know of them are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from jobs_feed.employer_status import set_status
from jobs_feed.tables import BARRED, Application, ApplicationState, EmployerStatus, Posting
from labourers.tables import Labourer
from matching.tables import Push, PushedPosting
from messaging.tables import MessageState, OutboxMessage
from storage.clock import Clock


@dataclass(frozen=True, slots=True)
class Done:
    """What a new status did: postings taken out of the offer and opened, messages stopped."""

    taken_out: int
    opened: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who knows of an employer's postings.

    ``title`` is the posting they came closest to. ``applied`` is how their application to it
    stands, ``told_at`` when a message that named it went out and ``delivered`` whether it arrived.
    """

    person: Labourer
    title: str
    applied: ApplicationState | None
    applied_at: datetime | None
    hired_on: date | None
    told_at: datetime | None
    delivered: bool


def change_status(
    session: Session,
    clock: Clock,
    employer_id: UUID,
    status: EmployerStatus,
    *,
    since: date,
    reason: str,
    by: str,
) -> Done:
    """Set an employer's status and let everything that depends on it follow.

    Raises jobs_feed.employers.EmployerNotFoundError and jobs_feed.employer_status.StatusError.
    """
    change = set_status(session, clock, employer_id, status, since=since, reason=reason, by=by)
    stopped = stop_pushes(session, clock, employer_id) if status in BARRED else 0
    return Done(change.taken_out, change.opened, stopped)


def stop_pushes(session: Session, clock: Clock, employer_id: UUID) -> int:
    """Let digests expire that name the employer's postings and were not sent yet; returns how many.

    Whom they were for counts as not pushed, so that the next push brings them other postings.
    """
    waiting = session.exec(
        select(Push)
        .join(OutboxMessage, col(OutboxMessage.id) == col(Push.message_id))
        .where(
            col(OutboxMessage.state) == MessageState.QUEUED,
            col(OutboxMessage.lease_until).is_(None),
            col(Push.id).in_(
                sa.select(col(PushedPosting.push_id))
                .join(Posting, col(Posting.id) == col(PushedPosting.posting_id))
                .where(col(Posting.employer_id) == employer_id)
            ),
        )
    ).all()
    if not waiting:
        return 0
    # The sender ends what has expired, and writes it into the message's history.
    stopped = session.connection().execute(
        sa.update(OutboxMessage)
        .where(
            col(OutboxMessage.id).in_([push.message_id for push in waiting]),
            col(OutboxMessage.state) == MessageState.QUEUED,
            col(OutboxMessage.lease_until).is_(None),
        )
        .values(expires_at=clock.now(), next_attempt_at=clock.now())
        .returning(col(OutboxMessage.id))
    )
    ended = set(stopped.scalars())
    pushes = [push.id for push in waiting if push.message_id in ended]
    for table, column in ((PushedPosting, col(PushedPosting.push_id)), (Push, col(Push.id))):
        session.connection().execute(sa.delete(table).where(column.in_(pushes)))
    return len(pushes)


def people_told(
    session: Session, employer_id: UUID, inside: sa.ColumnElement[bool], most: int = 500
) -> list[Told]:
    """Return who applied to the employer's postings or was sent one, the most concerned first.

    Hired and applied come before told and delivered, and those before sent. ``inside`` is a
    condition on ``Labourer`` that keeps the caller's people.
    """
    found: dict[UUID, Told] = {}
    applied = session.exec(
        select(Application, Labourer, Posting.title)
        .join(Labourer, col(Labourer.id) == col(Application.labourer_id))
        .join(Posting, col(Posting.id) == col(Application.posting_id))
        .where(
            col(Posting.employer_id) == employer_id,
            col(Application.state) != ApplicationState.WITHDRAWN,
            inside,
        )
        .order_by(col(Application.applied_at))
    )
    for application, person, title in applied:
        before = found.get(person.id)
        if before is None or before.hired_on is None:
            found[person.id] = Told(
                *(person, title, application.state, application.applied_at),
                *(application.hired_on, None, False),
            )
    told = session.exec(
        select(Labourer, Posting.title, Push.created_at, OutboxMessage.state)
        .select_from(PushedPosting)
        .join(Posting, col(Posting.id) == col(PushedPosting.posting_id))
        .join(Push, col(Push.id) == col(PushedPosting.push_id))
        .join(OutboxMessage, col(OutboxMessage.id) == col(Push.message_id))
        .join(Labourer, col(Labourer.id) == col(PushedPosting.labourer_id))
        .where(
            col(Posting.employer_id) == employer_id,
            col(OutboxMessage.state).not_in(_NOT_TOLD),
            inside,
        )
        .order_by(col(Push.created_at).desc())
        .limit(most)
    )
    for person, title, at, state in told:
        if person.id not in found:
            arrived = state is MessageState.DELIVERED
            found[person.id] = Told(person, title, None, None, None, at, arrived)
    return sorted(found.values(), key=_concern)[:most]


def counts_told(people: list[Told]) -> Mapping[str, int]:
    """Return how many were hired, applied (and were not hired), and were only told."""
    return {
        "hired": sum(each.hired_on is not None for each in people),
        "applied": sum(each.applied is not None and each.hired_on is None for each in people),
        "told": sum(each.applied is None for each in people),
    }


_NOT_TOLD = (MessageState.QUEUED, MessageState.FAILED, MessageState.EXPIRED)


def _concern(told: Told) -> tuple[bool, bool, bool, float]:
    at = told.applied_at or told.told_at
    newest = -at.timestamp() if at is not None else 0.0
    return told.hired_on is None, told.applied is None, not told.delivered, newest
