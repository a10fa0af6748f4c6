"""Which run of a county counts: the one that stored last."""

from __future__ import annotations

from sqlmodel import Session, col, select

from matching.tables import MatchRun


def latest_run(session: Session, county: str) -> MatchRun | None:
    """Return the run of the county that stored last, or None before the first.

    Ids rise with the machine's time, whatever day an analyst set the clock of a run to.
    """
    runs = select(MatchRun).where(MatchRun.county_code == county)
    return session.exec(runs.order_by(col(MatchRun.id).desc())).first()
