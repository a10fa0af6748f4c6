"""What pages show about messages."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from messaging.contract import Fault, SendError
from messaging.history import (
    Direction,
    life_of,
    messages_of_contact,
    messages_of_person,
    queue_figures,
)
from messaging.sender import deliver_batch
from messaging.tables import BODY_FIELD, Contact, InboundMessage, MessageKind, MessageState
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import Write
from tests.messaging.fakes import ScriptedChannel


def say(db: Database, vault: Vault, clock: SetClock, contact: Contact, text: str) -> None:
    with db.write() as session:
        session.add(
            InboundMessage(
                channel="sms",
                event_id=uuid4().hex,
                contact_id=contact.id,
                body_sealed=vault.seal(BODY_FIELD, text),
                occurred_at=clock.now(),
                received_at=clock.now(),
            )
        )


def test_a_conversation_reads_in_order(
    db: Database, vault: Vault, clock: SetClock, contact: Contact, write: Write
) -> None:
    for number in range(3):
        say(db, vault, clock, contact, f"问{number}")
        write(kind=MessageKind.REPLY, text=f"答{number}")
        clock.advance(timedelta(minutes=1))
    with db.read() as session:
        lines = messages_of_contact(session, vault, contact.id)
        newest = messages_of_contact(session, vault, contact.id, limit=2)
        since = messages_of_contact(session, vault, contact.id, since=clock.now())
    assert [line.text for line in lines] == ["问0", "答0", "问1", "答1", "问2", "答2"]
    assert lines[0].direction is Direction.IN
    assert [line.text for line in newest] == ["问2", "答2"]
    assert since == []


def test_a_shared_phone_shows_each_person_their_own(
    db: Database, vault: Vault, clock: SetClock, contact: Contact, write: Write
) -> None:
    father, son = uuid4(), uuid4()
    write(person_id=father, text="给父亲的岗位")
    write(person_id=son, text="给儿子的岗位")
    say(db, vault, clock, contact, "1")
    with db.read() as session:
        alone = messages_of_person(session, vault, father)
        with_phone = messages_of_person(session, vault, son, contact_ids=[contact.id])
    assert [line.text for line in alone] == ["给父亲的岗位"]
    assert [line.text for line in with_phone] == ["给儿子的岗位", "1"]


def test_a_message_has_a_whole_life(
    db: Database, vault: Vault, clock: SetClock, write: Write
) -> None:
    message = write()
    deliver_batch(db, vault, clock, ScriptedChannel([SendError(Fault.RETRY, "503")]), owner="t")
    clock.advance(timedelta(minutes=2))
    deliver_batch(db, vault, clock, ScriptedChannel(), owner="t")
    with db.read() as session:
        life = life_of(session, vault, message)
        assert life_of(session, vault, uuid4()) is None
    assert life is not None
    assert (life.attempts, life.segments, life.cost_fen) == (2, 1, 5)
    assert [(step.state, step.code) for step in life.steps] == [
        (MessageState.QUEUED, None),
        (MessageState.SUBMITTING, "attempt"),
        (MessageState.SUBMITTING, "503"),
        (MessageState.SUBMITTING, "attempt"),
        (MessageState.HANDED_OVER, None),
    ]


def test_the_queue_in_figures(db: Database, vault: Vault, clock: SetClock, write: Write) -> None:
    start = clock.now()
    write(county_code="530326")
    deliver_batch(db, vault, clock, ScriptedChannel([SendError(Fault.PERMANENT, "400")]), owner="t")
    clock.advance(timedelta(minutes=1))
    write(county_code="530326")
    deliver_batch(db, vault, clock, ScriptedChannel([SendError(Fault.AMBIGUOUS, "x")]), owner="t")
    oldest = clock.now()
    write(county_code="530326")
    write(county_code="152201")
    with db.read() as session:
        county = queue_figures(session, "530326", start)
        nation = queue_figures(session, "000000", start)
        later = queue_figures(session, "530326", clock.now() + timedelta(hours=1))
    assert (county.waiting, county.uncertain, county.parked) == (1, 1, 0)
    assert county.oldest_waiting == oldest
    assert county.by_state == {
        MessageState.QUEUED: 1,
        MessageState.UNKNOWN: 1,
        MessageState.FAILED: 1,
    }
    assert county.failures == {"permanent": 1}
    assert nation.waiting == 2
    assert (later.waiting, later.by_state) == (1, {})
