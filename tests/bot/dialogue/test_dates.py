"""The day somebody began to work, in the words of people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.dates import read_day, without_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天开始上班", date(2026, 11, 23)),
        ("昨天去的", date(2026, 11, 22)),
        ("大前天", date(2026, 11, 20)),
        ("3 11月5日", date(2026, 11, 5)),
        ("十一月五号", date(2026, 11, 5)),
        ("5号", date(2026, 11, 5)),
        ("28号", date(2026, 10, 28)),
        ("2026年9月1日", date(2026, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
        ("12月20日", date(2026, 12, 20)),
        ("12月30日", date(2025, 12, 30)),
        ("10月份去的", date(2026, 10, 1)),
        ("上个月", date(2026, 10, 1)),
        ("上个月20号", date(2026, 10, 20)),
        ("上月二十号开始的", date(2026, 10, 20)),
        ("上个月31号", date(2026, 10, 31)),
        ("上个月底", date(2026, 10, 31)),
        ("上月初", date(2026, 10, 1)),
        ("这个月5号", date(2026, 11, 5)),
        ("本月15日", date(2026, 11, 15)),
        ("上周三", date(2026, 11, 18)),
        ("半个月前", date(2026, 11, 8)),
        ("三个月前", date(2026, 8, 25)),
        ("明天", date(2026, 11, 24)),
        ("去年", date(2025, 12, 31)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "在东莞", "2月30日", "99月99日", "3号楼", "1990年1月1日"])
def test_these_name_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_what_is_left_is_the_rest() -> None:
    assert without_day("立讯电子厂 11月5日").strip() == "立讯电子厂"


@given(st.text(alphabet="0123456789一二十月日号年前天个周昨今上去 -/.", max_size=20))
def test_any_text_gives_a_believable_day_or_none(text: str) -> None:
    found = read_day(text, TODAY)
    assert found is None or TODAY - timedelta(days=3660) <= found <= TODAY + timedelta(days=31)
