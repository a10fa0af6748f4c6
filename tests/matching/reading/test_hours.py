"""Which hours and nights postings take, in all the ways they write them."""

from __future__ import annotations

import pytest

from matching.reading.day_slots import ALL_DAY, LIVES_IN, MONTH, WEEK, between, month, stretches
from matching.reading.hours import NIGHT, NOON, hours, works_nights
from matching.reading.text import clean
from matching.reading.week_slots import ONE_OFF


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("19:00—07:00值守", 19, 31),
        ("20:00-次日8:00", 20, 32),
        ("晚八点到早八点", 20, 32),
        ("工作时段18:00至次日凌晨2:00", 18, 26),
        ("固定夜里10点到早上6点", 22, 30),
        ("早八晚五半", 8, 17.5),
        ("8点到5点", 8, 17),
        ("7点半到5点", 7.5, 17),
        ("晚班2点到10点", 14, 22),
        ("夜班8点-8点", 20, 32),
        ("下午五点到后半夜两点", 17, 26),
        ("早上六点厂车上山接人,晚七点送回", 6, 19),
        ("零点到八点", 0, 8),
        ("早七点四十分到晚六点", 7 + 2 / 3, 18),
        ("22点至次日6点", 22, 30),
    ],
)
def test_the_hours_of_a_day(text: str, since: float, until: float) -> None:
    assert [(each.since, each.until) for each in stretches(clean(text))] == [(since, until)]


@pytest.mark.parametrize(
    "text", ["工期3月1日至5月31日", "8-10小时", "3000-5000元", "18-45岁", "搬运20到30斤"]
)
def test_other_figures_are_no_hours(text: str) -> None:
    assert not list(stretches(clean(text)))


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("固定夜班,晚八点到早八点值守", True),
        ("白夜两班轮换,半个月倒一回", True),
        ("上24休48", True),
        ("打更,看院子", True),
        ("酒店夜审,23:00-7:00", True),
        ("两班倒", True),
        ("晚八点到早八点值守", True),
        ("四班三运转", True),
        ("三班两运转", True),
        ("三运转", True),
        ("晚六点到凌晨", True),
        ("半夜接货卸车", True),
        ("连续值守24小时", True),
        ("晚9点守到早8点,不得睡觉,每小时巡查一转", True),
        ("6点到22点两班", False),
        ("夜里可以睡觉,锁好门就行", False),
        ("宿舍24小时热水", False),
        ("早晚两班倒,早7:00-15:00,晚15:00-22:00", False),
        ("本岗长白班,早八晚五;生产线那边才倒班", False),
        ("可选白班或夜班", False),
        ("不上夜班", False),
        ("夜里另有人值守", False),
        ("晚上住校,夜间只锁门睡觉", False),
        ("早上四点到十点", False),
        ("管夜宵", False),
    ],
)
def test_who_is_awake_at_night(text: str, nights: bool) -> None:
    assert works_nights(clean(text)) is nights


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("订单紧,封闭管理,两个月内吃住在厂不得外出", ALL_DAY | LIVES_IN | WEEK | MONTH),
        ("进场后一律住场,满二十五天统一出场休息五天", ALL_DAY | LIVES_IN | WEEK),
        ("一趟出海10个月以上", ALL_DAY | LIVES_IN | WEEK | MONTH),
        ("住家保姆,每周休一天", ALL_DAY | LIVES_IN | ONE_OFF),
        ("保姆,住家不住家均可", 0),
        ("养殖场饲养员,包吃住,本县人可以回家住", 0),
        ("包吃包住,8小时", 0),
        ("时间灵活,随时可以回家", 0),
        ("招下午班一人:13:00-19:00", between(13, 19)),
        ("工期3月1日至5月31日,需全程在岗", month(3) | month(4) | month(5)),
        ("工期11月至次年2月,要做满", month(11) | month(12) | month(1) | month(2)),
        ("门店营业时间9:00-22:00", 0),
    ],
)
def test_what_a_posting_takes(text: str, mask: int) -> None:
    assert hours(clean(text)) == mask


def test_the_break_at_noon_is_free_where_it_is_long_enough() -> None:
    assert not hours("早八点到下午五点半") & NOON
    assert hours("早七点到晚七点") & NOON
    assert not hours("早七点到晚七点,中午休息两小时") & NOON
    assert hours("早八点到下午五点半,中午在山上吃") & NOON
    assert hours("早十点到下午两点") & NOON
    assert not hours("早七点到晚七点") & NIGHT
