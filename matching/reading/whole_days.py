"""Whole days of work: who cannot give them, and which postings take them, hours told or not. Pure.

Half a day, or some hours of it, is all that some can work; others have to be at home in between, to
feed or fetch somebody. A posting takes the whole day that keeps people from opening to closing,
from dawn to dusk, or for so many hours. Data: ``data/whole_days.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.day_slots import LIVES_IN, NEAR, between, stretches, times
from matching.reading.phrases import phrases
from matching.reading.week_slots import EVERY_DAY, HALF, on_days

_HALF, _BY_DAY, _POSTS = (phrases(each, "whole_days") for each in ("half", "by_day", "posts"))
_HALF_A_DAY = on_days(EVERY_DAY, HALF)
_NOON = between(12, 12.5)
_HINTS = re.compile("[半时钟整全满晌昼午点职兼短课阵气只饭空]|就|不[成行]|上午|下午")
_CHORES = re.compile(
    "上下学|校门|学堂|饭|中途|中间|拴|绑|早晚|小时|[餐顿趟次回道]|灶|接|[喂翻换端扶打导领]|放学|[晌午]|守|钉|[点钟]"
)
_SPAN_EDGE = re.compile("(?:以后|过后|之后)(?=到)")
_EITHER_HOUR = re.compile("[一二三四五六七八九](?=[二三四五六七八九]点)")
_FEW_HOURS = 6
_LONG_POST = re.compile("[天日早晚黑班时钟点完饭午满职断岗工]")


def half_a_day(clause: str) -> int:
    """Return the bits of who can work half a day or a few hours, as a clause of theirs says."""
    if not _HINTS.search(clause) or _HALF["not_so"].search(clause):
        return 0
    return _HALF_A_DAY if _HALF["tells"].search(clause) or _free_for_hours(clause) else 0


def _free_for_hours(clause: str) -> bool:
    """Tell whether somebody names the few hours of a day in which they are free."""
    if not _HALF["free"].search(clause):
        return False
    told = stretches(_SPAN_EDGE.sub("", _EITHER_HOUR.sub("", clause)))
    return any(1 <= each.until - each.since <= _FEW_HOURS for each in told)


def one_half_taken(clauses: Sequence[str]) -> int:
    """Return the bits of who has one half of the day taken and offers the other."""
    found = _HALF["halves"].search(",".join(clauses))
    return _HALF_A_DAY if found is not None and not _HALF["not_so"].search(found.group()) else 0


def home_by_day(clauses: Sequence[str], at: int) -> int:
    """Return the bits of who has to be at home in the middle of every day for somebody."""
    clause = clauses[at]
    if not _CHORES.search(clause):
        return 0
    near = ",".join(clauses[max(0, at - 2) : at + 2])
    if _BY_DAY["not_so"].search(near):
        return 0
    if _BY_DAY["leaves"].search(clause) is not None:
        return _HALF_A_DAY | LIVES_IN | NEAR
    if any(True for _ in stretches(near)):  # hours that somebody is free, or that others have
        return 0
    whom = _BY_DAY["whom"].search(near) is not None
    if _BY_DAY["bound"].search(clause) is not None and (whom or "放学" in clause):
        return _HALF_A_DAY | LIVES_IN | NEAR
    if not whom or not all(_BY_DAY[each].search(near) for each in ("task", "must")):
        return 0
    slots = 0
    for each in times(near):
        slots |= between(int(each.since * 2) / 2, int(each.since * 2) / 2 + 0.5)
    if slots:
        return slots
    if _BY_DAY["often"].search(clause) is not None:
        return _HALF_A_DAY | LIVES_IN | NEAR
    return _NOON | LIVES_IN | NEAR if _BY_DAY["noon"].search(clause) is not None else 0


def takes_daylight(text: str) -> bool:
    """Tell whether a posting's cleaned text has people at work from morning to evening."""
    if not _LONG_POST.search(text) or _POSTS["not_so"].search(text):
        return False
    return _POSTS["daylight"].search(text) is not None


def takes_whole_days(text: str) -> bool:
    """Tell whether a posting's cleaned text wants whole shifts, be its hours told or not."""
    if not _LONG_POST.search(text):
        return False
    if _POSTS["firm"].search(text):
        return True
    return _POSTS["not_so"].search(text) is None and (
        _POSTS["whole"].search(text) is not None or _POSTS["daylight"].search(text) is not None
    )
