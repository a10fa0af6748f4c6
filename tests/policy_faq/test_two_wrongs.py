"""Owed pay beside a second matter: no contract, a time limit feared, goods for money."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("做了七个月木得签合同，工钱还差两个月，除了工钱还能要撒子", "可以多要6个月工资"),
        ("没签合同，又欠我工钱，咋个办", "每月2倍工资"),
        ("人家说讨工钱只有60天，我拖了四个月是不是告不成了", "1年"),
        ("老板拿牛奶抵我们工资，得行不", "不能拿实物"),
        ("上夜班路上骑车遭货车撞倒，对方全责", "上下班"),
    ],
)
def test_both_parts_are_answered_and_the_alarm_stands(ask: Ask, question: str, told: str) -> None:
    answer = ask(question)
    assert answer.urgent
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "卡被银行冻结了，工资在里头取不出来",
        "起房子占了耕地遭罚款，交哪点",
        "没有工资流水报得了车费不",
        "不是卡户是不是一分没有",
    ],
)
def test_what_only_sounds_like_owed_pay_raises_no_alarm(ask: Ask, question: str) -> None:
    assert not ask(question).urgent


def test_a_sentence_in_bare_pinyin_asks_for_the_rates(ask: Ask) -> None:
    answer = ask("jing ji ren bu tie fen ji dang")
    assert all(each in answer.text for each in ("300元", "200元", "100元"))
