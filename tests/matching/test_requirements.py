"""The hard requirements, as tables; and that the engine sees exactly the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labourers.tables import Education, Health, Sex, Willingness, WorkAbility
from matching.catalogue import Catalogue, Demand
from matching.feed import Feed, possible
from matching.reading.licences import all_of
from matching.reading.limits import limits
from matching.requirements import (
    RULES,
    age_allows,
    available,
    broken_rules,
    education_allows,
    eligible,
    licence_allows,
    place_allows,
)
from matching.score import Scorer
from matching.strength import bearable, bears
from tests.matching import invented
from tests.matching.builders import person, vacancy
from tests.matching.conftest import COUNTY, TODAY

IN, OUT, PROVINCIAL, BEYOND, ANY, NOT_NOW = (
    Willingness.IN_COUNTY,
    Willingness.OUT_OF_COUNTY,
    Willingness.OUT_OF_COUNTY_IN_PROVINCE,
    Willingness.OUT_OF_PROVINCE,
    Willingness.ANYWHERE,
    Willingness.NOT_NOW,
)
TOWN, NEXT_COUNTY, PREFECTURE, KUNMING, PROVINCE = (
    *("530326106", "530381", "530300", "530100", "530000"),
)
DONGGUAN, GUANGDONG, HANGZHOU = "441900", "440000", "330100"


@pytest.mark.parametrize(
    ("willingness", "named", "refused", "place", "allowed"),
    [
        (IN, (), (), COUNTY, True),
        (IN, (), (), TOWN, True),
        (IN, (), (), NEXT_COUNTY, False),
        (IN, (), (), PREFECTURE, False),
        (IN, (), (), DONGGUAN, False),
        (IN, (), (), None, False),
        (OUT, (), (), COUNTY, False),
        (OUT, (), (), TOWN, False),
        (OUT, (), (), NEXT_COUNTY, True),
        (OUT, (), (), DONGGUAN, True),
        (OUT, (), (), None, False),
        (OUT, (DONGGUAN,), (), DONGGUAN, True),
        (OUT, (GUANGDONG,), (), DONGGUAN, True),
        (OUT, (DONGGUAN,), (), GUANGDONG, False),
        (OUT, (DONGGUAN,), (), HANGZHOU, False),
        (OUT, (PROVINCE,), (), KUNMING, True),
        (OUT, (PROVINCE,), (), COUNTY, False),
        (OUT, (PROVINCE,), (), DONGGUAN, False),
        (OUT, (), (PROVINCE,), KUNMING, False),
        (OUT, (), (PROVINCE,), DONGGUAN, True),
        (PROVINCIAL, (), (), COUNTY, False),
        (PROVINCIAL, (), (), TOWN, False),
        (PROVINCIAL, (), (), NEXT_COUNTY, True),
        (PROVINCIAL, (), (), KUNMING, True),
        (PROVINCIAL, (), (), PROVINCE, True),
        (PROVINCIAL, (), (), DONGGUAN, False),
        (PROVINCIAL, (), (), None, False),
        (PROVINCIAL, (KUNMING,), (), NEXT_COUNTY, False),
        (PROVINCIAL, (KUNMING,), (), KUNMING, True),
        (PROVINCIAL, (GUANGDONG,), (), DONGGUAN, True),
        (PROVINCIAL, (GUANGDONG,), (), KUNMING, True),
        (PROVINCIAL, (GUANGDONG,), (), HANGZHOU, False),
        (BEYOND, (), (), COUNTY, False),
        (BEYOND, (), (), KUNMING, False),
        (BEYOND, (), (), PROVINCE, False),
        (BEYOND, (), (), DONGGUAN, True),
        (BEYOND, (), (), None, False),
        (BEYOND, (GUANGDONG,), (), DONGGUAN, True),
        (BEYOND, (GUANGDONG,), (), HANGZHOU, False),
        (BEYOND, (KUNMING,), (), KUNMING, True),
        (BEYOND, (KUNMING,), (), NEXT_COUNTY, False),
        (BEYOND, (KUNMING,), (), HANGZHOU, True),
        (BEYOND, (), (GUANGDONG,), DONGGUAN, False),
        (ANY, (PROVINCE,), (), COUNTY, True),
        (ANY, (PROVINCE,), (), KUNMING, True),
        (ANY, (PROVINCE,), (), DONGGUAN, False),
        (ANY, (), (), None, True),
        (ANY, (), (), COUNTY, True),
        (ANY, (), (), "990000", True),
        (ANY, (KUNMING,), (), COUNTY, True),
        (ANY, (KUNMING,), (), KUNMING, True),
        (ANY, (KUNMING,), (), DONGGUAN, False),
        (ANY, (), ("650000",), "650100", False),
        (NOT_NOW, (), (), COUNTY, False),
    ],
)
def test_place(
    willingness: Willingness,
    named: tuple[str, ...],
    refused: tuple[str, ...],
    place: str | None,
    allowed: bool,
) -> None:
    assert place_allows((COUNTY, willingness, named, refused), place) is allowed


@pytest.mark.parametrize(
    ("age", "low", "high", "allowed"),
    [
        (18, 18, 45, True),
        (45, 18, 45, True),
        (46, 18, 45, False),
        (17, 18, None, False),
        (60, None, 60, True),
        (61, None, 60, False),
        (70, None, None, True),
        (16, None, None, True),
        (15, None, None, False),
    ],
)
def test_age(age: int, low: int | None, high: int | None, allowed: bool) -> None:
    assert age_allows(age, (low, high)) is allowed


@pytest.mark.parametrize(
    ("level", "asked", "allowed"),
    [
        (Education.PRIMARY, None, True),
        (None, None, True),
        (None, Education.NONE, True),
        (None, Education.PRIMARY, False),
        (Education.JUNIOR, Education.JUNIOR, True),
        (Education.PRIMARY, Education.JUNIOR, False),
        (Education.BACHELOR, Education.COLLEGE, True),
    ],
)
def test_education(level: Education | None, asked: Education | None, allowed: bool) -> None:
    assert education_allows(level, asked) is allowed


@pytest.mark.parametrize(
    ("ability", "health", "minor", "hardest"),
    [
        (WorkAbility.ORDINARY, Health.HEALTHY, False, Demand.HEAVY),
        (WorkAbility.SKILLED, None, False, Demand.HEAVY),
        (None, None, False, Demand.HEAVY),
        (WorkAbility.ORDINARY, Health.CHRONIC, False, Demand.MODERATE),
        (WorkAbility.ORDINARY, Health.DISABLED, False, Demand.MODERATE),
        (WorkAbility.ORDINARY, Health.SERIOUS, False, Demand.LIGHT),
        (WorkAbility.WEAK, Health.HEALTHY, False, Demand.LIGHT),
        (WorkAbility.ORDINARY, Health.HEALTHY, True, Demand.MODERATE),
        (WorkAbility.NONE, Health.HEALTHY, False, None),
    ],
)
def test_strength(
    ability: WorkAbility | None, health: Health | None, minor: bool, hardest: Demand | None
) -> None:
    assert bearable(ability, health, minor=minor) is hardest
    borne = {each for each in Demand if bears(hardest, each)}
    assert borne == {each for each in Demand if hardest is not None and each <= hardest}


def test_who_tells_of_strength_bears_more_than_the_form_says() -> None:
    told = limits()["able"]
    weak = person(work_ability=WorkAbility.WEAK, health=Health.DISABLED)
    ordinary, heavy = (vacancy(demand=each) for each in (Demand.MODERATE, Demand.HEAVY))
    assert not eligible(weak, ordinary, TODAY)
    assert eligible(replace(weak, conditions=told), ordinary, TODAY)
    assert not eligible(replace(weak, conditions=told), heavy, TODAY)
    ill = replace(weak, conditions=told, health=Health.SERIOUS)
    assert not eligible(ill, ordinary, TODAY)


def test_licence() -> None:
    assert licence_allows(frozenset(), frozenset())
    assert not licence_allows(frozenset(), frozenset({"forklift"}))
    truck = vacancy(licences=all_of("C1"))
    assert not broken_rules(person(licences=frozenset({"B2"})), truck)
    assert [rule.code for rule in broken_rules(person(), truck)] == ["licence"]


def test_sex() -> None:
    women = vacancy(sex=Sex.FEMALE)
    assert [rule.code for rule in broken_rules(person(sex=Sex.MALE), women)] == ["sex"]
    assert not broken_rules(person(sex=Sex.FEMALE), women)


@pytest.mark.parametrize(
    ("given_values", "expected"),
    [
        ({}, True),
        ({"is_open": False}, False),
        ({"employer_ok": False}, False),
        ({"headcount_left": 0}, False),
        ({"headcount_left": 1}, True),
        ({"deadline": TODAY}, True),
        ({"deadline": date(2026, 11, 22)}, False),
    ],
)
def test_whether_a_posting_can_be_had_at_all(
    given_values: dict[str, object], expected: bool
) -> None:
    assert available(vacancy(**given_values), TODAY) is expected


def test_what_was_pushed_or_refused_is_not_offered_again() -> None:
    one = vacancy()
    assert eligible(person(), one, TODAY)
    assert not eligible(person(seen=frozenset({one.id})), one, TODAY)
    assert not eligible(person(refused=frozenset({one.id})), one, TODAY)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_engine_sees_the_same_requirements_and_scores(
    seed: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    """Vectorised equals scalar, pair by pair."""
    people = invented.people(12, seed)
    vacancies = invented.postings(catalogue, 25, seed + 1)
    met = UUID(int=vacancies[0].id.int)
    people[0] = replace(people[0], seen=frozenset({met}))
    for place, willingness in enumerate((PROVINCIAL, BEYOND), start=1):
        people[place] = replace(people[place], willingness=willingness)
    feed = Feed(vacancies, scorer, TODAY)
    scores = feed.scores(people)
    for row, each in enumerate(people):
        allowed = feed.allowed(each)
        for column, offered in enumerate(feed.vacancies):
            broken = broken_rules(each, offered)
            assert bool(allowed[column]) is (not broken)
            may = eligible(each, offered, TODAY)
            assert bool(possible(scores)[row, column]) is may
            if may:
                assert int(scores[row, column]) == scorer.score(each, offered)
        for rule in RULES:
            lone = feed.allowed(each, without=rule.code)
            assert np.all(lone | ~allowed)
