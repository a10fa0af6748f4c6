"""The matching itself: the best postings for every person, varied and fairly shown.

For each person the best candidates are kept (``shortlist``), then all choose while the prices of
what is shown often rise (``market``), then the finalists are checked once more by another way
(``finalists``). Equal sums always fall the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload
from uuid import UUID

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.crowd import Crowd
from matching.feed import Feed
from matching.finalists import check
from matching.market import IMPOSSIBLE, Market
from matching.model import Person, Vacancy
from matching.shortlist import Lists, Numbers, shortlists
from matching.weights import Weights

MINIMUM_POSTINGS = 3
"""兴人社发〔2018〕135号: at least three targeted postings for each person."""

CHOSEN_FROM = 40
"""How many of a person's best postings the choice is made from."""

_VARIED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Pick:
    """One posting chosen for a person; ``score`` is in thousandths, before any price."""

    vacancy: Vacancy
    score: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one person, best first; ``possible`` is how many postings would do.

    ``possible`` is exact below the number of candidates and "at least" from there on.
    """

    person: Person
    picks: tuple[Pick, ...]
    possible: int


class Choices(Sequence[Choice]):
    """What was chosen for everybody, as columns; a ``Choice`` is made when it is looked at.

    ``places`` and ``scores`` are people × wanted, best first, with ``IMPOSSIBLE`` for the score
    where somebody got fewer.
    """

    def __init__(
        self,
        vacancies: Sequence[Vacancy],
        people: Sequence[Person],
        places: Numbers,
        scores: Numbers,
        possible: npt.NDArray[np.intp],
    ) -> None:
        self.vacancies, self.people = vacancies, people
        self.places, self.scores, self.possible = places, scores, possible
        self.found: npt.NDArray[np.intp] = (scores > IMPOSSIBLE).sum(axis=1)

    def __len__(self) -> int:
        return len(self.people)

    @overload
    def __getitem__(self, at: int) -> Choice: ...
    @overload
    def __getitem__(self, at: slice) -> list[Choice]: ...
    def __getitem__(self, at: int | slice) -> Choice | list[Choice]:
        """Return what was chosen for the person (or people) in that place."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        found = int(self.found[at])
        chosen = zip(self.places[at, :found].tolist(), self.scores[at].tolist(), strict=False)
        picks = tuple(Pick(self.vacancies[place], score) for place, score in chosen)
        return Choice(self.people[at], picks, int(self.possible[at]))

    def __iter__(self) -> Iterator[Choice]:
        return (self[at] for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def match(
    feed: Feed,
    people: Sequence[Person],
    weights: Weights,
    *,
    wanted: int = MINIMUM_POSTINGS,
    shown: Mapping[UUID, int] | None = None,
) -> Choices:
    """Return what is chosen for each of ``people``, in their order.

    Everybody gets ``wanted`` postings if so many break no requirement, else all there are.
    ``shown`` is how often postings have been shown on earlier days.
    """
    crowd = Crowd(people)
    lists = shortlists(feed, crowd, max(CHOSEN_FROM, wanted))
    return choose(feed, crowd, lists, weights, wanted=wanted, shown=shown)


def choose(
    feed: Feed,
    crowd: Crowd,
    lists: Lists,
    weights: Weights,
    *,
    wanted: int = MINIMUM_POSTINGS,
    shown: Mapping[UUID, int] | None = None,
) -> Choices:
    """Return what everybody chooses from their ``lists``, the finalists checked.

    Raises BrokenMatchError when one of them does not hold.
    """
    views = np.array([(shown or {}).get(v.id, 0) for v in feed.vacancies], dtype=np.int64)
    if not len(feed) or not len(crowd):
        nothing = np.zeros((len(crowd), wanted), dtype=np.int32)
        return Choices((), crowd.people, nothing, nothing + IMPOSSIBLE, np.zeros(len(crowd), int))
    market = Market(feed, weights, views)
    places, scores = market.choose(lists, crowd.ties, wanted)
    possible = np.count_nonzero(lists, axis=1)
    if lists.shape[1] < len(feed):
        alike = _all_alike(feed, places, scores) & (possible == lists.shape[1])
        found = np.flatnonzero(alike)
        for start in range(0, len(found), _VARIED_AT_ONCE):
            who = found[start : start + _VARIED_AT_ONCE]
            _vary_beyond_kept(feed, crowd, market, who, places, scores)
    order = np.lexsort((places, -scores), axis=1)
    places, scores = (np.take_along_axis(each, order, axis=1) for each in (places, scores))
    check(feed, crowd, places, scores, IMPOSSIBLE)
    return Choices(feed.vacancies, crowd.people, places, scores, possible)


def _all_alike(feed: Feed, places: Numbers, scores: Numbers) -> Flags:
    """Return whose choices (two or more) all share an employer or all share an occupation."""
    alike: Flags = np.zeros(len(places), dtype=bool)
    for values in (feed.employers, feed.jobs):
        theirs = values[places]
        alike |= ((theirs == theirs[:, :1]) | (scores == IMPOSSIBLE)).all(axis=1)
    alike &= (scores > IMPOSSIBLE).sum(axis=1) > 1
    return alike


def _vary_beyond_kept(
    feed: Feed,
    crowd: Crowd,
    market: Market,
    who: npt.NDArray[np.intp],
    places: Numbers,
    scores: Numbers,
) -> None:
    """Replace the last choice when all share an employer or occupation and the feed has another.

    Only for people whose candidates were all alike (``who``); a posting somebody wants to avoid is
    no better than a repetition. They choose one after the other at the prices of the day, or all
    would run for the same posting.
    """
    everything = feed.scores([crowd.people[person] for person in who.tolist()])
    for row, person in enumerate(who.tolist()):
        same_employer, same_job = (values[places[person]] for values in (feed.employers, feed.jobs))
        one_employer = bool((same_employer == same_employer[0]).all())
        one_job = bool((same_job == same_job[0]).all())
        other_employer, other_job = feed.employers != same_employer[0], feed.jobs != same_job[0]
        wishes = [other_employer] * one_employer + [other_job] * one_job
        good = everything[row] >= 0
        worth = everything[row] - market.prices()
        for wished in (np.logical_and.reduce(wishes), *wishes):
            others = np.flatnonzero(wished & good)
            if len(others):
                best = others[worth[others].argmax()]
                market.move(int(places[person, -1]), int(best))
                places[person, -1], scores[person, -1] = best, everything[row, best]
                break
