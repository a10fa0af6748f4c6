"""Whether the hours of a posting are those that a search asks for. Pure.

Only hours that a posting tells, or fixes in words, are held against it; where it tells none, it is
said so for who asks for a part of the day alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from matching.model import Vacancy
from matching.reading import week_slots
from matching.reading.day_slots import ALL_DAY, LIVES_IN, between
from matching.reading.hours import NIGHT
from matching.reading.phrases import phrases
from matching.reading.query import Query
from matching.reading.wished_hours import named
from matching.unmet import Unmet

_OFFERS = phrases("offered", "week")
_WITHIN = {
    "day": between(4, 21),
    "morning": between(4, 14),
    "afternoon": between(11.5, 20),
    "evening": between(16.5, 33),
    "night": between(18, 33),
}
_BREAK = between(11.5, 14)
_AROUND_BREAK = between(11, 11.5), between(14, 14.5)
_HALF_DAY, _FULL_DAY = 11, 19
"""Half hours of half a day and of a day without overtime, from first to last, at most."""


def wrong_hours(query: Query, vacancy: Vacancy) -> Iterator[Unmet]:
    """Yield what the hours of a posting lack of those asked for."""
    if query.parts and not any(_is_of(part, vacancy) for part in query.parts):
        names = "、".join(map(named, query.parts))
        if vacancy.hours & ALL_DAY:
            yield Unmet("hours", 3, f"不是{names}的", denied=True)
        else:
            yield Unmet("hours", 2, f"没写{names}的")
    if query.free & ALL_DAY & vacancy.hours:
        yield Unmet("hours", 3, "上班时间对不上", denied=True)
    elif week_slots.collide(query.free, vacancy.hours):
        yield Unmet("hours", 3, "休息的日子对不上")


def works_no_longer_than_a_day(vacancy: Vacancy) -> bool:
    """Tell whether the hours that a posting states are those of a day without overtime."""
    return bool(vacancy.hours & ALL_DAY) and _length(vacancy.hours) <= _FULL_DAY


def _length(hours: int) -> int:
    """Return the half hours of a posting with a break that its hours leave out."""
    hours &= ALL_DAY
    morning, afternoon = _AROUND_BREAK
    return (hours | (_BREAK if hours & morning and hours & afternoon else 0)).bit_count()


def _is_of(part: str, vacancy: Vacancy) -> bool:
    hours = vacancy.hours & ALL_DAY
    if not hours:
        return part == "day" or _OFFERS[part].search(vacancy.text) is not None
    if part == "half":
        return _length(hours) <= _HALF_DAY
    if part == "night" and not hours & NIGHT:
        return False
    return not hours & ~_WITHIN[part] and not vacancy.hours & LIVES_IN
