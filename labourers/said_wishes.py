"""Wishes that people confirm in a conversation: kept with who said them and when, and taken back.

Works in the session it is given; nothing is committed here. A wish that is kept stands in
``Labourer.wishes``, where matching reads it, until the person takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.dated import order
from labourers.profiles import current_willingness, record_willingness, update_wishes
from labourers.tables import Labourer, SaidWish, Source, Willingness, WillingnessRecord
from storage.clock import Clock

MOST_KEPT = 5
"""Of more the oldest is taken back: who says so many things has changed their mind."""
_BY = "labourer"
_STOP = "。"


def kept_wishes(session: Session, labourer_id: UUID) -> list[SaidWish]:
    """Return what a person said and did not take back, the newest first."""
    said = session.exec(
        select(SaidWish).where(
            SaidWish.labourer_id == labourer_id, col(SaidWish.withdrawn_at).is_(None)
        )
    ).all()
    return sorted(said, key=lambda wish: (wish.said_at, wish.id), reverse=True)


def keep_wish(
    session: Session,
    clock: Clock,
    labourer_id: UUID,
    text: str,
    *,
    contact_id: UUID,
    channel: str,
    willingness: Willingness | None = None,
) -> SaidWish:
    """Keep what a person confirmed; ``willingness`` is where it says that work may be.

    Raises LookupError when there is no such person.
    """
    wish = SaidWish(
        labourer_id=labourer_id,
        contact_id=contact_id,
        channel=channel,
        text=text.replace(_STOP, " ").strip(),
        said_at=clock.now(),
    )
    if willingness is not None:
        wish.willingness_id = record_willingness(
            session, clock, labourer_id, willingness, source=Source.LABOURER, by=_BY, confirmed=True
        ).id
        session.flush()
    session.add(wish)
    before = kept_wishes(session, labourer_id)
    _write(session, clock, labourer_id, added=wish.text)
    withdraw(session, clock, [each for each in before if each.id != wish.id][MOST_KEPT - 1 :])
    return wish


def withdraw(session: Session, clock: Clock, wishes: Iterable[SaidWish]) -> None:
    """Take wishes back; where work may be is again what was recorded before."""
    for wish in wishes:
        wish.withdrawn_at = clock.now()
        session.add(wish)
        _write(session, clock, wish.labourer_id, removed=wish.text)
        if wish.willingness_id is not None:
            _restore(session, clock, wish)


def _write(
    session: Session, clock: Clock, labourer_id: UUID, *, added: str = "", removed: str = ""
) -> None:
    person = session.get(Labourer, labourer_id)
    before = (person.wishes or "").split(_STOP) if person is not None else []
    rest = [part for part in before if part and part not in (added, removed)]
    parts = [added, *rest] if added else rest
    update_wishes(session, clock, labourer_id, wishes=_STOP.join(parts) or None)


def _restore(session: Session, clock: Clock, wish: SaidWish) -> None:
    current = current_willingness(session, wish.labourer_id, clock.today())
    if current is None or current.id != wish.willingness_id:
        return
    records = session.exec(
        select(WillingnessRecord).where(WillingnessRecord.labourer_id == wish.labourer_id)
    ).all()
    before = max((each for each in records if each.id != current.id), key=order, default=None)
    record_willingness(
        session,
        clock,
        wish.labourer_id,
        Willingness.ANYWHERE if before is None else before.willingness,
        source=Source.LABOURER,
        by=_BY,
        places=() if before is None else before.places,
        confirmed=True,
    )
