"""The people of a county's roster, each made when somebody asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, overload
from uuid import UUID

import numpy as np
import numpy.typing as npt

from labourers.tables import Education, Health, Sex, Willingness, WorkAbility
from matching.crowd import GROUPS, TEXT, Crowd, Keys, Ties
from matching.feedback import Refusal, with_feedback
from matching.history import Meetings
from matching.model import Person
from matching.people import Profile, Said, read_profile
from matching.profile_book import ProfileBook
from matching.shortlist import Numbers
from matching.toolkit import Toolkit
from matching.validity import may_end

_SEXES: dict[Any, Sex] = {each.value: each for each in Sex}
_EDUCATIONS: dict[Any, Education] = {each.value: each for each in Education}
_HEALTHS: dict[Any, Health] = {each.value: each for each in Health}
_ABILITIES: dict[Any, WorkAbility] = {each.value: each for each in WorkAbility}
DIGEST = 16
_UNREAD = -1


@dataclass(frozen=True)
class KnownPeople:
    """What is known of a county's people, so that only who changed is looked at.

    ``digests`` (16 bytes each) and ``ages`` tell who did not change; ``numbers`` are those of their
    keys (groups × people), ``marks`` and ``firsts`` those of each group's keys as ``Keys`` has
    them; ``profiles`` are numbers in ``book``.
    """

    digests: bytes
    ages: npt.NDArray[np.int16]
    numbers: Numbers
    marks: tuple[Ties, ...]
    firsts: tuple[Numbers, ...]
    profiles: Numbers
    book: ProfileBook

    def __post_init__(self) -> None:
        """Raise ValueError where the columns do not go together."""
        people = len(self.digests) // DIGEST
        if {len(self.ages), len(self.profiles), self.numbers.shape[1]} != {people}:
            raise ValueError("what is known of people does not go together")
        if not len(self.numbers) == len(self.marks) == len(self.firsts) == len(GROUPS):
            raise ValueError("people were known by other keys")

    @classmethod
    def nobody(cls) -> KnownPeople:
        """Return what is known before the first day."""
        none = np.zeros(0, dtype=np.int32)
        return cls(
            *(b"", np.zeros(0, dtype=np.int16), np.zeros((len(GROUPS), 0), dtype=np.int32)),
            tuple(np.zeros(0, dtype=np.uint64) for _ in GROUPS),
            tuple(none for _ in GROUPS),
            *(none, ProfileBook()),
        )


class Seekers(Sequence[Person]):
    """People by the lines of ``roster.listed``, each made when asked for.

    What is ``known`` of them from before spares reading what they said.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        on: date,
        rows: Sequence[str],
        ids: Sequence[bytes],
        ages: npt.NDArray[np.int16],
        meetings: Meetings,
        refusals: Mapping[int, Sequence[Refusal]],
        known: KnownPeople | None = None,
    ) -> None:
        self._toolkit, self._on, self._rows, self.ids = toolkit, on, rows, ids
        self._ages, self._meetings, self._refusals = ages, meetings, refusals
        self._made: dict[int, Person] = {}
        self._known = known or KnownPeople.nobody()
        self._book = self._known.book
        self._digests = [self._digest(at) for at in range(len(rows))]
        self._before = _places(self._known.digests, self._digests)
        self._profiles: Numbers = np.full(len(rows), _UNREAD, dtype=np.int32)
        here = self._before >= 0
        self._profiles[here] = self._known.profiles[self._before[here]]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Person: ...
    @overload
    def __getitem__(self, at: slice) -> list[Person]: ...
    def __getitem__(self, at: int | slice) -> Person | list[Person]:
        """Return the person in that place; the same one whenever asked."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        found = self._made.get(at)
        if found is None:
            found = self._made[at] = self._person(at)
        return found

    def crowd(self) -> tuple[Crowd, KnownPeople]:
        """Return them as a crowd, and what is known of them from now on.

        Only who is not known as they are today is looked at.
        """
        known = self._known
        same = np.flatnonzero(self._before >= 0)
        same = same[known.ages[self._before[same]] == self._ages[same]]
        changed = np.setdiff1d(np.arange(len(self)), same)
        before = self._before[same]
        # One who said each thing first: they are examples of most other keys, too.
        _, first = np.unique(known.numbers[TEXT][before], return_index=True)
        order = np.concatenate([first, np.delete(np.arange(len(before)), first)])
        same, before = same[order], before[order]
        numbers = np.zeros((len(GROUPS), len(self)), dtype=np.int32)
        groups = []
        for place, marks in enumerate(known.marks):
            used, first, there = np.unique(
                known.numbers[place][before], return_index=True, return_inverse=True
            )
            keys = Keys(place, self, (marks[used].tolist(), same[first].tolist()))
            numbers[place, same] = there
            numbers[place, changed] = keys.of(changed.tolist())
            groups.append(keys)
        crowd = Crowd.of_columns(self, self.ids, tuple(groups), numbers, self._meetings.all())
        book, profiles = self._book.part(self._profiles)
        marked = tuple(keys.marks for keys in groups)
        firsts = tuple(np.array(keys.firsts, dtype=np.int32) for keys in groups)
        everything = b"".join(self._digests), self._ages, numbers, marked, firsts, profiles, book
        return crowd, KnownPeople(*everything)

    def _digest(self, at: int) -> bytes:
        row, refused = self._rows[at], self._refusals.get(at)
        told = f"{row}\n{refused!r}" if refused else row
        if may_end(row):
            # What they hold may have expired since they were looked at.
            told = f"{told}\n{self._on}"
        return blake2b(told.encode(), digest_size=DIGEST).digest()

    def _profile(self, at: int) -> Profile:
        if self._profiles[at] == _UNREAD:
            self._profiles[at] = self._number(at)
        return self._book.profile(int(self._profiles[at]))

    def _number(self, at: int) -> int:
        told = json.loads(self._rows[at])[7:]
        digest = blake2b(repr(told).encode(), digest_size=DIGEST).digest()
        return self._book.number(digest, lambda: self._read(told))

    def _read(self, told: Sequence[Any]) -> Profile:
        county, wishes, services, skills, wage, board, lodging, licences, willing, places = told
        said = Said(
            *(county, wishes, services, skills, wage),
            *(_flag(board), _flag(lodging), _listed(licences)),
        )
        recorded = (Willingness(willing), _listed(places))
        return read_profile(said, recorded, self._toolkit.reader, self._on)

    def _person(self, at: int) -> Person:
        _, _, sex, town, education, health, ability, county, *_ = json.loads(self._rows[at])
        profile = self._profile(at)
        seen, refused = self._meetings.of(at)
        person = Person(
            id=UUID(bytes=self.ids[at]),
            age=int(self._ages[at]),
            sex=_SEXES[sex],
            home=town or county,
            willingness=profile.willingness,
            named_places=profile.named_places,
            not_places=profile.not_places,
            education=_EDUCATIONS.get(education),
            health=_HEALTHS.get(health),
            work_ability=_ABILITIES.get(ability),
            licences=profile.held(self._on),
            conditions=profile.conditions,
            lapsed=profile.licences - profile.held(self._on),
            wishes=profile.wishes,
            seen=seen,
            refused=refused,
        )
        said = self._refusals.get(at)
        return with_feedback(person, said, self._toolkit.scorer.features) if said else person


def _places(known: bytes, digests: Sequence[bytes]) -> Numbers:
    """Return where each of ``digests`` is among those known; -1 for who is not."""
    place_of = {
        known[start : start + DIGEST]: place
        for place, start in enumerate(range(0, len(known), DIGEST))
    }
    return np.array([place_of.get(each, -1) for each in digests], dtype=np.int32)


def _flag(raw: Any) -> bool | None:
    return None if raw is None else bool(raw)


def _listed(raw: Any) -> list[str]:
    values = json.loads(raw) if isinstance(raw, str) else raw
    return [str(value) for value in values or ()]
