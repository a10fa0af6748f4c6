"""截止日期: the last day on which a posting stands."""

from __future__ import annotations

import re
from datetime import date, timedelta

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank, with_arabic_figures

_OPEN_END = re.compile(
    r"长期|长年|常年|招满|招齐|额满|不限|随时|永久|全年|无期限|无截止|满员|招到|有效$"
)
_FULL = re.compile(
    r"(?<!\d)(20\d{2}|\d{2})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})(?!\d)\s*[日号]?"
)
_TIGHT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(20\d{2})(?!\d)")
_NO_YEAR = re.compile(
    r"(?<![\d年/.\-])(\d{1,2})\s*(?:月\s*(\d{1,2})\s*[日号]?|[/.](\d{1,2})(?![\d/.]))"
)
_TAIL = re.compile(r"[至到~—–-]\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_MONTH_ONLY = re.compile(r"(?:(20\d{2})\s*年)?\s*(?<!\d)(\d{1,2})\s*月\s*(?:底|末|$)")
_YEAR_END = re.compile(r"(?:(20\d{2})\s*)?(?:年底|年末|年内)")
_MONTH_END = re.compile(r"(?:本月|这个?月)?月?(?:底|末)$")
_SERIAL = re.compile(r"^[45]\d{4}$")
# Serial 1 is 1900-01-01 and Excel counts a 29 February 1900 that never was.
_SERIAL_ZERO = date(1899, 12, 30)
_CLAUSE = re.compile(r"[,;。\n!?]")
_DAY = r"(?:\d{1,2}\s*[日号]|\d{1,2}[./-]\d{1,2}|月底|月末|年底)(?!楼|线|门|店|库|车)"
_TO_APPLY = re.compile(
    rf"(?:报名|应聘|招[至到]|招聘|招工|招录|投递|简历|登记|面试|有效期?|截止|截至|此?信息)[^,;。]{{0,16}}{_DAY}"
    rf"|{_DAY}\s*(?:之?前|止|为止|以前|截止)?(?:\(含\))?的?"
    r"(?:前?来|[到去][^,;。\d]{0,5}|现场)?(?:报名|应聘|截止|截至|报(?!销|酬|到)|登记|停止报名|结束报名|投简历|联系|面[试谈]|签合同)"
)
_CLOSES = re.compile(
    rf"(?:报名|应聘|投递?|简历|登记|招[工聘人]|收[表件人]|面试|通道|链接|名单)[^,;。]{{0,12}}?(?:截止|截至|为止|止|关|停|结束|作废|封|不收|过期|到)"
    rf"|{_DAY}[^,;。]{{0,8}}?(?:就|之?前|以前|止|后|过)?[^,;。]{{0,4}}?(?:截止|截至|封名单|收表|关门|关通道|不收|停收|停招|不再收|为止|过期|作废)"
    rf"|(?:要人|收人|招人|用人)[^,;。]{{0,4}}(?:到|至)(?:\d{{1,2}}月)?{_DAY}"
    rf"|(?:过了?|最迟|最晚|不晚于|不迟于|赶在|截止|截至|限)[^,;。]{{0,4}}{_DAY}"
)
_WEEKDAYS = {
    day: at
    for at, days in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7末"))
    for day in days
}
_NEAR = re.compile(
    r"(?P<week>本|这个?|下个?|上个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末1-7])"
    r"|(?P<day>今天|今晚|今日|明天|明晚|明日|后天|大后天|昨天|前天)"
)
_DAYS_OFF = {"昨天": -1, "前天": -2, "明天": 1, "明晚": 1, "明日": 1, "后天": 2, "大后天": 3}
_TO_NEAR = re.compile(
    r"(?:报名|应聘|投递?|简历|登记|招[工聘人]|收[表件人]|面试)[^,;。]{0,8}(?:到|至|截止|截至|止于|最晚|最迟|限)[^,;。]{0,3}$"
    r"|(?:截止|截至|截到|最迟|最晚|赶在)[^,;。]{0,3}$"
)
_NEAR_ENDS = re.compile(
    r"^[^,;。]{0,6}(?:之?前|以前|截止|止|为止|结束|停止?)[^,;。]{0,6}(?:报名|投|登记|联系|来|应聘)|^[^,;。]{0,8}(?:截止|停止报名|封名单|停收)"
)
_NOT_TO_APPLY = re.compile(
    r"合同|工期|干到|做到|上班|开工|入职|上岗|培训|发薪|工资|结算|放假|实习|开始|(?<!即日)起(?!点)"
)
_SEASON = re.compile(
    rf"(?:用工|采摘|采收|采茶|收割|季节|砍收|农忙|这季|活路?)[^,;。]{{0,12}}{_DAY}(?:左右|前后)?(?:就|即|全部)?"
    r"(?:结束|收尾|完工|收工|为止)"
    rf"|^[^,;。]{{0,6}}(?:采|摘|收|割|砍|挖)摘?(?:到|至)[^,;。]{{0,4}}{_DAY}(?=$)"
    rf"|{_DAY}(?:左右|前后|之?前|以前)?(?:就|即)?(?:收尾|收完|完工|收工|结束)(?=$)"
)
"""When the work itself is over nobody can be sent to it either."""
_MONTH = re.compile("(?<![一二三四五六七八九十])([一二三四五六七八九])月")
_MONTHS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_THIS_MONTH = re.compile("(?:本|这个?|当)月份?")
_NEXT_MONTH = re.compile("下个?月份?")
_MONTHS_NAMED = re.compile(r"(?<![\d个])(1[0-2]|0?[1-9])\s*月(?!薪|饼|嫂|结|工资)")
_BARE_DAY = re.compile(
    r"(?<![\d月第.])(?:[12]\d|3[01]|0?[1-9])[日号](?!楼|线|门|店|库|车|机|院|矿|井|内)"
)
_PUT_OFF = re.compile(
    r"(?:延(?:长|期|后|迟|时)?|顺延|推迟|展期|宽限|放宽|缓|往后(?:推|挪|拖)|后推|推后|改|调整)(?:报名|招聘|招工|截止|时间|日期)*(?:到|至|为|成|在)(?=[^,;。\n\d]{0,6}(?:(?:20\d\d[年./-])?\d{1,2}\s*[月日号./-]\d?|月底|月末|年底))"
)
"""A last day in place of a former one; it counts where a last day is spoken of at all."""
_OF_LAST_DAY = re.compile(
    "报名|截止|截至|招[聘工人录]|报的人|期限|原定|原[来先]|投递|过期|人(?:手)?不够|人少|没招满"
)
_HALF_A_YEAR = timedelta(days=183)
_FARTHEST = timedelta(days=366 * 6)


def read_deadline(text: str, today: date) -> Reading[date]:
    """Read a 截止日期 cell (tidied text); 长期有效 and the like are ``None``.

    Of a range the last day counts. A date without a year is in the year of ``today``, or in the
    next one when that lies more than half a year back; a warning names the year taken.
    """
    if is_blank(text):
        return Reading()
    if _SERIAL.match(text):
        return Reading(_SERIAL_ZERO + timedelta(days=int(text)))
    try:
        found = _full(text)
        if found is not None:
            if found - today > _FARTHEST:
                return Reading(None, f"截止日期“{text}”离今天太远，按没有写处理")
            return Reading(found)
        guessed = _without_year(text, today)
    except ValueError:
        return Reading(None, f"截止日期“{text}”没有这一天，按没有写处理")
    if guessed is not None:
        return Reading(guessed, f"截止日期“{text}”没有写年份，按{guessed.year}年算")
    if _OPEN_END.search(text):
        return Reading()
    return Reading(None, f"截止日期“{text}”没有看懂，按没有写处理")


def find_deadline(text: str, today: date) -> date | None:
    """Return the last day to apply that running text states (报名到11月15日止), if it does.

    What is said of the work, the contract or the pay until a day (干到12月底) is none.
    """
    text = _with_months(text, today)
    if (put_off := _put_off(text, today)) is not None:
        return put_off
    month = ""
    for each in _CLAUSE.split(text):
        clause = _with_month(each, month)
        if named := _MONTHS_NAMED.findall(clause):
            month = named[-1]
        if (soon := _soon(clause, today)) is not None:
            return soon
        is_season = _SEASON.search(clause) is not None
        applies = _TO_APPLY.search(clause) or _CLOSES.search(clause)
        if is_season or (applies and not _NOT_TO_APPLY.search(clause)):
            try:
                found = _full(clause) or _without_year(clause, today)
            except ValueError:
                continue
            if found is not None and found - today <= _FARTHEST:
                return found
    return None


def find_put_off(text: str, today: date) -> date | None:
    """Return the last day that running text states in place of a former one (延到12月10号)."""
    return _put_off(_with_months(text, today), today)


def _with_months(text: str, today: date) -> str:
    text = _MONTH.sub(lambda found: f"{_MONTHS[found[1]]}月", with_arabic_figures(text))
    text = _THIS_MONTH.sub(f"{today.month}月", text)
    return _NEXT_MONTH.sub(f"{today.month % 12 + 1}月", text)


def _put_off(text: str, today: date) -> date | None:
    """Return the day to which the last day was put off, None where none is told."""
    if not _OF_LAST_DAY.search(text):
        return None
    for found in _PUT_OFF.finditer(text):
        if _NOT_TO_APPLY.search(_CLAUSE.split(text[: found.start()])[-1]):
            continue
        clause = _CLAUSE.split(text[found.start() :])[0]
        if _NOT_TO_APPLY.search(clause):
            continue
        months = _MONTHS_NAMED.findall(text[: found.start()])
        clause = _with_month(clause, months[-1] if months else "")
        try:
            day = _full(clause) or _without_year(clause, today)
        except ValueError:
            continue
        if day is not None and day - today <= _FARTHEST:
            return day
    return None


def _with_month(clause: str, month: str) -> str:
    """Return a clause whose day has no month (18号前来报名) with the month that was told before."""
    if not month or _MONTHS_NAMED.search(clause) or not _BARE_DAY.search(clause):
        return clause
    return _BARE_DAY.sub(lambda found: f"{month}月{found[0]}", clause)


def _soon(clause: str, today: date) -> date | None:
    """Return the day of this or the next week until which one may apply (报名到本周五)."""
    found = _NEAR.search(clause)
    if found is None or _NOT_TO_APPLY.search(clause):
        return None
    if not _TO_NEAR.search(clause[: found.start()]) and not _NEAR_ENDS.match(clause[found.end() :]):
        return None
    if found["day"]:
        return today + timedelta(days=_DAYS_OFF.get(found["day"], 0))
    weeks = {"下": 1, "上": -1}.get((found["week"] or "本")[0], 0)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 * weeks + _WEEKDAYS[found["weekday"]])


def _full(text: str) -> date | None:
    dates = [
        date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        for year, month, day in _FULL.findall(text)
    ]
    dates += [date(int(year), int(month), int(day)) for year, month, day in _TIGHT.findall(text)]
    for first, second, year in _YEAR_LAST.findall(text):
        # Month first, as spreadsheets in English write it, unless only the other order is a date.
        month, day = (first, second) if int(first) <= 12 else (second, first)
        dates.append(date(int(year), int(month), int(day)))
    if dates:
        # "2026年1月1日至3月31日": the second date borrows the year of the first.
        later = [date(dates[0].year, int(m), int(d)) for m, d in _TAIL.findall(text)]
        return max([*dates, *later])
    if (found := _YEAR_END.search(text)) and found[1]:
        return date(int(found[1]), 12, 31)
    if (found := _MONTH_ONLY.search(text)) and found[1]:
        return _month_end(int(found[1]), int(found[2]))
    return None


def _without_year(text: str, today: date) -> date | None:
    if found := list(_NO_YEAR.finditer(text)):
        month, day = int(found[-1][1]), int(found[-1][2] or found[-1][3])
        return _nearest(date(today.year, month, day), today)
    if found_month := _MONTH_ONLY.search(text):
        return _nearest(_month_end(today.year, int(found_month[2])), today)
    if _YEAR_END.search(text):
        return date(today.year, 12, 31)
    if _MONTH_END.search(text):
        return _month_end(today.year, today.month)
    return None


def _nearest(day: date, today: date) -> date:
    return day.replace(year=day.year + 1) if today - day > _HALF_A_YEAR else day


def _month_end(year: int, month: int) -> date:
    date(year, month, 1)  # a month 13 is refused here
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
