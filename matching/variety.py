"""Another employer or occupation for those whose candidates were all alike.

The choice avoids three of a kind where the candidates allow it; where dozens of the best are all
of one occupation, the rest of the feed is asked for the last of the three.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching.columns import BLOCKED, Flags
from matching.crowd import Crowd
from matching.feed import Feed
from matching.market import IMPOSSIBLE, Market
from matching.shortlist import Numbers, Scores, shortlists

_SPARES = 8


def vary(
    feed: Feed,
    crowd: Crowd,
    market: Market,
    people: npt.NDArray[np.intp],
    places: Numbers,
    scores: Numbers,
) -> None:
    """Replace the last choice of those of ``people`` who chose nothing but one kind.

    First by what differs in all that is alike, else in the employer, else in the occupation. A
    posting somebody wants to avoid is no better than a repetition. They choose at the prices of
    the day, or all would run for the same posting.
    """
    kinds = [feed.employers, feed.jobs]
    for pair in ([0, 1], [0], [1]):
        alike = [_alike(kinds[kind], places[people], scores[people]) for kind in (0, 1)]
        wanting = alike[0] | alike[1] if len(pair) == 2 else alike[pair[0]] & alike[1 - pair[0]]
        who = people[wanting]
        if not len(who):
            return
        asked = [(kinds[kind], kinds[kind][places[who, 0]], alike[kind][wanting]) for kind in pair]

        def other(
            found: Scores,
            rows: npt.NDArray[np.intp],
            stretch: slice,
            asked: list[tuple[Numbers, Numbers, Flags]] = asked,
        ) -> None:
            found[found < 0] = BLOCKED
            for values, theirs, same in asked:
                again = values[stretch] == theirs[rows][:, None]
                found[again & same[rows][:, None]] = BLOCKED

        lists = shortlists(feed, crowd.part(who), min(_SPARES, len(feed)), refine=other)
        found = np.flatnonzero(lists[:, 0])
        market.replace_last(lists[found], who[found], places, scores)
        people = np.delete(who, found)


def _alike(values: Numbers, places: Numbers, scores: Numbers) -> Flags:
    """Return whose choices (two or more) share one value."""
    theirs = values[places]
    alike: Flags = ((theirs == theirs[:, :1]) | (scores == IMPOSSIBLE)).all(axis=1)
    alike &= (scores > IMPOSSIBLE).sum(axis=1) > 1
    return alike
