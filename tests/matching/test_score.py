"""The taste: what counts for more, and that the weights add up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Willingness
from matching.catalogue import Catalogue, Demand, Skill, Work
from matching.model import Distance, Person, Vacancy, distance
from matching.reading.features import Features, Offer
from matching.score import FULL_SCORE, Scorer
from matching.weights import Weights
from tests.matching import invented
from tests.matching.builders import job, person, sector, vacancy
from tests.matching.conftest import COUNTY

SEWING = vacancy(work=Work(("sewing",), "garment"), skill=Skill.QUICK)
GUARD = vacancy(work=Work(("guard",), "security"))
COOK = vacancy(work=Work(("cook",), "catering"), skill=Skill.TRADE)


def better(scorer: Scorer, who: Person, one: Vacancy, other: Vacancy) -> bool:
    return scorer.score(who, one) > scorer.score(who, other)


def test_what_was_asked_for_comes_first(scorer: Scorer) -> None:
    assert better(scorer, person(wants=(job("sewing"),)), SEWING, GUARD)
    assert better(scorer, person(skills=(job("sewing"),)), SEWING, GUARD)
    assert better(scorer, person(wants=(sector("garment"),)), SEWING, GUARD)


def test_what_somebody_does_not_want_comes_last(scorer: Scorer) -> None:
    assert scorer.score(person(avoids=(job("guard"),)), GUARD) < 0


def test_what_was_asked_for_by_name_is_not_refused_with_its_like(scorer: Scorer) -> None:
    plug_in = vacancy(work=Work(("electronics_assembly",), "electronics"))
    hand = vacancy(work=Work(("general_worker",), "electronics"))
    choosy = person(wants=(job("electronics_assembly"),), avoids=(job("general_worker"),))
    assert scorer.score(choosy, plug_in) > 0 > scorer.score(choosy, hand)


def test_a_trade_is_for_those_who_know_it(scorer: Scorer) -> None:
    assert better(scorer, person(), GUARD, COOK)
    assert better(scorer, person(skills=(job("cook"),)), COOK, GUARD)
    knows = person(skills=(job("cook"),))
    wants = person(wants=(job("cook"),))
    assert scorer.breakdown(knows, COOK)["text"] > scorer.breakdown(wants, COOK)["text"]


def test_heavy_work_and_work_on_request_only_for_who_wants_it(scorer: Scorer) -> None:
    porter = vacancy(work=Work(("porter",)), demand=Demand.HEAVY)
    sales = vacancy(work=Work(("sales",)), skill=Skill.QUICK)
    assert better(scorer, person(), GUARD, porter)
    assert better(scorer, person(), GUARD, sales)
    assert better(scorer, person(wants=(job("porter"),)), porter, GUARD)


def test_work_on_request_is_no_surprise_to_who_does_the_like(scorer: Scorer) -> None:
    maid, masseur = (
        vacancy(work=Work((key,)), skill=Skill.QUICK) for key in ("housekeeper", "beautician")
    )
    nurse = person(skills=(job("carer"),), wants=(job("carer"),))
    assert scorer.breakdown(nurse, maid)["text"] > scorer.breakdown(nurse, masseur)["text"] + 160
    assert better(scorer, nurse, GUARD, masseur)


@pytest.mark.parametrize("wish", [None, 4000])
def test_more_pay_is_better(scorer: Scorer, wish: int | None) -> None:
    pays = [(3000, 3500), (3500, 4200), (3500, 4600), (4500, 5000)]
    scores = [
        scorer.breakdown(person(wage=wish), vacancy(wage_low=low, wage_high=high))["wage"]
        for low, high in pays
    ]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1]


def test_food_and_lodging_count_more_for_who_asks(scorer: Scorer) -> None:
    both, none = vacancy(food=True, lodging=True), vacancy(food=False, lodging=False)
    asking, silent = person(food=True, lodging=True), person()

    def gain(who: Person) -> int:
        return scorer.score(who, both) - scorer.score(who, none)

    assert gain(asking) > gain(silent) > 0


def test_near_is_better_for_who_cannot_leave(scorer: Scorer) -> None:
    home = "530326106"
    stays = person(home=home, near=True)
    places = [home, COUNTY, "530381", "530100", "441900"]
    scores = [scorer.breakdown(stays, vacancy(place=place))["place"] for place in places]
    assert scores == sorted(scores, reverse=True)


def test_workshops_and_public_posts_are_for_who_cannot_leave(scorer: Scorer) -> None:
    shop, post = vacancy(kind=PostingKind.WORKSHOP), vacancy(kind=PostingKind.PUBLIC_WELFARE)
    plain = vacancy()
    stays = person(willingness=Willingness.IN_COUNTY)
    assert better(scorer, stays, shop, plain)
    assert better(scorer, stays, post, plain)
    assert better(scorer, person(age=25), plain, post)
    assert better(scorer, person(age=58), post, plain)


def test_a_named_place_counts(scorer: Scorer) -> None:
    wants_kunming = person(places=("530100",))
    assert better(scorer, wants_kunming, vacancy(place="530112"), vacancy(place=COUNTY))


def test_features_asked_for(scorer: Scorer, features: Features) -> None:
    night = features["day_shift"].mask
    asking = person(features=night)
    has, silent, lacks = (
        vacancy(offer=offer) for offer in (Offer(night, 0), Offer(0, 0), Offer(0, night))
    )
    assert better(scorer, asking, has, silent)
    assert better(scorer, asking, silent, lacks)
    assert scorer.score(person(), has) == scorer.score(person(), lacks)


def test_office_work_is_not_for_little_schooling(scorer: Scorer) -> None:
    clerk = vacancy(work=Work(("clerk",), "admin"), skill=Skill.QUICK)
    assert scorer.score(person(education=Education.COLLEGE), clerk) > scorer.score(
        person(education=Education.PRIMARY), clerk
    )


def test_new_postings_come_first(scorer: Scorer) -> None:
    scores = [scorer.score(person(), vacancy(age_days=days)) for days in (0, 7, 8, 30, 31)]
    assert scores[0] == scores[1] > scores[2] == scores[3] > scores[4]


def test_the_parts_add_up_to_a_thousand_at_most() -> None:
    w = Weights.load()
    most = (
        w.text.full
        + w.wage.full
        + max(w.distance.stays + w.distance.open + w.distance.leaves + (w.distance.named,))
        + max(w.kind.stays + w.kind.frail + w.kind.open)
        + 2 * max(w.board.wanted + w.board.unsaid)
        + max(w.board.far_lodging)
        + w.features.most
        + max(w.fresh.worth)
    )
    assert most <= FULL_SCORE


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_scores_stay_in_range(seed: int, catalogue: Catalogue, scorer: Scorer) -> None:
    for who in invented.people(5, seed):
        for offered in invented.postings(catalogue, 5, seed):
            assert -2000 < scorer.score(who, offered) <= FULL_SCORE


@pytest.mark.parametrize(
    ("home", "place", "expected"),
    [
        ("530326106", "530326106", Distance.TOWN),
        ("530326106", "530326101", Distance.COUNTY),
        ("530326", "530326", Distance.COUNTY),
        ("530326", "530381", Distance.PREFECTURE),
        ("530326", "530300", Distance.PREFECTURE),
        ("530326", "530100", Distance.PROVINCE),
        ("530326", "530000", Distance.PROVINCE),
        ("530326", "441900", Distance.FAR),
        ("530326", "990000", Distance.FAR),
        ("530326", None, Distance.UNKNOWN),
        ("310117", "310115", Distance.PREFECTURE),
        ("310117", "310000", Distance.PREFECTURE),
        ("429004", "429005", Distance.PROVINCE),
    ],
)
def test_distance_classes(home: str, place: str | None, expected: Distance) -> None:
    assert distance(home, place) is expected
