"""Who travels alone, together, again, both ways, or lost a ticket; who sends is no traveller."""

from __future__ import annotations

import pytest

from policy_faq.amounts import fare
from policy_faq.journeys import asks_of_old, some_left, together
from tests.policy_faq.conftest import CHANGSHA, ZHAOYANG, Ask


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("两口子去福建,票各300", 2),
        ("我和媳妇去温州", 2),
        ("一家四口去省外", 4),
        ("我们3个人一起去义乌", 3),
        ("我带了3个人去义乌", None),
        ("组织6个人去昆明", None),
        ("我去温州", None),
    ],
)
def test_how_many_travel(text: str, people: int | None) -> None:
    assert together(text) == people


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("车票丢了一张,剩下的150", 150),
        ("两张票丢了一张,另外一张230", 230),
        ("票共500,其中一张90的丢了", 410),
        ("一等座330去厦门", 330),
        ("去无锡票每人280", 280),
        ("车票三张,剩一张95", 95),
        ("去东莞车票410", 410),
    ],
)
def test_the_fare_that_counts(text: str, yuan: int) -> None:
    assert fare(text) == yuan


def test_some_tickets_are_left() -> None:
    assert some_left("票丢了一张,剩下的150")
    assert not some_left("票丢了")


def test_the_grant_that_ended_is_told_from_the_one_in_force() -> None:
    assert asks_of_old("transport", "那个一次性交通费还有吗")
    assert asks_of_old("placement", "省里18年那个带人的补助还有没有")
    assert not asks_of_old("startup-subsidy", "一次性创业补贴是多少")
    assert not asks_of_old("transport", "去广东车票报多少")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("我不是跟队伍去的，自己联系的厂，车费还补不补", "能报：不跟队伍走"),
        ("车票弄丢了一张，剩的180报多少", "剩下的车票180元照样按车票钱报"),
        ("我在曲靖以外的楚雄做工，车票120报多少", "可以报120元"),
        ("到会泽以外的宣威打工车票50", "可以报50元"),
        ("带脱贫户到省内别的县，一人能领几多", "能拿200元"),
        ("送到县里厂里一个奖几多", "能拿100元"),
        ("今年去了两趟福建，车票报两次行不", "一年只能报1次"),
        ("云南2018年那个一次性交通补助还有没有", "现在不作数了"),
        ("出县不出省是多少，另外材料要哪几样", "最高报300元"),
        ("去浙江路费450能报多少", "可以报450元"),
    ],
)
def test_what_comes_first_in_huize(ask: Ask, question: str, first: str) -> None:
    assert ask(question).text.startswith(first)


@pytest.mark.parametrize(
    "question", ["送外卖到县里一单多少", "送货到广东运费多少", "一次性筷子500双多少钱"]
)
def test_who_sends_goods_is_no_broker(ask: Ask, question: str) -> None:
    assert ask(question).topic not in {"placement", "transport"}


def test_what_a_party_gets_in_all(ask: Ask) -> None:
    assert "2个人一共800元" in ask("我和老婆去宁波，票一人400，一共报多少").text


def test_both_ways(ask: Ask) -> None:
    assert "回来的票能不能报没有写" in ask("去南宁来回车票520报多少").text


def test_who_sends_within_the_county_gets_nothing_by_the_province(ask: Ask) -> None:
    answer = ask("送人去县里厂，奖几多", ZHAOYANG)
    assert answer.topic == "placement"
    assert "没有定县内转移就业的补助" in answer.text


def test_nothing_is_promised_to_who_goes_alone_where_no_text_pays(ask: Ask) -> None:
    assert not ask("自己去广东的车票报吗", CHANGSHA).text.startswith("能报")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("报名外出务工拨哪个号", "county-office"),
        ("找谁问", "county-office"),
        ("5125539是哪个单位", "report"),
        ("打12333要收钱不", "rights"),
        ("网上求职上哪个平台", "job-info"),
        ("省里驻外头的办事处管不管我们", "labour-station"),
    ],
)
def test_whom_to_turn_to(ask: Ask, question: str, topic: str) -> None:
    assert ask(question).topic == topic
