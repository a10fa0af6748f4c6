"""When an entry may be written; pure."""

from __future__ import annotations

from datetime import date, timedelta

LATE_AFTER = timedelta(days=30)
GRACE_MONTH = 1


class LedgerError(Exception):
    """An entry cannot be written as asked; the message is for staff, in Chinese."""


class FutureEntryError(LedgerError):
    """The service is said to happen after today."""


class SecondPersonError(LedgerError):
    """The entry needs a second person who confirms it."""


def period_closed(occurred_on: date, today: date) -> bool:
    """Tell whether the year of ``occurred_on`` is closed: the year after it is past January."""
    years = today.year - occurred_on.year
    return years > 1 or (years == 1 and today.month > GRACE_MONTH)


def needs_second_person(occurred_on: date, today: date) -> bool:
    """Tell whether an entry of today for ``occurred_on`` is late or for a closed period."""
    return today - occurred_on > LATE_AFTER or period_closed(occurred_on, today)


def check_dates_and_people(
    occurred_on: date, today: date, by: str, confirmed_by: str | None
) -> None:
    """Refuse what the rules of back-dating refuse.

    Raises FutureEntryError for a day to come, SecondPersonError when a second person is missing
    or is the first one again.
    """
    if occurred_on > today:
        raise FutureEntryError(f"服务日期 {occurred_on} 还没有到,不能登记")
    if confirmed_by is not None and confirmed_by.casefold() == by.casefold():
        raise SecondPersonError("确认人必须是登记人以外的另一个人")
    if confirmed_by is None and needs_second_person(occurred_on, today):
        raise SecondPersonError(
            f"服务日期 {occurred_on} 已超过 {LATE_AFTER.days} 天,或所属年度已结账,"
            "需要另一个人确认后才能登记"
        )
