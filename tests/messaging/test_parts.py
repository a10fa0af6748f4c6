"""A text in several messages: in their order, none lost, none twice, one message in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from bot.channels import abilities
from bot.receipts import sweep
from messaging import decisions, parts
from messaging.contacts import contact_for
from messaging.contract import Button, Cap, Fault, Outgoing, SendError, Sent
from messaging.failover import FailOver, Way
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.spending import SpendCap
from messaging.tables import Contact, MessageEvent, MessageKind, MessageState, OutboxMessage
from messaging.tables_limits import SpendDay
from messaging.tables_parts import MessagePart
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import runtime_with
from tests.messaging.conftest import Load, Write
from tests.messaging.fakes import SMS_LIKE, ScriptedChannel
from tests.messaging.test_sender_crashes import Fuse, FusedDatabase, PowerCut, Provider

SHORT_LINED = replace(SMS_LIKE, max_length=70, opt_out_wording="", signature="")
TEXT = "\n".join(
    f"第{number}个岗位在县城，月薪五千元，包吃住，今天就可以来报名。" for number in range(5)
)
"""Three messages of at most 70 characters."""


def a_channel(*script: Sent | SendError, **abilities: object) -> ScriptedChannel:
    can = replace(SHORT_LINED, **abilities)  # type: ignore[arg-type]
    return ScriptedChannel(list(script) or [Sent("p")], capabilities=can)


def texts(channel: ScriptedChannel) -> list[str]:
    return [message.text for message in channel.sent]


def places(sent: Sequence[Outgoing]) -> list[str]:
    return [message.text[1:4] for message in sent]


def rows(db: Database, message_id: UUID) -> list[MessagePart]:
    with db.read() as session:
        return parts.of_message(session, message_id)


def deliver(
    db: Database, vault: Vault, clock: SetClock, channel: ScriptedChannel, **more: object
) -> int:
    return deliver_batch(db, vault, clock, channel, owner="t", **more)  # type: ignore[arg-type]


def test_all_parts_go_in_their_order_as_one_message(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    channel = a_channel(Sent("of the short one"), Sent("p1"), Sent("p2"), Sent("p3"))
    message_id = write(text=TEXT, buttons=(Button("看详情", "d"),))
    short = write(text="短消息", kind=MessageKind.REPLY)
    assert deliver(db, vault, clock, channel) == 4
    ours = [each for each in channel.sent if each.message_id != short]
    assert places(ours) == ["1/3", "2/3", "3/3"]
    assert all(f"第{number}个岗位" in "".join(each.text for each in ours) for number in range(5))
    assert ["回1 看详情" in each.text for each in ours] == [False, False, True]
    assert len({each.message_id for each in ours} | {message_id}) == 4
    message = load(message_id)
    assert message.state is MessageState.HANDED_OVER
    assert message.segments == 3
    assert message.attempts == 1
    assert [part.provider_id for part in rows(db, message_id)] == ["p1", "p2", "p3"]
    assert rows(db, short) == []


def test_a_part_refused_for_now_is_tried_again_and_not_those_before_it(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    channel = a_channel(Sent(), SendError(Fault.RETRY, "503"), Sent())
    message_id = write(text=TEXT)
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3"]
    assert load(message_id).state is MessageState.SUBMITTING
    clock.advance(timedelta(minutes=2))
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3", "2/3", "3/3"]
    assert channel.sent[1].message_id == channel.sent[2].message_id
    assert load(message_id).state is MessageState.HANDED_OVER


def test_new_limits_between_two_parts_move_no_seam(
    db: Database, vault: Vault, clock: SetClock, write: Write
) -> None:
    channel = a_channel(Sent(), SendError(Fault.RETRY, "503"), Sent())
    write(text=TEXT * 3)
    deliver(db, vault, clock, channel)
    clock.advance(timedelta(minutes=2))
    channel.capabilities = replace(SHORT_LINED, max_length=300, signature="人社局")
    deliver(db, vault, clock, channel)
    said = "".join(each.text for each in channel.sent[:1] + channel.sent[2:])
    assert said.count("第0个岗位") == said.count("第4个岗位") == 3


@pytest.mark.parametrize("knows", [True, False])
def test_a_power_cut_anywhere_sends_no_part_twice_and_loses_none(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load, knows: bool
) -> None:
    """Blow the fuse at step 1, 2, 3… until a run goes through without reaching it."""
    for at in range(1, 40):
        fuse = Fuse(at)
        provider = Provider(fuse, knows, capabilities=SHORT_LINED)
        message_id = write(text=TEXT)
        blown = False
        try:
            deliver_batch(FusedDatabase(db, fuse), vault, clock, provider, owner="first")  # type: ignore[arg-type]
        except PowerCut:
            blown = True
        fuse.at = None
        runtime = runtime_with(db, vault, clock, provider)
        for _ in range(4):
            clock.advance(timedelta(minutes=2))
            deliver_batch(db, vault, clock, provider, owner="second")
            sweep(runtime, provider)
            message = load(message_id)
            if message.state is MessageState.UNKNOWN and not knows:
                with db.write() as session:
                    row = session.get_one(OutboxMessage, message_id)
                    assert decisions.confirm_sent(session, row, clock.now(), "li.gz")
        found = rows(db, message_id)
        assert len(provider.taken) == len(set(provider.taken)), "a part went twice"
        lost = [part.place for part in found if part.id not in provider.taken]
        assert len(lost) <= (0 if knows else 1), f"step {at}: {lost}"
        assert load(message_id).state is (
            MessageState.DELIVERED if knows else MessageState.HANDED_OVER
        )
        with db.write() as session:
            row = session.get_one(OutboxMessage, message_id)
            row.state, row.ended_at = MessageState.DELIVERED, clock.now()
            session.add(row)
        clock.set(clock.now().replace(hour=9, minute=0) + timedelta(days=1))
        if not blown:
            return
    pytest.fail("the run never got past the fuse")


def test_an_uncertain_part_waits_and_those_behind_it(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    channel = a_channel(Sent(), SendError(Fault.AMBIGUOUS, "time_out"), Sent())
    message_id = write(text=TEXT)
    for _ in range(3):
        deliver(db, vault, clock, channel)
        clock.advance(timedelta(hours=1))
    assert places(channel.sent) == ["1/3", "2/3"]
    assert load(message_id).state is MessageState.UNKNOWN
    with db.write() as session:
        message = session.get_one(OutboxMessage, message_id)
        assert decisions.send_again(session, message, clock.now(), "li.gz")
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3", "2/3", "3/3"]
    assert load(message_id).state is MessageState.HANDED_OVER


def test_a_part_confirmed_days_later_lets_the_rest_go(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    channel = a_channel(Sent(), SendError(Fault.AMBIGUOUS, "time_out"), Sent())
    message_id = write(text=TEXT)
    deliver(db, vault, clock, channel)
    clock.advance(timedelta(days=5))
    with db.write() as session:
        message = session.get_one(OutboxMessage, message_id)
        assert decisions.confirm_sent(session, message, clock.now(), "li.gz")
        assert not decisions.confirm_sent(session, message, clock.now(), "li.gz")
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3", "3/3"]
    assert load(message_id).state is MessageState.HANDED_OVER


def test_a_late_success_of_a_process_thought_dead_lets_the_rest_go(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    message_id = write(text=TEXT)
    other = a_channel()

    def slow(_: Outgoing) -> Sent:
        clock.advance(timedelta(minutes=5))
        deliver(db, vault, clock, other)
        assert load(message_id).state is MessageState.UNKNOWN
        return Sent()

    channel = ScriptedChannel([slow, Sent()], capabilities=SHORT_LINED)
    deliver(db, vault, clock, channel)
    assert other.sent == []
    assert places(channel.sent) == ["1/3", "2/3", "3/3"]
    assert load(message_id).state is MessageState.HANDED_OVER


def test_every_part_counts_under_a_cap_of_the_contact(
    db: Database, vault: Vault, clock: SetClock, write: Write
) -> None:
    channel = a_channel(caps=(Cap(2, timedelta(minutes=1)),))
    write(text=TEXT)
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3"]
    clock.advance(timedelta(seconds=61))
    deliver(db, vault, clock, channel)
    assert places(channel.sent) == ["1/3", "2/3", "3/3"]


def test_a_text_of_more_parts_than_the_platform_takes_is_not_begun(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load, contact: Contact
) -> None:
    with db.write() as session:
        known = session.get_one(Contact, contact.id)
        known.last_inbound_at = clock.now()
        session.add(known)
    limits = {"reply_window": timedelta(hours=48), "reply_quota": 4}
    channel = a_channel(**limits)
    first = write(text=TEXT)
    clock.advance(timedelta(seconds=1))
    second = write(text=TEXT)
    deliver(db, vault, clock, channel, lanes=2)
    assert places(channel.sent) == ["1/3", "2/3", "3/3"]
    assert load(first).state is MessageState.HANDED_OVER
    assert (load(second).state, load(second).fault) == (MessageState.FAILED, Fault.WINDOW_CLOSED)
    third = write(text="短消息")
    deliver(db, vault, clock, channel)
    assert load(third).state is MessageState.HANDED_OVER, "one of the four is left"


@pytest.mark.parametrize(("lanes", "block"), [(1, None), (8, None), (2, 8)])
def test_a_burst_does_not_pass_the_platforms_quota(
    db: Database,
    vault: Vault,
    clock: SetClock,
    write: Write,
    load: Load,
    contact: Contact,
    lanes: int,
    block: int | None,
) -> None:
    with db.write() as session:
        known = session.get(Contact, contact.id)
        assert known is not None
        known.last_inbound_at = clock.now()
        session.add(known)
    channel = a_channel(reply_window=timedelta(hours=48), reply_quota=5)
    written = [write(text=f"第{number}句") for number in range(7)]
    deliver(db, vault, clock, channel, lanes=lanes, block=block)
    assert len(channel.sent) == 5
    ended = [load(each).fault for each in written]
    assert ended.count(Fault.WINDOW_CLOSED) == 2


def test_a_long_message_is_paid_for_once(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    rules = SendingRules(spend={"530326": SpendCap(1000)})
    channel = a_channel(Sent(), SendError(Fault.RETRY, "503"), Sent())
    message_id = write(text=TEXT, county_code="530326")
    for _ in range(2):
        deliver(db, vault, clock, channel, rules=rules)
        clock.advance(timedelta(minutes=2))
    assert load(message_id).cost_fen == 15
    with db.read() as session:
        assert session.exec(select(SpendDay.fen)).all() == [15]


def test_what_is_refused_in_the_middle_goes_another_way_as_a_whole(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    with db.write() as session:
        chat = contact_for(session, vault, clock, "wechat", "openid-1", "530326")
    ways = FailOver(lambda _session, _person: [Way(chat, "张三")], frozenset({"wechat"}))
    channel = a_channel(Sent(), SendError(Fault.PERMANENT, "blocked"), Sent())
    message_id = write(text=TEXT, person_id=UUID(int=1))
    deliver(db, vault, clock, channel, rules=SendingRules(fail_over=ways))
    assert load(message_id).state is MessageState.FAILED
    with db.read() as session:
        (other,) = session.exec(
            select(OutboxMessage).where(OutboxMessage.instead_of == message_id)
        ).all()
        assert vault.open("message.body", other.body_sealed) == f"张三：{TEXT}"


def test_the_life_of_a_message_tells_of_its_parts(
    db: Database, vault: Vault, clock: SetClock, write: Write
) -> None:
    message_id = write(text=TEXT)
    deliver(db, vault, clock, a_channel())
    with db.read() as session:
        events = session.exec(
            select(MessageEvent)
            .where(MessageEvent.message_id == message_id)
            .order_by(MessageEvent.id)  # type: ignore[arg-type]
        ).all()
    codes = [event.code for event in events]
    assert codes == [None, "attempt", "part:1/3", "attempt", "part:2/3", "attempt", None]


def test_a_page_of_our_own_needs_no_parts() -> None:
    assert parts.count("岗" * 9000, (), MessageKind.REPLY, abilities.webchat()) == 1
