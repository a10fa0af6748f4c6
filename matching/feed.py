"""The postings of a feed as columns with their rows of values, built once for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.columns import BLOCKED, POSSIBLE, Flags, KeyColumn, PartTable, Rows, RuleTable
from matching.crowd import GROUPS, PLACE, TEXT, Crowd, Ties, marks_of, ties_of
from matching.model import Key, Person, Vacancy
from matching.requirements import RULES, available
from matching.score import Column, Scorer

_VALUES_AT_ONCE = 1 << 18
_MOST_PLACES = 10_000


class Layer(NamedTuple):
    """Rows of values over the postings: the rules and parts they sum, and whose keys they go by."""

    group: int
    rules: tuple[str, ...]
    parts: tuple[str, ...]


def _layers() -> Iterator[Layer]:
    for place, group in enumerate(GROUPS):
        if group.apart:
            yield Layer(place, group.rules, ())
            yield Layer(place, (), group.parts)
        else:
            yield Layer(place, group.rules, group.parts)


LAYERS = tuple(_layers())
REACH, SAID = (
    next(at for at, each in enumerate(LAYERS) if each.group == of) for of in (PLACE, TEXT)
)
"""Which of the layers says where somebody may be sent, and which what their words are worth."""


class Feed:
    """What is on offer on a day, with everything the engine looks up.

    Postings that nobody can be offered that day are left out. Those of ``county`` come first, then
    the rest of its province, then all others, each by place, occupation and id; so everybody's
    possible postings lie close together. Without a county it is the one most postings are in.
    """

    def __init__(
        self, vacancies: Sequence[Vacancy], scorer: Scorer, on: date, *, county: str | None = None
    ) -> None:
        offered = [vacancy for vacancy in vacancies if available(vacancy, on)]
        self.county = county or _usual_county(offered)
        self.vacancies: tuple[Vacancy, ...] = tuple(
            sorted(
                offered,
                key=lambda v: (_slice(v.place, self.county), v.place or "~", v.work.jobs, v.id),
            )
        )
        slices = [_slice(vacancy.place, self.county) for vacancy in self.vacancies]
        self.bounds = np.searchsorted(slices, range(4)) if slices else np.zeros(4, dtype=np.intp)
        self.scorer, self.on = scorer, on
        self.place_of = {vacancy.id: at for at, vacancy in enumerate(self.vacancies)}
        self.rules = {rule.code: RuleTable(rule, self.vacancies) for rule in RULES}
        self._parts = {part.name: PartTable(part, self.vacancies) for part in scorer.parts}
        text = self._parts["text"].column
        widths = [len(text.keys) if at == SAID else len(self) for at in range(len(LAYERS))]
        self.rows = tuple(Rows(width) for width in widths)
        self._reach = np.zeros((0, 2), dtype=np.int32)
        self._numbered: tuple[Crowd, list[npt.NDArray[np.int32]]] | None = None
        self.text_of = text.of_posting.astype(np.int32)

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
    def kinds(self) -> npt.NDArray[np.int32]:
        """What postings may be alike in: the numbers of their employers and of their jobs."""
        return np.stack([self.employers, self.jobs])

    @cached_property
    def open_places(self) -> npt.NDArray[np.int32]:
        """How many people each posting still wants; one where it does not say.

        One that wants more than ``_MOST_PLACES`` draws no more eyes for it: a number mistyped by
        some zeros must not take them from all others.
        """
        wanted = [min(v.headcount_left or 1, _MOST_PLACES) for v in self.vacancies]
        return np.array(wanted, dtype=np.int32)

    @cached_property
    def ties(self) -> Ties:
        """A number of each posting, by its id alone, that decides between equals."""
        return ties_of([vacancy.id.bytes for vacancy in self.vacancies])

    def part(self, vacancies: Sequence[Vacancy]) -> Feed:
        """Return a feed of some of its postings, in the same order."""
        return Feed(vacancies, self.scorer, self.on, county=self.county)

    def marks(self) -> Ties:
        """Return a number for each posting that changes with anything its scores depend on."""
        total = np.zeros(len(self), dtype=np.uint64)
        columns: list[tuple[str, KeyColumn]] = [
            *((code, table.column) for code, table in self.rules.items()),
            *((name, table.column) for name, table in self._parts.items()),
        ]
        for place, (name, column) in enumerate(columns):
            total += marks_of([(place, name, key) for key in column.keys])[column.of_posting]
        return total

    def row_numbers(self, crowd: Crowd) -> list[npt.NDArray[np.int32]]:
        """Return for each layer the row of every person; rows not there yet are made."""
        if self._numbered is not None and self._numbered[0] is crowd:
            return self._numbered[1]
        found: list[npt.NDArray[np.int32]] = []
        used = [np.unique(numbers) for numbers in crowd.numbers]
        for at, layer in enumerate(LAYERS):
            examples, mine = crowd.groups[layer.group].examples, used[layer.group]
            row_of = np.zeros(len(examples), dtype=np.int32)
            row_of[mine] = self._rows(at, [examples[each] for each in mine.tolist()])
            found.append(row_of[crowd.numbers[layer.group]])
        self._numbered = crowd, found
        return found

    def reach(self, places: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Return [start, end) of the postings that may be possible for each row of places."""
        if len(self._reach) != len(self.rows[REACH].values):
            self._reach = self._ranges()
        wanted: npt.NDArray[np.int32] = self._reach[places]
        return wanted

    def _ranges(self) -> npt.NDArray[np.int32]:
        open_to = self.rows[REACH].values > POSSIBLE
        slices = np.stack(
            [
                open_to[:, start:end].any(axis=1)
                for start, end in zip(self.bounds, self.bounds[1:], strict=False)
            ],
            axis=1,
        )
        first = slices.argmax(axis=1)
        last = slices.shape[1] - slices[:, ::-1].argmax(axis=1)
        ranges = np.stack([self.bounds[first], self.bounds[last]], axis=1)
        ranges[~slices.any(axis=1)] = 0
        return ranges.astype(np.int32)

    def scores(self, people: Sequence[Person]) -> npt.NDArray[np.int16]:
        """Return the score of every person with every posting.

        A value at or below ``POSSIBLE`` says that the pair breaks a requirement or met before.
        """
        numbers = self.row_numbers(Crowd(people))
        total: npt.NDArray[np.int16] = self.rows[SAID].values[numbers[SAID]][:, self.text_of]
        for at, rows in enumerate(self.rows):
            if at != SAID:
                total += rows.values[numbers[at]]
        for at, person in enumerate(people):
            total[at, self.met_places(person)] = BLOCKED
        return total

    def taste(self, person: Person) -> Column:
        """Return the score of every posting for one person, whatever the requirements say.

        Nothing is remembered, so a search may ask for any number of different wishes.
        """
        total = np.zeros(len(self.vacancies), dtype=np.int16)
        for table in self._parts.values():
            total += table.fresh_row(table.key(person))
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
        flags[self.met_places(person)] = True
        return flags

    def met_places(self, person: Person) -> list[int]:
        """Return the places in the feed of what the person has met before."""
        if not person.seen and not person.refused:
            return []
        found = map(self.place_of.get, person.seen | person.refused)
        return [place for place in found if place is not None]

    def _rows(self, at_layer: int, people: Sequence[Person]) -> list[int]:
        """Return the number of each person's row in a layer, making those not there yet."""
        layer, rows = LAYERS[at_layer], self.rows[at_layer]
        tables: list[RuleTable | PartTable] = [
            *(self.rules[code] for code in layer.rules),
            *(self._parts[name] for name in layer.parts),
        ]
        columns = (map(table.key, people) for table in tables)
        numbers, new = rows.numbers(zip(*columns, strict=True))
        if new:
            rows.add(len(new), self._sums(at_layer, tables, new))
        return numbers

    def _sums(
        self,
        at_layer: int,
        tables: Sequence[RuleTable | PartTable],
        keys: Sequence[tuple[Key, ...]],
    ) -> Iterator[npt.NDArray[np.int16]]:
        """Yield the rows of a layer for the keys its tables go by, some at a time."""
        layer = LAYERS[at_layer]
        at_once = max(_VALUES_AT_ONCE // max(self.rows[at_layer].values.shape[1], 1), 1)
        for start in range(0, len(keys), at_once):
            columns = list(zip(*keys[start : start + at_once], strict=True))
            if at_layer == SAID:
                yield self._parts["text"].compact(columns[0])
                continue
            total = np.zeros((len(columns[0]), len(self)), dtype=np.int16)
            for at, (table, theirs) in enumerate(zip(tables, columns, strict=True)):
                if at == len(layer.rules):
                    # Several broken requirements of one layer block once: sums stay in int16.
                    np.maximum(total, BLOCKED, out=total)
                total += table.rows(theirs)
            yield np.maximum(total, BLOCKED) if not layer.parts else total


def possible(scores: npt.NDArray[np.int16]) -> Flags:
    """Return where a score says that the pair breaks no requirement."""
    flags: Flags = scores > POSSIBLE
    return flags


def _slice(place: str | None, county: str) -> int:
    """Return 0 for a posting of the county, 1 for its province, 2 for the rest."""
    if place is None or not county:
        return 2
    return 0 if place.startswith(county) else 1 if place[:2] == county[:2] else 2


def _usual_county(vacancies: Sequence[Vacancy]) -> str:
    counties = Counter(v.place[:6] for v in vacancies if v.place and not v.place[:6].endswith("00"))
    return min(counties, key=lambda each: (-counties[each], each), default="")


def _numbered(values: Sequence[Key]) -> npt.NDArray[np.int32]:
    numbers: dict[Key, int] = {}
    return np.array([numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int32)
