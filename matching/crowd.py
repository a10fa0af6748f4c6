"""People as columns: for every group of keys the number of each person's key.

The keys of a group hold everything of a person that some rules and parts of the score look at, so
people with the same key share a row of values over the postings. A crowd knows nothing of the
postings and outlives any feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from matching.model import Key, Person
from matching.requirements import GROWN_UP
from matching.score import OLDER

Numbers = npt.NDArray[np.int32]
Ties = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules and parts whose sum is one row for everybody with the same key.

    ``key`` holds everything of a person that they look at, as cheaply as can be: it is made for
    every person, the row only for every new key.
    """

    key: Callable[[Person], Key]
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


GROUPS = (
    Group(lambda p: p.age, rules=("age",)),
    Group(
        lambda p: (p.sex, p.education, p.work_ability, p.health, p.licences, p.age < GROWN_UP),
        rules=("sex", "education", "body", "licence"),
        parts=("office", "fresh"),
    ),
    Group(
        lambda p: (p.wishes.wage, p.wishes.food, p.wishes.lodging, p.wishes.features),
        parts=("wage", "board", "features"),
    ),
    Group(
        lambda p: (
            *(p.home, p.willingness, p.named_places, p.not_places, p.wishes.places),
            *(p.wishes.near, p.wishes.features, p.age >= OLDER, p.work_ability, p.health),
        ),
        rules=("place",),
        parts=("place",),
    ),
    Group(
        lambda p: (p.wishes.wants, p.wishes.skills, p.wishes.avoids),
        parts=("text",),
    ),
)
PLACE, TEXT = 3, 4
"""Which of the groups decides where somebody may be sent, and which holds what they said."""


class KeyNumbers:
    """Numbers the distinct keys of a group; ``examples`` holds one person with each."""

    def __init__(self, group: Group) -> None:
        self._key = group.key
        self._numbers: dict[Key, int] = {}
        self.examples: list[Person] = []

    @property
    def keys(self) -> Iterable[Key]:
        """All keys, in the order of their numbers."""
        return self._numbers

    def of(self, people: Sequence[Person]) -> Numbers:
        """Return the number of each person's key."""
        key, numbers, examples = self._key, self._numbers, self.examples
        found = np.empty(len(people), dtype=np.int32)
        for at, person in enumerate(people):
            mine = key(person)
            number = numbers.get(mine)
            if number is None:
                number = numbers[mine] = len(numbers)
                examples.append(person)
            found[at] = number
        return found


class Crowd:
    """People with the numbers of their keys (groups × people) and their ties.

    ``ties`` decide, by the person's id alone, which of equally good postings somebody gets, so
    that not the same few are kept for everybody.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self.people: Sequence[Person] = people
        self.groups = tuple(KeyNumbers(group) for group in GROUPS)
        self.numbers: Numbers = np.stack([group.of(self.people) for group in self.groups])
        self.ties = ties_of([person.id.int for person in self.people])

    def __len__(self) -> int:
        return len(self.people)

    def part(self, places: npt.NDArray[np.intp]) -> Crowd:
        """Return some of the people, by place, without looking at anybody anew."""
        some = Crowd.__new__(Crowd)
        some.people = [self.people[place] for place in places.tolist()]
        some.groups, some.numbers = self.groups, self.numbers[:, places]
        some.ties = self.ties[places]
        return some

    def marks(self) -> Ties:
        """Return a number for each person that changes with any of their keys.

        The same in every process, so that it can be kept in a file.
        """
        total = np.zeros(len(self), dtype=np.uint64)
        for place, (group, numbers) in enumerate(zip(self.groups, self.numbers, strict=True)):
            each = marks_of([(place, key) for key in group.keys])
            total += each[numbers]
        return total


def marks_of(values: Sequence[Key]) -> Ties:
    """Return a 64-bit number of each value, made from what it says; the same in every process."""
    digests = (blake2b(repr(_ordered(value)).encode(), digest_size=8) for value in values)
    return np.array([int.from_bytes(each.digest(), "big") for each in digests], dtype=np.uint64)


def _ordered(value: Key) -> Key:
    """Return the value with its sets in order, whose own order differs between processes."""
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, tuple):
        return tuple(_ordered(each) for each in value)
    return value


def ties_of(ids: Sequence[int]) -> Ties:
    """Return well mixed 64-bit numbers of 128-bit ids (the mixing steps of SplitMix64)."""
    low = (1 << 64) - 1
    mixed = np.array([(each >> 64) * 3 + (each & low) & low for each in ids], dtype=np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
