"""What people met before, as columns."""

from __future__ import annotations

from uuid import UUID

import numpy as np

from labourers.tables import Willingness
from matching.history import History, Meetings, Pairs
from matching.id_column import Ids
from matching.model import Wishes
from matching.profile_book import ProfileBook
from matching.reading.people import Profile

ANNA, BEN, STRANGER = (UUID(int=n).bytes for n in (1, 2, 3))
SENT, BOTH, TURNED_DOWN = (UUID(int=n) for n in (11, 12, 13))
PEOPLE = Ids(ANNA + BEN)
HISTORY = History(
    sent=Pairs.of([(SENT, BEN + STRANGER), (BOTH, BEN)]),
    answered=[Pairs.of([(BOTH, BEN), (TURNED_DOWN, BEN)]), Pairs.of([(TURNED_DOWN, BEN)])],
    refusals={},
)


def test_a_posting_sent_and_turned_down_was_met_once() -> None:
    met = Meetings(HISTORY, PEOPLE).all()
    assert met.who.tolist() == [1, 1, 1]
    assert {met.postings[at] for at in met.what.tolist()} == {SENT, BOTH, TURNED_DOWN}
    assert met.places({BOTH: 5})[1].tolist() == [5]


def test_each_has_what_they_met_themselves() -> None:
    meetings = Meetings(HISTORY, PEOPLE)
    assert meetings.of(0) == (frozenset(), frozenset())
    assert meetings.of(1) == (frozenset({SENT, BOTH}), frozenset({BOTH, TURNED_DOWN}))


def test_looks_of_people_who_left_count() -> None:
    assert HISTORY.shown() == {SENT: 2, BOTH: 1}


def test_nobody_met_anything() -> None:
    meetings = Meetings(History(Pairs.of([]), [Pairs.of([])], {}), PEOPLE)
    assert meetings.of(0) == (frozenset(), frozenset())
    assert len(meetings.all().who) == 0


def profile(wage: int) -> Profile:
    return Profile(Wishes(wage=wage), frozenset({"forklift"}), Willingness.ANYWHERE, (), ())


def test_what_was_said_is_understood_once() -> None:
    read = []

    def understand(wage: int) -> Profile:
        read.append(wage)
        return profile(wage)

    book = ProfileBook()
    said = [b"a" * 16, b"b" * 16, b"a" * 16]
    numbers = [book.number(each, lambda: understand(4000)) for each in said]
    assert (numbers, read) == ([0, 1, 0], [4000, 4000])
    again = ProfileBook(*book.columns())
    assert again.number(b"b" * 16, lambda: understand(1)) == 1
    assert again.profile(1) == profile(4000)
    assert len(read) == 2


def test_a_book_forgets_what_nobody_says_any_more() -> None:
    book = ProfileBook()
    for at in range(4):
        book.number(bytes([at]) * 16, lambda at=at: profile(at))  # type: ignore[misc]
    part, numbers = book.part(np.array([3, 1, 3], dtype=np.int32))
    assert (len(part), numbers.tolist()) == (2, [1, 0, 1])
    assert [part.profile(at).wishes.wage for at in numbers.tolist()] == [3, 1, 3]
