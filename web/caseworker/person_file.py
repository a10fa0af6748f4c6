"""Reads everything one person's file shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from jobs_feed.tables import Application, Employer, Posting
from labourers.profiles import labourers_by_phone
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    ContactLink,
    Labourer,
    StatusRecord,
    WillingnessRecord,
)
from matching.tables import Match, Shortfall
from messaging.addresses import SMS
from messaging.contacts import find_contact
from messaging.history import Line as MessageLine
from messaging.history import messages_of_person
from service_ledger.counting import Line, Service, tally, window
from service_ledger.kinds import Period, ServiceKind
from service_ledger.person import PersonRecord, person_record
from service_ledger.standards import StandardError, standards_for
from service_ledger.tables import ServiceStandard
from storage.clock import Clock
from storage.places import place_names
from storage.vault import Sealed, Vault, masked_id_number, masked_phone

Record = TypeVar("Record", StatusRecord, WillingnessRecord)
_MATCHES = 10
_MESSAGES = 30


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person's file: numbers are masked, records stand newest first.

    ``standard`` is None when no standard is in force; ``given`` counts what it asks for.
    ``shortfall`` is why fewer postings fit than the standard wants, when that is so.
    """

    person: Labourer
    places: Mapping[str, str]
    id_number: str
    phones: tuple[str, ...]
    statuses: tuple[StatusRecord, ...]
    willingness: tuple[WillingnessRecord, ...]
    standard: ServiceStandard | None
    lines: tuple[Line, ...]
    given: Counter[ServiceKind]
    record: PersonRecord
    matches: tuple[tuple[Match, Posting, Employer], ...]
    shortfall: Shortfall | None
    applications: tuple[tuple[Application, Posting, Employer], ...]
    messages: tuple[MessageLine, ...]
    shares_phone: bool


def read_person_file(
    session: Session,
    vault: Vault,
    clock: Clock,
    person: Labourer,
    *,
    year: int,
    standard_code: str | None,
) -> PersonFile:
    """Return the file of ``person`` with the services of ``year``."""
    record = person_record(session, person, year)
    rows = _standard_rows(session, person, clock, standard_code)
    lines = tuple(Line(row.kind, row.minimum, row.min_postings) for row in rows)
    alone, shared = _contacts(session, vault, person)
    return PersonFile(
        person=person,
        places=place_names(session, person.county_code),
        id_number=masked_id_number(vault.open(ID_NUMBER_FIELD, person.id_number_sealed)),
        phones=tuple(masked_phone(phone) for phone in _phones(vault, person)),
        statuses=tuple(_newest_first(session, StatusRecord, person.id)),
        willingness=tuple(_newest_first(session, WillingnessRecord, person.id)),
        standard=rows[0] if rows else None,
        lines=lines,
        given=_given(person, record, rows, lines, year, clock),
        record=record,
        matches=tuple(_matches(session, person.id)),
        shortfall=_shortfall(session, person.id),
        applications=tuple(_applications(session, person.id)),
        messages=tuple(
            reversed(
                messages_of_person(session, vault, person.id, contact_ids=alone, limit=_MESSAGES)
            )
        ),
        shares_phone=shared,
    )


def _phones(vault: Vault, person: Labourer) -> list[str]:
    sealed: list[Sealed | None] = [person.phone_sealed, person.second_phone_sealed]
    return [vault.open(PHONE_FIELD, one) for one in sealed if one is not None]


def _newest_first(session: Session, table: type[Record], person_id: UUID) -> list[Record]:
    return list(
        session.exec(
            select(table)
            .where(col(table.labourer_id) == person_id)
            .order_by(col(table.since).desc(), col(table.recorded_at).desc(), col(table.id).desc())
        )
    )


def _standard_rows(
    session: Session, person: Labourer, clock: Clock, code: str | None
) -> list[ServiceStandard]:
    try:
        return standards_for(session, person.county_code, clock.today(), code)
    except StandardError:
        return []


def _given(
    person: Labourer,
    record: PersonRecord,
    rows: list[ServiceStandard],
    lines: tuple[Line, ...],
    year: int,
    clock: Clock,
) -> Counter[ServiceKind]:
    if not rows:
        return Counter()
    period = Period(rows[0].period)
    first, last = window(period, year, clock.today())
    services = (
        Service(person.id, one.kind, one.occurred_on, one.postings)
        for one in record.services
        if one.counts and one.county_code == person.county_code
    )
    return tally(services, lines, first, last).get(person.id, Counter())


def _matches(session: Session, person_id: UUID) -> list[tuple[Match, Posting, Employer]]:
    query = (
        select(Match, Posting, Employer)
        .where(
            Match.labourer_id == person_id,
            Match.posting_id == Posting.id,
            Posting.employer_id == Employer.id,
        )
        .order_by(col(Match.place))
        .limit(_MATCHES)
    )
    return list(session.exec(query))


def _shortfall(session: Session, person_id: UUID) -> Shortfall | None:
    """Return the person's shortfall of the county's latest run, if there was one."""
    return session.exec(
        select(Shortfall)
        .where(Shortfall.labourer_id == person_id)
        .order_by(col(Shortfall.id).desc())
        .limit(1)
    ).first()


def _applications(session: Session, person_id: UUID) -> list[tuple[Application, Posting, Employer]]:
    query = (
        select(Application, Posting, Employer)
        .where(
            Application.labourer_id == person_id,
            Application.posting_id == Posting.id,
            Posting.employer_id == Employer.id,
        )
        .order_by(col(Application.applied_at).desc())
    )
    return list(session.exec(query))


def _contacts(session: Session, vault: Vault, person: Labourer) -> tuple[list[UUID], bool]:
    """Return the contacts that are the person's alone, and whether some are shared.

    A chat account is a person's by its link, a telephone by its number on the roster.
    """
    contact_id, labourer_id = col(ContactLink.contact_id), col(ContactLink.labourer_id)
    mine = sa.select(contact_id).where(labourer_id == person.id)
    linked = sa.select(contact_id, sa.func.count()).where(contact_id.in_(mine)).group_by(contact_id)
    users: Counter[UUID] = Counter()
    for contact, number in session.connection().execute(linked):
        users[contact] = number
    for phone in _phones(vault, person):
        telephone = find_contact(session, vault, SMS, phone)
        if telephone is not None:
            sharing = len(labourers_by_phone(session, vault, phone))
            users[telephone.id] = max(users[telephone.id], sharing)
    alone = [contact for contact, number in users.items() if number == 1]
    return alone, len(alone) < len(users)
