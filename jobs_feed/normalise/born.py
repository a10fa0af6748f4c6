"""Ages that a posting asks for by the year of birth (1976年以后出生, 75后, 60后勿扰).

Pure. Whole years of age cannot tell all who were born in one year apart; the year of age counts
that holds more of them on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_YEAR = timedelta(days=365)
_DAY = (
    r"(?<!\d)(?P<{0}year>19[4-9]\d|20[01]\d|[5-9]\d(?=年))\s*(?:年|[./-](?=\d))\s*"
    r"(?:(?P<{0}month>1[0-2]|0?[1-9])\s*(?:月|[./-](?=\d))\s*(?:(?P<{0}day>[0-3]?\d)\s*[日号]?)?)?"
)
_INCLUDED = r"\s*[)）]?\s*(?:\(含\)|（含）|及其?|含|当年)?\s*"
_BORN = r"(?:出生|生的?人?(?=[的,;。)）]|$)|生人)"
_SINCE = re.compile(
    rf"(?:(?P<word>出生(?:日期|时间|年月|年份)?|身份证)[^,;。\d]{{0,6}})?{_DAY.format('')}{_INCLUDED}"
    rf"(?:(?P<late>[以之]?后|往后|以来)|(?P<early>[以之]?前|往前))\s*(?:的)?(?P<born>{_BORN})?"
)
_BETWEEN = re.compile(
    rf"{_DAY.format('a')}\s*(?:至|到|-|~|—)+\s*{_DAY.format('b')}\s*(?:期间|之间)?[^,;。]{{0,4}}出生"
    rf"|出生[^,;。\d]{{0,8}}{_DAY.format('c')}\s*(?:至|到|-|~|—)+\s*{_DAY.format('d')}"
)
_DECADE = re.compile(r"(?<!\d)(?P<short>[4-9][05]|0[05])\s*后(?!勤|天)")
_IN_WORDS = re.compile(
    r"[五六七八九零〇][零〇五](?=后(?!勤|天))|[五六七八九][零〇一二三四五六七八九](?=年[^,;。]{0,4}(?:生|后|前))"
    r"|一九[四五六七八九][零〇一二三四五六七八九](?=年)"
)
_AND_OLDER = re.compile(r"后(?:及其?)?(?:往前|以前|之前|以上|往上)")
_STOP = ","
"""Keeps what follows a year in its clause (不收) from being read as said of the age put there."""
_FIGURES = str.maketrans("零〇一二三四五六七八九", "00123456789")
_CLAUSE = re.compile(r"([,，;；。\n!！]+)")
_REFUSED = re.compile(
    r"(?:请|一律|就|都|也|的|人|者)*(?:勿|不(?:要|招|收|用|行|考虑|录|能|予|敢用|必来)|免谈|谢绝|莫|别|算了|对不[住起]|抱歉)"
)
_ASKED = re.compile(
    r"限|只|仅|须|必须|要求|招(?!待|呼)|要(?!求?优)|年龄|[均都]?可|都(?:行|要)|以[上下内]|往[上下]|[(（]"
)
_NO_MUST = re.compile(r"优先|团队|为主|居多|氛围|老板|同事|欢迎|最好|更好|放宽")
_OF_PEOPLE = re.compile(r"^\s*的?\s*(?:人|都?不?(?:要|收|招)|就?不|才|勿|均?可|可以|免|谢绝)")
_ASKS_FOR = re.compile(r"(?:要求?|限|招|须|只|岁数|年龄[^,;。]{0,3})$")


def with_ages(text: str, today: date, *, cell: bool = False) -> str:
    """Return tidied text with the ages that years of birth amount to on ``today``.

    "1976年以后出生" becomes "50岁以下". In a ``cell`` for the age a year needs no word of birth.
    A cohort that is only preferred, or told of the staff, stays as it is.
    """
    if "后" not in text and "前" not in text and "出生" not in text:
        return text
    text = _IN_WORDS.sub(lambda found: found.group().translate(_FIGURES), text)
    text = _BETWEEN.sub(lambda found: _range(found, today), text)
    parts = _CLAUSE.split(text)
    for at in range(0, len(parts), 2):
        parts[at] = _of_clause(parts[at], today, cell=cell)
    return "".join(parts)


def _of_clause(clause: str, today: date, *, cell: bool) -> str:
    def aged(found: re.Match[str]) -> str:
        before, after = clause[: found.start()], clause[found.end() :]
        speaks = cell or found["word"] or found["born"] or _OF_PEOPLE.match(after)
        speaks = speaks or (not after.strip() and _ASKS_FOR.search(before))
        if not speaks or _NO_MUST.search(after):
            return found.group()
        day = _day(found, "", last=found["early"] is not None)
        if day is None:
            return found.group()
        refused = _REFUSED.match(after) is not None
        if (found["late"] is not None) is not refused:
            bound = day if found["late"] else _day(found, "", last=False) or day
            return f"{_oldest(bound, today)}岁以下,{_STOP}"
        return f"{_youngest(day, today)}岁以上,{_STOP}"

    clause = _SINCE.sub(aged, clause)
    cohorts = list(_DECADE.finditer(clause))
    if not cohorts or _NO_MUST.search(clause) or not (cell or _asks(clause)):
        return clause
    bounds = _bounds(clause, cohorts, today)
    return f"{_DECADE.sub('', clause)},{','.join(bounds)}"


def _asks(clause: str) -> bool:
    bare = re.sub(r"[、和及或与/\s]", "", _DECADE.sub("", clause))
    return not bare or _ASKED.search(clause) is not None or _REFUSED.search(clause) is not None


def _bounds(clause: str, cohorts: list[re.Match[str]], today: date) -> Iterator[str]:
    """Yield the ages that the cohorts of a clause mean: "60后勿扰" bars all who are as old."""
    refused = any(_REFUSED.search(clause[found.end() :]) for found in cohorts)
    years = [_full(int(found["short"])) for found in cohorts]
    older = refused and _AND_OLDER.search(clause) is not None
    if not refused or older:
        yield f"{_oldest(date(min(years), 1, 1), today)}岁以下"
    elif min(years) >= today.year - 40:
        yield f"{_youngest(date(min(years) - 1, 12, 31), today)}岁以上"
    else:
        yield f"{_oldest(date(max(years) + 10, 1, 1), today)}岁以下"


def _full(short: int) -> int:
    return 1900 + short if short >= 40 else 2000 + short


def _range(found: re.Match[str], today: date) -> str:
    first, last = ("a", "b") if found["ayear"] else ("c", "d")
    since, until = _day(found, first, last=False), _day(found, last, last=True)
    if since is None or until is None or until < since:
        return found.group()
    return f"年龄{_youngest(until, today)}-{_oldest(since, today)}岁,"


def _day(found: re.Match[str], part: str, *, last: bool) -> date | None:
    """Return the first or last day of what is written: a day, a month or a year."""
    written, month, day = (found[f"{part}{each}"] for each in ("year", "month", "day"))
    year = int(written) + (1900 if len(written) == 2 else 0)
    try:
        if day:
            return date(year, int(month), int(day))
        if not last:
            return date(year, int(month or 1), 1)
        first_after = date(year + (int(month or 12) == 12), int(month or 12) % 12 + 1, 1)
        return first_after - timedelta(days=1)
    except ValueError:
        return None


def _oldest(since: date, today: date) -> int:
    """Return the highest age of people born on ``since`` or later, most of whom it lets in."""
    age = _age(since, today)
    return age if _birthday(today, age) - since >= _YEAR / 2 else age - 1


def _youngest(until: date, today: date) -> int:
    """Return the lowest age of people born on ``until`` or earlier, most of whom it lets in."""
    age = _age(until, today)
    return age if until - (_birthday(today, age) - _YEAR) >= _YEAR / 2 else age + 1


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _birthday(today: date, age: int) -> date:
    """Return the last day of birth of people who are ``age`` years old on ``today``."""
    return date(today.year - age, today.month, min(today.day, 28))
