"""An office with one gateway: our doors, the channel, and a short way to write to people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel import select

from bot.channels.kannel import Kannel, KannelConfig
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import BODY_FIELD, InboundMessage, MessageKind, MessageState, OutboxMessage
from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, Parrot, add_person, runtime_with
from tests.peers.kannel import OFFICE, PASSWORD, USER, KannelPeer
from tests.peers.service import Doors

SECRET = "S3cret_of-the-office"
PHONE = "13800000011"


@dataclass
class Office:
    """A running gateway, our doors, and what they work on."""

    peer: KannelPeer
    channel: Kannel
    runtime: BotRuntime
    parrot: Parrot

    def deliver(self) -> int:
        given = self.runtime
        return deliver_batch(given.db, given.vault, given.clock, self.channel, owner="t", lanes=4)

    def write(self, number: int, phone: str = PHONE, text: str = "有3个岗位") -> UUID:
        given = self.runtime
        person = add_person(given.db, given.vault, given.clock, name=f"人{number}")
        with given.db.write() as session:
            contact = contact_for(session, given.vault, given.clock, "sms", phone, COUNTY)
            message = enqueue(
                session,
                given.vault,
                given.clock,
                Draft(
                    key=f"push:{number}",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    text=text,
                    person_id=person.id,
                    county_code=COUNTY,
                    proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                ),
            )
            assert message is not None
            return message.id

    def states(self) -> list[MessageState]:
        return [message.state for message in self.all(OutboxMessage)]

    def all(self, table: Any) -> list[Any]:
        with self.runtime.db.read() as session:
            return list(session.exec(select(table).order_by(table.id)))

    def heard(self) -> list[str]:
        return [
            self.runtime.vault.open(BODY_FIELD, message.body_sealed)
            for message in self.all(InboundMessage)
        ]


@contextmanager
def with_gateway(
    db: Database, vault: Vault, clock: Clock, doors: Doors, start: Callable[[str], KannelPeer]
) -> Iterator[Office]:
    """Run an office whose gateway ``start`` starts, given the address for messages from phones."""
    address = urlsplit(doors.url).netloc
    peer = start(f"http://kannel:{SECRET}@{address}/webhooks/kannel/inbound?id=%I")
    config = KannelConfig(
        url=peer.url,
        user=USER,
        password=PASSWORD,
        sender=OFFICE,
        secret=SECRET,
        base_url=doors.url,
        signature="会泽人社",
    )
    with closing(Kannel(config)) as channel:
        parrot = Parrot()
        runtime = runtime_with(db, vault, clock, channel, dialogue=parrot)
        doors.open(runtime)
        yield Office(peer, channel, runtime, parrot)
