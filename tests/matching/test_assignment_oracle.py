"""The choosing beside the exact optimum, which a min-cost flow finds on small feeds."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from benchmarks import matching_data
from benchmarks.matching_optimum import objective, optimum
from matching import engine
from matching.catalogue import Catalogue, Work
from matching.feed import Feed, possible
from matching.model import Person
from matching.toolkit import Toolkit
from matching.weights import ExposureWeights, Weights
from tests.matching.conftest import TODAY


def invented(seed: int, catalogue: Catalogue, toolkit: Toolkit) -> tuple[Feed, list[Person]]:
    """Return 120 people and a feed of one posting, by its own employer, for each occupation.

    So the rule of variety, which no flow can hold, has nothing to do.
    """
    market = matching_data.market(120, len(catalogue.jobs), seed)
    jobs = list(catalogue.jobs)
    Random(seed).shuffle(jobs)
    vacancies = [
        replace(
            vacancy,
            employer=at,
            work=Work((job,), catalogue.jobs[job].sector),
            demand=catalogue.jobs[job].demand,
            skill=catalogue.jobs[job].skill,
        )
        for at, (vacancy, job) in enumerate(
            zip(market.vacancies(toolkit), jobs, strict=True), start=1
        )
    ]
    return Feed(vacancies, toolkit.scorer, TODAY), market.people(toolkit)


@pytest.mark.parametrize(("seed", "price"), [(1, None), (2, None), (3, 60), (4, 0)])
def test_the_choosing_comes_near_the_optimum(
    seed: int, price: int | None, toolkit: Toolkit, catalogue: Catalogue
) -> None:
    """At the package's own price (None) and at others; what surfaces costs a little more."""
    usual = Weights.load()
    weights = usual if price is None else usual.model_copy(update={"exposure": _price(price)})
    feed, people = invented(seed, catalogue, toolkit)
    best, scores = optimum(feed, people, weights), feed.scores(people)
    hiding = weights.crowding.model_copy(update={"given_up": 0})
    for given, share in ((weights, 0.98), (weights.model_copy(update={"crowding": hiding}), 0.998)):
        choices = engine.match(feed, people, given)
        for choice, row in zip(choices, scores, strict=True):
            assert len(choice.picks) == min(3, int(possible(row).sum()))
            assert all(pick.score == row[feed.place_of[pick.vacancy.id]] for pick in choice.picks)
        assert share * best <= objective(feed, choices, weights) <= best


def _price(price: int) -> ExposureWeights:
    return ExposureWeights(price=price)
