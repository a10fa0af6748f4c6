"""The hours that a search for work asks for: 下午的, 只做晚上的, 五点前下班的, 双休的. Pure.

Read are the parts of a day to work in, and the hours in which there is to be no work: before who
has taken the children to school, after five, on Saturdays and Sundays. What is refused (不要晚班)
or would do as well (夜班也行) is no wish. Data: ``data/week.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from matching.reading.day_slots import between
from matching.reading.free_time import busy
from matching.reading.hours import NOON
from matching.reading.phrases import phrases
from matching.reading.week_slots import WEEKEND, on_days
from matching.reading.week_words import When, days_named, parts_in

_SAYS = phrases("wished", "week")
BY_NIGHT = frozenset({"evening", "night"})
"""Parts of the day for which who asks for them works when others sleep."""
_PARTS = tuple(name.removeprefix("of_") for name in _SAYS if name.startswith("of_"))
_CLAUSE = re.compile(r"[^,，。;!?\s]+")
_HINTS = re.compile("[午晚夜早半点时周星礼休班]|放学|上学|接送|送[完了]|白天|小时|钟头")
_BY_DAY = between(9, 11) | between(14, 17)
_AT_SCHOOL_RUNS = between(7, 7.5) | between(18, 18.5)
"""Who fetches and brings children can be at work neither as early nor as late as that."""
_BEFORE_SCHOOL = between(5, 8)
_DAWN, _LATE = 5.0, 29.0
_LATEST_MORNING = 8.0
_WHEN_SAID = (
    ("after_school_run", _BEFORE_SCHOOL),
    ("school_runs", _AT_SCHOOL_RUNS),
    ("home_at_noon", NOON),
)
_DAY = "day"
_BEFORE = 5
_MEMO_SIZE = 1 << 12


class WishedHours(NamedTuple):
    """The parts of the day asked for, any of which will do, and when there is to be no work.

    ``free`` is a mask as of ``reading.duties``.
    """

    parts: tuple[str, ...] = ()
    free: int = 0

    @property
    def are_told(self) -> bool:
        """Whether anything was said of hours."""
        return bool(self.parts or self.free)


@lru_cache(maxsize=_MEMO_SIZE)
def wished_hours(text: str, *, by_day: bool = False) -> WishedHours:
    """Return the hours that a cleaned message asks for; ``by_day`` says that nights are refused."""
    if not _HINTS.search(text):
        return WishedHours()
    said = {part: _SAYS[f"of_{part}"].finditer(text) for part in _PARTS}
    parts = tuple(part for part, found in said.items() if any(map(_is_asked, found)))
    if by_day or _DAY in parts:
        parts = tuple(part for part in parts if part not in BY_NIGHT)
    free = 0
    for clause in _CLAUSE.findall(text):
        free |= busy(clause)
        for wish in _wishes(clause):
            free |= wish.free
    return WishedHours(parts, free & ~_needed_for(parts))


def without_hours(text: str) -> str:
    """Return a text with the hours that it asks for blanked."""
    if not _HINTS.search(text):
        return text
    for part in _PARTS:
        text = _SAYS[f"of_{part}"].sub(_blanked, text)
    return _CLAUSE.sub(_without_wishes, text)


def named(part: str) -> str:
    """Return what people call a part of the day that was asked for ("下午")."""
    return _NAMES[part]


_NAMES = {
    "day": "白天",
    "morning": "早班或上午",
    "afternoon": "下午",
    "evening": "晚上",
    "night": "夜班",
    "half": "半天",
}


def _is_asked(found: re.Match[str]) -> bool:
    """Tell whether a part of the day is wished for, neither refused nor merely borne."""
    before, after = found.string[: found.start()][-_BEFORE:], found.string[found.end() :]
    return not _SAYS["refused"].search(before) and not _SAYS["accepted"].match(after)


def _blanked(found: re.Match[str]) -> str:
    return "，" if _is_asked(found) else found.group()


def _without_wishes(clause: re.Match[str]) -> str:
    text = clause.group()
    for wish in sorted(_wishes(text), reverse=True):
        text = f"{text[: wish.start]}，{text[wish.end :]}"
    return text


def _needed_for(parts: tuple[str, ...]) -> int:
    """Return the hours in which who asks for some parts of the day wants to work."""
    return between(17, 33) if BY_NIGHT & {*parts} else 0


class _Wish(NamedTuple):
    """When there is to be no work, and where in a clause it is said."""

    start: int
    end: int
    free: int


def _wishes(clause: str) -> Iterator[_Wish]:
    for name, hours in _WHEN_SAID:
        for found in _SAYS[name].finditer(clause):
            yield _Wish(*found.span(), hours)
    if not _SAYS["soft"].search(clause):
        yield from _days_off(clause)
    for when in parts_in(clause):
        yield from _by_the_clock(when, clause)


def _days_off(clause: str) -> Iterator[_Wish]:
    """Yield the days of the week on which there is to be no work (双休, 星期天休息)."""
    for found in _SAYS["two_days"].finditer(clause):
        yield _Wish(*found.span(), on_days(WEEKEND, _BY_DAY))
    for each in days_named(clause):
        rest = _SAYS["at_rest"].match(clause[each.end :])
        if rest is not None:
            yield _Wish(each.start, each.end + rest.end(), on_days(each.days, _BY_DAY))


def _by_the_clock(when: When, clause: str) -> Iterator[_Wish]:
    """Yield when there is to be no work by a time of the clock: "五点前下班", "九点后上班"."""
    if when.begins != when.ends:
        return
    written, rest = clause[when.start : when.end], clause[when.end :]
    ends, begins = _SAYS["ends_by"].match(rest), _SAYS["begins_after"].match(rest)
    if ends is not None:
        at = when.begins
        at += 12 if at <= _LATEST_MORNING and not _SAYS["morning"].search(written) else 0
        if at >= _LATEST_MORNING:
            yield _Wish(when.start, when.end + ends.end(), between(at, _LATE))
    elif begins is not None:
        yield _Wish(when.start, when.end + begins.end(), between(_DAWN, when.begins))
