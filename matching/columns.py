"""A feed as columns: distinct keys of its postings, and row tables over them.

A row table holds, for every distinct key of the people met so far, one value per posting. It is
filled on demand from a rule or a part of the score, evaluated once per pair of distinct keys, and
lives as long as the feed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.model import Key, Person, Vacancy
from matching.requirements import Rule
from matching.score import Column, Part

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

BLOCKED = -6000
"""What a broken requirement adds; five of them together still fit into int16."""
POSSIBLE = -3000
"""A sum above this is a pair that breaks no requirement."""


class KeyColumn:
    """The distinct keys of a column and, for every posting, which of them it has."""

    def __init__(self, values: Sequence[Any]) -> None:
        places: dict[Any, int] = {}
        self.of_posting: Places = np.array(
            [places.setdefault(value, len(places)) for value in values], dtype=np.intp
        )
        self.keys: tuple[Any, ...] = tuple(places)

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Turn one value per distinct key into one value per posting."""
        return values[self.of_posting]


class RuleTable:
    """One hard requirement over a feed."""

    def __init__(self, rule: Rule, vacancies: Sequence[Vacancy]) -> None:
        self.rule = rule
        self._column = KeyColumn([rule.of_vacancy(vacancy) for vacancy in vacancies])
        self._rows: dict[Key, Flags] = {}

    def allowed(self, person: Person) -> Flags:
        """Return which postings meet the requirement for this person."""
        key = self.rule.of_person(person)
        row = self._rows.get(key)
        if row is None:
            each = np.array(
                [self.rule.allows(key, asked) for asked in self._column.keys], dtype=bool
            )
            row = self._rows[key] = self._column.spread(each)
        return row


class PartTable:
    """One part of the score over a feed; ``compact`` rows stay one value per distinct key."""

    def __init__(self, part: Part, vacancies: Sequence[Vacancy]) -> None:
        self.part = part
        self.column = KeyColumn([part.of_vacancy(vacancy) for vacancy in vacancies])
        self._prepared = part.prepare(self.column.keys)
        self._compact: dict[Key, Column] = {}

    def compact(self, key: Key) -> Column:
        """Return the scores of a person key per distinct posting key."""
        row = self._compact.get(key)
        if row is None:
            row = self._compact[key] = self.part.row(key, self._prepared)
        return row

    def fresh_row(self, key: Key) -> Column:
        """Return the scores of a person key per posting without remembering them."""
        row: Column = self.column.spread(self.part.row(key, self._prepared))
        return row

    def row(self, key: Key) -> Column:
        """Return the scores of a person key per posting."""
        row: Column = self.column.spread(self.compact(key))
        return row


class RowTable:
    """Sums of rows by a key of the person, kept as the rows of one int16 array that grows."""

    def __init__(
        self, of_person: Callable[[Person], Key], make: Callable[[Person], Column]
    ) -> None:
        self._of_person = of_person
        self._make = make
        self._place: dict[Key, int] = {}
        self._rows: npt.NDArray[np.int16] = np.empty((0, 0), dtype=np.int16)

    def place(self, person: Person) -> int:
        """Return the number of the person's row, made when it is new."""
        key = self._of_person(person)
        found = self._place.get(key)
        if found is None:
            found = self._place[key] = len(self._place)
            self._put(found, self._make(person))
        return found

    @property
    def rows(self) -> npt.NDArray[np.int16]:
        """Return all rows as one array (keys × postings or × distinct posting keys)."""
        return self._rows[: len(self._place)]

    def _put(self, place: int, row: Column) -> None:
        if place >= len(self._rows):
            grown = np.empty((max(64, 2 * len(self._rows)), len(row)), dtype=np.int16)
            grown[: len(self._rows)] = self._rows.reshape(-1, len(row))
            self._rows = grown
        self._rows[place] = row
