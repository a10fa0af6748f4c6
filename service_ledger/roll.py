"""The people of a county with their dated facts, and their services, read in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from labourers.tables import (
    EmploymentStatus,
    Health,
    Labourer,
    StatusRecord,
    Willingness,
    WillingnessRecord,
    WorkAbility,
)
from service_ledger.counting import Change, Service
from service_ledger.kinds import Evidence, Group
from service_ledger.tables import ServiceEntry
from storage.places import COUNTY_DIGITS, scope_prefix

_WEAK_HEALTH = (Health.SERIOUS, Health.DISABLED)
_BATCH = 5_000

Key: TypeAlias = Hashable
"""An id as the driver hands it over: a county has half a million, and UUID objects are slow."""


def as_uuid(key: Key) -> UUID:
    """Return the id that ``key`` stands for."""
    return UUID(str(key))


class Member(NamedTuple):
    """One person of the county, and since when what is known of them holds."""

    labourer: Key
    ref: Key
    town_code: str | None
    village_code: str | None
    unemployed: list[Change]
    willing: list[Change]


def members(session: Session, county: str, last: date, group: Group, scope: str) -> list[Member]:
    """Return the people of ``county`` within ``scope`` as they were known to be until ``last``.

    ``scope`` is an adcode, or a town's or village's code. Erased people are not on the roll. For
    ``HARD_TO_EMPLOY`` it holds those of whom the roster itself says so: 健康状况 大病 or 残疾, or
    劳动能力 弱; an empty cell is no reason.
    """
    chosen = sa.and_(*_conditions(county, group, scope))
    unemployed = _changes(
        session,
        StatusRecord,
        col(StatusRecord.status) == EmploymentStatus.UNEMPLOYED,
        chosen,
        last,
    )
    willing = _changes(
        session,
        WillingnessRecord,
        col(WillingnessRecord.willingness) != Willingness.NOT_NOW,
        chosen,
        last,
    )
    query = sa.select(
        _key(Labourer.id),
        _key(Labourer.ledger_ref),
        col(Labourer.town_code),
        col(Labourer.village_code),
    ).where(chosen)
    return [
        Member(person, ref, town, village, unemployed.get(person, []), willing.get(person, []))
        for person, ref, town, village in session.connection().execute(query)
    ]


def services(session: Session, county: str, first: date, last: date) -> Iterator[Service]:
    """Yield the services given in ``county`` from ``first`` to ``last`` and not taken back."""
    reversal = aliased(ServiceEntry)
    taken_back = sa.exists().where(col(reversal.reverses_id) == col(ServiceEntry.id))
    query = (
        sa.select(
            _key(ServiceEntry.person_ref),
            col(ServiceEntry.kind),
            col(ServiceEntry.occurred_on),
            col(ServiceEntry.posting_count),
        )
        .where(
            col(ServiceEntry.county_code) == county,
            col(ServiceEntry.occurred_on).between(first, last),
            col(ServiceEntry.evidence) != Evidence.REVERSAL,
            ~taken_back,
        )
        .execution_options(yield_per=_BATCH)
    )
    for batch in session.connection().execute(query).partitions():
        for row in batch:
            yield Service(*row)


def _conditions(county: str, group: Group, scope: str) -> list[sa.ColumnElement[bool]]:
    conditions = [col(Labourer.county_code) == county, col(Labourer.erased_at).is_(None)]
    prefix = scope_prefix(scope)
    if len(prefix) > COUNTY_DIGITS:
        place = sa.func.coalesce(col(Labourer.village_code), col(Labourer.town_code), county)
        conditions.append(place.startswith(prefix, autoescape=True))
    elif not county.startswith(prefix):
        conditions.append(sa.false())
    if group is Group.HARD_TO_EMPLOY:
        weak = col(Labourer.work_ability) == WorkAbility.WEAK
        conditions.append(sa.or_(col(Labourer.health).in_(_WEAK_HEALTH), weak))
    return conditions


def _changes(
    session: Session,
    table: type[StatusRecord] | type[WillingnessRecord],
    holds: sa.ColumnElement[bool],
    chosen: sa.ColumnElement[bool],
    last: date,
) -> dict[Key, list[Change]]:
    record: Any = table
    query = (
        sa.select(_key(record.labourer_id), record.since, holds)
        .join(Labourer, col(Labourer.id) == record.labourer_id)
        .where(chosen, record.since <= last)
        .order_by(record.since, record.recorded_at, record.id)
    )
    changes: defaultdict[Key, list[Change]] = defaultdict(list)
    for person, since, true in session.connection().execute(query):
        changes[person].append(Change(since, bool(true)))
    return changes


def _key(column: Any) -> sa.ColumnElement[Any]:
    return sa.type_coerce(column, sa.String)
