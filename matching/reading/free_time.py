"""When somebody is free to work, where they say it themselves: 只有晚上有空, 上午走不开. Pure.

Read clause by clause into half hours of the day and of the week in which they cannot work. What
merely is free ("晚上有空") rules out nothing; that there is nothing else does ("只有晚上有空",
"下午三点以后才得空"). Data: ``data/week.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from matching.reading.day_slots import ALL_DAY, between
from matching.reading.phrases import phrases
from matching.reading.week_slots import DAYS_OFF, EVERY_DAY, HALF, TO_FRIDAY, WEEKEND, on_days
from matching.reading.week_words import When, days_named, parts_in

_SAYS = phrases("free_time", "week")
_MORNING, _AFTERNOON, _NIGHT = between(8.5, 11.5), between(14, 17), between(23, 29)
_CORE = _MORNING | _AFTERNOON | _NIGHT
"""Hours that belong to a post of whatever kind: who is free in other hours alone has none of it."""
_DAWN, _EVENING, _DUSK, _LATE = 6.0, 17.0, 20.0, 29.0
_NOON = 12.0
_HALF_A_DAY = 5.0
_SHORT, _MANY = 2.0, 2
"""Hours of a part of the day that is told as a time of the clock is, and how many are several."""
_BY_DAY = _MORNING | _AFTERNOON
_LEAST_BEFORE, _LEAST_AFTER = 6, 10
_HINTS = re.compile(
    "空|时间|闲|[走脱离抽腾挪出]不|[走脱抽腾]得|半[天日]|小时|钟头|月|[上坐做干搞来]不|只|就|才"
    "|不[行得成可中上做出干开能]|[整全天]天|睡死|不醒|[周星礼]|主麻|街|摊|逢|要走|不[早晚]于"
)


def busy(clause: str) -> int:
    """Return when somebody says in a clause that they cannot work; 0 for nothing."""
    if not _HINTS.search(clause):
        return 0
    if _SAYS["no_hours"].search(clause):
        return ALL_DAY
    found = DAYS_OFF if _SAYS["days_off"].search(clause) or _has_market(clause) else 0
    if _SAYS["no_nights"].search(clause):
        found |= _NIGHT
    if _SAYS["half"].search(clause):
        found |= on_days(EVERY_DAY, HALF)
    if _SAYS["by_phone"].search(clause):
        return found
    whens = [each for each in parts_in(clause) if not _SAYS["once"].search(clause[: each.start])]
    if (several := _several(whens, clause)) is not None:
        return found | several
    for when in whens:
        found |= _of_part(when, clause)
    return found | _of_days(clause, parts=bool(whens))


class _Told(NamedTuple):
    """What stands around a time that somebody tells of."""

    before: str
    rest: str
    said: str
    edge: str
    then: bool
    only: bool


def _told(before: str, rest: str) -> _Told:
    edge = ""
    for name in ("after", "until"):
        mark = _SAYS[name].match(rest)
        if mark is not None:
            edge, rest = name, rest[mark.end() :]
            break
    then = _SAYS["only_then"].match(rest)
    only = then is not None or _SAYS["only"].search(before) is not None
    said = _SAYS["subject"].sub("", rest[then.end() if then else 0 :], count=1)
    return _Told(before, rest, said, edge, then is not None, only)


def _has_market(clause: str) -> bool:
    """Tell whether somebody sells on market days, which are no days of the week."""
    return _SAYS["market"].search(clause) is not None and _SAYS["sells"].search(clause) is not None


def _several(whens: Sequence[When], clause: str) -> int | None:
    """Return when somebody cannot work who is free in several stretches of a day and no more."""
    if len(whens) < _MANY or not _SAYS["only"].search(clause[: whens[0].start]):
        return None
    between_them = (clause[one.end : other.start] for one, other in pairwise(whens))
    if any(_SAYS["and"].fullmatch(each) is None for each in between_them):
        return None
    if not _SAYS["free"].match(_told("", clause[whens[-1].end :]).said):
        return None
    free = 0
    for each in whens:
        free |= between(each.begins, each.ends)
    return _CORE & ~free


def _of_part(when: When, clause: str) -> int:
    told = _told(clause[: when.start], clause[when.end :])
    if _SAYS["up_to"].search(told.before) and when.begins >= _NOON:
        return _on(when, between(when.ends, max(_DUSK, when.ends)))
    if _SAYS["not_before"].search(told.before):
        return _on(when, _only_in(when, "until"))
    if _SAYS["not_after"].search(told.before):
        return _on(when, _only_in(when, "after"))
    if _SAYS["leaves"].match(told.rest) and when.begins >= when.ends - _SHORT > _NOON:
        return _on(when, between(when.begins, _DUSK) if when.begins < _EVENING + 1 else 0)
    free = _SAYS["free"].match(told.said)
    if free:
        for_work = told.only and not _SAYS["no_work"].match(told.said[free.end() :])
        return _on(when, _but_for(when, told)) if for_work else 0
    if _is_unfree(told.said, by_day=when.begins < _EVENING):
        return _on(when, _only_in(when, told.edge))
    only = not told.edge and not told.then and told.only
    if only and (_SAYS["does"].match(told.said) or _SAYS["does_only"].search(told.before)):
        return _on(when, _but_for(when, told))
    return 0


def _is_unfree(said: str, *, by_day: bool) -> bool:
    """Tell whether somebody is not free, and not merely unwilling to be so in the evening."""
    found = _SAYS["unfree"].match(said) or (_SAYS["unfit"].match(said) if by_day else None)
    return found is not None and _SAYS["no_work"].match(said[found.end() :]) is None


def _but_for(when: When, told: _Told) -> int:
    """Return the hours in which somebody who is free then and no more cannot work."""
    starts = told.edge == "after" or (told.then and when.begins == when.ends)
    if starts or not when.slots:
        return between(_DAWN, when.begins) if when.begins > _DAWN else 0
    if told.edge == "until":
        return between(when.ends, max(_DUSK, when.ends))
    if when.begins == when.ends:
        return 0
    short = on_days(EVERY_DAY, HALF) if when.ends - when.begins <= _HALF_A_DAY else 0
    return short | (_CORE & ~(between(when.begins, when.ends) | when.slots))


def _only_in(when: When, edge: str) -> int:
    """Return the hours in which somebody cannot work who is not free then."""
    if edge == "after":
        return between(when.begins, _DUSK if when.begins < _EVENING else _LATE)
    if edge == "until":
        return between(_DAWN, when.begins) if when.begins > _DAWN else 0
    return when.slots if when.begins != when.ends else 0


def _on(when: When, slots: int) -> int:
    return on_days(when.days, slots & ALL_DAY) if when.days else slots


def _of_days(clause: str, *, parts: bool) -> int:
    """Return the days of the week on which somebody cannot work at all, or only can.

    Where ``parts`` of a day are told as well, only needs at home are read of the days.
    """
    found = 0
    for each in days_named(clause):
        told = _told(clause[: each.start], clause[each.end :])
        if _SAYS["needed"].match(told.rest):
            found |= on_days(each.days, _BY_DAY)
        elif parts:
            continue
        elif _is_unfree(told.said, by_day=True):
            found |= on_days(each.days, _BY_DAY)
        elif told.only and (_SAYS["free"].match(told.said) or _SAYS["does"].match(told.said)):
            others = EVERY_DAY & ~each.days
            found |= on_days(others & (TO_FRIDAY if each.days & WEEKEND else EVERY_DAY), _BY_DAY)
    return found
