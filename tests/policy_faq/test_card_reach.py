"""Every card can be asked for, and what people ask most about gets the right figures."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.service import PolicyService

ON = date(2026, 11, 23)
#: A county for each place that cards are written for.
COUNTY = {
    "530326": "530326",
    "530000": "530402",
    "430000": "430725",
    "152200": "152221",
    "110000": "110118",
    "000000": "350102",
}
_MOST_MISSED = 0.01
_FEWEST_WORDINGS = 6
_LONGEST_SMS = 120


def test_the_wordings_of_a_card_lead_to_its_topic(policy: PolicyService) -> None:
    asked, missed = 0, []
    for card in policy.knowledge.cards:
        county = COUNTY[policy.knowledge.place_of(card)]
        for question in card.questions:
            asked += 1
            answer = policy.ask(question, county=county, on=ON)
            assert len(answer.sms) <= _LONGEST_SMS, (card.id, answer.sms)
            if answer.topic != card.topic:
                missed.append((card.id, question, answer.topic))
    assert len(missed) <= _MOST_MISSED * asked, missed


def test_every_topic_can_be_asked_in_several_ways(policy: PolicyService) -> None:
    for topic in policy.knowledge.topics.values():
        wordings = {
            *topic.questions,
            *(
                each
                for card in policy.knowledge.cards_by_topic[topic.id]
                for each in card.questions
            ),
        }
        if topic.instead is None:
            assert len(wordings) >= _FEWEST_WORDINGS, (topic.id, wordings)


@pytest.mark.parametrize(
    ("county", "question", "card", "figures"),
    [
        ("530326", "试用期最长几个月", "law-probation", ("6个月", "80%")),
        ("430725", "年假有几天", "law-annual-leave", ("5天", "10天", "15天", "300%")),
        ("350102", "女职工产假多少天", "law-maternity", ("98天",)),
        ("530326", "十级工伤赔多少", "law-injury-levels", ("7个月",)),
        ("350102", "停工留薪期最长多久", "law-injury-leave", ("12个月",)),
        ("530326", "农民工工资专用账户是什么", "law-site-account", ("第31条",)),
        ("152221", "没合同怎么证明我在那里上班", "law-prove", ("5样",)),
        ("430725", "劳动仲裁多久出裁决结果", "law-arbitration-time", ("45日", "15日")),
        ("530326", "一个月最多能扣多少工资", "law-wage-deduction", ("20%",)),
        ("430725", "劳务品牌", "hn-brands", ("劳务品牌",)),
        ("530402", "云南有哪些劳务品牌", "yn100-9", ("临沧保姆", "镇雄保安")),
        ("152221", "就业扶贫日是哪天", "xa-employment-day", ("就业扶贫日",)),
        ("530326", "季报表有哪些栏目", "yn100-form3", ("万人、万元", "累计数")),
        ("530402", "各州市分配计划附件1", "yn100-plan", ("红河州7.50、1.80", "迪庆州1.22、0.44")),
        ("110118", "人岗对接协议什么时候备案", "bj-filing", ("11月15日",)),
        ("530326", "去产能职工到退休年龄欠社保怎么办", "hz20-15-arrears", ("滞纳金",)),
        ("430725", "车间停产了牌子还保得住不", "hn-workshop-exit", ("停工停产",)),
    ],
)
def test_what_people_ask_about(
    policy: PolicyService, county: str, question: str, card: str, figures: tuple[str, ...]
) -> None:
    answer = policy.ask(question, county=county, on=ON)
    assert answer.card == card
    for figure in figures:
        assert figure in answer.text


@pytest.mark.parametrize(
    "question", ["生二胎给多少补贴", "育儿补贴怎么领", "三胎", "生娃有没有钱", "奶粉补贴好多"]
)
def test_births_are_another_office_matter(policy: PolicyService, question: str) -> None:
    answer = policy.ask(question, county="530326", on=ON)
    assert answer.card is None
    assert "卫健" in answer.text


@pytest.mark.parametrize("question", ["去玉溪", "我去玉溪", "玉溪"])
def test_a_bare_place_offers_what_may_be_meant(policy: PolicyService, question: str) -> None:
    answer = policy.ask(question, county="530326", on=ON)
    assert answer.card == "hz20-16-transport" or answer.suggestions
