"""Notices to an office's staff: each is told once and stays open until somebody has seen to it.

``notify`` is the one door through which notices come; whoever also sends them by another way
(e-mail, a chat of the office) does it where it returns a new row.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select, update

from messaging.tables_staff import StaffNotice
from storage.clock import Clock
from storage.ids import new_id

_SUBJECT = 400


def notify(
    session: Session,
    clock: Clock,
    *,
    key: str,
    county_code: str,
    kind: str,
    subject: str,
    text: str,
    link: str = "",
) -> StaffNotice | None:
    """Tell the caseworkers of a county something, in the caller's transaction.

    Returns None when this county has been told of ``key`` before, also by another process at the
    same moment. ``kind`` is a short word of the sender, ``link`` a path of the console.
    """
    row = {
        "id": new_id(),
        "county_code": county_code,
        "key": key,
        "kind": kind,
        "subject": subject[:_SUBJECT],
        "text": text,
        "link": link,
        "created_at": clock.now(),
    }
    statement = _insert(session).values(**row).on_conflict_do_nothing()
    added = session.connection().execute(statement.returning(col(StaffNotice.id))).first()
    return session.get(StaffNotice, added[0]) if added is not None else None


def _insert(session: Session) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(StaffNotice) if on_postgresql else sqlite.insert(StaffNotice)


def open_notices(
    session: Session, scope: sa.ColumnElement[bool], limit: int | None = None
) -> list[StaffNotice]:
    """Return the notices nobody has acknowledged, the newest first; ``scope`` bounds the rows."""
    query = select(StaffNotice).where(scope, col(StaffNotice.acknowledged_at).is_(None))
    query = query.order_by(col(StaffNotice.created_at).desc(), col(StaffNotice.id).desc())
    return list(session.exec(query if limit is None else query.limit(limit)))


def count_open(session: Session, scope: sa.ColumnElement[bool]) -> int:
    """Return how many notices nobody has acknowledged."""
    query = sa.select(sa.func.count()).where(scope, col(StaffNotice.acknowledged_at).is_(None))
    return int(session.connection().execute(query).scalar_one())


def acknowledge(session: Session, clock: Clock, notice_id: UUID, by: str) -> bool:
    """Note that ``by`` has seen to a notice; False when somebody had done so before."""
    changed = session.exec(
        update(StaffNotice)
        .where(col(StaffNotice.id) == notice_id, col(StaffNotice.acknowledged_at).is_(None))
        .values(acknowledged_at=clock.now(), acknowledged_by=by)
    )
    return changed.rowcount == 1
