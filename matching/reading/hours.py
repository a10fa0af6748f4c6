"""Which hours and nights a posting takes, and for how long nobody comes home from it. Pure.

What is read is a mask of ``reading.day_slots``: the half hours in which somebody on this post is
at work, be it every day or in turn, with ``LIVES_IN``, ``WEEK`` and ``MONTH``. Only what the text
fixes counts; where people choose their shift or their time, nothing does. Data:
``data/hours.toml``.
"""

from __future__ import annotations

from functools import lru_cache

from matching.reading.day_slots import (
    ALL_DAY,
    LIVES_IN,
    MONTH,
    WEEK,
    Stretch,
    between,
    in_year,
    stretches,
    times,
    told_apart,
)
from matching.reading.months import months_needed
from matching.reading.phrases import phrases
from matching.reading.week_slots import WHOLE_SHIFT
from matching.reading.whole_days import takes_daylight, takes_whole_days
from matching.reading.work_days import says_by_day, work_days

_SAYS = phrases("hours", "hours")
NIGHT = between(23, 29)
"""The half hours in which people sleep: a shift that takes any of them is a night's."""
NOON = between(12, 12.5)
_AROUND_NOON = between(11.5, 14)
_BY_NIGHT = between(22, 30)
_BY_DAY = between(9, 11) | between(14, 17)
"""Hours that belong to any shift by day, where no others are told."""
_DAYLIGHT = between(7, 11.5) | between(14, 18)
_ONE_OR_OTHER = 6
"""Characters between two stretches of which people choose one."""
_BEFORE_NOON, _AFTER_NOON = 10.0, 15.0
_NO_WAY_HOME = 11.0
"""Hours of a shift with a break that is too short for going home."""
_TWO_SHIFTS = 13.5
"""Hours from the beginning of the first shift to the end of the second."""
_MUCH_OF_A_NIGHT = 3
"""Half hours of a night's sleep that are lost to a shift; who begins at four has slept."""
_MEMO_SIZE = 1 << 12


@lru_cache(maxsize=_MEMO_SIZE)
def hours(text: str) -> int:
    """Return the mask of what a posting's cleaned text takes; 0 where it fixes nothing."""
    months = in_year(months_needed(text))
    if not _SAYS["hints"].search(text) and not takes_whole_days(text):
        return months
    goes_home = _SAYS["goes_home"].search(text) is not None
    text = _SAYS["not_so"].sub("", text)
    away = _away(text, goes_home=goes_home)
    found = away or _shifts(text)
    if _SAYS["flexible"].search(text) and not away & LIVES_IN:
        found = 0
    else:
        whole = _SAYS["whole_shift"].search(text) or takes_whole_days(text)
        found |= work_days(text) | (WHOLE_SHIFT if whole else 0)
    return found | months


def works_nights(text: str) -> bool:
    """Tell whether a posting's cleaned text has people awake and at work by night, if in turn.

    A night that may be slept through (夜间只锁门睡觉) is none, nor is one that people may choose.
    """
    if not hours(text) & NIGHT:
        return False
    said = _SAYS["not_so"].sub("", text)
    awake = (_shifts(said) & NIGHT).bit_count()
    return awake >= _MUCH_OF_A_NIGHT and _SAYS["sleeps"].search(said) is None


def _away(text: str, *, goes_home: bool) -> int:
    """Return ``LIVES_IN`` with all of the day, and for how long, where the post keeps people."""
    day = ALL_DAY if _SAYS["whole_day"].search(text) else 0
    if goes_home:
        return day
    months = _SAYS["months"].search(text) is not None
    weeks = months or _SAYS["weeks"].search(text) is not None
    if not weeks and _SAYS["lives_in"].search(text) is None:
        return day
    weeks = months or (
        (weeks or _SAYS["weeks_there"].search(text) is not None)
        and _SAYS["each_week"].search(text) is None
    )
    return ALL_DAY | LIVES_IN | (WEEK if weeks else 0) | (MONTH if months else 0)


def _shifts(text: str) -> int:
    if _SAYS["by_choice"].search(text):
        return 0
    stated = [each for each in stretches(text) if _is_work(text, each)]
    stated = stated or [each for each in told_apart(text) if _is_work(text, each)]
    found = _stated(text, stated)
    if not stated and (_SAYS["dawn_to_dusk"].search(text) or takes_daylight(text)):
        found = _DAYLIGHT
    found = _with_noon(text, found, stated) | _by_one_end(text)
    for each in stretches(text):
        if _is_break(text, each):
            found &= ~each.slots
    if _SAYS["day_only"].search(text):
        return found & ~NIGHT or _BY_DAY
    within_one = len(stated) < 2 and not any(_holds_both_shifts(each) for each in stated)
    if _SAYS["whole_day"].search(text) or (within_one and _SAYS["in_turn"].search(text)):
        return ALL_DAY
    if not found & NIGHT and _SAYS["by_night"].search(text):
        found |= NIGHT if stated else _BY_NIGHT
    return found or (_BY_DAY if says_by_day(text) else 0)


def _stated(text: str, stated: list[Stretch]) -> int:
    """Return the half hours stated; of two stretches to choose from, those of both."""
    found = 0
    for before, each in zip((None, *stated), stated, strict=False):
        between_them = text[before.end : each.start] if before else ""
        if before and len(between_them) <= _ONE_OR_OTHER and "或" in between_them:
            found &= each.slots
        else:
            found |= each.slots
    return found


def _holds_both_shifts(stated: Stretch) -> bool:
    """Tell whether the hours stated are those of two shifts of a day (6点到22点两班)."""
    return stated.until - stated.since >= _TWO_SHIFTS


def _with_noon(text: str, found: int, stated: list[Stretch]) -> int:
    """Return ``found`` without the time around noon where a usual break may be spent at home."""
    if _SAYS["noon_free"].search(text):
        return found & ~_AROUND_NOON
    if _SAYS["noon_bound"].search(text):
        return found | NOON
    across = [each for each in stated if each.since <= _BEFORE_NOON and each.until >= _AFTER_NOON]
    if any(each.until - each.since <= _NO_WAY_HOME for each in across):
        return found & ~_AROUND_NOON
    return found


def _by_one_end(text: str) -> int:
    """Return two hours before the time a shift ends (晚上十一点打烊), or after its beginning."""
    found = 0
    for each in times(text):
        before, after = text[max(0, each.start - 8) : each.start], text[each.end : each.end + 10]
        if _SAYS["seldom"].search(before) or _SAYS["not_work"].search(before):
            continue
        shuts = _SAYS["shuts"].search(before)
        until = _at_night(each.since, text[each.start : each.end], text) if shuts else each.since
        late = shuts or _SAYS["ends"].match(after) or _SAYS["until_late"].search(before)
        if until >= 19 and late:
            found |= between(until - 2, until)
        elif each.since <= 7 and _SAYS["begins"].match(after):
            found |= between(each.since, each.since + 2)
    return found


def _at_night(hour: float, told: str, text: str) -> float:
    """Return the hour at which a place closes that is open until late: 打烊十一点半 is no noon."""
    if "午" in told or _SAYS["mornings"].search(text):
        return hour
    if hour < 5:
        return hour + 24
    return hour + 12 if 8 <= hour <= 12 else hour


def _is_work(text: str, each: Stretch) -> bool:
    before = text[max(0, each.start - 12) : each.start]
    not_work = _SAYS["not_work"].search(before) and not _SAYS["all_through"].match(text[each.end :])
    if not_work or _SAYS["seldom"].search(before[-5:]):
        return False
    return not _is_break(text, each)


def _is_break(text: str, each: Stretch) -> bool:
    before, after = text[max(0, each.start - 12) : each.start], text[each.end : each.end + 8]
    if each.until - each.since > 4:
        return False
    return bool(_SAYS["break"].search(before) or _SAYS["break"].match(after))
