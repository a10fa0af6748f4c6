"""Between a claim and its turn time goes by: what held at the claim is looked at once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from messaging.contract import Cap, Fault, Outgoing, SendError, Sent
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.tables import MessageKind, MessageState
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import Load, Write
from tests.messaging.fakes import ScriptedChannel

EVENING = datetime(2026, 11, 23, 20, 59, 58, tzinfo=SHANGHAI)
MORNING = datetime.combine(EVENING.date() + timedelta(days=1), time(8), SHANGHAI)
Deliver = Callable[[ScriptedChannel], int]


@pytest.fixture
def deliver(db: Database, vault: Vault, clock: SetClock) -> Deliver:
    """Return a function that sends blocks of four, one call at a time."""

    def deliver(channel: ScriptedChannel) -> int:
        return deliver_batch(db, vault, clock, channel, owner="t", block=4, chance=lambda: 0.5)

    return deliver


def slow(clock: SetClock, seconds: float) -> ScriptedChannel:
    """Return a channel whose provider takes its time over every message."""

    def send(_: Outgoing) -> Sent:
        clock.advance(timedelta(seconds=seconds))
        return Sent()

    return ScriptedChannel([send])


def test_a_batch_that_crosses_the_closing_hour_stops_there(
    clock: SetClock, write: Write, load: Load, deliver: Deliver
) -> None:
    clock.set(EVENING)
    pushes = [write() for _ in range(8)]
    channel = slow(clock, 1)
    deliver(channel)
    deliver(channel)
    gone = [out.message_id for out in channel.sent]
    assert gone == pushes[:2]
    for push in pushes[2:]:
        held = load(push)
        assert held.state < MessageState.UNKNOWN
        assert (held.attempts, held.cost_fen, held.lease_owner) == (0, 0, None)
        assert held.next_attempt_at == MORNING
    clock.set(MORNING)
    deliver(channel)
    assert [out.message_id for out in channel.sent] == pushes


def test_answers_go_on_after_the_closing_hour(
    clock: SetClock, write: Write, deliver: Deliver
) -> None:
    clock.set(EVENING)
    answers = [write(kind=MessageKind.REPLY) for _ in range(8)]
    channel = slow(clock, 1)
    deliver(channel)
    assert [out.message_id for out in channel.sent] == answers


def test_what_has_ended_while_others_were_sent_is_not_sent(
    clock: SetClock, write: Write, load: Load, deliver: Deliver
) -> None:
    first, second = write(), write(expires_at=clock.now() + timedelta(seconds=5))
    channel = slow(clock, 5)
    deliver(channel)
    deliver(channel)
    assert [out.message_id for out in channel.sent] == [first]
    assert load(second).state is MessageState.EXPIRED


def test_no_attempt_begins_that_might_outlast_its_lease(
    clock: SetClock, write: Write, load: Load, deliver: Deliver
) -> None:
    """Somebody else takes it for lost then, and a look-up may free it while it is being sent."""
    messages = [write() for _ in range(4)]
    rules = SendingRules()
    channel = slow(clock, (rules.lease - rules.timeout).total_seconds() / 2)
    deliver(channel)
    assert [out.message_id for out in channel.sent] == messages[:2]
    assert {load(each).state for each in messages[2:]} == {MessageState.SUBMITTING}
    assert {load(each).attempts for each in messages[2:]} == {0}
    deliver(channel)
    assert [out.message_id for out in channel.sent] == messages


def test_an_attempt_that_reached_nobody_counts_under_no_cap(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    bounds = SendingRules(caps=(Cap(1, timedelta(days=1), frozenset({MessageKind.JOB_PUSH})),))
    channel = ScriptedChannel([SendError(Fault.RETRY, "busy"), Sent()])
    first = write()

    def deliver() -> None:
        deliver_batch(db, vault, clock, channel, owner="t", rules=bounds, chance=lambda: 0.5)

    deliver()
    assert load(first).fault == Fault.RETRY
    clock.set(load(first).next_attempt_at)
    second = write()
    deliver()
    deliver()
    assert [out.message_id for out in channel.sent] == [first, first]
    assert load(first).state is MessageState.HANDED_OVER
    assert load(second).next_attempt_at == clock.now() + timedelta(days=1)
