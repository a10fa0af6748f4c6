"""Wishes beside the occupation: how people ask for them and postings say them."""

from __future__ import annotations

import pytest

from matching.reading.features import Features

FEATURES = Features.load()


def _keys(mask: int) -> set[str]:
    return {feature.key for feature in FEATURES.of(mask)}


@pytest.mark.parametrize(
    ("text", "has", "lacks"),
    [
        ("早八点到下午五点半,不加夜班", {"day_shift", "flexible"}, set()),
        ("早上九点到晚上十点", set(), {"flexible"}),
        ("晚上7点到早上5点", set(), {"day_shift"}),
        ("12小时两班倒,站着干", set(), {"day_shift", "flexible", "no_standing"}),
        ("坐着插件,长白班", {"day_shift", "seated", "no_standing"}, set()),
        ("100元/天,日结", {"paid_daily", "day_wage"}, set()),
        ("月休4天,寒暑假休息", {"rest_days"}, {"day_wage", "short_term"}),
        ("打磨石板,粉尘大", set(), {"dust_free"}),
        ("刷胶贴底", set(), {"no_smell"}),
        ("认识26个字母", set(), {"no_letters"}),
    ],
)
def test_what_a_posting_says(text: str, has: set[str], lacks: set[str]) -> None:
    offer = FEATURES.offered(text)
    assert has <= _keys(offer.has)
    assert not lacks & _keys(offer.has)
    assert lacks - {"day_wage", "short_term"} <= _keys(offer.lacks)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("一天200块", {"day_wage"}),
        ("按天结账", {"paid_daily"}),
        ("下午要赶回来做饭", {"flexible"}),
        ("医生不让上夜班", {"day_shift"}),
        ("闻不得灰尘", {"dust_free"}),
        ("怕胶水味", {"no_smell"}),
        ("想坐着做", {"seated", "light_work"}),
        ("站久了脚肿", {"no_standing"}),
        ("不识英文", {"no_letters"}),
        ("不要计件", set()),
        ("装空调", set()),
        ("娃跟外婆住", set()),
    ],
)
def test_what_a_person_asks_for(text: str, asked: set[str]) -> None:
    found = _keys(FEATURES.asked(text))
    assert asked <= found
    assert asked or not found
