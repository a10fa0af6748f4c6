"""What a caseworker would laugh at is not what comes first."""

from __future__ import annotations

import pytest

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Health
from matching.catalogue import Demand, Skill, Work
from matching.model import Person, Vacancy
from matching.reading.features import Features
from matching.reading.vacancies import read_skill
from matching.score import Scorer
from matching.toolkit import Toolkit
from tests.matching.builders import family, job, person, vacancy

TOWN, DONGGUAN = "530326106", "441900"


def better(scorer: Scorer, who: Person, one: Vacancy, other: Vacancy) -> bool:
    return scorer.score(who, one) > scorer.score(who, other)


@pytest.mark.parametrize("given", [{"age": 58}, {"age": 45, "health": Health.CHRONIC}])
def test_the_older_and_the_frail_are_offered_home_before_a_far_factory(
    scorer: Scorer, given: dict[str, object]
) -> None:
    home = vacancy(place=TOWN, wage_low=3000, wage_high=4000)
    far = vacancy(place=DONGGUAN, wage_low=4000, wage_high=5000, food=True, lodging=True)
    who = person(home=TOWN, **given)
    assert better(scorer, who, home, far)
    assert better(scorer, person(home=TOWN), far, home), "the young and strong go for the wage"


def test_who_looks_after_children_gets_the_workshop_first(
    scorer: Scorer, features: Features
) -> None:
    workshop = vacancy(place=TOWN, kind=PostingKind.WORKSHOP, wage_low=1800, wage_high=2600)
    guard = vacancy(place="530326", work=Work(("guard",)), wage_low=4000, wage_high=6000)
    mother = person(home=TOWN, features=features["flexible"].mask)
    assert better(scorer, mother, workshop, guard)
    assert better(scorer, person(home=TOWN), guard, workshop)


@pytest.mark.parametrize(
    ("title", "skill"),
    [
        ("仓库主管", Skill.TRADE),
        ("总经理助理", Skill.TRADE),
        ("生产班长", Skill.TRADE),
        ("仓管员", Skill.QUICK),
    ],
)
def test_to_lead_others_takes_years(toolkit: Toolkit, title: str, skill: Skill) -> None:
    work = toolkit.reader.lexicon.work(title)
    assert read_skill(toolkit.reader, work, title, title) is skill


def test_a_driver_is_not_sent_into_an_office(scorer: Scorer) -> None:
    driver = person(skills=(job("truck_driver"),), education=Education.SENIOR)
    office = vacancy(
        work=Work(("clerk",)), demand=Demand.LIGHT, skill=Skill.QUICK, wage_low=5000, wage_high=8000
    )
    assert better(scorer, driver, vacancy(wage_low=3500, wage_high=5000), office)
    assert better(scorer, person(wants=(job("clerk"),)), office, vacancy())


@pytest.mark.parametrize("strange", ["guard", "breeder", "waiter"])
def test_what_few_take_up_comes_after_what_anybody_does(scorer: Scorer, strange: str) -> None:
    packer = person(wants=(job("packer"),))
    other = vacancy(work=Work((strange,)))
    assert better(scorer, packer, vacancy(work=Work(("picker",))), other)
    asked = person(wants=(job(strange),))
    assert better(scorer, asked, other, vacancy(work=Work(("picker",))))


def test_who_wants_into_a_factory_means_the_line_before_sewing(scorer: Scorer) -> None:
    line, sewing = vacancy(work=Work(("assembler",))), vacancy(work=Work(("sewing",)))
    who = person(wants=(family("factory"),))
    assert better(scorer, who, line, sewing)
    catalogue = scorer.catalogue
    both = Work(("sewing", "general_worker"))
    assert catalogue.likeness(family("factory"), both) > catalogue.likeness(
        family("factory"), sewing.work
    )
    assert catalogue.likeness(family("factory"), sewing.work) >= scorer.weights.text.avoid_from


@pytest.mark.parametrize("farm", ["planter", "picker"])
def test_who_works_on_sites_is_offered_the_fields_before_a_desk(scorer: Scorer, farm: str) -> None:
    labourer = person(skills=(job("labourer_building"),))
    till = vacancy(work=Work(("cashier",)), skill=Skill.QUICK)
    assert better(scorer, labourer, vacancy(work=Work((farm,))), till)
