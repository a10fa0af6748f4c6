"""Messages in: stored once, answered once, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot import inbox, intake
from bot.channels.webchat import WebChat
from bot.runtime import BotRuntime
from bot.tables import Conversation
from messaging.contract import Button, Fault, Inbound, Parked, SendError
from messaging.outbox import buttons_of, text_of
from messaging.sender import deliver_batch
from messaging.tables import (
    BODY_FIELD,
    Contact,
    Handoff,
    InboundMessage,
    InboundState,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, Parrot, Said, add_person, runtime_with
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel

PHONE = "13800000001"


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, parrot: Parrot) -> BotRuntime:
    return runtime_with(db, vault, clock, ScriptedChannel(), WebChat(), dialogue=parrot)


def says(text: str, clock: SetClock, event: str = "e1", action: str | None = None) -> Inbound:
    return Inbound(event_id=event, sender=PHONE, text=text, at=clock.now(), action=action)


def answers(runtime: BotRuntime) -> list[OutboxMessage]:
    with runtime.db.read() as session:
        return list(session.exec(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_message_is_stored_sealed_and_answered(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    button = Button("看详情", "detail:1")
    parrot.says = lambda text: [Said("500元"), Said("还想问什么？", (button,))]
    inbound_id = inbox.receive(runtime, "sms", says("去广东打工车票能报多少", clock))
    assert inbound_id is not None
    assert inbox.handle(runtime, inbound_id) == [message.id for message in answers(runtime)]
    first, second = answers(runtime)
    assert (text_of(runtime.vault, first), buttons_of(second)) == ("500元", (button,))
    assert first.in_reply_to == inbound_id
    assert first.county_code == COUNTY
    with runtime.db.read() as session:
        stored = session.get_one(InboundMessage, inbound_id)
        assert stored.state is InboundState.HANDLED
        assert "广东".encode() not in stored.body_sealed.data
        assert session.get_one(Contact, stored.contact_id).last_inbound_at == clock.now()


def test_the_same_event_twice_is_one_message(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    assert intake.take_in(runtime, "sms", says("1", clock)) is not None
    assert intake.take_in(runtime, "sms", says("1", clock)) is None
    assert intake.take_in(runtime, "webchat", says("1", clock)) is not None
    assert len(parrot.heard) == 2


def test_answering_twice_answers_once(runtime: BotRuntime, parrot: Parrot, clock: SetClock) -> None:
    inbound_id = inbox.receive(runtime, "sms", says("您好", clock))
    assert inbound_id is not None
    assert len(inbox.handle(runtime, inbound_id)) == 1
    assert inbox.handle(runtime, inbound_id) == []
    assert inbox.handle_waiting(runtime) == 0
    assert len(parrot.heard) == 1


def test_what_a_crash_left_is_answered_in_order(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    for number in range(3):
        inbox.receive(runtime, "sms", says(f"第{number}句", clock, event=f"e{number}"))
        clock.advance(timedelta(seconds=1))
    assert inbox.handle_waiting(runtime, limit=2) == 2
    assert inbox.handle_waiting(runtime) == 1
    assert [text for text, _ in parrot.heard] == ["第0句", "第1句", "第2句"]


def test_a_failing_answer_leaves_nothing_half_done(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    def fails(text: str) -> list[Said]:
        raise ZeroDivisionError

    parrot.says = fails
    assert intake.take_in(runtime, "sms", says("您好", clock)) == []
    assert answers(runtime) == []
    with runtime.db.read() as session:
        stored = session.exec(select(InboundMessage)).one()
        assert (stored.state, stored.attempts) == (InboundState.STORED, 1)
        assert stored.error == "ZeroDivisionError"
        assert session.exec(select(Conversation)).all() == []
    parrot.says = lambda text: [Said("您好")]
    inbox.handle_waiting(runtime)
    assert len(answers(runtime)) == 1


def test_poison_is_parked_and_passed_to_a_person(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    def picky(text: str) -> list[Said]:
        if text == "毒":
            raise ValueError("毒")
        return [Said("您好")]

    parrot.says = picky
    inbox.receive(runtime, "sms", says("毒", clock))
    inbox.receive(runtime, "sms", replace(says("您好", clock, event="e2"), sender="13900000002"))
    for _ in range(5):
        inbox.handle_waiting(runtime)
    with runtime.db.read() as session:
        states = {
            runtime.vault.open(BODY_FIELD, m.body_sealed): m.state
            for m in session.exec(select(InboundMessage))
        }
        assert states == {"毒": InboundState.PARKED, "您好": InboundState.HANDLED}
        assert session.exec(select(Handoff)).one().county_code == COUNTY
    assert len(answers(runtime)) == 1


def test_an_event_nobody_understands_is_kept_once(runtime: BotRuntime) -> None:
    event = Parked("77", "KeyError", '{"update_id": 77}')
    for _ in range(2):
        assert intake.store(runtime, "telegram", event) is None
    with runtime.db.read() as session:
        kept = session.exec(select(ParkedEvent)).one()
        assert runtime.vault.open(BODY_FIELD, kept.body_sealed) == event.body


@pytest.mark.parametrize(
    ("text", "kept"), [("a\0b", "ab"), ("好" * 3000, "好" * inbox.MAX_TEXT), ("", "")]
)
def test_text_is_made_safe_to_store(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock, text: str, kept: str
) -> None:
    intake.take_in(runtime, "sms", says(text, clock))
    assert parrot.heard == [(kept, None)]


def test_an_event_without_id_is_refused(runtime: BotRuntime, clock: SetClock) -> None:
    with pytest.raises(ValueError, match="event id"):
        inbox.receive(runtime, "sms", says("您好", clock, event="\0"))


def test_the_tapped_button_reaches_the_dialogue(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    intake.take_in(runtime, "sms", says("看详情", clock, action="detail:1"))
    assert parrot.heard == [("看详情", "detail:1")]


def test_a_page_shows_the_answer_at_once_and_a_gateway_when_the_worker_comes(
    runtime: BotRuntime, clock: SetClock
) -> None:
    intake.take_in(runtime, "webchat", says("您好", clock))
    intake.take_in(runtime, "sms", says("您好", clock))
    by_channel = {message.channel: message.state for message in answers(runtime)}
    assert by_channel == {"webchat": MessageState.SENT, "sms": MessageState.QUEUED}


def test_the_worker_leaves_a_page_its_own_answer_for_a_while(
    runtime: BotRuntime, clock: SetClock
) -> None:
    """Unless the process that should show it is gone."""
    page = runtime.channels["webchat"]
    inbound_id = inbox.receive(runtime, "webchat", says("您好", clock))
    assert inbound_id is not None
    inbox.handle(runtime, inbound_id)
    assert deliver_batch(runtime.db, runtime.vault, clock, page, owner="worker") == 0
    clock.advance(inbox.HEAD_START)
    assert deliver_batch(runtime.db, runtime.vault, clock, page, owner="worker") == 1


PROVES = {"kind": "job_info", "postings": ["a", "b", "c"]}


def delivered_services(db: Database) -> list[UUID]:
    with db.read() as session:
        return list(session.exec(select(ServiceEntry.person_ref)))


def test_three_matched_postings_in_a_chat_count_when_the_person_goes_on(
    runtime: BotRuntime, parrot: Parrot, vault: Vault, clock: SetClock
) -> None:
    person = add_person(runtime.db, vault, clock)
    parrot.speaker = person.id
    parrot.says = lambda text: [Said("三个岗位", proves=PROVES)]
    intake.take_in(runtime, "webchat", says("找活", clock))
    assert delivered_services(runtime.db) == []
    parrot.says = lambda text: [Said("详情")]
    clock.advance(timedelta(minutes=1))
    intake.take_in(runtime, "webchat", says("1", clock, event="e2"))
    assert delivered_services(runtime.db) == [person.ledger_ref]
    states = [message.state for message in answers(runtime)]
    assert states == [MessageState.DELIVERED, MessageState.SENT]


def test_an_answer_by_sms_proves_nothing_about_earlier_sms(
    runtime: BotRuntime, parrot: Parrot, vault: Vault, clock: SetClock
) -> None:
    parrot.speaker = add_person(runtime.db, vault, clock).id
    parrot.says = lambda text: [Said("三个岗位", proves=PROVES)]
    intake.take_in(runtime, "sms", says("找活", clock))
    deliver_batch(runtime.db, vault, clock, runtime.channels["sms"], owner="t")
    intake.take_in(runtime, "sms", says("1", clock, event="e2"))
    assert answers(runtime)[0].state is MessageState.HANDED_OVER
    assert delivered_services(runtime.db) == []


def test_a_stranger_proves_nothing_for_nobody(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock
) -> None:
    parrot.says = lambda text: [Said("三个岗位", proves=PROVES)]
    for event in ("e1", "e2"):
        intake.take_in(runtime, "webchat", says("找活", clock, event=event))
    assert answers(runtime)[0].state is MessageState.DELIVERED
    assert delivered_services(runtime.db) == []


def test_a_chat_that_was_never_reached_stays_so(
    db: Database, vault: Vault, clock: SetClock, parrot: Parrot
) -> None:
    """A message that failed or is uncertain is not shown by a later answer."""
    chat = ScriptedChannel(
        [SendError(Fault.AMBIGUOUS)], capabilities=replace(SMS_LIKE, reply_proves=True)
    )
    runtime = runtime_with(db, vault, clock, chat, dialogue=parrot)
    intake.take_in(runtime, "sms", says("您好", clock))
    deliver_batch(db, vault, clock, chat, owner="t")
    intake.take_in(runtime, "sms", says("在吗", clock, event="e2"))
    assert answers(runtime)[0].state is MessageState.UNKNOWN


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(st.characters(exclude_categories=()), max_size=80),
    event=st.text(st.characters(exclude_categories=()), max_size=20),
    sender=st.text(st.characters(exclude_categories=()), max_size=20),
)
def test_whatever_a_gateway_hands_in_is_answered(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock, text: str, event: str, sender: str
) -> None:
    inbound = Inbound(f"e{uuid4()}{event}", f"1{sender}", text, clock.now())
    inbound_id = inbox.receive(runtime, "sms", inbound)
    assert inbound_id is not None
    assert len(inbox.handle(runtime, inbound_id)) == 1
    heard, _ = parrot.heard[-1]
    assert heard == heard.encode("utf-8").decode("utf-8")
    assert not set(heard) & {"\0", "\ufffe", "\uffff", "\ufdd0"}


@pytest.mark.parametrize(
    "number", ["530326199001011234", "530326900101123", "5303 2619 9001 01 123X"]
)
def test_of_an_id_number_only_the_end_is_kept(
    runtime: BotRuntime, parrot: Parrot, clock: SetClock, number: str
) -> None:
    inbound_id = inbox.receive(runtime, "sms", says(f"张三 {number}", clock))
    with runtime.db.read() as session:
        kept = session.get_one(InboundMessage, inbound_id)
        text = runtime.vault.open(BODY_FIELD, kept.body_sealed)
    assert text == f"张三 ****{number[-4:]}"


def test_of_an_id_number_in_an_event_nobody_understands_only_the_end_is_kept(
    runtime: BotRuntime,
) -> None:
    inbox.park(runtime, "sms", Parked("p1", "broken\ud800", "text=530326199001011234&x=\ud800"))
    with runtime.db.read() as session:
        event = session.exec(select(ParkedEvent)).one()
    assert runtime.vault.open(BODY_FIELD, event.body_sealed) == "text=****1234&x="
    assert event.reason == "broken"
