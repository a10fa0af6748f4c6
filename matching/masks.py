"""Masks whose few bits lie far apart, as JSON: the places of the bits instead of a long number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, PlainSerializer


def bits_of(mask: int) -> list[int]:
    """Return the places of the bits of a mask that is not negative, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def mask_of(bits: int | Sequence[int]) -> int:
    """Return the mask that has ``bits`` set; a mask stays what it is."""
    if isinstance(bits, int):
        return bits
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


Mask: TypeAlias = Annotated[
    int, BeforeValidator(mask_of), PlainSerializer(bits_of, return_type=list[int], when_used="json")
]
