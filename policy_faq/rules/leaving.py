"""What the law gives those who lose a job or are hurt, in months of their own wage; pure.

《劳动合同法》 articles 14, 47, 82 and 87; 《工伤保险条例》 articles 35 to 37.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

_YEAR: Final = 12
_HALF: Final = 6
_MOST_DOUBLE: Final = 11
DISABILITY_MONTHS: Final = MappingProxyType(
    {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
)
"""Months of the own wage paid once, by grade of disability after an injury at work."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long somebody worked for one employer, in months; ``more`` when it was "a bit more"."""

    months: int
    more: bool = False


def severance_months(tenure: Tenure) -> tuple[Decimal, Decimal]:
    """Return the least and the most months of wage that are due (article 47).

    One for each full year; what is left over counts as a year from six months on, else as half a
    year. Both are the same unless the tenure was only told roughly.
    """
    years, rest = divmod(tenure.months, _YEAR)
    if tenure.more and rest == 0:
        return Decimal(years) + Decimal("0.5"), Decimal(years + 1)
    due = Decimal(years)
    if rest >= _HALF:
        due += 1
    elif rest or tenure.more:
        due += Decimal("0.5")
    return due, due


def double_wage_months(tenure: Tenure) -> int:
    """Return for how many months a second wage is due where no contract was written (article 82).

    From the second month on until the year is full: eleven at most.
    """
    return max(0, min(_MOST_DOUBLE, tenure.months - 1))
