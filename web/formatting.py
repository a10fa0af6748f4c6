"""How pages write dates, moments, money, numbers and percentages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from storage.clock import in_shanghai
from storage.money import to_yuan, yuan_text

NOT_STATED = "—"


def day_text(day: date | None) -> str:
    """Return a day as 2026-11-23, or an em dash."""
    return NOT_STATED if day is None else day.isoformat()


def moment_text(moment: datetime | None) -> str:
    """Return a moment as 2026-11-23 09:00 in Asia/Shanghai, or an em dash."""
    return NOT_STATED if moment is None else in_shanghai(moment).strftime("%Y-%m-%d %H:%M")


def short_moment(moment: datetime | None, now: datetime) -> str:
    """Return a moment as briefly as ``now`` allows: 09:00 today, 11-23 09:00 this year."""
    if moment is None:
        return NOT_STATED
    local, today = in_shanghai(moment), in_shanghai(now)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d %H:%M" if local.year == today.year else "%Y-%m-%d %H:%M")


def count_text(number: int) -> str:
    """Return a number with a comma every three digits."""
    return f"{number:,}"


def percent_text(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` in percent with one decimal; an em dash when there is no whole.

    Never 100% when something is missing, never 0% when something is there.
    """
    if whole <= 0:
        return NOT_STATED
    exact = Decimal(part) * 100 / Decimal(whole)
    shown = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if part < whole and shown >= 100:
        shown = Decimal("99.9")
    if part > 0 and shown == 0:
        shown = Decimal("0.1")
    return f"{shown:.1f}%" if shown != 100 else "100%"


def share(part: int, whole: int) -> float:
    """Return how much of a bar 100 units long ``part`` of ``whole`` fills."""
    return 0.0 if whole <= 0 else round(min(1.0, max(0.0, part / whole)) * 100, 2)


def yuan(fen: int | None) -> str:
    """Return an amount of fen in yuan, or an em dash."""
    return NOT_STATED if fen is None else yuan_text(fen)


def yuan_and_fen(fen: int) -> str:
    """Return an amount of fen in yuan with two decimals, for a column of sums."""
    return str(to_yuan(fen))


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_band(age: int) -> str:
    """Return the ten years an age lies in (34 gives 30–39), for lists that name nobody."""
    low = age // 10 * 10
    return f"{low}–{low + 9}"
