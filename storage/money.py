"""Money: whole fen in tables, ``Decimal`` yuan where people read it; never float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100


def to_fen(yuan: Decimal | int | str) -> int:
    """Return whole fen for an amount in yuan, half a fen rounded up.

    Raises decimal.InvalidOperation when ``yuan`` is text that is no number.
    """
    return int((Decimal(yuan) * FEN_PER_YUAN).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_yuan(fen: int) -> Decimal:
    """Return the amount in yuan, with two decimals, of whole fen."""
    return (Decimal(fen) / FEN_PER_YUAN).quantize(Decimal("0.01"))


def yuan_text(fen: int) -> str:
    """Return the amount in yuan as people write it: no decimals when there are none."""
    amount = to_yuan(fen)
    return str(int(amount)) if amount == amount.to_integral_value() else str(amount)
