"""Short orders: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from bot.dialogue.commands import Command, Order, RefusalReason, parse
from policy_faq.text import clean


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("１", 1),
        ("①", 1),
        ("1️⃣", 1),
        ("2.", 2),
        ("一", 1),
        ("第一个", 1),
        ("第 3 个", 3),
        ("选2", 2),
        ("回复3", 3),
        ("我要第二个", 2),
        ("两", 2),
    ],
)
def test_a_digit_in_many_clothes(text: str, number: int) -> None:
    assert parse(clean(text)) == Command(Order.PICK, (number,))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("报名1", (1,)),
        ("报名 1", (1,)),
        ("报1", (1,)),
        ("报名1吧", (1,)),
        ("我要报第一个", (1,)),
        ("1报名", (1,)),
        ("第一个我要报名", (1,)),
        ("我想去第二个", (2,)),
        ("报名1和3", (1, 3)),
        ("报名 1 2", (1, 2)),
        ("我要报名", ()),
        ("报名这个", ()),
        ("apply 2", (2,)),
    ],
)
def test_applying(text: str, numbers: tuple[int, ...]) -> None:
    assert parse(clean(text)) == Command(Order.APPLY, numbers)


@pytest.mark.parametrize(
    ("text", "numbers", "reason"),
    [
        ("不合适 2 太远", (2,), RefusalReason.TOO_FAR),
        ("2不合适", (2,), RefusalReason.OTHER),
        ("第二个太远了", (2,), RefusalReason.TOO_FAR),
        ("1 工资低", (1,), RefusalReason.LOW_WAGE),
        ("3太累", (3,), RefusalReason.TOO_HEAVY),
        ("1要上夜班,不去", (1,), RefusalReason.HOURS),
        ("不要1", (1,), RefusalReason.OTHER),
        ("都太远了", (), RefusalReason.TOO_FAR),
        ("都不合适", (), RefusalReason.OTHER),
    ],
)
def test_refusing(text: str, numbers: tuple[int, ...], reason: RefusalReason) -> None:
    assert parse(clean(text)) == Command(Order.REFUSE, numbers, reason)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("换一批", Order.MORE),
        ("还有没有别的", Order.MORE),
        ("近一点的", Order.NEARER),
        ("太远了", Order.NEARER),
        ("工资高一点的", Order.BETTER_PAID),
        ("工资太低", Order.BETTER_PAID),
        ("0", Order.MENU),
        ("菜单", Order.MENU),
        ("转人工", Order.HANDOFF),
        ("返回", Order.BACK),
        ("算了", Order.CANCEL),
        ("说错了", Order.WRONG),
        ("有用", Order.USEFUL),
        ("没用", Order.USELESS),
        ("取消报名", Order.WITHDRAW),
    ],
)
def test_orders_of_one_phrase(text: str, order: Order) -> None:
    found = parse(clean(text))
    assert found is not None
    assert found.order is order


@pytest.mark.parametrize(
    "text",
    [
        "报名18岁可以吗",
        "报名培训",
        "怎么报名",
        "一个月多少钱",
        "3 11月5日",
        "3000块一个月",
        "三千以上",
        "十五岁",
        "两口子",
        "15",
        "7月",
        "2个月没发工资",
        "张三 1234",
        "四川有活吗",
        "",
        "9" * 500,
    ],
)
def test_these_are_no_orders(text: str) -> None:
    assert parse(clean(text)) is None
