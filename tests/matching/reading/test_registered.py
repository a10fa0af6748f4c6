"""Where people say that their household is registered."""

from __future__ import annotations

import pytest

from matching.reading.registered import ELSEWHERE, registered_at
from storage.gazetteer import Gazetteer

HOME = "621124"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("户口在渭源莲峰,人长住这儿六七年了,户口没动", "621123"),
        ("嫁到渭源,户口前年就迁起去渭源县了,人倒是回娘屋来住", "621123"),
        ("从渭源嫁过来的,户口没迁", "621123"),
        ("户籍是通渭县的,在这儿住了十年", "621121"),
        ("我户口挂在兰州城关区", "620102"),
        ("户口不在本地,租房住", ELSEWHERE),
        ("外地户口,嫁来的", ELSEWHERE),
        ("户口迁走了,人回来住", ELSEWHERE),
    ],
)
def test_the_household_is_elsewhere(text: str, place: str, gazetteer: Gazetteer) -> None:
    found = registered_at(text, HOME, gazetteer)
    assert found.startswith(place)


@pytest.mark.parametrize(
    "text",
    [
        "户口在临洮,人常在兰州打工",
        "以前户口在渭源,去年迁回来了",
        "户口从渭源迁过来了",
        "婆娘户口在渭源,我是本地的",
        "我儿子户口落到兰州了",
        "户口没迁走,一直在这儿",
        "在兰州干过五年,户口没动",
        "不是外地户口",
        "农村户口",
        "去渭源打过工",
    ],
)
def test_the_household_is_here(text: str, gazetteer: Gazetteer) -> None:
    assert registered_at(text, HOME, gazetteer) == ""
