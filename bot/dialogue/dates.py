"""Reads the day somebody began to work: 今天, 昨天, 上周一, 11月5日, 5号, 10月, 半个月前. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_FIGURES: Final = {char: n for n, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_N: Final = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_FULL: Final = re.compile(rf"(?:(\d{{4}})[年./-])?{_N}(?:月份?|[./-]){_N}[日号]?")
_DAY: Final = re.compile(rf"(?<![\d月]){_N}[日号](?!楼|线|店|厂|岗)")
_OF_MONTH: Final = re.compile(rf"(上|这|本)个?月的?(?:{_N}[日号]?|([初中底末]))")
_PART_OF_MONTH: Final = {"初": 1, "中": 15}
_MONTH: Final = re.compile(rf"(?<!\d){_N}月(?:份|底|初|中)?(?!\d)")
_AGO: Final = re.compile(rf"{_N}个?(天|日|周|星期|礼拜|月|年)(?:多)?(?:以前|之前|前|了)")
_HALF_MONTH, _HALF_YEAR = re.compile(r"半个?月"), re.compile(r"半年")
_WEEKDAY: Final = re.compile(r"(上个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])")
_NAMED: Final = (
    (re.compile(r"大前[天日]"), 3),
    (re.compile(r"前[天日儿]|前个"), 2),
    (re.compile(r"昨[天日晚儿]|昨个"), 1),
    (re.compile(r"今[天日早晚儿]|今个|刚刚?"), 0),
    (re.compile(r"后[天日]"), -2),
    (re.compile(r"明[天日]"), -1),
    (re.compile(r"上个?(?:周|星期|礼拜)(?![一二三四五六日天])"), 7),
)
_DAYS: Final = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_FARTHEST_AHEAD: Final = timedelta(days=31)
_FARTHEST_BACK: Final = timedelta(days=366 * 10)


def read_day(text: str, today: date) -> date | None:
    """Return the day a text names, or None; a day without a year is the last one that was.

    Nothing later than a month ahead or earlier than ten years back is taken.
    """
    found = _exact(text, today) or _relative(text, today)
    if found is None or not today - _FARTHEST_BACK <= found <= today + _FARTHEST_AHEAD:
        return None
    return found


def without_day(text: str) -> str:
    """Return a text without the words that name a day."""
    for pattern in (_FULL, _OF_MONTH, _AGO, _DAY, _MONTH, _WEEKDAY, *(each for each, _ in _NAMED)):
        text = pattern.sub(" ", text)
    return text


def _exact(text: str, today: date) -> date | None:
    full = _FULL.search(text)
    if full is not None:
        year, month, day = full.groups()
        return _built(int(year) if year else None, _number(month), _number(day), today)
    of_month = _OF_MONTH.search(text)
    if of_month is not None:
        return _in_month(of_month, today)
    day_only = _DAY.search(text)
    if day_only is not None:
        number = _number(day_only[1])
        this = _built(today.year, today.month, number, today)
        if this is not None and this <= today:
            return this
        before = today.replace(day=1) - timedelta(days=1)
        return _built(before.year, before.month, number, today)
    month_only = _MONTH.search(text)
    if month_only is not None and not _AGO.search(text):
        return _built(None, _number(month_only[1]), 1, today)
    return None


def _in_month(found: re.Match[str], today: date) -> date | None:
    """Return the day of this month or the last one: "上个月20号", "上月底"."""
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if found[1] == "上":
        last = first - timedelta(days=1)
    if found[2] is None:
        return last.replace(day=_PART_OF_MONTH.get(found[3], last.day))
    day = _number(found[2])
    return last.replace(day=day) if 1 <= day <= last.day else None


def _relative(text: str, today: date) -> date | None:
    for pattern, days in _NAMED:
        if pattern.search(text):
            return today - timedelta(days=days)
    weekday = _WEEKDAY.search(text)
    if weekday is not None:
        wanted = "一二三四五六日".index(weekday[2].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        found = monday + timedelta(days=wanted)
        last_week = (weekday[1] or "").startswith("上") or (not weekday[1] and found > today)
        return found - timedelta(days=7) if last_week else found
    ago = _AGO.search(text)
    if ago is not None:
        return today - timedelta(days=_number(ago[1]) * _DAYS[ago[2]])
    if _HALF_MONTH.search(text):
        return today - timedelta(days=15)
    if _HALF_YEAR.search(text):
        return today - timedelta(days=182)
    if re.search(r"上个?月", text):
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    if re.search(r"(?:这个?|本)月|月初", text):
        return today.replace(day=1)
    return date(today.year - 1, 12, 31) if "去年" in text else None


def _built(year: int | None, month: int, day: int, today: date) -> date | None:
    try:
        if year is not None:
            return date(year, month, day)
        this = date(today.year, month, day)
        return this if this <= today + _FARTHEST_AHEAD else date(today.year - 1, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """Return 1 to 99 for digits or Chinese figures."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _FIGURES.get(text[-1], 0)
    return (_FIGURES.get(tens, 1) if tens else 1) * 10 + (_FIGURES.get(ones, 0) if ones else 0)
