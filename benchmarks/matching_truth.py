"""What a sensible caseworker would think of a posting for a person, from what both really are.

Nothing here looks at ``matching``: its occupations, weights and rules are not used. The grades:

The work comes first. It is *right* when it is what the person wants (for who names no wish, what
they know; for who says nothing, anything nobody need learn; a 普工 may be any unskilled hand of a
line, and a 普工 of an electronics factory does what an 电子装配工 does). It is *akin* when a
caseworker would offer it in its place: the same ``group`` of occupations, the same work in another
trade's factory, a simple hand of the right trade's factory, work the person knows but did not ask
for, something quickly learnt or heavy for who says nothing.
All else is *foreign*. Worth nothing are work the person refused, a trade they neither want nor
know, and work that nobody takes unasked (nursing, selling, deliveries) outside what they asked for
and its group.

Then four comforts, each met (0), half met (½) or missed (1): the wage against what was told (or
against 3,000 yuan), a bed away from home, food and lodging where asked for, no nights where asked
for. What a posting does not say is half met.

| work | comforts missed | grade |
|---|---|---|
| right | under ½ / up to 1 / more | 4 / 3 / 2 |
| akin | up to ½ / more | 2 / 1 |
| foreign | up to 1 / more | 1 / 0 |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.matching_openings import Opening
from benchmarks.matching_places import lies_in
from benchmarks.matching_seekers import Seeker
from benchmarks.matching_words import Occupation
from jobs_feed.tables import PostingKind
from labourers.tables import Education, Health, Sex, Willingness, WorkAbility

Grades = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

BEST = 4
_USUAL_WAGE = 3000
_LEVELS = (None, *Education)
_COVERED = {"B2": "C1"}
_LEARNT = {"B2": "truck_driver", "forklift": "forklift"}
"""Licences that stand for a trade; a car's licence does not."""
_TRADES = {"cloth": ("garment", "shoes"), "metal": ("metal",)}
"""Trades of the factories where a group of occupations works."""
_GENERAL, _LINE, _TRADE = "general_worker", "line", 2


class Truth:
    """Grades and hard requirements of the postings of a market, for one person at a time."""

    def __init__(self, known: Mapping[str, Occupation], openings: Sequence[Opening]) -> None:
        self._works = tuple(known.values())
        number = {work.key: at for at, work in enumerate(self._works)}
        self._number = number
        self.work = np.array([number[each.occupation] for each in openings])
        self._trade = np.array([each.trade for each in openings])
        self._places: dict[str, npt.NDArray[np.intp]] = {}
        for at, each in enumerate(openings):
            self._places.setdefault(each.place, np.empty(0, np.intp))
            self._places[each.place] = np.append(self._places[each.place], at)
        self._count = len(openings)
        light = (PostingKind.WORKSHOP, PostingKind.PUBLIC_WELFARE)
        self._demand = self._column(
            openings, lambda o: min(known[o.occupation].demand, 0 if o.kind in light else 2)
        )
        self._low_age = self._column(openings, lambda o: max(16, o.age_low or 16))
        self._high_age = self._column(openings, lambda o: o.age_high or 999)
        self._sex = self._column(openings, lambda o: 0 if o.sex is None else _sex(o.sex))
        self._schooling = self._column(openings, lambda o: _LEVELS.index(o.education))
        self._licence = np.array([known[each.occupation].licence for each in openings])
        self._unstated = np.array([each.wage_low is None for each in openings])
        self._low = self._column(openings, lambda o: o.wage_low or 0)
        self._high = self._column(openings, lambda o: o.wage_high or 0)
        self._no_food = _missed([each.food for each in openings])
        self._no_bed = _missed([each.lodging for each in openings])
        self._nights = _missed([None if o.night is None else not o.night for o in openings])
        self._skill = np.array([known[each.occupation].skill for each in openings])

    def __len__(self) -> int:
        return self._count

    @staticmethod
    def _column(openings: Sequence[Opening], of: Callable[[Opening], int]) -> npt.NDArray[np.int32]:
        return np.array([of(each) for each in openings], dtype=np.int32)

    def allowed(self, person: Seeker) -> Flags:
        """Return which postings break no hard requirement for the person."""
        allowed = self._at(lambda place: reaches(person, place))
        allowed &= (self._low_age <= person.age) & (person.age <= self._high_age)
        allowed &= (self._sex == 0) | (self._sex == _sex(person.sex))
        # Who has no registered level may take what asks for none (or for "none").
        level = 1 if person.education is None else _LEVELS.index(person.education)
        allowed &= self._schooling <= level
        allowed &= self._demand <= _bearable(person)
        held = {"", *person.licences, *(_COVERED.get(each, "") for each in person.licences)}
        allowed &= np.isin(self._licence, list(held))
        return allowed

    def grades(self, person: Seeker) -> Grades:
        """Return how well each posting suits the person, 0 to 4, requirements left aside."""
        fit = self._fit(person)
        missed = self._missed_comforts(person)
        right = np.select([missed < 0.5, missed <= 1.0], [BEST, 3], 2)
        akin = np.where(missed <= 0.5, 2, 1)
        foreign = np.where(missed <= 1.0, 1, 0)
        worth = np.select([fit == 2, fit == 1, fit == 0], [right, akin, foreign], 0)
        grades: Grades = worth.astype(np.int8)
        return grades

    def _fit(self, person: Seeker) -> npt.NDArray[np.int8]:
        """Return 2 for right, 1 for akin, 0 for foreign work, -1 for what must not be offered."""
        knows = person.knows | {_LEARNT[each] for each in person.licences if each in _LEARNT}
        wants = person.wants or knows
        if _GENERAL in wants:
            wants |= {w.key for w in self._works if w.group == _LINE and w.skill == 0}
        asked = wants | knows
        groups = {work.group for work in self._works if work.key in asked}
        if wants:
            by_work = [_fit_of(work, wants, groups) for work in self._works]
            fit = np.array(by_work, np.int8)[self.work]
            if person.trade:
                other = (fit == 2) & (self._trade != person.trade)
                fit = np.where(other, 1, fit)
            own = [w.trade for w in self._works if w.key in wants and w.trade and w.skill == 0]
            general = self.work == self._number[_GENERAL]
            fit = np.where(general & np.isin(self._trade, own), 2, fit)
            trades = {trade for group in groups for trade in _TRADES.get(group, ())}
            simple = np.array([w.group == _LINE and w.skill == 0 for w in self._works])[self.work]
            fit = np.where((fit == 0) & simple & np.isin(self._trade, list(trades)), 1, fit)
        else:
            fit = np.array([2, 1, 0], np.int8)[self._skill]
            fit = np.where((self._demand == 2) & (fit == 2), 1, fit)
        unasked = [self._unasked(work, asked, groups) for work in self._works]
        fit = np.where(np.array(unasked)[self.work], -1, fit)
        avoided = np.isin(self.work, [self._number[key] for key in person.avoids])
        return np.where(avoided, -1, fit).astype(np.int8)

    @staticmethod
    def _unasked(work: Occupation, asked: frozenset[str], groups: set[str]) -> bool:
        """Tell whether it would be odd to offer this work to who asked for, or knows, the rest."""
        if work.key in asked:
            return False
        return work.skill == _TRADE or (work.request and work.group not in groups)

    def _missed_comforts(self, person: Seeker) -> npt.NDArray[np.float64]:
        told = person.wage or 0
        enough = told or _USUAL_WAGE
        half = (self._high >= told) if told else np.ones(self._count, dtype=bool)
        middle = self._low + self._high >= 2 * enough
        wage = np.select([self._unstated, middle, half], [0.5, 0.0, 0.5], 1.0)
        away = self._at(lambda place: place[:6] != person.home[:6])
        bed = np.where(away, self._no_bed, 0.0)
        asked = np.zeros(self._count)
        if person.food or person.lodging:
            asked = np.maximum(
                self._no_food if person.food else 0.0, self._no_bed if person.lodging else 0.0
            )
            bed = np.zeros(self._count)
        nights = self._nights if person.day_shift else np.zeros(self._count)
        missed: npt.NDArray[np.float64] = wage + bed + asked + nights
        return missed

    def _at(self, of: Callable[[str], bool]) -> Flags:
        flags = np.zeros(self._count, dtype=bool)
        for place, places in self._places.items():
            if of(place):
                flags[places] = True
        return flags


def _fit_of(work: Occupation, wants: frozenset[str], groups: set[str]) -> int:
    return 2 if work.key in wants else 1 if work.group in groups else 0


def reaches(person: Seeker, place: str) -> bool:
    """Tell whether the person is willing to work at ``place``."""
    at_home = place[:6] == person.home[:6]
    in_province = place[:2] == person.home[:2]
    if person.willingness is Willingness.IN_COUNTY:
        return at_home
    if person.willingness is Willingness.ANYWHERE:
        return True
    if person.willingness is Willingness.OUT_OF_COUNTY_IN_PROVINCE:
        return in_province and not at_home
    if person.willingness is Willingness.OUT_OF_PROVINCE:
        return not in_province
    return not at_home and (not person.named or any(lies_in(place, area) for area in person.named))


def _bearable(person: Seeker) -> int:
    if person.ability is WorkAbility.NONE:
        return -1
    most = 0 if person.ability is WorkAbility.WEAK or person.health is Health.SERIOUS else 2
    if person.health in (Health.CHRONIC, Health.DISABLED) or person.age < 18:
        most = min(most, 1)
    return most


def _sex(sex: Sex) -> int:
    return 1 if sex is Sex.MALE else 2


def _missed(given: Sequence[Any]) -> npt.NDArray[np.float64]:
    """Return 0 where something is given, 1 where it is refused, ½ where nothing is said."""
    return np.array([0.5 if value is None else 0.0 if value else 1.0 for value in given])
