"""Duties that are due soon are told to the staff once."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from messaging.tables_staff import StaffNotice
from reminders.duty_notices import note_duties
from storage.clock import SHANGHAI, SetClock
from storage.database import Database

COUNTY = "530326"


def test_a_duty_is_told_once_and_before_its_day(db: Database) -> None:
    clock = SetClock(datetime(2026, 6, 29, 9, 0, tzinfo=SHANGHAI))
    with db.write() as session:
        first = note_duties(session, clock, COUNTY)
    with db.write() as session:
        again = note_duties(session, clock, COUNTY)
    assert first > 0
    assert again == 0
    with db.read() as session:
        notices = session.exec(select(StaffNotice)).all()
    assert len(notices) == first
    assert any("6月30日" in notice.subject for notice in notices), "the half-year summary"


def test_nothing_is_told_long_before(db: Database) -> None:
    clock = SetClock(datetime(2026, 5, 12, 9, 0, tzinfo=SHANGHAI))
    with db.write() as session:
        assert note_duties(session, clock, COUNTY) == 0
