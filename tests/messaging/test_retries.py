"""A failed message is sent once more only when it certainly reached nobody, and on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from messaging import decisions, outbox, retries
from messaging.contract import Fault, LookupMiss, SendError, Sent
from messaging.retries import Obstacle
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageKind, MessageState, OutboxMessage
from messaging.tables_decisions import Decided, StaffDecision
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.fakes import ScriptedChannel

BY, WHY = "li.gz", "模板已经改好"
Write, Load = Callable[..., UUID], Callable[[UUID], OutboxMessage]
REFUSED = SendError(Fault.PERMANENT, "value_too_long:text")


@pytest.fixture
def deliver(db: Database, vault: Vault, clock: SetClock) -> Callable[..., ScriptedChannel]:
    """Return a function that delivers what is due over a channel with this script."""

    def deliver(*script: SendError | Sent) -> ScriptedChannel:
        channel = ScriptedChannel(list(script))
        deliver_batch(db, vault, clock, channel, owner="t", chance=lambda: 0.5)
        return channel

    return deliver


@pytest.fixture
def again(db: Database, vault: Vault, clock: SetClock, load: Load) -> Callable[[UUID], UUID | None]:
    """Return a function that sends a message once more."""

    def again(message_id: UUID) -> UUID | None:
        with db.write() as session:
            message = session.get_one(OutboxMessage, message_id)
            return retries.send_once_more(session, vault, message, clock.now(), BY, WHY)

    return again


@pytest.fixture
def obstacle(db: Database) -> Callable[[UUID], Obstacle | None]:
    """Return a function that tells why a message cannot be sent once more."""

    def obstacle(message_id: UUID) -> Obstacle | None:
        with db.read() as session:
            return retries.obstacle(session, session.get_one(OutboxMessage, message_id))

    return obstacle


def rise(db: Database, clock: SetClock, message_id: UUID, state: MessageState, **more: str) -> None:
    with db.write() as session:
        message = session.get_one(OutboxMessage, message_id)
        outbox.raise_state(session, message, state, clock.now(), **({"source": "report"} | more))


def test_a_new_message_stands_for_the_refused_one(
    db: Database,
    write: Write,
    load: Load,
    clock: SetClock,
    deliver: Callable[..., ScriptedChannel],
    again: Callable[[UUID], UUID | None],
) -> None:
    first_id = write(proves={"kind": "job_info", "postings": ["a"]}, params={"name": "王*芳"})
    deliver(REFUSED)
    clock.advance(timedelta(days=4))
    second_id = again(first_id)
    assert second_id is not None
    assert again(first_id) is None
    channel = deliver(Sent("p"))
    assert [one.message_id for one in channel.sent] == [second_id]
    first, second = load(first_id), load(second_id)
    assert first.state is MessageState.FAILED
    assert (second.state, second.instead_of) == (MessageState.HANDED_OVER, first_id)
    assert second.proves == first.proves
    assert second.params_sealed is not None
    with db.read() as session:
        (noted,) = session.exec(select(StaffDecision))
    assert (noted.about_id, noted.decided) == (first_id, Decided.RESENT)
    assert (noted.by, noted.reason) == (BY, WHY)


def test_a_second_failure_can_be_sent_a_third_time(
    write: Write,
    load: Load,
    deliver: Callable[..., ScriptedChannel],
    again: Callable[[UUID], UUID | None],
) -> None:
    first_id = write()
    deliver(REFUSED)
    second_id = again(first_id)
    assert second_id is not None
    deliver(REFUSED)
    third_id = again(second_id)
    assert third_id is not None
    assert load(third_id).instead_of == first_id
    assert len({load(each).key for each in (first_id, second_id, third_id)}) == 3


def test_a_reason_is_asked_for(
    db: Database,
    vault: Vault,
    clock: SetClock,
    write: Write,
    deliver: Callable[..., ScriptedChannel],
) -> None:
    first_id = write()
    deliver(REFUSED)
    with db.read() as session:
        message = session.get_one(OutboxMessage, first_id)
        with pytest.raises(ValueError, match="reason"):
            retries.send_once_more(session, vault, message, clock.now(), BY, "  ")


def test_what_waits_or_arrived_is_not_sent_once_more(
    db: Database,
    clock: SetClock,
    write: Write,
    deliver: Callable[..., ScriptedChannel],
    obstacle: Callable[[UUID], Obstacle | None],
    again: Callable[[UUID], UUID | None],
) -> None:
    message_id = write()
    assert obstacle(message_id) is Obstacle.NOT_ENDED
    deliver(Sent("p"))
    assert obstacle(message_id) is Obstacle.NOT_ENDED
    rise(db, clock, message_id, MessageState.DELIVERED)
    assert again(message_id) is None


def test_what_a_report_calls_undelivered_may_go_once_more(
    db: Database,
    clock: SetClock,
    write: Write,
    deliver: Callable[..., ScriptedChannel],
    obstacle: Callable[[UUID], Obstacle | None],
    again: Callable[[UUID], UUID | None],
) -> None:
    message_id = write()
    deliver(Sent("p"))
    rise(db, clock, message_id, MessageState.FAILED)
    second_id = again(message_id)
    assert second_id is not None
    rise(db, clock, message_id, MessageState.DELIVERED)
    deliver(REFUSED)
    assert obstacle(second_id) is Obstacle.ANOTHER_STANDS, "the first one arrived after all"


@pytest.mark.parametrize("settled", ["report", "lookup", None])
def test_a_doubtful_attempt_has_to_be_settled_first(
    db: Database,
    clock: SetClock,
    write: Write,
    deliver: Callable[..., ScriptedChannel],
    obstacle: Callable[[UUID], Obstacle | None],
    settled: str | None,
) -> None:
    message_id = write()
    deliver(SendError(Fault.AMBIGUOUS, "time_out"))
    if settled == "lookup":
        _never_taken(db, clock, message_id)
    if settled == "report":
        rise(db, clock, message_id, MessageState.FAILED, source="report")
    else:
        with db.write() as session:
            message = session.get_one(OutboxMessage, message_id)
            decisions.send_again(session, message, clock.now(), BY)
        deliver(REFUSED)
    assert obstacle(message_id) is (None if settled else Obstacle.IN_DOUBT)


def _never_taken(db: Database, clock: SetClock, message_id: UUID) -> None:
    with db.write() as session:
        outbox.note_event(
            session,
            message_id,
            clock.now(),
            MessageState.UNKNOWN,
            source="lookup",
            code=LookupMiss.NEVER_TAKEN.value,
        )


@pytest.mark.parametrize(
    ("fault", "changes", "kind", "found"),
    [
        (Fault.BAD_ADDRESS, {}, MessageKind.JOB_PUSH, Obstacle.UNREACHABLE),
        (Fault.PERMANENT, {"opted_out_at": True}, MessageKind.JOB_PUSH, Obstacle.OPTED_OUT),
        (Fault.PERMANENT, {"opted_out_at": True}, MessageKind.REPLY, None),
    ],
)
def test_nobody_is_written_to_who_cannot_or_does_not_want_to_be(
    db: Database,
    clock: SetClock,
    contact: Contact,
    write: Write,
    deliver: Callable[..., ScriptedChannel],
    obstacle: Callable[[UUID], Obstacle | None],
    fault: Fault,
    changes: dict[str, bool],
    kind: MessageKind,
    found: Obstacle | None,
) -> None:
    message_id = write(kind=kind)
    deliver(SendError(fault, "refused"))
    with db.write() as session:
        row = session.get_one(Contact, contact.id)
        for name in changes:
            setattr(row, name, clock.now())
        session.add(row)
    assert obstacle(message_id) is found
