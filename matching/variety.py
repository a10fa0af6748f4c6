"""Another employer or occupation for those whose candidates were all alike.

The choice avoids three of a kind where the candidates allow it; where dozens of the best are all
of one occupation, the rest of the feed is asked for the last of the three.
"""

from __future__ import annotations

import numpy as np

from matching.columns import Flags
from matching.crowd import Crowd
from matching.feed import Feed
from matching.market import IMPOSSIBLE, Market
from matching.shortlist import Numbers, shortlists

_SPARES = 8
_NONE = np.int32(-1)


def vary(
    feed: Feed,
    crowd: Crowd,
    market: Market,
    places: Numbers,
    scores: Numbers,
) -> None:
    """Replace the last choice of those who chose nothing but one kind.

    First by what differs in all that is alike, else in the employer, else in the occupation. A
    posting somebody wants to avoid is no better than a repetition. They choose at the prices of
    the day, or all would run for the same posting.
    """
    alike = np.stack([_alike(kind, places, scores) for kind in feed.kinds], axis=1)
    people = np.flatnonzero(alike.any(axis=1))
    people = people[np.argsort(crowd.ties[people])]
    alike = alike[people]
    for asked in ((True, True), (True, False), (False, True)):
        # Who chose alike in one way alone was served, as far as can be, by the first turn.
        turn = np.ones(len(people), dtype=bool) if all(asked) else alike.all(axis=1)
        who = people[turn]
        if not len(who):
            return
        theirs = feed.kinds[:, places[who, 0]].T
        barred = np.where(alike[turn] & np.array(asked), theirs, _NONE)
        lists = shortlists(feed, crowd, min(_SPARES, len(feed)), only=who, barred=barred)
        found = lists[:, 0] > 0
        market.replace_last(lists[found], who[found], places, scores)
        left = np.isin(people, who[found], invert=True)
        people, alike = people[left], alike[left]


def _alike(values: Numbers, places: Numbers, scores: Numbers) -> Flags:
    """Return whose choices (two or more) share one value."""
    theirs = values[places]
    alike: Flags = ((theirs == theirs[:, :1]) | (scores == IMPOSSIBLE)).all(axis=1)
    alike &= (scores > IMPOSSIBLE).sum(axis=1) > 1
    return alike
