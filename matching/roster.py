"""Reading the people of a county as columns, without an object for every row.

What somebody's texts amount to (``Profile``) is remembered by a digest of what was said, so each
text is understood once, and once for everybody who said the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from jobs_feed.tables import Application, Posting, PostingState
from labourers.profiles import WILLING
from labourers.tables import (
    Education,
    EmploymentStatus,
    Health,
    Labourer,
    Sex,
    StatusRecord,
    Willingness,
    WillingnessRecord,
    WorkAbility,
)
from matching.feedback import Refusal, with_feedback
from matching.model import Person
from matching.people import Profile, Said, age_on, read_profile
from matching.tables import PostingRefusal, PushedPosting
from matching.toolkit import Toolkit

_SEXES: dict[Any, Sex] = {each.value: each for each in Sex}
_EDUCATIONS: dict[Any, Education] = {each.value: each for each in Education}
_HEALTHS: dict[Any, Health] = {each.value: each for each in Health}
_ABILITIES: dict[Any, WorkAbility] = {each.value: each for each in WorkAbility}
_WILLING = {each.value: each for each in WILLING}


def _raw(column: Any) -> Any:
    """Return the column as the driver gives it: text, or what a driver makes of it itself."""
    return sa.type_coerce(col(column), sa.types.NullType())


class Roster:
    """Reads the seekers of counties; ``profiles`` is what it remembers, by digest."""

    def __init__(self, toolkit: Toolkit, profiles: Mapping[bytes, Profile] | None = None) -> None:
        self._toolkit = toolkit
        self._known = dict(profiles or {})
        self.profiles: dict[bytes, Profile] = {}

    def people(self, session: Session, county: str, on: date) -> list[Person]:
        """Return the unemployed, willing people of a county's roster on a day, by id.

        Afterwards ``profiles`` holds those of these people alone.
        """
        unemployed = _unemployed(session, county, on)
        recorded = _recorded(session, county, on)
        met, refusals = _met(session, county), _refusals(session, county)
        learned = self._toolkit.scorer.features
        self.profiles = {}
        people = []
        rows = session.connection().execute(_LABOURERS, {"county": county}).all()
        for row in sorted(rows, key=itemgetter(0)):
            key = row[0]
            willing = recorded.get(key)
            if willing is None or key not in unemployed:
                continue
            profile = self._profile(county, row[8:], willing, on)
            person = Person(
                id=_uuid(key),
                age=age_on(row[3], on),
                sex=_SEXES[row[2]],
                home=row[1] or county,
                willingness=profile.willingness,
                named_places=profile.named_places,
                not_places=profile.not_places,
                education=_EDUCATIONS.get(row[4]),
                health=_HEALTHS.get(row[5]),
                work_ability=_ABILITIES.get(row[6]),
                licences=profile.licences,
                wishes=profile.wishes,
                seen=_ids(met[0], key),
                refused=_ids(met[1], key),
            )
            said = refusals.get(key)
            people.append(with_feedback(person, said, learned) if said else person)
        self._known = self.profiles
        return people

    def _profile(
        self, county: str, said: Sequence[Any], willing: tuple[str, Any], on: date
    ) -> Profile:
        whole = repr((county, *said, *willing))
        digest = blake2b(whole.encode(), digest_size=16).digest()
        found = self.profiles.get(digest) or self._known.get(digest)
        if found is None:
            wishes, services, skills, wage, board, lodging, licences = said
            told = Said(
                *(county, wishes, services, skills, wage),
                *(_flag(board), _flag(lodging), _listed(licences)),
            )
            recorded = (Willingness(willing[0]), _listed(willing[1]))
            found = read_profile(told, recorded, self._toolkit.reader, on)
        self.profiles[digest] = found
        return found


_LABOURERS = sa.select(
    _raw(Labourer.id),
    _raw(Labourer.town_code),
    _raw(Labourer.sex),
    col(Labourer.birth_date),
    _raw(Labourer.education),
    _raw(Labourer.health),
    _raw(Labourer.work_ability),
    _raw(Labourer.county_code),
    _raw(Labourer.wishes),
    _raw(Labourer.services_wanted),
    _raw(Labourer.skills),
    _raw(Labourer.wage_expected_fen),
    _raw(Labourer.wants_board),
    _raw(Labourer.wants_lodging),
    _raw(Labourer.licences),
).where(col(Labourer.county_code) == sa.bindparam("county"), col(Labourer.erased_at).is_(None))


def _unemployed(session: Session, county: str, on: date) -> set[Any]:
    found = _holding(session, county, on, StatusRecord, _raw(StatusRecord.status))
    return {who for who, record in found.items() if record[4] == EmploymentStatus.UNEMPLOYED}


def _recorded(session: Session, county: str, on: date) -> dict[Any, tuple[str, Any]]:
    told = _raw(WillingnessRecord.willingness), _raw(WillingnessRecord.places)
    found = _holding(session, county, on, WillingnessRecord, *told)
    return {who: (record[4], record[5]) for who, record in found.items() if record[4] in _WILLING}


def _holding(
    session: Session,
    county: str,
    on: date,
    table: type[StatusRecord] | type[WillingnessRecord],
    *columns: Any,
) -> dict[Any, Any]:
    """Return the record that holds on ``on`` for each person, as ``labourers.dated`` has it.

    Person, since, recorded_at and id come first; ordering the few that have several here is
    quicker than all of them in the database.
    """
    rows = session.connection().execute(
        sa.select(
            *(_raw(each) for each in (table.labourer_id, table.since, table.recorded_at, table.id)),
            *columns,
        )
        .join(Labourer, col(Labourer.id) == col(table.labourer_id))
        .where(col(Labourer.county_code) == county, col(table.since) <= on)
    )
    found: dict[Any, Any] = {}
    for row in rows.all():
        other = found.setdefault(row[0], row)
        if other is not row and row[1:4] > other[1:4]:
            found[row[0]] = row
    return found


def _met(session: Session, county: str) -> tuple[dict[Any, list[UUID]], dict[Any, list[UUID]]]:
    """Return the open postings pushed to each person, and those applied to or turned down."""
    ids: dict[Any, UUID] = {}
    found: tuple[dict[Any, list[UUID]], dict[Any, list[UUID]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for place, table in ((0, PushedPosting), (1, Application), (1, PostingRefusal)):
        rows = session.connection().execute(
            sa.select(_raw(table.labourer_id), _raw(table.posting_id))
            .join(Labourer, col(Labourer.id) == col(table.labourer_id))
            .join(Posting, col(Posting.id) == col(table.posting_id))
            .where(col(Labourer.county_code) == county, col(Posting.state) == PostingState.OPEN)
        )
        for who, posting in rows:
            known = ids.get(posting)
            if known is None:
                known = ids[posting] = _uuid(posting)
            found[place][who].append(known)
    return found


def _refusals(session: Session, county: str) -> dict[Any, list[Refusal]]:
    """Return what each person turned down and why, the oldest first."""
    found: dict[Any, list[Refusal]] = defaultdict(list)
    rows = session.connection().execute(
        sa.select(
            _raw(PostingRefusal.labourer_id),
            col(PostingRefusal.reason),
            col(Posting.wage_high_fen),
        )
        .join(Labourer, col(Labourer.id) == col(PostingRefusal.labourer_id))
        .join(Posting, col(Posting.id) == col(PostingRefusal.posting_id))
        .where(col(Labourer.county_code) == county)
        .order_by(col(PostingRefusal.refused_at))
    )
    for who, reason, wage in rows:
        found[who].append(Refusal(reason, wage))
    return found


_NOTHING: frozenset[UUID] = frozenset()


def _ids(of: Mapping[Any, list[UUID]], who: Any) -> frozenset[UUID]:
    found = of.get(who)
    return frozenset(found) if found else _NOTHING


def _uuid(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(int=int(raw, 16))


def _flag(raw: Any) -> bool | None:
    return None if raw is None else bool(raw)


def _listed(raw: Any) -> list[str]:
    values = json.loads(raw) if isinstance(raw, str) else raw
    return [str(value) for value in values or ()]
