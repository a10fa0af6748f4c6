"""Comparing rates on a machine that others use: short slices in turns, the median of the ratios.

A machine's load changes within seconds, so two long runs one after the other compare two hours of
the day. Slices that lie side by side share their weather; what is told is the median over pairs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Comparison:
    """The rates of each side (per second), slice by slice; all sides have as many slices."""

    rates: Mapping[str, tuple[float, ...]]
    load: float

    def rate(self, side: str) -> float:
        """Return the median rate of a side, per second."""
        return median(self.rates[side])

    def ratios(self, side: str, other: str) -> list[float]:
        """Return what ``side`` reached of ``other`` in each pair of slices, in rising order."""
        pairs = zip(self.rates[side], self.rates[other], strict=True)
        return sorted(ours / theirs for ours, theirs in pairs)

    def told(self, side: str, other: str) -> str:
        """Return the median ratio with the lowest and highest, for a table."""
        ratios = self.ratios(side, other)
        return f"**{median(ratios):.2f}** ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def rate(count: int, work: Callable[[], None]) -> float:
    """Return how many of ``count`` things ``work`` did in a second."""
    start = perf_counter()
    work()
    return count / (perf_counter() - start)


def in_turns(sides: Mapping[str, Callable[[], float]], slices: int) -> Comparison:
    """Run one slice of each side in turns; each function returns its rate.

    Every other round goes the other way, so that nobody always comes first. The load is the
    machine's over the last minute, at the end.
    """
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(slices):
        names = list(sides) if number % 2 == 0 else list(sides)[::-1]
        for name in names:
            rates[name].append(sides[name]())
    return Comparison({name: tuple(each) for name, each in rates.items()}, os.getloadavg()[0])
