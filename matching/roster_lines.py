"""Reading the lines of people that a database gives: into columns, no person is made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np

from labourers.tables import Source, Willingness
from matching.id_column import SIZE, Ids
from matching.known_people import Ages, KnownPeople, People
from matching.reading.people import Profile, Said, read_profile
from matching.reading.query_text import Reader
from matching.shortlist import Numbers

_SHORT_FIELDS = 8
"""So many fields of a line come before those that a profile is read from."""


class RosterReader:
    """Reads the lines of people, page by page; of who is ``known`` nothing is read again."""

    def __init__(self, reader: Reader, on: date, known: KnownPeople) -> None:
        self._reader, self._on, self.known = reader, on, known
        self.book = known.book
        self._kinds = {each: number for number, each in enumerate(known.kinds)}
        self._villages = {each: number for number, each in enumerate(known.villages)}
        self._pages: list[People] = []
        self._before: list[Numbers] = []

    @property
    def kinds(self) -> tuple[bytes, ...]:
        """What the short fields of people say, as JSON without its brackets."""
        return tuple(self._kinds)

    @property
    def villages(self) -> tuple[str, ...]:
        """The names of people's towns and villages as the roster has them."""
        return tuple(self._villages)

    def read(self, ids: Ids, digests: Ids, ages: Ages, lines: Sequence[bytes]) -> None:
        """Read a page of people, given by their columns and by the lines of ``roster.listed``."""
        known = self.known.people
        before = known.ids.places_of(ids)
        there = np.flatnonzero(before >= 0)
        same = known.digests.column[before[there]] == digests.column[there]
        before[there[~same]] = -1
        there = there[same]
        numbers = np.zeros((3, len(ids)), dtype=np.int32)
        for row, column in zip(numbers, (known.kinds, known.villages, known.profiles), strict=True):
            row[there] = column[before[there]]
        for at in np.flatnonzero(before < 0).tolist():
            numbers[:, at] = self._understood(lines[at])
        self._pages.append(People(ids, digests, ages, *numbers))
        self._before.append(before)

    def by_id(self) -> tuple[People, Numbers]:
        """Return all who were read, by id, and where each is among those known; -1 for nowhere."""
        pages = self._pages
        ids, digests = (
            Ids(b"".join(getattr(page, name).raw for page in pages)) for name in ("ids", "digests")
        )
        order = np.argsort(ids.column, kind="stable")
        ages, *numbers = (
            np.concatenate([getattr(People(), name), *(getattr(page, name) for page in pages)])
            for name in ("ages", "kinds", "villages", "profiles")
        )
        columns = (column[order] for column in numbers)
        people = People(ids.take(order), digests.take(order), ages[order], *columns)
        return people, np.concatenate([np.zeros(0, dtype=np.int32), *self._before])[order]

    def _understood(self, line: bytes) -> tuple[int, int, int]:
        """Return the numbers of what a line's short fields, its village and the rest say."""
        *fields, told = line.split(b",", _SHORT_FIELDS)
        kind = b",".join([*fields[3:], told[: told.index(b",")]])
        village = json.loads(fields[2])
        digest = blake2b(told, digest_size=SIZE).digest()
        number = self.book.number(digest, lambda: self._read(told))
        return (
            self._kinds.setdefault(kind, len(self._kinds)),
            self._villages.setdefault(village, len(self._villages)),
            number,
        )

    def _read(self, told: bytes) -> Profile:
        *texts, wage, board, lodging, licences, willing, places, source, party = json.loads(
            b"[" + told
        )
        county, wishes, services, skills = texts
        said = Said(
            *(county, wishes, services, skills, wage),
            *(_flag(board), _flag(lodging), _listed(licences), party),
        )
        recorded = (Willingness(willing), _listed(places))
        by_form = source == Source.ROSTER.value
        return read_profile(said, recorded, self._reader, self._on, by_form=by_form)


def _flag(raw: Any) -> bool | None:
    return None if raw is None else bool(raw)


def _listed(raw: Any) -> list[str]:
    values = json.loads(raw) if isinstance(raw, str) else raw
    return [str(value) for value in values or ()]
