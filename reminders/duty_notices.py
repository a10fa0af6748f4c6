"""Tells the caseworkers of a county which duties are due soon."""

from __future__ import annotations

from sqlmodel import Session

from messaging.staff_notices import notify
from reminders.calendar import duties_of, shipped_duties, to_remind
from reminders.workdays import Workdays
from storage.clock import Clock

DUTY = "duty"


def note_duties(session: Session, clock: Clock, county: str) -> int:
    """Write a notice for each duty of a county that is due soon; returns how many were new.

    A duty of last year may still be due in the first days of this one.
    """
    today, workdays, written = clock.today(), Workdays(), 0
    for year in (today.year - 1, today.year):
        due = duties_of(shipped_duties(), county, year, workdays)
        for duty in to_remind(due, today):
            last = f"{duty.act_by.month}月{duty.act_by.day}日"
            notice = notify(
                session,
                clock,
                key=f"{DUTY}:{duty.code}:{duty.due_on.isoformat()}",
                county_code=county,
                kind=DUTY,
                subject=f"{duty.title}：{duty.due_on.month}月{duty.due_on.day}日前要完成",
                text=f"最后一个工作日是 {last}。依据：{duty.source}。",
                link="/console/notices",
            )
            written += notice is not None
    return written
