"""Labour law as people ask it: the very figure, the right neighbour, what is computed for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policy_faq.rules.leaving import Tenure, double_wage_months, severance_months
from policy_faq.worked import worked
from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("question", "topic", "facts"),
    [
        ("试用期间不缴社会保险可以吗", "social-insurance", ("试用期", "30日")),
        ("十七岁的娃能考塔吊证不", "young-work", ("18周岁",)),
        ("进工地干嘛要扫脸登记", "site-real-name", ("实名", "不能进场")),
        ("对仲裁结果不服几天内打官司", "arbitration", ("15日",)),
        ("和派遣公司的合同最少签几年", "dispatch", ("2年",)),
        ("员工走了单位几天内把社保转出去", "leaving-certificate", ("15日",)),
        ("饭馆不开了,做了四年的人有遣散费没得", "firm-closing", ("4个月工资",)),
        ("厂子换了老板,以前的工龄还认不", "new-owner", ("接着算",)),
        ("外婆过世厂里准几天假", "personal-leave", ("1到3天",)),
        ("下班路上被三轮撞倒,对方负全责,算不算工伤", "injury-commute", ("不是你本人负主要责任",)),
        ("技术员离职竞业限制最长多久", "non-compete", ("2年", "30%")),
        ("全班组十五个人一起去仲裁要人人到吗", "group-dispute", ("推举代表",)),
        ("一个月只放两天假违不违法", "work-hours", ("每周至少休1天",)),
        ("三十九度还叫我们在外头绑钢筋几度可以停工", "heat", ("6小时", "40℃")),
        ("辞退老员工提前几天通知", "notice-pay", ("30天",)),
        ("总包开工前要不要给民工工资开专户", "site-account", ("专用账户",)),
    ],
)
def test_the_thing_asked_is_in_the_answer(
    ask: Ask, question: str, topic: str, facts: tuple[str, ...]
) -> None:
    answer = ask(question, "350102")

    assert answer.topic == topic
    for fact in facts:
        assert fact in answer.text


@pytest.mark.parametrize(
    ("question", "sums"),
    [
        ("干满五年整,一个月四千,厂里裁员该补多少", ("20000元", "40000元")),
        ("在公司做了两年七个月,月薪5200,被辞退赔多少", ("15600元", "31200元")),
        ("没签合同干了六个月,每月三千五,双倍工资能要多少", ("17500元",)),
        ("工伤八级,月薪五千,伤残补助金多少", ("55000元",)),
        ("合同到期不续签,干了三年四个月补几个月", ("3.5个月工资",)),
    ],
)
def test_sums_are_computed_from_what_is_told(
    ask: Ask, question: str, sums: tuple[str, ...]
) -> None:
    answer = ask(question, "350102")

    assert not answer.parts
    for each in sums:
        assert each in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "我们小区大门装了刷脸机",
        "外孙女十六岁去办身份证要带啥",
        "同学写的借条可以去申请支付令不",
        "娃儿把邻居的玻璃打碎要赔好多",
        "街口那家火锅店关门了",
        "拿照片当证据能离婚不",
    ],
)
def test_what_only_sounds_like_work_gets_no_card_on_rights(ask: Ask, question: str) -> None:
    card = ask(question, "350102").card

    assert card is None or not card.startswith("law-")


@pytest.mark.parametrize(
    ("months", "more", "due"),
    [
        (4, False, ("0.5", "0.5")),
        (6, False, ("1", "1")),
        (36, False, ("3", "3")),
        (40, False, ("3.5", "3.5")),
        (60, True, ("5.5", "6")),
    ],
)
def test_severance_counts_years_and_halves(months: int, more: bool, due: tuple[str, str]) -> None:
    least, most = severance_months(Tenure(months, more))

    assert (least, most) == (Decimal(due[0]), Decimal(due[1]))


@pytest.mark.parametrize(("months", "due"), [(1, 0), (2, 1), (12, 11), (30, 11)])
def test_a_second_wage_is_due_for_eleven_months_at_most(months: int, due: int) -> None:
    assert double_wage_months(Tenure(months)) == due


def test_a_year_of_the_calendar_is_no_tenure() -> None:
    said = worked("2019年进厂的,工资5000,现在被开除")

    assert said.tenure is None
    assert said.wage == Decimal(5000)


def test_a_crew_boss_who_keeps_the_pay_is_urgent(ask: Ask) -> None:
    assert ask("带班的班长把我们工钱吞了", "350102").urgent


def test_pay_and_leaving_in_one_breath_is_no_captivity(ask: Ask) -> None:
    assert ask("干了三个月老板不给钱走人,没签合同咋办", "350102").topic != "held"
