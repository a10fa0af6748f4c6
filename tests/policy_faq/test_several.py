"""Several questions in one message: each answered in its short form, numbered and bounded."""

from __future__ import annotations

import pytest

from policy_faq.answer import SMS_LIMIT
from policy_faq.service import PolicyService
from tests.policy_faq.conftest import NOW


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("车费补多少?村里护林员一个月多少?", 2),
        ("请问去省外的车票补贴多少,还有高级工证补多少", 2),
        ("身份证被扣了咋办？还有路费能不能报？", 2),
        ("车票能报多少？老板欠我工资3个月了怎么办？护林员一个月多少？", 3),
    ],
)
def test_each_question_gets_its_short_answer(
    policy: PolicyService, message: str, parts: int
) -> None:
    answer = policy.ask(message, county="530326", on=NOW)
    assert len(answer.parts) == parts
    assert len(answer.text.splitlines()) == parts
    assert len(answer.sms) <= SMS_LIMIT
    assert all(len(part.sms) <= SMS_LIMIT for part in answer.parts)
    assert answer.text.startswith("①")


def test_danger_is_answered_first(policy: PolicyService) -> None:
    answer = policy.ask("去广东车票能报多少？老板扣我身份证怎么办？", county="530326", on=NOW)
    assert "身份证" in answer.parts[0].question
    assert answer.urgent


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("老板不给工资，还想问问产假", ["老板不给工资", "产假"]),
        ("车票能报多少，也想问下公益岗", ["车票能报多少", "公益岗"]),
        ("公益岗一个月多少钱，试用期多长", ["公益岗一个月多少钱", "试用期多长"]),
    ],
)
def test_one_question_more(policy: PolicyService, message: str, asked: list[str]) -> None:
    answer = policy.ask(message, county="530326", on=NOW)
    assert [part.question for part in answer.parts] == asked
