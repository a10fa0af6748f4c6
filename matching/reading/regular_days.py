"""Days of the week or month that somebody has to be elsewhere, whatever takes them. Pure.

What comes round (每周二, 隔天, 逢三逢八, 二十天一次) beside what takes its day: treatment,
an office that waits for nobody, worship, a market stall, a child who comes on such days, a class, a
turn of one's own at home. What is over, seen to by others or no hindrance takes none. Data:
``data/regular_days.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.reading.phrases import phrases
from matching.reading.week_slots import DAYS_OFF

_SAYS = phrases("when", "regular_days")
_TAKES = ("treated", "official", "faith", "sells", "children", "lessons", "turns")
_HINTS = re.compile(
    "[周星拜月旬号逢隔轮双单初集街场墟圩斋闹麻]|安息|六日|主日|[一-十\\d][天日趟回次]|例假|经|三天|那几天|还[有剩]"
)


def may_come_round(clause: str) -> bool:
    """Tell whether a clause may name days that come round."""
    return _HINTS.search(clause) is not None


def regular_days(clauses: Sequence[str], since: int = 0) -> int:
    """Return ``DAYS_OFF`` where these clauses of one's own tell of days that are always taken.

    What stands before ``since`` only explains what follows.
    """
    told = (at for at in range(since, len(clauses)) if may_come_round(clauses[at]))
    return DAYS_OFF if any(_is_taken(clauses, at) for at in told) else 0


def _is_taken(clauses: Sequence[str], at: int) -> bool:
    """Tell whether what comes round in a clause takes its days, as it or its neighbours say."""
    clause = clauses[at]
    named = _SAYS["named"].search(clause)
    if named is None and _SAYS["often"].search(clause) is None:
        return _gives_out(clauses, at)
    around = range(max(0, at - 1), min(len(clauses), at + 3))
    if any(_SAYS["not_so"].search(clauses[each]) for each in around):
        return False
    if _SAYS["past"].search(clause):
        return False
    if named is not None and _SAYS["unfree"].match(clause[named.end() :]):
        return True
    if _SAYS["let_off"].search(clause):
        return True
    return any(_takes(clauses[each]) for each in around)


def _takes(clause: str) -> bool:
    if _SAYS["past"].search(clause):
        return False
    return any(_SAYS[each].search(clause) for each in _TAKES)


def _gives_out(clauses: Sequence[str], at: int) -> bool:
    """Tell whether there are days on which somebody's body lets them do nothing."""
    near = ",".join(clauses[at : at + 2])
    return _SAYS["body"].search(clauses[at]) is not None and (
        _SAYS["down"].search(near) is not None and _SAYS["some_days"].search(near) is not None
    )
