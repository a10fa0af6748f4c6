"""Owed pay beside a second matter: no contract, a time limit feared, goods for money."""

from __future__ import annotations

import pytest

from policy_faq.answer import SMS_LIMIT
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


@pytest.mark.parametrize(
    ("question", "first", "also"),
    [
        ("老板欠我三个月工资还打人", "打 110", "劳动监察0874-5125539"),
        ("老板不给工资,还说要弄死我", "打 110", "劳动监察0874-5125539"),
        ("老板拿了我身份证还欠工资", "打 110", "劳动监察0874-5125539"),
        ("工地上摔断腿了老板又不给工资", "打 120", "劳动监察0874-5125539"),
        ("被关在厂里不让走，工资也不发", "打 110", "劳动监察0874-5125539"),
        ("被骗交了押金，身份证也被扣了", "打 110", "先别再交钱"),
        ("15岁的娃在厂里干活老板打他还不给工资", "打 110", "劳动监察0874-5125539"),
    ],
)
def test_two_dangers_of_one_message_are_both_answered(
    ask: Ask, question: str, first: str, also: str
) -> None:
    answer = ask(question)
    assert answer.urgent
    assert first in answer.text.split("\n")[0]
    assert also in answer.text
    assert len(answer.sms) <= SMS_LIMIT
    assert ("工钱" in answer.sms or "工资" in answer.sms) or "别再交钱" in answer.sms


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("修路的小老板给我们七个人打了张欠条就不接电话，一共四万二", "wages"),
        ("跟着小包工头盖楼,他说总公司没给他钱所以发不出来,都压了四个月了", "wages"),
        ("俺家那口子去昆明干活,给不给车费钱", "transport"),
    ],
)
def test_a_paper_signed_and_pay_held_back_hurt_nobody(ask: Ask, question: str, topic: str) -> None:
    assert ask(question).topic == topic


def test_a_lesser_danger_that_is_not_named_is_not_told(ask: Ask) -> None:
    assert "另外" not in ask("中介收了我钱不给安排").text


def test_a_sentence_in_bare_pinyin_asks_for_the_rates(ask: Ask) -> None:
    answer = ask("jing ji ren bu tie fen ji dang")
    assert all(each in answer.text for each in ("300元", "200元", "100元"))
