"""截止日期: the last day on which a posting stands."""

from __future__ import annotations

from datetime import date, timedelta

from jobs_feed.normalise.only_day import only_days
from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.spoken_days import with_days_in_figures
from jobs_feed.normalise.text import is_blank, with_arabic_figures
from storage.numerals import number
from storage.phrases import phrases

_SAYS = phrases("jobs_feed.normalise", "deadline", "deadline")

# Serial 1 is 1900-01-01 and Excel counts a 29 February 1900 that never was.
_SERIAL_ZERO = date(1899, 12, 30)
_WEEKDAYS = {
    day: at
    for at, days in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7末"))
    for day in days
}
_DAYS_OFF = {"昨天": -1, "前天": -2, "明天": 1, "明晚": 1, "明日": 1, "后天": 2, "大后天": 3}
_MONTHS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_HALF_A_YEAR = timedelta(days=183)
_FARTHEST = timedelta(days=366 * 6)


def read_deadline(text: str, today: date) -> Reading[date]:
    """Read a 截止日期 cell (tidied text); 长期有效 and the like are ``None``.

    Of a range the last day counts. A date without a year is in the year of ``today``, or in the
    next one when that lies more than half a year back; a warning names the year taken.
    """
    if is_blank(text):
        return Reading()
    if _SAYS["serial"].match(text):
        return Reading(_SERIAL_ZERO + timedelta(days=int(text)))
    written = with_days_in_figures(text, today)
    try:
        found = _full(written)
        if found is not None:
            if found - today > _FARTHEST:
                return Reading(None, f"截止日期“{text}”离今天太远，按没有写处理")
            return Reading(found)
        guessed = _without_year(written, today)
    except ValueError:
        return Reading(None, f"截止日期“{text}”没有这一天，按没有写处理")
    if guessed is not None:
        return Reading(guessed, f"截止日期“{text}”没有写年份，按{guessed.year}年算")
    if _SAYS["open_end"].search(text):
        return Reading()
    return Reading(None, f"截止日期“{text}”没有看懂，按没有写处理")


def find_deadline(text: str, today: date) -> date | None:
    """Return the last day to apply that running text states (报名到11月15日止), if it does.

    What is said of the work, the contract or the pay until a day (干到12月底) is none.
    """
    text = _with_months(text, today)
    if (put_off := _put_off(text, today)) is not None:
        return put_off
    if not _SAYS["dated"].search(text):
        return None
    late = _SAYS["late_refused"].search(text) is not None
    month, last = "", None
    for each in _SAYS["clause"].split(text):
        clause = _with_month(each, month)
        if named := _SAYS["months_named"].findall(clause):
            month = named[-1]
        if last is not None:
            # A later batch has a last day of its own.
            later = _date(clause, today) if _SAYS["later_batch"].search(clause) else None
            last = max(last, later or last)
            continue
        if (soon := _soon(clause, today)) is not None:
            return soon
        if _is_of_last_day(clause, late=late):
            last = _date(clause, today)
    return last or _lasting(text, today)


def _is_of_last_day(clause: str, *, late: bool) -> bool:
    """Tell whether a clause with a day says until when people may apply, or when all is over."""
    if _SAYS["season"].search(clause):
        return True
    if (_SAYS["to_apply"].search(clause) or _SAYS["closes"].search(clause)) and not _SAYS[
        "not_to_apply"
    ].search(clause):
        return True
    # Who comes late is sent away: then the day is the last, be it to apply or to begin.
    return (
        late
        and _SAYS["for_late"].search(clause) is not None
        and _SAYS["not_even_late"].search(clause) is None
    )


def _date(clause: str, today: date) -> date | None:
    try:
        found = _full(clause) or _without_year(clause, today)
    except ValueError:
        return None
    return found if found is not None and found - today <= _FARTHEST else None


def _lasting(text: str, today: date) -> date | None:
    """Return the last day of what lasts so long from a day told (10月1日发布,有效30天)."""
    lasts = next(
        (each for each in _SAYS["lasts"].finditer(text) if each["before"] or each["after"]), None
    )
    since = _SAYS["lasts_from"].search(text) if lasts else None
    began = _date(since.group(), today) if since else None
    if lasts is None or began is None:
        return None
    many = number(lasts["many"]) if lasts["many"] != "半" else None
    days = {"周": 7, "星期": 7, "礼拜": 7, "月": 30}.get(lasts["unit"], 1)
    return began + timedelta(days=days // 2 if many is None else int(many) * days)


def find_put_off(text: str, today: date) -> date | None:
    """Return the last day that running text states in place of a former one (延到12月10号)."""
    return _put_off(_with_months(text, today), today)


def _with_months(text: str, today: date) -> str:
    text = _SAYS["this_month"].sub(f"{today.month}月", text)
    text = _SAYS["next_month"].sub(f"{today.month % 12 + 1}月", text)
    text = with_arabic_figures(with_days_in_figures(text, today))
    return _SAYS["month"].sub(lambda found: f"{_MONTHS[found[1]]}月", text)


def find_only_day(text: str, today: date) -> date | None:
    """Return the last day of the only round in which a posting takes people on, if it tells so.

    Of several days the last counts; it may be past.
    """
    text = _with_months(text, today)
    return max(only_days(text, lambda clause: _date(clause, today)), default=None)


def _put_off(text: str, today: date) -> date | None:
    """Return the day to which the last day was put off, None where none is told."""
    if not _SAYS["of_last_day"].search(text):
        return None
    for found in _SAYS["put_off"].finditer(text):
        if _SAYS["not_to_apply"].search(_SAYS["clause"].split(text[: found.start()])[-1]):
            continue
        clause = _SAYS["clause"].split(text[found.start() :])[0]
        if _SAYS["not_to_apply"].search(clause):
            continue
        months = _SAYS["months_named"].findall(text[: found.start()])
        clause = _with_month(clause, months[-1] if months else "")
        if (day := _date(clause, today)) is not None:
            return day
    return None


def _with_month(clause: str, month: str) -> str:
    """Return a clause whose day has no month (18号前来报名) with the month that was told before."""
    if not month or _SAYS["months_named"].search(clause) or not _SAYS["bare_day"].search(clause):
        return clause
    return _SAYS["bare_day"].sub(lambda found: f"{month}月{found[0]}", clause)


def _soon(clause: str, today: date) -> date | None:
    """Return the day of this or the next week until which one may apply (报名到本周五)."""
    found = _SAYS["near"].search(clause)
    if found is None or _SAYS["not_to_apply"].search(clause):
        return None
    if not _SAYS["to_near"].search(clause[: found.start()]) and not _SAYS["near_ends"].match(
        clause[found.end() :]
    ):
        return None
    if found["day"]:
        return today + timedelta(days=_DAYS_OFF.get(found["day"], 0))
    weeks = {"下": 1, "上": -1}.get((found["week"] or "本")[0], 0)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 * weeks + _WEEKDAYS[found["weekday"]])


def _full(text: str) -> date | None:
    dates = [
        date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        for year, month, day in _SAYS["full"].findall(text)
    ]
    dates += [
        date(int(year), int(month), int(day)) for year, month, day in _SAYS["tight"].findall(text)
    ]
    for first, second, year in _SAYS["year_last"].findall(text):
        # Month first, as spreadsheets in English write it, unless only the other order is a date.
        month, day = (first, second) if int(first) <= 12 else (second, first)
        dates.append(date(int(year), int(month), int(day)))
    if dates:
        # "2026年1月1日至3月31日": the second date borrows the year of the first.
        later = [date(dates[0].year, int(m), int(d)) for m, d in _SAYS["tail"].findall(text)]
        return max([*dates, *later])
    if (found := _SAYS["year_end"].search(text)) and found[1]:
        return date(int(found[1]), 12, 31)
    if (found := _SAYS["month_only"].search(text)) and found[1]:
        return _month_end(int(found[1]), int(found[2]))
    return None


def _without_year(text: str, today: date) -> date | None:
    if found := list(_SAYS["no_year"].finditer(text)):
        month, day = int(found[-1][1]), int(found[-1][2] or found[-1][3])
        return _nearest(date(today.year, month, day), today)
    if found_month := _SAYS["month_only"].search(text):
        return _nearest(_month_end(today.year, int(found_month[2])), today)
    if _SAYS["year_end"].search(text):
        return date(today.year, 12, 31)
    if _SAYS["month_end"].search(text):
        return _month_end(today.year, today.month)
    return None


def _nearest(day: date, today: date) -> date:
    return day.replace(year=day.year + 1) if today - day > _HALF_A_YEAR else day


def _month_end(year: int, month: int) -> date:
    date(year, month, 1)  # a month 13 is refused here
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
