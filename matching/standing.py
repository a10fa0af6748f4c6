"""What the last run of a county found, brought up to today instead of found anew.

Kept are the shortlists with a mark of every person and posting they were made from. New and
changed postings are scored alone and merged in; closed ones and those just met fall out; changed
people, and those whose list became too short to choose from, are scored again. The outcome equals
scoring everything, whatever happened in between, so a standing of any age will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns import Flags
from matching.crowd import Crowd, Ties
from matching.engine import CHOSEN_FROM
from matching.feed import SAID, Feed
from matching.freed import give_back
from matching.id_column import Ids
from matching.shortlist import Lists, Numbers, Places, met_pairs, moved, ranks_of, shortlists
from matching.state_file import KeptArray

KEPT = 44
"""Candidates kept for each person; those beyond ``CHOSEN_FROM`` stand in for what falls out."""

_AT_ONCE = 1 << 13
"""So many people's lists are there twice at a time."""
_Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Standing:
    """The shortlists of ``people`` over ``postings`` and what they were made from.

    Everything possible for a person whose rank (score and tie) is above ``floors`` is in the list,
    perhaps with some below it; 0 says that nothing was left out. ``met`` is person × number of
    postings + posting, in order. People and postings are the bytes of their ids. What comes from a
    file has its lists still there.
    """

    people: Ids
    person_marks: Ties
    postings: Ids
    posting_marks: Ties
    lists: Lists | KeptArray
    floors: Ties
    met: _Pairs

    @property
    def chosen_from(self) -> Lists:
        """The candidates that the choice is made from, the same however they were found."""
        return self.lists[:][:, :CHOSEN_FROM]


@dataclass(frozen=True, slots=True)
class Work:
    """What was done to bring a standing up to date: numbers of people and postings.

    ``same_people`` and ``same_postings`` flag those of today that are what they were before.
    """

    rescored: int
    new_postings: int
    gone_postings: int
    same_people: Flags
    same_postings: Flags


def found_anew(feed: Feed, crowd: Crowd) -> tuple[Standing, Work]:
    """Return the standing that scoring everybody with everything gives."""
    marks = feed.marks(), crowd.marks()
    lists, floors = _empty(crowd)
    _score(feed, crowd, np.arange(len(crowd)), lists, floors)
    standing = _standing(feed, crowd, lists, floors, *marks, met_pairs(feed, crowd))
    nobody, nothing = (np.zeros(len(each), dtype=bool) for each in (crowd, feed))
    return standing, Work(len(crowd), len(feed), 0, nobody, nothing)


def brought_up(before: Standing, feed: Feed, crowd: Crowd) -> tuple[Standing, Work]:
    """Return the standing of ``crowd`` over ``feed``, the same as ``found_anew`` gives.

    Raises OSError when lists that are in a file cannot be read.
    """
    marks, person_marks = feed.marks(), crowd.marks()
    place_now = _same(before.postings, before.posting_marks, _postings(feed), marks)
    person_now = _same(before.people, before.person_marks, Ids.of(crowd.ids), person_marks)
    stay = np.flatnonzero(person_now >= 0)
    now = person_now[stay].astype(np.intp)

    lists, floors = _empty(crowd)
    floors[now] = before.floors[stay]
    again = np.ones(len(crowd), dtype=bool)
    again[now] = False

    # Imported when it is needed: its loops load numba, which most commands do without.
    loops: Any = import_module("matching.renewing")
    met = met_pairs(feed, crowd)
    met_start = np.searchsorted(met, np.arange(len(crowd) + 1) * len(feed))
    met_places = (met % max(len(feed), 1)).astype(np.int32)
    for start in range(0, len(before.people), _AT_ONCE):
        kept = np.ascontiguousarray(before.lists[start : start + _AT_ONCE]).view()
        kept.flags.writeable = False
        mine = slice(*np.searchsorted(stay, (start, start + _AT_ONCE)).tolist())
        theirs = stay[mine] - start, now[mine]
        loops.move(kept, *theirs, place_now, met_start, met_places, lists)
    again[_met_no_more(before, person_now, place_now, met, len(feed))] = True

    new = np.setdiff1d(np.arange(len(feed)), place_now)
    if len(new):
        _merge(feed, crowd, np.flatnonzero(~again), new, lists, floors)
    again |= (floors > 0) & (loops.above(lists, floors) < CHOSEN_FROM)
    rescored = np.flatnonzero(again)
    _score(feed, crowd, rescored, lists, floors)
    standing = _standing(feed, crowd, lists, floors, marks, person_marks, met)
    work = Work(
        len(rescored),
        len(new),
        int((place_now < 0).sum()),
        _flags(len(crowd), person_now),
        _flags(len(feed), place_now),
    )
    return standing, work


def _standing(
    feed: Feed,
    crowd: Crowd,
    lists: Lists,
    floors: Ties,
    marks: Ties,
    person_marks: Ties,
    met: _Pairs,
) -> Standing:
    people = Ids.of(crowd.ids)
    return Standing(people, person_marks, _postings(feed), marks, lists, floors, met)


def _postings(feed: Feed) -> Ids:
    return Ids.of(each.id.bytes for each in feed.vacancies)


def _flags(count: int, places: Numbers) -> Flags:
    flags: Flags = np.zeros(count, dtype=bool)
    flags[places[places >= 0]] = True
    return flags


def _empty(crowd: Crowd) -> tuple[Lists, Ties]:
    return np.zeros((len(crowd), KEPT), dtype=np.uint64), np.zeros(len(crowd), dtype=np.uint64)


def _score(feed: Feed, crowd: Crowd, people: Places, lists: Lists, floors: Ties) -> None:
    """Write what scoring ``people`` with everything gives into their lists and floors."""
    for some in _some(feed, crowd, people):
        found = shortlists(feed, crowd, KEPT + 1, only=some)
        lists[some], floors[some] = found[:, :KEPT], ranks_of(found[:, KEPT])


def _merge(
    feed: Feed, crowd: Crowd, people: Places, new: Places, lists: Lists, floors: Ties
) -> None:
    """Merge the best of the ``new`` postings into the lists of ``people``."""
    loops: Any = import_module("matching.renewing")
    alone = feed.part([feed.vacancies[place] for place in new.tolist()])
    for some in _some(alone, crowd, people):
        found = shortlists(alone, crowd, min(KEPT + 1, len(alone)), only=some)
        loops.merge(lists, floors, some, moved(found, new.astype(np.int32)))


def _some(feed: Feed, crowd: Crowd, people: Places) -> Iterator[Places]:
    """Yield ``people`` some at a time, those together who said the same."""
    if not len(feed) or not len(people):
        return
    # What was merged before and what is scored now are rows of values of two feeds.
    give_back()
    order = people[np.argsort(feed.row_numbers(crowd)[SAID][people], kind="stable")]
    for start in range(0, len(order), _AT_ONCE):
        yield order[start : start + _AT_ONCE]


def _same(ids: Ids, marks: Ties, ids_now: Ids, marks_now: Ties) -> Numbers:
    """Return where each of ``ids`` is now; -1 for what is gone or has changed."""
    places = ids_now.places_of(ids)
    known = places >= 0
    places[known] = np.where(marks[known] == marks_now[places[known]], places[known], -1)
    return places


def _met_no_more(
    before: Standing, person_now: Numbers, place_now: Numbers, met: _Pairs, postings: int
) -> npt.NDArray[np.int64]:
    """Return who has not met any more what they had met: a push or refusal was taken back."""
    people, places = np.divmod(before.met, max(len(before.postings), 1))
    people, places = person_now[people].astype(np.int64), place_now[places].astype(np.int64)
    still = (people >= 0) & (places >= 0)
    pairs = people[still] * postings + places[still]
    return np.setdiff1d(pairs, met) // max(postings, 1)
