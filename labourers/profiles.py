"""Questions about people and additions to what is known of them.

Days are calendar days of Asia/Shanghai. Status and willingness are never overwritten: a new
record is added, and the one that holds on a day is found by date. Every function works in the
session it is given; nothing is committed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import UUID

from sqlmodel import Session, col, or_, select

from labourers.dated import valid_on
from labourers.names import names_on_one_phone
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    EmploymentStatus,
    Labourer,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from messaging.addresses import SMS, normalise
from storage.clock import Clock
from storage.vault import Vault

_COMPARED = 4
"""How many ID numbers are opened at least, whoever is asked for."""
WILLING = frozenset(Willingness) - {Willingness.NOT_NOW}
_R = TypeVar("_R", StatusRecord, WillingnessRecord)


@dataclass(frozen=True, slots=True)
class Seeker:
    """An unemployed person who wants work, with the two records that say so."""

    labourer: Labourer
    status: StatusRecord
    willingness: WillingnessRecord


class StatusDetails(TypedDict, total=False):
    """What else is known of a status: ``income_fen`` is fen per month."""

    place_code: str | None
    place_text: str | None
    employer_name: str | None
    income_fen: int | None
    evidence: dict[str, Any] | None


class Wishes(TypedDict, total=False):
    """What a person says about the work wanted; ``wage_expected_fen`` is fen per month."""

    wishes: str | None
    services_wanted: str | None
    skills: str | None
    licences: list[str]
    wage_expected_fen: int | None
    wants_board: bool | None
    wants_lodging: bool | None


# -- finding people ----------------------------------------------------------------------


def labourers_by_phone(session: Session, vault: Vault, phone: str) -> list[Labourer]:
    """Return the people who have ``phone`` as first or second number, by name.

    A household shares a phone, so there may be several.
    """
    index = vault.blind_index(PHONE_FIELD, normalise(SMS, phone))
    return list(
        session.exec(
            select(Labourer)
            .where(
                or_(
                    col(Labourer.phone_index) == index,
                    col(Labourer.second_phone_index) == index,
                ),
                col(Labourer.erased_at).is_(None),
            )
            .order_by(Labourer.name, col(Labourer.id))
        )
    )


def called_on_phones(session: Session, county: str) -> dict[UUID, str]:
    """Return how an SMS calls each person of a county's roster who has a phone."""
    people = session.exec(
        select(Labourer.id, Labourer.name, Labourer.phone_index, Labourer.second_phone_index).where(
            Labourer.county_code == county, col(Labourer.erased_at).is_(None)
        )
    ).all()
    users: defaultdict[bytes, dict[UUID, str]] = defaultdict(dict)
    for person, name, *phones in people:
        for phone in filter(None, phones):
            users[phone][person] = name
    called: dict[UUID, str] = {}
    for person, _, *phones in people:
        sharing: dict[UUID, str] = {}
        for phone in filter(None, phones):
            sharing |= users[phone]
        names = names_on_one_phone(list(sharing.values()))
        if names:
            called[person] = dict(zip(sharing, names, strict=True))[person]
    return called


def find_for_linking(
    session: Session, vault: Vault, county: str | None, name: str, id_last4: str
) -> list[Labourer]:
    """Return the people called ``name`` whose ID number ends in ``id_last4``.

    ``county`` narrows it to one roster. The caller must limit how often it may be asked: four
    characters can be tried out.
    """
    known = select(Labourer).where(col(Labourer.erased_at).is_(None))
    if county is not None:
        known = known.where(Labourer.county_code == county)
    ending = id_last4.strip().upper()
    if len(ending) != 4:
        return []
    in_order = col(Labourer.id)
    called = session.exec(known.where(Labourer.name == name).order_by(in_order)).all()
    others = known.where(Labourer.name != name).order_by(in_order).limit(_COMPARED)
    # as many numbers are opened for a name that nobody has, so that time tells nothing either
    compared = [*called, *session.exec(others)][: max(_COMPARED, len(called))]
    fitting = [
        person
        for person in compared
        if vault.open(ID_NUMBER_FIELD, person.id_number_sealed).endswith(ending)
    ]
    return [person for person in fitting if person.name == name]


# -- what holds on a day -----------------------------------------------------------------


def current_status(session: Session, labourer_id: UUID, on: date) -> StatusRecord | None:
    """Return the employment status record that holds on ``on``, or None when nothing is known."""
    return _holding(session, StatusRecord, labourer_id, on)


def current_willingness(session: Session, labourer_id: UUID, on: date) -> WillingnessRecord | None:
    """Return the willingness record that holds on ``on``, or None when nothing is known."""
    return _holding(session, WillingnessRecord, labourer_id, on)


def statuses_on(session: Session, county: str, on: date) -> dict[UUID, EmploymentStatus]:
    """Return the status on ``on`` of everybody on a county's roster who has one."""
    return {person: record.status for person, record in status_records(session, county, on).items()}


def status_records(session: Session, county: str, on: date) -> dict[UUID, StatusRecord]:
    """Return the status records that hold on ``on``, by person, of a county's roster."""
    return _holding_in(session, StatusRecord, county, on)


def willingness_records(session: Session, county: str, on: date) -> dict[UUID, WillingnessRecord]:
    """Return the willingness records that hold on ``on``, by person, of a county's roster."""
    return _holding_in(session, WillingnessRecord, county, on)


def willing_unemployed(session: Session, county: str, on: date) -> list[Seeker]:
    """Return the people of a county's roster who on ``on`` are unemployed and want work.

    The denominator of the 311 standard (domain: who counts). Somebody of whom either is not
    known is not among them. In order of the persons' ids.
    """
    statuses = status_records(session, county, on)
    wishes = willingness_records(session, county, on)
    people = session.exec(
        select(Labourer)
        .where(Labourer.county_code == county, col(Labourer.erased_at).is_(None))
        .order_by(col(Labourer.id))
    )
    return [
        Seeker(person, status, wish)
        for person in people
        if (status := statuses.get(person.id)) is not None
        and status.status is EmploymentStatus.UNEMPLOYED
        and (wish := wishes.get(person.id)) is not None
        and wish.willingness in WILLING
    ]


# -- adding what was learnt --------------------------------------------------------------


def record_status(
    session: Session,
    clock: Clock,
    labourer_id: UUID,
    status: EmploymentStatus,
    *,
    source: Source,
    by: str,
    since: date | None = None,
    **details: Unpack[StatusDetails],
) -> StatusRecord:
    """Add a status that holds from ``since`` (today when not said) and return it."""
    record = StatusRecord(
        labourer_id=labourer_id,
        status=status,
        since=since or clock.today(),
        source=source,
        recorded_by=by,
        recorded_at=clock.now(),
        **details,
    )
    session.add(record)
    return record


def record_willingness(
    session: Session,
    clock: Clock,
    labourer_id: UUID,
    willingness: Willingness,
    *,
    source: Source,
    by: str,
    places: Sequence[str] = (),
    since: date | None = None,
    confirmed: bool = False,
) -> WillingnessRecord:
    """Add what work a person wants from ``since`` (today when not said) on and return it.

    ``places`` are adcodes; ``confirmed`` says that the person confirmed it (BJ asks for that when
    somebody does not want work now).
    """
    record = WillingnessRecord(
        labourer_id=labourer_id,
        willingness=willingness,
        places=list(places),
        since=since or clock.today(),
        confirmed=confirmed,
        source=source,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    session.add(record)
    return record


def update_wishes(
    session: Session, clock: Clock, labourer_id: UUID, **wishes: Unpack[Wishes]
) -> Labourer:
    """Set what a person says about the work wanted; what is not named stays.

    Raises LookupError when there is no such person.
    """
    person = session.get(Labourer, labourer_id)
    if person is None or person.erased_at is not None:
        raise LookupError(f"no labourer {labourer_id}")
    changed = {key: value for key, value in wishes.items() if getattr(person, key) != value}
    for key, value in changed.items():
        setattr(person, key, value)
    if changed:
        person.updated_at = clock.now()
    return person


def _holding(session: Session, table: type[_R], labourer_id: UUID, on: date) -> _R | None:
    return valid_on(session.exec(select(table).where(table.labourer_id == labourer_id)), on)


def _holding_in(session: Session, table: type[_R], county: str, on: date) -> dict[UUID, _R]:
    found: Iterable[_R] = session.exec(
        select(table)
        .join(Labourer, col(Labourer.id) == col(table.labourer_id))
        .where(Labourer.county_code == county, col(table.since) <= on)
        .order_by(col(table.since), col(table.recorded_at), col(table.id))
    )
    return {record.labourer_id: record for record in found}
