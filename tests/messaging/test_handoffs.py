"""Questions that go to a caseworker, and the answers that come back."""

from __future__ import annotations

import pytest

from messaging.contacts import contact_for
from messaging.handoffs import (
    HandoffClosedError,
    answer_handoff,
    close_handoff,
    open_handoff,
    open_handoffs,
)
from messaging.outbox import text_of
from messaging.tables import Contact, HandoffReason, MessageKind
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault


def ask(
    db: Database, vault: Vault, clock: SetClock, contact: Contact, question: str, county: str
) -> object:
    with db.write() as session:
        return open_handoff(
            session,
            vault,
            clock,
            contact=session.get_one(Contact, contact.id),
            person_id=None,
            county_code=county,
            reason=HandoffReason.UNSURE,
            question=question,
        ).id


def test_the_answer_goes_back_to_who_asked(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    handoff = ask(db, vault, clock, contact, "我的补贴怎么没到", "530326")
    with db.write() as session:
        session.get_one(Contact, contact.id).opted_out_at = clock.now()
    with db.write() as session:
        message = answer_handoff(session, vault, clock, handoff, "下周一到账", "王干部")
    assert (message.contact_id, message.kind) == (contact.id, MessageKind.REPLY)
    assert text_of(vault, message) == "下周一到账"
    with db.read() as session:
        assert open_handoffs(session, vault, "530326") == []


def test_one_question_is_answered_once(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    handoff = ask(db, vault, clock, contact, "我的补贴怎么没到", "530326")
    with db.write() as session:
        close_handoff(session, clock, handoff, "王干部")
    with pytest.raises(HandoffClosedError), db.write() as session:
        answer_handoff(session, vault, clock, handoff, "下周一到账", "李干部")
    with pytest.raises(ValueError, match="text"), db.write() as session:
        answer_handoff(session, vault, clock, handoff, " ", "李干部")


def test_asking_twice_is_one_question(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    first = ask(db, vault, clock, contact, "我的补贴怎么没到", "530326")
    assert ask(db, vault, clock, contact, "我的补贴怎么没到", "530326") == first
    assert ask(db, vault, clock, contact, "工地欠我工资", "530326") != first


@pytest.mark.parametrize(
    ("scope", "seen"),
    [("530326", 1), ("530000", 1), ("000000", 2), ("530326101", 1), ("110000", 0)],
)
def test_an_office_sees_its_own(
    db: Database, vault: Vault, clock: SetClock, contact: Contact, scope: str, seen: int
) -> None:
    ask(db, vault, clock, contact, "甲", "530326")
    with db.write() as session:
        other = contact_for(session, vault, clock, "sms", "13900000009")
    ask(db, vault, clock, other, "乙", "152201")
    with db.read() as session:
        assert len(open_handoffs(session, vault, scope)) == seen
