"""Who gets what: everybody chooses from their candidates while the prices of postings rise.

Best response, one after the other, those with the fewest possibilities first: a posting shown more
often than its fair share becomes dearer, one shown less often cheaper, and the next person chooses
at the new prices. In further rounds everybody chooses again at the prices all others made. Nobody
is refused a posting by a cap: with a cap a third of the people would get fewer than three, with a
price nobody does.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns import POSSIBLE
from matching.crowd import Ties
from matching.feed import Feed
from matching.shortlist import Lists, Numbers, Places, counts_of, places_of, scores_of, ties_in
from matching.weights import Weights

IMPOSSIBLE = -30_000
"""The score of what is not there."""
_ROUNDS = 3
_LATE, _EARLY = np.uint64(44), np.uint64(20)
_Reals = npt.NDArray[np.float64]
_Views = npt.NDArray[np.int64]


class Market:
    """The postings of a feed with how often each was shown, today and before."""

    def __init__(self, feed: Feed, weights: Weights, shown: _Views) -> None:
        self._weights = weights
        self._kinds, self._open_places = feed.kinds, feed.open_places
        variety = weights.variety
        self._losses = np.array([variety.same_employer, variety.same_job], dtype=np.int32)
        self.views = shown.copy()
        # What a posting would be shown if all were shown alike, more for more open places, but
        # not in proportion: three hundred places do not need a hundred times the eyes of three.
        weight = np.sqrt(feed.open_places.astype(np.float64))
        self._share = weight / weight.sum()
        # Imported when it is needed: its loops load numba, which most commands do without.
        self._loops: Any = import_module("matching.choosing")

    @property
    def _prices(self) -> tuple[_Views, _Reals, Numbers, _Reals]:
        return self.views, self._fair, self._open_places, terms_of(self._weights)

    def choose(self, lists: Lists, among: int, ties: Ties, wanted: int) -> tuple[Numbers, Numbers]:
        """Return the places and scores each person chose, and show what nobody chose, too."""
        lists, among = np.ascontiguousarray(lists), min(among, lists.shape[1])
        places, scores = self.respond(lists, among, ties, wanted)
        if self._weights.exposure.price:
            self._surface(lists, among, places, scores)
        return places, scores

    def respond(self, lists: Lists, among: int, ties: Ties, wanted: int) -> tuple[Numbers, Numbers]:
        """Return the places and scores each person chose, people × wanted.

        From the first ``among`` of their list; a score is ``IMPOSSIBLE`` where there were too few.
        Equal sums fall by the order of the lists, and who chooses when depends on ``ties`` alone,
        not on the order of people.
        """
        people = len(lists)
        self._fair = self._share * (self.views.sum() + people * wanted)
        places = np.zeros((people, wanted), dtype=np.int32)
        scores = np.full((people, wanted), IMPOSSIBLE, dtype=np.int32)
        counts = counts_of(lists, among)
        order = np.argsort(counts.astype(np.uint64) << _LATE | ties >> _EARLY)
        for _ in range(_ROUNDS):
            self._loops.choose(
                *(order, lists, counts, among, POSSIBLE),
                *(self._kinds, self._losses, self._weights.variety.all_alike),
                *(*self._prices, places, scores),
            )
        return places, scores

    def _surface(self, lists: Lists, among: int, places: Numbers, scores: Numbers) -> None:
        """Show what nobody chose to whom it suits best, in place of the least of their choices.

        Each posting goes to one person, each person gets one, and nobody gives up much for it; what
        is on nobody's list stays unseen.
        """
        who, entries = self._loops.unseen(lists, counts_of(lists, among), self.views)
        worth = scores_of(entries)
        lost = scores.min(axis=1)[who] - worth
        order = np.lexsort((-ties_in(entries), lost))
        most = self._weights.crowding.given_up
        order = order[lost[order] <= most]
        theirs = who[order], places_of(entries[order]), worth[order]
        self._loops.surface(*theirs, self._kinds, self.views, places, scores)

    def replace_last(self, lists: Lists, who: Places, places: Numbers, scores: Numbers) -> None:
        """Let ``who`` choose anew, each from their row of ``lists``, what they chose last."""
        self._loops.choose_last(who, lists, POSSIBLE, *self._prices, places, scores)


def terms_of(weights: Weights) -> _Reals:
    """Return what prices are made of, as the loops want it; all 0 where the price is."""
    crowding, price = weights.crowding, weights.exposure.price
    dear = crowding.price if price else 0
    return np.array([price, crowding.from_looks, crowding.most, dear], dtype=np.float64)


def prices_of(
    views: _Views, fair: _Reals, open_places: npt.NDArray[np.int32], weights: Weights
) -> Numbers:
    """Return what the next look at each posting costs, in thousandths of a score.

    The county's price for each doubling of the ``fair`` number of looks; and from so many looks for
    each open place on a price for every further one, for no score should send a hundred people
    after one job. With a price of 0 nothing costs anything.
    """
    loops: Any = import_module("matching.choosing")
    prices: Numbers = loops.prices_of(views, fair, open_places, terms_of(weights))
    return prices
