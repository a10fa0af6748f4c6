"""Another way for what a channel definitely refuses: one message for one person and purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from messaging.contacts import contact_for
from messaging.contract import Fault, SendError, Sent
from messaging.failover import FailOver, Way, choose, may_go_another_way, worded
from messaging.handoffs import answer_handoff, open_handoff
from messaging.outbox import Draft, enqueue, text_of
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.tables import (
    Contact,
    HandoffReason,
    MessageEvent,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from messaging.tables_staff import StaffNotice
from messaging.templates import Purpose
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.conftest import MORNING
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel

PERSON, COUNTY = uuid4(), "530326"
CHANNELS = ("sms", "wechat", "telegram")
CHAT = replace(SMS_LIKE, fen_per_segment=0, billed_by_segment=False)
PUSH, REPLY = MessageKind.JOB_PUSH, MessageKind.REPLY
NAME, MASK = "王小芳", "王*芳"


@dataclass
class Person:
    """Somebody with a contact on some channels."""

    vault: Vault
    clock: SetClock
    on: Sequence[str] = CHANNELS
    contacts: dict[str, Contact] = field(default_factory=dict)

    def __call__(self, session: Session, person_id: UUID) -> list[Way]:
        assert person_id == PERSON
        return [self.way(session, channel) for channel in self.on]

    def way(self, session: Session, channel: str) -> Way:
        contact = contact_for(session, self.vault, self.clock, channel, f"138000{channel}", COUNTY)
        return Way(contact, MASK if channel == "sms" else NAME, (NAME, MASK))


@pytest.fixture
def person(vault: Vault, clock: SetClock) -> Person:
    return Person(vault, clock)


def written(
    db: Database, person: Person, channel: str = "sms", kind: MessageKind = PUSH, text: str = ""
) -> UUID:
    with db.write() as session:
        contact = person.way(session, channel).contact
        draft = Draft(
            key=f"push:{PERSON}:today",
            contact_id=contact.id,
            channel=channel,
            kind=kind,
            text=text or f"{MASK}：\n1 县城电子厂5000元",
            person_id=PERSON,
            county_code=COUNTY,
            proves={"kind": "job_info", "postings": ["a", "b", "c"]},
        )
        message = enqueue(session, person.vault, person.clock, draft)
        assert message is not None
        return message.id


def run(
    db: Database,
    person: Person,
    scripts: dict[str, list[SendError | Sent]],
    configured: Sequence[str] = CHANNELS,
    rounds: int = 1,
) -> dict[str, ScriptedChannel]:
    """Deliver on every channel in turn, as often as asked, a quarter of an hour apart."""
    rules = SendingRules(fail_over=FailOver(person, frozenset(configured)))
    channels = {
        name: ScriptedChannel(
            list(scripts.get(name, [Sent()])), name, SMS_LIKE if name == "sms" else CHAT
        )
        for name in configured
    }
    for _ in range(rounds):
        for channel in channels.values():
            deliver_batch(
                db, person.vault, person.clock, channel, owner="t", rules=rules, chance=lambda: 0.5
            )
        person.clock.advance(timedelta(minutes=16))
    return channels


def messages(db: Database) -> list[OutboxMessage]:
    with db.read() as session:
        return list(session.exec(select(OutboxMessage).order_by(OutboxMessage.id)))


# -- the rule -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "may"),
    [
        (Fault.PERMANENT, True),
        (Fault.BAD_ADDRESS, True),
        (Fault.OPTED_OUT, True),
        (Fault.WINDOW_CLOSED, True),
        (Fault.AMBIGUOUS, False),
        (Fault.RETRY, False),
        (Fault.THROTTLED, False),
        (Fault.CONFIG, False),
        (None, False),
    ],
)
def test_only_a_definite_refusal_opens_another_way(fault: Fault | None, may: bool) -> None:
    assert may_go_another_way(PUSH, PERSON, fault, own_wish=False) is may
    assert not may_go_another_way(PUSH, PERSON, fault, own_wish=True)
    assert not may_go_another_way(PUSH, None, fault, own_wish=False)
    assert not may_go_another_way(REPLY, PERSON, fault, own_wish=False)
    answer = Purpose.HANDOFF_ANSWER
    assert may_go_another_way(REPLY, PERSON, fault, own_wish=False, purpose=answer) is may


def way(channel: str, minutes: int | None = None, **changes: object) -> Way:
    heard = None if minutes is None else MORNING - timedelta(minutes=minutes)
    values = {"channel": channel, "last_inbound_at": heard, "created_at": MORNING} | changes
    return Way(Contact(**values), NAME)


@pytest.mark.parametrize(
    ("ways", "kind", "found"),
    [
        ([], PUSH, None),
        ([way("sms"), way("wechat", 5)], PUSH, "wechat"),
        ([way("wechat", 50), way("telegram", 5)], PUSH, "telegram"),
        ([way("sms")], PUSH, "sms"),
        ([way("webchat", 1)], PUSH, None),
        ([way("wechat", 5, opted_out_at=MORNING)], PUSH, None),
        ([way("wechat", 5, blocked_at=MORNING)], PUSH, None),
        ([way("telegram", 5)], MessageKind.REMINDER, None),
        ([way("telegram", 5)], MessageKind.NOTICE, None),
        ([way("telegram", 5), way("wechat", 50)], REPLY, "wechat"),
        ([way("wechat", 5, opted_out_at=MORNING), way("sms")], REPLY, "sms"),
    ],
)
def test_which_way_is_taken(ways: list[Way], kind: MessageKind, found: str | None) -> None:
    taken = choose(ways, kind, {"gammu"}, CHANNELS)
    assert (taken.contact.channel if taken else None) == found


def test_a_channel_is_tried_once() -> None:
    assert choose([way("sms"), way("wechat", 1)], PUSH, {"wechat", "sms"}, CHANNELS) is None


@pytest.mark.parametrize(
    ("text", "channel", "said"),
    [
        ("王*芳：\n1 活", "telegram", "您好：\n1 活"),
        ("王小芳，有3个活", "telegram", "您好，有3个活"),
        ("您好，有3个活", "sms", "王*芳，有3个活"),
        ("有3个活", "sms", "王*芳：有3个活"),
        ("王小芳：有活", "sms", "王*芳：有活"),
        ("王*芳：有活", "wechat", "王小芳：有活"),
    ],
)
def test_a_text_says_whom_it_is_for_but_not_abroad(text: str, channel: str, said: str) -> None:
    called = MASK if channel == "sms" else NAME
    assert worded(text, Way(Contact(channel=channel), called, (NAME, MASK))) == said


# -- with the sender ------------------------------------------------------------------------------


def test_a_dead_number_is_followed_by_the_chat(db: Database, person: Person) -> None:
    first_id = written(db, person)
    channels = run(
        db, person, {"sms": [SendError(Fault.BAD_ADDRESS, "unknown")]}, ("sms", "wechat")
    )
    first, second = messages(db)
    assert (first.id, first.state) == (first_id, MessageState.FAILED)
    assert (second.channel, second.instead_of) == ("wechat", first_id)
    assert second.key == f"{first.key}~wechat"
    assert second.proves == first.proves
    assert second.expires_at == first.expires_at
    assert text_of(person.vault, second).startswith(NAME)
    assert len(channels["wechat"].sent) == 1
    with db.read() as session:
        codes = session.exec(
            select(MessageEvent.code).where(MessageEvent.message_id == first_id)
        ).all()
    assert "other_way:wechat" in codes


def test_nothing_personal_goes_abroad(db: Database, person: Person) -> None:
    written(db, person)
    channels = run(db, person, {"sms": [SendError(Fault.PERMANENT)]}, ("sms", "telegram"))
    (sent,) = channels["telegram"].sent
    assert NAME not in sent.text
    assert MASK not in sent.text


def test_an_uncertain_message_is_never_sent_another_way(db: Database, person: Person) -> None:
    written(db, person)
    channels = run(db, person, {"sms": [SendError(Fault.AMBIGUOUS)]}, rounds=3)
    assert len(messages(db)) == 1
    assert not channels["wechat"].sent
    assert not channels["telegram"].sent


def test_who_asked_for_silence_gets_silence(db: Database, person: Person) -> None:
    written(db, person)
    with db.write() as session:
        contact = person.way(session, "sms").contact
        contact.opted_out_at = person.clock.now()
        session.add(contact)
    run(db, person, {})
    assert [message.state for message in messages(db)] == [MessageState.FAILED]


def test_what_a_provider_blocked_before_goes_another_way(db: Database, person: Person) -> None:
    written(db, person)
    with db.write() as session:
        contact = person.way(session, "sms").contact
        contact.blocked_at = person.clock.now()
        session.add(contact)
    run(db, person, {}, ("sms", "wechat"))
    assert [message.state for message in messages(db)] == [
        MessageState.FAILED,
        MessageState.HANDED_OVER,
    ]


def test_a_message_past_its_time_takes_no_other_way(db: Database, person: Person) -> None:
    written(db, person)
    person.clock.advance(timedelta(days=4))
    run(db, person, {})
    assert [message.state for message in messages(db)] == [MessageState.EXPIRED]


# -- a caseworker's answer ------------------------------------------------------------------------


def answered(
    db: Database,
    person: Person,
    channel: str = "telegram",
    reason: HandoffReason = HandoffReason.UNSURE,
    text: str = "带身份证到镇上办，电话0874-5120155。",
    person_id: UUID | None = PERSON,
) -> UUID:
    with db.write() as session:
        handoff = open_handoff(
            session,
            person.vault,
            person.clock,
            contact=person.way(session, channel).contact,
            person_id=person_id,
            county_code=COUNTY,
            reason=reason,
            question="补贴怎么领",
        )
        message = answer_handoff(session, person.vault, person.clock, handoff.id, text, "li.gz")
        return message.id


def notices(db: Database) -> list[tuple[str, str]]:
    with db.read() as session:
        return [(one.kind, one.link) for one in session.exec(select(StaffNotice))]


BLOCKED = {"telegram": [SendError(Fault.OPTED_OUT, "blocked")]}


def test_a_caseworkers_answer_follows_the_person(db: Database, person: Person) -> None:
    answered(db, person)
    channels = run(db, person, BLOCKED, ("telegram", "sms"))
    (sent,) = channels["sms"].sent
    assert sent.text.startswith(f"【人社局】{MASK}：工作人员回复您问的事：带身份证到镇上办")
    assert notices(db) == []


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (HandoffReason.URGENT, "今晚先到派出所，我们的人在那里等。"),
        (HandoffReason.UNSURE, "打到6217 0012 3456 7890 123这张卡上了。"),
    ],
)
def test_what_a_household_must_not_read_does_not_come_to_its_telephone(
    db: Database, person: Person, reason: HandoffReason, text: str
) -> None:
    message_id = answered(db, person, reason=reason, text=text)
    channels = run(db, person, BLOCKED, ("telegram", "sms"))
    assert not channels["sms"].sent
    assert notices(db) == [("answer_not_delivered", f"/console/messages/{message_id}")]
    again = Person(person.vault, person.clock, ("wechat",))
    answered(db, again, reason=reason, text=text)
    assert len(run(db, again, BLOCKED, ("telegram", "wechat"))["wechat"].sent) == 1


def test_an_answer_that_reaches_nobody_is_told_once_to_staff(db: Database, person: Person) -> None:
    for channel in ("wechat", "telegram"):
        answered(db, person, channel, person_id=None)
    gone = [SendError(Fault.BAD_ADDRESS, "gone")]
    run(db, person, {"wechat": gone, "telegram": gone}, ("wechat", "telegram"), rounds=2)
    assert [kind for kind, _ in notices(db)] == ["answer_not_delivered"] * 2


def test_an_answer_is_not_taken_to_where_the_person_wants_no_messages(
    db: Database, person: Person
) -> None:
    answered(db, person)
    with db.write() as session:
        contact = person.way(session, "sms").contact
        contact.opted_out_at = person.clock.now()
        session.add(contact)
    assert not run(db, person, BLOCKED, ("telegram", "sms"))["sms"].sent
    assert len(notices(db)) == 1


def test_an_answer_too_late_to_send_is_told_to_staff(db: Database, person: Person) -> None:
    answered(db, person, "wechat")
    person.clock.advance(timedelta(hours=25))
    run(db, person, {}, ("wechat", "sms"))
    assert [message.state for message in messages(db)] == [MessageState.EXPIRED]
    assert len(notices(db)) == 1


OUTCOMES = st.sampled_from([*(SendError(fault) for fault in Fault), Sent()])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    start=st.sampled_from(CHANNELS),
    scripts=st.fixed_dictionaries(
        {name: st.lists(OUTCOMES, min_size=1, max_size=5) for name in CHANNELS}
    ),
)
def test_over_any_faults_one_message_at_most_may_be_with_a_provider(
    db: Database, vault: Vault, start: str, scripts: dict[str, list[SendError | Sent]]
) -> None:
    person = Person(vault, SetClock(MORNING))
    with db.write() as session:
        for event in session.exec(select(MessageEvent)):
            session.delete(event)
        session.flush()
        for message in session.exec(select(OutboxMessage)):
            session.delete(message)
        for contact in session.exec(select(Contact)):
            contact.blocked_at = None
            session.add(contact)
    written(db, person, start)
    seen: dict[UUID, MessageState] = {}
    channels: dict[str, ScriptedChannel] = {}
    rules = SendingRules(fail_over=FailOver(person, frozenset(CHANNELS)))
    for name in CHANNELS:
        abilities = SMS_LIKE if name == "sms" else CHAT
        channels[name] = ScriptedChannel(list(scripts[name]), name, abilities)
    for _ in range(6):
        for channel in channels.values():
            deliver_batch(
                db, vault, person.clock, channel, owner="t", rules=rules, chance=lambda: 0.5
            )
            rows = messages(db)
            for row in rows:
                assert row.state >= seen.get(row.id, row.state), "states only rise"
                seen[row.id] = row.state
            alive = [row for row in rows if row.state is not MessageState.FAILED]
            assert len(alive) <= 1, "two messages for one person and purpose"
            assert len({row.channel for row in rows}) == len(rows)
        person.clock.advance(timedelta(minutes=16))
    firsts = [row for row in messages(db) if row.instead_of is None]
    assert len(firsts) == 1
