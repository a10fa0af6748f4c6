"""The demo phone: every ending of a number behaves as documented, and production has none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import receipts
from bot.channels.demo_phone import DemoPhone
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import runtime_with


@pytest.mark.parametrize(
    ("number", "state", "code"),
    [
        ("13800000001", MessageState.DELIVERED, "DELIVRD"),
        ("13800009001", MessageState.FAILED, "UNDELIV"),
        ("13800009002", MessageState.EXPIRED, "EXPIRED"),
        ("13800009003", MessageState.SENT, None),
        ("13800009004", MessageState.FAILED, "no_such_number"),
        ("13800009005", MessageState.DELIVERED, "DELIVRD"),
    ],
)
def test_a_number_ends_as_it_says(
    db: Database,
    vault: Vault,
    clock: SetClock,
    number: str,
    state: MessageState,
    code: str | None,
) -> None:
    phone = DemoPhone(signature="会泽人社", production=False)
    runtime = runtime_with(db, vault, clock, phone)
    with db.write() as session:
        contact = contact_for(session, vault, clock, "sms", number, is_demo=True)
        draft = Draft("k", contact.id, "sms", MessageKind.JOB_PUSH, "三个岗位")
        message = enqueue(session, vault, clock, draft)
        assert message is not None
    tried = 0
    for _ in range(4):
        tried += deliver_batch(db, vault, clock, phone, owner="t", chance=lambda: 0.0)
        receipts.sweep(runtime, phone)
        clock.advance(timedelta(seconds=2))
    with db.read() as session:
        end = session.get_one(OutboxMessage, message.id)
    assert (end.state, end.code) == (state, code)
    assert tried == (2 if number.endswith("9005") else 1)


def test_production_has_no_demo_phone() -> None:
    with pytest.raises(ValueError, match="production"):
        DemoPhone(signature="会泽人社", production=True)


def test_it_shows_what_an_sms_would_cost() -> None:
    abilities = DemoPhone(signature="会泽人社", production=False).capabilities
    assert (abilities.signature, abilities.billed_by_segment) == ("会泽人社", True)
    assert abilities.demo
