"""Everyday words that what stands around them shows to be places, and places of the kin."""

from __future__ import annotations

import pytest

from matching.reading.query import Area, Query
from matching.toolkit import Toolkit
from tests.matching.conftest import COUNTY, TODAY

BAOAN, NANSHAN, NANHAI = "440306", "440305", "440605"
BAIYUN, LONGHUA = "440111", "440309"


def read(toolkit: Toolkit, text: str) -> Query:
    return toolkit.reader.read(text, home=COUNTY, on=TODAY)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("宝安附近", (BAOAN,)),
        ("宝安附近的厂", (BAOAN,)),
        ("想在宝安附近找个厂", (BAOAN,)),
        ("宝安那边 包吃住", (BAOAN,)),
        ("宝安周边有没有保安", (BAOAN,)),
        ("宝安旁边的厂", (BAOAN,)),
        ("靠近宝安的", (BAOAN,)),
        ("离宝安近的", (BAOAN,)),
        ("去宝安打工", (BAOAN,)),
        ("想去南山进厂", (NANSHAN,)),
        ("南海的厂", (NANHAI,)),
        ("宝安", (BAOAN,)),
        ("白云附近", (BAIYUN,)),
        ("去白云的电子厂", (BAIYUN,)),
        ("龙华", (LONGHUA,)),
        ("想回长安那边", ("441900119",)),
        ("在安宁找个厂", ("530181",)),
    ],
)
def test_an_everyday_word_that_is_a_place(
    toolkit: Toolkit, text: str, places: tuple[str, ...]
) -> None:
    found = read(toolkit, text)
    assert found.places == places
    assert found.area is None


@pytest.mark.parametrize(
    "text", ["学校附近的活", "家附近", "城东附近的活", "公安", "附近的活", "共和国的厂"]
)
def test_an_everyday_word_that_is_none(toolkit: Toolkit, text: str) -> None:
    assert read(toolkit, text).places == ()


def test_a_place_shown_may_be_refused_or_left_behind(toolkit: Toolkit) -> None:
    assert read(toolkit, "不去宝安附近，东莞的厂").not_places == (BAOAN,)
    assert read(toolkit, "在宝安那边干过三年，想去东莞进厂").places == ("441900",)


@pytest.mark.parametrize(
    ("text", "places", "area"),
    [
        ("儿子在宝安，想在附近找个活", (BAOAN,), None),
        ("老公在东莞，我想去他附近找个厂", ("441900",), None),
        ("女儿在昆明读书，找个附近的", ("530100",), None),
        ("爸妈在广东，我想在家附近找个厂", (), Area.NEAR),
        ("儿子在东莞打工，我想在县里找个活", (), Area.NEAR),
    ],
)
def test_near_to_whom(
    toolkit: Toolkit, text: str, places: tuple[str, ...], area: Area | None
) -> None:
    found = read(toolkit, text)
    assert (found.places, found.area) == (places, area)
