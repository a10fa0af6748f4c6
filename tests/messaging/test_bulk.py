"""Many contacts and messages at once are the same as one after another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, select

from messaging import bulk
from messaging.bulk import contacts_for, enqueue_all, find_contacts
from messaging.contacts import contact_for, opt_out
from messaging.outbox import Draft, enqueue
from messaging.tables import Contact, MessageEvent, MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault

PHONES = [f"138000000{number:02d}" for number in range(12)]
WRITTEN_TWICE = "+86 138-0000-0003"


def drafts_for(session: Session, vault: Vault, clock: SetClock) -> list[Draft]:
    """Return drafts of every kind of fate: new, twice, known, opted out, answered though."""
    contacts = [contact_for(session, vault, clock, "sms", phone) for phone in PHONES]
    opt_out(session, clock, contacts[1])
    made = [
        Draft(f"push:{number}", contact.id, "sms", MessageKind.JOB_PUSH, f"第{number}条")
        for number, contact in enumerate(contacts)
    ]
    enqueue(session, vault, clock, made[2])
    answer = replace(made[1], key="answer:1", kind=MessageKind.REPLY)
    return [*made, replace(made[4], text="又一次"), answer]


def stored(db: Database) -> list[dict[str, Any]]:
    with db.read() as session:
        messages = session.exec(select(OutboxMessage).order_by(OutboxMessage.key)).all()
        events = {each.message_id: each for each in session.exec(select(MessageEvent))}
        assert {message.id for message in messages} == set(events)
        assert {(each.state, each.source) for each in events.values()} <= {
            (MessageState.QUEUED, "outbox")
        }
        return [
            message.model_dump(exclude={"id", "contact_id", "body_sealed"}) for message in messages
        ]


def test_messages_are_the_same_as_one_by_one(
    any_db: Database, db: Database, vault: Vault, clock: SetClock
) -> None:
    with any_db.write() as session:
        drafts = drafts_for(session, vault, clock)
        written = enqueue_all(session, vault, clock, drafts)
        assert enqueue_all(session, vault, clock, drafts) == {}
    assert set(written) == {f"push:{n}" for n in range(12) if n not in (1, 2)} | {"answer:1"}
    together = stored(any_db)
    if any_db is not db:
        with db.write() as session:
            for draft in drafts_for(session, vault, clock):
                enqueue(session, vault, clock, draft)
        assert together == stored(db)
    assert [row["state"] for row in together] == [MessageState.QUEUED] * 12


def test_contacts_are_found_in_any_spelling_and_made_once(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    with any_db.write() as session:
        known = contact_for(session, vault, clock, "sms", PHONES[0])
        wanted = {PHONES[0]: False, PHONES[3]: True, WRITTEN_TWICE: False, PHONES[4]: False}
        found = contacts_for(session, vault, clock, "sms", wanted, "530326")
        assert list(find_contacts(session, vault, "sms", wanted)) != []
        assert found[PHONES[0]].id == known.id
        assert found[PHONES[3]] is found[WRITTEN_TWICE]
        assert found[PHONES[3]].is_demo
    with any_db.write() as session:
        again = contacts_for(session, vault, clock, "sms", wanted, "530381")
        assert {phone: each.id for phone, each in again.items()} == {
            phone: each.id for phone, each in found.items()
        }
        everybody = session.exec(select(Contact)).all()
        assert [each.county_code for each in everybody] == ["530326"] * 3


def test_more_than_fit_one_statement(
    any_db: Database, vault: Vault, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 5)
    with any_db.write() as session:
        contacts = contacts_for(session, vault, clock, "sms", dict.fromkeys(PHONES, False))
        drafts = [
            Draft(phone, contacts[phone].id, "sms", MessageKind.JOB_PUSH, "您好")
            for phone in PHONES
        ]
        assert set(enqueue_all(session, vault, clock, drafts)) == set(PHONES)
        assert len(find_contacts(session, vault, "sms", PHONES)) == 12


def test_who_was_first_with_a_key_or_a_phone_stays(
    any_db: Database, vault: Vault, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process writes between our look and our insert."""
    with any_db.write() as session:
        first = contact_for(session, vault, clock, "sms", PHONES[0])
        draft = Draft("push:0", first.id, "sms", MessageKind.JOB_PUSH, "您好")
        enqueue(session, vault, clock, draft)
    with any_db.write() as session:
        monkeypatch.setattr(bulk, "find_contacts", lambda *_: {})
        found = contacts_for(session, vault, clock, "sms", {PHONES[0]: False, PHONES[1]: False})
        assert found[PHONES[0]].id == first.id
        other = replace(draft, key="push:1", contact_id=found[PHONES[1]].id)
        monkeypatch.setattr(bulk, "_writable", lambda _session, drafts: list(drafts))
        assert set(enqueue_all(session, vault, clock, [draft, other])) == {"push:1"}
    assert [row["key"] for row in stored(any_db)] == ["push:0", "push:1"]


def test_nonsense_is_refused_before_anything_is_written(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    with db.write() as session:
        contact = contact_for(session, vault, clock, "sms", PHONES[0])
        good = Draft("good", contact.id, "sms", MessageKind.JOB_PUSH, "您好")
        for bad in (replace(good, key="bad", text=" "), replace(good, key="bad", channel="x")):
            with pytest.raises(ValueError, match=r"text|channel"):
                enqueue_all(session, vault, clock, [good, bad])
        assert enqueue_all(session, vault, clock, []) == {}
        with pytest.raises(ValueError, match="empty"):
            find_contacts(session, vault, "sms", [" "])
    assert stored(db) == []
