"""Short questions that leave the name of the matter half unsaid, each answered by its own rule."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.service import PolicyService

ON = date(2026, 11, 23)
HUIZE, HUNAN, BEIJING = "530326", "430524", "110115"


@pytest.mark.parametrize(
    ("county", "question", "topic", "told"),
    [
        (HUIZE, "省外县内分别补多少", "transport", "500元"),
        (HUIZE, "出省跟省内各报几多", "transport", "300元"),
        (HUIZE, "脱贫户创业可以贷几多", "startup-loan", "贷"),
        (HUIZE, "村里公岗做几年", "village-post", "3年"),
        (HUIZE, "保洁算公益岗吗", "village-post", "保洁"),
        (HUIZE, "雨露补几多", "tech-school", "没有写"),
        (HUIZE, "出去要什么条件", "work-conditions", "16周岁"),
        (HUIZE, "原来进公司上班后拿证的培训补几档", "employer-training", "800元"),
        (HUNAN, "手机上找岗位该用啥", "job-info", "湘就业"),
        (HUNAN, "脱贫户想做点小买卖,有么子扶持", "startup-loan", "创业担保贷款"),
        (HUNAN, "打工监测盯哪些数", "income-monitoring", "务工收入"),
        (BEIJING, "岗位少的区要跟多少个城区对接", "labour-cooperation", "1-2个"),
        (BEIJING, "就业困难的农户能得到哪些职业指导", "one-to-one", "一对一"),
    ],
)
def test_a_matter_half_unsaid_is_known(
    policy: PolicyService, county: str, question: str, topic: str, told: str
) -> None:
    answer = policy.ask(question, county=county, on=ON)
    assert answer.topic == topic
    assert told in answer.text


@pytest.mark.parametrize("question", ["贫困户能得到什么补助", "我们脱贫户能领哪些"])
def test_asking_for_any_benefit_still_gets_the_offer(policy: PolicyService, question: str) -> None:
    assert len(policy.ask(question, county=HUIZE, on=ON).suggestions) > 1
