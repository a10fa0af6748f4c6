"""Who looks for an employer that pays the ticket, and who asks the state for it."""

from __future__ import annotations

import pytest

from matching.reading.features import Features
from matching.reading.seeking import Stance, stance


@pytest.mark.parametrize(
    "text",
    [
        *("报销车票的厂有没有", "报销车费的厂", "哪个厂报销车票", "哪家厂给报路费", "报车票的"),
        *("报车费的普工岗位", "入职报销车费的有没有", "报销车票的活路有莫得", "车票报销的电子厂"),
        *("厂里能报车票的招人不", "报销火车票的电子厂还招人吗", "只去报车票的厂"),
        *("来回路费都出的厂，广东", "车票厂里报的，普工"),
    ],
)
def test_an_employer_is_looked_for(text: str) -> None:
    assert stance(text) is Stance.SEEKS


@pytest.mark.parametrize(
    "text",
    [
        *("报销车票", "车费报销", "去浙江打工给报路费不", "政府报销车票吗", "车票是政府报的吗"),
        *("厂里报销了车票，还能领交通补助吗", "我在东莞的厂上班，车票能报吗", "去广东的车票报多少"),
        *("厂里不给报车票怎么办", "去厂里打工的车票谁报", "公司报销车费要发票吗"),
    ],
)
def test_a_rule_is_asked_for(text: str) -> None:
    assert stance(text) is Stance.ASKS


def test_which_postings_pay_it(features: Features) -> None:
    shuttle = features["shuttle"].mask
    assert features.asked("车费报销 包吃住 普工") & shuttle
    for text in ("报销来程车票", "满月报销路费", "路费凭票报销", "入职一个月车票全额报销"):
        assert features.offered(text).has & shuttle
    for text in ("不报销车票", "路费自理"):
        assert features.offered(text).lacks & shuttle
