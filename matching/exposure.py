"""How dear a county makes postings that many were shown, and what that does.

The engine lowers the score of a posting by the price for each doubling of its fair share of looks
(``matching.engine``). With 0 everybody is shown what suits best, and the same few postings go to
many; with a high price even postings that suit less are seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from jobs_feed.tables import Posting, PostingState
from matching.latest import latest_run
from matching.tables import Match
from matching.tables_guidance import ExposureSetting
from matching.weights import ExposureWeights, Weights
from storage.clock import Clock

DEAREST = 200
"""A fifth of the full score: beyond it people would be shown what hardly suits them."""


class PriceError(ValueError):
    """The price lies outside 0 to ``DEAREST``; the message (Chinese) says so."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the latest run did: counts of people, open postings and looks.

    ``unseen`` postings were in nobody's list, ``most`` is the highest number of people who were
    given one posting.
    """

    people: int
    postings: int
    looks: int
    unseen: int
    most: int


def set_price(session: Session, clock: Clock, county: str, price: int, by: str) -> bool:
    """Set the price of a county from now on; False when it is that already.

    Raises PriceError.
    """
    if not 0 <= price <= DEAREST:
        raise PriceError(f"请填 0 到 {DEAREST} 的整数")
    now = _newest(session, county)
    if now is not None and now.price == price:
        return False
    session.add(ExposureSetting(county_code=county, price=price, set_by=by, set_at=clock.now()))
    session.flush()
    return True


def price_of(session: Session, county: str, weights: Weights) -> int:
    """Return the price that holds in a county; the package's own where nobody set one."""
    found = _newest(session, county)
    return weights.exposure.price if found is None else found.price


def weights_of(session: Session, county: str, weights: Weights) -> Weights:
    """Return the weights that a county is matched by."""
    price = price_of(session, county, weights)
    return weights.model_copy(update={"exposure": ExposureWeights(price=price)})


def changes(session: Session, county: str, most: int = 20) -> list[ExposureSetting]:
    """Return who set which price when, the newest first."""
    query = select(ExposureSetting).where(ExposureSetting.county_code == county)
    return list(session.exec(query.order_by(*_NEWEST_FIRST).limit(most)))


def effect(session: Session, county: str) -> Effect | None:
    """Return what the latest run of a county came to; None before the first."""
    run = latest_run(session, county)
    if run is None:
        return None
    looks = (
        sa.select(col(Match.posting_id).label("posting"), sa.func.count().label("looks"))
        .join(Posting, col(Posting.id) == col(Match.posting_id))
        .where(col(Posting.county_code) == county)
        .group_by(col(Match.posting_id))
        .subquery()
    )
    total, most, seen = (
        session.connection()
        .execute(
            sa.select(
                sa.func.coalesce(sa.func.sum(looks.c.looks), 0),
                sa.func.coalesce(sa.func.max(looks.c.looks), 0),
                sa.func.count(),
            )
        )
        .one()
    )
    offered = session.exec(
        select(sa.func.count())
        .select_from(Posting)
        .where(
            Posting.county_code == county,
            Posting.state == PostingState.OPEN,
            sa.or_(col(Posting.headcount_left).is_(None), col(Posting.headcount_left) > 0),
        )
    ).one()
    return Effect(run.people, offered, int(total), max(0, offered - seen), int(most))


_NEWEST_FIRST = (col(ExposureSetting.set_at).desc(), col(ExposureSetting.id).desc())


def _newest(session: Session, county: str) -> ExposureSetting | None:
    query = select(ExposureSetting).where(ExposureSetting.county_code == county)
    return session.exec(query.order_by(*_NEWEST_FIRST)).first()
