"""What is done once a day is done at its hour by the context's clock, also late, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from app.context import AppContext
from app.schedule import Daily, Hourly, daily_units
from app.settings import Settings
from labourers.tables import PHONE_FIELD, EmploymentStatus
from messaging.tables import MessageKind, OutboxMessage
from storage.clock import SetClock, parse_moment
from tests.service_ledger.conftest import People

MORNING = parse_moment("2026-11-23T09:29")


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    built = AppContext(Settings.model_validate({"data_dir": tmp_path}), now=MORNING)
    yield built
    built.close()


def clock_of(context: AppContext) -> SetClock:
    assert isinstance(context.clock, SetClock)
    return context.clock


def test_once_a_day_from_the_hour_on(context: AppContext) -> None:
    clock, done = clock_of(context), []
    daily = Daily(lambda _: time(9, 30), lambda _: done.append(clock.now()))
    for _ in range(60 * 24 * 2):
        daily(context)
        clock.advance(timedelta(minutes=1))
    assert [moment.strftime("%d %H:%M") for moment in done] == ["23 09:30", "24 09:30"]


def test_who_was_down_at_that_hour_catches_up(context: AppContext) -> None:
    clock, done = clock_of(context), []
    clock.set(parse_moment("2026-11-23T17:00"))
    daily = Daily(lambda _: time(9, 30), lambda _: done.append(clock.now()))
    daily(context)
    assert len(done) == 1


def test_a_unit_that_failed_is_done_again(context: AppContext) -> None:
    clock, tries = clock_of(context), []

    def unit(_: AppContext) -> None:
        tries.append(clock.now())
        if len(tries) == 1:
            raise OSError("the disk is full")

    clock.set(parse_moment("2026-11-23T10:00"))
    daily = Daily(lambda _: time(9, 30), unit)
    with pytest.raises(OSError, match="full"):
        daily(context)
    daily(context)
    daily(context)
    assert len(tries) == 2


def test_once_an_hour_and_again_soon_after_a_failure(context: AppContext) -> None:
    clock, tries = clock_of(context), []

    def unit(_: AppContext) -> None:
        tries.append(clock.now().strftime("%H:%M"))
        if len(tries) == 1:
            raise OSError("the disk is full")

    hourly = Hourly(unit)
    with pytest.raises(OSError, match="full"):
        hourly(context)
    for _ in range(20):
        clock.advance(timedelta(minutes=5))
        hourly(context)
    assert tries == ["09:29", "09:34", "10:34"]
    clock.set(MORNING - timedelta(days=1))
    hourly(context)
    assert len(tries) == 4


def reminders(context: AppContext) -> int:
    with context.db.read() as rows:
        found = rows.exec(select(OutboxMessage).where(OutboxMessage.kind == MessageKind.REMINDER))
        return len(found.all())


def test_the_reminder_comes_on_its_day_when_the_clock_was_set(context: AppContext) -> None:
    clock = clock_of(context)
    people = People(context.vault, clock.now())
    with context.db.write() as rows:
        phone = context.vault.seal(PHONE_FIELD, "13987650001")
        person = people.add(rows, unemployed_since=None, phone_sealed=phone)
        people.status(
            rows, person.id, EmploymentStatus.EMPLOYED, date(2026, 8, 23), place_code="440100"
        )
    units = {unit.__name__: unit for unit in daily_units()}
    assert set(units) == {"expire_postings", "day", "remind"}
    units["remind"](context)
    assert reminders(context) == 0
    clock.set(parse_moment("2026-11-23T09:30"))
    for unit in units.values():
        unit(context)
    assert reminders(context) == 1
    clock.set(parse_moment("2026-11-24T09:30"))
    units["remind"](context)
    assert reminders(context) == 1
