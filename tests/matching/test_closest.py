"""Which postings come closest, what they pay, and what they have to do with."""

from __future__ import annotations

import pytest

from matching.catalogue import Skill, Work
from matching.reading.query_beside import holds
from matching.reading.wages import read_wage
from matching.toolkit import Toolkit
from tests.matching.builders import vacancy
from tests.matching.searching import DONGGUAN, KUNMING, Office, factory, titles

NINGBO = "330200"


def test_one_thing_given_up_goes_before_two(toolkit: Toolkit) -> None:
    elsewhere = factory(title="他乡", place=DONGGUAN)
    both = factory(title="他乡无住", place=DONGGUAN, lodging=None)
    found = Office(toolkit, [both, elsewhere]).find("昆明 电子厂 包住")
    assert titles(found)[0] == "他乡"


def test_nights_are_told_of_last_to_who_works_by_day(toolkit: Toolkit) -> None:
    nights = toolkit.reader.features.offered("两班倒")
    there = factory(title="夜班", place=NINGBO, offer=nights)
    days = [factory(title=f"白班{n}", place=DONGGUAN) for n in range(3)]
    found = Office(toolkit, [there, *days]).find("宁波电子厂 夜班不上")
    assert "夜班" not in titles(found)


def test_work_at_home_goes_before_a_farther_trade(toolkit: Toolkit) -> None:
    smith = vacancy(title="焊工", work=Work(("welder",)), skill=Skill.TRADE, place=DONGGUAN)
    near = vacancy(title="电焊工", work=Work(("welder",)), skill=Skill.TRADE, place=KUNMING)
    found = Office(toolkit, [smith, near]).find("会泽 焊工")
    assert titles(found)[0] == "电焊工"


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("4000以上", True),
        ("保底4000", False),
        ("4200左右", True),
        ("4500左右", False),
        ("4500起步", False),
    ],
)
def test_what_a_wage_is_taken_for(toolkit: Toolkit, said: str, fits: bool) -> None:
    office = Office(toolkit, [factory(wage_low=3500, wage_high=4000 if "左右" in said else 4500)])
    found = office.find(f"电子厂 {said}")
    assert (found.total == 1) is fits


@pytest.mark.parametrize(
    ("said", "least"),
    [("不要6000,5000就行", 5000), ("两百二一天的", 4785), ("一百五一天", 3262), ("六千左右", 6000)],
)
def test_which_figure_is_meant(said: str, least: int) -> None:
    assert read_wage(said, by_day=True).least == least


@pytest.mark.parametrize(
    ("text", "thing", "has"),
    [
        ("马铃薯分拣", "洋芋", True),
        ("电子厂,不穿无尘衣", "无尘服", False),
        ("两班倒,穿无尘衣", "无尘服", True),
        ("石材打磨", "石材", True),
        ("耳机组装", "石材", False),
    ],
)
def test_what_a_posting_has_to_do_with(text: str, thing: str, has: bool) -> None:
    assert holds(text, (thing,)) is has


def test_who_asks_for_a_factory_is_shown_none_that_sends_parcels(toolkit: Toolkit) -> None:
    maker = factory(title="组装工")
    sender = vacancy(title="打包员", work=Work(("packer",)), employer_name="义乌云仓电子商务公司")
    assert titles(Office(toolkit, [maker, sender]).find("想进厂")) == ["组装工"]
