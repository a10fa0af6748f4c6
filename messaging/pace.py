"""How many messages the account of a channel may still send now, over all processes.

A library's limiter counts in one process; two workers would send twice as much. The moments of the
last sendings stand in one row, which whoever is about to send holds until the intent is committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from messaging.contract import Cap
from messaging.tables_pace import ChannelPace


def room(moments: Sequence[float], cap: Cap, now: float) -> int:
    """Return how many more messages fit into the window that ends at ``now``. Pure.

    ``moments`` and ``now`` are in seconds since 1970. A moment in the future (a clock that was set
    back) counts too.
    """
    since = now - cap.window.total_seconds()
    return max(0, cap.count - sum(moment > since for moment in moments))


def take(session: Session, channel: str, cap: Cap, wanted: int, now: datetime) -> int:
    """Reserve up to ``wanted`` sendings in the caller's transaction; returns how many are free."""
    row = _held(session, channel, now)
    seconds = now.timestamp()
    granted = min(wanted, room(row.moments, cap, seconds))
    if granted > 0:
        row.moments = [*row.moments, *[seconds] * granted][-cap.count :]
        row.changed_at = now
        session.add(row)
        session.flush()
    return max(0, granted)


def _held(session: Session, channel: str, now: datetime) -> ChannelPace:
    """Return the channel's row, locked until the end of the transaction; made when it is new."""
    query = select(ChannelPace).where(col(ChannelPace.channel) == channel).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.execute(
                sa.insert(ChannelPace).values(channel=channel, moments=[], changed_at=now)
            )
    except IntegrityError:
        pass  # another process made it at the same moment
    return session.exec(query.execution_options(populate_existing=True)).one()
