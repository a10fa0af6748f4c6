"""Which messages of a channel wait: what is due, what lost its sender, what rests.

Conditions are written so that partial indexes of the outbox are used: the few that wait are found
among the many that are done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.contract import Fault
from messaging.gate import UNREADABLE
from messaging.outbox import MESSAGES
from messaging.tables import MessageKind, MessageState, OutboxMessage
from messaging.templates import NO_TEMPLATE
from storage import columns

SENDER = "sender"
NO_OUTCOME = "no_outcome"
STAFF = "staff"
"""Who says so in the life of a message where a person decided."""
RESUMED = "resumed"
CHANNEL = sa.bindparam("on_channel", type_=MESSAGES.c.channel.type)
NOW = sa.bindparam("now", type_=MESSAGES.c.next_attempt_at.type)
IDS: sa.BindParameter[UUID] = sa.bindparam("ids", expanding=True)
"""Places for values in statements that are made once; no column is called so, which an update would
take for a value to set."""
_Ids = sa.Select[UUID]


def lapsed(session: Session, channel: str, now: datetime) -> list[UUID]:
    """Return ids of messages whose attempt should long have had an outcome."""
    return list(
        session.exec(
            select(OutboxMessage.id).where(
                OutboxMessage.channel == channel,
                outbox.OPEN,
                col(OutboxMessage.lease_until).is_not(None),
                col(OutboxMessage.lease_until) < now,
            )
        )
    )


def give_up(session: Session, message_ids: Sequence[UUID], now: datetime) -> None:
    """Mark messages ``UNKNOWN`` whose lease ran out without an outcome."""
    for message_id in message_ids:
        changed = session.execute(
            sa.update(MESSAGES)
            .where(
                MESSAGES.c.id == message_id,
                MESSAGES.c.state < MessageState.HANDED_OVER,
                MESSAGES.c.lease_until < now,
            )
            .values(
                state=MessageState.UNKNOWN,
                fault=Fault.AMBIGUOUS,
                code=NO_OUTCOME,
                lease_owner=None,
                lease_until=None,
                next_attempt_at=now,
            )
        )
        if outbox.rows_changed(changed):
            outbox.note_event(
                session, message_id, now, MessageState.UNKNOWN, source=SENDER, code=NO_OUTCOME
            )


def rests(session: Session, channel: str, now: datetime) -> bool:
    """Tell whether the channel's account was refused so recently that nothing is tried.

    A missing template holds up its own kind of messages only, a damaged text itself.
    """
    query = select(OutboxMessage.id).where(OutboxMessage.channel == channel, *account_refused(now))
    return session.exec(query).first() is not None


def account_refused(now: datetime) -> list[sa.ColumnElement[bool]]:
    """Return what holds of the messages because of which a channel rests at ``now``."""
    code = sa.func.coalesce(MESSAGES.c.code, "")
    return [
        outbox.OPEN,
        MESSAGES.c.fault == sa.literal_column(f"'{Fault.CONFIG}'"),
        code.not_like(f"{NO_TEMPLATE}:%"),
        code != UNREADABLE,
        MESSAGES.c.next_attempt_at > now,
    ]


def candidates(
    session: Session,
    channel: str,
    now: datetime,
    limit: int,
    only: Collection[UUID] | None = None,
) -> list[UUID]:
    """Return ids of messages that may be due, answers to people first.

    With ``only``, those of these messages that nobody has begun to send, due or not.
    """
    if only is not None:
        values = {"on_channel": channel, "ids": list(only), "most": limit}
        return list(session.execute(_named(), values).scalars())
    values = {"on_channel": channel, "now": now, "most": limit}
    return list(session.execute(_due(), values).scalars())


@cache
def _due() -> _Ids:
    """Return the statement for what is due; made once, because it is asked for every block."""
    return _answers_first(*free(CHANNEL, NOW))


@cache
def _named() -> _Ids:
    return _answers_first(*free(CHANNEL, None), MESSAGES.c.id.in_(IDS))


def _answers_first(*conditions: sa.ColumnElement[bool]) -> _Ids:
    """Return the statement for at most ``most`` ids: answers as they were written, then the rest.

    Each kind is read by its own stretch of the index, so that a long queue is not read and sorted.
    """
    most = sa.bindparam("most", type_=sa.Integer)
    parts = []
    for kind in MessageKind:
        answer = kind is MessageKind.REPLY
        since = MESSAGES.c.created_at if answer else MESSAGES.c.next_attempt_at
        place = sa.literal_column("0" if answer else "1", sa.Integer).label("place")
        of_kind = sa.select(MESSAGES.c.id, place, since.label("since"))
        of_kind = of_kind.where(*conditions, MESSAGES.c.kind == kind)
        parts.append(of_kind.order_by(since, *([MESSAGES.c.id] if answer else [])).limit(most))
    found = sa.union_all(*(sa.select(part.subquery()) for part in parts)).subquery()
    return sa.select(found.c.id).order_by(found.c.place, found.c.since, found.c.id).limit(most)


def staff_code(decision: str, by: str) -> str:
    """Return the code of a line in a message's life that says who decided what."""
    return f"{decision}:{by}"[: columns.SHORT]


def resume(session: Session, channel: str, now: datetime, by: str) -> int:
    """End the rest of a channel at once; returns how many messages may be tried again.

    ``by`` is the user name of who says that the account is in order, kept with each message.
    """
    rows = session.execute(
        sa.update(MESSAGES)
        .where(
            MESSAGES.c.channel == channel,
            outbox.OPEN,
            MESSAGES.c.fault == sa.literal_column(f"'{Fault.CONFIG}'"),
            MESSAGES.c.lease_until.is_(None),
            MESSAGES.c.next_attempt_at > now,
        )
        .values(next_attempt_at=now)
        .returning(MESSAGES.c.id, MESSAGES.c.state)
    ).all()
    for state in {state for _, state in rows}:
        ids = [message_id for message_id, each in rows if each == state]
        outbox.note_events(session, ids, now, state, source=STAFF, code=staff_code(RESUMED, by))
    return len(rows)


def free(
    channel: str | sa.BindParameter[str], due_at: datetime | sa.BindParameter[datetime] | None
) -> list[sa.ColumnElement[bool]]:
    """Return what must hold of a message that may be sent and that nobody is sending.

    ``due_at`` asks that it is due at that moment. Both may be values that a statement made before
    is given later: ``CHANNEL`` and ``NOW``.
    """
    fault = MESSAGES.c.fault
    conditions = [
        MESSAGES.c.channel == channel,
        outbox.OPEN,
        MESSAGES.c.lease_until.is_(None),
        sa.or_(
            MESSAGES.c.state != MessageState.UNKNOWN,
            sa.and_(fault.is_not(None), fault != Fault.AMBIGUOUS),
        ),
    ]
    if due_at is not None:
        conditions.append(MESSAGES.c.next_attempt_at <= due_at)
    return conditions
