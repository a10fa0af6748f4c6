"""A message and the one that stands for it count as one service, whatever is reported when."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from sqlmodel import Session, select

from bot import receipts
from messaging.contacts import contact_for
from messaging.contract import Receipt
from messaging.failover import FailOver, Way
from messaging.handoffs import answer_handoff, open_handoff
from messaging.outbox import Draft, enqueue
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.tables import HandoffReason, MessageKind, MessageState, OutboxMessage
from messaging.tables_staff import StaffNotice
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, add_person, runtime_with
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_late_reports_for_both_count_once(
    db: Database, vault: Vault, clock: SetClock, order: tuple[int, ...]
) -> None:
    person = add_person(db, vault, clock)

    def ways(session: Session, person_id: object) -> list[Way]:
        contact = contact_for(session, vault, clock, "wechat", "open-id-1", COUNTY)
        return [Way(contact, person.name, (person.name,))]

    sms = ScriptedChannel()
    chat = ScriptedChannel(name="wechat", capabilities=replace(SMS_LIKE, fen_per_segment=0))
    rules = SendingRules(fail_over=FailOver(ways, frozenset({"sms", "wechat"})))
    runtime = replace(
        runtime_with(db, vault, clock, sms, chat), rules={"sms": rules, "wechat": rules}
    )
    with db.write() as session:
        contact = contact_for(session, vault, clock, "sms", "13800000001", COUNTY)
        draft = Draft(
            key="push:1",
            contact_id=contact.id,
            channel="sms",
            kind=MessageKind.JOB_PUSH,
            text=f"{person.name}：三个岗位",
            person_id=person.id,
            county_code=COUNTY,
            proves={"kind": "job_info", "postings": ["a", "b", "c"]},
        )
        first = enqueue(session, vault, clock, draft)
        assert first is not None
    deliver_batch(db, vault, clock, sms, owner="t", rules=rules)
    failed = Receipt("r1", MessageState.FAILED, clock.now(), message_id=first.id)
    assert receipts.apply(runtime, "sms", failed)
    assert not receipts.apply(runtime, "sms", failed)
    deliver_batch(db, vault, clock, chat, owner="t", rules=rules)
    with db.read() as session:
        rows = session.exec(select(OutboxMessage)).all()
    assert len(rows) == 2
    (second,) = [row for row in rows if row.instead_of == first.id]
    late = [
        ("sms", Receipt("r2", MessageState.DELIVERED, clock.now(), message_id=first.id)),
        ("wechat", Receipt("r3", MessageState.DELIVERED, clock.now(), message_id=second.id)),
    ]
    for place in order:
        assert receipts.apply(runtime, *late[place])
    with db.read() as session:
        entries = session.exec(select(ServiceEntry)).all()
    assert [entry.evidence_ref for entry in entries] == [str(first.id)]


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.EXPIRED])
def test_an_answer_a_report_calls_undelivered_is_told_to_staff(
    db: Database, vault: Vault, clock: SetClock, state: MessageState
) -> None:
    person = add_person(db, vault, clock)
    rules = SendingRules(fail_over=FailOver(lambda session, person_id: [], frozenset({"sms"})))
    sms = ScriptedChannel()
    runtime = replace(runtime_with(db, vault, clock, sms), rules={"sms": rules})
    with db.write() as session:
        handoff = open_handoff(
            session,
            vault,
            clock,
            contact=contact_for(session, vault, clock, "sms", "13800000001", COUNTY),
            person_id=person.id,
            county_code=COUNTY,
            reason=HandoffReason.UNSURE,
            question="补贴怎么领",
        )
        answer = answer_handoff(session, vault, clock, handoff.id, "带身份证来。", "li.gz")
    deliver_batch(db, vault, clock, sms, owner="t", rules=rules)
    assert receipts.apply(runtime, "sms", Receipt("r1", state, clock.now(), message_id=answer.id))
    with db.read() as session:
        (notice,) = session.exec(select(StaffNotice))
    assert notice.link == f"/console/messages/{answer.id}"
