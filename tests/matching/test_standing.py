"""A standing brought up to date equals one found anew, whatever happened in between."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import engine, standing
from matching.catalogue import Catalogue
from matching.crowd import Crowd
from matching.feed import Feed
from matching.model import Person, Vacancy
from matching.score import Scorer
from matching.shortlist import places_of
from matching.standing import Standing, brought_up, found_anew
from matching.weights import Weights
from tests.matching import invented
from tests.matching.builders import person, vacancy
from tests.matching.conftest import TODAY

WEIGHTS = Weights.load()


class World:
    """People and postings to which a day's random things happen."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self.random = Random(seed)
        self.catalogue = catalogue
        self.people = invented.people(20, seed)
        self.vacancies = invented.postings(catalogue, self.random.choice((3, 60, 160)), seed)

    def day(self) -> None:
        for happens in self.random.choices(
            (
                self.postings_come,
                self.postings_go,
                self.postings_change,
                self.people_change,
                self.people_come_and_go,
                self.pushes,
                self.a_push_is_taken_back,
            ),
            k=self.random.randint(0, 4),
        ):
            happens()

    def postings_come(self) -> None:
        count = self.random.choice((1, 5, 90))
        self.vacancies += invented.postings(self.catalogue, count, self.random.randrange(10**6))

    def postings_go(self) -> None:
        left = self.random.choice((0.3, 0.9))
        self.vacancies = [each for each in self.vacancies if self.random.random() < left]

    def postings_change(self) -> None:
        for at in self._some(len(self.vacancies)):
            wage = self.random.choice((2000, 9000))
            change = self.random.choice(
                ({"wage_low": wage, "wage_high": wage}, {"age_days": 40}, {"headcount_left": 0})
            )
            self.vacancies[at] = replace(self.vacancies[at], **change)

    def people_change(self) -> None:
        for at in self._some(len(self.people)):
            change = self.random.choice(({"age": 61}, {"licences": frozenset({"forklift"})}))
            self.people[at] = replace(self.people[at], **change)

    def people_come_and_go(self) -> None:
        self.people = self.people[2:] + invented.people(3, self.random.randrange(10**6))
        self.random.shuffle(self.people)

    def pushes(self) -> None:
        if not self.vacancies:
            return
        for at in self._some(len(self.people)):
            pushed = {each.id for each in self.random.choices(self.vacancies, k=9)}
            person = self.people[at]
            self.people[at] = replace(person, seen=person.seen | pushed)

    def a_push_is_taken_back(self) -> None:
        for at in self._some(len(self.people)):
            self.people[at] = replace(self.people[at], seen=frozenset())

    def _some(self, of: int) -> list[int]:
        return [at for at in range(of) if self.random.random() < 0.25]


def feed_of(scorer: Scorer, vacancies: list[Vacancy]) -> Feed:
    return Feed(vacancies, scorer, TODAY, county=invented.HOME)


def same(one: Standing, other: Standing) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("chosen_from", "person_marks", "posting_marks", "met")
    )


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1_000_000), days=st.integers(1, 5))
def test_brought_up_to_date_equals_found_anew(
    seed: int, days: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    world = World(catalogue, seed)
    kept, _ = found_anew(feed_of(scorer, world.vacancies), Crowd(world.people))
    for _ in range(days):
        world.day()
        feed, crowd = feed_of(scorer, world.vacancies), Crowd(world.people)
        kept, _ = brought_up(kept, feed, crowd)
        anew, _ = found_anew(feed, crowd)
        assert same(kept, anew)
        chosen = engine.choose(feed, crowd, kept.chosen_from, WEIGHTS)
        assert chosen == engine.choose(feed, crowd, anew.chosen_from, WEIGHTS)


@pytest.fixture
def world(catalogue: Catalogue) -> World:
    return World(catalogue, 1)


def test_a_day_without_news_scores_nobody(scorer: Scorer, world: World) -> None:
    feed, crowd = feed_of(scorer, world.vacancies), Crowd(world.people)
    _, work = brought_up(found_anew(feed, crowd)[0], feed, crowd)
    assert (work.rescored, work.new_postings, work.gone_postings) == (0, 0, 0)


def test_only_who_changed_is_scored_again(scorer: Scorer, world: World) -> None:
    feed = feed_of(scorer, world.vacancies)
    before, _ = found_anew(feed, Crowd(world.people))
    world.people[3] = replace(world.people[3], age=world.people[3].age + 1)
    new = world.vacancies[0]
    world.vacancies[0] = replace(new, wage_low=9000, wage_high=9000)
    later = feed_of(scorer, world.vacancies)
    _, work = brought_up(before, later, Crowd(world.people))
    assert (work.rescored, work.new_postings, work.gone_postings) == (1, 1, 1)


def test_a_list_that_became_too_short_is_filled_again(scorer: Scorer) -> None:
    people: list[Person] = [person()]
    vacancies = [vacancy(wage_low=wage, wage_high=wage) for wage in range(2000, 8000, 40)]
    feed = feed_of(scorer, vacancies)
    before, _ = found_anew(feed, Crowd(people))
    spare = standing.KEPT - engine.CHOSEN_FROM
    best = [feed.vacancies[place].id for place in places_of(before.lists[0])]
    for gone, rescored in ((spare, 0), (spare + 1, 1)):
        left = [each for each in vacancies if each.id not in best[:gone]]
        _, work = brought_up(before, feed_of(scorer, left), Crowd(people))
        assert work.rescored == rescored


def test_nobody_and_nothing(scorer: Scorer) -> None:
    empty, _ = found_anew(feed_of(scorer, []), Crowd([]))
    people, vacancies = [person()], [vacancy()]
    feed, crowd = feed_of(scorer, vacancies), Crowd(people)
    full, _ = brought_up(empty, feed, crowd)
    assert same(full, found_anew(feed, crowd)[0])
    emptied, work = brought_up(full, feed_of(scorer, []), Crowd([]))
    assert same(emptied, empty)
    assert work.gone_postings == 1
