"""Hours that others set: who can keep none of them, and which posts leave them to oneself. Pure.

Who cannot leave the house or keep to a clock (按点上班不行, 就在家能绣点) has no use for posts but
those done in one's own time. A post that tells no hours takes the whole of a day, as a rule, from
whoever has only a part of it. Data: ``data/fixed_hours.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.reading.day_slots import ALL_DAY, between
from matching.reading.phrases import phrases
from matching.reading.week_slots import EVERY_DAY, FIXED, FULL, HALF, on_days

_TOLD, _OWN, _PART = (phrases(each, "fixed_hours") for each in ("told", "own_time", "part_time"))
_BY_DAY = phrases("by_day", "fixed_hours")
_DAYLIGHT = between(9, 11.5) | between(14, 17)
_HALF_A_DAY = on_days(EVERY_DAY, HALF)


def may_tell(text: str) -> bool:
    """Tell whether a cleaned text may hold anything that ``keeps_none`` reads."""
    return any(each["hints"].search(text) for each in (_TOLD, _BY_DAY))


def keeps_none(clauses: Sequence[str], at: int) -> int:
    """Return all hours where a clause says that its teller can come at none that others set.

    Of who has the day taken by kin and offers the evening, the hours of the day.
    """
    clause = clauses[at]
    if _BY_DAY["hints"].search(clause) and _BY_DAY["says"].search(",".join(clauses[at : at + 2])):
        return _DAYLIGHT | FULL
    if not may_tell(clause) or _TOLD["not_so"].search(clause):
        return 0
    if _TOLD["tells"].search(clause):
        return ALL_DAY
    if not _TOLD["shut_in"].search(clause):
        return 0
    near = ",".join(clauses[max(0, at - 2) : at + 2])
    return ALL_DAY if _TOLD["left"].search(near) else 0


def of_duty(duty: int) -> int:
    """Return a duty with what it means for posts that tell no hours."""
    if duty & ALL_DAY == ALL_DAY:
        return duty | FIXED | FULL
    return duty | FULL if duty & _HALF_A_DAY == _HALF_A_DAY else duty


def of_post(text: str, taken: int, *, usually_short: bool) -> int:
    """Return ``FIXED`` where a posting sets its hours, and ``FULL`` for whole days untold.

    ``taken`` is what ``reading.hours`` read of its cleaned text; posts that are ``usually_short``
    (公益性岗位) take whole days only where they say so.
    """
    if _OWN["says"].search(text):
        return 0
    if taken & ALL_DAY or usually_short or _PART["says"].search(text):
        return FIXED
    return FIXED | FULL
