"""Which schools somebody says they never finished: 高中读了半年, 中专毕业证没拿到. Pure.

Data: ``data/schooling_told.toml``. Rosters have the last school somebody went to, employers ask for
one that was finished. A text is read clause by clause; what names no school ("毕业证没发") is said
of the one named before. Who finished another school afterwards has that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from labourers.tables import Education
from matching.reading.limits import limits
from matching.reading.phrases import phrases

_SAYS = phrases("schooling_told", "schooling_told")
_LEVELS = phrases("level", "schooling_told")
_NAMED = re.compile("|".join(f"(?P<{key}>{words.pattern})" for key, words in _LEVELS.items()))
_ORDER = tuple(Education)
_OF_SCHOOLS = _ORDER[_ORDER.index(Education.JUNIOR) :]
_NEAR = 4


class _End(Enum):
    FINISHED = auto()
    LEFT = auto()
    NEVER = auto()
    ONLY = auto()


class _School(NamedTuple):
    """A school that a text tells the end of; ``level`` is what it leaves somebody with."""

    level: Education
    end: _End


def at_most(text: str) -> Education | None:
    """Return the highest school that somebody may have finished by a cleaned text of theirs.

    None where they tell of none that they left or never went to.
    """
    if not text or _SAYS["any"].search(text) is None:
        return None
    told = list(_schools(text))
    left = [each.level for each in told if each.end is not _End.FINISHED]
    if not left:
        return None
    return max((each.level for each in told), key=_ORDER.index)


def beyond(text: str) -> int:
    """Return the mask of the levels in ``reading.limits`` that somebody's cleaned text denies."""
    most = at_most(text)
    above = () if most is None else _ORDER[_ORDER.index(most) + 1 :]
    return sum(asked(level) for level in above)


def asked(level: Education | None) -> int:
    """Return the mask of a level that a posting asks for, nothing for none."""
    return limits()[f"left_{level}"] if level in _OF_SCHOOLS else 0


def _schools(text: str) -> Iterator[_School]:
    """Yield the schools that a text tells an end of, in order."""
    level: Education | None = None
    for clause in _SAYS["clause"].split(_SAYS["nearly"].sub("", text)):
        mentions = list(_NAMED.finditer(clause))
        if _SAYS["of_others"].search(clause) and not _mentions_oneself(clause):
            level = None
            continue
        if not mentions:
            if level is not None and (end := _end_behind(clause)):
                yield _School(_left_with(level, end), end)
            continue
        for at, found in enumerate(mentions):
            level = Education[found.lastgroup or ""]
            until = mentions[at + 1].start() if at + 1 < len(mentions) else len(clause)
            # What stands between two schools is mostly said of the first.
            since = max(mentions[at - 1].end(), found.start() - _NEAR) if at else 0
            behind = clause[found.end() : until]
            behind = behind if until == len(clause) else _SAYS["leads_on"].sub("", behind)
            end = _end(clause[since : found.start()], behind, found.group())
            if end is not None:
                yield _School(_left_with(level, end), end)


def _mentions_oneself(clause: str) -> bool:
    """Tell whether a clause that begins with kin goes on about who the text is of."""
    return _SAYS["of_oneself"].search(clause) is not None


def _end_behind(clause: str) -> _End | None:
    """Return what a clause without a school tells of the one that was named before it."""
    if _SAYS["other_papers"].search(clause):
        return None
    if _SAYS["not_gone"].search(clause):
        return _End.NEVER
    end = _end("", clause)
    return end if end in (_End.FINISHED, _End.LEFT) else None


def _end(before: str, after: str, name: str = "") -> _End | None:
    """Return how it ended with a school that words stand around, None where they do not say."""
    if _SAYS["not_entered"].search(before) or _SAYS["not_entered_behind"].match(after):
        return _End.NEVER
    words = f"{before}{name}{after}"
    if _SAYS["unfinished"].search(words):
        return _End.LEFT
    if _SAYS["finished"].search(words):
        return _End.FINISHED
    if _SAYS["partly"].fullmatch(name) and not _SAYS["young"].search(words):
        return _End.LEFT
    return _End.ONLY if _SAYS["only"].search(before) else None


def _left_with(level: Education, end: _End) -> Education:
    """Return what somebody has of a school that ended so: below university lies no college."""
    if end in (_End.FINISHED, _End.ONLY):
        return level
    if level is Education.BACHELOR:
        return Education.SENIOR if end is _End.LEFT else Education.COLLEGE
    return _ORDER[max(1, _ORDER.index(level) - 1)]
