"""SMS by a modem: a really running gammu-smsd with a phone that pretends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from bot import mailboxes
from bot.channels.gammu import Gammu, GammuConfig
from bot.receipts import sweep
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import BODY_FIELD, InboundMessage, MessageKind, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, Parrot, Said, add_person, runtime_with
from tests.peers import until
from tests.peers.gammu import GammuPeer

pytestmark = pytest.mark.peer("gammu")
PHONE = "13800000001"
LONG = "电子厂招普工30人，月薪4500到6000元，包吃住。" * 5 + "😀"


@dataclass
class Office:
    """A modem, the channel, and what they work on."""

    peer: GammuPeer
    channel: Gammu
    runtime: BotRuntime
    parrot: Parrot

    def push(self, number: int, phone: str = PHONE, text: str = "有3个岗位") -> UUID:
        given = self.runtime
        person = add_person(given.db, given.vault, given.clock, name=f"人{number}")
        with given.db.write() as session:
            contact = contact_for(session, given.vault, given.clock, "sms", phone, COUNTY)
            draft = Draft(
                key=f"push:{number}",
                contact_id=contact.id,
                channel="sms",
                kind=MessageKind.JOB_PUSH,
                text=text,
                person_id=person.id,
                county_code=COUNTY,
                proves={"kind": "job_info", "postings": ["a", "b", "c"]},
            )
            message = enqueue(session, given.vault, given.clock, draft)
            assert message is not None
            return message.id

    def deliver(self) -> int:
        given = self.runtime
        return deliver_batch(given.db, given.vault, given.clock, self.channel, owner="t", lanes=4)

    def collect(self) -> int:
        return mailboxes.collect(self.runtime, "sms", self.channel)

    def states(self) -> list[MessageState]:
        self.collect()
        return [message.state for message in self.all(OutboxMessage)]

    def heard(self) -> list[str]:
        self.collect()
        opened = (self.runtime.vault.open(BODY_FIELD, each.body_sealed) for each in self._inbound())
        return sorted(opened)

    def _inbound(self) -> list[InboundMessage]:
        return self.all(InboundMessage)

    def all(self, table: Any) -> list[Any]:
        with self.runtime.db.read() as session:
            return list(session.exec(select(table).order_by(table.id)))


@pytest.fixture
def office(db: Database, vault: Vault, clock: SetClock, tmp_path: Path) -> Iterator[Office]:
    channel = Gammu(GammuConfig(tmp_path / "modem" / "smsd.db", "会泽人社"))
    peer = GammuPeer(tmp_path / "gammu", tmp_path / "modem" / "smsd.db")
    channel.collect(clock.now(), 1)
    parrot = Parrot()
    peer.start()
    try:
        yield Office(
            peer, channel, runtime_with(db, vault, clock, channel, dialogue=parrot), parrot
        )
    finally:
        peer.stop()


def test_a_push_is_sent_reported_and_counted(office: Office) -> None:
    office.push(1)
    office.push(2, phone="13800000002")
    assert office.deliver() == 2
    assert set(office.states()) <= {MessageState.HANDED_OVER, MessageState.SENT}
    until("both sent", lambda: office.states() == [MessageState.SENT] * 2)
    assert office.all(ServiceEntry) == []
    office.peer.report(PHONE, "Delivered")
    office.peer.report("13800000002", "Failed")
    until(
        "both reports",
        lambda: office.states() == [MessageState.DELIVERED, MessageState.FAILED],
    )
    assert len(office.all(ServiceEntry)) == 1
    assert sorted(office.peer.sent()) == [
        (PHONE, "【会泽人社】有3个岗位\n拒收请回复R"),
        ("13800000002", "【会泽人社】有3个岗位\n拒收请回复R"),
    ]


def test_a_long_text_goes_in_parts_and_is_one_message(office: Office) -> None:
    office.push(1, text=LONG)
    office.deliver()
    until("the phone", lambda: office.states() == [MessageState.SENT])
    whole = f"【会泽人社】{LONG}\n拒收请回复R"
    assert "".join(text for _, text in office.peer.sent()) == whole
    [message] = office.all(OutboxMessage)
    assert message.segments == len(office.peer.sent()) > 1
    office.peer.report(PHONE)
    until("the report", lambda: office.states() == [MessageState.DELIVERED])


def test_phones_write_short_long_and_emoji(office: Office) -> None:
    office.parrot.says = lambda text: [Said("最多报500元")]
    long = "我想在县城找个活，" * 12
    office.peer.write("+8613900000001", "车票能报多少😀")
    for number, start in enumerate((0, 67), start=1):
        office.peer.write("+8613900000002", long[start : start + 67], f"0500038802{number:02X}")
    until("both texts", lambda: office.heard() == sorted(["车票能报多少😀", long]), 60)
    assert office.collect() == 0
    assert office.deliver() == 2
    until("the answers", lambda: len(office.peer.sent()) == 2)
    assert {to for to, _ in office.peer.sent()} == {"13900000001", "13900000002"}


def test_a_crash_between_storing_and_marking_brings_no_second_message(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = []
    monkeypatch.setattr(office.channel, "done", marks.append)
    office.peer.write(PHONE, "找活")
    until("the text", lambda: office.heard() == ["找活"])
    monkeypatch.undo()
    assert office.collect() == 1
    assert office.collect() == 0
    assert office.heard() == ["找活"]
    assert len(office.parrot.heard) == 1


def test_a_daemon_that_dies_again_and_again_sends_each_message_once(office: Office) -> None:
    numbers = [f"138000001{number:02d}" for number in range(6)]
    for number, phone in enumerate(numbers):
        office.push(number, phone=phone)
    assert office.deliver() == len(numbers)
    for goal in (1, 3):
        until(f"{goal} sent", lambda goal=goal: len(office.peer.sent()) >= goal, 60)
        office.peer.kill()
        office.peer.start()
    until("all sent", lambda: office.states() == [MessageState.SENT] * len(numbers), 90)
    with closing(sqlite3.connect(office.peer.database, 30)) as file:
        assert file.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    assert sorted(to for to, _ in office.peer.sent()) == numbers


def test_what_is_uncertain_is_looked_up_and_then_sent_once(
    office: Office, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies once before and once after the order was written."""
    put = office.channel._store.put

    def before(*args: Any) -> None:
        raise KeyboardInterrupt

    def after(*args: Any) -> None:
        put(*args)
        raise KeyboardInterrupt

    for number, dies in enumerate((before, after)):
        office.push(number, phone=f"1380000000{number}")
        monkeypatch.setattr(office.channel._store, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            office.deliver()
    monkeypatch.undo()
    clock.advance(timedelta(minutes=2))
    for _ in range(3):
        office.deliver()
        sweep(office.runtime, office.channel)
        clock.advance(timedelta(minutes=1))
    until("both sent", lambda: office.states() == [MessageState.SENT] * 2)
    assert sorted(to for to, _ in office.peer.sent()) == ["13800000000", "13800000001"]
