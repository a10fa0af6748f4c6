"""The one day on which a posting takes people on at all (面试只有一场,11月18日). Pure.

Whoever was not there is not looked at later; where more rounds are held, or anybody may come any
day, there is no such day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from storage.phrases import phrases

_SAYS = phrases("jobs_feed.normalise", "deadline", "only_day")


def only_days(text: str, read: Callable[[str], date | None]) -> Iterator[date]:
    """Yield the days of the only round that tidied text tells of; ``read`` reads a clause's day."""
    if not _SAYS["once"].search(text) or not _SAYS["event"].search(text):
        return
    if _SAYS["more"].search(text):
        return
    before = ""
    for clause in _SAYS["clause"].split(text):
        told = _SAYS["event"].search(clause) or (
            _SAYS["event"].search(before) and _SAYS["held"].search(clause)
        )
        before = clause
        if not told or _SAYS["of_work"].search(clause):
            continue
        # 11月10日至12日: the month stands before the first alone.
        clause = _SAYS["span"].sub(lambda found: f"{found['month']}月{found['last']}日", clause)
        if (day := read(clause)) is not None:
            yield day
