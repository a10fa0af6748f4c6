"""What takes people away at some hours, or on some days of every week, and must be done. Pure.

Taking somebody to dialysis on Tuesdays, a child's training from two to five, one's own infusions,
a shop to mind till noon, an evening class, a service on Sundays. What a text merely tells of hours
(an appointment, work of before) is none: something must be done then, and by who tells it. Data:
``data/duties.toml`` and ``data/week.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.day_slots import LIVES_IN, MONTH, NEAR, WEEK, between, stretches, times
from matching.reading.phrases import phrases
from matching.reading.week_slots import DAYS_OFF, HALF, on_days
from matching.reading.week_words import days_in, days_named

_SAYS, _WEEK = phrases("duties", "duties"), phrases("errands", "week")
_NOON_MEAL = "午饭"
_PARTS = {
    "上午": between(8.5, 11.5),
    "下午": between(13.5, 17),
    _NOON_MEAL: between(13, 17),
    "早上": between(7, 8.5),
    "晚上": between(19.5, 21.5),
}
_HALF_DAYS = ("上午", "下午", _NOON_MEAL)
_OTHER_HALF = {"上午": "下午", "下午": "上午"}
_OFTEN = WEEK | MONTH | LIVES_IN | NEAR
_MANY = 2
_OTHERS = ("faith", "class", "shop", "stock")
_HINTS = re.compile(r"[周星礼隔日月]|上午|下午|午饭|早|晚|[点时:]|天天|每天|[一二三四五六1-6]{2}")


def errands(clauses: Sequence[str], at: int, *, sole: bool) -> int:
    """Return the half hours and the days that a clause of a text needs for an errand.

    ``sole`` says that nobody else is there who could run it.
    """
    clause, around = clauses[at], ",".join(clauses[max(0, at - 1) : at + 2])
    if not _HINTS.search(around):
        return 0
    often = _SAYS["several_days"].search(around) and _SAYS["treated"].search(around)
    found = _OFTEN if often and not _SAYS["free_then"].search(clause) else 0
    bound = sole or _binds(",".join(clauses[max(0, at - 1) : at + 3]))
    if sole and _SAYS["monthly"].search(clause) and _treated(around):
        found |= DAYS_OFF
    if _treated(clause) or (_treated(around) and _WEEK["goes"].search(clause)):
        return found | _treatment(clauses, at, firm=sole or _must(around))
    slots = _windows(clauses, at) or (_binding(clause) if bound else 0)
    if not slots and not any(_WEEK[each].search(clause) for each in _OTHERS):
        return found | (_on_errand_days(clause, around) if bound else 0)
    bound = bound or _WEEK["with_them"].search(around) is not None
    needed = bound or _SAYS["window_for"].search(clause) is not None
    if needed or _WEEK["must"].search(",".join(clauses[max(0, at - 1) : at + 1])):
        found |= _other(clause, slots, bound=bound)
    return found


def _on_errand_days(clause: str, around: str) -> int:
    """Return the days on which something must be done, whatever it is (每星期一要去报到)."""
    found = 0
    for each in days_named(clause):
        if _WEEK["errand"].match(clause[each.end :]):
            whole = _WEEK["whole_day"].search(around)
            found |= on_days(each.days, _PARTS["上午"] | _PARTS["下午"] if whole else HALF)
    return found


def _treatment(clauses: Sequence[str], at: int, *, firm: bool) -> int:
    """Return when a treatment takes place: at the hours told, in half of a day, on some days."""
    clause, after = clauses[at], ",".join(clauses[at + 1 : at + 3])
    days = _days(clauses, at)
    slots = _windows(clauses, at) or _half_day(clause, after)
    if not days:
        return slots
    if days.bit_count() < _MANY and not firm:
        return 0
    return on_days(days, slots or HALF)


def _other(clause: str, slots: int, *, bound: bool) -> int:
    """Return when something else has to be done that is no treatment."""
    days = days_in(clause)
    if not slots and bound and (_WEEK["class"].search(clause) or _WEEK["faith"].search(clause)):
        told = [_PARTS[part] for part in _PARTS if part in clause]
        of_all = _PARTS["上午"] | _PARTS["下午"] if days else 0
        slots = told[0] if told else of_all
    return on_days(days, slots) if days else slots


def _windows(clauses: Sequence[str], at: int) -> int:
    """Return the hours from one time of the clock to another in which somebody is needed."""
    clause = clauses[at]
    told = ",".join(clauses[max(0, at - 1) : at + 1])
    needed = _SAYS["window_for"].search(clause) or any(_WEEK[of].search(told) for of in _OTHERS)
    after = ",".join(clauses[at + 1 : at + 3])
    if not needed and not (_SAYS["child"].search(told) and _WEEK["with_them"].search(after)):
        return 0
    found = 0
    for each in stretches(clause):
        found |= each.slots if not _SAYS["free_then"].match(clause[each.end :]) else 0
    return found


def _binding(clause: str) -> int:
    """Return the hours in which something must be done, whatever it is (五点到九点要采)."""
    found = 0
    for moment in times(clause):
        if _WEEK["errand"].match(clause[moment.end :]):
            found |= between(moment.since, moment.since + 0.5)
    for each in stretches(clause):
        found |= each.slots if _WEEK["errand"].match(clause[each.end :]) else 0
    return found


def _half_day(clause: str, after: str) -> int:
    """Return the half of a day that a treatment takes, be it told in what follows."""
    for part in _HALF_DAYS:
        at = clause.find(part)
        if at < 0:
            continue
        if _WEEK["part_free"].match(clause[at + len(part) :]):
            return _PARTS[_OTHER_HALF.get(part, part)]
        return _PARTS[part]
    for part, other in _OTHER_HALF.items():
        at = after.find(part)
        if at >= 0 and _WEEK["part_free"].match(after[at + len(part) :]):
            return _PARTS[other]
        if at >= 0 and (
            _WEEK["goes"].match(after[at:]) or _WEEK["always_then"].search(after[:at][-4:])
        ):
            return _PARTS[part]
    return 0


def _days(clauses: Sequence[str], at: int) -> int:
    """Return the days of the week that a clause names, or else one beside it."""
    for place in (at, at - 1, at + 1):
        if not 0 <= place < len(clauses):
            continue
        clause = clauses[place]
        days = 0 if _WEEK["month_day"].search(clause) else days_in(clause)
        if days and (place == at or not _WEEK["free_days"].search(clause)):
            return days
    return 0


def _treated(text: str) -> bool:
    return _SAYS["treated"].search(text) is not None or _WEEK["checkup"].search(text) is not None


def _binds(text: str) -> bool:
    return _SAYS["strong"].search(text) is not None or _WEEK["binding"].search(text) is not None


def _must(text: str) -> bool:
    return _WEEK["must"].search(text) is not None or _SAYS["strong"].search(text) is not None
