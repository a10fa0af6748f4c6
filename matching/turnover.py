"""What changes in the stored matches of a county from one run to the next; pure, in columns.

A pair that stays keeps its row. What somebody gets instead of something takes its row: one change,
not two. Words are looked for only where the caller says that they may be others than those stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.id_column import SIZE, Ids
from matching.shortlist import Numbers
from storage.ids import new_id

Cells: TypeAlias = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
"""Cells of a table, as their lines and columns."""
RowIds: TypeAlias = npt.NDArray[np.void]
"""Ids of 16 bytes each."""
NO_POSTING = -1
_IDS_AT_ONCE = 8192
ID = np.dtype(f"V{SIZE}")


@dataclass(frozen=True)
class Rows:
    """The stored matches of a county as columns: people × the most that somebody has.

    The column a match is in is its place, the first being place 1. ``what`` are places in
    ``postings``, ``NO_POSTING`` where there is nothing; ``words`` are places in ``texts``, the
    reasons as JSON. ``surplus`` are rows that belong nowhere. People and postings are the bytes of
    their ids.
    """

    people: Sequence[bytes]
    postings: Sequence[bytes]
    ids: RowIds
    what: Numbers
    scores: Numbers
    words: Numbers
    texts: Sequence[str]
    surplus: Sequence[bytes] = field(default=())

    def __len__(self) -> int:
        return int(np.count_nonzero(self.what != NO_POSTING)) + len(self.surplus)

    def read(self) -> Rows:
        """Return these rows: they are there already, unlike those that are still in a file."""
        return self

    @classmethod
    def none(cls) -> Rows:
        """Return what is stored before the first run."""
        nothing = np.zeros((0, 0), dtype=np.int32)
        return cls((), (), np.zeros((0, 0), ID), nothing, nothing, nothing, ())


@dataclass(frozen=True)
class Turnover:
    """The rows ``after`` a run, and which of them are written.

    ``moved`` are rows that get another posting, ``altered`` those that get another place, score or
    wording alone, ``new`` those that are not there yet, all as (people, columns); ``gone`` are ids.
    """

    after: Rows
    moved: Cells
    altered: Cells
    new: Cells
    gone: Sequence[bytes]


class Pairing:
    """Which stored row each chosen pair of person and posting gets.

    ``what`` and ``scores`` are what was chosen, people × wanted, as in ``Rows``. ``row`` is the
    row as its number among all cells of ``before``, -1 where a new one is needed; ``stays`` flags
    the pairs that are stored already.
    """

    def __init__(
        self,
        before: Rows,
        people: Sequence[bytes],
        postings: Sequence[bytes],
        what: Numbers,
        scores: Numbers,
    ) -> None:
        self.before, self.people, self.postings = before, people, postings
        self.what, self.scores = what, scores
        now, free = self._offered()
        cells = np.arange(before.what.size, dtype=np.int32).reshape(before.what.shape)
        person_at = _places(before.people, people)
        known = np.flatnonzero(person_at >= 0)
        old, mine = now[person_at[known]], cells[person_at[known]]
        mine_free = free[person_at[known]]
        row, chosen = np.full((len(known), what.shape[1]), -1, dtype=np.int32), what[known]
        for kept in range(old.shape[1]):
            for slot in range(chosen.shape[1]):
                hit = mine_free[:, kept] & (chosen[:, slot] == old[:, kept])
                hit &= chosen[:, slot] != NO_POSTING
                row[hit, slot] = mine[hit, kept]
                mine_free[hit, kept] = False
        stays = row >= 0
        for kept in range(old.shape[1]):
            for slot in range(chosen.shape[1]):
                hit = mine_free[:, kept] & (chosen[:, slot] != NO_POSTING) & (row[:, slot] < 0)
                row[hit, slot] = mine[hit, kept]
                mine_free[hit, kept] = False
        free[person_at[known]] = mine_free
        self.row: Numbers = np.full(what.shape, -1, dtype=np.int32)
        self.stays: Flags = np.zeros(what.shape, dtype=bool)
        self.row[known], self.stays[known] = row, stays
        self._gone = free

    def _offered(self) -> tuple[Numbers, Flags]:
        """Return the postings of the stored rows as they are numbered now, and what is a row."""
        there = self.before.what != NO_POSTING
        if not len(self.before.postings):
            return self.before.what, there
        places = _places(self.postings, self.before.postings)
        # Two, not NO_POSTING: what is gone must not look like a cell without a posting.
        return np.where(there, places[self.before.what], NO_POSTING - 1), there

    def told(self, asked: Flags, texts: Sequence[str], words: Numbers) -> Turnover:
        """Return what changes when the pairs ``asked`` for have these words.

        ``words`` are places in ``texts``, one for each flag that is set, row by row. Every pair
        that was not stored before has to be among them.
        """
        before, real = self.before, self.what != NO_POSTING
        numbers: dict[str, int] = {text: at for at, text in enumerate(before.texts)}
        known = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int32)
        has_row = self.row >= 0
        told = np.zeros(self.what.shape, dtype=np.int32)
        told[has_row] = before.words.ravel()[self.row[has_row]]
        told[asked] = known[words]
        same = np.zeros(self.what.shape, dtype=bool)
        rows, columns = np.nonzero(self.stays)
        cells = self.row[rows, columns]
        same[rows, columns] = (
            (cells % max(before.what.shape[1], 1) == columns)
            & (before.scores.ravel()[cells] == self.scores[rows, columns])
            & (before.words.ravel()[cells] == told[rows, columns])
        )
        ids = np.zeros(self.what.shape, dtype=ID)
        ids[has_row] = before.ids.ravel()[self.row[has_row]]
        new = _cells(real & ~has_row)
        for start in range(0, len(new[0]), _IDS_AT_ONCE):
            some = new[0][start : start + _IDS_AT_ONCE], new[1][start : start + _IDS_AT_ONCE]
            ids[some] = id_array([new_id().bytes for _ in range(len(some[0]))])
        used, places = np.unique(told[real], return_inverse=True)
        told[real] = places
        every = list(numbers)
        return Turnover(
            Rows(
                *(self.people, self.postings, ids, self.what, self.scores, told),
                tuple(every[at] for at in used.tolist()),
            ),
            _cells(has_row & ~self.stays),
            _cells(self.stays & ~same),
            new,
            [*before.ids[self._gone].tolist(), *before.surplus],
        )


def id_array(ids: Sequence[bytes]) -> RowIds:
    """Return ids of 16 bytes each as an array."""
    found: npt.NDArray[Any] = np.frombuffer(b"".join(ids), dtype=ID)
    return found


def _cells(flags: Flags) -> Cells:
    lines, columns = np.nonzero(flags)
    return lines, columns


def _places(of: Sequence[bytes], wanted: Sequence[bytes]) -> Numbers:
    """Return where each of ``wanted`` is in ``of``; -1 for what is not there."""
    return Ids.of(of).places_of(Ids.of(wanted))
