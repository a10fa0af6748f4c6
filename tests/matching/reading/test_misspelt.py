"""Words of the body as people write them by ear or by eye."""

from __future__ import annotations

import pytest

from matching.reading.limits import limits
from matching.reading.misspelt import mended


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("怀运六个月", "怀孕六个月"),
        ("对花粉过每", "对花粉过敏"),
        ("色肓,身体好", "色盲,身体好"),
        ("白内樟没动手术", "白内障没动手术"),
        ("静脉曲涨,高雪压", "静脉曲张,高血压"),
        ("羊脚风常犯", "羊角风常犯"),
    ],
)
def test_what_sounds_or_looks_alike_is_put_right(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "痛风怕不通风",
        "截止日期",
        "过明天再说",
        "跨过民房",
        "怀远县人",
        "高血压",
        "色忙",
        "关节不好",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert mended(text) == text


def test_a_misspelt_illness_is_heard() -> None:
    assert limits().told("怀运六个月") == limits().told("怀孕六个月") != 0
