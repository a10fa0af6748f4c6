"""Days of the week or month that somebody has to be elsewhere, whatever takes them. Pure.

Treatment, a court, a temple, a market, a child who comes at weekends: what comes again on such days
and lets nobody off takes them (``week_slots.DAYS_OFF``). Data: ``data/week.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.reading.phrases import phrases
from matching.reading.week_slots import DAYS_OFF

_SAYS = phrases("regular", "week")


def regular_days(clauses: Sequence[str]) -> int:
    """Return ``DAYS_OFF`` where these clauses of one's own tell of days that are always taken.

    Where nothing but a time and a thing is told (周末接娃) it may be done beside work; a treatment
    takes its day, and so does what they say that they are not let off.
    """
    whole = "。".join(clauses)
    if _SAYS["time"].search(whole) is None:
        return 0
    for at, clause in enumerate(clauses):
        if _SAYS["time"].search(clause) is None:
            continue
        near = "。".join(clauses[max(0, at - 1) : at + 3])
        if _SAYS["treated"].search(near):
            return DAYS_OFF
        if _SAYS["kept"].search(near) and _SAYS["taken"].search(near):
            return DAYS_OFF
    return 0
