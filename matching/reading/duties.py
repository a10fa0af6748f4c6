"""When people cannot be away from home, as their texts tell it: nobody else is there. Pure.

What is read is a mask of ``reading.day_slots`` that no posting's ``reading.hours`` may meet: the
half hours in which they have to be at home, nights spent elsewhere (``LIVES_IN``), a week or a
month without coming home. A wish (最好不上夜班) is no duty, nor is one that is over, that others
see to, or that somebody else has. Data: ``data/duties.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from matching.reading import bound_home, errands, fixed_hours, free_time, week_slots
from matching.reading.day_slots import (
    ALL_DAY,
    IN_REACH,
    LIVES_IN,
    MONTH,
    NEAR,
    WEEK,
    between,
    in_year,
    month,
    times,
)
from matching.reading.hours import NIGHT, NOON
from matching.reading.months import months_away
from matching.reading.phrases import phrases
from matching.reading.regular_days import may_come_round, regular_days
from matching.reading.week_words import parts_in
from matching.reading.whole_days import half_a_day, home_by_day, one_half_taken

FEEDS = 1 << 66
"""Feeds an infant: no night, no noon and no living elsewhere, if it is told of a woman."""
OF_FEEDING = NIGHT | NOON | LIVES_IN | NEAR
REACHES = NEAR | IN_REACH
"""Duties for which it matters where home is."""
_OF_HOME = LIVES_IN | REACHES
_SAYS = phrases("duties", "duties")
_MISSPELT = phrases("by_ear", "duties")
_ANY_MISSPELT = re.compile("|".join(each.pattern for each in _MISSPELT.values()))
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_EVENING = re.compile("(?<!早)晚")
_DUSK = between(18.5, 29)
_RUN = between(7, 7.5) | between(18, 18.5)
"""School runs without a time told: whoever is away at both ends of a long day cannot make them."""
_BY_DAY = between(9, 11.5) | between(14, 17)
_RUN_TOLD = between(6, 9) | between(14, 18)
_OPENS, _SHUTS, _MORNING = 5.0, 20.0, 29.0
_EARLIEST_END, _LATEST_START = 7.0, 8.0
_ALL = -1
_NEXT = 24
"""Characters after a time within which stands what is done then."""
_A_WEEK = 7
_CITIES = frozenset({"11", "12", "31", "50"})
"""Provinces that are one city."""
_LABELS = (
    (FEEDS, "要喂奶"),
    (_DUSK, "天黑前要到家"),
    (NIGHT, "夜里要在家"),
    (NOON, "中午要回家"),
    (LIVES_IN, "不能住在外面"),
    (WEEK, "每周要回家"),
    (MONTH, "每月要回家"),
)
_ANYBODY = frozenset({"老人", "老的"})
_MEMO_SIZE = 1 << 12


@lru_cache(maxsize=_MEMO_SIZE)
def duties(text: str) -> int:
    """Return the mask of when a person with this cleaned text has to be at home; 0 for nothing."""
    text = _by_ear(text)
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    found = _of_the_week(text, clauses) | in_year(months_away(text)) | _of_every_week(clauses)
    return fixed_hours.of_duty(found)


def _of_every_week(clauses: Sequence[str]) -> int:
    """Return what days are always taken that nobody else was told of later to see to."""
    if not any(map(may_come_round, clauses)):
        return 0
    freed = [at for at in range(len(clauses)) if _freed(clauses, at) == _ALL]
    others = _of_others(clauses)
    since = freed[-1] if freed else 0
    own = [clause for clause, of in zip(clauses[since:], others[since:], strict=True) if not of]
    return regular_days(own, 1 if freed else 0)


def _of_the_week(text: str, clauses: Sequence[str]) -> int:
    tells = _SAYS["hints"].search(text) is not None or bound_home.may_tell(text)
    if not tells and not fixed_hours.may_tell(text):
        return 0
    freed = [_freed(clauses, at) for at in range(len(clauses))]
    free_from = [at for at, hours in enumerate(freed) if hours == _ALL]
    sole = _SAYS["sole"].search(text) is not None or _SAYS["alone"].search(text) is not None
    found = 0
    others = _of_others(clauses)
    for at, clause in enumerate(clauses):
        if others[at] or _is_none_of_mine(clause):
            continue
        found |= bound_home.no_nights(clauses, at, text)
        if not any(later > at for later in free_from):
            found |= free_time.busy(clause) | half_a_day(clause)
            found |= fixed_hours.keeps_none(clauses, at)
        if any(later >= at for later in free_from):
            continue
        told = _in(clause, clauses[at : at + 3], ",".join(clauses[max(0, at - 1) : at + 2]))
        told |= errands.errands(clauses, at, sole=sole) | bound_home.at_home(clauses, at, text)
        told = told or home_by_day(clauses, at)
        found |= _without(told, freed[at:])
        mine = _SAYS["sole"].search(text) or _SAYS["by_me"].search(clause)
        if _SAYS["escort"].search(clause) and not found & _RUN_TOLD and mine:
            found |= _RUN
    own = [each for each, of in zip(clauses, others, strict=True) if not of]
    if not free_from:
        found |= one_half_taken(own)
    if not free_from or free_from[-1] < _last(clauses, "stuck", "night_barred", "night_refused"):
        found |= _without(_tied(text, own), freed)
    return found


def _by_ear(text: str) -> str:
    """Return a text with the words of duties written right."""
    if _ANY_MISSPELT.search(text):
        for word, written in _MISSPELT.items():
            text = written.sub(word, text)
    return text


def of_leaver(duty: int) -> int:
    """Return the duties of somebody who will live elsewhere all the same: they go along."""
    return duty & ~_OF_HOME & ~FEEDS


def allows(person: tuple[int, str], posting: tuple[int, str]) -> bool:
    """Tell whether (duties, home) go together with a posting's (hours, place).

    Both places are the first four digits of adcodes, empty where they do not matter or are unknown.

    Who has to be at home every day is sent to no other prefecture, and who has to every week to no
    other province. A place that is larger than that rules nothing out.
    """
    duty, home = person
    taken, place = posting
    if not duty:
        return True
    if duty & taken or week_slots.collide(duty, taken):
        return False
    if not home or not place:
        return True
    if duty & NEAR and place[2:] != "00" and home != place and home[:2] not in _CITIES:
        return False
    return not duty & REACHES or home[:2] == place[:2]


def labels(duty: int) -> Iterator[str]:
    """Yield in plain Chinese what somebody has to be at home for ("夜里要在家")."""
    for mask, label in _LABELS:
        if duty & mask == mask:
            yield label
    if duty & ALL_DAY == ALL_DAY:
        yield "上不了固定的班"
    elif duty & ALL_DAY & ~_DUSK & ~NOON:
        yield "白天有固定时间走不开"
    if months := [number for number in range(1, 13) if duty & month(number)]:
        yield f"{'、'.join(map(str, months))}月走不开"
    days = "".join(week_slots.named_days(duty))
    if days:
        yield "每天只能做一部分时间" if len(days) == _A_WEEK else f"周{days}有时间走不开"
    if duty & week_slots.DAYS_OFF:
        yield "每月要空出几天"


def _freed(clauses: Sequence[str], at: int) -> int:
    """Return the hours that others see to by what a clause says; all where nothing is left.

    Who has somebody by night (夜里妹子来接手) still has the day to themselves.
    """
    clause = clauses[at]
    if _ended(clause, clauses[:at]) or (
        _SAYS["goes_alone"].search(clause) and _any(clauses[:at], "child", "elder")
    ):
        return _ALL
    if _SAYS["given_up"].search(clause) and not _any(clauses[:at], "child", "elder"):
        return _ALL
    if not _frees(clause):
        return 0
    if not _SAYS["takes_over"].search(clause) or _SAYS["past"].search(clause):
        return _ALL
    parts = [each.slots for each in parts_in(clause) if each.begins != each.ends]
    if not parts:
        return _ALL
    hours = 0
    for slots in parts:
        hours |= slots
    return hours | (NIGHT | LIVES_IN | NEAR if hours & NIGHT else 0)


def _without(told: int, freed: Sequence[int]) -> int:
    for hours in freed:
        told = week_slots.without_slots(told, hours) if hours not in (0, _ALL) else told
    return told


def _frees(clause: str) -> bool:
    """Tell whether a clause says that others see to it, or that it is over."""
    if not _SAYS["freed"].search(clause) or _SAYS["not_freed"].search(clause):
        return False
    return not (_SAYS["still_day"].search(clause) or _SAYS["of_the_lost"].search(clause)) and not (
        _SAYS["past"].search(clause) and not _SAYS["now"].search(clause)
    )


def _ended(clause: str, before: Sequence[str]) -> bool:
    """Tell whether a clause says that who needed care has died: nobody else was named before."""
    if not _SAYS["died"].search(clause) or _SAYS["of_the_lost"].search(clause):
        return False
    who = {found.group() for found in _SAYS["elder"].finditer(clause)} - _ANYBODY
    return not who or any(name in each for each in before for name in who)


def _is_none_of_mine(clause: str) -> bool:
    """Tell whether a clause only wishes, or tells of the past."""
    if _SAYS["past"].search(clause) and not _SAYS["now"].search(clause):
        return True
    return _SAYS["soft"].search(clause) is not None and _SAYS["strong"].search(clause) is None


def _of_others(clauses: Sequence[str]) -> list[bool]:
    """Tell for each clause whether it speaks of others who have the duty, and of nobody else."""
    found, other = [], False
    for clause in clauses:
        if _SAYS["kin_do"].search(clause) or _SAYS["of_others"].search(clause):
            other = True
        elif _SAYS["mine"].search(clause):
            other = False
        found.append(other)
    return found


def _in(clause: str, onwards: Sequence[str], around: str) -> int:
    found = 0
    # 天一黑就往外跑,得我看着: what is needed may come in the next clause.
    if _SAYS["night_watch"].search(",".join(onwards[:2])) and _SAYS["night"].search(clause):
        found |= NIGHT
    if _SAYS["night_watch"].search(clause):
        found |= NIGHT
    if _SAYS["dusk"].search(clause):
        found |= _DUSK | LIVES_IN | NEAR
    if _SAYS["home_by_night"].search(clause):
        found |= NIGHT | LIVES_IN | NEAR
    if _SAYS["home"].search(clause):
        found |= LIVES_IN | NEAR
    if _SAYS["noon"].search(clause) or _SAYS["noon"].match(",".join(onwards[:2])):
        found |= NOON | LIVES_IN | NEAR
    if _SAYS["feeds"].search(clause) and not _SAYS["weaned"].search(around):
        found |= FEEDS
    if _SAYS["weekly"].search(clause):
        found |= WEEK | MONTH | IN_REACH
    if _SAYS["monthly"].search(clause) and (
        _SAYS["strong"].search(around) or _SAYS["treated"].search(around)
    ):
        found |= MONTH
    if _SAYS["fortnightly"].search(clause) and _SAYS["treated"].search(around):
        found |= WEEK | MONTH
    found |= _by_the_clock(clause, ",".join(onwards), around)
    return found


def _by_the_clock(clause: str, onwards: str, around: str) -> int:
    found = 0
    for each in times(clause):
        before, after = clause[max(0, each.start - 6) : each.start], onwards[each.end :][:_NEXT]
        at = each.since
        is_late = at < _EARLIEST_END and _SAYS["afternoon"].search(after)
        is_late = is_late or (at < _LATEST_START and _SAYS["home_before"].match(after))
        if is_late or (at < 12 and _EVENING.search(before)):
            at += 12
        if (_SAYS["later"].match(after) or _SAYS["not_before"].match(after)) and at < 12:
            found |= _about(_OPENS, at)
        elif (_SAYS["earlier"].match(after) or _SAYS["until_then"].match(after)) and at >= 12:
            found |= _about(at, _SHUTS if at < _SHUTS else _MORNING)
        elif (
            _any((after,), "fetches", "gives")
            or _SAYS["by_me"].search(clause)
            or ("接送" in clause and _SAYS["sole"].search(around))
            or (_SAYS["once"].search(after) and _SAYS["window_for"].search(around))
        ):
            found |= _about(at, at + 0.5)
        elif _SAYS["brings"].search(after) or _SAYS["brings"].search(before):
            found |= _about(at - 0.5, at)
    return found


def _about(since: float, until: float) -> int:
    """Return the half hours that lie between two hours if only in part."""
    return between(int(since * 2) / 2, -int(-until * 2 // 1) / 2)


def _tied(text: str, clauses: Sequence[str]) -> int:
    """Return what follows from the whole: somebody frail at home, and who tells it cannot leave."""
    mine = [clause for clause in clauses if not _is_none_of_mine(clause)]
    cared = [
        clause
        for before, clause in zip(
            map("".join, zip(("", "", *clauses), ("", *clauses), strict=False)),
            clauses,
            strict=False,
        )
        if _is_cared_for(before, clause)
    ]
    alone = _SAYS["alone"].search(text) is not None
    refused = _any(mine, "night_barred", "night_refused")
    found = 0
    if cared and _any(mine, "stuck"):
        found |= LIVES_IN | NEAR
        if _any(mine, "back_by_night"):
            found |= NIGHT
    if (refused or alone) and _any(mine, "night_care"):
        found |= NIGHT
    if cared and any(
        _SAYS["night"].search(each) and _any((each,), "tend", "watch", "trouble")
        for each in mine
        if not _any((each,), "freed", "able")
    ):
        found |= NIGHT
    if cared and any(_SAYS["always"].search(each) and "轮" not in text for each in mine):
        found |= NIGHT | NOON | _BY_DAY | LIVES_IN | NEAR
    if (cared and _any(mine, "day_care")) or (
        _any(mine, "by_day_alone") and _SAYS["sole"].search(text)
    ):
        found |= _BY_DAY
    kin = _SAYS["child"].search(text) or _SAYS["elder"].search(text)
    if kin and _any(mine, "night_barred") and _SAYS["sole"].search(text):
        found |= NIGHT
    if refused and (alone or _any(cared, "night")):
        found |= NIGHT
    return found


def _is_cared_for(before: str, clause: str) -> bool:
    """Tell whether a clause speaks of kin who need somebody, if named in the one ``before``."""
    if not _SAYS["frail"].search(clause) and not _SAYS["escort"].search(clause):
        return False
    goes_on = "她" in clause or "他" in clause or _SAYS["served"].search(clause)
    named = clause + before if goes_on else clause
    return _any((named,), "child", "elder")


def _any(clauses: Sequence[str], *names: str) -> bool:
    return any(_SAYS[name].search(clause) for clause in clauses for name in names)


def _last(clauses: Sequence[str], *names: str) -> int:
    """Return the place of the last clause that says any of these, -1 for none."""
    return max(
        (
            at
            for at, clause in enumerate(clauses)
            if any(_SAYS[name].search(clause) for name in names)
        ),
        default=-1,
    )
