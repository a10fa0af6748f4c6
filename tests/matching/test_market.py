"""The choosing beside the same choosing in plain Python, one step after the other."""

from __future__ import annotations

from collections import Counter
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import engine
from matching.catalogue import Catalogue, Work
from matching.crowd import Crowd
from matching.engine import CHOSEN_FROM
from matching.feed import Feed
from matching.market import IMPOSSIBLE, Market
from matching.model import Person
from matching.score import Scorer
from matching.shortlist import Lists, places_of, scores_of, shortlists
from matching.weights import Weights
from tests.matching import invented
from tests.matching.builders import person, vacancy
from tests.matching.conftest import TODAY

WEIGHTS = Weights.load()


class ByHand:
    """Best response for everybody in turn, as the weights describe it."""

    def __init__(self, feed: Feed, people: int, wanted: int, weights: Weights) -> None:
        self.feed, self.weights, self.wanted = feed, weights, wanted
        self.views: Counter[int] = Counter()
        sizes = [float(places) ** 0.5 for places in feed.open_places]
        self.fair = [size / sum(sizes) * people * wanted for size in sizes]

    def price(self, place: int) -> int:
        crowding, views = self.weights.crowding, self.views[place]
        over = views / int(self.feed.open_places[place]) - crowding.from_looks
        dear = crowding.price * min(max(over, 0), crowding.most)
        return round(
            self.weights.exposure.price * log2((views + 1) / (self.fair[place] + 1)) + dear
        )

    def picks(self, offered: list[tuple[int, int]]) -> list[int]:
        """Choose from (place, score), the best first."""
        worth = {place: score - self.price(place) for place, score in offered}
        losses = self.weights.variety.same_employer, self.weights.variety.same_job
        picked: list[int] = []
        while worth and len(picked) < self.wanted:
            best = max(worth, key=lambda place: worth[place])
            del worth[best]
            picked.append(best)
            for kind, loss in zip(self.feed.kinds.tolist(), losses, strict=True):
                same = len({kind[place] for place in picked}) == 1
                last = self.wanted - len(picked) == 1
                for place in worth:
                    if kind[place] == kind[best]:
                        worth[place] -= loss + self.weights.variety.all_alike * (same and last)
        return picked

    def choose(self, lists: list[list[tuple[int, int]]], order: list[int]) -> list[list[int]]:
        chosen: list[list[int]] = [[] for _ in lists]
        for _ in range(3):
            for at in order:
                self.views.subtract(chosen[at])
                chosen[at] = self.picks(lists[at])
                self.views.update(chosen[at])
        return chosen


def plain(lists: Lists) -> list[list[tuple[int, int]]]:
    """Return the lists as places and scores."""
    return [
        list(zip(places_of(row[row > 0]).tolist(), scores_of(row[row > 0]).tolist(), strict=True))
        for row in lists
    ]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 100_000), wanted=st.integers(1, 4))
def test_the_loop_chooses_as_plain_python_does(
    seed: int, wanted: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    feed = Feed(invented.postings(catalogue, 80, seed), scorer, TODAY)
    crowd = Crowd(invented.people(30, seed))
    lists = shortlists(feed, crowd, CHOSEN_FROM)
    market = Market(feed, WEIGHTS, np.zeros(len(feed), dtype=np.int64))
    hand = ByHand(feed, len(crowd), wanted, WEIGHTS)
    found = [len(row) for row in plain(lists)]
    order = sorted(range(len(crowd)), key=lambda at: (found[at], int(crowd.ties[at])))
    expected = hand.choose(plain(lists), order)
    places, scores = market.respond(lists, CHOSEN_FROM, crowd.ties, wanted)
    chosen = [
        row[:count].tolist()
        for row, count in zip(places, (scores > IMPOSSIBLE).sum(axis=1), strict=True)
    ]
    assert chosen == expected
    assert market.views.tolist() == [hand.views[place] for place in range(len(feed))]


def alike(count: int) -> list[Person]:
    return [person() for _ in range(count)]


def test_what_nobody_chose_is_shown_where_it_costs_little(scorer: Scorer) -> None:
    jobs = [Work((job,)) for job in ("general_worker", "guard")]
    good = [vacancy(work=work, wage_low=5000, wage_high=6000) for work in jobs * 3]
    poor = vacancy(work=Work(("guard",)), wage_low=1000, wage_high=1100)
    feed, people = Feed([*good, poor], scorer, TODAY), alike(12)
    for given_up, shown in ((0, False), (900, True)):
        crowding = WEIGHTS.crowding.model_copy(update={"given_up": given_up})
        choices = engine.match(feed, people, WEIGHTS.model_copy(update={"crowding": crowding}))
        looks = Counter(pick.vacancy.id for choice in choices for pick in choice.picks)
        assert (poor.id in looks) == shown
        assert all(len(choice.picks) == 3 for choice in choices)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_people_changes_nothing(
    seed: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    """Neither for what surfaces nor for who is given another kind."""
    offered = [*invented.postings(catalogue, 60, seed), *(vacancy() for _ in range(60))]
    feed, people = Feed(offered, scorer, TODAY), [*invented.people(60, seed), *alike(40)]
    first = engine.match(feed, people, WEIGHTS)
    again = engine.match(feed, people[::-1], WEIGHTS)
    assert list(first) == list(again)[::-1]
