"""What searches say beside the work: a doctor's advice, a paper lacked, what would be nice."""

from __future__ import annotations

import pytest

from matching.reading.query import Query
from matching.reading.query_followup import follow_up
from matching.toolkit import Toolkit
from tests.matching.conftest import COUNTY, TODAY


def read(toolkit: Toolkit, text: str) -> Query:
    return toolkit.reader.read(text, home=COUNTY, on=TODAY)


def trades(toolkit: Toolkit, text: str) -> set[str]:
    return {term.key for term in read(toolkit, text).wants}


@pytest.mark.parametrize(
    "text",
    [
        "大夫劝我莫上夜班,想找白班的",
        "医生再三交待少累着,有没有轻松的",
        "听医生的话,找个不累的活",
        "看了医生,腰杆有毛病,找个坐着的活",
        "医生建议静养,半天的活有没有",
    ],
)
def test_what_a_doctor_advises_is_no_wish_for_a_doctors_work(toolkit: Toolkit, text: str) -> None:
    assert trades(toolkit, text) == set()


@pytest.mark.parametrize("text", ["想当村医", "我学医的,想做医生助理"])
def test_a_doctors_work_is_still_a_wish(toolkit: Toolkit, text: str) -> None:
    assert "doctor" in trades(toolkit, text)


@pytest.mark.parametrize("text", ["没得电工证,想做电工", "焊工证没得,焊工活有没得"])
def test_who_lacks_the_paper_of_the_work_wanted_is_bare_handed(toolkit: Toolkit, text: str) -> None:
    assert read(toolkit, text).bare_hands


@pytest.mark.parametrize("text", ["我没有叉车证,想当保安", "有焊工证,想找焊工", "保安,健康证没得"])
def test_other_papers_lacked_hinder_nobody(toolkit: Toolkit, text: str) -> None:
    assert not read(toolkit, text).bare_hands


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("想进做吃的厂", "food"),
        ("饼干厂有没有", "food"),
        ("皮件厂", "garment"),
        ("我是砖匠", "mason"),
        ("想做招呼病人的活", "carer"),
    ],
)
def test_everyday_words_name_the_work(toolkit: Toolkit, text: str, work: str) -> None:
    assert work in trades(toolkit, text)


@pytest.mark.parametrize("text", ["砖厂工人", "瓷砖工"])
def test_bricks_alone_make_no_mason(toolkit: Toolkit, text: str) -> None:
    assert "mason" not in trades(toolkit, text)


def test_a_wish_nobody_can_look_for_leaves_the_search_as_it_is(toolkit: Toolkit) -> None:
    before = read(toolkit, "昆明的保洁")
    found = follow_up(toolkit.reader, "最好靠着汽车站", before, home=COUNTY, on=TODAY)
    assert found is not None
    assert found.query == before


def test_who_comes_along_goes_where_the_search_goes(toolkit: Toolkit) -> None:
    before = read(toolkit, "义乌")
    said = "表妹和我一起,才十七,有没有她能做的"
    found = follow_up(toolkit.reader, said, before, home=COUNTY, on=TODAY)
    assert found is not None
    assert found.query.places == before.places


def test_a_smaller_place_is_told_apart_by_the_larger(toolkit: Toolkit) -> None:
    found = read(toolkit, "我说的是嵩明那个杨林")
    assert found.places == ("530127",)
    assert not found.wants


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xuan wei you mei you bao an", "宣威有没有保安"),
        ("hui ze xian cheng bao jie", "会泽县城保洁"),
    ],
)
def test_counties_of_the_province_are_read_in_letters(
    toolkit: Toolkit, typed: str, meant: str
) -> None:
    assert toolkit.in_letters.read(typed) == meant
