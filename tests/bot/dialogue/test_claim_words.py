"""What people say of their ticket and their work, and what is none of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import claim_words, destinations
from bot.dialogue.destinations import Destination, Unsure
from policy_faq.claims.assess import Ask
from policy_faq.text import clean
from storage.gazetteer import Gazetteer

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "fare"),
    [
        ("380", "380"),
        ("三百八", "380"),
        ("五百", "500"),
        ("车票380块", "380"),
        ("花了四百多", "400"),
        ("¥215.5", "215.5"),
        ("三百八十块五", "380.5"),
        ("大概一千二", "1200"),
        ("两百五", "250"),
        ("火车300加大巴50", "350"),
        ("3百8", "380"),
        ("一共 280 元", "280"),
        ("5块", "5"),
        ("百八", "180"),
    ],
)
def test_a_fare(text: str, fare: str) -> None:
    found = claim_words.read_fare(clean(text))
    assert found is not None
    assert found.amount == Decimal(fare)
    assert not found.round_trip


@pytest.mark.parametrize("text", ["来回三百八", "往返380", "去200回180"])
def test_a_round_trip(text: str) -> None:
    found = claim_words.read_fare(text)
    assert found is not None
    assert (found.amount, found.round_trip) == (380, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "0",
        "工资5000的活",
        "3个月",
        "两张票一张190",
        "999999",
        "上海",
        "11月5号",
        "有2个人",
        "三四百块",
    ],
)
def test_no_fare(text: str) -> None:
    assert claim_words.read_fare(text) is None


@pytest.mark.parametrize(
    ("text", "months", "since"),
    [
        ("3", 3, None),
        ("三个月", 3, None),
        ("半年", 6, None),
        ("刚去", 0, None),
        ("还没去", 0, None),
        ("快三个月了", 2, None),
        ("不到3个月", 2, None),
        ("两个半月", 2, None),
        ("半个月", 0, None),
        ("一年半", 18, None),
        ("一年多了", 12, None),
        ("四十天", 1, None),
        ("两周", 0, None),
        ("干了5个多月", 5, None),
        ("11月5号去的", 0, date(2026, 11, 5)),
        ("8月23日", 3, date(2026, 8, 23)),
        ("8月份去的", 3, date(2026, 8, 1)),
        ("去年去的", 10, date(2025, 12, 31)),
        ("十二", 12, None),
    ],
)
def test_months(text: str, months: int, since: date | None) -> None:
    found = claim_words.read_worked(text, TODAY)
    assert found is not None
    assert (found.months, found.since) == (months, since)


@pytest.mark.parametrize(
    "text", ["", "上海", "380元", "三个月工资没发给我们", "要带什么", "99", "找活"]
)
def test_no_months(text: str) -> None:
    assert claim_words.read_worked(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "claimed"),
    [("没有", False), ("没领过", False), ("还没", False), ("第一次", False), ("2没有", False),
     ("有", True), ("领过了", True), ("1有", True), ("报过一次", True),
     ("去年报的", False), ("报过,去年", False), ("去年领过,今年没领", False),
     ("今年领过,去年没领", True), ("去年今年都领了", True), ("去年没领", None),
     ("有没有", None), ("领什么", None), ("上海", None)],
)  # fmt: skip
def test_claimed(text: str, claimed: bool | None) -> None:
    assert claim_words.read_claimed(text) is claimed


@pytest.mark.parametrize(
    ("text", "denied"),
    [("去年领的", True), ("没报过", True), ("没用", False), ("没有", False), ("今年领了", False)],
)
def test_denied(text: str, denied: bool) -> None:
    assert claim_words.denies_claim(text) is denied


@pytest.mark.parametrize(
    ("text", "organised"),
    [("政府组织的", True), ("村里带出去的", True), ("坐专车去的", True), ("自己去的", False),
     ("跟老乡", False), ("上海", None), ("谁组织的?", None)],
)  # fmt: skip
def test_organised(text: str, organised: bool | None) -> None:
    assert claim_words.read_organised(text) is organised


@pytest.mark.parametrize(
    ("text", "right", "about"),
    [
        ("不是上海,是苏州", "苏州", None),
        ("不是上海是苏州", "苏州", None),
        ("票价说错了,是280", "280", Ask.FARE),
        ("月数写错了,应该是4", "4", Ask.MONTHS),
        ("改成280块", "280块", Ask.FARE),
        ("搞错了,今年领过", "今年领过", Ask.CLAIMED),
    ],
)
def test_a_correction(text: str, right: str, about: Ask | None) -> None:
    found = claim_words.read_correction(text)
    assert found is not None
    assert (found.right, found.about) == (right, about)


@pytest.mark.parametrize("text", ["上海", "错了", "不对", "380", "我是贫困户"])
def test_no_correction(text: str) -> None:
    assert claim_words.read_correction(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("苏州", "320500"), ("不在昆明在大理", "532900"), ("江苏那边", "320000"), ("本县", "530326")],
)
def test_a_destination(gazetteer: Gazetteer, text: str, code: str) -> None:
    found = destinations.read(text, gazetteer, "530326")
    assert isinstance(found, Destination)
    assert found.code == code


def test_a_likely_destination(gazetteer: Gazetteer) -> None:
    found = destinations.read("昆名", gazetteer, "530326")
    assert isinstance(found, Unsure)
    assert found.candidates[0] == "530100"


@given(st.text(max_size=80))
def test_readers_never_fail(text: str) -> None:
    cleaned = clean(text)
    claim_words.read_fare(cleaned)
    claim_words.read_worked(cleaned, TODAY)
    claim_words.read_claimed(cleaned)
    claim_words.read_organised(cleaned)
    claim_words.read_correction(cleaned)


@given(st.integers(min_value=10, max_value=20_000))
def test_every_fare_is_read(fare: int) -> None:
    found = claim_words.read_fare(f"车票{fare}元")
    assert found is not None
    assert found.amount == fare
