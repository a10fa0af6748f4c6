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
_DISPERSED_IN, _MOST_GIVEN_UP = 256, 250
_CROWDED_FROM, _CROWDED_MOST, _CROWDED_PRICE = 12, 60, 32
_Reals = npt.NDArray[np.float64]
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
        self._open_places = feed.open_places
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
        if self._price:
            self._disperse(lists, places, scores, order)
            self._surface(lists, places, scores)
        return places, scores

    def _disperse(
        self, lists: Lists, places: Numbers, scores: Numbers, order: npt.NDArray[np.intp]
    ) -> None:
        """Let those who crowd one job choose once more, a few at a time.

        People of one batch do not see each other, so whole batches run for the same posting.
        """
        crowded = np.greater(self.views, _CROWDED_FROM * self._open_places)
        theirs: npt.NDArray[np.bool_] = np.any(crowded[places] & (scores > IMPOSSIBLE), axis=1)
        again = order[theirs[order]]
        size = max(_FEWEST_AT_ONCE, len(again) // _DISPERSED_IN)
        for start in range(0, len(again), size):
            batch = again[start : start + size]
            self._count(places[batch], scores[batch], -1)
            places[batch], scores[batch] = self._batch(lists[batch], len(places[0]))
            self._count(places[batch], scores[batch], 1)

    def _surface(self, lists: Lists, places: Numbers, scores: Numbers) -> None:
        """Show what nobody chose to whom it suits best, in place of the least of their choices.

        Each posting goes to one person, each person gets one, and nobody gives up much for it; what
        is on nobody's list stays unseen.
        """
        offered, worth = places_of(lists), scores_of(lists)
        unseen: npt.NDArray[np.bool_] = np.array(self.views == 0)
        who, slot = np.nonzero(unseen[offered] & (lists > 0))
        least = scores.argmin(axis=1)
        lost = scores[who, least[who]] - worth[who, slot]
        full: npt.NDArray[np.bool_] = np.asarray((scores[who] > IMPOSSIBLE).all(axis=1))
        surfaced: set[int] = set()
        for at in np.lexsort((who, lost)).tolist():
            person, posting = int(who[at]), int(offered[who[at], slot[at]])
            if lost[at] > _MOST_GIVEN_UP:
                break
            if self.views[posting] or person in surfaced or not full[at]:
                continue
            before = int(places[person, least[person]])
            others = np.delete(places[person], least[person])
            alike = any(
                (values[others] == values[posting]).all()
                for values in (self._employers, self._jobs)
            )
            if self.views[before] > 1 and not alike:
                self.views[before] -= 1
                self.views[posting] += 1
                places[person, least[person]] = posting
                scores[person, least[person]] = worth[person, slot[at]]
                surfaced.add(person)

    def _count(self, places: Numbers, scores: Numbers, by: int) -> None:
        real = places[scores > IMPOSSIBLE]
        self.views += by * np.bincount(real, minlength=len(self.views))

    def replace_last(
        self, lists: Lists, who: npt.NDArray[np.intp], places: Numbers, scores: Numbers
    ) -> None:
        """Let ``who`` choose anew, from their ``lists``, what they chose last, a few at a time."""
        size = max(_FEWEST_AT_ONCE, len(who) // _DISPERSED_IN)
        for start in range(0, len(who), size):
            batch, offered = who[start : start + size], lists[start : start + size]
            self._count(places[batch, -1], scores[batch, -1], -1)
            at = places_of(offered)
            worth = np.where(offered > 0, scores_of(offered) - self.prices()[at], IMPOSSIBLE)
            best = worth.argmax(axis=1)
            rows = np.arange(len(batch))
            places[batch, -1] = at[rows, best]
            scores[batch, -1] = scores_of(offered)[rows, best]
            self._count(places[batch, -1], scores[batch, -1], 1)

    def move(self, before: int, after: int) -> None:
        """Count a look at one posting no more, and one at another instead."""
        self.views[before] -= 1
        self.views[after] += 1

    def prices(self) -> Numbers:
        """Return what the next look at each posting costs, in thousandths of a score."""
        worth = prices_of(self.views, self._fair, self._open_places, self._price)
        rounded: Numbers = np.rint(worth).astype(np.int32)
        return rounded

    def _batch(self, lists: Lists, wanted: int) -> tuple[Numbers, Numbers]:
        places, scores = places_of(lists), scores_of(lists)
        worth = np.where(lists > 0, scores - self.prices()[places], IMPOSSIBLE)
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


def prices_of(
    views: _Views, fair: _Reals, open_places: npt.NDArray[np.int32], price: int
) -> _Reals:
    """Return what the next look at each posting costs, in thousandths of a score.

    ``price`` for each doubling of the fair share of looks; and from ``_CROWDED_FROM`` looks for
    each open place ``_CROWDED_PRICE`` for every further look per place, for no score should send a
    hundred people after one job. With a price of 0 nothing costs anything.
    """
    crowd = np.clip(views / open_places - _CROWDED_FROM, 0, _CROWDED_MOST)
    return price * np.log2((views + 1) / (fair + 1)) + bool(price) * _CROWDED_PRICE * crowd


def _if_all_alike(made: Numbers, offered: Numbers) -> Numbers:
    """Return what makes a last choice avoid the employer or occupation that all others share."""
    same = (made == made[:, :1]).all(axis=1)
    loss: Numbers = ((offered == made[:, :1]) & same[:, None]) * np.int32(_LAST_RESORT)
    return loss
