"""Reading 薪资 cells, and wages in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jobs_feed.normalise.text import tidy
from jobs_feed.normalise.wage import find_wage, read_wage
from jobs_feed.tables import WageBasis
from storage.money import to_fen

STATED = """
3000-5000 | 3000 5000 monthly
3000~5000 | 3000 5000 monthly
3000～5000元 | 3000 5000 monthly
3000—5000元/月 | 3000 5000 monthly
3000至5000 | 3000 5000 monthly
三千至五千元 | 3000 5000 monthly
四千到六千 | 4000 6000 monthly
3,000-5,000元 | 3000 5000 monthly
3500.00-4500.00 | 3500 4500 monthly
５０００－６０００元／月 | 5000 6000 monthly
5000元-8000元/月 | 5000 8000 monthly
5000元/月-8000元/月 | 5000 8000 monthly
5000~8000元以上 | 5000 8000 monthly
4800-5500元/人/月 | 4800 5500 monthly
5000-1万 | 5000 10000 monthly
1.2万-1.5万 | 12000 15000 monthly
0.4-0.6万 | 4000 6000 monthly
3k-5k | 3000 5000 monthly
3-5k | 3000 5000 monthly
6-8千/月 | 6000 8000 monthly
3.5K-5K/月 | 3500 5000 monthly
4500 | 4500 4500 monthly
5000.0 | 5000 5000 monthly
¥4500 | 4500 4500 monthly
5000左右 | 5000 5000 monthly
三千五 | 3500 3500 monthly
4千5 | 4500 4500 monthly
1万2 | 12000 12000 monthly
500元/月 | 500 500 monthly
700-900元/月 | 700 900 monthly
700～900/月 | 700 900 monthly
每月700-900元 | 700 900 monthly
月薪700-900 | 700 900 monthly
七百到九百元/月 | 700 900 monthly
700-900元/人·月 | 700 900 monthly
8000以上 | 8000 None monthly
1万以上 | 10000 None monthly
6000+ | 6000 None monthly
3500起 | 3500 None monthly
5000元/月起 | 5000 None monthly
不低于3500元 | 3500 None monthly
月薪4000+提成 | 4000 None monthly
4500元/月+全勤200 | 4500 None monthly
保底4500，上不封顶 | 4500 None monthly
面议（5000以上） | 5000 None monthly
试用期3000元 | 3000 None monthly
3000以下 | None 3000 monthly
最高8000 | None 8000 monthly
8000封顶 | None 8000 monthly
4500元/月（试用期3000元） | 4500 4500 monthly
试用期2500元，转正3500-4500 | 3500 4500 monthly
底薪3000+提成，综合6000-8000 | 3000 8000 monthly
月工资4500，全勤奖300元，餐补10元/天 | 4500 4500 monthly
4000-4500元(8:00-17:30) | 4000 4500 monthly
4000-5000元，五险一金，13薪 | 4000 5000 monthly
180元/天 | 3915 3915 daily
180-220元/天 | 3915 4785 daily
一百八一天 | 3915 3915 daily
日结200 | 4350 4350 daily
200元/班 | 4350 4350 daily
260元/天/人 | 5655 5655 daily
男工200元/天，女工150元/天 | 3262.5 4350 daily
20元/小时 | 3480 3480 hourly
时薪20 | 3480 3480 hourly
15元/时 | 2610 2610 hourly
20元/小时，每天10小时，月综合5500-6500 | 5500 6500 hourly
年薪6万元以上 | 5000 None yearly
8-12万/年 | 6666.67 10000 yearly
计件，月收入4000-6000 | 4000 6000 piece
计件 | None None piece
1.5元/件 | None None piece
面议 | None None negotiable
"""
#: Each says something that cannot be used: no guess is made and the person is told.
UNUSABLE = [
    "3000~500",
    "5000~1000",
    "薪资：3000元-500",
    "180",
    "700-900",
    "700-900元",
    "岗位补贴700-900元/月",
    "10-15万",
    "3000-5000-8000",
    "1000元/周",
    "待遇优厚",
    "按当地最低工资标准",
    "0",
]


def table(text: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line]
    return [(left.strip(), right.strip()) for left, _, right in (x.rpartition("|") for x in lines)]


def fen(text: str) -> int | None:
    return None if text == "None" else to_fen(Decimal(text))


@pytest.mark.parametrize(("cell", "expected"), table(STATED))
def test_stated(cell: str, expected: str) -> None:
    low, high, basis = expected.split()
    wage = read_wage(tidy(cell)).value
    assert wage is not None
    assert (wage.low_fen, wage.high_fen) == (fen(low), fen(high))
    assert wage.basis is WageBasis(basis)


@pytest.mark.parametrize("cell", UNUSABLE)
def test_unusable_is_not_stated_and_told(cell: str) -> None:
    reading = read_wage(tidy(cell))
    assert reading.value is None
    assert reading.warning is not None
    assert cell[:2] in reading.warning


def test_a_welfare_post_is_paid_by_the_month() -> None:
    wage = read_wage("600-800", welfare_post=True).value
    assert wage is not None
    assert (wage.low_fen, wage.high_fen) == (60_000, 80_000)
    assert read_wage("600-800").value is None


@pytest.mark.parametrize(
    "cell", ["岗位补贴700-900元/月", "补助700-900元", "工资700-900，交通补贴100元/月", "700-900元"]
)
def test_the_pay_of_a_welfare_post_may_be_called_a_grant(cell: str) -> None:
    wage = read_wage(tidy(cell), welfare_post=True).value
    assert wage is not None
    assert (wage.low_fen, wage.high_fen) == (70_000, 90_000)


@pytest.mark.parametrize("cell", ["", "-", "/", "无", "N/A", " \u200b"])
def test_nothing_is_not_stated_and_not_told(cell: str) -> None:
    reading = read_wage(tidy(cell))
    assert (reading.value, reading.warning) == (None, None)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("招聘普工，月薪4500-6000元，包吃住", 450_000),
        ("工作轻松，工资待遇：5000元/月左右", 500_000),
        ("每天工作8小时，加班20元/小时，餐补300元/月", None),
        ("公司注册资金500万元，年产值3000万", None),
        ("身高160以上，年龄18-45岁，13800138000", None),
        ("会炒菜，5000-6500，包吃住", 500_000),
        ("必须持证，40岁以内，8000-10000", 800_000),
        ("会看图纸，6-9K", 600_000),
        ("不限学历，7000包吃住", 700_000),
        ("男，400/天", 870_000),
        ("一天380，现场点工", 826_500),
        ("多劳多得，月入6000-12000", 600_000),
        ("公司成立于2010-2015年间，热线4008-1234", None),
        ("奖金多，年终奖（5000-8000元）", None),
    ],
)
def test_running_text(text: str, low: int | None) -> None:
    wage = find_wage(tidy(text))
    assert (wage.low_fen if wage else None) == low


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("夫妻合计8000", 4_000),
        ("夫妻9000/月", 4_500),
        ("每对夫妻8500/月", 4_250),
        ("夫妻每人4000", 4_000),
        ("5000,有夫妻房", 5_000),
    ],
)
def test_of_the_pay_of_a_couple_one_earns_half(text: str, yuan: int) -> None:
    wage = read_wage(text).value
    assert wage is not None
    assert wage.low_fen == yuan * 100
