"""Trips told by place, vehicle and sum alone, and what people take for granted about them."""

from __future__ import annotations

import pytest

from policy_faq.trips import offered, tells_of_a_trip
from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("question", "paid"),
    [
        ("动车到厦门六百出头", "500元"),
        ("搭大巴去玉溪210", "210元"),
        ("丽江卧铺四百五", "300元"),
        ("票八十八块，去遵义", "88元"),
        ("我在楚雄做工，来的时候车费330", "300元"),
        ("到绍兴硬卧一张268，补满五百还是补268", "可以报268元"),
    ],
)
def test_a_trip_is_told_by_place_and_price(ask: Ask, question: str, paid: str) -> None:
    answer = ask(question)
    assert answer.topic == "transport"
    assert paid in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("省内也给五百对吧", "不是500元。最高报300元"),
        ("去保山是不是也按五百给", "不是500元。最高报300元"),
        ("县内打工没得补对吧", "有的。最高报100元"),
        ("丽江也算省外吧", "算省内、本市外"),
        ("毕节算不算省外", "毕节市算省外。最高报500元"),
        ("不管车票多少都给五百吧", "不是固定的钱"),
        ("自家买票走的就没得报了吧", "能报：不跟队伍走"),
        ("不是县里包车送的，车费就没有了嘛", "能报：不跟队伍走"),
        ("干满一年才能领路费吧", "不用等那么久：稳定就业满3个月"),
        ("去佛山的路费是厂里出吧", "不是厂里出"),
        ("普通户有车费没", "按现有规定领不到"),
        ("票价低咋个补", "车票多少报多少"),
    ],
)
def test_what_is_taken_for_granted_is_told_right_first(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question).text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("断断续续合起来三个月，路费给报不", "transport"),
        ("村里集体送走的还要务工证明不", "transport"),
        ("边缘户车费补不补", "transport"),
        ("做保姆没人给开证明咋办", "income-proof"),
        ("手机买的电子票，报得了不", "transport-tickets"),
    ],
)
def test_what_travellers_add_stays_with_the_fare(ask: Ask, question: str, topic: str) -> None:
    assert ask(question).topic == topic


@pytest.mark.parametrize(
    "marked",
    [
        "去◎高铁票多少钱",
        "去◎高铁260贵不贵",
        "去◎打工260一天包吃",
        "县城有没有车去◎",
        "去◎看病来回车费300",
        "送12个人去◎，一人300",
        "去◎旅游火车票420",
    ],
)
def test_other_matters_of_travellers_are_none(marked: str) -> None:
    assert not tells_of_a_trip(marked)


def test_a_compared_sum_is_not_taken_for_the_grant() -> None:
    assert offered("车票没到五百，也补到五百吗") == (500,)
    assert offered("车票超过五百怎么算") == ()
