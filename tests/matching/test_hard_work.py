"""What is hard, closed to learners or like the work of a home goes to whom it suits."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.demands import read_demands
from jobs_feed.tables import PostingKind
from labourers.tables import Education, Health
from matching.catalogue import Catalogue, Demand, Work
from matching.model import Person, Vacancy
from matching.reading.burden import Burden, read_burden, takes_experts_only
from matching.reading.features import Features, Offer
from matching.reading.text import clean
from matching.score import Scorer
from tests.matching.builders import family, job, person, vacancy

MILD = vacancy(work=Work(("sorter",)), wage_low=2400, wage_high=2600)
HARD = vacancy(work=Work(("press_worker",)), burden=Burden(sides=3), wage_low=6000, wage_high=7000)
HEAVY = vacancy(work=Work(("porter",)), demand=Demand.HEAVY, wage_low=6000, wage_high=7000)
ROOMS = vacancy(work=Work(("room_attendant",)))


def better(scorer: Scorer, who: Person, one: Vacancy, other: Vacancy) -> bool:
    return scorer.score(who, one) > scorer.score(who, other)


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("装箱贴标,早8点到下午5点", 0),
        ("浇铸清砂,高温,三班倒", 2),
        ("喂料清圈,封闭管理", 2),
        ("凌晨2点上班杀猪", 3),
        ("24小时陪护,在病房打地铺", 2),
        ("传菜收台,上午10点到晚上9点", 1),
        ("在鱼塘边住,看塘", 1),
        ("无粉尘,不上高空,白班", 0),
    ],
)
def test_hard_sides_are_read(features: Features, said: str, sides: int) -> None:
    text = clean(said)
    assert read_burden(features, features.offered(text), text).sides == sides


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ("四线车,只要熟手", True),
        ("新手不要,到岗就能上机", True),
        ("砌墙贴砖,三年以上,学徒勿扰", True),
        ("做面点,能独立掌案", True),
        ("熟手优先,生手也收", False),
        ("只要熟手,不会的可以教", False),
        ("会平车优先", False),
        ("两年以上经验者优先", False),
    ],
)
def test_who_turns_learners_away(said: str, closed: bool) -> None:
    assert takes_experts_only(clean(said)) is closed


@pytest.mark.parametrize("hard", [HARD, HEAVY])
def test_what_nobody_asked_for_is_mild_before_it_is_well_paid(
    scorer: Scorer, hard: Vacancy
) -> None:
    assert better(scorer, person(wants=(job("cashier"),)), MILD, hard)
    assert better(scorer, person(), MILD, hard)


def test_who_does_heavy_work_goes_where_it_pays(scorer: Scorer, catalogue: Catalogue) -> None:
    assert better(scorer, person(wants=(job("labourer_building"),)), HEAVY, MILD)
    assert catalogue.is_heavy(job("porter"))
    assert catalogue.is_heavy(family("mine"))
    assert not catalogue.is_heavy(family("service"))
    assert not catalogue.is_heavy(job("gone_from_the_catalogue"))


def test_hard_sides_cost_the_old_the_ill_and_the_schooled_more(scorer: Scorer) -> None:
    def loss(who: Person) -> int:
        return scorer.score(who, vacancy()) - scorer.score(who, vacancy(burden=Burden(sides=2)))

    usual = loss(person())
    assert usual < loss(person(age=52)) < loss(person(age=62))
    assert usual < loss(person(health=Health.CHRONIC))
    assert (
        usual < loss(person(education=Education.SENIOR)) < loss(person(education=Education.COLLEGE))
    )


def test_who_is_turned_away_for_want_of_skill_is_sent_elsewhere(scorer: Scorer) -> None:
    sewing = vacancy(work=Work(("sewing",)), wage_low=7000, wage_high=9000)
    closed = vacancy(
        work=Work(("sewing",)), burden=Burden(experts_only=True), wage_low=7000, wage_high=9000
    )
    knows, wants = (person(**{part: (job("sewing"),)}) for part in ("skills", "wants"))
    assert scorer.score(knows, closed) == scorer.score(knows, sewing)
    assert scorer.score(wants, closed) < scorer.score(wants, sewing) - 100
    assert better(scorer, person(wants=(job("press_worker"),)), MILD, closed)


def test_work_of_a_home_comes_last_for_who_has_a_trade(scorer: Scorer) -> None:
    plain = vacancy(work=Work(("sorter",)))
    welder = person(skills=(job("welder"),))
    assert better(scorer, welder, plain, ROOMS)
    assert scorer.score(person(), plain) == scorer.score(person(), ROOMS)
    assert better(scorer, person(wants=(job("cleaner"),)), ROOMS, plain)


def test_a_refused_night_loses_to_other_work(scorer: Scorer, features: Features) -> None:
    night = features["day_shift"].mask
    guard = vacancy(work=Work(("guard",)), offer=Offer(lacks=night), burden=Burden(sides=1))
    asking = person(wants=(job("guard"),), features=night)
    assert better(scorer, asking, MILD, guard)
    assert better(scorer, person(wants=(job("guard"),)), guard, MILD)


def test_silence_about_hours_loses_to_who_must_be_home(scorer: Scorer, features: Features) -> None:
    bound = features["flexible"].mask
    asking = person(features=bound)
    has, silent, lacks = (vacancy(offer=each) for each in (Offer(bound), Offer(), Offer(0, bound)))
    assert better(scorer, asking, has, silent)
    assert better(scorer, asking, silent, lacks)


def test_far_below_the_wage_is_worse_than_a_little(scorer: Scorer) -> None:
    wages = [(2000, 2200), (4000, 4400), (5000, 5400), (6000, 6500)]
    scores = [
        scorer.breakdown(person(wage=6000), vacancy(wage_low=low, wage_high=high))["wage"]
        for low, high in wages
    ]
    assert scores == sorted(scores)
    assert scores[0] < 0 < scores[2]


def test_schooling_asked_for_suits_who_has_it(scorer: Scorer) -> None:
    asks, open_to_all = vacancy(education=Education.COLLEGE), vacancy()
    assert better(scorer, person(education=Education.COLLEGE), asks, open_to_all)
    assert scorer.score(person(), asks) == scorer.score(person(), open_to_all)


def test_a_workshop_is_for_who_must_stay(scorer: Scorer, features: Features) -> None:
    shop = vacancy(kind=PostingKind.WORKSHOP)
    bound = person(features=features["flexible"].mask)
    assert better(scorer, bound, shop, vacancy())


@pytest.mark.parametrize(
    ("said", "key", "asks"),
    [
        ("两班倒不怕", "day_shift", False),
        ("夜班不怕", "day_shift", False),
        ("年纪大了熬不得夜", "day_shift", True),
        ("夜里不得行", "day_shift", True),
        ("不加夜班", "day_shift", True),
        ("重活不怕", "light_work", False),
        ("苦点累点不怕", "light_work", False),
        ("太苦的不做", "light_work", True),
        ("细娃要接送", "flexible", True),
        ("老倌瘫在床上要服侍", "flexible", True),
        ("只能做半天", "flexible", True),
    ],
)
def test_what_people_bear_and_what_they_do_not(
    features: Features, said: str, key: str, asks: bool
) -> None:
    assert bool(features.asked(clean(said)) & features[key].mask) is asks


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        ("打条石,砌挡墙", True),
        ("背水泥上山", True),
        ("人工开挖沟槽", True),
        ("抡大锤", True),
        ("挖掘土豆样品登记", None),
        ("背单词", None),
    ],
)
def test_what_hands_do_without_machines_is_heavy(text: str, heavy: bool | None) -> None:
    assert read_demands("普工", text).heavy is heavy
    assert read_demands("挖掘机司机", "挖土方、挖沟").heavy is None


@pytest.mark.parametrize(
    ("skills", "text", "closed"),
    [
        ("有养蜂经验", "要养过蜂的,分群取蜜都得会", True),
        ("会炒清真菜", "掌过勺的,男女不论", True),
        ("会平车", "不会的带15天,有师傅教", False),
        ("会用智能手机", "送餐", False),
        ("会绣优先", "时间自由", False),
        ("", "两年以上经验,生手勿扰", True),
        ("", "试吹一段,吹不响的就不耽误了", True),
    ],
)
def test_skill_that_is_asked_for_closes_a_posting_to_who_tells_none(
    features: Features, skills: str, text: str, closed: bool
) -> None:
    told = clean(f"{skills}。{text}")
    found = read_burden(features, features.offered(told), told, clean(skills))
    assert found.experts_only is closed


@pytest.mark.parametrize(
    ("text", "lacks", "has"),
    [
        ("早晚班轮,最晚九点半下班", False, False),
        ("分早晚班,晚班到九点", False, False),
        ("长夜班,晚七点到早五点", True, False),
        ("校园保洁,下午四点半下班", False, True),
    ],
)
def test_a_late_shift_of_a_shop_is_no_night(
    features: Features, text: str, lacks: bool, has: bool
) -> None:
    offer, night = features.offered(clean(text)), features["day_shift"].mask
    assert (bool(offer.lacks & night), bool(offer.has & night)) == (lacks, has)
