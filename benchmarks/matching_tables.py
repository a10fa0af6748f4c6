"""People and postings as flat tables, for peers that work on tables (DuckDB, Polars, NumPy).

Everything a peer could do worse than need be is done for it: places are numbers cut to province,
prefecture, county and town, enumerations are small whole numbers, and what was said is already
understood: ``text`` holds the score of every distinct wish for every distinct work.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex, Willingness
from matching.catalogue import Demand
from matching.model import Person, Vacancy
from matching.reading.licences import Papers, with_covered
from matching.requirements import RULES
from matching.score import Scorer
from matching.strength import borne_by

LEVELS = (None, *Education)
KINDS = tuple(PostingKind)
STANCES = ("stays", "open", "leaves")
"""Rows of the distance weights."""
KIND_ROWS = ("bound", "stays", "frail", "open")
_NUMBERS = (("schooling", "office"), ("years", "years"), ("health", "health"))
"""Columns that are the person's key of a part."""
_WILLING = (
    Willingness.ANYWHERE,
    Willingness.IN_COUNTY,
    Willingness.OUT_OF_COUNTY,
    Willingness.OUT_OF_COUNTY_IN_PROVINCE,
    Willingness.OUT_OF_PROVINCE,
    Willingness.NOT_NOW,
)
LICENCES = ("C1", "B2", "A1", "forklift")


@dataclass(frozen=True, slots=True)
class Tables:
    """``people`` and ``postings`` by number, and the scores of what was said by work."""

    people: pl.DataFrame
    postings: pl.DataFrame
    text: pl.DataFrame


def tables(people: Sequence[Person], vacancies: Sequence[Vacancy], scorer: Scorer) -> Tables:
    """Return the tables of a market; ``vacancies`` in the order of the feed."""
    text = next(part for part in scorer.parts if part.name == "text")
    said, works = _Numbers(), _Numbers()
    conditions = _Conditions(people, vacancies)
    rows = [
        _person(at, each, said.of(text.of_person(each)), scorer)
        | {"conditions": conditions.of_person(each)}
        for at, each in enumerate(people)
    ]
    offers = [
        _posting(at, each, works.of(text.of_vacancy(each)), scorer)
        | {"rules_out": conditions.of_vacancy(each)}
        for at, each in enumerate(vacancies)
    ]
    column = text.prepare(works.keys)
    scores = [text.row(key, column).tolist() for key in said.keys]
    return Tables(
        pl.DataFrame(rows),
        pl.DataFrame(offers),
        pl.DataFrame(
            {
                "said": [at for at, row in enumerate(scores) for _ in row],
                "work": [at for row in scores for at in range(len(row))],
                "said_score": [value for row in scores for value in row],
            }
        ),
    )


class _Numbers:
    """Numbers for distinct keys, in the order they come."""

    def __init__(self) -> None:
        self._of: dict[Hashable, int] = {}

    def of(self, key: Hashable) -> int:
        return self._of.setdefault(key, len(self._of))

    @property
    def keys(self) -> tuple[Any, ...]:
        return tuple(self._of)


class _Conditions:
    """Conditions as bits of one column: those alone that somebody has and some posting rules out.

    Raises ValueError when there are more than a column holds.
    """

    _MOST = 62

    def __init__(self, people: Sequence[Person], vacancies: Sequence[Vacancy]) -> None:
        self._rule = next(rule for rule in RULES if rule.code == "condition")
        met = _every(map(self._rule.of_person, people)) & _every(
            map(self._rule.of_vacancy, vacancies)
        )
        self._bits = [at for at in range(met.bit_length()) if met >> at & 1]
        if len(self._bits) > self._MOST:
            raise ValueError(f"{len(self._bits)} conditions do not fit into one column of bits")

    def of_person(self, person: Person) -> int:
        return self._column(self._rule.of_person(person))

    def of_vacancy(self, vacancy: Vacancy) -> int:
        return self._column(self._rule.of_vacancy(vacancy))

    def _column(self, conditions: Any) -> int:
        return sum((conditions >> bit & 1) << at for at, bit in enumerate(self._bits))


def _every(sets: Iterable[Any]) -> int:
    return int(reduce(or_, sets, 0))


def _number_of(person: Person, scorer: Scorer, name: str) -> int:
    part = next(part for part in scorer.parts if part.name == name)
    number: Any = part.of_person(person)
    return int(number)


def _place(code: str) -> dict[str, int]:
    return {
        "province": int(code[:2]),
        "prefecture": int(code[:4]),
        "county": int(code[:6]),
        "town": int(code) if len(code) > 6 else 0,
    }


def _person(at: int, person: Person, said: int, scorer: Scorer) -> dict[str, int]:
    place = next(part for part in scorer.parts if part.name == "place")
    key: Any = place.of_person(person)
    stance, frail = str(key[1]), bool(key[2])
    near = "stays" if stance == "bound" or (frail and stance == "open") else stance
    kind = stance if stance in ("bound", "stays") else "frail" if frail else "open"
    area = person.named_places[0] if person.named_places else ""
    hardest = borne_by(person)
    wishes = person.wishes
    return {
        "person": at,
        **{f"home_{name}": value for name, value in _place(person.home).items()},
        "willing": _WILLING.index(person.willingness),
        "area": int(area.rstrip("0")) if area else 0,
        "area_size": len(area.rstrip("0")),
        "age": person.age,
        "sex": 1 if person.sex is Sex.MALE else 2,
        # Who has no registered level may take what asks for none.
        "level": 1 if person.education is None else LEVELS.index(person.education),
        "bearable": -1 if hardest is None else int(hardest),
        "held": licence_bits(with_covered(person.licences)),
        "said": said,
        "wish": wishes.wage or 0,
        "food_wanted": int(bool(wishes.food)),
        "bed_wanted": int(bool(wishes.lodging)),
        "asked": wishes.features,
        "stance": STANCES.index(near),
        "kind_row": KIND_ROWS.index(kind),
        **{name: _number_of(person, scorer, part) for name, part in _NUMBERS},
    }


def _posting(at: int, vacancy: Vacancy, work: int, scorer: Scorer) -> dict[str, int]:
    office = next(part for part in scorer.parts if part.name == "office")
    asked: Any = office.of_vacancy(vacancy)
    low, high = vacancy.wage_low, vacancy.wage_high
    top = high if high is not None else low or 0
    return {
        "posting": at,
        **_place(vacancy.place or "999999"),
        "kind": KINDS.index(vacancy.kind),
        "age_low": max(16, vacancy.age_low or 16),
        "age_high": vacancy.age_high or 999,
        "sex_asked": 0 if vacancy.sex is None else 1 if vacancy.sex is Sex.MALE else 2,
        "level_asked": LEVELS.index(vacancy.education),
        "demand": int(vacancy.demand),
        "licences": licence_bits(_each(vacancy.licences)),
        "work": work,
        "wage_stated": int(low is not None or high is not None),
        "wage_low": low if low is not None else top,
        "wage_high": top,
        "food": _stated(vacancy.food),
        "bed": _stated(vacancy.lodging),
        "has": vacancy.offer.has,
        "lacks": vacancy.offer.lacks,
        "office": int(asked[0]),
        "for_schooled": int(asked[1]),
        "hard_sides": int(
            scorer.weights.burden.sides(vacancy.burden.sides, vacancy.demand is Demand.HEAVY)
        ),
        "age_days": vacancy.age_days,
    }


def licence_bits(keys: frozenset[str]) -> int:
    """Return licences as bits; one nobody knows sets a bit that nobody holds."""
    bits = 0
    for key in keys:
        bits |= 1 << LICENCES.index(key) if key in LICENCES else 1 << 15
    return bits


def _each(asked: Papers) -> frozenset[str]:
    """Return the licences asked for; raises ValueError where one of several is enough.

    The tables compared hold no alternatives, nor do the invented postings.
    """
    if any(len(clause) > 1 for clause in asked):
        raise ValueError("alternatives do not fit into one column of bits")
    return frozenset(key for (key,) in asked)


def _stated(value: bool | None) -> int:
    return 1 if value is None else 0 if value else 2
