"""Days that people call by name, as figures: 中秋前, 寒露, 冬月初五, 11月第二个周五. Pure.

What has no year is the nearest such day, half a year back or ahead. Data: ``spoken_days.toml``;
the twenty-four terms of the sun are those of ``chinese_calendar``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from importlib import resources
from typing import Any

import chinese_calendar

from jobs_feed.normalise.text import with_arabic_figures
from storage.numerals import number
from storage.phrases import each_phrase, phrases

_SAYS = phrases("jobs_feed.normalise", "spoken_days", "days")
_EACH = each_phrase("jobs_feed.normalise", "spoken_days", "days")
_DIGITS = {figure: at % 10 for at, figure in enumerate("〇一二三四五六七八九")} | {
    **dict.fromkeys("零○OoＯ", 0),
    **{str(at): at for at in range(10)},
}
_MOON_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_YEARS = {"今": 0, "本": 0, "当": 0, "去": -1, "明": 1, "来": 1}
_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
_LONG_AGO, _FAR_AHEAD = -1, 2
_A_WEEK, _LAST_OF_MONTH = 7, 0
_THIRDS = {"上旬": "10日", "中旬": "20日", "下旬": "底", "初": "10日"}
_MAY_NAME_A_DAY = re.compile(
    r"[节前止截到至过后旬季周月期当半限仅只]|星期|礼拜|最后|[今明去来]年|\d[·•・]\d"
)
_MAY_BE_OF_MOON = re.compile(r"[农阴旧老古夏]历|[正冬腊]月|月初")
_TERMS = tuple(
    "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑"
    " 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒".split()
)


def with_days_in_figures(text: str, today: date) -> str:
    """Return tidied text with the days named in it as figures (2026年9月25日前报名).

    Festivals count where the words around them tell of an end, so 中秋发月饼 stays.
    """
    if not _MAY_NAME_A_DAY.search(text):
        return text
    text = _SAYS["figure_year"].sub(_year_in_figures, text)
    if _MAY_BE_OF_MOON.search(text):
        text = _SAYS["moon_date"].sub(lambda found: _of_moon(found, today), text)
    text = _named_day().sub(lambda found: _of_name(found, today), text)
    text = _SAYS["month_in_words"].sub(lambda found: str(_number(found[1])), text)
    text = _SAYS["day_in_words"].sub(lambda found: str(_number(found[1]) or found[1]), text)
    text = with_arabic_figures(_SAYS["dot"].sub(".", text))
    for name, write in _written(today):
        text = _SAYS[name].sub(write, text)
    for part in _EACH["to_month"]:
        text = part.sub(lambda found: f"{found[1]}月底", text)
    return text


def _written(today: date) -> tuple[tuple[str, Callable[[re.Match[str]], str]], ...]:
    """Return how what is counted from a month, a year or a week is written, in order."""
    last_month = (today.month - 2) % 12 + 1
    return (
        ("weekday_beside", lambda _: ""),
        ("run_together", lambda found: f"{found['year']}年{found['month']}月{found['day']}日"),
        ("dashed", lambda found: f"{found['month']}月{found['day']}日"),
        ("this_year", lambda _: f"{today.year}年"),
        ("next_year", lambda _: f"{today.year + 1}年"),
        ("last_year", lambda _: f"{today.year - 1}年"),
        ("last_month", lambda _: f"{last_month}月"),
        ("last_week", lambda _: "上周日"),
        ("third", lambda found: f"{found['month']}月{_THIRDS[found['third']]}"),
        ("quarter", _quarter),
        ("of_month", lambda found: _weekday_of_month(found, today)),
        (
            "same_month",
            lambda found: f"{found['month']}{found['first']}日至{found['month']}{found['last']}",
        ),
    )


def _year_in_figures(found: re.Match[str]) -> str:
    return "".join(str(_DIGITS["二" if each == "2" else each]) for each in found[1])


def _quarter(found: re.Match[str]) -> str:
    if found["half"]:
        return "6月底" if found["half"] == "上" else "12月底"
    return f"{3 * _DIGITS[found['quarter']]}月底"


def _weekday_of_month(found: re.Match[str], today: date) -> str:
    month = int(found["month"])
    if not 1 <= month <= 12:
        return found.group()
    year = _nearest(lambda year: date(year, month, 15), today).year
    first = date(year, month, 1)
    first += timedelta(days=(_WEEKDAYS[found["weekday"]] - first.weekday()) % _A_WEEK)
    if found["last"]:
        weeks = 4 if (first + timedelta(weeks=4)).month == month else 3
    else:
        weeks = _DIGITS[found["nth"]] - 1 if found["nth"] else 0
    return _written_day(first + timedelta(weeks=weeks), today)


def _written_day(day: date, today: date) -> str:
    """Return a day in figures, with its year where it is not the nearest of that name."""
    nearest = _nearest(lambda year: date(year, day.month, min(day.day, 28)), today)
    year = "" if nearest.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _nearest(of_year: Callable[[int], date], today: date) -> date:
    """Return the day of whichever year is nearest to today."""
    days = [of_year(today.year + more) for more in range(_LONG_AGO, _FAR_AHEAD)]
    return min(days, key=lambda day: (abs(day - today), day))


def _in_year(found: re.Match[str], of_year: Callable[[int], date], today: date) -> date:
    told = found["year"]
    if not told:
        return _nearest(of_year, today)
    return of_year(int(told) if told.isdigit() else today.year + _YEARS[told])


@functools.cache
def _data() -> Mapping[str, Any]:
    text = (resources.files("jobs_feed.normalise") / "spoken_days.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def _named_day() -> re.Pattern[str]:
    """Return the pattern of a day's name with the words that tell of an end before or after it."""
    data = _data()
    names = "|".join(sorted((*data["solar"], *data["moon"], *_TERMS), key=len, reverse=True))
    year, until, end, tail = (_SAYS[part].pattern for part in ("year", "until", "end", "tail"))
    name = (
        rf"(?<![\d一二三四五六七八九十双])(?P<name>{names})(?:{names})?(?![点个名人天岁届号日月])"
    )
    return re.compile(
        rf"(?P<until>{until})?(?<![\d]){year}{name}(?P<tail>{tail})(?:结束|完)?(?P<end>{end})?"
    )


def _of_name(found: re.Match[str], today: date) -> str:
    if not (found["until"] or found["end"]):
        return found.group()
    over = bool(
        _SAYS["holiday"].search(found["tail"])
        or _SAYS["holiday_over"].search(found["until"] or "")
        or (found["end"] or "").startswith(("最后", "期间"))
    )
    try:
        day = _in_year(found, lambda year: _day_of(found["name"], year, over=over), today)
    except (KeyError, NotImplementedError):
        return found.group()
    return f"{found['until'] or ''}{_written_day(day, today)}{found['end'] or ''}"


def _day_of(name: str, year: int, *, over: bool) -> date:
    """Return the day of a name in a year, or with ``over`` the last day of its holiday.

    Raises KeyError for a year of which the moon's months are not known.
    """
    data = _data()
    if (days := data["solar"].get(name)) is not None:
        return date.fromisoformat(f"{year}-{days[-1] if over else days[0]}")
    if (told := data["moon"].get(name)) is not None:
        month, day, lasts = told
        found = moon_day(year - 1 if month == 12 else year, month, day)
        return found + timedelta(days=lasts - 1) if over else found
    return _term(name, year)


def _term(name: str, year: int) -> date:
    found = chinese_calendar.get_solar_terms(date(year, 1, 1), date(year, 12, 31))
    return next(date.fromisoformat(str(day)) for day, term in found if term == name)


@functools.cache
def _first_days(year: int) -> tuple[date, ...]:
    """Return the first days of the moon's months of a year, its leap month left out."""
    data = _data()
    days = [
        date.fromisoformat(day if day.count("-") > 1 else f"{year}-{day}")
        for day in data["months"][str(year)].split()
    ]
    if (leap := data["leap"].get(str(year))) is not None:
        del days[leap]
    return tuple(days)


def moon_day(year: int, month: int, day: int) -> date:
    """Return a day of the moon's calendar, its last of the month for 0.

    Raises KeyError for a year that the table does not hold.
    """
    if day != _LAST_OF_MONTH:
        return _first_days(year)[month - 1] + timedelta(days=day - 1)
    months = (*_first_days(year), _first_days(year + 1)[0])
    return months[month] - timedelta(days=1)


def _of_moon(found: re.Match[str], today: date) -> str:
    """Return a day of the moon's calendar as one of ours; a month alone is its last day."""
    told = found["month"] or found["named"] or found["counted"]
    month = _MOON_MONTHS.get(told) or _number(told)
    day = found["day"]
    if month is None or (day is None and not found["moon"] and month < 11):
        return found.group()
    at = _LAST_OF_MONTH if day is None or day in "底末尾" else _number(day.removeprefix("初"))
    if at is None or not 1 <= month <= 12 or at > 30:
        return found.group()
    try:
        return _written_day(_nearest(lambda year: moon_day(year, month, at), today), today)
    except KeyError:
        return found.group()


def _number(written: str) -> int | None:
    found = number(written.replace("廿", "二十").replace("卅", "三十"))
    return None if found is None else int(found)
