"""Posts kept for who left school lately: 应届毕业生, 毕业两年内, 2026届. Pure.

A post may want those of this year's class, or of the last two or three; who tells no year of their
own is of none of them. The year of leaving school is told (19届, 2017年毕业, 去年7月才毕业) or
counted (毕业五年了). Data: ``data/graduates.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from matching.reading.phrases import each_phrase, phrases
from matching.reading.reserved import reserves
from storage.numerals import number

_Said: TypeAlias = Mapping[str, tuple[re.Pattern[str], ...]]
_ASKED, _TOLD = each_phrase("asked", "graduates"), each_phrase("told", "graduates")
_MAY_ASK, _MAY_TELL = (phrases(each, "graduates")["hints"] for each in ("asked", "told"))
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_FEW = {figure: at for at, figure in enumerate("一二三", start=1)} | {
    "两": 2,
    "1": 1,
    "2": 2,
    "3": 3,
}
_A_YEAR, _OF_YEARS = ("十二", "12"), ("class", "after", "dated")
_KEYS = {1: "graduate", 2: "graduate_of_two", 3: "graduate_of_three"}
_LONG = 10
"""Years that stand for 好几年."""


def ruled_out(text: str, year: int) -> int:
    """Return the mask of whom a posting's cleaned text does not want in a year: old graduates."""
    if not _MAY_ASK.search(text):
        return 0
    clauses = _CLAUSE.split(text)
    asked = [years for clause in clauses if (years := _asked(clause, year)) is not None]
    return reserves()[_KEYS[max(asked)]] if asked else 0


def _asked(clause: str, year: int) -> int | None:
    """Return within how many years somebody must have left school by a clause, if it says so."""
    if (found := _first("beyond", clause, _ASKED)) is not None:
        return _FEW.get(_group(found, "years") or "1", 1)
    if _first("not_asked", clause, _ASKED) or not _first("kept", clause, _ASKED):
        return None
    if (found := _first("lately", clause, _ASKED)) is not None:
        if told := _group(found, "years") or _group(found, "late"):
            return _FEW[told]
        if _group(found, "months"):
            return 1 if found["months"] in _A_YEAR else 2
        if _group(found, "both"):
            return 1
        if of_class := next(filter(None, (_group(found, each) for each in _OF_YEARS)), None):
            return min(max(year - _full_year(of_class, year), 1), 3)
        return 2
    return 1 if _first("this_year", clause, _ASKED) else None


def outside(text: str, year: int) -> int:
    """Return the mask of the posts for graduates that somebody with a cleaned text is too old for.

    ``year`` is today's; nobody who tells no year is a graduate of late.
    """
    ago = min(_years_since(text, year), default=None) if _MAY_TELL.search(text) else None
    return sum(reserves()[key] for years, key in _KEYS.items() if ago is None or ago > years)


def _years_since(text: str, year: int) -> Iterator[int]:
    """Yield how many years ago somebody left the schools they tell of."""
    for clause in _CLAUSE.split(text):
        if _first("lower", clause, _TOLD):
            continue
        for name in ("years_ago", "class_of", "lately"):
            found = _first(name, clause, _TOLD)
            if found is None or _first("of_kin", clause[: found.start()], _TOLD):
                continue
            yield _ago(found, year)
            break


def _ago(found: re.Match[str], year: int) -> int:
    if told := _group(found, "years"):
        counted = number(told)
        return _LONG if counted is None else int(counted)
    if told := _group(found, "year") or _group(found, "since") or _group(found, "at"):
        return year - _full_year(told, year)
    return 1 if _group(found, "last") else 2 if _group(found, "before") else 0


def _full_year(told: str, year: int) -> int:
    found = int(told.rstrip("年"))
    if found >= 100:
        return found
    return found + 2000 if found <= year % 100 + 2 else found + 1900


def _group(found: re.Match[str], name: str) -> str | None:
    return found[name] if name in found.re.groupindex else None


def _first(name: str, text: str, said: _Said) -> re.Match[str] | None:
    return next((found for each in said[name] if (found := each.search(text))), None)
