"""What people will not do, in the words they have for it."""

from __future__ import annotations

from datetime import date

import pytest

from matching.reading.people import read_wishes
from matching.toolkit import Toolkit

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "refused", "wanted"),
    [
        ("莫喊我去扛包，打扫卫生可以", "porter", "cleaner"),
        ("别让我再去守大门，学开叉车", "guard", "forklift"),
        ("杀鸡那种脏活做不来，看门可以", "food_worker", "guard"),
        ("跑外卖太危险，想站柜台", "rider", "shop_assistant"),
        ("服侍人的活路我做不来，种菜在行", "domestic", "planter"),
        ("流水线坐够了，开车可以", "general_worker", "driver"),
        ("养鸡太臭不干，摘茶叶可以", "breeder", None),
    ],
)
def test_a_refusal_is_no_wish(
    toolkit: Toolkit, said: str, refused: str, wanted: str | None
) -> None:
    wishes, _ = read_wishes(toolkit.reader, "530326", ON, wishes=said, services="", skills="")
    wants = {term.key for term in wishes.wants}
    assert refused in {term.key for term in wishes.avoids}
    assert refused not in wants
    assert wanted is None or wanted in wants


@pytest.mark.parametrize("said", ["保安也不是不行", "不怕累，工地也去", "没活干，想做保洁"])
def test_what_only_sounds_refused_is_wished(toolkit: Toolkit, said: str) -> None:
    wishes, _ = read_wishes(toolkit.reader, "530326", ON, wishes=said, services="", skills="")
    assert wishes.wants
    assert not wishes.avoids
