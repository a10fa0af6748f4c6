"""Puts the reminders that are due into the outbox."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from labourers.tables import PHONE_FIELD, EmploymentStatus, Labourer, StatusRecord
from labourers.ways import PersonWays
from messaging.addresses import SMS, is_mobile, normalise
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import MessageKind, OutboxMessage
from policy_faq.library.texts import texts_for
from policy_faq.places import Distance, distance
from reminders.subsidies import Subsidy, subsidies_in
from reminders.subsidy_due import Claim, Job, claims, message
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault

_PEOPLE_AT_ONCE = 100


def remind(db: Database, vault: Vault, clock: Clock, county: str, on: date) -> int:
    """Write a message to everybody of ``county`` who can newly claim a subsidy on ``on``.

    One per person, rule and year in which the wait ended, by SMS to the person's own number, so
    that doing it again writes nothing. Returns how many were written.
    """
    with db.read() as session:
        subsidies = subsidies_in(county, on, texts_for(session, county))
    if not subsidies:
        return 0
    gazetteer = Gazetteer.load()
    written = 0
    for subsidy in subsidies:
        with db.read() as session:
            due = claims(_jobs(session, county, on).items(), subsidy.months, on)
            told = _told(session, [_key(subsidy, claim) for claim in due])
        waiting = [claim for claim in due if _key(subsidy, claim) not in told]
        for start in range(0, len(waiting), _PEOPLE_AT_ONCE):
            with db.write() as session:
                for claim in waiting[start : start + _PEOPLE_AT_ONCE]:
                    written += _write(session, vault, clock, gazetteer, county, subsidy, claim)
    return written


def _jobs(session: Session, county: str, on: date) -> dict[UUID, list[Job]]:
    query = (
        sa.select(
            col(StatusRecord.labourer_id),
            col(StatusRecord.since),
            col(StatusRecord.status),
            col(StatusRecord.place_code),
        )
        .join(Labourer, col(Labourer.id) == col(StatusRecord.labourer_id))
        .where(
            col(Labourer.county_code) == county,
            col(Labourer.erased_at).is_(None),
            col(StatusRecord.since) <= on,
        )
        .order_by(col(StatusRecord.since), col(StatusRecord.recorded_at), col(StatusRecord.id))
    )
    jobs: defaultdict[UUID, list[Job]] = defaultdict(list)
    for person, since, status, place in session.connection().execute(query):
        jobs[person].append(Job(since, status is EmploymentStatus.EMPLOYED, place))
    return jobs


def _key(subsidy: Subsidy, claim: Claim) -> str:
    return f"subsidy-due:{subsidy.rule.parameter}:{claim.person}:{claim.due_on.year}"


def _told(session: Session, keys: list[str]) -> set[str]:
    told: set[str] = set()
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        told.update(session.exec(select(OutboxMessage.key).where(col(OutboxMessage.key).in_(some))))
    return told


def _write(
    session: Session,
    vault: Vault,
    clock: Clock,
    gazetteer: Gazetteer,
    county: str,
    subsidy: Subsidy,
    claim: Claim,
) -> bool:
    labourer = session.get_one(Labourer, claim.person)
    phone = _phone(vault, labourer)
    far = _distance(gazetteer, county, claim.place_code)
    caps = subsidy.caps(far)
    if phone is None or (far is not None and not caps):
        return False
    contact = contact_for(
        session, vault, clock, SMS, phone, county_code=county, is_demo=labourer.is_demo
    )
    if contact.blocked_at is not None:
        return False
    rule = subsidy.rule
    text = message(
        PersonWays(vault, clock).called(session, labourer, phone),
        subsidy.months,
        caps,
        times=subsidy.times,
        bring=rule.bring,
        where=rule.where,
        phone=subsidy.phone,
        ask=rule.ask,
    )
    draft = Draft(
        key=_key(subsidy, claim),
        contact_id=contact.id,
        channel=SMS,
        kind=MessageKind.REMINDER,
        text=text,
        person_id=labourer.id,
        county_code=county,
    )
    return enqueue(session, vault, clock, draft) is not None


def _distance(gazetteer: Gazetteer, county: str, place: str | None) -> Distance | None:
    code = (place or "")[:6]
    return distance(gazetteer, county, code) if code and gazetteer.exists(code) else None


def _phone(vault: Vault, labourer: Labourer) -> str | None:
    for sealed in (labourer.phone_sealed, labourer.second_phone_sealed):
        if sealed is not None:
            phone = normalise(SMS, vault.open(PHONE_FIELD, sealed))
            if is_mobile(phone) or labourer.is_demo:
                return phone
    return None
