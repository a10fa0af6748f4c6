"""People as columns: for every group of keys the number of each person's key.

The keys of a group hold everything of a person that some rules and parts of the score look at, so
people with the same key share a row of values over the postings. A crowd knows nothing of the
postings and outlives any feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import overload
from uuid import UUID

import numpy as np
import numpy.typing as npt

from matching.model import Key, Person
from matching.reading.features import FLEXIBLE
from matching.requirements import duty_key
from matching.score import OLDER, is_frail
from matching.strength import GROWN_UP

Numbers = npt.NDArray[np.int32]
Ties = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules and parts whose sum is one row for everybody with the same key.

    ``key`` holds everything of a person that they look at, as cheaply as can be: it is made for
    every person, the row only for every new key. Where rules and parts are ``apart`` each have rows
    of their own, because people fall into few kinds for either and into many for both.
    """

    key: Callable[[Person], Key]
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    apart: bool = False


GROUPS = (
    Group(lambda p: (p.age, p.sex), rules=("age",), parts=("years",)),
    Group(
        lambda p: (
            p.sex,
            p.education,
            p.work_ability,
            p.health,
            p.licences,
            p.age < GROWN_UP,
            p.conditions,
            p.harmful,
        ),
        rules=("sex", "education", "body", "condition", "substance", "licence"),
        parts=("office", "health", "fresh"),
    ),
    Group(
        lambda p: (p.wishes.wage, p.wishes.food, p.wishes.lodging, p.wishes.features),
        parts=("wage", "board", "features"),
    ),
    Group(
        lambda p: (
            p.home,
            p.willingness,
            p.named_places,
            p.not_places,
            p.wishes.places,
            p.wishes.near,
            p.wishes.features & FLEXIBLE,
            p.age >= OLDER or is_frail(p),
            p.duties and duty_key(p),
        ),
        rules=("place", "duty"),
        parts=("place",),
        apart=True,
    ),
    Group(
        lambda p: (p.wishes.wants, p.wishes.skills, p.wishes.avoids),
        parts=("text",),
    ),
    # Beside the others: as many keys as there are villages, and as many rows.
    Group(lambda p: (p.home, p.registered, p.villages), rules=("local",)),
)
AGE, WISHES, PLACE, TEXT = 0, 2, 3, 4
"""Which of the groups holds the age, wage, board and features wished for, where somebody may be
sent, and the occupations they named."""


class Some(Sequence[Person]):
    """Some of the people of a sequence, by place; nobody is looked up before being asked for."""

    def __init__(self, people: Sequence[Person], places: Sequence[int]) -> None:
        self._people, self._places = people, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Person: ...
    @overload
    def __getitem__(self, at: slice) -> Some: ...
    def __getitem__(self, at: int | slice) -> Person | Some:
        """Return the person in that place, or a stretch of the people."""
        if isinstance(at, slice):
            return Some(self._people, self._places[at])
        return self._people[self._places[at]]

    def __iter__(self) -> Iterator[Person]:
        return map(self._people.__getitem__, self._places)


class Keys:
    """The distinct keys of a group by number: one person with each, and a mark of each.

    ``known`` are keys that have a number already, given as their marks and as the places of people
    who have them.
    """

    def __init__(
        self,
        place: int,
        people: Sequence[Person],
        known: tuple[Sequence[int], Sequence[int]] = ((), ()),
    ) -> None:
        self._place, self._people = place, people
        self._known = {mark: number for number, mark in enumerate(known[0])}
        self._marks, self.firsts = list(known[0]), list(known[1])
        self._numbers: dict[Key, int] = {}
        self._unmarked: list[Key] = []

    @property
    def examples(self) -> Sequence[Person]:
        """One person with each key, in the order of their numbers."""
        return Some(self._people, self.firsts)

    @property
    def marks(self) -> Ties:
        """A mark of each key, the same in every process, so that it can be kept in a file."""
        if self._unmarked:
            self._marks += self._marks_of(self._unmarked)
            self._unmarked = []
        return np.array(self._marks, dtype=np.uint64)

    def of(self, places: Iterable[int]) -> Numbers:
        """Return the number of the key of each of the people in ``places``."""
        key, numbers, people = GROUPS[self._place].key, self._numbers, self._people
        found = []
        for place in places:
            mine = key(people[place])
            number = numbers.get(mine)
            if number is None:
                number = numbers[mine] = self._new(mine, place)
            found.append(number)
        return np.array(found, dtype=np.int32)

    def _new(self, key: Key, place: int) -> int:
        if self._known:
            (mark,) = self._marks_of([key])
            number = self._known.setdefault(mark, len(self.firsts))
            if number == len(self.firsts):
                self._marks.append(mark)
                self.firsts.append(place)
            return number
        self._unmarked.append(key)
        self.firsts.append(place)
        return len(self.firsts) - 1

    def _marks_of(self, keys: Sequence[Key]) -> list[int]:
        found: list[int] = marks_of([(self._place, key) for key in keys]).tolist()
        return found


@dataclass(frozen=True, slots=True)
class Met:
    """What people met before (were sent, turned down, applied for): each pair once, by person.

    ``who`` are places in a crowd, never falling; ``what`` are places in ``postings``.
    """

    who: Numbers
    what: Numbers
    postings: Sequence[UUID]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Met:
        """Return what ``people`` met, as they have it themselves."""
        numbers: dict[UUID, int] = {}
        who, what = [], []
        for place, person in enumerate(people):
            if person.seen or person.refused:
                for each in person.seen | person.refused:
                    who.append(place)
                    what.append(numbers.setdefault(each, len(numbers)))
        return cls(np.array(who, dtype=np.int32), np.array(what, dtype=np.int32), tuple(numbers))

    def part(self, places: npt.NDArray[np.intp], people: int) -> Met:
        """Return what those in ``places`` met, out of so many ``people``."""
        place_of = np.full(people, -1, dtype=np.int32)
        place_of[places] = np.arange(len(places))
        who = place_of[self.who]
        order = np.flatnonzero(who >= 0)
        order = order[np.argsort(who[order], kind="stable")]
        return Met(who[order], self.what[order], self.postings)

    def places(self, place_of: Mapping[UUID, int]) -> tuple[Numbers, Numbers]:
        """Return who met something in a feed, and its places there."""
        if not self.postings:
            return self.who, self.what
        found = [place_of.get(each, -1) for each in self.postings]
        places = np.array(found, dtype=np.int32)[self.what]
        return self.who[places >= 0], places[places >= 0]


class Crowd:
    """People with the numbers of their keys (groups × people), their ties and what they met.

    ``ids`` are the bytes of their ids. ``ties`` decide, by the person's id alone, which of equally
    good postings somebody gets, so that not the same few are kept for everybody. ``people`` may
    make each person only when asked for, so whoever works on everybody works on the columns.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        groups = tuple(Keys(place, people) for place in range(len(GROUPS)))
        everybody = range(len(people))
        self._set(
            people,
            [person.id.bytes for person in people],
            groups,
            np.stack([group.of(everybody) for group in groups]),
            Met.of(people),
        )

    @classmethod
    def of_columns(
        cls,
        people: Sequence[Person],
        ids: Sequence[bytes],
        groups: tuple[Keys, ...],
        numbers: Numbers,
        met: Met,
    ) -> Crowd:
        """Return the crowd that has these columns; nobody is looked at."""
        crowd = cls.__new__(cls)
        crowd._set(people, ids, groups, numbers, met)
        return crowd

    def _set(
        self,
        people: Sequence[Person],
        ids: Sequence[bytes],
        groups: tuple[Keys, ...],
        numbers: Numbers,
        met: Met,
    ) -> None:
        self.people, self.ids, self.groups = people, ids, groups
        self.numbers, self.met = numbers, met
        self.ties = ties_of(ids)

    def __len__(self) -> int:
        return len(self.people)

    def part(self, places: npt.NDArray[np.intp]) -> Crowd:
        """Return some of the people, by place, without looking at anybody anew."""
        some = Crowd.__new__(Crowd)
        listed = places.tolist()
        some.people, some.ids = Some(self.people, listed), [self.ids[at] for at in listed]
        some.groups, some.numbers = self.groups, self.numbers[:, places]
        some.met = self.met.part(places, len(self))
        some.ties = self.ties[places]
        return some

    def marks(self) -> Ties:
        """Return a number for each person that changes with any of their keys.

        The same in every process, so that it can be kept in a file.
        """
        total = np.zeros(len(self), dtype=np.uint64)
        for group, numbers in zip(self.groups, self.numbers, strict=True):
            total += group.marks[numbers]
        return total


def marks_of(values: Sequence[Key]) -> Ties:
    """Return a 64-bit number of each value, made from what it says; the same in every process."""
    digests = (blake2b(_told(value).encode(), digest_size=8) for value in values)
    return np.array([int.from_bytes(each.digest(), "big") for each in digests], dtype=np.uint64)


def _told(value: Key) -> str:
    """Return what a value says; few hold a set, and only those are taken apart."""
    told = repr(value)
    return repr(_ordered(value)) if "frozenset" in told else told


def _ordered(value: Key) -> Key:
    """Return the value with its sets in order, whose own order differs between processes."""
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, tuple):
        return tuple(_ordered(each) for each in value)
    return value


def ties_of(ids: Sequence[bytes]) -> Ties:
    """Return well mixed 64-bit numbers of ids of 16 bytes (the mixing steps of SplitMix64)."""
    halves = np.frombuffer(b"".join(ids), dtype=">u8").astype(np.uint64).reshape(-1, 2)
    mixed: Ties = halves[:, 0] * np.uint64(3) + halves[:, 1]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
