"""What changes in the stored matches from one run to the next."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.shortlist import Numbers
from matching.turnover import NO_POSTING, Cells, Pairing, Rows, Turnover

PEOPLE = [bytes([1, n]) + bytes(14) for n in range(12)]
POSTINGS = [bytes([2, n]) + bytes(14) for n in range(9)]
Row = tuple[bytes, bytes, int, int, str]
"""Person, posting, place, score and words."""


def said(person: bytes, posting: bytes, day: int) -> str:
    return f'["{person[1]} {posting[1]} {day}"]'


class Day:
    """What was chosen on a day, at random: some people, some postings, up to three of each."""

    def __init__(self, random: Random, day: int, wanted: int) -> None:
        self.day = day
        self.people = sorted(random.sample(PEOPLE, random.randint(0, len(PEOPLE))))
        self.postings = random.sample(POSTINGS, random.randint(1, len(POSTINGS)))
        shape = (len(self.people), wanted)
        self.what = np.full(shape, NO_POSTING, dtype=np.int32)
        self.scores = np.zeros(shape, dtype=np.int32)
        for line in range(len(self.people)):
            some = range(len(self.postings))
            chosen = random.sample(some, min(random.randint(0, wanted), len(some)))
            self.what[line, : len(chosen)] = chosen
            self.scores[line, : len(chosen)] = random.choices((1, 2), k=len(chosen))

    def rows(self, before: Rows) -> Turnover:
        pairing = Pairing(before, self.people, self.postings, self.what, self.scores)
        asked = (self.what != NO_POSTING) & ~pairing.stays
        lines, columns = np.nonzero(asked)
        texts = [
            said(self.people[line], self.postings[self.what[line, column]], self.day)
            for line, column in zip(lines.tolist(), columns.tolist(), strict=True)
        ]
        words: Numbers = np.arange(len(texts), dtype=np.int32)
        return pairing.told(asked, texts, words)


def row(rows: Rows, line: int, column: int) -> Row:
    posting = rows.postings[rows.what[line, column]]
    words = rows.texts[rows.words[line, column]]
    return rows.people[line], posting, column + 1, int(rows.scores[line, column]), words


def named(rows: Rows, cells: Cells) -> dict[bytes, Row]:
    ids = rows.ids[cells].tolist()
    pairs = zip(cells[0].tolist(), cells[1].tolist(), strict=True)
    return {each: row(rows, *cell) for each, cell in zip(ids, pairs, strict=True)}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_what_is_written_makes_of_the_rows_what_was_chosen(seed: int) -> None:
    random = Random(seed)
    before, table = Rows.none(), dict[bytes, Row]()
    for number in range(4):
        day = Day(random, number, random.choice((1, 3, 4)))
        turn = day.rows(before)
        written = [named(turn.after, cells) for cells in (turn.moved, turn.altered, turn.new)]
        for each in turn.gone:
            del table[each]
        for each, new in written[0].items():
            person, posting = table[each][:2]
            assert person == new[0]
            assert posting != new[1]
        for each, new in written[1].items():
            assert table[each][:2] == new[:2]
            assert table[each] != new
        assert table.keys().isdisjoint(written[2])
        for rows in written:
            table |= rows
        everything = named(turn.after, np.nonzero(turn.after.what != NO_POSTING))  # type: ignore[arg-type]
        assert table == everything
        assert len(turn.after) == len(table)
        assert len({each[:2] for each in table.values()}) == len(table)
        before = turn.after


def test_nothing_is_written_on_a_day_without_news() -> None:
    day = Day(Random(3), 1, 3)
    first = day.rows(Rows.none())
    again = day.rows(first.after)
    assert len(first.new[0]) == len(first.after) > 0
    assert not any(len(cells[0]) for cells in (again.moved, again.altered, again.new))
    assert not again.gone
    assert again.after.texts == first.after.texts


def test_rows_that_belong_nowhere_are_removed() -> None:
    rows = Day(Random(3), 1, 3).rows(Rows.none()).after
    stray = Rows(
        *(rows.people, rows.postings, rows.ids, rows.what, rows.scores, rows.words, rows.texts),
        surplus=[bytes(16)],
    )
    assert Day(Random(3), 1, 3).rows(stray).gone == [bytes(16)]
