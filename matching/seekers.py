"""The people of a county's roster as columns, each made when somebody asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, overload
from uuid import UUID

import numpy as np

from labourers.tables import Education, Health, Sex, WorkAbility
from matching.crowd import GROUPS, TEXT, Crowd, Keys
from matching.feedback import Refusal, with_feedback
from matching.history import Meetings
from matching.id_column import Ids
from matching.known_people import KnownPeople, People
from matching.model import Person
from matching.profile_book import ProfileBook
from matching.reading.villages import Villages
from matching.shortlist import Numbers
from matching.toolkit import Toolkit
from storage.towns import official

_Kind: TypeAlias = tuple[Sex, str, Education | None, Health | None, WorkAbility | None]
_SEXES: dict[Any, Sex] = {each.value: each for each in Sex}
_EDUCATIONS: dict[Any, Education] = {each.value: each for each in Education}
_HEALTHS: dict[Any, Health] = {each.value: each for each in Health}
_ABILITIES: dict[Any, WorkAbility] = {each.value: each for each in WorkAbility}
_NOTHING: frozenset[str] = frozenset()
_LOOKED_AT = 4096
"""So many people's keys are made at a time, and nobody of them is kept."""
_MADE = 1 << 14
"""So many people are kept, however many a county has: those who are examples of keys."""


class Seekers(Sequence[Person]):
    """People given by their columns, each made when asked for.

    ``kinds``, ``villages`` and ``book`` hold what the columns have numbers of, ``refusals`` what
    people turned down, by place. ``known`` are those of the day before and where among them each
    is, -1 for who is not there as they are today.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        on: date,
        people: People,
        kinds: tuple[bytes, ...],
        villages: tuple[str, ...],
        book: ProfileBook,
        meetings: Meetings,
        refusals: Mapping[int, Sequence[Refusal]],
        known: tuple[KnownPeople, Numbers] | None = None,
    ) -> None:
        self._toolkit, self._on = toolkit, on
        self._people, self._kinds, self._book = people, kinds, book
        self._villages = villages
        self._meetings, self._refusals, self._known = meetings, refusals, known
        self._made: dict[int, Person] = {}
        self._read_kinds: dict[int, _Kind] = {}

    @property
    def ids(self) -> Ids:
        """The bytes of their ids."""
        return self._people.ids

    def __len__(self) -> int:
        return len(self._people)

    @overload
    def __getitem__(self, at: int) -> Person: ...
    @overload
    def __getitem__(self, at: slice) -> list[Person]: ...
    def __getitem__(self, at: int | slice) -> Person | list[Person]:
        """Return the person in that place; an equal one whenever asked."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        found = self._made.get(at)
        if found is None:
            if len(self._made) >= _MADE:
                self._made.clear()
            found = self._made[at] = self._person(at)
        return found

    def crowd(self) -> tuple[Crowd, KnownPeople]:
        """Return them as a crowd, and what is known of them from now on.

        Only who is not known as they are today is looked at.
        """
        now, nobody = self._alone(), np.full(len(self), -1, dtype=np.int32)
        known, place_of = self._known or (KnownPeople.nobody(), nobody)
        same = np.flatnonzero(place_of >= 0)
        same = same[known.people.ages[place_of[same]] == self._people.ages[same]]
        changed = np.setdiff1d(np.arange(len(self)), same)
        before = place_of[same]
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
            groups.append(Keys(place, now, (marks[used].tolist(), same[first].tolist())))
            numbers[place, same] = there
        for start in range(0, len(changed), _LOOKED_AT):
            some = changed[start : start + _LOOKED_AT]
            for place, keys in enumerate(groups):
                numbers[place, some] = keys.of(some.tolist())
            now._made.clear()
        crowd = Crowd.of_columns(now, self.ids, tuple(groups), numbers, self._meetings.all())
        marked = tuple(keys.marks for keys in groups)
        firsts = tuple(np.array(keys.firsts, dtype=np.int32) for keys in groups)
        known_now = now._people, now._kinds, now._villages, now._book
        return crowd, KnownPeople(*known_now, numbers, marked, firsts)

    def _alone(self) -> Seekers:
        """Return the same people with nothing but what they say and are."""
        people = self._people
        used, kinds = np.unique(people.kinds, return_inverse=True)
        book, profiles = self._book.part(people.profiles)
        there, villages = np.unique(people.villages, return_inverse=True)
        columns = kinds.astype(np.int32), villages.astype(np.int32), profiles
        said = tuple(self._kinds[at] for at in used.tolist())
        named = tuple(self._villages[at] for at in there.tolist())
        alone = People(people.ids, people.digests, people.ages, *columns)
        past = self._meetings, self._refusals
        return Seekers(self._toolkit, self._on, alone, said, named, book, *past)

    def _person(self, at: int) -> Person:
        sex, home, education, health, ability = self._kind(int(self._people.kinds[at]))
        profile = self._book.profile(int(self._people.profiles[at]))
        listed_at = self._villages[int(self._people.villages[at])]
        home = official(home, listed_at.partition("/")[0])
        held = profile.held(self._on)
        seen, refused = self._meetings.of(at)
        person = Person(
            id=UUID(bytes=self.ids[at]),
            age=int(self._people.ages[at]),
            sex=sex,
            home=home,
            willingness=profile.willingness,
            named_places=profile.named_places,
            not_places=profile.not_places,
            education=education,
            health=health,
            work_ability=ability,
            licences=held or _NOTHING,
            conditions=profile.conditions,
            duties=profile.duties,
            harmful=profile.harmful,
            registered=profile.registered,
            villages=Villages.of(listed_at, home, profile.villages),
            lapsed=(profile.licences - held) or _NOTHING,
            wishes=profile.wishes,
            seen=seen,
            refused=refused,
        )
        said = self._refusals.get(at)
        return with_feedback(person, said, self._toolkit.scorer.features) if said else person

    def _kind(self, number: int) -> _Kind:
        kind = self._read_kinds.get(number)
        if kind is None:
            told = json.loads(b"[%b]" % self._kinds[number])
            sex, town, education, health, ability, county = told
            kind = self._read_kinds[number] = (
                *(_SEXES[sex], town or county, _EDUCATIONS.get(education)),
                *(_HEALTHS.get(health), _ABILITIES.get(ability)),
            )
        return kind
