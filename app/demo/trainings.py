"""Invented trainings of the demo county."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.demo.people import COUNTY, PHONES_NEVER_GIVEN, PREFIX
from matching.tables_guidance import Training
from storage.clock import Clock

_CONTACT = f"{PHONES_NEVER_GIVEN}0311"
_TRAININGS = (
    ("叉车培训", "叉车，考叉车证", "会泽县职业中学", 14, 50),
    ("缝纫培训", "缝纫", "者海镇帮扶车间", 10, 55),
    ("电焊培训", "电焊，考焊工证", "会泽县职业中学", 21, 50),
    ("养老护理培训", "养老护理", "娜姑镇成人学校", 15, 58),
    ("厨师培训", "炒菜，当厨师", "会泽县城", 20, 55),
)


def add_trainings(session: Session, clock: Clock, by: str) -> None:
    """Put the trainings on the demo county's list; one begins every week."""
    for week, (name, teaches, place, days, oldest) in enumerate(_TRAININGS):
        session.add(
            Training(
                county_code=COUNTY,
                name=f"{PREFIX}{name}",
                teaches=teaches,
                place=place,
                contact=_CONTACT,
                begins_on=clock.today() + timedelta(days=10 + 7 * week),
                days=days,
                age_low=18,
                age_high=oldest,
                kept_by=by,
                kept_at=clock.now(),
            )
        )
