"""Arrays in one block of memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from policy_faq.block import block_of

ARRAYS = (
    np.arange(11, dtype=np.uint16),
    np.array([[1.5, -2.0], [0.25, 4.0]]),
    np.asarray(7),
    np.zeros(0, np.int32),
    np.array([True, False, True]),
)


def part(block: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    return block[block[2 * number] : block[2 * number + 1]]


def test_every_array_is_found_again_at_its_number() -> None:
    block = block_of(ARRAYS)
    for number, array in enumerate(ARRAYS):
        found = part(block, number).view(array.dtype)[: array.size]
        assert found.reshape(array.shape).tolist() == array.tolist()


def test_an_array_that_is_cut_differently_is_written_in_its_own_order() -> None:
    turned = np.arange(6, dtype=np.int64).reshape(2, 3).T
    assert part(block_of([turned]), 0).tolist() == [0, 3, 1, 4, 2, 5]


def test_every_array_begins_at_a_line_of_memory() -> None:
    block = block_of(ARRAYS)
    places = [part(block, number).ctypes.data % 64 for number in range(len(ARRAYS))]
    assert places == [0] * len(ARRAYS)
