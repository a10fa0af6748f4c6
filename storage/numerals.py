"""Chinese numerals as numbers; pure. The one place that calls ``cn2an``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from typing import Any


def number(written: str) -> Decimal | None:
    """Return the value of Chinese numerals, digits or both (三百八, 3百8, 三千五), else None.

    None stands for anything that is no number, however it is written: 零十一, 百, an empty text.
    """
    try:
        return Decimal(str(_reader()(written, "smart")))
    except (KeyError, IndexError, ValueError, InvalidOperation):
        # cn2an looks 零十一 up in a table that does not hold it, and raises KeyError.
        return None


@cache
def _reader() -> Callable[[str, str], Any]:
    # Imported with the first numeral: it brings 4 MB of lists that it does not need for this.
    found: Callable[[str, str], Any] = import_module("cn2an").cn2an
    return found
