"""Everyday matters that share words with work: no alarm, and victims at work are still heard."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.service import PolicyService

ON = date(2026, 11, 23)
HUIZE = "530326"


@pytest.mark.parametrize(
    "question",
    [
        "流量套餐扣了我二十块",
        "工资卡换绑手机号",
        "老婆要管我的工资卡",
        "我家娃十三岁天天打游戏",
        "狗被邻居锁在柴房",
        "电梯坏了困在里面",
        "果园滴灌补助找谁",
        "茶厂今天收鲜叶什么价",
        "小孩跨省读书要哪些证",
        "古镇游船的票丢了",
        "车票弄丢了能退钱吗",
        "牛摔断腿保险赔吗",
        "外婆摔骨折住院报多少",
        "鞋厂清仓在哪里",
        "网上买衣服被骗",
    ],
)
def test_everyday_matter_is_refused_without_alarm(policy: PolicyService, question: str) -> None:
    answer = policy.ask(question, county=HUIZE, on=ON)
    assert answer.topic is None
    assert not answer.urgent


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("主管收了我们手机不让出厂", "held"),
        ("老公被锁在工地的工棚里", "held"),
        ("包工头不准我出门", "held"),
        ("老公的工资老板不肯给", "wages"),
        ("工资卡被包工头收着", "wages"),
        ("工头跑了咋办", "wages"),
        ("工资打卡上没到账", "wages"),
        ("养羊场羊顶断我腿", "injury"),
        ("我爸在厂里摔骨折住院谁出钱", "injury"),
        ("十四岁的娃在饭店端盘子", "minor"),
    ],
)
def test_victim_at_work_is_heard(policy: PolicyService, question: str, topic: str) -> None:
    assert policy.ask(question, county=HUIZE, on=ON).topic == topic


def test_ticket_lost_is_still_answered_to_claimants(policy: PolicyService) -> None:
    assert policy.ask("车票丢了还能报吗", county=HUIZE, on=ON).topic == "transport-tickets"


@pytest.mark.parametrize("question", ["酒厂的酒是假酒吗", "鞋厂的鞋掉底", "煤改电有补贴"])
def test_a_shared_word_or_two_is_no_likeness(policy: PolicyService, question: str) -> None:
    assert policy.ask(question, county=HUIZE, on=ON).topic is None
