"""The engine's tables against plain Python that scores every pair by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.catalogue import Catalogue
from matching.crowd import Crowd, ties_of
from matching.engine import Choices
from matching.feed import Feed
from matching.finalists import BrokenMatchError, check
from matching.market import IMPOSSIBLE
from matching.model import Person, Vacancy
from matching.requirements import eligible
from matching.score import Scorer
from matching.shortlist import places_of, scores_of, shortlists
from tests.matching import invented
from tests.matching.builders import person, vacancy
from tests.matching.conftest import TODAY

MASK = (1 << 64) - 1


def tie(who: Person, offered: Vacancy) -> int:
    """Return the tie of a pair as whole numbers of any length."""
    one, other = (int(each) for each in ties_of([who.id.bytes, offered.id.bytes]))
    return ((one ^ other) * 0x9E3779B97F4A7C15 & MASK) >> 33


def best_by_hand(
    scorer: Scorer, who: Person, vacancies: list[Vacancy], kept: int
) -> list[tuple[int, object]]:
    scored = [
        (scorer.score(who, each), tie(who, each), each.id)
        for each in vacancies
        if eligible(who, each, TODAY)
    ]
    return [(score, each) for score, _, each in sorted(scored, reverse=True)[:kept]]


def with_past(people: list[Person], vacancies: list[Vacancy]) -> list[Person]:
    """Return the people, some of whom met postings before."""
    past = frozenset(each.id for each in vacancies[::7])
    return [replace(who, seen=past) if at % 3 == 0 else who for at, who in enumerate(people)]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 100_000),
    postings=st.integers(1, 150),
    kept=st.sampled_from((1, 3, 24)),
    county=st.sampled_from((None, "530326", "441900")),
)
def test_the_shortlist_is_what_scoring_every_pair_finds(
    seed: int, postings: int, kept: int, county: str | None, catalogue: Catalogue, scorer: Scorer
) -> None:
    vacancies = invented.postings(catalogue, postings, seed)
    people = with_past(invented.people(8, seed + 1), vacancies)
    feed = Feed(vacancies, scorer, TODAY, county=county)
    lists = shortlists(feed, Crowd(people), kept)
    for who, row in zip(people, lists, strict=True):
        real = row[row > 0]
        found = [
            (int(score), feed.vacancies[place].id)
            for score, place in zip(scores_of(real), places_of(real), strict=True)
        ]
        assert found == best_by_hand(scorer, who, vacancies, kept)


def test_slots_lose_nobody_in_a_long_feed(catalogue: Catalogue, scorer: Scorer) -> None:
    """Long enough that maxima of slots decide what is looked at."""
    vacancies = invented.postings(catalogue, 700, 5)
    (who,) = invented.people(1, 3)
    feed = Feed(vacancies, scorer, TODAY)
    (row,) = shortlists(feed, Crowd([who]), 24)
    found = [
        (int(s), feed.vacancies[p].id) for s, p in zip(scores_of(row), places_of(row), strict=True)
    ]
    assert found == best_by_hand(scorer, who, vacancies, 24)


def test_hundreds_of_equals_are_put_in_order(scorer: Scorer) -> None:
    """More than are counted against each other: then they are sorted."""
    vacancies = [vacancy() for _ in range(300)]
    who = person()
    (row,) = shortlists(Feed(vacancies, scorer, TODAY), Crowd([who]), 12)
    assert len(set(row.tolist())) == 12
    (whole,) = shortlists(Feed(vacancies, scorer, TODAY), Crowd([who]), 300)
    assert row.tolist() == sorted(whole.tolist(), reverse=True)[:12] == whole[:12].tolist()


def test_threads_and_the_order_of_people_change_nothing(
    catalogue: Catalogue, scorer: Scorer
) -> None:
    people = invented.people(300, 1)
    feed = Feed(invented.postings(catalogue, 200, 2), scorer, TODAY)
    alone = shortlists(feed, Crowd(people), 24, threads=1)
    assert np.array_equal(shortlists(feed, Crowd(people), 24, threads=3), alone)
    assert np.array_equal(shortlists(feed, Crowd(people[::-1]), 24), alone[::-1])


def test_equals_are_spread_over_people(scorer: Scorer) -> None:
    feed = Feed([vacancy() for _ in range(200)], scorer, TODAY)
    lists = shortlists(feed, Crowd([person() for _ in range(50)]), 24)
    assert len(set(places_of(lists).ravel().tolist())) > 150


@pytest.mark.parametrize(
    ("place", "score", "problem"),
    [(0, 1, "another score"), (1, 0, "break a requirement"), (2, 0, "met before")],
)
def test_finalists_are_checked_by_another_way(
    scorer: Scorer, place: int, score: int, problem: str
) -> None:
    fine, closed, seen = vacancy(), vacancy(age_high=20), vacancy()
    who = person(seen=frozenset({seen.id}))
    feed = Feed([fine, closed, seen], scorer, TODAY)
    chosen = [fine, closed, seen][place]
    at = np.array([[feed.place_of[chosen.id]]], dtype=np.int32)
    worth = np.array([[scorer.score(who, chosen) + score]], dtype=np.int32)
    with pytest.raises(BrokenMatchError, match=problem):
        check(feed, Crowd([who]), at, worth, IMPOSSIBLE)
    right = np.array([[feed.place_of[fine.id]]], dtype=np.int32)
    check(feed, Crowd([who]), right, scores_of(shortlists(feed, Crowd([who]), 1)), IMPOSSIBLE)


def test_choices_are_made_when_looked_at(scorer: Scorer) -> None:
    one = vacancy()
    places, scores = np.zeros((2, 3), np.int32), np.full((2, 3), IMPOSSIBLE, np.int32)
    scores[1, 0] = 700
    people = [person(), person()]
    choices = Choices([one], people, places, scores, np.array([0, 1]))
    assert [len(choice.picks) for choice in choices[:2]] == [0, 1]
    assert choices[1].picks[0].vacancy is one
    assert choices == [choices[0], choices[1]]
