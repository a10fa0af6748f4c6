"""What matching works on: people and postings as plain values, free of any database.

Money is whole yuan per month; ages are whole years; places are adcodes of 6 digits, or of 9 for a
town.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Health, Sex, Willingness, WorkAbility
from matching.catalogue import Demand, Skill, Term, Work
from matching.reading.burden import NO_BURDEN, Burden
from matching.reading.features import Offer
from matching.reading.licences import Papers
from matching.reading.sites import Sites
from matching.reading.villages import NO_VILLAGE, VillageAsk, Villages

Key: TypeAlias = Hashable

EDUCATION_ORDER = {level: place for place, level in enumerate(Education)}
"""Education from least (0) to most."""

LEAVES = frozenset(
    {
        Willingness.OUT_OF_COUNTY,
        Willingness.OUT_OF_COUNTY_IN_PROVINCE,
        Willingness.OUT_OF_PROVINCE,
    }
)
"""Willing to work, but not in the county."""


class Distance(IntEnum):
    """How far a posting is from a person's home, nearest first; the class, not kilometres."""

    TOWN = 0
    COUNTY = 1
    PREFECTURE = 2
    PROVINCE = 3
    FAR = 4
    UNKNOWN = 5


OWN_TOWN = "own"
"""Among named places: the town where the person lives, whichever it is."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said they want, can and do not want.

    ``features`` is a mask of ``reading.features``; ``places`` are adcodes named in free text (a
    preference, not the dated willingness); ``near`` says that home is near or nothing.
    """

    wants: tuple[Term, ...] = ()
    skills: tuple[Term, ...] = ()
    avoids: tuple[Term, ...] = ()
    features: int = 0
    places: tuple[str, ...] = ()
    wage: int | None = None
    food: bool | None = None
    lodging: bool | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A labourer as matching sees them.

    ``named_places`` belong to the dated willingness and bind, as do ``not_places``; ``seen`` are
    postings pushed to the person before, ``refused`` those the person turned down or has already
    applied to. ``licences`` hold on the day, ``lapsed`` are those that have expired by then.
    ``conditions`` is a mask of ``reading.limits``, ``duties`` one of ``reading.duties``.
    ``harmful`` are words of the things that they cannot smell or touch (``reading.substances``).
    ``registered`` is where the household is, if that is not ``home`` (``reading.registered``),
    ``villages`` those they are of (``reading.villages``).
    ``OWN_TOWN`` among the named places is the town of ``home``, and all there is for somebody who
    can work nowhere else.
    """

    id: UUID
    age: int
    sex: Sex
    home: str
    willingness: Willingness = Willingness.ANYWHERE
    named_places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    education: Education | None = None
    health: Health | None = None
    work_ability: WorkAbility | None = None
    licences: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    conditions: int = 0
    duties: int = 0
    harmful: tuple[str, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    seen: frozenset[UUID] = frozenset()
    refused: frozenset[UUID] = frozenset()
    registered: str = ""
    villages: Villages = NO_VILLAGE


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A posting as matching sees it; ``None`` means not stated.

    ``employer`` is any value that tells employers apart. ``wage_low`` and ``wage_high`` are yuan
    per month. ``age_days`` is how long ago the posting was published. ``text`` is everything it
    says, cleaned, for words that nobody knows. ``licences`` are clauses, of each of which one is
    asked for. ``rules_out`` is a mask of ``reading.limits``, ``hours`` one of ``reading.hours``.
    ``matter`` is what tells of the things worked with (``reading.substances``).
    ``locals_of`` is the place whose people alone are wanted, ``villages`` those of it that they are
    to be of. ``burden`` is what is hard about it beside the strength it takes. ``sites`` are told
    where ``place`` alone does not tell all.
    """

    id: UUID
    employer: Key
    title: str
    work: Work
    demand: Demand
    skill: Skill
    burden: Burden = NO_BURDEN
    place: str | None = None
    sites: Sites | None = None
    place_name: str = ""
    employer_name: str = ""
    external_id: str | None = None
    kind: PostingKind = PostingKind.ORDINARY
    sex: Sex | None = None
    age_low: int | None = None
    age_high: int | None = None
    women_age_low: int | None = None
    women_age_high: int | None = None
    education: Education | None = None
    licences: Papers = ()
    rules_out: int = 0
    hours: int = 0
    locals_of: str | None = None
    villages: VillageAsk | None = None
    wage_low: int | None = None
    wage_high: int | None = None
    wage_text: str = ""
    food: bool | None = None
    lodging: bool | None = None
    offer: Offer = field(default_factory=Offer)
    headcount_left: int | None = None
    deadline: date | None = None
    age_days: int = 0
    text: str = ""
    matter: str = ""
    is_open: bool = True
    employer_ok: bool = True

    @property
    def places(self) -> tuple[str | None, ...]:
        """Return the places to choose from, or the one place."""
        if self.sites is None or not self.sites.chosen:
            return (self.place,)
        return self.sites.places

    def ages_for(self, sex: Sex) -> tuple[int | None, int | None]:
        """Return the lowest and highest age asked of this sex; a woman's end not told is all's."""
        if sex is not Sex.FEMALE:
            return self.age_low, self.age_high
        low, high = self.women_age_low, self.women_age_high
        return (self.age_low if low is None else low, self.age_high if high is None else high)


@lru_cache(maxsize=1 << 14)
def distance(home: str, place: str | None) -> Distance:
    """Return how far ``place`` is from ``home`` by their codes alone.

    A place that is a larger unit around ``home`` ("云南省") counts as that unit: nearer cannot be
    claimed. A municipality counts as one prefecture; ``99`` is abroad.
    """
    if not place:
        return Distance.UNKNOWN
    if home[:2] != place[:2] or place.startswith("99"):
        return Distance.FAR
    if home[:6] == place[:6]:
        return Distance.TOWN if len(place) > 6 and place[:9] == home[:9] else Distance.COUNTY
    municipality = home[:2] in ("11", "12", "31", "50")
    if place.endswith("0000") and not municipality:
        return Distance.PROVINCE
    if municipality or home[:4] == place[:4]:
        directly_ruled = home[2:4] == "90"
        return Distance.PROVINCE if directly_ruled else Distance.PREFECTURE
    return Distance.PROVINCE


@lru_cache(maxsize=1 << 14)
def lies_in(place: str | None, area: str) -> bool:
    """Tell whether ``place`` surely lies in ``area`` (an adcode; ``000000`` is the nation)."""
    if place is None:
        return False
    prefix = area
    while len(prefix) <= 6 and prefix.endswith("00"):
        prefix = prefix[:-2]
    return place.startswith(prefix)
