"""Masks as JSON."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from matching.masks import Mask, bits_of, mask_of

_MASK = TypeAdapter(Mask)


@pytest.mark.parametrize(
    ("mask", "bits"), [(0, []), (1, [0]), (0b1010, [1, 3]), (1 << 303 | 1 << 45, [45, 303])]
)
def test_bits(mask: int, bits: list[int]) -> None:
    assert bits_of(mask) == bits
    assert mask_of(bits) == mask


@given(st.integers(min_value=0, max_value=1 << 320))
def test_a_mask_comes_back_from_json(mask: int) -> None:
    written = _MASK.dump_json(mask)
    assert written.startswith(b"[")
    assert _MASK.validate_json(written) == mask


def test_a_plain_number_is_taken_as_it_is() -> None:
    assert _MASK.validate_json("5") == 5
