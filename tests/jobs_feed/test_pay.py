"""Wages as their employers stated them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_feed.normalise.wage import read_wage
from jobs_feed.pay import pay_words
from jobs_feed.tables import WageBasis


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("115元/天", "115元/天"),
        ("20元/小时", "20元/小时"),
        ("长白班115元/天，按月发放，另有餐补", "115元/天"),
        ("白班小时工20-22元/小时，多劳多得", "20-22元/小时"),
        ("技术工人年薪10万元，五险一金，包食宿", "100000元/年"),
        ("计件", "计件"),
        ("计件，每月大约能拿4000-6000元", "计件，4000-6000元"),
        ("20元/小时，每天10小时，月综合5500-6500", "5500-6500元"),
        ("200元/天，做满一个月5000-6000元/月", "5000-6000元"),
        ("4500-6500", "4500-6500元"),
        ("5000", "5000元"),
        ("8000以上", "8000元起"),
        ("面议", "面议"),
    ],
)
def test_what_was_written_is_what_is_read(written: str, shown: str) -> None:
    wage = read_wage(written).value
    assert wage is not None
    assert pay_words(wage.low_fen, wage.high_fen, wage.basis, written) == shown


@pytest.mark.parametrize(
    ("low", "high", "basis", "shown"),
    [
        (250_125, 250_125, WageBasis.DAILY, "115元/天"),
        (250_125, None, WageBasis.DAILY, "115元/天起"),
        (None, 600_000, WageBasis.MONTHLY, "最高6000元"),
        (None, None, WageBasis.PIECE, "计件"),
        (None, None, WageBasis.NEGOTIABLE, "面议"),
        (None, None, None, ""),
    ],
)
def test_without_words(
    low: int | None, high: int | None, basis: WageBasis | None, shown: str
) -> None:
    assert pay_words(low, high, basis) == shown


@given(
    low=st.integers(30, 3_000),
    more=st.integers(0, 500),
    unit=st.sampled_from(["天", "小时"]),
)
def test_no_figure_of_the_month_is_shown_for_another_unit(low: int, more: int, unit: str) -> None:
    stated = f"{low}-{low + more}" if more else str(low)
    wage = read_wage(f"{stated}元/{unit}").value
    if wage is None:
        assert low + more > (3_000 if unit == "天" else 500)
        return
    assert pay_words(wage.low_fen, wage.high_fen, wage.basis) == f"{stated}元/{unit}"
