"""Notices: what they say, when they are used, and that they prove nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from messaging import notices, permits
from messaging.contract import Capabilities, Fault, Notice, Outgoing, SendError, Sent
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageEvent, MessageKind, MessageState
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import Load, Write
from tests.messaging.fakes import ScriptedChannel

FIELDS = (("thing1", "text"), ("phrase2", "what"), ("time3", "time"), ("thing4", "=岗信"))
FORM = Notice("form-1", True, FIELDS)
FREE = Notice("form-2", False, (("thing1", "text"),))
WINDOW = Capabilities(
    max_length=600,
    reply_window=timedelta(hours=48),
    reply_quota=5,
    notices={MessageKind.JOB_PUSH: FORM, MessageKind.REMINDER: FREE},
)


@pytest.fixture
def deliver(db: Database, vault: Vault, clock: SetClock) -> Any:
    def deliver(channel: ScriptedChannel) -> int:
        return deliver_batch(db, vault, clock, channel, owner="t", chance=lambda: 0.5)

    return deliver


@pytest.fixture
def heard(db: Database, clock: SetClock, contact: Contact) -> Any:
    """Return a function that lets the person write."""

    def hear() -> None:
        with db.write() as session:
            session.get_one(Contact, contact.id).last_inbound_at = clock.now()

    return hear


@pytest.fixture
def give(db: Database, clock: SetClock, contact: Contact) -> Any:
    """Return a function that gives one permit."""

    def give(event: str) -> None:
        with db.write() as session:
            permits.grant(session, contact.id, "form-1", event_id=event, granted_at=clock.now())

    return give


def left(db: Database, contact: Contact) -> int:
    with db.read() as session:
        return permits.left(session, contact.id, "form-1")


def codes(db: Database, message_id: UUID) -> list[str | None]:
    with db.read() as session:
        events = session.exec(
            select(MessageEvent)
            .where(MessageEvent.message_id == message_id)
            .order_by(MessageEvent.id)  # type: ignore[arg-type]
        )
        return [event.code for event in events]


def test_values_fit_their_fields(clock: SetClock) -> None:
    text = "县城电子厂招30人\n包吃住，月薪5000元，离您家8公里。回1看详情"
    filled = notices.fill(FORM, text, MessageKind.JOB_PUSH, clock.now())
    assert filled.templated.code == "form-1"
    assert filled.templated.values == (
        ("thing1", "县城电子厂招30人 包吃住…"),
        ("phrase2", "新岗位"),
        ("time3", "2026年11月23日 09:00"),
        ("thing4", "岗信"),
    )
    assert "县城电子厂" in filled.text


@pytest.mark.parametrize("source", ["text", "what", "date", "time", "=岗信"])
def test_sources_that_exist(source: str, clock: SetClock) -> None:
    assert notices.is_source(source)
    filled = notices.fill(
        Notice("f", True, (("thing1", source),)), "好", MessageKind.NOTICE, clock.now()
    )
    assert filled.templated.values[0][1]


@pytest.mark.parametrize("source", ["", "=", "= ", "name", "Text"])
def test_sources_that_do_not(source: str) -> None:
    assert not notices.is_source(source)


def test_a_figure_is_not_cut_in_two(clock: SetClock) -> None:
    filled = notices.fill(
        FREE, "您的交通补助现在可以去领了金额是5000元整", MessageKind.NOTICE, clock.now()
    )
    assert filled.templated.values[0][1] == "您的交通补助现在可以去领了金额是…"


def test_every_kind_of_message_has_a_name() -> None:
    assert set(notices.WHAT_IT_IS) == set(MessageKind)
    assert all(len(name) <= 5 for name in notices.WHAT_IT_IS.values())


def test_inside_the_window_a_message_goes_as_it_is(
    write: Write, deliver: Any, heard: Any, give: Any, db: Database, contact: Contact
) -> None:
    heard()
    give("e1")
    channel, _ = ScriptedChannel(capabilities=WINDOW), write()
    deliver(channel)
    assert channel.sent[0].template is None
    assert left(db, contact) == 1


def test_outside_it_goes_by_notice_and_spends_a_permit(
    write: Write, load: Load, deliver: Any, give: Any, db: Database, contact: Contact
) -> None:
    give("e1")
    proof = {"kind": "job_info", "postings": [1, 2, 3]}
    first, second = write(proves=proof), write(proves=proof)
    channel = ScriptedChannel(capabilities=WINDOW)
    deliver(channel)
    assert len(channel.sent) == 1
    template = channel.sent[0].template
    assert template is not None
    assert template.code == "form-1"
    sent, refused = sorted((load(first), load(second)), key=lambda each: each.state)
    assert (sent.state, refused.state) == (MessageState.HANDED_OVER, MessageState.FAILED)
    assert refused.fault == Fault.WINDOW_CLOSED
    assert sent.proves is None, "a line of a notice is no three postings"
    assert refused.proves == proof
    assert codes(db, sent.id)[1] == "by_notice"
    assert left(db, contact) == 0


def test_what_needs_no_permit_goes_without(write: Write, load: Load, deliver: Any) -> None:
    message_id = write(kind=MessageKind.REMINDER, text="交通补助可以领了")
    channel = ScriptedChannel(capabilities=WINDOW)
    deliver(channel)
    assert [out.template.code for out in channel.sent if out.template] == ["form-2"]
    assert load(message_id).state is MessageState.HANDED_OVER


def test_a_kind_without_a_form_stays(write: Write, load: Load, deliver: Any, give: Any) -> None:
    give("e1")
    message_id = write(kind=MessageKind.TRAINING)
    deliver(ScriptedChannel(capabilities=WINDOW))
    assert load(message_id).fault == Fault.WINDOW_CLOSED


def test_at_night_no_permit_is_spent(
    write: Write, deliver: Any, give: Any, clock: SetClock, db: Database, contact: Contact
) -> None:
    clock.set(clock.now().replace(hour=22))
    give("e1")
    write()
    assert deliver(ScriptedChannel(capabilities=WINDOW)) == 0
    assert left(db, contact) == 1


def test_the_quota_after_one_message_of_the_person(
    write: Write, load: Load, deliver: Any, heard: Any, clock: SetClock
) -> None:
    heard()
    channel = ScriptedChannel(capabilities=replace(WINDOW, notices={}))
    clock.advance(timedelta(minutes=1))
    ids = [write() for _ in range(6)]
    deliver(channel)
    states = [load(each).state for each in ids]
    assert states.count(MessageState.HANDED_OVER) == 5
    assert states.count(MessageState.FAILED) == 1
    clock.advance(timedelta(hours=1))
    heard()
    again = write()
    deliver(channel)
    assert load(again).state is MessageState.HANDED_OVER


def closed_once(message: Outgoing) -> Sent:
    """Refuse free text as a provider does that counts the hours differently."""
    if message.template is None:
        raise SendError(Fault.WINDOW_CLOSED, "errcode_45015")
    return Sent("77", MessageState.SENT)


def test_when_the_provider_says_closed_the_notice_is_tried(
    write: Write, load: Load, deliver: Any, heard: Any, give: Any, db: Database, contact: Contact
) -> None:
    heard()
    give("e1")
    message_id = write()
    channel = ScriptedChannel([closed_once], capabilities=WINDOW)
    deliver(channel)
    assert load(message_id).state is MessageState.SUBMITTING
    deliver(channel)
    message = load(message_id)
    assert (message.state, message.provider_id) == (MessageState.SENT, "77")
    assert [out.template is None for out in channel.sent] == [True, False]
    assert left(db, contact) == 0


def test_without_a_permit_the_providers_word_stands(
    write: Write, load: Load, deliver: Any, heard: Any
) -> None:
    heard()
    message_id = write()
    channel = ScriptedChannel([closed_once], capabilities=WINDOW)
    deliver(channel)
    deliver(channel)
    message = load(message_id)
    assert (message.state, message.fault) == (MessageState.FAILED, Fault.WINDOW_CLOSED)
    assert len(channel.sent) == 1


def test_a_refused_notice_voids_the_permits_that_are_no_good(
    write: Write, load: Load, deliver: Any, give: Any, db: Database, contact: Contact
) -> None:
    give("e1")
    give("e2")
    message_id = write()
    refusal = SendError(Fault.WINDOW_CLOSED, "errcode_43101")
    deliver(ScriptedChannel([refusal], capabilities=WINDOW))
    assert load(message_id).state is MessageState.FAILED
    assert left(db, contact) == 0


def test_a_second_try_uses_the_same_permit(
    write: Write,
    load: Load,
    deliver: Any,
    give: Any,
    db: Database,
    contact: Contact,
    clock: SetClock,
) -> None:
    give("e1")
    give("e2")
    message_id = write()
    channel = ScriptedChannel([SendError(Fault.RETRY), Sent("7")], capabilities=WINDOW)
    deliver(channel)
    clock.advance(timedelta(minutes=2))
    deliver(channel)
    assert load(message_id).state is MessageState.HANDED_OVER
    assert left(db, contact) == 1
