"""A wage as its employer stated it, from the month that postings are compared by. Pure.

The table keeps fen per month for sorting and scoring. Nobody was offered that month: a posting at
115 yuan a day is read as 115元/天, never as the 2501.25 yuan it counts as.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jobs_feed.normalise.wage import PER_MONTH
from jobs_feed.tables import WageBasis
from storage.money import FEN_PER_YUAN, yuan_text

_UNIT = {WageBasis.DAILY: "/天", WageBasis.HOURLY: "/小时", WageBasis.YEARLY: "/年"}
_BARE = frozenset("0123456789-~～—–至到., 以上下起")


class Pay(NamedTuple):
    """Bounds in fen per ``per`` (a day, an hour, a year, else a month); ``None`` is open."""

    low: int | None
    high: int | None
    per: WageBasis


def as_stated(low_fen: int | None, high_fen: int | None, basis: WageBasis | None) -> Pay:
    """Return bounds (fen per month) by the unit of ``basis``.

    Bounds that come to no round amount of that unit were stated by the month beside it
    ("20元/小时，月综合5500-6500") and stay so.
    """
    by_month = Pay(low_fen, high_fen, WageBasis.MONTHLY)
    if basis not in _UNIT:
        return by_month
    pay = Pay(_by(low_fen, basis), _by(high_fen, basis), basis)
    again = [None if fen is None else _by_month(fen, basis) for fen in pay[:2]]
    return pay if again == [low_fen, high_fen] else by_month


def _by(fen: int | None, basis: WageBasis) -> int | None:
    # Nobody states a day's pay to the fen, or a year's to less than a yuan.
    step = FEN_PER_YUAN if basis is WageBasis.YEARLY else FEN_PER_YUAN // 10
    return None if fen is None else _whole(fen / PER_MONTH[basis] / step) * step


def _by_month(fen: int, basis: WageBasis) -> int:
    return _whole(fen * PER_MONTH[basis])


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def pay_words(
    low_fen: int | None,
    high_fen: int | None,
    basis: WageBasis | None,
    written: str = "",
    *,
    room: int = 10,
) -> str:
    """Return the wage in Chinese in few characters (115元/天, 4500-6500元, 计件); "" is not stated.

    What the employer wrote is kept where it is no monthly figure and at most ``room`` characters.
    """
    words = " ".join(written.split())
    pay = as_stated(low_fen, high_fen, basis)
    stated = pay.low is not None or pay.high is not None
    by_month = basis is None or basis is WageBasis.MONTHLY
    if words and len(words) <= room and (not stated or not (by_month or _BARE.issuperset(words))):
        return words
    if basis is WageBasis.NEGOTIABLE:
        return "面议"
    if not stated:
        return "计件" if basis is WageBasis.PIECE else ""
    figures = _figures(pay, _UNIT.get(pay.per, ""))
    return f"计件，{figures}" if basis is WageBasis.PIECE else figures


def _figures(pay: Pay, unit: str) -> str:
    low, high = ("" if fen is None else yuan_text(fen) for fen in (pay.low, pay.high))
    if not low:
        return f"最高{high}元{unit}"
    if not high:
        return f"{low}元{unit}起"
    return f"{low}元{unit}" if low == high else f"{low}-{high}元{unit}"
