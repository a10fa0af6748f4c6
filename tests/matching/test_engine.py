"""The engine's promises, on many invented counties."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from labourers.tables import Willingness
from matching import engine
from matching.catalogue import Catalogue, Skill, Work
from matching.engine import Choice
from matching.feed import Feed
from matching.model import Person, Vacancy
from matching.requirements import eligible
from matching.score import Scorer
from matching.weights import Weights
from tests.matching import invented
from tests.matching.builders import job, person, vacancy
from tests.matching.conftest import COUNTY, TODAY

WEIGHTS = Weights.load()


def match(scorer: Scorer, people: list[Person], vacancies: list[Vacancy]) -> list[Choice]:
    return engine.match(Feed(vacancies, scorer, TODAY), people, WEIGHTS)


def picked(choice: Choice) -> list[UUID]:
    return [pick.vacancy.id for pick in choice.picks]


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 100_000),
    people_count=st.integers(1, 40),
    posting_count=st.integers(1, 120),
)
def test_three_for_everybody_who_can_have_them_and_nothing_forbidden(
    seed: int, people_count: int, posting_count: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    people = invented.people(people_count, seed)
    vacancies = invented.postings(catalogue, posting_count, seed + 1)
    seen = frozenset(each.id for each in vacancies[: posting_count // 5])
    people = [replace(who, seen=seen) if at % 3 == 0 else who for at, who in enumerate(people)]
    choices = match(scorer, people, vacancies)
    assert [choice.person for choice in choices] == people
    for choice in choices:
        possible = [each for each in vacancies if eligible(choice.person, each, TODAY)]
        assert len(choice.picks) == min(3, len(possible))
        assert len(set(picked(choice))) == len(choice.picks)
        for pick in choice.picks:
            assert eligible(choice.person, pick.vacancy, TODAY)
            assert pick.score == scorer.score(choice.person, pick.vacancy)
        scores = [pick.score for pick in choice.picks]
        assert scores == sorted(scores, reverse=True)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_not_three_of_one_employer_or_occupation_unless_nothing_else(
    seed: int, catalogue: Catalogue, scorer: Scorer
) -> None:
    people = invented.people(30, seed)
    vacancies = invented.postings(catalogue, 90, seed + 1)
    for choice in match(scorer, people, vacancies):
        if len(choice.picks) < 3:
            continue
        employers = {pick.vacancy.employer for pick in choice.picks}
        jobs = {pick.vacancy.work.jobs[:1] for pick in choice.picks}
        if len(employers) > 1 and len(jobs) > 1:
            continue
        good = [
            each
            for each in vacancies
            if eligible(choice.person, each, TODAY) and scorer.score(choice.person, each) >= 0
        ]
        if len(employers) == 1:
            assert len({each.employer for each in good}) == 1
        if len(jobs) == 1:
            assert len({each.work.jobs[:1] for each in good}) == 1


def test_variety_looks_beyond_the_kept_candidates(scorer: Scorer) -> None:
    sewing = [
        vacancy(work=Work(("sewing",)), skill=Skill.QUICK, wage_low=5000, wage_high=6000)
        for _ in range(80)
    ]
    other = vacancy(work=Work(("cutting",)), skill=Skill.QUICK)
    (choice,) = match(scorer, [person(wants=(job("sewing"),))], [*sewing, other])
    assert [pick.vacancy.work.jobs[0] for pick in choice.picks] == ["sewing", "sewing", "cutting"]


def test_a_repetition_is_better_than_what_somebody_does_not_want(scorer: Scorer) -> None:
    sewing = [vacancy(work=Work(("sewing",)), skill=Skill.QUICK) for _ in range(60)]
    sales = vacancy(work=Work(("sales",)), skill=Skill.QUICK)
    who = person(wants=(job("sewing"),), avoids=(job("sales"),))
    (choice,) = match(scorer, [who], [*sewing, sales])
    assert {pick.vacancy.work.jobs[0] for pick in choice.picks} == {"sewing"}


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 100_000), order=st.randoms(use_true_random=False))
def test_the_result_depends_on_nothing_but_the_input(
    seed: int, order: object, catalogue: Catalogue, scorer: Scorer
) -> None:
    people = invented.people(25, seed)
    vacancies = invented.postings(catalogue, 60, seed + 1)
    first = [picked(choice) for choice in match(scorer, people, vacancies)]
    order.shuffle(vacancies)  # type: ignore[attr-defined]
    assert [picked(choice) for choice in match(scorer, people, vacancies)] == first


def test_nobody_is_left_out_by_prices(scorer: Scorer) -> None:
    """Hundreds want the same three postings; a cap would starve most of them."""
    people = [person(willingness=Willingness.IN_COUNTY) for _ in range(300)]
    vacancies = [vacancy(headcount_left=1) for _ in range(3)]
    assert all(len(choice.picks) == 3 for choice in match(scorer, people, vacancies))


def test_postings_alike_are_shown_alike(scorer: Scorer) -> None:
    people = [person() for _ in range(200)]
    vacancies = [vacancy() for _ in range(60)]
    shown = Counter(each for choice in match(scorer, people, vacancies) for each in picked(choice))
    assert len(shown) == 60
    assert max(shown.values()) <= 3 * min(shown.values())


def test_what_was_shown_on_earlier_days_counts(scorer: Scorer) -> None:
    vacancies = [vacancy() for _ in range(6)]
    shown = {each.id: 50 for each in vacancies[:3]}
    feed = Feed(vacancies, scorer, TODAY)
    (choice,) = engine.match(feed, [person()], WEIGHTS, shown=shown)
    assert {*picked(choice)} == {each.id for each in vacancies[3:]}


def test_an_empty_feed_and_nobody(scorer: Scorer) -> None:
    who = person()
    assert match(scorer, [who], []) == [Choice(who, (), 0)]
    assert match(scorer, [], [vacancy()]) == []


def test_a_posting_that_cannot_be_had_is_no_part_of_the_feed(scorer: Scorer) -> None:
    feed = Feed([vacancy(headcount_left=0), vacancy(is_open=False), vacancy()], scorer, TODAY)
    assert len(feed) == 1


def test_more_than_three_can_be_wanted(scorer: Scorer) -> None:
    feed = Feed([vacancy(place=COUNTY) for _ in range(8)], scorer, TODAY)
    (choice,) = engine.match(feed, [person()], WEIGHTS, wanted=5)
    assert len(choice.picks) == 5
