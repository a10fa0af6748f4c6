"""Staff alerts: what waits in the console is also told where staff look anyway.

Notices and open questions are the source; this only says that they are there and leads to them.
Nothing about a person goes out. Each target gets each of them once: the intent is committed before
the attempt and the outcome after it. A process that dies in between tries again, because a question
nobody hears of is worse than one told twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from messaging.tables import Handoff, HandoffReason
from messaging.tables_decisions import StaffAlert
from messaging.tables_staff import StaffNotice
from storage.clock import Clock, in_shanghai
from storage.database import Database
from storage.ids import new_id
from storage.places import scope_prefix

log = structlog.get_logger(__name__)
STILL_NEWS = timedelta(days=3)
"""What is older was seen in the console, or will not be helped by an alert."""

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""How long after each failed attempt the next one comes; after the last there is none."""

TOLD_JUST_NOW = timedelta(minutes=10)
"""Who was told of a danger so lately is on the way to it and will read what was added."""

LEASE = timedelta(minutes=2)
AT_ONCE = 20
_LONG_NUMBER = re.compile(r"\d{11,}|\d{17}[Xx]")

REASONS = {
    HandoffReason.ASKED: "要求人工回答",
    HandoffReason.UNSURE: "系统没有把握回答",
    HandoffReason.URGENT: "情况紧急",
    HandoffReason.NO_JOBS: "没有合适的岗位",
    HandoffReason.IDENTITY: "身份核对没有通过",
}


@runtime_checkable
class Teller(Protocol):
    """Something that tells staff; shaped as ``apprise.Apprise`` and the application in WeCom."""

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        """Tell it once; False when it could not be told. ``link`` is a whole address."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """Where the staff of a place are told. ``name`` is kept in the database: it holds no secret."""

    name: str
    place: str
    teller: Teller = field(repr=False)


@dataclass(frozen=True, slots=True)
class Alert:
    """What one alert says; ``path`` is a page of the console."""

    subject_id: UUID
    title: str
    body: str
    path: str
    urgent: bool = False


def send_alerts(db: Database, clock: Clock, targets: Sequence[Target], base_url: str) -> int:
    """Tell every target what it has not been told yet; returns how many alerts went out."""
    sent = 0
    for target in targets:
        with db.read() as session:
            waiting = _waiting(session, target, clock.now())
        for alert in waiting:
            with db.write() as session:
                mine = _claim(session, target, alert, clock.now())
            if not mine:
                continue
            told = _tell(target, alert, base_url)
            with db.write() as session:
                _conclude(session, target, alert, clock.now(), told=told)
            sent += told
    return sent


def tell_again(session: Session, subject_id: UUID, now: datetime, *, at_once: bool) -> None:
    """Have every target told once more of a question in which danger was told meanwhile.

    Whatever its age: an old question in which somebody is in danger now is news. Unless ``at_once``
    those who were told just now are left in peace.
    """
    lately = sa.true() if at_once else col(StaffAlert.sent_at) <= now - TOLD_JUST_NOW
    session.execute(
        sa.update(StaffAlert)
        .where(
            col(StaffAlert.subject_id) == subject_id,
            sa.or_(col(StaffAlert.sent_at).is_(None), lately),
            sa.or_(col(StaffAlert.lease_until).is_(None), col(StaffAlert.lease_until) <= now),
        )
        .values(sent_at=None, attempts=0, next_attempt_at=now, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def of_notice(notice: StaffNotice) -> Alert:
    """Return the alert for a notice, without any long number that slipped into it."""
    return Alert(
        notice.id, _clean(notice.subject), _clean(notice.text), notice.link or "/console/notices"
    )


def of_handoff(handoff: Handoff) -> Alert:
    """Return the alert for a question: that it is there, not what it says or who asks."""
    urgent = handoff.reason is HandoffReason.URGENT
    at = in_shanghai(handoff.opened_at)
    return Alert(
        handoff.id,
        "紧急：有问题等人回答" if urgent else "有问题等人回答",
        f"{at.month}月{at.day}日{at:%H:%M}，{REASONS[handoff.reason]}。请到工作台回答。",
        "/console/handoffs",
        urgent,
    )


def _waiting(session: Session, target: Target, now: datetime) -> list[Alert]:
    """Return what the target has to be told, the urgent first, then the oldest."""
    prefix = scope_prefix(target.place)
    done = sa.select(col(StaffAlert.subject_id)).where(
        col(StaffAlert.target) == target.name,
        sa.or_(
            col(StaffAlert.sent_at).is_not(None),
            col(StaffAlert.next_attempt_at) > now,
            col(StaffAlert.lease_until) > now,
        ),
    )
    anew = sa.select(col(StaffAlert.subject_id)).where(
        col(StaffAlert.target) == target.name,
        col(StaffAlert.sent_at).is_(None),
        col(StaffAlert.attempts) == 0,
    )
    questions = session.exec(
        select(Handoff)
        .where(
            col(Handoff.closed_at).is_(None),
            sa.or_(col(Handoff.opened_at) >= now - STILL_NEWS, col(Handoff.id).in_(anew)),
            col(Handoff.county_code).startswith(prefix),
            col(Handoff.id).not_in(done),
        )
        .order_by(col(Handoff.opened_at))
        .limit(AT_ONCE)
    )
    notices = session.exec(
        select(StaffNotice)
        .where(
            col(StaffNotice.acknowledged_at).is_(None),
            col(StaffNotice.created_at) >= now - STILL_NEWS,
            col(StaffNotice.county_code).startswith(prefix),
            col(StaffNotice.id).not_in(done),
        )
        .order_by(col(StaffNotice.created_at))
        .limit(AT_ONCE)
    )
    found = [*map(of_handoff, questions), *map(of_notice, notices)]
    return sorted(found, key=lambda alert: not alert.urgent)


def _claim(session: Session, target: Target, alert: Alert, now: datetime) -> bool:
    insert = _insert(session).values(
        id=new_id(),
        subject_id=alert.subject_id,
        target=target.name,
        attempts=0,
        next_attempt_at=now,
    )
    session.execute(insert.on_conflict_do_nothing())
    claimed = session.execute(
        sa.update(StaffAlert)
        .where(
            *_is(target, alert),
            col(StaffAlert.next_attempt_at) <= now,
            sa.or_(col(StaffAlert.lease_until).is_(None), col(StaffAlert.lease_until) <= now),
        )
        .values(lease_until=now + LEASE, attempts=col(StaffAlert.attempts) + 1)
        .returning(col(StaffAlert.id))
        .execution_options(synchronize_session=False)
    )
    return claimed.first() is not None


def _tell(target: Target, alert: Alert, base_url: str) -> bool:
    try:
        return target.teller.notify(
            alert.body, title=f"岗信 {alert.title}", link=base_url.rstrip("/") + alert.path
        )
    except Exception as error:  # noqa: BLE001 - a target of any maker; one must not stop the others
        log.error("alert_failed", target=target.name, error=type(error).__name__)
        return False


def _conclude(session: Session, target: Target, alert: Alert, now: datetime, *, told: bool) -> None:
    row = session.exec(select(StaffAlert).where(*_is(target, alert))).one()
    row.lease_until = None
    if told:
        row.sent_at = now
    elif row.attempts <= len(DELAYS):
        row.next_attempt_at = now + DELAYS[row.attempts - 1]
    else:
        row.next_attempt_at = now + STILL_NEWS
    session.add(row)


def _is(target: Target, alert: Alert) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(StaffAlert.subject_id) == alert.subject_id,
        col(StaffAlert.target) == target.name,
        col(StaffAlert.sent_at).is_(None),
    )


def _clean(text: str) -> str:
    return _LONG_NUMBER.sub("***", text)


def _insert(session: Session) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(StaffAlert) if on_postgresql else sqlite.insert(StaffAlert)
