"""A list holds what fits alone, or the closest that gives up the least grave thing."""

from __future__ import annotations

from labourers.tables import Willingness
from matching.catalogue import Skill, Work
from matching.reading.features import Offer
from matching.reading.licences import all_of
from matching.toolkit import Toolkit
from tests.matching.builders import person, vacancy
from tests.matching.conftest import COUNTY
from tests.matching.searching import Office, factory, titles


def test_the_very_work_first_and_alone_where_there_are_three(toolkit: Toolkit) -> None:
    cleaner = vacancy(title="保洁员", work=Work(("cleaner",)))
    nanny = vacancy(title="客房", work=Work(("room_attendant",)))
    assert titles(Office(toolkit, [nanny, cleaner]).find("保洁")) == ["保洁员", "客房"]
    assert titles(Office(toolkit, [nanny, *[cleaner] * 3]).find("保洁")) == ["保洁员"] * 3
    assert titles(Office(toolkit, [nanny]).find("保洁")) == ["客房"]


def test_work_counts_more_than_its_place(toolkit: Toolkit) -> None:
    near = vacancy(title="普工", place=COUNTY)
    far = vacancy(title="保安", work=Work(("guard",)), place="110000")
    found = Office(toolkit, [near, far]).find("会泽的保安")
    assert (titles(found), found.relaxed) == (["保安", "普工"], ("不在会泽", "不是保安"))
    assert titles(Office(toolkit, [near, far, far, far]).find("会泽的保安")) == ["保安"] * 3


def test_who_stays_in_the_county_is_sent_nowhere_else(toolkit: Toolkit) -> None:
    who = person(willingness=Willingness.IN_COUNTY)
    near = vacancy(title="普工", place=COUNTY, lodging=False)
    far = factory(title="远处", work=Work(("general_worker",)))
    assert titles(Office(toolkit, [near, far]).find("进厂 包住", who)) == ["普工"]


def test_who_asks_for_a_trade_has_its_paper(toolkit: Toolkit) -> None:
    weld = vacancy(title="焊工", work=Work(("welder",)), licences=all_of("welder"))
    assert titles(Office(toolkit, [weld]).find("焊工", person())) == ["焊工"]


def test_a_post_for_a_couple_is_for_who_asks_for_two(toolkit: Toolkit) -> None:
    pair = vacancy(title="饲养员", text="饲养员夫妻工", offer=Offer(has=_mask(toolkit, "couples")))
    office = Office(toolkit, [pair, vacancy(title="普工")])
    assert titles(office.find("找个活")) == ["普工"]
    assert titles(office.find("两口子一起")) == ["饲养员"]


def test_usual_pay_goes_before_pay_that_can_be_reached(toolkit: Toolkit) -> None:
    reach = factory(title="够得着", wage_low=4000, wage_high=6000)
    usual = factory(title="一般", wage_low=6000, wage_high=6500, food=None)
    assert titles(Office(toolkit, [reach, usual]).find("6000左右")) == ["一般", "够得着"]


def test_a_seat_of_a_county_is_its_streets(toolkit: Toolkit) -> None:
    town = vacancy(title="镇", place=f"{COUNTY}106")
    street = vacancy(title="街道", place=f"{COUNTY}003")
    assert titles(Office(toolkit, [town, street]).find("会泽县城的活")) == ["街道"]


def test_one_trade_refused_of_a_field_that_is_wanted(toolkit: Toolkit) -> None:
    shoes = vacancy(title="鞋", work=Work(("sewing",), "shoes"))
    toys = vacancy(title="玩具", work=Work(("general_worker",), "toys"))
    assert titles(Office(toolkit, [shoes, toys]).find("进厂，不要鞋厂")) == ["玩具"]


def test_who_asks_for_factories_is_shown_all_that_is_soon_learnt_there(toolkit: Toolkit) -> None:
    line = vacancy(title="普工", work=Work(("general_worker",), "electronics"))
    wood = vacancy(title="木工", work=Work(("furniture_worker",)), skill=Skill.TRADE)
    guard = vacancy(title="保安", work=Work(("guard",)))
    found = Office(toolkit, [wood, line, guard]).find("有哪些厂")
    assert set(titles(found)) == {"普工", "木工"}


def _mask(toolkit: Toolkit, key: str) -> int:
    return toolkit.reader.features[key].mask


def test_what_holds_for_one_posting_is_not_said_of_the_list(toolkit: Toolkit) -> None:
    near = vacancy(title="普工", place=COUNTY)
    far = vacancy(title="保安", work=Work(("guard",)), place="110000")
    farther = vacancy(title="保安", work=Work(("guard",)), place="110000", wage_high=3000)
    found = Office(toolkit, [near, far]).find("会泽的保安")
    assert [each.alone for each in found.postings] == [("不在会泽",), ("不是保安",)]
    assert found.shared == ()
    assert "各差一点" in found.note
    found = Office(toolkit, [far, farther]).find("会泽的保安")
    assert (found.shared, [each.alone for each in found.postings]) == (("不在会泽",), [(), ()])
