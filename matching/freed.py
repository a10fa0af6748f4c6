"""Giving back to the system what was freed, which the C library keeps for whoever asks next."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

_MMAP_THRESHOLD = -3
"""``M_MMAP_THRESHOLD`` of malloc.h: blocks from this size on lie apart, and it stays so."""
_LARGE = 1 << 20


def give_back() -> None:
    """Give freed memory back to the system, where its C library can (glibc); takes milliseconds.

    Between two stages of which neither needs what the other did: what the first left in small
    pieces all over the heap is of no use to the arrays of the second.
    """
    _trim()(0)


@cache
def keep_large_apart() -> None:
    """Let every large block of this process be memory of its own, where it can (glibc).

    It goes back to the system the moment it is freed. Left alone, the C library puts blocks of up
    to 32 MB among the small ones once it has seen one go, and what lies behind them stays. Of
    100,000 people with 10,000 postings that is an eighth of all that matching takes.
    """
    setting: Callable[[int, int], int] | None = getattr(ctypes.CDLL(None), "mallopt", None)
    if setting is not None:
        setting(_MMAP_THRESHOLD, _LARGE)


@cache
def _trim() -> Callable[[int], int]:
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found or (lambda _: 0)
