"""A name and a part of it in a few characters: the topic is certain, the part is told."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("county", "question", "topic", "told"),
    [
        ("530326", "车补哪点领", "transport", "0874-5120155"),
        ("530326", "盘缠要哪样", "transport", "身份证"),
        ("530326", "公岗能上几年", "village-post", "3年"),
        ("530326", "公岗到期能续不", "public-post", "5年"),
        ("530326", "务工报名电话", "county-office", "0874-5120155"),
        ("530326", "路费几时打到卡", "payout-time", "没有写"),
        ("530326", "焊工证补几块", "skill-upgrade", "1000元"),
        ("530326", "带一般户几块", "placement-other", "10元"),
        ("530326", "贵阳绑钢筋补好多", "transport", "500元"),
        ("530326", "昆明大巴九十五,报几块", "transport", "95元"),
        ("430121", "公岗打哪个电话", "public-post", "12333"),
        ("152221", "创业贷几年", "startup-loan", "2020年12月31日"),
    ],
)
def test_a_name_and_a_part_are_enough(
    ask: Ask, county: str, question: str, topic: str, told: str
) -> None:
    answer = ask(question, county)
    assert answer.topic == topic
    assert told in answer.text


@pytest.mark.parametrize("question", ["昆明危房补好多", "到昆明火车票多少钱"])
def test_what_says_more_is_left_to_the_search(ask: Ask, question: str) -> None:
    answer = ask(question, "530326")
    assert answer.topic not in {"transport", "public-post"}
