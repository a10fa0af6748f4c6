"""What sounds like our matter and is another; short questions read for what they ask."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "堂哥借我六千块打麻将输光了，不还",
        "表叔拿我的钱打扑克，赖账",
        "侄儿打游戏充了两千块能退不",
        "给娃打针打坏了找哪个赔",
        "支书是不是把修桥的钱吞了",
        "镇长收红包去哪告",
        "大理古城门票老人有没有补贴",
        "动物园年卡多少钱",
        "姑娘去成都念大学高铁票报不报",
        "到桂林旅游动车四百五",
        "去上海看女儿的车票哪个报",
        "到贵阳相亲大巴一百八",
    ],
)
def test_another_errand_is_not_ours(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.topic is None
    assert not answer.urgent


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("工地上打麻将吵起来，我被打伤了", "harm"),
        ("老板的侄子喝了酒打我", "harm"),
        ("包工头天天打牌，工资不发", "wages"),
        ("村主任把我们修渠的工钱吞了", "wages"),
    ],
)
def test_who_is_beaten_or_owed_is_still_heard(ask: Ask, question: str, topic: str) -> None:
    answer = ask(question)
    assert answer.topic == topic
    assert answer.urgent


@pytest.mark.parametrize(
    ("county", "question", "topic", "told"),
    [
        ("530326", "领个人去省外给好多奖", "placement", "300元"),
        ("530326", "介绍个老乡到县外补多少", "placement", "200元"),
        ("530326", "个人去省外补好多", "transport", "500元"),
        ("530326", "我带个人去浙江，车票补多少", "transport", "500元"),
        ("530326", "公司把我裁了，一分不给，该给我什么", "dismissal", "每干满1年补1个月工资"),
        ("431322", "店里要裁我，钱都不给一分，应该赔啥", "dismissal", "每干满1年补1个月工资"),
        ("530326", "告厂里要花多少钱", "arbitration", "不收费"),
        ("530326", "告包工头收不收钱", "arbitration", "不收费"),
        ("152202", "创业多久给补助", "startup-subsidy", "6个月"),
        ("530326", "开店多久才给补贴", "startup-subsidy", "1年以上"),
        ("430821", "非全日制护路岗，空闲去送货行不行", "public-post", "可以兼职"),
    ],
)
def test_the_very_thing_is_told(
    ask: Ask, county: str, question: str, topic: str, told: str
) -> None:
    answer = ask(question, county=county)
    assert answer.topic == topic
    assert told in answer.text


@pytest.mark.parametrize("question", ["开店补贴多久到账", "路费多久给"])
def test_when_money_arrives_is_still_asked(ask: Ask, question: str) -> None:
    assert ask(question).topic == "payout-time"


def test_who_goes_to_claim_pay_is_no_question_of_cost(ask: Ask) -> None:
    assert ask("去告老板要钱").urgent
