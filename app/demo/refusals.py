"""Invented refusals of the demo county: its page of guidance shows whom a training helps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from app.demo.people import COUNTY
from jobs_feed.tables import Posting
from labourers.tables import Labourer
from matching.tables import PostingRefusal
from storage.clock import Clock

_CANNOT = "cannot_do:"
_CASES = (
    ("想学一门技术,什么都能做", (("叉车工", f"{_CANNOT}forklift"), ("焊工", f"{_CANNOT}welder"))),
    ("想进电子厂做普工,要包吃住", (("叉车工", f"{_CANNOT}forklift"),) * 2),
    ("想做保洁或洗碗,离家近", (("普工", "too_far"), ("操作工", "too_far"), ("剪线工", "low_wage"))),
    ("做过家政,想当月嫂护工", (("缝纫工", f"{_CANNOT}sewing"), ("缝纫工", f"{_CANNOT}sewing"))),
    (
        "会做饭,想去食堂或餐馆",
        (("缝纫工", f"{_CANNOT}sewing"), ("熨烫工", "low_wage"), ("普工", "hours")),
    ),
    ("会缝纫,想做缝纫工", (("建筑小工", "too_heavy"), ("普工", "too_far"), ("质检员", "hours"))),
)
"""What somebody asked for, and which postings they turned down why."""
_YOUNG = timedelta(days=45 * 365)


def add_refusals(session: Session, clock: Clock) -> int:
    """Let one person of each case turn postings down over the last weeks; returns how many people.

    The people and postings are the first that fit, so it is the same at every load.
    """
    people = 0
    for wanted, refused in _CASES:
        person = session.exec(
            select(Labourer)
            .where(
                Labourer.county_code == COUNTY,
                Labourer.services_wanted == wanted,
                col(Labourer.birth_date) > clock.today() - _YOUNG,
            )
            .order_by(col(Labourer.external_id))
        ).first()
        if person is not None and _refuse(session, clock, person, refused):
            people += 1
    return people


def _refuse(
    session: Session, clock: Clock, person: Labourer, refused: Sequence[tuple[str, str]]
) -> bool:
    taken: set[str] = set()
    for ago, (title, reason) in enumerate(refused, start=1):
        posting = session.exec(
            select(Posting)
            .where(
                Posting.county_code == COUNTY,
                Posting.title == title,
                col(Posting.external_id).not_in(taken),
            )
            .order_by(col(Posting.external_id))
        ).first()
        if posting is None:
            return False
        taken.add(posting.external_id or "")
        session.add(
            PostingRefusal(
                labourer_id=person.id,
                posting_id=posting.id,
                reason=reason,
                refused_at=clock.now() - timedelta(days=7 * ago),
            )
        )
    return True
