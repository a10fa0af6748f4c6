"""Delivery reports: whatever comes in whatever order, the final state and the count are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot import receipts
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.contract import Fault, LookupMiss, Receipt, SendError, Sent
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import Contact, DeliveryReport, MessageKind, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Sealed, Vault
from tests.bot.spine import COUNTY, add_person, runtime_with
from tests.messaging.fakes import ScriptedChannel

PHONE = "13800000001"
Push = Callable[..., UUID]
REPORTABLE = (
    MessageState.HANDED_OVER,
    MessageState.SENT,
    MessageState.EXPIRED,
    MessageState.FAILED,
    MessageState.DELIVERED,
)


@pytest.fixture
def channel() -> ScriptedChannel:
    return ScriptedChannel([lambda message: Sent(f"p-{message.message_id.hex}")])


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, channel: ScriptedChannel) -> BotRuntime:
    return runtime_with(db, vault, clock, channel)


@pytest.fixture
def push(runtime: BotRuntime, channel: ScriptedChannel) -> Push:
    """Return a function that pushes three postings to a new person and returns the message."""

    def push(*, send: bool = True, **changes: Any) -> UUID:
        person = add_person(runtime.db, runtime.vault, runtime.clock, name=uuid4().hex)
        with runtime.db.write() as session:
            contact = contact_for(session, runtime.vault, runtime.clock, "sms", PHONE, COUNTY)
            values: dict[str, Any] = {
                "key": f"push:{person.id}",
                "contact_id": contact.id,
                "channel": "sms",
                "kind": MessageKind.JOB_PUSH,
                "text": "三个岗位",
                "person_id": person.id,
                "county_code": COUNTY,
                "proves": {"kind": "job_info", "postings": ["a", "b", "c"]},
            }
            message = enqueue(session, runtime.vault, runtime.clock, Draft(**(values | changes)))
            assert message is not None
        if send:
            deliver_batch(runtime.db, runtime.vault, runtime.clock, channel, owner="t")
        return message.id

    return push


def report(about: UUID | None, state: MessageState, at: datetime, **more: Any) -> Receipt:
    values = {"event_id": f"{about}:{state}", "message_id": about} | more
    return Receipt(state=state, at=at, **values)


def load(runtime: BotRuntime, message_id: UUID) -> OutboxMessage:
    with runtime.db.read() as session:
        return session.get_one(OutboxMessage, message_id)


def counted(runtime: BotRuntime) -> list[ServiceEntry]:
    with runtime.db.read() as session:
        return list(session.exec(select(ServiceEntry)))


def test_a_delivered_push_is_one_service(runtime: BotRuntime, push: Push, clock: SetClock) -> None:
    message_id = push()
    clock.advance(timedelta(minutes=1))
    assert counted(runtime) == []
    for _ in range(3):
        receipts.apply(runtime, "sms", report(message_id, MessageState.DELIVERED, clock.now()))
    entry = counted(runtime)[0]
    assert len(counted(runtime)) == 1
    assert (entry.occurred_on, entry.evidence_ref) == (clock.today(), str(message_id))
    assert load(runtime, message_id).delivered_at == clock.now()


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED, MessageState.EXPIRED])
def test_nothing_else_counts(
    runtime: BotRuntime, push: Push, clock: SetClock, state: MessageState
) -> None:
    message_id = push()
    assert receipts.apply(runtime, "sms", report(message_id, state, clock.now(), code="7"))
    assert load(runtime, message_id).state is state
    assert load(runtime, message_id).code == "7"
    assert counted(runtime) == []


def test_a_report_finds_its_message_by_the_providers_id(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push()
    by_provider = report(
        None, MessageState.DELIVERED, clock.now(), provider_id=f"p-{message_id.hex}"
    )
    assert receipts.apply(runtime, "sms", by_provider)
    assert load(runtime, message_id).state is MessageState.DELIVERED


@pytest.mark.parametrize(
    "changes",
    [
        {"message_id": uuid4()},
        {"message_id": None},
        {"message_id": None, "provider_id": "p-unknown"},
        {"to": "13900000009"},
    ],
)
def test_a_report_that_does_not_fit_is_kept_and_counts_for_nothing(
    runtime: BotRuntime, push: Push, clock: SetClock, changes: dict[str, Any]
) -> None:
    message_id = push()
    odd = report(message_id, MessageState.DELIVERED, clock.now(), **changes)
    assert not receipts.apply(runtime, "sms", odd)
    assert load(runtime, message_id).state is MessageState.HANDED_OVER
    with runtime.db.read() as session:
        kept = session.exec(select(DeliveryReport)).one()
        assert (kept.message_id, kept.raised) == (None, False)


def test_a_report_of_another_channel_is_not_believed(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push()
    assert not receipts.apply(
        runtime, "telegram", report(message_id, MessageState.DELIVERED, clock.now())
    )


def test_the_number_may_be_spelt_differently(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push()
    spelt = report(message_id, MessageState.DELIVERED, clock.now(), to=f"+86{PHONE}")
    assert receipts.apply(runtime, "sms", spelt)


def test_what_was_never_handed_over_cannot_have_arrived(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push(send=False)
    early = report(message_id, MessageState.DELIVERED, clock.now())
    assert not receipts.apply(runtime, "sms", early)
    assert load(runtime, message_id).state is MessageState.QUEUED


@pytest.mark.parametrize(("shift_hours", "expected"), [(-48, 0), (2, 1), (999, 1)])
def test_a_gateways_clock_is_not_trusted_beyond_reason(
    runtime: BotRuntime, push: Push, clock: SetClock, shift_hours: int, expected: int
) -> None:
    message_id, start = push(), clock.now()
    clock.advance(timedelta(hours=1))
    claimed = start + timedelta(hours=shift_hours)
    receipts.apply(runtime, "sms", report(message_id, MessageState.DELIVERED, claimed))
    assert load(runtime, message_id).delivered_at == start + timedelta(hours=expected)


def test_a_report_may_come_three_days_late(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push()
    clock.advance(timedelta(hours=72))
    assert receipts.sweep(runtime, ScriptedChannel()) == 0
    receipts.apply(runtime, "sms", report(message_id, MessageState.FAILED, clock.now()))
    receipts.apply(runtime, "sms", report(message_id, MessageState.DELIVERED, clock.now()))
    assert load(runtime, message_id).state is MessageState.DELIVERED
    assert len(counted(runtime)) == 1


def test_a_service_of_an_unknown_kind_is_delivered_but_not_counted(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push(proves={"kind": "weather"})
    assert receipts.apply(runtime, "sms", report(message_id, MessageState.DELIVERED, clock.now()))
    assert counted(runtime) == []


def test_a_report_that_overtakes_the_outcome(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    """A fast gateway reports before its own answer to us has been written down."""

    def overtake(message: Any) -> Sent:
        receipts.apply(
            runtime, "sms", report(message.message_id, MessageState.DELIVERED, clock.now())
        )
        return Sent("late-id")

    message_id = push(send=False)
    deliver_batch(runtime.db, runtime.vault, clock, ScriptedChannel([overtake]), owner="t")
    message = load(runtime, message_id)
    assert (message.state, message.provider_id) == (MessageState.DELIVERED, "late-id")
    assert message.lease_until is None
    assert len(counted(runtime)) == 1


def test_a_forged_report_does_not_take_the_place_of_the_true_one(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    message_id = push()
    for number, rises in (("13900000009", False), (PHONE, True)):
        told = report(message_id, MessageState.DELIVERED, clock.now(), to=number)
        assert receipts.apply(runtime, "sms", told) is rises


def test_reports_brought_together_end_as_if_each_came_alone(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    first, second = push(), push()
    sent = report(first, MessageState.SENT, clock.now())
    delivered = report(first, MessageState.DELIVERED, clock.now())
    refused = report(second, MessageState.FAILED, clock.now(), to="13900000009")
    nobody = report(uuid4(), MessageState.DELIVERED, clock.now())
    told = [delivered, sent, refused, delivered, nobody]
    assert receipts.apply_all(runtime, "sms", told) == 1
    assert load(runtime, first).state is MessageState.DELIVERED
    assert load(runtime, second).state is MessageState.HANDED_OVER
    assert [entry.evidence_ref for entry in counted(runtime)] == [str(first)]
    assert receipts.apply_all(runtime, "sms", told) == 0


@dataclass(frozen=True)
class Oracle:
    """What the end must be: the highest state that a believable report named."""

    state: MessageState
    services: int


def oracle(reports: list[tuple[MessageState, bool]]) -> Oracle:
    believed = [state for state, forged in reports if not forged]
    highest = max([MessageState.HANDED_OVER, *believed])
    return Oracle(highest, 1 if highest is MessageState.DELIVERED else 0)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(REPORTABLE), st.booleans(), st.integers(1, 3)),
        max_size=8,
    )
)
def test_any_shower_of_reports_ends_like_the_oracle(
    runtime: BotRuntime,
    push: Push,
    clock: SetClock,
    shower: list[tuple[MessageState, bool, int]],
) -> None:
    message_id = push()
    before = len(counted(runtime))
    for number, (state, forged, times) in enumerate(shower):
        told = report(
            message_id,
            state,
            clock.now(),
            event_id=f"{message_id}:{number}",
            to="13900000009" if forged else PHONE,
        )
        for _ in range(times):
            seen = load(runtime, message_id).state
            rose = receipts.apply(runtime, "sms", told)
            assert rose == (load(runtime, message_id).state > seen)
            assert load(runtime, message_id).state >= seen
    expected = oracle([(state, forged) for state, forged, _ in shower])
    assert load(runtime, message_id).state is expected.state
    assert len(counted(runtime)) - before == expected.services


def test_a_sweep_asks_about_what_nobody_reported(
    runtime: BotRuntime, push: Push, channel: ScriptedChannel, clock: SetClock
) -> None:
    message_id = push()
    assert receipts.sweep(runtime, channel) == 0
    assert channel.asked == []
    clock.advance(timedelta(minutes=1))
    channel.answer = report(message_id, MessageState.DELIVERED, clock.now())
    assert receipts.sweep(runtime, channel) == 1
    assert [asked.to for asked in channel.asked] == [PHONE]
    assert load(runtime, message_id).state is MessageState.DELIVERED
    assert len(counted(runtime)) == 1
    clock.advance(timedelta(hours=1))
    assert receipts.sweep(runtime, channel) == 0
    assert len(channel.asked) == 1


def test_an_address_that_does_not_open_holds_up_no_other(
    runtime: BotRuntime, push: Push, channel: ScriptedChannel, clock: SetClock
) -> None:
    damaged = push()
    with runtime.db.write() as session:
        message = session.get_one(OutboxMessage, damaged)
        contact = session.get_one(Contact, message.contact_id)
        contact.address_sealed = Sealed(contact.address_sealed.data[:-1] + b"?")
    clock.advance(timedelta(minutes=1))
    assert receipts.sweep(runtime, channel) == 0
    assert channel.asked == [], "nobody is asked about an address that nobody knows"
    first_look = load(runtime, damaged).next_attempt_at
    assert first_look is not None
    assert first_look > clock.now(), "it does not stay at the head of those that are due"


def test_a_sweep_asks_ever_more_rarely_and_then_no_more(
    runtime: BotRuntime, push: Push, channel: ScriptedChannel, clock: SetClock
) -> None:
    message_id = push()
    for _ in range(12 * 80):
        clock.advance(timedelta(minutes=5))
        receipts.sweep(runtime, channel)
    assert len(channel.asked) < 12
    ended = load(runtime, message_id)
    assert ended.state is MessageState.HANDED_OVER
    assert ended.ended_at is not None
    assert ended.code == receipts.NO_REPORT


def test_only_a_look_up_frees_an_uncertain_message(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    channel = ScriptedChannel([SendError(Fault.AMBIGUOUS, "ReadTimeout"), Sent("second")])
    message_id = push(send=False)
    deliver_batch(runtime.db, runtime.vault, clock, channel, owner="t")
    clock.advance(timedelta(minutes=2))
    receipts.sweep(runtime, channel)
    deliver_batch(runtime.db, runtime.vault, clock, channel, owner="t")
    assert len(channel.sent) == 1
    channel.answer = LookupMiss.NEVER_TAKEN
    clock.advance(timedelta(minutes=10))
    receipts.sweep(runtime, channel)
    deliver_batch(runtime.db, runtime.vault, clock, channel, owner="t")
    assert len(channel.sent) == 2
    message = load(runtime, message_id)
    assert (message.state, message.provider_id) == (MessageState.HANDED_OVER, "second")


def test_a_freed_message_that_becomes_uncertain_again_waits_again(
    runtime: BotRuntime, push: Push, clock: SetClock
) -> None:
    channel = ScriptedChannel([SendError(Fault.AMBIGUOUS)], answer=LookupMiss.NEVER_TAKEN)
    push(send=False)
    for sent in (1, 2, 3):
        deliver_batch(runtime.db, runtime.vault, clock, channel, owner="t")
        deliver_batch(runtime.db, runtime.vault, clock, channel, owner="t")
        assert len(channel.sent) == sent
        clock.advance(timedelta(hours=1))
        receipts.sweep(runtime, channel)
