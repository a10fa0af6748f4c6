"""Chinese numerals as numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.numerals import number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百八", 380),
        ("3百8", 380),
        ("三千五", 3500),
        ("二十", 20),
        ("十二", 12),
        ("一万二", 12000),
        ("380", 380),
        ("三点五", Decimal("3.5")),
        ("零十一", None),
        ("", None),
        ("车票", None),
    ],
)
def test_what_is_written(written: str, value: Decimal | int | None) -> None:
    assert number(written) == value


@given(st.text("零〇一二两三四五六七八九十百千万亿点3.", max_size=8))
def test_any_row_of_numerals_is_a_number_or_none(written: str) -> None:
    found = number(written)
    assert found is None or found >= 0
