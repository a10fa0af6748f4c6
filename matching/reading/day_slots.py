"""The day in half hours as bits of a mask, and the times of the clock that texts state. Pure.

Read are 19:00—07:00, 晚八点到早八点, 18:00至次日凌晨2:00, 早八晚五半, 8点到5点, 晚班3点到10点 and
the like. Bits 0 to 47 are the half hours from midnight on; ``LIVES_IN`` and the rest are above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SLOTS = 48
ALL_DAY = (1 << _SLOTS) - 1
"""Every half hour of the day."""
LIVES_IN = 1 << 48
"""The night is spent where the work is, day after day; for people: at home it must be."""
WEEK = 1 << 49
"""Nobody comes home within a week; for people: every week they must."""
MONTH = 1 << 50
"""Nobody comes home within a month; for people: every month they must."""
NEAR = 1 << 51
"""Of people alone: home has to be reached every day."""
IN_REACH = 1 << 52
"""Of people alone: home has to be reached every week."""
_FIRST_MONTH = 53

_PART_OF_DAY = (
    r"(?:大?清[早晨]|一大早|早[上晨起]?|凌晨|后半夜|下半夜|半夜|深夜|上午|中午|正午|晌午|午后|下午|下半天"
    r"|傍晚|过晌|后半?晌|擦黑|晚[上间头]?|夜[里间晚头]?|朝)"
)
_HOUR = r"(?:[01]?\d|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTES = (
    r"(?::[0-5]\d|[点时](?!薪|间|长|段|工)(?:钟|整)?"
    r"(?:半|[一三]刻|[0-5]\d分?|[一二三四五]十[一二三四五六七八九]?分?)?|半)"
)


def _clock(place: int, *, marked: bool = False) -> str:
    """Return the pattern of one time; ``marked`` times have 点 or minutes or a part of the day."""
    some = "" if marked else "?"
    return (
        rf"(?P<next{place}>第二天|次日|翌日|隔天|转天|次晨)?的?(?P<part{place}>{_PART_OF_DAY})?\s*"
        rf"(?P<hour{place}>(?<!\d){_HOUR})(?P<minutes{place}>{_MINUTES}){some}"
    )


_UNIT = r"(?![\d.:%/月号日元块岁]|个|小时|[Hh]\b|钟头|天|人|名|斤|公|千|万|米|年|班|倍|[-—~到至]\d)"
_RANGE = re.compile(
    rf"{_clock(1)}\s*(?:上班|上|干|做|忙|值|守|开|站|坐|看|卖|待|营业)?\s*(?:到|至|[-—–~]+)\s*{_clock(2)}{_UNIT}"
)
_SHORT = re.compile(
    rf"(?P<next1>)(?P<part1>早|朝|晚)(?P<hour1>{_HOUR})(?P<minutes1>点半?|半)?"
    rf"(?P<next2>)(?P<part2>晚|早)(?P<hour2>{_HOUR})(?P<minutes2>点半?|半)?(?![班趟各\d])"
)
_APART = re.compile(
    rf"{_clock(1, marked=True)}[^。;\d]{{0,10}}?"
    r"(?:接|出发|发车|出车|上班|上工|开工|到岗|进[厂场山]|上山|出工)[^。;\d]{0,8}?"
    rf"{_clock(2, marked=True)}[^,。;\d]{{0,4}}"
    r"(?:送|下班|收工|收队|出山|下山|回|收车|交(?!通|流)|放工|下工|散工|歇工)"
)
_CLOCKED = re.compile(
    rf"{_clock(1, marked=True)}[、和,]{_clock(2, marked=True)}"
    r"(?:早晚)?(?:两次|各一次|各)?(?:按|打)?(?:指纹|打卡|签到|刷脸|卡)"
)
_LOOSE = re.compile(rf"{_clock(1, marked=True)}[^。;\d]{{2,20}}?(?:到|至){_clock(2, marked=True)}")
_ALONE = re.compile(_clock(1, marked=True))
_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"两": 2}
_AFTER_NOON = frozenset(
    {
        "下午",
        "过晌",
        "后晌",
        "后半晌",
        "午后",
        "下半天",
        "傍晚",
        "擦黑",
        "晚",
        "晚上",
        "晚间",
        "晚头",
    }
)
_BY_NIGHT = frozenset({"夜", "夜里", "夜间", "夜晚", "夜头", "半夜", "深夜"})
_AT_NOON = frozenset({"中午", "正午", "晌午"})
_NIGHT_SHIFT = re.compile(r"(?:夜班|大夜)[^,。;]{0,4}$")
_LATE_SHIFT = re.compile(r"(?:晚|中|下午|小夜)班[^,。;]{0,4}$")
_LONGEST = 14.0
"""Hours of a shift of which both ends may lie in the day."""


class Stretch(NamedTuple):
    """Hours from midnight on, ``until`` up to 48, and where in the text they stand."""

    since: float
    until: float
    start: int
    end: int

    @property
    def slots(self) -> int:
        """The half hours that lie within it wholly."""
        return between(self.since, self.until)


def between(since: float, until: float) -> int:
    """Return the half hours that lie wholly between two hours; past 24 is the next day's morning.

    >>> bin(between(0, 1.5))
    '0b111'
    """
    first, last = -int(-since * 2 // 1), int(until * 2 // 1)
    if last - first >= _SLOTS:
        return ALL_DAY
    found = 0
    for slot in range(first, last):
        found |= 1 << slot % _SLOTS
    return found


def month(number: int) -> int:
    """Return the bit of a month (1 to 12) in which somebody has to be at one place all the time."""
    return 1 << (_FIRST_MONTH + number - 1)


def in_year(months: int) -> int:
    """Return the bits of months as ``matching.reading.months`` has them, January the lowest."""
    return months << _FIRST_MONTH


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the stretches of the day that a cleaned text states, first to last."""
    at = 0
    found = sorted(
        (match.start(), -match.end(), place, match)
        for place, pattern in enumerate((_RANGE, _SHORT, _APART, _CLOCKED))
        for match in pattern.finditer(text)
    )
    for start, _, _, match in found:
        read = _stretch(match, text) if start >= at else None
        if read is not None:
            at = match.end()
            yield read


def told_apart(text: str) -> Iterator[Stretch]:
    """Yield stretches of which the ends stand apart ("四点接学生,看着写作业到晚上七点")."""
    for match in _LOOSE.finditer(text):
        read = _stretch(match, text) if match["part1"] and match["part2"] else None
        if read is not None:
            yield read


def times(text: str) -> Iterator[Stretch]:
    """Yield the single times that a cleaned text states, each as a stretch without length."""
    for match in _ALONE.finditer(text):
        hour = _first_hour(match, 1, text[: match.start()])
        if hour is not None:
            yield Stretch(hour, hour, match.start(), match.end())


def _stretch(match: re.Match[str], text: str) -> Stretch | None:
    told = [match[f"part{place}"] or match[f"minutes{place}"] for place in (1, 2)]
    if not any(told):
        return None
    before = text[: match.start()]
    since = _first_hour(match, 1, before)
    until = _hour(match, 2)
    if since is None or until is None:
        return None
    part, colon = match["part2"], ":" in (match["minutes2"] or "")
    if part is not None or until > 12 or (colon and match["hour2"].startswith("0")):
        until = _in_part(until, part)
    elif until <= since % 24 and since < until + 12 <= since + _LONGEST:
        until += 12
    if match["next2"] or until <= since:
        until += 24 if until <= 24 else 0
    if not 0 < until - since <= 24:
        return None
    return Stretch(since, until, match.start(), match.end())


def _first_hour(match: re.Match[str], place: int, before: str) -> float | None:
    hour, part = _hour(match, place), match[f"part{place}"]
    if hour is None or part is not None:
        return None if hour is None else _in_part(hour, part)
    written = match[f"hour{place}"]
    if hour >= 12.5 or written.startswith("0"):
        return hour
    late = _LATE_SHIFT.search(before) is not None
    if (_NIGHT_SHIFT.search(before) or late) and 5 <= hour < 12:
        return hour + 12
    return hour + 12 if 1 <= hour < 5 else hour


def _hour(match: re.Match[str], place: int) -> float | None:
    written = match[f"hour{place}"]
    hour = int(written) if written.isdigit() else _chinese(written)
    return hour + _minutes(match[f"minutes{place}"] or "") / 60 if hour <= 24 else None


def _in_part(hour: float, part: str | None) -> float:
    """Return the hour of the day, where it was told of the afternoon, the evening or the night."""
    if part in _AFTER_NOON and hour <= 12:
        by_morning = part.startswith("晚") and hour < 4 if part else False
        return hour if by_morning or (hour == 12 and not part.startswith("晚")) else _to_pm(hour)
    if part in _BY_NIGHT and 6 < hour <= 12:
        return _to_pm(hour)
    if part in _AT_NOON and hour < 6:
        return hour + 12
    return hour


def _to_pm(hour: float) -> float:
    return hour + 12 if hour < 12 else 24 + hour - 12


def _chinese(written: str) -> int:
    tens, _, ones = written.rpartition("十")
    value = _DIGITS[ones] if ones else 0
    if "十" in written:
        value += 10 * (_DIGITS[tens] if tens else 1)
    return value


def _minutes(written: str) -> int:
    if "半" in written:
        return 30
    if "刻" in written:
        return 15 if "一刻" in written else 45
    if digits := re.search(r"\d\d", written):
        return int(digits.group())
    if figures := re.search(r"[一二三四五]十[一二三四五六七八九]?", written):
        return _chinese(figures.group())
    return 0
