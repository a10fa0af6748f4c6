"""The matching itself: the best postings for every person, varied and fairly shown.

For each person the best candidates are kept (a few dozen). Then everybody chooses in batches, those
with the fewest possibilities first; a posting that many have been shown becomes dearer, so that the
next people see others. Nobody is refused a posting by a cap: with a cap a third of the people
would get fewer than three, with a price nobody does. Equal sums always fall the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.feed import Feed, possible
from matching.model import Person, Vacancy
from matching.weights import Weights

MINIMUM_POSTINGS = 3
"""兴人社发〔2018〕135号: at least three targeted postings for each person."""

_KEPT = 48
_SCORED_AT_ONCE = 64
_ROUNDS, _FEWEST_AT_ONCE, _MOST_AT_ONCE = 64, 4, 512
_GOLDEN = 0.618
_IMPOSSIBLE = -30_000
_LAST_RESORT = 2_000


@dataclass(frozen=True, slots=True)
class Pick:
    """One posting chosen for a person; ``score`` is in thousandths, before any price."""

    vacancy: Vacancy
    score: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one person, best first; ``possible`` is how many postings would do.

    ``possible`` is exact below the number of kept candidates and "at least" from there on.
    """

    person: Person
    picks: tuple[Pick, ...]
    possible: int


class _Candidates:
    """The best postings of every person: place in the feed and score, best first."""

    def __init__(self, feed: Feed, people: Sequence[Person], wanted: int) -> None:
        self.kept = min(max(_KEPT, wanted), len(feed))
        self.places = np.zeros((len(people), self.kept), dtype=np.int32)
        self.scores = np.full((len(people), self.kept), _IMPOSSIBLE, dtype=np.int32)
        for start in range(0, len(people), _SCORED_AT_ONCE):
            batch = slice(start, start + _SCORED_AT_ONCE)
            # Among equals each batch begins elsewhere, so that not the same few dozen are kept
            # for everybody.
            turn = int(start * _GOLDEN) % len(feed)
            best = _best(feed.scores(people[batch]), self.kept, turn)
            self.places[batch], self.scores[batch] = best

    @property
    def counts(self) -> npt.NDArray[np.intp]:
        """How many of the kept candidates are possible, for each person."""
        counts: npt.NDArray[np.intp] = (self.scores > _IMPOSSIBLE).sum(axis=1)
        return counts


def _best(
    scores: npt.NDArray[np.int16], kept: int, turn: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return places and scores of the ``kept`` best of each row; equal ones in feed order.

    That order begins at ``turn``. Score and place are packed into one number, so that one
    partition orders by both.
    """
    postings = scores.shape[1]
    ranks = np.roll(np.arange(postings - 1, -1, -1, dtype=np.int64), turn)
    if postings <= 1 << 16:
        packed = (scores.astype(np.int32) << 16) | ranks.astype(np.int32)
        low, best = _unpacked(_largest(packed, kept), 16)
    else:
        low, best = _unpacked(_largest((scores.astype(np.int64) << 40) | ranks, kept), 40)
    places = ((postings - 1 - low + turn) % postings).astype(np.int32)
    return places, np.where(possible(best), best, _IMPOSSIBLE).astype(np.int32)


_Packed = TypeVar("_Packed", np.int32, np.int64)


def _largest(packed: npt.NDArray[_Packed], kept: int) -> npt.NDArray[_Packed]:
    width = packed.shape[1]
    if kept < width:
        packed = np.partition(packed, width - kept, axis=1)[:, width - kept :]
    return np.sort(packed, axis=1)[:, ::-1]


def _unpacked(
    packed: npt.NDArray[_Packed], bits: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int16]]:
    low = (packed.astype(np.int64)) & ((1 << bits) - 1)
    return low, (packed >> bits).astype(np.int16)


def match(
    feed: Feed,
    people: Sequence[Person],
    weights: Weights,
    *,
    wanted: int = MINIMUM_POSTINGS,
    shown: Mapping[UUID, int] | None = None,
) -> list[Choice]:
    """Return what is chosen for each of ``people``, in their order.

    Everybody gets ``wanted`` postings if so many break no requirement, else all there are.
    ``shown`` is how often postings have been shown on earlier days.
    """
    if not len(feed) or not people:
        return [Choice(person, (), 0) for person in people]
    candidates = _Candidates(feed, people, wanted)
    chosen = _Chooser(feed, weights, wanted, shown or {}).choose(candidates)
    counts = candidates.counts
    alike = _all_alike(feed, chosen) & (counts == candidates.kept) & (candidates.kept < len(feed))
    results = []
    listed: list[list[list[int]]] = chosen.tolist()
    for at, person in enumerate(people):
        picks = [(place, score) for place, score in listed[at] if score > _IMPOSSIBLE]
        if alike[at]:
            picks = _varied_beyond_kept(feed, person, picks)
        picks.sort(key=lambda pick: (-pick[1], pick[0]))
        made = tuple(Pick(feed.vacancies[place], score) for place, score in picks)
        results.append(Choice(person, made, int(counts[at])))
    return results


def _all_alike(feed: Feed, chosen: npt.NDArray[np.int32]) -> Flags:
    """Return whose choices all share an employer or all share an occupation."""
    places = np.maximum(chosen[..., 0], 0)
    alike: Flags = np.zeros(len(chosen), dtype=bool)
    for values in (feed.employers, feed.jobs):
        theirs = values[places]
        alike |= (theirs == theirs[:, :1]).all(axis=1)
    return alike


class _Chooser:
    """Lets people choose from their candidates while prices rise."""

    def __init__(
        self, feed: Feed, weights: Weights, wanted: int, shown: Mapping[UUID, int]
    ) -> None:
        self._feed = feed
        self._weights = weights
        self._wanted = wanted
        self._views = np.array([shown.get(v.id, 0) for v in feed.vacancies], dtype=np.int64)
        # What a posting would be shown if all were shown alike, more for more open places, but
        # not in proportion: three hundred places do not need a hundred times the eyes of three.
        weight = np.sqrt(feed.open_places.astype(np.float64))
        self._share_of_one = weight / weight.sum()
        self._fair = self._share_of_one

    def choose(self, candidates: _Candidates) -> npt.NDArray[np.int32]:
        """Return (place, score) of what each person chose: people × wanted × 2."""
        people = len(candidates.places)
        total = self._views.sum() + people * self._wanted
        self._fair = self._share_of_one * total
        chosen = np.full((people, self._wanted, 2), _IMPOSSIBLE, dtype=np.int32)
        order = np.argsort(candidates.counts, kind="stable")
        size = min(max(people // _ROUNDS, _FEWEST_AT_ONCE), _MOST_AT_ONCE)
        for start in range(0, people, size):
            batch = order[start : start + size]
            picked = self._batch(candidates.places[batch], candidates.scores[batch])
            chosen[batch] = picked
            real = picked[..., 1] > _IMPOSSIBLE
            np.add.at(self._views, picked[..., 0][real], 1)
        return chosen

    def _prices(self) -> npt.NDArray[np.int32]:
        doublings = np.log2((self._views + 1) / (self._fair + 1))
        prices: npt.NDArray[np.int32] = np.rint(self._weights.exposure.price * doublings).astype(
            np.int32
        )
        return prices

    def _batch(
        self, places: npt.NDArray[np.int32], scores: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.int32]:
        worth = np.where(scores > _IMPOSSIBLE, scores - self._prices()[places], _IMPOSSIBLE)
        employers, jobs = self._feed.employers[places], self._feed.jobs[places]
        rows = np.arange(len(places))
        picked = np.full((len(places), self._wanted, 2), _IMPOSSIBLE, dtype=np.int32)
        alike = self._weights.variety
        for number in range(min(self._wanted, places.shape[1])):
            best = worth.argmax(axis=1)
            real = worth[rows, best] > _IMPOSSIBLE // 2
            picked[real, number, 0] = places[rows, best][real]
            picked[real, number, 1] = scores[rows, best][real]
            worth[rows, best] = _IMPOSSIBLE
            for values, loss in ((employers, alike.same_employer), (jobs, alike.same_job)):
                same = values == values[rows, best][:, None]
                worth -= np.where(same, loss, 0).astype(np.int32)
            if number == self._wanted - 2:
                worth -= self._if_all_alike(picked[:, : number + 1], employers, jobs)
        return picked

    def _if_all_alike(
        self,
        picked: npt.NDArray[np.int32],
        employers: npt.NDArray[np.int32],
        jobs: npt.NDArray[np.int32],
    ) -> npt.NDArray[np.int32]:
        """Return what makes the last choice avoid the employer or occupation all others share."""
        made = np.maximum(picked[..., 0], 0)
        loss = np.zeros(employers.shape, dtype=np.int32)
        for of_feed, values in ((self._feed.employers, employers), (self._feed.jobs, jobs)):
            theirs = of_feed[made]
            all_same = (theirs == theirs[:, :1]).all(axis=1)
            again = all_same[:, None] & (values == theirs[:, :1])
            loss += np.where(again, _LAST_RESORT, 0).astype(np.int32)
        return loss


def _varied_beyond_kept(
    feed: Feed, person: Person, picks: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Replace the last pick when all share an employer or occupation and the feed has another.

    Only for people whose kept candidates were all alike; a posting the person wants to avoid is no
    better than a repetition.
    """
    alike = [
        (values, kinds.pop())
        for values in (feed.employers, feed.jobs)
        if len(kinds := {int(values[place]) for place, _ in picks}) == 1
    ]
    if len(picks) < 2 or not alike:
        return picks
    scores = feed.scores([person])[0]
    different = [values != kind for values, kind in alike]
    for wished in (np.logical_and.reduce(different), *different):
        others = np.where(wished & (scores >= 0), scores, _IMPOSSIBLE)
        best = int(others.argmax())
        if others[best] > _IMPOSSIBLE:
            return [*picks[:-1], (best, int(scores[best]))]
    return picks
