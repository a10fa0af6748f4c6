"""Chinese numerals as numbers; pure. The one place that calls ``cn2an``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from cn2an import cn2an


def number(written: str) -> Decimal | None:
    """Return the value of Chinese numerals, digits or both (三百八, 3百8, 三千五), else None.

    None stands for anything that is no number, however it is written: 零十一, 百, an empty text.
    """
    try:
        return Decimal(str(cn2an(written, "smart")))
    except (KeyError, IndexError, ValueError, InvalidOperation):
        # cn2an looks 零十一 up in a table that does not hold it, and raises KeyError.
        return None
