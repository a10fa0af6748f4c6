"""The role of the worker decides what a place does to somebody, not the firm."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits
from matching.reading.role import is_sheltered, of_role
from matching.reading.text import clean


def asked(posting: str) -> int:
    """Return what a posting rules out."""
    return limits().ruled_out(clean(posting), heavy=False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("石灰厂会计。石灰厂会计，双休", "会计。会计,双休"),
        ("采石场食堂煮饭。一天三顿", "食堂煮饭。一天三顿"),
        ("普工。我们水泥厂招门卫", "普工。门卫"),
        ("植保公司。植保公司，招的是做饭的", "。招的是做饭的"),
        ("锯木厂对面理发店学徒。包吃", "理发店学徒。包吃"),
        ("会计。本厂主要生产石灰，双休", "会计。双休"),
        ("装卸工兼门卫。两头跑", "装卸工兼门卫。两头跑"),
        ("跟着班车卖票。一天四趟", "跟着班车卖票。一天四趟"),
        ("石灰窑出灰。按吨算", "石灰窑出灰。按吨算"),
        ("普工。有时要进冻库点数", "普工。有时要进冻库点数"),
        ("普工。搬完货再去收银", "普工。搬完货再去收银"),
    ],
)
def test_what_stays_of_a_posting(text: str, kept: str) -> None:
    assert of_role(clean(text)) == kept


@pytest.mark.parametrize(
    ("posting", "key", "barred"),
    [
        ("石灰厂财务。做账报税", "dust", False),
        ("煤矿招待所前台。登记住宿", "dust", False),
        ("抛光厂全密闭。车间看不到灰", "dust", False),
        ("石灰厂财务兼出灰。忙时下窑出灰", "dust", True),
        ("碳素厂出炉工。装料出炉", "dust", True),
        ("石英砂筛分。过筛装袋", "dust", True),
        ("冻品公司客服。接电话", "cold", False),
        ("冷库点数员。在库门外登记，不进库", "frost", False),
        ("雪糕厂出库员。推车进出", "cold", True),
        ("荷塘起藕。拉网捞鱼都要", "cold", True),
        ("腊月守羊。草原上过冬", "cold", True),
        ("农药厂大门看守。登记来车", "pesticide", False),
        ("果园。打药改成挂黄板，摘果", "pesticide", False),
        ("水性漆车间。没有一点味，贴花", "fumes", False),
        ("地坪漆施工。跟工地走", "fumes", True),
        ("养殖场。天天喷消毒水", "chemicals", True),
        ("瓦工小工。和灰抹砂浆", "chemicals", True),
        ("茶厂。拣黄片", "colour", True),
        ("涂料店。调色机自动出色，搬桶", "colour", False),
        ("送水工。扛桶装水", "back", True),
        ("外卖员。送餐上楼", "back", False),
        ("护工。老人要抱上抱下", "back", True),
    ],
)
def test_the_work_and_not_the_place(posting: str, key: str, barred: bool) -> None:
    assert bool(asked(posting) & limits()[key]) == barred


@pytest.mark.parametrize(
    ("title", "sheltered"),
    [
        ("装卸队做饭", True),
        ("搬运公司调度", True),
        ("搬运工兼门卫", False),
        ("搬运工", False),
    ],
)
def test_who_sits_lifts_nothing(title: str, sheltered: bool) -> None:
    assert is_sheltered(f"{title}。") == sheltered


def test_a_turn_of_phrase_that_tells_something_else() -> None:
    assert not limits().told(clean("晕车闻着柴油就想吐")) & limits()["chemicals"]
    assert limits().told(clean("洗洁精一沾手就裂口")) & limits()["chemicals"]
