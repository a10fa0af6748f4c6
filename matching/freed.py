"""Giving back to the system what was freed, which the C library keeps for whoever asks next."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give freed memory back to the system, where its C library can (glibc); takes milliseconds.

    Between two stages of which neither needs what the other did: what the first left in small
    pieces all over the heap is of no use to the arrays of the second.
    """
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found or (lambda _: 0)
