"""Arrays that belong together as one block of memory, which the loops take as one object.

Fetching the objects of thirty arrays from far memory takes as long as the work on what they hold,
and a block of some megabytes lies in a few large pages instead of hundreds of small ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Array

_UNIT = 8
"""Bytes of the units in which places are counted."""
_LINE = 8
"""Units of a line of memory, at which every array begins."""


def block_of(arrays: Sequence[Array]) -> NDArray[np.int64]:
    """Return a block of arrays that begins with where each of them begins and ends.

    An array ends with its last whole unit; what lies behind its own end is 0.
    """
    units = [-(-array.nbytes // _UNIT) for array in arrays]
    lines = [-(-each // _LINE) * _LINE for each in (2 * len(arrays), *units)]
    room = np.zeros(sum(lines) + _LINE, np.int64)
    begin = -room.ctypes.data // _UNIT % _LINE
    block = room[begin : begin + sum(lines)]
    starts = [*accumulate(lines)][:-1]
    for number, (array, start, size) in enumerate(zip(arrays, starts, units, strict=True)):
        block[2 * number : 2 * number + 2] = start, start + size
        block[start:].view(np.uint8)[: array.nbytes] = (
            np.ascontiguousarray(array).view(np.uint8).reshape(-1)
        )
    return block
