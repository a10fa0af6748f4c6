"""The sender: what goes out, when, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from messaging.contacts import contact_for
from messaging.contract import Button, Cap, Fault, Outgoing, SendError, Sent
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageKind, MessageState
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import PHONE, Load, Write
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel

NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=SHANGHAI)


@pytest.fixture
def deliver(db: Database, vault: Vault, clock: SetClock) -> Any:
    """Return a function that runs one batch with a steady spread."""

    def deliver(channel: ScriptedChannel, **options: Any) -> int:
        options = {"owner": "test", "chance": lambda: 0.5} | options
        return deliver_batch(db, vault, clock, channel, **options)

    return deliver


def test_a_due_message_goes_out_once(write: Write, load: Load, deliver: Any) -> None:
    channel, message_id = ScriptedChannel(), write()
    assert deliver(channel) == 1
    assert deliver(channel) == 0
    message = load(message_id)
    assert [out.to for out in channel.sent] == [PHONE]
    assert channel.sent[0].message_id == message_id
    assert channel.sent[0].text.startswith("【人社局】县城电子厂")
    assert channel.sent[0].text.endswith("拒收请回复R")
    assert channel.sent[0].valid_for == timedelta(days=3)
    assert (message.state, message.provider_id) == (MessageState.HANDED_OVER, "p-1")
    assert (message.attempts, message.segments, message.cost_fen) == (1, 1, 5)
    assert message.lease_owner is None


def test_no_session_is_open_while_the_provider_works(
    db: Database, write: Write, deliver: Any, contact: Contact
) -> None:
    """A gateway that takes its time must not hold up anybody who writes."""

    def slow(message: Outgoing) -> Sent:
        with db.write() as session:
            session.get_one(Contact, contact.id).language = "ii"
        return Sent()

    write()
    assert deliver(ScriptedChannel([slow])) == 1
    with db.read() as session:
        assert session.get_one(Contact, contact.id).language == "ii"


@pytest.mark.parametrize(
    ("error", "state", "wait_minutes"),
    [
        (SendError(Fault.RETRY, "503"), MessageState.SUBMITTING, 1),
        (SendError(Fault.THROTTLED, "429", 120), MessageState.SUBMITTING, 2.2),
        (SendError(Fault.THROTTLED), MessageState.SUBMITTING, 1),
        (SendError(Fault.CONFIG, "403"), MessageState.SUBMITTING, 15),
        (SendError(Fault.PERMANENT, "400"), MessageState.FAILED, None),
        (SendError(Fault.BAD_ADDRESS), MessageState.FAILED, None),
        (SendError(Fault.WINDOW_CLOSED), MessageState.FAILED, None),
        (SendError(Fault.AMBIGUOUS, "ReadTimeout"), MessageState.UNKNOWN, None),
        (ZeroDivisionError(), MessageState.UNKNOWN, None),
    ],
)
def test_a_fault_decides_what_happens_next(
    write: Write,
    load: Load,
    deliver: Any,
    clock: SetClock,
    error: Exception,
    state: MessageState,
    wait_minutes: float | None,
) -> None:
    message_id, start = write(), clock.now()
    deliver(ScriptedChannel([error]))
    message = load(message_id)
    assert message.state is state
    assert message.lease_until is None
    if wait_minutes is not None:
        assert message.next_attempt_at - start == timedelta(minutes=wait_minutes)
        clock.set(message.next_attempt_at - timedelta(seconds=1))
        assert deliver(ScriptedChannel()) == 0
        clock.set(message.next_attempt_at)
        assert deliver(ScriptedChannel()) == 1
        assert load(message_id).state is MessageState.HANDED_OVER
    else:
        clock.advance(timedelta(hours=5))
        assert deliver(ScriptedChannel()) == 0


def test_four_definite_failures_are_the_end(
    write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    message_id, channel = write(), ScriptedChannel([SendError(Fault.RETRY, "503")])
    for _ in range(6):
        deliver(channel)
        clock.advance(timedelta(minutes=20))
    assert len(channel.sent) == 4
    assert load(message_id).state is MessageState.FAILED


def test_being_throttled_costs_no_try(
    write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    message_id = write()
    channel = ScriptedChannel([SendError(Fault.THROTTLED, "429", 60)])
    for _ in range(8):
        deliver(channel)
        clock.advance(timedelta(minutes=2))
    assert len(channel.sent) == 8
    assert load(message_id).state is MessageState.SUBMITTING


def test_a_refused_account_stops_the_channel(write: Write, deliver: Any, clock: SetClock) -> None:
    for _ in range(3):
        write()
    channel = ScriptedChannel([SendError(Fault.CONFIG, "403")])
    assert deliver(channel) == 1
    assert deliver(channel) == 0
    clock.advance(timedelta(minutes=16))
    channel.script = [Sent()]
    assert deliver(channel) == 3


def test_a_refused_account_is_asked_once_although_a_block_is_claimed(
    write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    messages = [write() for _ in range(12)]
    channel = ScriptedChannel([SendError(Fault.CONFIG, "403")])
    assert deliver(channel, lanes=1, block=4) <= 8
    assert len(channel.sent) == 1
    assert {load(each).attempts for each in messages} == {0}
    assert {load(each).lease_owner for each in messages} == {None}
    clock.advance(timedelta(minutes=16))
    channel.script = [Sent()]
    assert deliver(channel, lanes=2, block=4) == 12
    assert sorted(out.message_id for out in channel.sent[1:]) == sorted(messages)


def test_a_blocked_contact_is_left_alone(
    write: Write, load: Load, deliver: Any, db: Database, contact: Contact
) -> None:
    first, second = write(), write()
    channel = ScriptedChannel([SendError(Fault.OPTED_OUT, "blocked")])
    deliver(channel)
    assert len(channel.sent) == 1
    assert {load(first).state, load(second).state} == {MessageState.FAILED}
    with db.read() as session:
        assert session.get_one(Contact, contact.id).blocked_at is not None


def test_hours_are_looked_at_when_sending(
    write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    push, answer = write(), write(kind=MessageKind.REPLY, text="500元")
    clock.set(NIGHT)
    channel = ScriptedChannel()
    deliver(channel)
    assert [out.message_id for out in channel.sent] == [answer]
    assert load(push).state is MessageState.QUEUED
    assert load(push).next_attempt_at == datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI)
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI))
    assert deliver(channel) == 1


def test_consent_is_looked_at_when_sending(
    write: Write, load: Load, deliver: Any, db: Database, clock: SetClock, contact: Contact
) -> None:
    push, answer = write(), write(kind=MessageKind.REPLY, text="已为您退订")
    with db.write() as session:
        session.get_one(Contact, contact.id).opted_out_at = clock.now()
    deliver(ScriptedChannel())
    assert (load(push).state, load(push).fault) == (MessageState.FAILED, Fault.OPTED_OUT)
    assert load(answer).state is MessageState.HANDED_OVER


def test_what_is_too_late_is_not_sent(
    write: Write, load: Load, deliver: Any, clock: SetClock
) -> None:
    message_id = write(expires_at=clock.now() + timedelta(hours=1))
    clock.advance(timedelta(hours=1))
    channel = ScriptedChannel()
    assert deliver(channel) == 0
    assert load(message_id).state is MessageState.EXPIRED
    assert channel.sent == []


def test_nothing_goes_before_its_time(write: Write, deliver: Any, clock: SetClock) -> None:
    write(not_before=clock.now() + timedelta(hours=1))
    assert deliver(ScriptedChannel()) == 0
    clock.advance(timedelta(hours=1))
    assert deliver(ScriptedChannel()) == 1


def test_a_demo_person_is_never_written_to_for_real(
    write: Write, load: Load, deliver: Any, db: Database, vault: Vault, clock: SetClock
) -> None:
    with db.write() as session:
        demo = contact_for(session, vault, clock, "sms", "13900000009", is_demo=True)
    real, pretended = write(contact_id=demo.id), write(contact_id=demo.id)
    channel = ScriptedChannel()
    deliver(channel, only=[real])
    assert channel.sent == []
    assert (load(real).state, load(real).code) == (MessageState.FAILED, "demo_only")
    deliver(ScriptedChannel(capabilities=replace(SMS_LIKE, demo=True)))
    assert load(pretended).state is MessageState.HANDED_OVER


def test_a_cap_holds_for_each_contact(
    write: Write, deliver: Any, db: Database, vault: Vault, clock: SetClock
) -> None:
    capped = replace(SMS_LIKE, caps=(Cap(2, timedelta(hours=1)),))
    channel = ScriptedChannel(capabilities=capped)
    for _ in range(5):
        write()
    with db.write() as session:
        other = contact_for(session, vault, clock, "sms", "13900000009")
    write(contact_id=other.id)
    deliver(channel, lanes=3)
    assert sorted(out.to for out in channel.sent) == [PHONE, PHONE, "13900000009"]
    clock.advance(timedelta(minutes=59))
    assert deliver(channel) == 0
    clock.advance(timedelta(minutes=1))
    assert deliver(channel) == 2


def test_a_reply_window_closes(
    write: Write, load: Load, deliver: Any, db: Database, clock: SetClock, contact: Contact
) -> None:
    wechat = replace(SMS_LIKE, reply_window=timedelta(hours=48))
    with db.write() as session:
        session.get_one(Contact, contact.id).last_inbound_at = clock.now()
    inside = write()
    deliver(ScriptedChannel(capabilities=wechat))
    clock.advance(timedelta(hours=49))
    outside = write()
    deliver(ScriptedChannel(capabilities=wechat))
    assert load(inside).state is MessageState.HANDED_OVER
    assert load(outside).fault == Fault.WINDOW_CLOSED


def test_answers_go_before_pushes(write: Write, deliver: Any) -> None:
    for _ in range(3):
        write()
    answer = write(kind=MessageKind.REPLY, text="500元")
    channel = ScriptedChannel()
    assert deliver(channel, limit=2) == 2
    assert channel.sent[0].message_id == answer


def test_an_answer_overtakes_a_queue_that_is_being_sent(
    write: Write, deliver: Any, clock: SetClock
) -> None:
    for _ in range(4):
        write()
    answers = []

    def asked_meanwhile(_message: Outgoing) -> Sent:
        answers.append(write(kind=MessageKind.REPLY, text="500元"))
        return Sent()

    channel = ScriptedChannel([asked_meanwhile, Sent()])
    assert deliver(channel) == 5
    assert channel.sent[1].message_id == answers[0]


def test_what_may_be_tried_again_at_once_waits_for_the_next_batch(
    write: Write, deliver: Any
) -> None:
    for _ in range(3):
        write()
    channel = ScriptedChannel([SendError(Fault.THROTTLED, "429", 0)])
    assert deliver(channel) == 3
    assert len(channel.sent) == 3


def test_only_what_was_asked_for(write: Write, deliver: Any) -> None:
    wanted = [write() for _ in range(3)][1]
    channel = ScriptedChannel()
    assert deliver(channel, only=[wanted], limit=1) == 1
    assert [out.message_id for out in channel.sent] == [wanted]


def test_what_was_asked_for_goes_before_its_time(
    write: Write, deliver: Any, clock: SetClock
) -> None:
    early = write(kind=MessageKind.REPLY, not_before=clock.now() + timedelta(seconds=15))
    assert deliver(ScriptedChannel()) == 0
    assert deliver(ScriptedChannel(), only=[early]) == 1


def test_channels_do_not_touch_each_other(write: Write, deliver: Any) -> None:
    write()
    assert deliver(ScriptedChannel(name="telegram")) == 0


def test_buttons_reach_a_channel_that_has_none(write: Write, deliver: Any) -> None:
    write(kind=MessageKind.REPLY, text="有1个岗位", buttons=(Button("看详情", "detail:1"),))
    channel = ScriptedChannel()
    deliver(channel)
    assert channel.sent[0].text == "【人社局】有1个岗位\n回1 看详情"


def test_many_lanes_send_everything_once(write: Write, load: Load, deliver: Any) -> None:
    messages = [write() for _ in range(25)]
    channel = ScriptedChannel()
    assert deliver(channel, lanes=4) == 25
    assert sorted(out.message_id for out in channel.sent) == sorted(messages)
    assert {load(message).state for message in messages} == {MessageState.HANDED_OVER}
