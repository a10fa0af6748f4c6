"""Checking what was chosen by another way than it was found.

The shortlists come from packed sums, slices of the feed, several threads and, on most days, from
what was kept the day before. So each finalist is looked up once more, alone: every requirement
from its own table, what was met before from the person, and the score as a plain float sum. What
does not hold is never shown to anybody.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.crowd import GROUPS, Crowd
from matching.feed import SAID, Feed
from matching.shortlist import Numbers

_Places = npt.NDArray[np.intp]
_AT_ONCE = 1 << 17
"""So many finalists are looked at in one go: their columns take memory."""
_EXACT = 0.5
"""Scores are whole thousandths, so two that are the same differ by less than this."""


class BrokenMatchError(RuntimeError):
    """A finalist breaks a requirement, was met before, or has another score than was kept."""


def check(feed: Feed, crowd: Crowd, places: Numbers, scores: Numbers, impossible: int) -> None:
    """Check everything chosen (people × wanted); ``impossible`` marks where nothing was.

    Raises BrokenMatchError and says how many finalists are wrong, and how.
    """
    wrong: Counter[str] = Counter()
    at_once = max(_AT_ONCE // max(places.shape[1], 1), 1)
    for start in range(0, len(places), at_once):
        chosen, kept = places[start : start + at_once], scores[start : start + at_once]
        people = np.arange(start, start + len(chosen))[:, None]
        broken = {
            "break a requirement": ~_allowed(feed, crowd, people, chosen),
            "were met before": _met(feed, crowd, people, chosen),
            "have another score": np.abs(_worth(feed, crowd, people, chosen) - kept) > _EXACT,
        }
        there = kept > impossible
        wrong.update({what: int((flags & there).sum()) for what, flags in broken.items()})
    wrong = +wrong
    if wrong:
        raise BrokenMatchError(", ".join(f"{count} {what}" for what, count in wrong.items()))


def holding(feed: Feed, crowd: Crowd, people: _Places, chosen: Numbers) -> Flags:
    """Return which pairs of person and posting, both by place, break no requirement.

    What the person met before counts as one.
    """
    return _allowed(feed, crowd, people, chosen) & ~_met(feed, crowd, people, chosen)


def _allowed(feed: Feed, crowd: Crowd, people: _Places, chosen: Numbers) -> Flags:
    allowed = np.ones(chosen.shape, dtype=bool)
    for group, keyed, numbers in zip(GROUPS, crowd.groups, crowd.numbers, strict=True):
        if not group.rules:
            continue
        examples, theirs = list(keyed.examples), numbers[people]
        for code in group.rules:
            table = feed.rules[code]
            flags, row_of = table.verdicts([table.key(each) for each in examples])
            allowed &= _looked_up(flags, row_of[theirs], table.column.of_posting[chosen])
    return allowed


def _met(feed: Feed, crowd: Crowd, people: _Places, chosen: Numbers) -> Flags:
    who, places = crowd.met.places(feed.place_of)
    if not len(who):
        return np.zeros(chosen.shape, dtype=bool)
    met = np.sort(who.astype(np.int64) * len(feed) + places)
    pairs = people * len(feed) + chosen
    flags: Flags = met[np.searchsorted(met, pairs) % len(met)] == pairs
    return flags


def _worth(feed: Feed, crowd: Crowd, people: _Places, chosen: Numbers) -> npt.NDArray[np.float64]:
    worth = np.zeros(chosen.shape, dtype=np.float64)
    for layer, (rows, numbers) in enumerate(zip(feed.rows, feed.row_numbers(crowd), strict=True)):
        columns = feed.text_of[chosen] if layer == SAID else chosen
        worth += _looked_up(rows.values, numbers[people], columns)
    return worth


def _looked_up(
    values: npt.NDArray[Any], rows: npt.NDArray[Any], columns: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """Return ``values`` at these rows and columns: by one number, which is twice as quick."""
    found: npt.NDArray[Any] = values.ravel().take(rows.astype(np.intp) * values.shape[1] + columns)
    return found
