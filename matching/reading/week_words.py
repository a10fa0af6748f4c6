"""The days of the week and the parts of a day that people name: 礼拜二四六上午, 下午三点以后. Pure.

Data: ``data/week.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from matching.reading.day_slots import between, stretches, times
from matching.reading.phrases import phrases
from matching.reading.week_slots import EVERY_DAY, TO_FRIDAY, WEEKEND

_SAYS = phrases("days", "week")
_FIGURES = {figure: 1 << at for at, figure in enumerate("一二三四五六日")}
_FIGURES |= {str(at + 1): 1 << at for at in range(6)} | {"天": _FIGURES["日"]}
_SPREAD = {2: 0b0001010, 3: 0b0010101, 4: 0b0011011, 5: TO_FRIDAY, 6: 0b0111111}
"""Days that stand for so many of every week where nobody tells which."""
_COUNTS = {figure: at for at, figure in enumerate("一二三四五六", start=1)} | {"两": 2}
_EVERY_OTHER = 3
_FRIDAY = _FIGURES["五"]


class When(NamedTuple):
    """A part of the day or a time of the clock, and where in the text it stands.

    ``slots`` are the half hours that belong to it for certain, ``begins`` and ``ends`` its hours;
    of a moment the two are the same. ``days`` are those of the week it is told of, 0 for all.
    """

    start: int
    end: int
    slots: int
    begins: float
    ends: float
    days: int = 0


class _Part(NamedTuple):
    pattern: re.Pattern[str]
    slots: int
    begins: float
    ends: float


class Named(NamedTuple):
    """Days of the week, and where in the text they stand."""

    start: int
    end: int
    days: int


def days_named(text: str) -> Iterator[Named]:
    """Yield the days of the week that a cleaned text names, first to last."""
    at = 0
    found = [(each.start(), each.end(), _through(each)) for each in _SAYS["span"].finditer(text)]
    found += [(each.start(), each.end(), _listed(each.group())) for each in _lists(text)]
    for name, days in (("weekend", WEEKEND), ("weekday", TO_FRIDAY), ("friday", _FRIDAY)):
        found += [(each.start(), each.end(), days) for each in _SAYS[name].finditer(text)]
    for start, end, days in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= at:
            at = end
            yield Named(start, end, days)


def days_in(text: str) -> int:
    """Return the days of the week of a text, as bits from Monday on; 0 where it names none.

    Of every other day, or of three days a week, some days of the week are returned as examples.
    """
    named = 0
    for each in days_named(text):
        named |= each.days
    if named:
        return named
    if _SAYS["every_other"].search(text):
        return _SPREAD[_EVERY_OTHER]
    often: re.Match[str] | None = _SAYS["often"].search(text)
    if often is None:
        return 0
    count = often["times"]
    return _SPREAD.get(int(count) if count.isdigit() else _COUNTS[count], 0)


def days_through(first: str, last: str) -> int:
    """Return the days from one to another by their figures, both included ("五" to "日")."""
    since, until = (_FIGURES[each].bit_length() - 1 for each in (first, last))
    return sum(1 << day for day in range(7) if (day - since) % 7 <= (until - since) % 7)


def days_listed(text: str) -> int:
    """Return the days whose figures stand in a text ("礼拜二、四、六")."""
    return _listed(text)


def parts_in(text: str) -> list[When]:
    """Return the parts of the day and the times of the clock of a text, first to last.

    Days named just before one belong to it ("周三下午").
    """
    found = [
        When(each.start, each.end, each.slots, each.since, each.until) for each in stretches(text)
    ]
    taken = [(each.start, each.end) for each in found]
    for each in times(text):
        if not _within(each.start, each.end, taken):
            hour = _usual(each.since, text[each.start : each.end])
            found.append(When(each.start, each.end, between(hour, hour + 0.5), hour, hour))
            taken.append((each.start, each.end))
    for part in _parts():
        for match in part.pattern.finditer(text):
            if not _within(match.start(), match.end(), taken):
                found.append(When(*match.span(), part.slots, part.begins, part.ends))
                taken.append(match.span())
    found = [each for each in found if not _only_leads(each, found)]
    found.sort()
    return [_of_days(each, text) for each in found]


def _only_leads(part: When, whens: list[When]) -> bool:
    """Tell whether a part of the day only stands before its times of the clock (白天8点到4点)."""
    return any(part.end == each.start and part.start < each.start for each in whens)


def _usual(hour: float, written: str) -> float:
    """Return a time of the clock as people mean it: who says 三点 by day means the afternoon."""
    told = any(sign in written for sign in "早上凌晨半夜:") or written.startswith("0")
    return hour + 12 if not told and 1 <= hour < 5 else hour


def _of_days(when: When, text: str) -> When:
    days = 0
    for each in days_named(text[: when.start]):
        gap = text[each.end : when.start]
        days = each.days if len(gap) <= 1 else 0
    return when._replace(days=days & EVERY_DAY)


def _within(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(since < end and start < until for since, until in taken)


def _lists(text: str) -> Iterator[re.Match[str]]:
    yield from _SAYS["list"].finditer(text)
    yield from _SAYS["bare"].finditer(text)


def _through(found: re.Match[str]) -> int:
    return days_through(found[1], found[2])


def _listed(text: str) -> int:
    return sum({_FIGURES[each] for each in text if each in _FIGURES})


@cache
def _parts() -> tuple[_Part, ...]:
    data = tomllib.loads((resources.files("matching") / "data" / "week.toml").read_text("utf-8"))
    moments = [_Part(re.compile(row["words"]), 0, row["at"], row["at"]) for row in data["moment"]]
    parts = [
        _Part(
            re.compile(row["words"]),
            sum(between(*hours) for hours in row["hours"]),
            row["begins"],
            row["ends"],
        )
        for row in data["part"]
    ]
    return (*moments, *parts)
