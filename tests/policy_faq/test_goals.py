"""Goals and plans: the figures of the level that is asked for, and of the own place first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policy_faq.knowledge import Knowledge
from policy_faq.rules.plan import Plan, plans
from tests.policy_faq.conftest import CHANGSHA, FUZHOU, HORQIN, HUIZE, ZHAOYANG, Ask


@pytest.fixture(scope="module")
def plan() -> Plan:
    (only,) = plans()
    return only


def test_the_rows_of_the_plan_add_up_to_the_province(plan: Plan) -> None:
    assert sum(Decimal(row.training) for row in plan.rows) == Decimal(plan.training)
    assert sum(Decimal(row.transfer) for row in plan.rows) == Decimal(plan.transfer)


def test_every_prefecture_has_one_row_with_the_figures_of_the_card(
    plan: Plan, knowledge: Knowledge
) -> None:
    assert len({row.place for row in plan.rows}) == len(plan.rows)
    card = next(each for each in knowledge.cards if each.topic == plan.topic)
    told = "".join(card.texts())
    for row in plan.rows:
        assert row.names[0] in told
        assert row.training in told
        assert row.transfer in told


@pytest.mark.parametrize(
    ("question", "county", "figure"),
    [
        ("2017年文山分到的培训计划是多少", "532601", "4.80"),
        ("丽江一七年要新增转移多少人", ZHAOYANG, "0.46"),
        ("我们州17年转移计划几万", "533301", "0.66"),
        ("培训任务最重的是哪个州", HUIZE, "14.46"),
        ("全省17年转移计划合计", ZHAOYANG, "20.16"),
    ],
)
def test_the_plan_is_told_for_the_prefecture_that_is_meant(
    ask: Ask, question: str, county: str, figure: str
) -> None:
    answer = ask(question, county)
    assert answer.topic == "yunnan-plan"
    assert figure in answer.text.splitlines()[0]
    assert figure in answer.sms


@pytest.mark.parametrize(
    ("question", "county", "figure"),
    [
        ("县里定的转移就业要达到好多人次", HUIZE, "32万"),
        ("城镇登记失业率压到多少以内", HUIZE, "4.3%"),
        ("全省到2020年目标转移多少", HUIZE, "80万"),
        ("人社部119号文的目标任务", FUZHOU, "1000万"),
        ("盟里18年任务数是几多人", HORQIN, "1670"),
        ("攻坚行动的目标是啥", CHANGSHA, "规模性返贫"),
    ],
)
def test_the_goal_of_the_level_that_is_named_answers(
    ask: Ask, question: str, county: str, figure: str
) -> None:
    answer = ask(question, county)
    assert answer.topic == "goals"
    assert figure in answer.text
