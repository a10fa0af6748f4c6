"""What is no search for work though it names a trade, and what is one without saying so."""

from __future__ import annotations

from datetime import date

import pytest

from matching.reading.query_sayings import Sayings
from matching.reading.query_text import Reader
from matching.reading.small_talk import is_small_talk
from tests.matching.conftest import COUNTY

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "我家猪丢了",
        "摩托车坏了",
        "外卖还没到",
        "垃圾没人扫",
        "我在做饭",
        "我在开车，等会说",
        "我儿子在电子厂上班",
        "隔壁老王是司机",
        "找个师傅修水管",
        "找个保姆带孩子",
        "我要剪头发",
        "我要招两个服务员",
        "我家要请人掰包谷",
        "核桃卖不出去",
        "洋芋多少钱一斤",
        "你叫什么名字",
        "我属猪的",
        "123456",
    ],
)
def test_other_errands_and_talk_are_no_search(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "想找洗车的活",
        "外卖员招不招",
        "会开车，想找个司机的工作",
        "请问有包住的保洁工作吗",
        "想学理发",
        "我在工地干活，想换个厂",
        "SMT",
        "家里有老人，想找近点的活",
    ],
)
def test_a_wish_for_work_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("叉车翻了", False),
        ("今天保安骂我", False),
        ("我在超市买菜", False),
        ("帮忙看下有没有看大门的", True),
        ("工地小工多少钱一天", True),
        ("外卖骑手,自己有电动车", True),
        ("保安 会泽", True),
        ("哪里招人", True),
    ],
)
def test_who_names_work_and_wishes_for_it(reader: Reader, text: str, wishes: bool) -> None:
    assert Sayings(reader).speaks_of_wishes(text, home=COUNTY, on=TODAY) is wishes


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("站柜台", True),
        ("会泽 保安", True),
        ("插电子板", True),
        ("服务员态度差", False),
        ("水管爆了", False),
        ("食堂饭难吃", False),
    ],
)
def test_a_message_that_names_work_alone(reader: Reader, text: str, only: bool) -> None:
    assert Sayings(reader).says_only_work(text, home=COUNTY, on=TODAY) is only


@pytest.mark.parametrize(
    "text",
    [
        "珠三角那边的五金厂，做过三年冲床",
        "福建晋江鞋厂针车，熟手",
        "我老公53岁，有木工手艺，想找附近的工地",
        "想找份坐办公室的，但我只有初中",
        "不出云南，工地不去，厂可以",
        "酒店传菜，晚上十点前下班",
        "别的不会就会养猪",
    ],
)
def test_work_with_conditions_is_a_wish_without_a_word_of_searching(
    reader: Reader, text: str
) -> None:
    assert Sayings(reader).is_clear_wish(text, home=COUNTY, on=TODAY)


def test_more_must_be_told_where_a_policy_has_the_words_too(reader: Reader) -> None:
    told, less = "养老院护工，夜班也可以，女49", "养老院护工"
    for text, clear in ((told, True), (less, False)):
        assert Sayings(reader).is_clear_wish(text, home=COUNTY, on=TODAY, doubted=True) is clear


@pytest.mark.parametrize(
    "text",
    [
        "我在东莞电子厂打工，老板拖欠工资",
        "我今年六十三，扫得地挑得担，村里讲我年纪大不让搞公益岗",
        "53岁女工，广东电子厂，车票能报多少",
        "今天天气真好",
    ],
)
def test_a_trouble_or_a_question_is_no_wish(reader: Reader, text: str) -> None:
    assert not Sayings(reader).is_clear_wish(text, home=COUNTY, on=TODAY)


@pytest.mark.parametrize("text", ["珠三角 夫妻房", "女40，初中，昆明曲靖都行，三千五以上"])
def test_conditions_alone_are_a_search(reader: Reader, text: str) -> None:
    wishes = Sayings(reader).says_only_wishes(text, home=COUNTY, on=TODAY)
    assert wishes or Sayings(reader).is_clear_wish(text, home=COUNTY, on=TODAY)
