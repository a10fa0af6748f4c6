"""Several senders and doors at once, on either database: each message goes out once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlmodel import select

from bot import intake, receipts
from messaging.contacts import contact_for
from messaging.contract import Inbound, Receipt
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import Contact, InboundMessage, MessageKind, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, Parrot, add_person, runtime_with
from tests.messaging.fakes import ScriptedChannel

WORKERS, MESSAGES = 3, 30
PHONE = "13800000001"


def together(count: int, work: Callable[[int], object]) -> list[object]:
    """Run ``work`` in threads that start at the same moment."""
    start = Barrier(count)

    def run(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def pushes(db: Database, vault: Vault, clock: SetClock) -> list[UUID]:
    person = add_person(db, vault, clock)
    with db.write() as session:
        contact = contact_for(session, vault, clock, "sms", PHONE)
        written = [
            enqueue(
                session,
                vault,
                clock,
                Draft(
                    key=f"k:{number}",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    text="三个岗位",
                    person_id=person.id,
                    county_code=COUNTY,
                    proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                ),
            )
            for number in range(MESSAGES)
        ]
        return [message.id for message in written if message is not None]


def test_many_senders_send_each_message_once(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    messages, channel = pushes(any_db, vault, clock), ScriptedChannel()

    def send(number: int) -> int:
        return deliver_batch(any_db, vault, clock, channel, owner=f"worker-{number}", lanes=2)

    tried = together(WORKERS, send)
    assert sum(int(str(count)) for count in tried) == MESSAGES
    assert sorted(out.message_id for out in channel.sent) == sorted(messages)


def test_many_reports_at_once_count_one_service(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    messages, channel = pushes(any_db, vault, clock), ScriptedChannel()
    deliver_batch(any_db, vault, clock, channel, owner="t")
    runtime = runtime_with(any_db, vault, clock, channel)
    states = (MessageState.DELIVERED, MessageState.SENT, MessageState.FAILED)

    def report(number: int) -> None:
        for message_id in messages[:8]:
            state = states[number % len(states)]
            receipts.apply(
                runtime,
                "sms",
                Receipt(f"{message_id}:{state}", state, clock.now(), message_id=message_id),
            )

    together(6, report)
    with any_db.read() as session:
        reported = session.exec(
            select(OutboxMessage.state).where(OutboxMessage.id.in_(messages[:8]))
        ).all()
        entries = session.exec(select(ServiceEntry.sequence).order_by(ServiceEntry.sequence)).all()
    assert set(reported) == {MessageState.DELIVERED}
    assert list(entries) == list(range(1, 9))


def test_the_same_event_at_several_doors_is_one_message(
    any_db: Database, vault: Vault, clock: SetClock
) -> None:
    parrot = Parrot()
    runtime = runtime_with(any_db, vault, clock, ScriptedChannel(), dialogue=parrot)

    def come_in(_number: int) -> None:
        intake.take_in(runtime, "sms", Inbound("e1", PHONE, "找活", clock.now()))

    together(4, come_in)
    with any_db.read() as session:
        assert len(session.exec(select(Contact)).all()) == 1
        assert len(session.exec(select(InboundMessage)).all()) == 1
        assert len(session.exec(select(OutboxMessage)).all()) == 1
    assert len(parrot.heard) == 1
