"""Going on with a search: other postings, nearer ones, better paid ones, what comes on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from labourers.tables import Sex
from matching.catalogue import Skill, Work
from matching.feed import Feed
from matching.model import Distance
from matching.reading.query import Area, Order, Query
from matching.reading.query_followup import carried, follow_up
from matching.search import Beyond, nearer
from matching.toolkit import Toolkit
from tests.matching.builders import job, person, sector, vacancy
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.searching import DONGGUAN, KUNMING, Office, factory, titles

BEFORE = Query(wants=(sector("electronics"),), places=(DONGGUAN,), wage=4000)


@pytest.mark.parametrize(
    ("text", "query", "fresh"),
    [
        ("换一批", BEFORE, True),
        ("还有别的吗", BEFORE, True),
        ("都不合适", BEFORE, True),
        ("近一点的", replace(BEFORE, places=(), area=Area.NEAR, order=Order.NEAR), True),
        ("太远了", replace(BEFORE, places=(), area=Area.NEAR, order=Order.NEAR), True),
        ("工资高一点的", replace(BEFORE, wage=5001, order=Order.WAGE), True),
        ("要6000以上的", replace(BEFORE, wage=6000), False),
        ("要包住的", replace(BEFORE, lodging=True), False),
        ("昆明的呢", replace(BEFORE, places=(KUNMING,)), False),
    ],
)
def test_a_follow_up_changes_the_search_before(
    toolkit: Toolkit, text: str, query: Query, fresh: bool
) -> None:
    found = follow_up(toolkit.reader, text, BEFORE, home=COUNTY, on=TODAY, shown_wage=5000)
    assert found is not None
    assert (found.query, found.fresh) == (query, fresh)


@pytest.mark.parametrize(
    "text",
    [
        *("想找保洁", "车票能报多少", "你好"),
        *("有没有县里的活，要带娃", "想找深圳的工作", "有啥活路", "我五十五了还能干撒子"),
    ],
)
def test_other_messages_are_no_follow_up(toolkit: Toolkit, text: str) -> None:
    assert follow_up(toolkit.reader, text, BEFORE, home=COUNTY, on=TODAY) is None


def test_a_posting_as_far_as_the_list_is_no_nearer_one(toolkit: Toolkit) -> None:
    far, near = factory(title="远"), factory(title="近", place=KUNMING)
    feed = Feed([far, near], toolkit.scorer, TODAY)
    assert nearer(feed, [far.id], COUNTY) is Distance.PROVINCE
    office = Office(toolkit, [far, near])
    found = office.find("电子厂", beyond=Beyond(within=Distance.PROVINCE))
    assert titles(found) == ["近"]


def test_nothing_is_nearer_than_home(toolkit: Toolkit) -> None:
    here = factory(place=COUNTY)
    feed = Feed([here], toolkit.scorer, TODAY)
    assert nearer(feed, [here.id], COUNTY) is Distance.COUNTY
    assert nearer(feed, [here.id], f"{COUNTY}106") is Distance.TOWN
    assert nearer(feed, [UUID(int=1)], COUNTY) is None


def test_better_paid_means_more_than_the_wage_shown(toolkit: Toolkit) -> None:
    office = Office(toolkit, [factory(title="少"), factory(title="多", wage_high=5001)])
    assert titles(office.find("电子厂", beyond=Beyond(paid_above=5000))) == ["多"]


def test_another_trade_is_the_last_thing_offered_instead(toolkit: Toolkit) -> None:
    smith = vacancy(title="焊工", work=Work(("welder",)), skill=Skill.TRADE, wage_low=9000)
    hand = vacancy(title="普工", wage_low=2000, place=DONGGUAN)
    found = Office(toolkit, [smith, hand]).find("会计 本县 4000以上")
    assert titles(found) == ["普工", "焊工"]
    assert "没有招会计出纳的" in found.relaxed


def test_an_excavator_is_no_forklift(toolkit: Toolkit) -> None:
    forklift = vacancy(title="叉车工", work=Work(("forklift",)), skill=Skill.TRADE)
    found = Office(toolkit, [forklift]).find("挖掘机")
    assert found.total == 0
    assert found.relaxed == ("不是挖掘机等机械手",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("换成苏州", {"places": ("320500",)}),
        ("不要电子厂", {"wants": (), "avoids": (sector("electronics"),)}),
        ("换成服装厂", {"wants": (sector("garment"),), "places": (DONGGUAN,)}),
        ("包住的", {"lodging": True, "places": (DONGGUAN,)}),
        ("工资低点也行", {"wage": None, "places": (DONGGUAN,)}),
    ],
)
def test_a_follow_up_changes_what_it_names(
    toolkit: Toolkit, text: str, expected: dict[str, Any]
) -> None:
    before = toolkit.reader.read("东莞电子厂 5000以上", home=COUNTY, on=TODAY)
    found = follow_up(toolkit.reader, text, before, home=COUNTY, on=TODAY)
    assert found is not None
    assert {name: getattr(found.query, name) for name in expected} == expected


def test_what_lies_in_the_same_county_is_closest(toolkit: Toolkit) -> None:
    town, other, city = f"{COUNTY}102", f"{COUNTY}106", "530302"
    offered = [vacancy(title="市", place=city), vacancy(title="镇", place=other)]
    found = Office(toolkit, offered).find(Query(places=(town,)))
    assert titles(found)[0] == "镇"


def test_a_trade_nobody_named_or_knows_is_no_work_of_a_sector(toolkit: Toolkit) -> None:
    smith = vacancy(title="焊工", work=Work(("welder",)), skill=Skill.TRADE, wage_low=9000)
    found = Office(toolkit, [smith, vacancy()]).find("进厂")
    assert titles(found) == ["普工"]
    able = person(skills=(job("welder"),))
    assert titles(Office(toolkit, [smith, vacancy()]).find("进厂", able))[0] == "焊工"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那鞋厂呢", {"wants": (sector("shoes"),), "places": (DONGGUAN,)}),
        ("昆明也行", {"places": (DONGGUAN, KUNMING)}),
        ("哪个省都行", {"places": ()}),
        ("想换个行业", {"wants": (), "avoids": (sector("electronics"),)}),
        ("做别的也行", {"wants": (), "places": (DONGGUAN,)}),
        ("工资不用太高", {"wage": None, "places": (DONGGUAN,)}),
        ("还是做老本行", {"wants": (sector("electronics"),)}),
    ],
)
def test_a_few_words_go_on_with_the_search_before(
    toolkit: Toolkit, text: str, expected: dict[str, Any]
) -> None:
    found = follow_up(toolkit.reader, text, BEFORE, home=COUNTY, on=TODAY)
    assert found is not None
    assert {name: getattr(found.query, name) for name in expected} == expected


def test_what_is_known_of_the_person_goes_into_a_new_search() -> None:
    before = Query(wants=(job("sewing"),), age=52, sex=Sex.FEMALE, places=(DONGGUAN,))
    new = carried(before, Query(wants=(job("cleaner"),)))
    assert (new.age, new.sex, new.places) == (52, Sex.FEMALE, ())
    assert carried(before, Query(places=(KUNMING,)), "还想做老本行").wants == before.wants
    assert carried(before, Query(other=True)).age is None


@pytest.mark.parametrize("text", ["老公腰上开过刀,帮他找个轻巧的活 会泽", "帮我妈找个保洁"])
def test_who_asks_for_somebody_else_begins_anew(toolkit: Toolkit, text: str) -> None:
    assert follow_up(toolkit.reader, text, BEFORE, home=COUNTY, on=TODAY) is None


def test_the_same_for_somebody_else_is_a_follow_up(toolkit: Toolkit) -> None:
    found = follow_up(toolkit.reader, "帮我老公也找一个 昆明", BEFORE, home=COUNTY, on=TODAY)
    assert found is not None
    assert (found.query.wage, found.query.places) == (4000, (KUNMING,))
