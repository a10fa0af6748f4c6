"""Searches typed in pinyin become characters; English and what leaves a rest stay as they are."""

from __future__ import annotations

import pytest

from matching.toolkit import Toolkit


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhao fu zhuang chang de huo", "找服装厂的活"),
        ("dongguan dianzichang", "东莞电子厂"),
        ("you mei you yue sao", "有没有月嫂"),
        ("shenzhen bao chi bao zhu", "深圳包吃包住"),
        ("gongzi wuqian yishang", "工资五千以上"),
        ("huan yi pi", "换一批"),
        ("hangzhou dabao 5k", "杭州打包5000"),
        ("huize you huo", "会泽有活"),
    ],
)
def test_pinyin_is_read_as_work_places_and_wishes(toolkit: Toolkit, typed: str, meant: str) -> None:
    assert toolkit.in_letters.read(typed) == meant


@pytest.mark.parametrize(
    "typed", ["find me a sewing job", "hello", "stop", "can you hear me", "ok"]
)
def test_english_is_not_read_as_pinyin(toolkit: Toolkit, typed: str) -> None:
    assert toolkit.in_letters.read(typed) == typed
