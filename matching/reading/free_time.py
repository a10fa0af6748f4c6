"""When somebody is free to work, where they say it themselves: 只有晚上有空, 上午走不开. Pure.

Read clause by clause into half hours of the day and of the week in which they cannot work. What
merely is free ("晚上有空") rules out nothing; that there is nothing else does ("只有晚上有空",
"下午三点以后才得空"). Data: ``data/week.toml``.
"""

from __future__ import annotations

import re

from matching.reading.day_slots import ALL_DAY, between
from matching.reading.phrases import phrases
from matching.reading.week_slots import DAYS_OFF, EVERY_DAY, HALF, TO_FRIDAY, WEEKEND, on_days
from matching.reading.week_words import When, days_named, parts_in

_SAYS = phrases("free_time", "week")
_MORNING, _AFTERNOON, _NIGHT = between(8.5, 11.5), between(14, 17), between(23, 29)
_CORE = _MORNING | _AFTERNOON | _NIGHT
"""Hours that belong to a post of whatever kind: who is free in other hours alone has none of it."""
_DAWN, _DUSK, _LATE = 6.0, 20.0, 29.0
_NOON = 12.0
_BY_DAY = _MORNING | _AFTERNOON
_LEAST_BEFORE, _LEAST_AFTER = 6, 10
_HINTS = re.compile(
    "空|时间|闲|[走脱离抽腾挪出]不|[走脱抽腾]得|半[天日]|小时|钟头|月|[上坐做干]不|只|才|不能"
)


def busy(clause: str) -> int:
    """Return when somebody says in a clause that they cannot work; 0 for nothing."""
    if not _HINTS.search(clause):
        return 0
    found = DAYS_OFF if _SAYS["days_off"].search(clause) else 0
    if _SAYS["no_hours"].search(clause):
        return found | ALL_DAY
    if _SAYS["half"].search(clause):
        found |= on_days(EVERY_DAY, HALF)
    whens = [each for each in parts_in(clause) if not _SAYS["once"].search(clause[: each.start])]
    if _SAYS["by_phone"].search(clause):
        return found
    for when in whens:
        found |= _of_part(when, clause)
    if not whens:
        found |= _of_days(clause)
    return found


def _of_part(when: When, clause: str) -> int:
    before, rest = clause[: when.start], clause[when.end :]
    if _SAYS["up_to"].search(before) and when.begins >= _NOON:
        return _on(when, between(when.ends, max(_DUSK, when.ends)))
    edge = "after" if (after := _SAYS["after"].match(rest)) else ""
    until = None if after else _SAYS["until"].match(rest)
    edge = "until" if until else edge
    mark = after or until
    rest = rest[mark.end() :] if mark else rest
    then = _SAYS["only_then"].match(rest)
    only = then is not None or _SAYS["only"].search(before) is not None
    said = _SAYS["subject"].sub("", rest[then.end() if then else 0 :], count=1)
    free = _SAYS["free"].match(said)
    if free and _SAYS["no_work"].match(said[free.end() :]):
        return 0
    if free:
        return _on(when, _but_for(when, edge, then=then is not None)) if only else 0
    unfree = _SAYS["unfree"].match(said)
    if unfree and not _SAYS["no_work"].match(said[unfree.end() :]):
        return _on(when, _only_in(when, edge))
    if only and not edge and _SAYS["only"].search(before) and _SAYS["does"].match(said):
        return _on(when, _but_for(when, edge, then=False))
    return 0


def _but_for(when: When, edge: str, *, then: bool) -> int:
    """Return the hours in which somebody who is free then and no more cannot work."""
    starts = edge == "after" or (then and when.begins == when.ends)
    if starts or not when.slots:
        return between(_DAWN, when.begins) if when.begins > _DAWN else 0
    if edge == "until":
        return between(when.ends, max(_DUSK, when.ends))
    if when.begins == when.ends:
        return 0
    free = between(when.begins, when.ends) | when.slots
    return _CORE & ~free


def _only_in(when: When, edge: str) -> int:
    """Return the hours in which somebody cannot work who is not free then."""
    if edge == "after":
        return between(when.begins, max(_DUSK, when.begins))
    if edge == "until":
        return between(_DAWN, when.begins) if when.begins > _DAWN else 0
    return when.slots if when.begins != when.ends else 0


def _on(when: When, slots: int) -> int:
    return on_days(when.days, slots) if when.days else slots & ALL_DAY


def _of_days(clause: str) -> int:
    """Return the days of the week on which somebody cannot work at all, or only can."""
    found = 0
    for each in days_named(clause):
        before, rest = clause[: each.start], clause[each.end :]
        then = _SAYS["only_then"].match(rest)
        only = then is not None or _SAYS["only"].search(before) is not None
        said = _SAYS["subject"].sub("", rest[then.end() if then else 0 :], count=1)
        if _SAYS["unfree"].match(said):
            found |= on_days(each.days, _BY_DAY)
        elif only and (_SAYS["free"].match(said) or _SAYS["does"].match(said)):
            others = EVERY_DAY & ~each.days
            found |= on_days(others & (TO_FRIDAY if each.days & WEEKEND else EVERY_DAY), _BY_DAY)
    return found
