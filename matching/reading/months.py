"""The months of a year: when somebody is needed at home, and when a posting wants them.

Who can only work between two seasons (只能农闲做, 四月到九月走不开) is no use to who wants people
for a whole year (做满一年, 农忙不放假). Both are told as twelve bits, January the lowest. Pure.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from itertools import pairwise

from matching.reading.phrases import phrases
from matching.reading.short_stays import leaves_soon

LASTING = 1 << 12
"""Besides the months: of people that they cannot stay long, of postings that they must."""
YEAR = 0b111111111111 | LASTING
"""All months of a year as bits, January the lowest, and that one must stay."""
_FILE = "months"
_CROPS, _AWAY, _NEEDED = (phrases(each, _FILE) for each in ("crops", "away", "needed"))
_CLAUSE = re.compile(r"[,。;!?]")
_HINT_OF_PEOPLE = re.compile(
    "[月季农种收假冬割采摘烤栽庄蚕放短零长久插春夏秋签海冻挖]|临时|空档|面试|挣够|过年|两头|五一|清明|棚|这一|熟|黄了|年底|年前|开春|过年|过完年"
)
_HINT_OF_POSTINGS = re.compile(
    "[年月季期中长]|短|临时|农忙|寒|暑|[春秋夏冬]|过渡|固定|收|稻|开工|种|做不|踏实|换人|养到"
)
_FIGURES = {each: at for at, each in enumerate("一二三四五六七八九十", start=1)} | {
    **{"十一": 11, "十二": 12, "正": 1, "冬": 11, "腊": 12, "两": 2}
}
_MUCH = 8
"""Months for which people are wanted that leave no season out."""


@functools.cache
def _seasons() -> Mapping[str, int]:
    text = (resources.files("matching") / "data" / f"{_FILE}.toml").read_text("utf-8")
    return {name: _bits(months) for name, months in tomllib.loads(text)["seasons"].items()}


def _bits(months: list[int]) -> int:
    return sum(1 << month - 1 for month in months)


def between(first: int, last: int) -> int:
    """Return the bits of the months from one to another, over the end of the year if need be."""
    return _bits([(first - 1 + at) % 12 + 1 for at in range((last - first) % 12 + 1)])


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _FIGURES[written]


def _range(says: Mapping[str, re.Pattern[str]], text: str) -> int:
    """Return the months of the stretches that a text names."""
    found = 0
    for each in says["range"].finditer(text):
        first, last = _number(each["first"]), _number(each["last"])
        if first <= 12 and last <= 12:
            found |= between(first, last)
    return found


def months_away(text: str) -> int:
    """Return the months in which somebody cannot work elsewhere, of their cleaned text.

    What is over (往年), given up (流转, 不种了), or done by others (公婆收, 请人收) takes none.
    """
    clauses = [each for each in _CLAUSE.split(text) if each.strip()]
    if not _HINT_OF_PEOPLE.search(text):
        return LASTING if leaves_soon(clauses) else 0
    if any(_AWAY["not_so"].search(each) for each in clauses):
        return 0
    found = _between_seasons(clauses) | _until(clauses) | _of_the_farm(clauses)
    return found or (LASTING if leaves_soon(clauses) else 0)


def _between_seasons(clauses: list[str]) -> int:
    found = 0
    for clause in clauses:
        if _AWAY["past"].search(clause):
            continue
        if _AWAY["short"].search(clause):
            found |= LASTING
        if _AWAY["holidays"].search(clause):
            found |= between(3, 12)
        elif _AWAY["summer"].search(clause):
            found |= between(9, 6)
        elif _AWAY["free_only"].search(clause):
            found |= between(4, 9)
    return found


def _until(clauses: list[str]) -> int:
    found = 0
    for clause in clauses:
        if _AWAY["past"].search(clause):
            continue
        if _AWAY["until_spring"].search(clause):
            found |= between(3, 5)
        elif (told := _AWAY["until"].search(clause)) is not None:
            month = next(filter(None, told.groups()))
            found |= between(_number(month), _number(month) % 12 + 1)
    return found


def _of_the_farm(clauses: list[str]) -> int:
    """Return the months that the work of one's own farm takes, where it lets nobody go."""
    whole = "。".join(clauses)
    if not (_AWAY["busy"].search(whole) or _AWAY["season_words"].search(whole)):
        return 0
    found = 0
    for at, clause in enumerate(clauses):
        crops = [name for name, words in _CROPS.items() if words.search(clause)]
        told = _range(_AWAY, clause)
        near = "。".join(clauses[max(0, at - 1) : at + 3])
        if not _AWAY["busy"].search(near) or not (crops or told):
            continue
        if _AWAY["past"].search(clause) and not _AWAY["still"].search(whole):
            continue
        if told:
            return found | told
        for name in crops:
            found |= _seasons()[name]
    return found


def months_needed(text: str) -> int:
    """Return the months for which a posting of this cleaned text wants people for certain.

    Not those of who lets people go in between (农忙可以回, 短期也要), nor for whom it is only
    better (能做长期的优先, 做满一年另有奖).
    """
    if not _HINT_OF_POSTINGS.search(text):
        return 0
    clauses = [each for each in _CLAUSE.split(text) if each.strip()]
    if any(_NEEDED["lets_go"].search(each) for each in clauses):
        return 0
    found = 0
    for clause, following in pairwise([*clauses, ""]):
        if not _NEEDED["only_better"].search(clause):
            found |= _asked_of(clause, following)
    return found


def _asked_of(clause: str, following: str) -> int:
    if _NEEDED["year"].search(clause) or _NEEDED["long"].search(clause):
        return YEAR
    if _NEEDED["seasonal"].search(clause):
        return between(3, 10)
    many = _NEEDED["many_months"].search(clause)
    if many is not None and _number(next(filter(None, many.groups()))) >= _MUCH:
        return YEAR
    is_held = _NEEDED["range_held"].search(f"{clause}。{following}") is not None
    found = _range(_NEEDED, clause) if is_held else 0
    if (until := _NEEDED["until_month"].search(clause)) is not None:
        last = _number(next(filter(None, until.groups())))
        found |= between(1, last)
    return found
