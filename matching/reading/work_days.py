"""On which days of the week a posting has people work, and whether it gives leave. Pure.

Data: ``data/week.toml``. What is read are the bits of ``reading.week_slots``.
"""

from __future__ import annotations

import re

from matching.reading.phrases import phrases
from matching.reading.week_slots import (
    EVERY_DAY,
    LEAVE,
    NO_LEAVE,
    ONE_OFF,
    TO_FRIDAY,
    WEEKEND,
    rests,
    works,
)
from matching.reading.week_words import days_listed, days_through

_SAYS = phrases("work_days", "week")
_HINTS = re.compile("周|星期|礼拜|休|假|天|缺|勤|工|顶|替|坑|调班|换班|有事|中途|风雨|连轴")
_BEFORE, _AFTER = 8, 9
_ONE_DAY_OFF = 6


def work_days(text: str) -> int:
    """Return which days a posting's cleaned text has people work, and whether it gives leave."""
    if not _HINTS.search(text):
        return 0
    worked, free = _days(text)
    found = 0
    if _SAYS["off_in_week"].search(text) or _SAYS["weekend_too"].search(text):
        worked, free = worked | WEEKEND, free & ~WEEKEND
    elif _SAYS["both_off"].search(text):
        worked, free = worked | TO_FRIDAY, free | WEEKEND
    elif _SAYS["one_off"].search(text):
        found |= ONE_OFF
    elif _SAYS["never_off"].search(text):
        worked |= EVERY_DAY
    worked &= ~free
    if found & ONE_OFF and worked.bit_count() > _ONE_DAY_OFF:
        worked = 0
    return found | works(worked) | rests(free) | _leave(text)


def says_by_day(text: str) -> bool:
    """Tell whether a posting calls its shift one by day, be its hours told or not."""
    return _SAYS["by_day"].search(text) is not None


def _days(text: str) -> tuple[int, int]:
    """Return the days that are worked for certain and those that are free for certain."""
    worked = free = 0
    spans = [(each, days_through(each[1], each[2])) for each in _SAYS["span"].finditer(text)]
    for each, days in spans:
        if _is_rest(text, each):
            free |= days
        elif not _is_aside(text, each):
            worked |= days
            free |= EVERY_DAY & ~days
    named = [(each, _listed(each.group())) for each in _SAYS["list"].finditer(text)]
    for each, days in named:
        if any(span.start() <= each.start() < span.end() for span, _ in spans):
            continue
        if _is_rest(text, each):
            free |= days
            worked |= EVERY_DAY & ~days if not spans else 0
        elif _is_aside(text, each):
            continue
        elif _is_only(text, each) or "兼职" in text:
            worked, free = worked | days, free | EVERY_DAY & ~days
        elif _SAYS["works_then"].match(text[each.end() :]):
            worked |= days
        elif days.bit_count() > 1 and not spans and days != WEEKEND:
            worked |= days
            free |= EVERY_DAY & ~days
    return worked, free & ~worked


def _listed(written: str) -> int:
    return WEEKEND if "末" in written or "双" in written else days_listed(written)


def _is_only(text: str, found: re.Match[str]) -> bool:
    """Tell whether there is work on these days and on no others."""
    if _SAYS["only_days"].search(text[: found.start()]):
        return True
    return _SAYS["only_these"].match(text[found.end() :]) is not None


def _is_rest(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - _BEFORE) : found.start()], text[found.end() :]
    if _SAYS["rest_before"].search(before):
        return True
    if _SAYS["rest_after"].match(after[:_AFTER]) is None:
        return False
    return _SAYS["works_then"].match(after[:_AFTER]) is None or "不休" not in after[:_AFTER]


def _is_aside(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - _BEFORE) : found.start()], text[found.end() :]
    return bool(_SAYS["not_days"].search(before) or _SAYS["not_days_after"].match(after[:_AFTER]))


def _leave(text: str) -> int:
    for found in _SAYS["no_leave"].finditer(text):
        if not _SAYS["arbitrary"].search(text[max(0, found.start() - 4) : found.end()]):
            return NO_LEAVE
    return LEAVE if _SAYS["leave"].search(text) else 0
