"""A feed as columns: distinct keys of its postings, and rows of values over them.

A rule or a part of the score is evaluated once per pair of distinct keys; a row says what comes of
it for one key of a person and every posting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from matching.model import Key, Person, Vacancy
from matching.requirements import Rule
from matching.score import Column, Part

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
_K = TypeVar("_K", bound=Key)

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
        self.column = KeyColumn([rule.of_vacancy(vacancy) for vacancy in vacancies])
        self.key = rule.key_among(frozenset(self.column.keys))
        self._flags: dict[Key, Flags] = {}

    def allowed(self, person: Person) -> Flags:
        """Return which postings meet the requirement for this person."""
        flags: Flags = self.column.spread(self.compact(self.key(person)))
        return flags

    def verdicts(self, keys: Sequence[Key]) -> tuple[Flags, Places]:
        """Return which distinct posting keys meet the requirement for the distinct ``keys``.

        And for each of ``keys`` its row.
        """
        distinct, numbers = _distinct(keys)
        return np.array([self.compact(key) for key in distinct]), numbers

    def rows(self, keys: Sequence[Key]) -> npt.NDArray[np.int16]:
        """Return ``BLOCKED`` or 0 for each person key (rows) and every posting (columns)."""
        flags, numbers = self.verdicts(keys)
        values = np.where(flags, np.int16(0), np.int16(BLOCKED))
        return np.take(values, self.column.of_posting, axis=1)[numbers]

    def compact(self, key: Key) -> Flags:
        """Return which distinct posting keys meet the requirement for a person key."""
        flags = self._flags.get(key)
        if flags is None:
            each = [self.rule.allows(key, asked) for asked in self.column.keys]
            flags = self._flags[key] = np.array(each, dtype=bool)
        return flags


class PartTable:
    """One part of the score over a feed."""

    def __init__(self, part: Part, vacancies: Sequence[Vacancy]) -> None:
        self.part = part
        self.key = part.of_person
        self.column = KeyColumn([part.of_vacancy(vacancy) for vacancy in vacancies])
        self._prepared = part.prepare(self.column.keys)

    def compact(self, keys: Sequence[Key]) -> npt.NDArray[np.int16]:
        """Return the scores of each person key (rows) per distinct posting key (columns)."""
        return self.part.rows(keys, self._prepared)

    def rows(self, keys: Sequence[Key]) -> npt.NDArray[np.int16]:
        """Return the scores of each person key (rows) per posting (columns)."""
        distinct, numbers = _distinct(keys)
        return np.take(self.compact(distinct), self.column.of_posting, axis=1)[numbers]

    def fresh_row(self, key: Key) -> Column:
        """Return the scores of one person key per posting."""
        row: Column = self.column.spread(self.compact([key])[0])
        return row


class Rows:
    """The rows of one group of keys as one int16 array that grows; each is made once."""

    def __init__(self, width: int) -> None:
        self._numbers: dict[Key, int] = {}
        self._rows: npt.NDArray[np.int16] = np.empty((0, width), dtype=np.int16)

    def numbers(self, keys: Iterable[_K]) -> tuple[list[int], list[_K]]:
        """Return the number of the row of each key, and the keys whose rows are to be added now.

        These are numbered in their order, from the end of the rows on.
        """
        known = self._numbers
        found: list[int] = []
        new: list[_K] = []
        for key in keys:
            number = known.get(key)
            if number is None:
                number = known[key] = len(known)
                new.append(key)
            found.append(number)
        return found, new

    def add(self, count: int, rows: Iterable[npt.NDArray[np.int16]]) -> None:
        """Add ``count`` rows, which come some at a time: room is made for all of them at once."""
        used, width = self._rows.shape
        grown = np.empty((used + count, width), dtype=np.int16)
        grown[:used] = self._rows
        for some in rows:
            grown[used : used + len(some)] = some
            used += len(some)
        self._rows = grown

    @property
    def values(self) -> npt.NDArray[np.int16]:
        """All rows as one array: keys × postings, or × distinct posting keys."""
        return self._rows


def _distinct(keys: Sequence[Key]) -> tuple[list[Key], Places]:
    """Return the distinct keys, and for each of ``keys`` which of them it is."""
    places: dict[Key, int] = {}
    numbers = np.array([places.setdefault(key, len(places)) for key in keys], dtype=np.intp)
    return list(places), numbers
