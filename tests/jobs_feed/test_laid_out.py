"""A check-up that workers lay out and are paid back for is no fee; what is taken from them is."""

from __future__ import annotations

import pytest

from jobs_feed.screening import HoldCode, screen_text


@pytest.mark.parametrize(
    "text",
    [
        "切片装盒,体检费自己先垫,做满一个月报销",
        "体检费用自理,入职满一个月公司报销",
        "入职体检个人先付,凭票报销",
        "体检自费,满三个月全额报销",
        "体检的钱自己先出,转正后厂里给报",
        "体检费先自己垫付,次月随工资报销",
        "体检费员工先垫,做满15天报销",
    ],
)
def test_what_is_paid_back_before_long_is_no_fee(text: str) -> None:
    assert not list(screen_text(text, "岗位描述"))


@pytest.mark.parametrize(
    "text",
    [
        "体检费自己先垫",
        "体检费先交200,干满一个月报销",
        "服装费自己先垫,干满一个月报销",
        "培训费先自付,满三个月报销",
        "押金500自己先垫,满一个月退",
        "体检费自理,不报销",
        "体检费自己先垫,干满半年报销",
        "体检费自理,满一个月报销一半",
        "体检费服装费自理,满月报销",
        "体检费由中介代收,满月报销",
    ],
)
def test_what_is_taken_from_workers_is_held(text: str) -> None:
    assert HoldCode.WORKER_PAYS in {each.code for each in screen_text(text, "岗位描述")}
