"""Search: what fits, or the closest with what had to give way."""

from __future__ import annotations

from datetime import date

import pytest

from jobs_feed.tables import PostingKind
from labourers.tables import Sex, Willingness
from matching.catalogue import Demand, Skill, Work
from matching.reading.features import Features, Offer
from matching.reading.licences import all_of
from matching.reading.query import Order, Query
from matching.reading.query_followup import follow_up
from matching.toolkit import Toolkit
from tests.matching.builders import job, person, vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import DONGGUAN, KUNMING, Office, factory, titles


def test_everything_said_is_met(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            factory(title="对"),
            factory(title="工资低", wage_low=3000, wage_high=3500),
            factory(title="不包住", lodging=False),
            factory(title="昆明", place=KUNMING),
            factory(title="食品厂", work=Work(("general_worker",), "food")),
        ],
    )
    found = office.find("想找包吃住的电子厂 4000以上 东莞")
    assert (titles(found), found.total, found.relaxed) == (["对"], 1, ())
    assert found.note == ""


@pytest.mark.parametrize(
    ("text", "relaxed"),
    [
        ("东莞电子厂 8000以上", "工资不到8000元"),
        ("昆明的电子厂", "不在昆明"),
        ("东莞电子厂 要交社保", "没写交社保"),
        ("东莞的缝纫工", "没有招缝纫工的"),
    ],
)
def test_the_closest_says_what_it_lacks(toolkit: Toolkit, text: str, relaxed: str) -> None:
    found = Office(toolkit, [factory(title="电子厂普工")]).find(text)
    assert titles(found) == ["电子厂普工"]
    assert found.total == 0
    assert found.relaxed == (relaxed,)
    assert found.postings[0].unmet == (relaxed.replace("没有招缝纫工的", "不是缝纫工"),)
    assert relaxed in found.note


def test_the_closest_are_those_that_lack_least(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            factory(title="差很多", wage_low=2000, wage_high=2500, lodging=False),
            factory(title="差一点", wage_low=4500, wage_high=5800),
            factory(title="没写", wage_low=None, wage_high=None),
        ],
    )
    assert titles(office.find("电子厂包住6000以上")) == ["差一点", "没写", "差很多"]


def test_what_is_not_stated_is_no_promise(toolkit: Toolkit) -> None:
    office = Office(toolkit, [factory(title="没写吃住", food=None, lodging=None)])
    assert office.find("包吃住").relaxed == ("没写包吃住",)


def test_near_means_the_county_first(toolkit: Toolkit) -> None:
    office = Office(
        toolkit, [factory(title="远"), factory(title="近", place=COUNTY), factory(title="也远")]
    )
    assert titles(office.find("有没有离家近的活")) == ["近"]


def test_the_age_that_is_told_bars_postings(toolkit: Toolkit) -> None:
    office = Office(toolkit, [factory(title="年轻", age_high=45), factory(title="不限")])
    assert titles(office.find("我50岁了还能做啥")) == ["不限"]
    only_young = Office(toolkit, [factory(age_high=45)])
    found = only_young.find("我50岁了还能做啥")
    assert found.postings == ()
    assert found.barred == (("年龄不符", 1),)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("不要销售", ["保洁"]),
        ("女的能做的", ["保洁", "销售"]),
        ("腰不好,做不了重活", ["保洁", "销售"]),
        ("不想去东莞", ["保洁"]),
    ],
)
def test_what_is_ruled_out_never_comes(toolkit: Toolkit, text: str, allowed: list[str]) -> None:
    office = Office(
        toolkit,
        [
            vacancy(title="保洁", work=Work(("cleaner",)), demand=Demand.LIGHT),
            vacancy(
                title="销售",
                work=Work(("sales",)),
                demand=Demand.LIGHT,
                place=DONGGUAN if "东莞" in text else COUNTY,
            ),
            vacancy(
                title="搬运",
                work=Work(("porter",)),
                demand=Demand.HEAVY,
                sex=Sex.MALE,
                place=DONGGUAN if text != "不要销售" else None,
                is_open=text != "不要销售",
            ),
        ],
    )
    assert sorted(titles(office.find(text))) == sorted(allowed)


def test_night_work_is_left_out_when_it_is_refused(toolkit: Toolkit, features: Features) -> None:
    night = features["day_shift"].mask
    office = Office(
        toolkit,
        [
            factory(title="两班倒", offer=Offer(0, night)),
            factory(title="白班", offer=Offer(night, 0)),
            factory(title="没写"),
        ],
    )
    assert set(titles(office.find("电子厂,夜班不要"))) == {"白班", "没写"}


def test_public_posts_and_workshops_by_name(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            vacancy(title="车间", kind=PostingKind.WORKSHOP),
            vacancy(title="公益", kind=PostingKind.PUBLIC_WELFARE),
            vacancy(title="普通"),
        ],
    )
    assert titles(office.find("有公益性岗位吗")) == ["公益"]
    assert titles(office.find("扶贫车间招人不")) == ["车间"]


def test_an_unknown_word_is_looked_for_in_the_postings(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [vacancy(title="店员", text="照相馆店员"), vacancy(title="普工", text="普工")],
    )
    assert titles(office.find("照相馆要人吗")) == ["店员"]


# -- with a person's file -------------------------------------------------------------------


def test_what_a_person_must_not_be_offered_stays_out(toolkit: Toolkit) -> None:
    refused = factory(title="回绝过")
    office = Office(
        toolkit,
        [
            refused,
            factory(title="要叉车证", licences=all_of("forklift")),
            factory(title="只招女", sex=Sex.FEMALE),
            factory(title="可以"),
        ],
    )
    who = person(refused=frozenset({refused.id}))
    assert titles(office.find("电子厂", who)) == ["可以"]


def test_where_to_is_what_is_said_now(toolkit: Toolkit) -> None:
    """Somebody registered for the county may ask for Dongguan; then Dongguan it is."""
    office = Office(toolkit, [factory(title="东莞"), factory(title="本县", place=COUNTY)])
    stays = person(willingness=Willingness.IN_COUNTY)
    assert titles(office.find("东莞的电子厂", stays)) == ["东莞"]
    assert titles(office.find("电子厂", stays)) == ["本县"]


def test_outside_the_registered_wish_is_said(toolkit: Toolkit) -> None:
    office = Office(toolkit, [factory(title="东莞")])
    found = office.find("电子厂", person(willingness=Willingness.IN_COUNTY))
    assert found.relaxed == ("不在你登记的意向地",)


def test_a_search_without_words_follows_the_file(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            vacancy(title="保安", work=Work(("guard",))),
            vacancy(title="缝纫", work=Work(("sewing",)), skill=Skill.QUICK),
        ],
    )
    found = office.find("有什么活", person(skills=(job("sewing"),)))
    assert titles(found)[0] == "缝纫"
    assert "你做过缝纫" in found.postings[0].reasons


# -- order, others, limits ------------------------------------------------------------------


def test_shown_postings_are_not_shown_again(toolkit: Toolkit) -> None:
    office = Office(toolkit, [factory() for _ in range(5)])
    first = office.find("电子厂")
    shown = [found.vacancy.id for found in first.postings]
    second = office.find("电子厂", exclude=shown)
    assert len(first.postings) == 3
    assert len(second.postings) == 2
    assert not {found.vacancy.id for found in second.postings} & set(shown)


def test_best_paid_and_nearest_first(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            factory(title="昆明", place=KUNMING, wage_low=3000, wage_high=3500),
            factory(title="东莞", wage_low=6000, wage_high=7000),
            factory(title="本县", place=COUNTY, wage_low=2000, wage_high=2500),
        ],
    )
    assert titles(office.find(Query(order=Order.WAGE))) == ["东莞", "昆明", "本县"]
    assert titles(office.find(Query(order=Order.NEAR))) == ["本县", "昆明", "东莞"]


def test_different_employers_first(toolkit: Toolkit) -> None:
    same = [factory(title=f"甲{n}", employer="甲", wage_high=9000) for n in range(4)]
    office = Office(toolkit, [*same, factory(title="乙", employer="乙")])
    assert "乙" in titles(office.find("电子厂"))


def test_another_occupation_where_none_was_asked_for(toolkit: Toolkit) -> None:
    alike = [factory(title=f"组装{n}", employer=str(n), lodging=None) for n in range(3)]
    packer = factory(
        title="包装", work=Work(("packer",), "electronics"), wage_low=3600, wage_high=4100,
        lodging=None,
    )  # fmt: skip
    office = Office(toolkit, [*alike, packer])
    assert titles(office.find("电子厂 包住 4000以上"))[-1] == "包装"
    assert "包装" not in titles(office.find("普工 包住 4000以上"))


def test_who_has_a_child_on_the_arm_is_shown_light_work_first(toolkit: Toolkit) -> None:
    heavy = vacancy(title="装卸", work=Work(("porter",)), demand=Demand.HEAVY, wage_low=7000)
    light = vacancy(title="手工", work=Work(("handicraft",), "toys"), demand=Demand.LIGHT)
    office = Office(toolkit, [heavy, light])
    assert titles(office.find("有没有带娃能做的"))[0] == "手工"


def test_what_somebody_can_do_at_all_is_asked_anew(toolkit: Toolkit) -> None:
    before = Query(wants=(job("forklift"),))
    for text in ("县里有没有带娃能做的", "在家里能做的", "附近有啥活", "残疾人能做的 男 33"):
        assert follow_up(toolkit.reader, text, before, home=COUNTY, on=TODAY) is None, text
    leaning = follow_up(toolkit.reader, "有没有包住的", before, home=COUNTY, on=TODAY)
    assert leaning is not None
    assert leaning.query.wants == before.wants


def test_closed_full_and_late_postings_are_not_found(toolkit: Toolkit) -> None:
    office = Office(
        toolkit,
        [
            factory(headcount_left=0),
            factory(is_open=False),
            factory(deadline=date(2026, 11, 22)),
        ],
    )
    found = office.find("电子厂")
    assert found.postings == ()
    assert found.note == "现在没有合适的岗位"
