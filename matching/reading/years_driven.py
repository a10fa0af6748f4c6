"""For how long somebody may have driven, by what their text tells (驾龄三年, 去年拿的C1)."""

from __future__ import annotations

from datetime import date

from matching.reading.licences import DRIVING, YEARS, read_licences
from matching.reading.papers_told import clauses
from matching.reading.phrases import each_phrase, phrases

_SAYS = phrases("years_driven", "papers_told")
_DRIVEN = each_phrase("driven", "papers_told")["driven"]
_COUNT = {name: at for at, name in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0}
_YEARS_AGO = {"大前年": 3, "前年": 2, "去年": 1, "上年": 1}


def years_driven(text: str, on: date) -> int | None:
    """Return for how many whole years at most somebody may have driven by then; None if untold."""
    if not _SAYS["of_driving"].search(text):
        return None
    found: list[int] = []
    driving = False
    for clause in clauses(text):
        named = read_licences(clause)
        driving = bool(named & DRIVING) or (driving and not named)
        if not (driving or _SAYS["of_driving"].search(clause)) or _SAYS["more"].search(clause):
            continue
        years = _years_in(clause, on)
        if years is not None:
            found.append(years)
    return max(found, default=None)


def _years_in(clause: str, on: date) -> int | None:
    told = next((found for each in _DRIVEN if (found := each.search(clause))), None)
    if told is not None:
        figure, groups = told["years"], told.groupdict()
        years = int(figure) if figure.isdigit() else _COUNT[figure]
        years = years // 12 if groups.get("months") is not None else years
        return max(0, years - 1) if _SAYS["less_than"].search(told[0]) else years
    if since := _SAYS["since"].search(clause):
        if since["year"]:
            return max(0, on.year - 2000 - int(since["year"]))
        return _YEARS_AGO.get(since["when"], 0)
    return 0 if _SAYS["just"].search(clause) else None


def as_paper(years: int | None) -> frozenset[str]:
    """Return the key under which the years driven stand among the papers held, if any."""
    return frozenset() if years is None else frozenset({f"{YEARS}{years}年"})
