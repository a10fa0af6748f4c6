"""Units of work: what fails for one must not keep the others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlmodel import select

from app import schedule, work
from app.context import AppContext
from app.settings import Settings
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.contract import Channel, LookupMiss, Outgoing, Receipt, Sent, Submission
from messaging.gate import UNREADABLE
from messaging.outbox import Draft, enqueue
from messaging.rules import SendingRules
from messaging.tables import MessageKind, MessageState, OutboxMessage
from messaging.tables_staff import StaffNotice
from storage.clock import SetClock, parse_moment
from storage.vault import Sealed
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel

PATIENCE = 20.0
MORNING = parse_moment("2026-11-23T09:29")


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppContext]:
    built = AppContext(Settings.model_validate({"data_dir": tmp_path}), now=MORNING)
    monkeypatch.setitem(
        built.__dict__,
        "bot",
        BotRuntime(
            db=built.db,
            vault=built.vault,
            clock=built.clock,
            dialogue=None,  # type: ignore[arg-type]  # nobody writes here
            ledger=built.ledger,
            channels={},
            county="530326",
            owner="test",
            web_key=b"w" * 32,
        ),
    )
    yield built
    built.close()


def nothing(_: AppContext) -> None:
    """Do nothing."""


def nothing_either(_: AppContext) -> None:
    """Do nothing."""


def clock_of(context: AppContext) -> SetClock:
    assert isinstance(context.clock, SetClock)
    return context.clock


def written(context: AppContext, channel: str, key: str) -> OutboxMessage:
    with context.db.write() as session:
        contact = contact_for(
            session, context.vault, context.clock, channel, "13800000001", "530326"
        )
        draft = Draft(key, contact.id, channel, MessageKind.REPLY, "500元", county_code="530326")
        message = enqueue(session, context.vault, context.clock, draft)
        assert message is not None
        return message


def state_of(context: AppContext, message: OutboxMessage) -> MessageState:
    with context.db.read() as session:
        return session.get_one(OutboxMessage, message.id).state


def test_all_have_their_turn_and_the_first_failure_is_told() -> None:
    done = []

    def unit(number: int) -> int:
        done.append(number)
        if number % 2:
            raise ValueError(f"number {number}")
        return number

    with pytest.raises(ValueError, match="number 1"):
        work.each_by_itself([0, 1, 2, 3, 4], unit)
    assert done == [0, 1, 2, 3, 4]
    assert work.each_by_itself([0, 2], unit) == [0, 2]


def test_a_channel_that_fails_holds_up_no_other(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rules(_: AppContext, channel: Channel) -> SendingRules:
        if channel.name == "sms":
            raise RuntimeError("made wrongly")
        return SendingRules()

    both = {name: ScriptedChannel(name=name) for name in ("sms", "telegram")}
    monkeypatch.setitem(context.__dict__, "channels", both)
    monkeypatch.setattr(work, "rules_for", rules)
    message = written(context, "telegram", "a")
    with pytest.raises(RuntimeError, match="wrongly"):
        work.deliver(context)
    assert state_of(context, message) is MessageState.HANDED_OVER


def test_a_text_that_does_not_open_holds_up_no_other(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = ScriptedChannel(name="sms")
    monkeypatch.setitem(context.__dict__, "channels", {"sms": channel})
    damaged, sound = written(context, "sms", "a"), written(context, "sms", "b")
    with context.db.write() as session:
        kept = session.get_one(OutboxMessage, damaged.id)
        kept.body_sealed = Sealed(kept.body_sealed.data[:-1] + b"?")
        session.add(kept)
    work.deliver(context)
    assert [out.message_id for out in channel.sent] == [sound.id]
    with context.db.read() as session:
        waits = session.get_one(OutboxMessage, damaged.id)
        assert (waits.state, waits.code) == (MessageState.QUEUED, UNREADABLE)
        told = session.exec(select(StaffNotice.subject)).one()
    assert told == "有一类短信发不出去"
    later = written(context, "sms", "c")
    work.deliver(context)  # the channel itself does not rest
    assert state_of(context, later) is MessageState.HANDED_OVER
    clock_of(context).advance(timedelta(days=2))
    work.deliver(context)
    assert state_of(context, damaged) is MessageState.EXPIRED


def test_a_look_up_that_fails_holds_up_no_other(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asked(ScriptedChannel):
        def lookup(self, submission: Submission) -> Receipt | LookupMiss:
            super().lookup(submission)
            if len(self.asked) == 1:
                raise RuntimeError("a bug of this channel")
            return LookupMiss.CANNOT_TELL

    channel = Asked(name="sms", capabilities=replace(SMS_LIKE, lookup=True))
    monkeypatch.setitem(context.__dict__, "channels", {"sms": channel})
    for key in "ab":
        written(context, "sms", key)
    work.deliver(context)
    clock_of(context).advance(timedelta(minutes=2))
    work.sweep(context)
    assert len({each.message_id for each in channel.asked}) == 2


def test_a_gateway_that_hangs_holds_up_no_other_channel(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, released, arrived = Event(), Event(), Event()

    def hang(_: Outgoing) -> Sent:
        hangs.set()
        assert released.wait(PATIENCE)
        return Sent()

    def arrive(_: Outgoing) -> Sent:
        arrived.set()
        return Sent()

    slow = ScriptedChannel([hang], name="sms")
    quick = ScriptedChannel([arrive], name="wechat")
    monkeypatch.setitem(context.__dict__, "channels", {"sms": slow, "wechat": quick})
    monkeypatch.setattr(schedule, "load_standing_data", lambda _: None)
    monkeypatch.setattr(schedule, "_DELIVERY", 0.02)
    monkeypatch.setattr(schedule, "_DAY_CHECK", 3600)
    monkeypatch.setattr(schedule, "daily_units", list)
    monkeypatch.setattr(schedule, "Hourly", lambda unit: unit)
    monkeypatch.setattr(work, "watch_documents", nothing)
    monkeypatch.setattr(work, "watch_duties", nothing_either)
    written(context, "sms", "a")
    worker = schedule.Worker(context)
    try:
        worker.start()
        assert hangs.wait(PATIENCE)
        written(context, "wechat", "b")
        assert arrived.wait(PATIENCE)
        assert not released.is_set()
    finally:
        released.set()
        worker.stop()
