"""Who gets what: everybody chooses from their candidates while the prices of postings rise.

Batched best response. People choose in batches, those with the fewest possibilities first; a
posting shown more often than its fair share becomes dearer, one shown less often cheaper, so that
the next people see others. In a second round everybody chooses again at the prices the first one
came to. Nobody is refused a posting by a cap: with a cap a third of the people would get fewer
than three, with a price nobody does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matching.crowd import Ties
from matching.feed import Feed
from matching.shortlist import Lists, Numbers, places_of, scores_of
from matching.weights import Weights

IMPOSSIBLE = -30_000
_ROUNDS = 2
_BATCHES, _FEWEST_AT_ONCE, _MOST_AT_ONCE = 64, 4, 512
_LAST_RESORT = 2_000
_Views = npt.NDArray[np.int64]


class Market:
    """The postings of a feed with how often each was shown, today and before."""

    def __init__(self, feed: Feed, weights: Weights, shown: _Views) -> None:
        self._employers, self._jobs = feed.employers, feed.jobs
        self._price = weights.exposure.price
        self._variety = weights.variety
        self.views = shown.copy()
        # What a posting would be shown if all were shown alike, more for more open places, but
        # not in proportion: three hundred places do not need a hundred times the eyes of three.
        weight = np.sqrt(feed.open_places.astype(np.float64))
        self._share = weight / weight.sum()

    def choose(self, lists: Lists, ties: Ties, wanted: int) -> tuple[Numbers, Numbers]:
        """Return the places and scores each person chose from their list, people × wanted.

        A score is ``IMPOSSIBLE`` where somebody's list was too short. Equal sums fall by the order
        of the lists, and who chooses when depends on ``ties`` alone, not on the order of people.
        """
        people = len(lists)
        self._fair = self._share * (self.views.sum() + people * wanted)
        places = np.zeros((people, wanted), dtype=np.int32)
        scores = np.full((people, wanted), IMPOSSIBLE, dtype=np.int32)
        order = np.lexsort((ties, np.count_nonzero(lists, axis=1)))
        size = min(max(people // _BATCHES, _FEWEST_AT_ONCE), _MOST_AT_ONCE)
        for turn in range(_ROUNDS):
            for start in range(0, people, size):
                batch = order[start : start + size]
                if turn:
                    self._count(places[batch], scores[batch], -1)
                places[batch], scores[batch] = self._batch(lists[batch], wanted)
                self._count(places[batch], scores[batch], 1)
        return places, scores

    def _count(self, places: Numbers, scores: Numbers, by: int) -> None:
        real = places[scores > IMPOSSIBLE]
        self.views += by * np.bincount(real, minlength=len(self.views))

    def _prices(self) -> Numbers:
        doublings = np.log2((self.views + 1) / (self._fair + 1))
        prices: Numbers = np.rint(self._price * doublings).astype(np.int32)
        return prices

    def _batch(self, lists: Lists, wanted: int) -> tuple[Numbers, Numbers]:
        places, scores = places_of(lists), scores_of(lists)
        worth = np.where(lists > 0, scores - self._prices()[places], IMPOSSIBLE)
        employers, jobs = self._employers[places], self._jobs[places]
        rows = np.arange(len(lists))
        picked = np.zeros((len(lists), wanted), dtype=np.int32)
        gained = np.full((len(lists), wanted), IMPOSSIBLE, dtype=np.int32)
        for number in range(min(wanted, lists.shape[1])):
            best = worth.argmax(axis=1)
            real = worth[rows, best] > IMPOSSIBLE // 2
            picked[real, number] = places[rows, best][real]
            gained[real, number] = scores[rows, best][real]
            worth[rows, best] = IMPOSSIBLE
            if number == wanted - 1:
                break
            for values, loss in (
                (employers, self._variety.same_employer),
                (jobs, self._variety.same_job),
            ):
                worth -= (values == values[rows, best][:, None]) * np.int32(loss)
            if number == wanted - 2:
                made = picked[:, : number + 1]
                worth -= _if_all_alike(self._employers[made], employers)
                worth -= _if_all_alike(self._jobs[made], jobs)
        return picked, gained


def _if_all_alike(made: Numbers, offered: Numbers) -> Numbers:
    """Return what makes a last choice avoid the employer or occupation that all others share."""
    same = (made == made[:, :1]).all(axis=1)
    loss: Numbers = ((offered == made[:, :1]) & same[:, None]) * np.int32(_LAST_RESORT)
    return loss
