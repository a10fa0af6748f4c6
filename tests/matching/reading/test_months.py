"""The months in which somebody is needed at home, and those for which a posting wants people."""

from __future__ import annotations

import pytest

from matching.reading.months import LASTING, YEAR, between, months_away, months_needed
from matching.reading.text import clean


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("家里栽了八亩烤烟，四月到九月走不开", between(4, 9)),
        ("只能农闲出来做", between(4, 9)),
        ("苹果园靠我一个人，摘果那阵脱不开身", between(8, 11)),
        ("过完年就要回去", between(3, 5)),
        ("明年五月要生，之前能做", between(5, 6)),
        ("只能打短工，做两个月", LASTING),
        ("地流转给合作社了，全年有空", 0),
        ("往年收烟要回家，今年不种了", 0),
        ("种过地，想进厂", 0),
        ("谷子有公婆收，不用我回", 0),
        ("三月到五月在昆明做过", 0),
    ],
)
def test_when_somebody_is_needed_at_home(text: str, months: int) -> None:
    assert months_away(clean(text)) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("保洁，签一年，做满一年才退被褥", YEAR),
        ("饲养员，要长期做，短期勿扰", YEAR),
        ("钢筋工，工期十四个月", YEAR),
        ("采茶工，三月到五月天天要到", between(3, 5)),
        ("农忙不放假，中途不准走", YEAR),
        ("长期短期都要，农忙可回家", 0),
        ("能做满一年的另有奖金", 0),
        ("驾驶证满三年", 0),
        ("旺季为10月到12月", 0),
        ("临时工也可以，随时能走", 0),
    ],
)
def test_for_which_months_people_are_wanted(text: str, months: int) -> None:
    assert months_needed(clean(text)) == months
