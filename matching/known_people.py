"""What is known of a county's people from one day to the next, as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.crowd import GROUPS, Ties
from matching.id_column import Ids
from matching.profile_book import ProfileBook
from matching.shortlist import Numbers

Ages: TypeAlias = npt.NDArray[np.int16]


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class People:
    """What stands of each person, as columns.

    ``digests`` are of all that was said of them. ``kinds`` are numbers of what their short fields
    say (sex, town, education, health, ability, county), ``villages`` of the names that the roster
    has for their towns and villages, ``profiles`` of what their texts say.
    """

    ids: Ids = field(default_factory=Ids)
    digests: Ids = field(default_factory=Ids)
    ages: Ages = field(default_factory=lambda: np.zeros(0, dtype=np.int16))
    kinds: Numbers = field(default_factory=_none)
    villages: Numbers = field(default_factory=_none)
    profiles: Numbers = field(default_factory=_none)

    def __post_init__(self) -> None:
        """Raise ValueError where the columns do not go together."""
        columns = (self.digests, self.ages, self.kinds, self.villages, self.profiles)
        if any(len(each) != len(self.ids) for each in columns):
            raise ValueError("what is known of people does not go together")

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class KnownPeople:
    """What is known of a county's people, so that only who changed is looked at.

    ``kinds``, ``villages`` and ``book`` hold what ``people`` have numbers of. ``numbers`` are those
    of their keys (groups × people), ``marks`` and ``firsts`` those of each group's keys as ``Keys``
    has them.
    """

    people: People
    kinds: tuple[bytes, ...]
    villages: tuple[str, ...]
    book: ProfileBook
    numbers: Numbers
    marks: tuple[Ties, ...]
    firsts: tuple[Numbers, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where the columns do not go together."""
        if self.numbers.shape[1] != len(self.people):
            raise ValueError("what is known of people does not go together")
        if not len(self.numbers) == len(self.marks) == len(self.firsts) == len(GROUPS):
            raise ValueError("people were known by other keys")

    @classmethod
    def nobody(cls) -> KnownPeople:
        """Return what is known before the first day."""
        return cls(
            *(People(), (), (), ProfileBook(), np.zeros((len(GROUPS), 0), dtype=np.int32)),
            tuple(np.zeros(0, dtype=np.uint64) for _ in GROUPS),
            tuple(_none() for _ in GROUPS),
        )
