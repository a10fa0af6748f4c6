"""The calendar of duties: what an office owes, and when; pure but for reading the data file."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from reminders.workdays import Workdays
from storage.places import within

WARNING_WORKDAYS = 5
"""How many working days before a duty is due the office is reminded."""


class Every(StrEnum):
    """How often a duty comes."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    LIST = "list"


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class ReportSide(StrEnum):
    """On which side of a quarter's end its report is due; the texts say both."""

    BEFORE = "before"
    AFTER = "after"


class Duty(BaseModel):
    """One duty as its document sets it, for the offices of ``place`` (adcode)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    title: str
    place: str = Field(pattern=r"^\d{6}$")
    every: Every
    workday: int | None = Field(None, gt=0)
    day: tuple[int, int] | None = None
    report: int | None = Field(None, gt=0)
    source: str
    valid_until: date | None = None

    @model_validator(mode="after")
    def _due_in_one_way(self) -> Self:
        ways = [self.workday, self.day, self.report]
        if sum(way is not None for way in ways) > 1:
            raise ValueError(f"{self.code}: say in one way when it is due")
        if self.day is not None and self.every is not Every.YEAR:
            raise ValueError(f"{self.code}: a day of the year is for a yearly duty")
        if self.every is Every.LIST and any(way is not None for way in ways):
            raise ValueError(f"{self.code}: a list sets its own day")
        return self


@dataclass(frozen=True, slots=True)
class DueDuty:
    """One duty of one period.

    ``due_on`` is the day the text names; ``act_by`` the last working day by then; from
    ``remind_on`` the office should be told.
    """

    code: str
    title: str
    source: str
    opens_on: date
    due_on: date
    act_by: date
    remind_on: date


def shipped_duties() -> list[Duty]:
    """Return the duties that come with the service."""
    text = (files("reminders") / "data" / "duties.toml").read_text(encoding="utf-8")
    return TypeAdapter(list[Duty]).validate_python(tomllib.loads(text)["duty"])


def duties_of(
    duties: Iterable[Duty],
    county: str,
    year: int,
    workdays: Workdays,
    *,
    report_side: ReportSide = ReportSide.AFTER,
    lists_arrived: Iterable[date] = (),
) -> list[DueDuty]:
    """Return what an office of ``county`` (adcode) owes for ``year``, in the order it is due.

    A report due after its quarter can fall into the next year. It is reminded of before the
    earlier of the two days that the texts name. ``lists_arrived`` are the days on which this
    year's lists of households came.
    """
    due: list[DueDuty] = []
    for duty in duties:
        if not within(county, duty.place):
            continue
        for first, last in _periods(duty.every, year, lists_arrived):
            if duty.valid_until is None or first <= duty.valid_until:
                due.append(_due(duty, first, last, workdays, report_side))
    return sorted(due, key=lambda one: (one.due_on, one.code))


def to_remind(duties: Iterable[DueDuty], on: date) -> list[DueDuty]:
    """Return the duties that the office should be told of on ``on``: not yet due, but soon."""
    return [duty for duty in duties if duty.remind_on <= on <= duty.due_on]


def _due(
    duty: Duty, first: date, last: date, workdays: Workdays, report_side: ReportSide
) -> DueDuty:
    due_on = warned_for = last
    if duty.workday is not None:
        due_on = warned_for = workdays.nth(first, duty.workday)
    elif duty.day is not None:
        due_on = warned_for = date(first.year, *duty.day)
    elif duty.report is not None:
        warned_for = last - timedelta(days=duty.report)
        due_on = warned_for
        if report_side is ReportSide.AFTER:
            due_on = last + timedelta(days=duty.report)
    return DueDuty(
        code=duty.code,
        title=duty.title,
        source=duty.source,
        opens_on=first,
        due_on=due_on,
        act_by=max(first, workdays.last_by(due_on)),
        remind_on=workdays.before(warned_for, WARNING_WORKDAYS),
    )


def _periods(every: Every, year: int, lists_arrived: Iterable[date]) -> Iterator[tuple[date, date]]:
    if every is Every.LIST:
        for day in lists_arrived:
            yield day, _end_of_month_after(day)
        return
    months = _MONTHS[every]
    for start in range(1, 13, months):
        end = start + months - 1
        yield date(year, start, 1), date(year, end, monthrange(year, end)[1])


def _end_of_month_after(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, monthrange(year, month)[1])
