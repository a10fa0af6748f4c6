"""Checking what was chosen by another way than it was found.

The shortlists come from packed sums, slices of the feed, several threads and, on most days, from
what was kept the day before. So each finalist is looked up once more, alone: every requirement
from its own table, what was met before from the person, and the score as a plain float sum. What
does not hold is never shown to anybody.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.crowd import GROUPS, Crowd
from matching.feed import SAID, Feed
from matching.shortlist import Numbers

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
    everybody, columns = np.nonzero(scores > impossible)
    wrong: Counter[str] = Counter()
    for start in range(0, len(everybody), _AT_ONCE):
        people, some = everybody[start : start + _AT_ONCE], columns[start : start + _AT_ONCE]
        chosen, kept = places[people, some], scores[people, some]
        broken = {
            "break a requirement": ~_allowed(feed, crowd, people, chosen),
            "were met before": _met(feed, crowd, people, chosen),
            "have another score": np.abs(_worth(feed, crowd, people, chosen) - kept) > _EXACT,
        }
        wrong.update({what: int(flags.sum()) for what, flags in broken.items() if flags.any()})
    if wrong:
        raise BrokenMatchError(", ".join(f"{count} {what}" for what, count in wrong.items()))


def holding(feed: Feed, crowd: Crowd, people: npt.NDArray[np.intp], chosen: Numbers) -> Flags:
    """Return which pairs of person and posting, both by place, break no requirement.

    What the person met before counts as one.
    """
    return _allowed(feed, crowd, people, chosen) & ~_met(feed, crowd, people, chosen)


def _allowed(feed: Feed, crowd: Crowd, people: npt.NDArray[np.intp], chosen: Numbers) -> Flags:
    allowed = np.ones(len(people), dtype=bool)
    for group, keyed, numbers in zip(GROUPS, crowd.groups, crowd.numbers, strict=True):
        examples = list(keyed.examples) if group.rules else []
        for code in group.rules:
            table = feed.rules[code]
            flags, row_of = table.verdicts([table.key(each) for each in examples])
            allowed &= flags[row_of[numbers[people]], table.column.of_posting[chosen]]
    return allowed


def _met(feed: Feed, crowd: Crowd, people: npt.NDArray[np.intp], chosen: Numbers) -> Flags:
    who, places = crowd.met.places(feed.place_of)
    if not len(who):
        return np.zeros(len(people), dtype=bool)
    met = np.sort(who.astype(np.int64) * len(feed) + places)
    pairs = people.astype(np.int64) * len(feed) + chosen
    flags: Flags = met[np.searchsorted(met, pairs) % len(met)] == pairs
    return flags


def _worth(
    feed: Feed, crowd: Crowd, people: npt.NDArray[np.intp], chosen: Numbers
) -> npt.NDArray[np.float64]:
    worth = np.zeros(len(people), dtype=np.float64)
    for layer, (rows, numbers) in enumerate(zip(feed.rows, feed.row_numbers(crowd), strict=True)):
        columns = feed.text_of[chosen] if layer == SAID else chosen
        worth += rows.values[numbers[people], columns]
    return worth
