"""The postings of a feed as columns with their row tables, built once and used for everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.columns import BLOCKED, POSSIBLE, Flags, PartTable, RowTable, RuleTable
from matching.model import Key, Person, Vacancy
from matching.requirements import GROWN_UP, RULES, available
from matching.score import OLDER, Column, Scorer


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules and parts whose sum is kept as one row for everybody with the same key.

    ``key`` holds everything of a person that they look at, as cheaply as can be: it is made for
    every person, the row only for every new key.
    """

    key: Callable[[Person], Key]
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


_GROUPS = (
    _Group(lambda p: p.age, rules=("age",)),
    _Group(
        lambda p: (p.sex, p.education, p.work_ability, p.health, p.licences, p.age < GROWN_UP),
        rules=("sex", "education", "body", "licence"),
        parts=("office", "fresh"),
    ),
    _Group(
        lambda p: (p.wishes.wage, p.wishes.food, p.wishes.lodging, p.wishes.features),
        parts=("wage", "board", "features"),
    ),
    _Group(
        lambda p: (
            *(p.home, p.willingness, p.named_places, p.not_places, p.wishes.places),
            *(p.wishes.near, p.wishes.features, p.age >= OLDER, p.work_ability, p.health),
        ),
        rules=("place",),
        parts=("place",),
    ),
)


class Feed:
    """What is on offer on a day, with everything the engine looks up.

    Postings that nobody can be offered that day are left out. The order is by place, then
    occupation, then id, so that equal scores always fall the same way.
    """

    def __init__(self, vacancies: Sequence[Vacancy], scorer: Scorer, on: date) -> None:
        offered = [vacancy for vacancy in vacancies if available(vacancy, on)]
        self.vacancies: tuple[Vacancy, ...] = tuple(
            sorted(offered, key=lambda v: (v.place or "~", v.work.jobs, v.id))
        )
        self.scorer = scorer
        self.place_of = {vacancy.id: at for at, vacancy in enumerate(self.vacancies)}
        self.rules = {rule.code: RuleTable(rule, self.vacancies) for rule in RULES}
        self._parts = {part.name: PartTable(part, self.vacancies) for part in scorer.parts}
        self._tables = tuple(RowTable(group.key, self._maker(group)) for group in _GROUPS)
        self._text = self._parts["text"]
        self._text_table = RowTable(
            self._text.part.of_person,
            lambda person: self._text.compact(self._text.part.of_person(person)),
        )

    def __len__(self) -> int:
        return len(self.vacancies)

    @cached_property
    def employers(self) -> npt.NDArray[np.int32]:
        """The number of each posting's employer."""
        return _numbered([vacancy.employer for vacancy in self.vacancies])

    @cached_property
    def jobs(self) -> npt.NDArray[np.int32]:
        """The number of each posting's main occupation; unknown ones differ by their title."""
        return _numbered([v.work.jobs[:1] or v.work.title for v in self.vacancies])

    @cached_property
    def open_places(self) -> npt.NDArray[np.int32]:
        """How many people each posting still wants; one where it does not say."""
        return np.array([v.headcount_left or 1 for v in self.vacancies], dtype=np.int32)

    def scores(self, people: Sequence[Person]) -> npt.NDArray[np.int16]:
        """Return the score of every person with every posting.

        A value at or below ``POSSIBLE`` says that the pair breaks a requirement or met before.
        """
        places = [np.array([t.place(p) for p in people], dtype=np.intp) for t in self._tables]
        texts = np.array([self._text_table.place(person) for person in people], dtype=np.intp)
        total: npt.NDArray[np.int16] = self._text_table.rows[texts].take(
            self._text.column.of_posting, axis=1
        )
        spare = np.empty_like(total)
        for table, rows in zip(self._tables, places, strict=True):
            np.take(table.rows, rows, axis=0, out=spare)
            total += spare
        for at, person in enumerate(people):
            for met in person.seen | person.refused:
                place = self.place_of.get(met)
                if place is not None:
                    total[at, place] = min(total[at, place], 0) + BLOCKED
        return total

    def taste(self, person: Person) -> Column:
        """Return the score of every posting for one person, whatever the requirements say.

        Nothing is remembered, so a search may ask for any number of different wishes.
        """
        total = np.zeros(len(self.vacancies), dtype=np.int16)
        for table in self._parts.values():
            total += table.fresh_row(table.part.of_person(person))
        return total

    def allowed(self, person: Person, *, without: str = "") -> Flags:
        """Return which postings break no requirement, one of them (by code) left aside."""
        flags = np.ones(len(self.vacancies), dtype=bool)
        for code, table in self.rules.items():
            if code != without:
                flags &= table.allowed(person)
        return flags

    def met(self, person: Person) -> Flags:
        """Return which postings the person has met before (pushed, refused, applied)."""
        flags = np.zeros(len(self.vacancies), dtype=bool)
        for posting in person.seen | person.refused:
            if posting in self.place_of:
                flags[self.place_of[posting]] = True
        return flags

    def _maker(self, group: _Group) -> Callable[[Person], Column]:
        rules = [self.rules[code] for code in group.rules]
        parts = [self._parts[name] for name in group.parts]

        def make(person: Person) -> Column:
            row = np.zeros(len(self.vacancies), dtype=np.int16)
            for rule in rules:
                row += _blocking(rule.allowed(person))
            # Several broken requirements of one group block once, so that sums stay in int16.
            np.maximum(row, BLOCKED, out=row)
            for part in parts:
                row += part.row(part.part.of_person(person))
            return row

        return make


def possible(scores: npt.NDArray[np.int16]) -> Flags:
    """Return where a score says that the pair breaks no requirement."""
    flags: Flags = scores > POSSIBLE
    return flags


def _blocking(allowed: Flags) -> Column:
    return np.where(allowed, 0, BLOCKED).astype(np.int16)


def _numbered(values: Sequence[Key]) -> npt.NDArray[np.int32]:
    numbers: dict[Key, int] = {}
    return np.array([numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int32)
