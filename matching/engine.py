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

from matching.crowd import Crowd
from matching.feed import Feed
from matching.finalists import check
from matching.market import IMPOSSIBLE, Market
from matching.model import Person, Vacancy
from matching.shortlist import Lists, Numbers, counts_of, shortlists
from matching.variety import vary
from matching.weights import Weights
from storage.collector import collector_paused

MINIMUM_POSTINGS = 3
"""兴人社发〔2018〕135号: at least three targeted postings for each person."""

CHOSEN_FROM = 40
"""How many of a person's best postings the choice is made from."""


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
    with collector_paused():
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

    Of a list no more than ``CHOSEN_FROM`` count, so that longer ones lead to the same.

    Raises BrokenMatchError when one of them does not hold.
    """
    views = np.array([(shown or {}).get(v.id, 0) for v in feed.vacancies], dtype=np.int64)
    if not len(feed) or not len(crowd):
        nothing = np.zeros((len(crowd), wanted), dtype=np.int32)
        return Choices((), crowd.people, nothing, nothing + IMPOSSIBLE, np.zeros(len(crowd), int))
    market = Market(feed, weights, views)
    among = min(max(CHOSEN_FROM, wanted), lists.shape[1])
    places, scores = market.choose(lists, among, crowd.ties, wanted)
    possible = counts_of(lists, among)
    if among < len(feed):
        vary(feed, crowd, market, places, scores)
    order = np.lexsort((places, -scores), axis=1)
    places, scores = (np.take_along_axis(each, order, axis=1) for each in (places, scores))
    check(feed, crowd, places, scores, IMPOSSIBLE)
    return Choices(feed.vacancies, crowd.people, places, scores, possible)
