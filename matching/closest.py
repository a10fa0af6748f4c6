"""Which postings come closest where none fits everything. Pure.

A posting that gives up one thing goes before one that gives up two. Work of another kind counts for
several things, and so does what lies far away for who asks for home, and what a posting itself
rules out. A list is filled up with what gives up more than the closest only so far that there is
something to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from matching.model import Distance, Vacancy, distance, lies_in
from matching.reading.query import Area, Query
from matching.unmet import Unmet

_ONE = 2
"""What a thing that is given up weighs; the table is in halves of it."""
_WEIGHTS = {"other_work": 6, "work": 4, "couples_only": 8}
_OTHER_TRADE, _DENIED, _FAR_BELOW = 14, 6, 3
_FROM_HOME = {Distance.FAR: 3, Distance.UNKNOWN: 3}
_GRAVE_WAGE, _YEARS_TO_LEARN = 6, 25
"""From these costs on a wage is far below what was asked for, and other work a trade of its own."""
_CHOICE, _ALIKE, _MOST_MORE = 3, 1, 6
"""How many are to choose from, what weighs as good as the least, and what is too much more."""
_COUNTY_DIGITS = 6


class Candidate(Protocol):
    """A posting and what it lacks of what was asked for."""

    @property
    def cost(self) -> int:
        """How far it is from what was asked for, in all."""

    @property
    def vacancy(self) -> Vacancy:
        """The posting."""

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """What it lacks."""


C = TypeVar("C", bound=Candidate)


def closest(found: Sequence[C], query: Query, home: str) -> list[C]:
    """Return the postings that give up least, in their order, and a second one in any case.

    ``found`` is sorted by cost and rank.
    """
    at_home = _stays(query, home)
    weighed = sorted(
        ((_weight(each, home, at_home=at_home), at) for at, each in enumerate(found)),
    )
    if not weighed:
        return []
    least = weighed[0][0]
    alike = [at for weight, at in weighed if weight <= least + _ALIKE]
    more = [at for weight, at in weighed if least + _ALIKE < weight <= least + _MOST_MORE]
    chosen = alike + more[: max(0, _CHOICE - len(alike))]
    return [found[at] for at in chosen]


def _stays(query: Query, home: str) -> bool:
    """Tell whether work at home is asked for."""
    county = home[:_COUNTY_DIGITS]
    if query.area in (Area.NEAR, Area.SEAT):
        return True
    return bool(query.places) and all(lies_in(place, county) for place in query.places)


def _weight(candidate: Candidate, home: str, *, at_home: bool) -> int:
    return sum(_weight_of(each, candidate, home, at_home=at_home) for each in candidate.unmet)


def _weight_of(unmet: Unmet, candidate: Candidate, home: str, *, at_home: bool) -> int:
    if unmet.code == "place" and at_home:
        return _FROM_HOME.get(distance(home, candidate.vacancy.place), _ONE)
    if unmet.denied:
        return _DENIED
    if unmet.code == "wage" and unmet.cost >= _GRAVE_WAGE:
        return _FAR_BELOW
    if unmet.code == "other_work" and unmet.cost >= _YEARS_TO_LEARN:
        return _OTHER_TRADE
    return _WEIGHTS.get(unmet.code, _ONE)
