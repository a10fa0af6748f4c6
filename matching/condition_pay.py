"""Whether a posting pays what a search asks for. Pure; wages are in yuan per month."""

from __future__ import annotations

from matching.model import Vacancy
from matching.reading.features import Features
from matching.reading.query import Query
from matching.reading.wages import PAID_DAYS
from matching.unmet import Unmet

_NEARLY = 95
"""The hundredths of a wage that "左右" is content with."""
_DAYS_WORKED = 26
"""Days that who is paid by the day works in a month at most, a day off in seven."""
_USUAL_WAGE = 4_000
"""Yuan per month that a posting without a wage is taken to pay, beside those that state one."""
_MOST_GRAVE = 10


def too_little(query: Query, vacancy: Vacancy, features: Features) -> Unmet | None:
    """Return what the pay of a posting lacks of the wage asked for; None when it will do.

    The line shows the whole range: who can earn what was asked for is told no untruth.
    """
    asked, low, high = query.wage, vacancy.wage_low, vacancy.wage_high
    if asked is None:
        return None
    if low is None and high is None:
        return Unmet("wage", max(3, _too_low(_USUAL_WAGE, asked)), "工资没写明")
    least = asked * _NEARLY // 100 if query.around else asked
    by_day = _asked_by_day(query, asked, features)
    told = f"{round(asked / PAID_DAYS)}元一天" if by_day else f"{asked}元"
    if query.floor and low is not None and low < least:
        return Unmet("wage", _too_low(low, asked), f"保底不到{told}")
    top = high if high is not None else low or 0
    if not by_day and vacancy.offer.has & features["day_wage"].mask:
        top = round(top * _DAYS_WORKED / PAID_DAYS)
    return Unmet("wage", _too_low(top, asked), f"工资不到{told}") if top < least else None


def falls_short(query: Query, vacancy: Vacancy) -> bool:
    """Tell whether a posting usually pays less than asked, though it can reach it."""
    low, high = vacancy.wage_low, vacancy.wage_high
    ends = [each for each in (low, high) if each is not None]
    asked = (query.wage or 0) * (_NEARLY if query.around else 100) // 100
    return bool(asked and ends) and sum(ends) < len(ends) * asked


def _asked_by_day(query: Query, asked: int, features: Features) -> bool:
    """Tell whether a wage was asked for by the day."""
    by_day = features["day_wage"].mask | features["paid_daily"].mask
    a_day = round(asked / PAID_DAYS)
    return bool(query.features & by_day) and abs(a_day * PAID_DAYS - asked) < 1


def _too_low(top: int, asked: int) -> int:
    """Return how grave it is that at most ``top`` is paid of what was asked for."""
    return 2 + min(_MOST_GRAVE, max(0, asked - top) * 100 // asked // 8)
