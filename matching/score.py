"""How well a posting suits a person, in thousandths, as a sum of independent parts.

Each part looks at one key of the person and one key of the posting. It scores one person key
against a whole column of posting keys at once, as int16; the engine gives it the distinct keys of
a feed, an explanation a column of one. So there is one definition, not two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Health, Willingness, WorkAbility
from matching.catalogue import Catalogue, Demand, Term
from matching.model import (
    EDUCATION_ORDER,
    LEAVES,
    Distance,
    Key,
    Person,
    Vacancy,
)
from matching.place_column import PlaceColumn
from matching.reading.features import FLEXIBLE, Features
from matching.strangeness import AKIN, ASKED, KNOWN, STANDINGS, Strangeness, anything
from matching.weights import Weights
from matching.work_column import Likenesses, Told, WorkColumn

Column: TypeAlias = npt.NDArray[np.int16]
Said: TypeAlias = tuple[tuple[Term, ...], tuple[Term, ...], tuple[Term, ...]]
"""What somebody wants, can do and does not want."""

_Stands: TypeAlias = tuple[str, str, bool, tuple[str, ...]]
"""Home, stance to leaving, whether older or frail, and the places named."""

_NONE, _STEPS = 101, 102
"""In place of a likeness, which is 0 to 100: nothing was told. And how many there are with it."""
_STANDING_BITS = STANDINGS.bit_length() - 1
FULL_SCORE = 1000
_KINDS = tuple(PostingKind)
_HEAVY = Demand.HEAVY
_IN_COUNTY, _WEAK, _SOUND = Willingness.IN_COUNTY, WorkAbility.WEAK, (None, Health.HEALTHY)
AGEING, OLD = 50, 60
"""Ages from which what is hard about a posting counts for more."""
OLDER = 55
"""From this age on public posts and workshops count for more."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score.

    ``prepare`` turns a column of posting keys into what ``row`` scores a person key against;
    ``many`` scores several person keys at once where that is quicker.
    """

    name: str
    of_person: Callable[[Person], Key]
    of_vacancy: Callable[[Vacancy], Key]
    row: Callable[[Any, Any], Column]
    prepare: Callable[[Sequence[Any]], Any] = tuple
    many: Callable[[Sequence[Any], Any], Column] | None = None

    def rows(self, keys: Sequence[Any], prepared: Any) -> Column:
        """Return the scores of each person key (rows) for every prepared posting key."""
        if self.many is not None:
            return self.many(keys, prepared)
        rows = [self.row(key, prepared) for key in keys]
        return np.array(rows, dtype=np.int16).reshape(len(rows), -1)


class Scorer:
    """The parts of the score for one catalogue and one set of weights."""

    def __init__(self, catalogue: Catalogue, features: Features, weights: Weights) -> None:
        self.catalogue = catalogue
        self.features = features
        self.weights = weights
        self._strangeness = Strangeness(weights)
        self._worths = self._worths_of_likeness()
        self._heavy, self._most_sides = weights.burden.heavy, weights.burden.most
        self._grave, self._silence = (
            tuple((features[key].mask, loss) for key, loss in sorted(losses.items()))
            for losses in (weights.features.grave_losses, weights.features.silent_losses)
        )
        alike = Likenesses(catalogue)
        self.parts: tuple[Part, ...] = (
            Part(
                "text",
                _said,
                lambda v: (v.work, v.skill, v.demand, v.burden),
                self.text_row,
                lambda keys: WorkColumn(alike, keys),
                self.text_rows,
            ),
            Part(
                "wage", lambda p: p.wishes.wage, lambda v: (v.wage_low, v.wage_high), self.wage_row
            ),
            Part(
                "board",
                lambda p: (p.wishes.food, p.wishes.lodging),
                lambda v: (v.food, v.lodging),
                self.board_row,
            ),
            Part(
                "features",
                lambda p: p.wishes.features,
                lambda v: (v.offer.has, v.offer.lacks),
                self.features_row,
                lambda keys: np.array(keys, dtype=np.uint32).reshape(-1, 2),
            ),
            Part(
                "place",
                self._place_of_person,
                lambda v: (v.place, v.kind, v.lodging),
                self.place_row,
                PlaceColumn,
                self.place_rows,
            ),
            Part(
                "office",
                lambda p: _schooling(p.education),
                lambda v: (
                    bool(v.work.jobs) and catalogue.family_of(v.work.jobs[0]) == "office",
                    _schooling(v.education) > 0,
                    self._hard_sides(v),
                ),
                self.office_row,
            ),
            Part(
                "years",
                lambda p: (p.age >= AGEING) + (p.age >= OLD),
                self._hard_sides,
                self.years_row,
            ),
            Part("health", is_frail, self._hard_sides, self.health_row),
            Part("fresh", lambda _: None, lambda v: self.fresh_step(v.age_days), self.fresh_row),
        )

    def breakdown(self, person: Person, vacancy: Vacancy) -> dict[str, int]:
        """Return what each part gives this pair; the score is their sum."""
        return {
            part.name: int(
                part.row(part.of_person(person), part.prepare([part.of_vacancy(vacancy)]))[0]
            )
            for part in self.parts
        }

    def score(self, person: Person, vacancy: Vacancy) -> int:
        """Return the score of this pair in thousandths; below 0 when the person is put off."""
        return sum(self.breakdown(person, vacancy).values())

    def stays_near(self, person: Person) -> bool:
        """Tell whether the person cannot or will not go far from home."""
        wishes = person.wishes
        return person.willingness is _IN_COUNTY or wishes.near or bool(wishes.features & FLEXIBLE)

    # -- the parts ----------------------------------------------------------------------------

    def text_row(self, said: Said, works: WorkColumn) -> Column:
        """Score one person's wishes, skills and aversions against occupations."""
        row: Column = self.text_rows([said], works)[0]
        return row

    def text_rows(self, said: Sequence[Said], works: WorkColumn) -> Column:
        """Score several people's wishes, skills and aversions against occupations."""
        wants, skills, avoids = (works.told([each[part] for each in said]) for part in range(3))
        wanted, known = works.best(wants), works.best(skills)
        pairs = _or_none(wanted, wants)[wants.number] * np.int16(_STEPS)
        pairs += _or_none(known, skills)[skills.number]
        worths = self._worths[pairs]
        losses = self._strangeness.losses(works.sorts)
        tempers = self._strangeness.tempers(works, wants, skills) * losses[0].size
        places = (worths & (STANDINGS - 1)) * losses.shape[2] + works.sort_of
        places += tempers[:, None]
        score: Column = ((worths >> _STANDING_BITS) + losses.ravel()[places]).astype(np.int16)
        # What was asked for by name is not refused with its like ("插件的活，不做普工").
        who = anything(avoids)
        theirs = works.best(avoids)[avoids.number[who]]
        rivals = works.told(
            [self.catalogue.rivals(said[at][0], said[at][2]) for at in np.flatnonzero(who).tolist()]
        )
        wished = works.best(rivals)[rivals.number]
        refused = (theirs >= self.weights.text.avoid_from) & (theirs > wished)
        score[who] = np.where(refused, self.weights.text.avoided, score[who])
        return score

    def _worths_of_likeness(self) -> npt.NDArray[np.int32]:
        """Return what a likeness to what is wanted and one to what is known are worth together.

        For each pair of them, 0 to 100 or nothing told, with what the work is to that person in
        the lowest bits.
        """
        w, steps = self.weights.text, np.arange(_STEPS)
        wanted, known = np.meshgrid(steps % _NONE, steps % _NONE, indexing="ij")
        wants, skills = np.meshgrid(steps < _NONE, steps < _NONE, indexing="ij")
        # Half alike is much less than half as good: who wants sewing is not helped by cooking.
        want, skill = wanted * wanted // 100, known * known // 100
        both = (want * w.want_share + skill * (w.full - w.want_share)) // 100
        # Somebody who wants a sector and knows a trade is served by the trade alone, too, if less.
        both = np.maximum(both, skill * w.known_share // 100)
        alone = np.where(wants, want * w.full, skill * w.skill_alone) // 100
        standing = (wanted >= w.known_from) * ASKED + (known >= w.known_from) * KNOWN
        standing += ((wanted >= w.akin_from) | (known >= w.akin_from)) * AKIN
        worth = np.where(wants & skills, both, alone) << _STANDING_BITS | standing
        return worth.astype(np.int32).ravel()

    def wage_row(
        self, wish: int | None, offered: Sequence[tuple[int | None, int | None]]
    ) -> Column:
        """Score wages (yuan per month, low and high) against an expectation."""
        return np.array([self._wage(wish, low, high) for low, high in offered], dtype=np.int16)

    def _wage(self, wish: int | None, low: int | None, high: int | None) -> int:
        w = self.weights.wage
        if low is None and high is None:
            return w.unstated
        top = high if high is not None else low or 0
        bottom = low if low is not None else top
        if not wish:
            twice = (bottom + top) * w.full
            slow = w.no_wish_base + twice // (2 * w.no_wish_slow_at)
            return min(w.full, twice // (2 * w.no_wish_full_at), slow)
        if bottom >= wish:
            return w.full
        if bottom + top >= 2 * wish:
            return w.middle
        if top >= wish:
            return w.high
        reached = top * 100 // wish
        short = min(w.short_most, max(0, w.short_from - reached) * w.short)
        return w.high * max(0, reached - w.floor) // (100 - w.floor) - short

    def board_row(
        self,
        wanted: tuple[bool | None, bool | None],
        offered: Sequence[tuple[bool | None, bool | None]],
    ) -> Column:
        """Score food and lodging."""
        w = self.weights.board
        food = w.wanted if wanted[0] else w.unsaid
        lodging = w.wanted if wanted[1] else w.unsaid
        values = [food[_stated(f)] + lodging[_stated(bed)] for f, bed in offered]
        return np.array(values, dtype=np.int16)

    def features_row(self, asked: int, offers: npt.NDArray[np.uint32]) -> Column:
        """Score the other wishes (no night shift, paid daily …); columns: has, lacks."""
        w = self.weights.features
        met = np.bitwise_count(offers & np.uint32(asked)).astype(np.int32)
        worth = met[:, 0] * w.has + met[:, 1] * w.lacks
        for mask, grave in self._grave:
            if asked & mask:
                worth += (offers[:, 1] & np.uint32(mask) > 0) * grave
        for mask, silence in self._silence:
            if asked & mask:
                worth += ((offers[:, 0] | offers[:, 1]) & np.uint32(mask) == 0) * silence
        score: Column = np.clip(worth, w.least, w.most).astype(np.int16)
        return score

    def _place_of_person(self, person: Person) -> _Stands:
        if person.wishes.features & FLEXIBLE:
            stance = "bound"
        elif self.stays_near(person):
            stance = "stays"
        else:
            stance = "leaves" if person.willingness in LEAVES else "open"
        frail = person.age >= OLDER or is_frail(person)
        return person.home, stance, frail, person.wishes.places

    def place_row(self, person: _Stands, offered: PlaceColumn) -> Column:
        """Score where postings are, of what kind, and a bed where one is needed."""
        row: Column = self.place_rows([person], offered)[0]
        return row

    def place_rows(self, people: Sequence[_Stands], offered: PlaceColumn) -> Column:
        """Score the distance class, the kind of posting, and a bed where one is needed."""
        w = self.weights
        gaps = np.stack([offered.distances(home) for home, *_ in people])
        worths = [self._place_worths(stance, frail) for _, stance, frail, _ in people]
        near = np.take_along_axis(np.array([steps for steps, _ in worths]), gaps, axis=1)
        for at, (*_, places) in enumerate(people):
            if places:
                rest = near[at] * w.distance.not_named // 100
                near[at] = np.where(offered.within(places), w.distance.named, rest)
        kinds = np.array([kinds for _, kinds in worths])[:, offered.kinds]
        beds = np.array(w.board.far_lodging)[offered.beds] * (gaps >= Distance.PREFECTURE)
        worth: Column = (near + kinds + beds).astype(np.int16)
        return worth

    def _place_worths(self, stance: str, frail: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return what each class of distance and each kind of posting is worth to somebody."""
        w = self.weights
        # Who is older or frail and would go anywhere is hired near home, hardly ever far away.
        stays = stance in ("bound", "stays") or (frail and stance == "open")
        kinds = w.kind.frail if frail else w.kind.open
        if stance in ("bound", "stays"):
            kinds = w.kind.bound if stance == "bound" else w.kind.stays
        return getattr(w.distance, "stays" if stays else stance), kinds

    def office_row(self, schooling: int, asked: Sequence[tuple[bool, bool, int]]) -> Column:
        """Score the gap between schooling and what is asked: office work, schooling itself."""
        is_office, for_schooled, sides = np.array(asked, dtype=np.int16).reshape(-1, 3).T
        if schooling == 0:
            return (is_office * self.weights.office.gap).astype(np.int16)
        below = self.weights.office.below if schooling > 1 else 0
        hard = self.weights.office.hard * schooling
        return ((1 - for_schooled) * (below + sides * hard)).astype(np.int16)

    def _hard_sides(self, vacancy: Vacancy) -> int:
        heavy = self._heavy if vacancy.demand is _HEAVY else 0
        return min(vacancy.burden.sides + heavy, self._most_sides)

    def years_row(self, years: int, sides: Sequence[int]) -> Column:
        """Score what is hard about postings for who is over 50 (1) or 60 (2)."""
        lost = self.weights.burden.years[years]
        return np.array([lost * each for each in sides], dtype=np.int16)

    def health_row(self, frail: bool, sides: Sequence[int]) -> Column:
        """Score what is hard about postings for who is ill or weak."""
        lost = self.weights.burden.frail if frail else 0
        return np.array([lost * each for each in sides], dtype=np.int16)

    def fresh_step(self, age_days: int) -> int:
        """Return in which step of freshness a posting of that age is, the newest first."""
        return bisect_left(self.weights.fresh.until, age_days)

    def fresh_row(self, _nothing: None, steps: Sequence[int]) -> Column:
        """Score how new a posting is."""
        worth: Column = np.array(self.weights.fresh.worth, dtype=np.int16)[list(steps)]
        return worth


def _or_none(likeness: Column, told: Told) -> Column:
    """Return the likenesses of each distinct list, ``_NONE`` where it names nothing."""
    found: Column = np.where(told.terms[:, :1] > 0, likeness, np.int16(_NONE))
    return found


def _said(person: Person) -> Said:
    wishes = person.wishes
    return wishes.wants, wishes.skills, wishes.avoids


def is_frail(person: Person) -> bool:
    """Tell whether somebody is registered as weak, or as anything but healthy."""
    return person.work_ability is _WEAK or person.health not in _SOUND


def _schooling(level: Education | None) -> int:
    """Return 0 up to junior secondary school, 1 for senior, 2 for what is above."""
    if level is None or EDUCATION_ORDER[level] <= EDUCATION_ORDER[Education.JUNIOR]:
        return 0
    return 1 + (EDUCATION_ORDER[level] > EDUCATION_ORDER[Education.SENIOR])


def _stated(value: bool | None) -> int:
    return 1 if value is None else 0 if value else 2
