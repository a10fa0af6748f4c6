"""The invented labour market that the benchmarks measure on: its held-out words and its truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import matching_data
from benchmarks.matching_places import DAY
from benchmarks.matching_quality import ideal_three, ndcg
from benchmarks.matching_truth import Truth
from benchmarks.matching_words import occupations
from labourers.tables import WorkAbility
from matching.catalogue import Catalogue
from matching.requirements import eligible
from matching.toolkit import Toolkit


@pytest.fixture(scope="module")
def market() -> matching_data.Market:
    return matching_data.market(60, 80, seed=5)


def test_held_out_wordings_are_not_in_the_dictionary(catalogue: Catalogue) -> None:
    held = {word.upper() for work in occupations().values() for word in work.held}
    assert len(held) > 140
    assert held & catalogue.words.keys() == set()
    assert held & {cue for cues in catalogue.cues.values() for cue in cues} == set()


def test_other_wordings_are_in_the_dictionary(catalogue: Catalogue) -> None:
    listed = {
        (word.upper(), key)
        for key, work in occupations().items()
        for word in (*work.names, *work.acts)
    }
    missing = {pair for pair in listed if pair[0] not in catalogue.words}
    assert missing == set()


def test_one_wording_in_five_is_held_out() -> None:
    seekers = matching_data.market(3000, 1, seed=2).seekers
    told = [each for each in seekers if len(each.wants) == 1 and not each.knows]
    assert 0.17 < sum(each.held for each in told) / len(told) < 0.23


def test_the_same_seed_gives_the_same_market(market: matching_data.Market) -> None:
    assert matching_data.market(60, 80, seed=5) == market


def test_what_breaks_no_requirement_of_ours_breaks_none_of_the_truth(
    market: matching_data.Market, toolkit: Toolkit
) -> None:
    truth = Truth(occupations(), market.openings)
    people, vacancies = market.people(toolkit), market.vacancies(toolkit)
    for seeker, person in zip(market.seekers, people, strict=True):
        ours = [eligible(person, vacancy, DAY) for vacancy in vacancies]
        assert not (np.array(ours) & ~truth.allowed(seeker)).any()


def test_right_work_is_worth_more_than_akin_more_than_foreign() -> None:
    market = matching_data.market(1, 1500, seed=9)
    truth = Truth(occupations(), market.openings)
    someone = replace(
        market.seekers[0],
        wants=frozenset({"guard"}),
        knows=frozenset(),
        avoids=frozenset({"sales"}),
        trade="",
        ability=WorkAbility.ORDINARY,
    )
    grades = truth.grades(someone)
    by_work = {
        key: grades[[each.occupation == key for each in market.openings]]
        for key in ("guard", "planter", "sales", "welder")
    }
    assert by_work["guard"].min() >= 2
    assert by_work["guard"].max() == 4
    assert by_work["planter"].max() <= 1
    assert by_work["sales"].max() == 0
    assert by_work["welder"].max() == 0


def test_the_ideal_keeps_the_rule_of_variety() -> None:
    grades = np.array([4, 4, 4, 2, 1], dtype=np.int8)
    assert ideal_three(grades, np.array([1, 1, 1, 2, 3])).tolist() == [4, 4, 2]
    assert ideal_three(grades, np.array([1, 1, 2, 2, 3])).tolist() == [4, 4, 4]
    assert ideal_three(grades[:3], np.array([1, 1, 1])).tolist() == [4, 4, 4]
    assert ndcg(np.array([4, 4, 2], np.int8), np.array([4, 4, 2], np.int8)) == 1.0
    assert ndcg(np.array([2, 4, 4], np.int8), np.array([4, 4, 2], np.int8)) < 1.0
