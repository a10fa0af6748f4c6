"""Writing into the outbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from messaging.contacts import (
    address_of,
    contact_for,
    find_contact,
    heard_from,
    opt_in,
    opt_out,
)
from messaging.contract import Button
from messaging.outbox import Draft, buttons_of, enqueue, raise_state, text_of
from messaging.tables import Contact, MessageEvent, MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import PHONE, Load, Write


def test_the_same_key_is_one_message(any_db: Database, vault: Vault, clock: SetClock) -> None:
    with any_db.write() as session:
        contact = contact_for(session, vault, clock, "sms", PHONE)
        draft = Draft("push:1", contact.id, "sms", MessageKind.JOB_PUSH, "有新岗位")
        assert enqueue(session, vault, clock, draft) is not None
        assert enqueue(session, vault, clock, draft) is None
    with any_db.write() as session:
        assert enqueue(session, vault, clock, draft) is None
        assert len(session.exec(select(OutboxMessage)).all()) == 1


def test_two_people_on_one_phone_get_one_message_each(write: Write, load: Load) -> None:
    first, second = write(key="push:a:2026-11-23"), write(key="push:b:2026-11-23")
    assert load(first).contact_id == load(second).contact_id


def test_a_message_remembers_what_it_is_for(
    write: Write, load: Load, vault: Vault, clock: SetClock
) -> None:
    buttons = (Button("看详情", "detail:1"),)
    proves = {"kind": "job_info", "postings": ["a", "b", "c"]}
    message = load(write(buttons=buttons, proves=proves))
    assert text_of(vault, message).startswith("县城电子厂")
    assert buttons_of(message) == buttons
    assert message.proves == proves
    assert message.expires_at == clock.now() + timedelta(days=3)
    assert b"\xe7\x94\xb5" not in message.body_sealed.data


def test_an_answer_lives_a_day(write: Write, load: Load, clock: SetClock) -> None:
    message = load(write(kind=MessageKind.REPLY))
    assert message.expires_at == clock.now() + timedelta(days=1)


def test_who_opted_out_gets_answers_only(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    push = Draft("p", contact.id, "sms", MessageKind.JOB_PUSH, "有新岗位")
    answer = Draft("a", contact.id, "sms", MessageKind.REPLY, "已为您退订")
    with db.write() as session:
        assert opt_out(session, clock, session.get_one(Contact, contact.id))
        assert not opt_out(session, clock, session.get_one(Contact, contact.id))
        assert enqueue(session, vault, clock, push) is None
        assert enqueue(session, vault, clock, answer) is not None
    with db.write() as session:
        assert opt_in(session, clock, session.get_one(Contact, contact.id))
        assert not opt_in(session, clock, session.get_one(Contact, contact.id))
        assert enqueue(session, vault, clock, push) is not None


def test_nonsense_is_refused(db: Database, vault: Vault, clock: SetClock, contact: Contact) -> None:
    with db.write() as session:
        with pytest.raises(ValueError, match="text"):
            enqueue(session, vault, clock, Draft("k", contact.id, "sms", MessageKind.NOTICE, " "))
        elsewhere = Draft("k", contact.id, "telegram", MessageKind.NOTICE, "您好")
        with pytest.raises(ValueError, match="channel"):
            enqueue(session, vault, clock, elsewhere)
    with pytest.raises(ValueError, match="64 bytes"):
        Button("看", "详" * 22)


def test_states_rise_only(any_db: Database, vault: Vault, clock: SetClock) -> None:
    with any_db.write() as session:
        contact = contact_for(session, vault, clock, "sms", PHONE)
        draft = Draft("k", contact.id, "sms", MessageKind.NOTICE, "您好")
        message = enqueue(session, vault, clock, draft)
        assert message is not None
        seen = []
        for state in (
            MessageState.SENT,
            MessageState.HANDED_OVER,
            MessageState.FAILED,
            MessageState.EXPIRED,
            MessageState.DELIVERED,
            MessageState.FAILED,
        ):
            rose = raise_state(session, message, state, clock.now(), source="report")
            seen.append((rose, message.state))
        events = session.exec(select(MessageEvent.state).order_by(MessageEvent.id)).all()
    delivered, failed, sent = MessageState.DELIVERED, MessageState.FAILED, MessageState.SENT
    assert seen == [
        (True, sent),
        (False, sent),
        (True, failed),
        (False, failed),
        (True, delivered),
        (False, delivered),
    ]
    assert events == [MessageState.QUEUED, sent, failed, delivered]
    assert message.delivered_at == message.sent_at == message.ended_at == clock.now()


def test_a_contact_is_found_in_any_spelling(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    with any_db.write() as session:
        first = contact_for(session, vault, clock, "sms", "+86 138-0000-0001")
        again = contact_for(session, vault, clock, "sms", PHONE, "530326")
        chat = contact_for(session, vault, clock, "telegram", PHONE)
        assert first.id == again.id != chat.id
        assert (again.county_code, address_of(vault, again)) == ("530326", PHONE)
        contact_for(session, vault, clock, "sms", PHONE, "440000")
        assert again.county_code == "530326"
        assert find_contact(session, vault, "sms", "13900000000") is None


def test_hearing_from_somebody_unblocks(db: Database, clock: SetClock, contact: Contact) -> None:
    with db.write() as session:
        blocked = session.get_one(Contact, contact.id)
        blocked.blocked_at = clock.now()
        session.add(blocked)
    with db.write() as session:
        heard_from(session, clock, session.get_one(Contact, contact.id))
    with db.read() as session:
        after = session.get_one(Contact, contact.id)
        assert (after.blocked_at, after.last_inbound_at) == (None, clock.now())
