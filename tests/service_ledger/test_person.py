"""One person's services and messages: sent, delivered and counted apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from labourers.tables import Labourer
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue, raise_state
from messaging.tables import MessageKind, MessageState, OutboxMessage
from service_ledger.entries import Ledger, record_delivery
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.own_entries import record_own_entry
from service_ledger.person import KindRecord, Progress, person_record
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.service_ledger.conftest import COUNTY, People

Send = Callable[..., OutboxMessage]
PROVES: dict[str, object] = {"kind": "job_info", "postings": ["a", "b", "c"]}


@pytest.fixture
def send(vault: Vault, clock: SetClock) -> Send:
    """Return a function that writes a push and lets it rise through the given states."""

    def push(
        session: Session,
        person: Labourer,
        *states: MessageState,
        proves: dict[str, object] | None = PROVES,
    ) -> OutboxMessage:
        contact = contact_for(session, vault, clock, "sms", "13987650001", COUNTY)
        clock.advance(timedelta(minutes=1))
        message = enqueue(
            session,
            vault,
            clock,
            Draft(
                key=f"push {person.id} {clock.now()}",
                contact_id=contact.id,
                channel="sms",
                kind=MessageKind.JOB_PUSH,
                text="三个岗位",
                person_id=person.id,
                county_code=COUNTY,
                proves=proves,
            ),
        )
        assert message
        for state in states:
            raise_state(session, message, state, clock.now(), source="test")
        return message

    return push


def count(
    session: Session, ledger: Ledger, clock: SetClock, person: Labourer, message: OutboxMessage
) -> ServiceEntry:
    entry = record_delivery(
        session,
        ledger,
        clock,
        county_code=COUNTY,
        person_ref=person.ledger_ref,
        proves=message.proves or {},
        delivered_on=clock.today(),
        message_id=message.id,
    )
    assert entry
    return entry


def test_sent_delivered_and_counted_are_told_apart(
    db: Database, people: People, send: Send, ledger: Ledger, clock: SetClock
) -> None:
    with db.write() as session:
        person, neighbour = people.add(session), people.add(session)
        send(session, person)
        send(session, person, MessageState.UNKNOWN)
        sent = send(session, person, MessageState.HANDED_OVER, MessageState.SENT)
        send(session, person, MessageState.FAILED)
        send(session, person, MessageState.HANDED_OVER, MessageState.FAILED)
        delivered = send(session, person, MessageState.HANDED_OVER, MessageState.DELIVERED)
        uncounted = send(session, person, MessageState.DELIVERED)
        send(session, person, MessageState.DELIVERED, proves=None)
        send(session, neighbour, MessageState.DELIVERED)
        entry = count(session, ledger, clock, person, delivered)
        record = person_record(session, person)
    assert [message.progress for message in record.messages] == [
        Progress.DELIVERED,
        Progress.DELIVERED,
        Progress.FAILED,
        Progress.FAILED,
        Progress.SENT,
        Progress.UNKNOWN,
        Progress.WAITING,
    ]
    by_id = {message.message_id: message for message in record.messages}
    assert by_id[delivered.id].counted
    assert not by_id[uncounted.id].counted
    assert by_id[sent.id].sent_at is not None
    assert [one.entry_id for one in record.services] == [entry.id]
    assert record.services[0].message_id == delivered.id
    assert record.services[0].postings == 3
    assert record.by_kind[ServiceKind.JOB_INFO] == KindRecord(sent=4, delivered=2, counted=1)
    assert record.by_kind[ServiceKind.TRAINING_INFO] == KindRecord(0, 0, 0)


def test_a_service_taken_back_stays_to_be_seen(
    db: Database, people: People, send: Send, ledger: Ledger, clock: SetClock
) -> None:
    with db.write() as session:
        person = people.add(session)
        delivered = send(session, person, MessageState.DELIVERED)
        entry = count(session, ledger, clock, person, delivered)
        ledger.reverse(session, clock, entry_id=entry.id, reason="发错了人", by="zhang")
        record = person_record(session, person)
    (service,) = record.services
    assert not service.counts
    assert (service.reversed_by, service.reason) == ("zhang", "发错了人")
    assert service.reversed_on == clock.today()
    assert not record.messages[0].counted
    assert record.by_kind[ServiceKind.JOB_INFO] == KindRecord(sent=1, delivered=1, counted=0)


def test_a_year_shows_its_own_services(
    db: Database, people: People, send: Send, ledger: Ledger, clock: SetClock
) -> None:
    with db.write() as session:
        person = people.add(session)
        record_own_entry(
            session,
            ledger,
            clock,
            county_code=COUNTY,
            person_ref=person.ledger_ref,
            kind=ServiceKind.CAREER_GUIDANCE,
            occurred_on=clock.today(),
            evidence_text="上门指导, 登记表第3号",
            by="zhang",
        )
        send(session, person)
        this_year = person_record(session, person, 2026)
        last_year = person_record(session, person, 2025)
    (service,) = this_year.services
    assert (service.evidence, service.note) == (Evidence.CASEWORKER, "上门指导, 登记表第3号")
    assert len(this_year.messages) == 1
    assert (last_year.services, last_year.messages) == ((), ())
