"""Questions that go to a caseworker, and the answers that come back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.contacts import contact_for
from messaging.handoffs import (
    MOST_CHARACTERS,
    MOST_LINES,
    HandoffClosedError,
    HandoffGrewError,
    answer_handoff,
    bounded,
    close_handoff,
    mark_of,
    open_handoff,
    open_handoffs,
    pass_on,
)
from messaging.outbox import text_of
from messaging.tables import Contact, HandoffReason, MessageKind
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id
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


def test_what_is_said_while_waiting_joins_the_question(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    first = ask(db, vault, clock, contact, "我的补贴怎么没到", "530326")
    assert ask(db, vault, clock, contact, "我的补贴怎么没到", "530326") == first
    with db.write() as session:
        more = pass_on(
            session,
            vault,
            clock,
            contact=session.get_one(Contact, contact.id),
            person_id=None,
            county_code="530326",
            reason=HandoffReason.URGENT,
            question="工地欠我工资",
        )
        assert (more.handoff.id, more.opened, more.added) == (first, False, True)
    with db.read() as session:
        (waiting,) = open_handoffs(session, vault, "530326")
    assert waiting.question == "我的补贴怎么没到\n工地欠我工资"
    assert waiting.reason is HandoffReason.URGENT


def test_a_question_that_grew_is_read_again_before_it_is_answered(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    handoff = ask(db, vault, clock, contact, "我的补贴怎么没到", "530326")
    ask(db, vault, clock, contact, "去年的也没到", "530326")
    read = mark_of("我的补贴怎么没到")
    with pytest.raises(HandoffGrewError), db.write() as session:
        answer_handoff(session, vault, clock, handoff, "下周到", "王干部", read=read)
    read = mark_of("我的补贴怎么没到\n去年的也没到")
    with db.write() as session:
        answer_handoff(session, vault, clock, handoff, "下周到", "王干部", read=read)


def test_people_of_one_phone_wait_for_answers_of_their_own(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    def said(person: UUID | None, words: str) -> UUID:
        with db.write() as session:
            return pass_on(
                session,
                vault,
                clock,
                contact=session.get_one(Contact, contact.id),
                person_id=person,
                county_code="530326",
                reason=HandoffReason.ASKED,
                question=words,
            ).handoff.id

    mother, son = new_id(), new_id()
    unknown = said(None, "人在吗")
    assert said(mother, "我的补贴没到") == unknown
    assert said(son, "我的也没到") != unknown
    assert said(mother, "还没到") == unknown


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=3000), min_size=1, max_size=60))
def test_however_much_is_said_it_stays_one_bounded_question(said: list[str]) -> None:
    lines = bounded(said)
    assert len(lines) <= 2 * MOST_CHARACTERS + MOST_LINES
    assert lines.startswith(said[0][:MOST_CHARACTERS])
    assert lines.endswith(said[-1][:MOST_CHARACTERS])


def test_danger_stands_before_what_is_older(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    ask(db, vault, clock, contact, "甲", "530326")
    clock.advance(timedelta(minutes=1))
    with db.write() as session:
        other = contact_for(session, vault, clock, "sms", "13900000009")
        open_handoff(
            session,
            vault,
            clock,
            contact=other,
            person_id=None,
            county_code="530326",
            reason=HandoffReason.URGENT,
            question="老板打人",
        )
    with db.read() as session:
        assert [each.question for each in open_handoffs(session, vault, "530326")] == [
            "老板打人",
            "甲",
        ]


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
