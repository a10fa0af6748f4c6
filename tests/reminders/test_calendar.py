"""Working days and the calendar of duties."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from reminders.calendar import DueDuty, Duty, ReportSide, duties_of, shipped_duties, to_remind
from reminders.workdays import Workdays

HUIZE, XINGAN_COUNTY, BEIJING_COUNTY = "530326", "152221", "110116"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 9, 28), True),
        (date(2025, 10, 11), True),
        (date(2024, 2, 4), True),
    ],
)
def test_holidays_and_worked_weekends(day: date, works: bool) -> None:
    assert Workdays().is_workday(day) is works


def test_a_year_without_known_holidays_is_guessed_and_told() -> None:
    workdays = Workdays()
    assert workdays.is_workday(date(2099, 10, 1)) is True
    assert workdays.is_workday(date(2099, 10, 3)) is False
    assert workdays.guessed == {2099}


def test_counting_working_days() -> None:
    workdays = Workdays()
    assert workdays.nth(date(2025, 10, 1), 3) == date(2025, 10, 11)
    assert workdays.nth(date(2026, 11, 23), 1) == date(2026, 11, 23)
    assert workdays.last_by(date(2025, 10, 8)) == date(2025, 9, 30)
    assert workdays.before(date(2025, 10, 9), 2) == date(2025, 9, 29)


def due(county: str, year: int, code: str, **options: object) -> list[DueDuty]:
    found = duties_of(shipped_duties(), county, year, Workdays(), **options)  # type: ignore[arg-type]
    assert found == sorted(found, key=lambda one: (one.due_on, one.code))
    return [one for one in found if one.code == code]


def test_the_roster_is_refreshed_in_the_first_three_working_days_of_a_quarter() -> None:
    assert [one.due_on for one in due(HUIZE, 2025, "roster_refresh")] == [
        date(2025, 1, 6),
        date(2025, 4, 3),
        date(2025, 7, 3),
        date(2025, 10, 11),
    ]


def test_the_quarterly_report_has_two_readings() -> None:
    after = due(HUIZE, 2026, "quarterly_report")
    before = due(HUIZE, 2026, "quarterly_report", report_side=ReportSide.BEFORE)
    assert [one.due_on for one in after] == [
        date(2026, 4, 5),
        date(2026, 7, 5),
        date(2026, 10, 5),
        date(2027, 1, 5),
    ]
    assert [one.due_on for one in before] == [
        date(2026, 3, 26),
        date(2026, 6, 25),
        date(2026, 9, 25),
        date(2026, 12, 26),
    ]
    assert [one.remind_on for one in after] == [one.remind_on for one in before]
    assert after[1].act_by == date(2026, 7, 3)


def test_summaries_have_their_days() -> None:
    assert [one.due_on for one in due(HUIZE, 2026, "half_year_summary")] == [date(2026, 6, 30)]
    assert [one.due_on for one in due(HUIZE, 2026, "annual_summary")] == [date(2026, 12, 30)]


def test_a_plan_that_ended_asks_for_nothing() -> None:
    assert len(due(XINGAN_COUNTY, 2020, "monthly_report")) == 12
    assert len(due(XINGAN_COUNTY, 2020, "quarterly_review")) == 4
    assert [one.due_on for one in due(XINGAN_COUNTY, 2020, "half_year_analysis")] == [
        date(2020, 6, 30),
        date(2020, 12, 31),
    ]
    assert due(XINGAN_COUNTY, 2020, "monthly_report")[1].due_on == date(2020, 2, 29)
    assert due(XINGAN_COUNTY, 2021, "monthly_report") == []


def test_a_duty_belongs_to_its_place() -> None:
    assert due(HUIZE, 2020, "monthly_report") == []
    assert due(XINGAN_COUNTY, 2020, "quarterly_report") == []


def test_a_list_is_verified_by_the_end_of_the_month_after_it_came() -> None:
    came = [date(2026, 10, 12), date(2026, 12, 31)]
    found = due(BEIJING_COUNTY, 2026, "low_income_verification", lists_arrived=came)
    assert [one.due_on for one in found] == [date(2026, 11, 30), date(2027, 1, 31)]
    assert due(BEIJING_COUNTY, 2026, "low_income_verification") == []


def test_the_office_is_reminded_some_working_days_before() -> None:
    duties = due(HUIZE, 2025, "annual_summary")
    assert duties[0].remind_on == date(2025, 12, 23)
    for day, told in (
        (date(2025, 12, 22), False),
        (date(2025, 12, 23), True),
        (date(2025, 12, 30), True),
        (date(2025, 12, 31), False),
    ):
        assert bool(to_remind(duties, day)) is told


@pytest.mark.parametrize(
    "broken",
    [
        {"workday": 3, "report": 5},
        {"day": (6, 30), "every": "month"},
        {"every": "list", "workday": 1},
        {"place": "53"},
    ],
)
def test_a_duty_is_due_in_one_way(broken: dict[str, object]) -> None:
    right = {"code": "x", "title": "x", "place": HUIZE, "every": "quarter", "source": "x"}
    with pytest.raises(ValidationError):
        Duty.model_validate(right | broken)
