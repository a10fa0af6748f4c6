"""What staff decide about uncertain messages and odd events is done once and written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from messaging import decisions
from messaging.contract import Fault, SendError, Sent
from messaging.sender import deliver_batch
from messaging.tables import (
    BODY_FIELD,
    Contact,
    InboundMessage,
    InboundState,
    MessageEvent,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from messaging.tables_decisions import Decided, StaffDecision
from messaging.tables_staff import StaffNotice
from messaging.waiting import STAFF, resume
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.fakes import ScriptedChannel

BY = "li.gz"
Act = Callable[[Session, OutboxMessage, object, str], bool]


@pytest.fixture
def doubtful(
    db: Database, vault: Vault, clock: SetClock, write: Callable[..., UUID]
) -> tuple[UUID, ScriptedChannel]:
    """Return a message nobody knows the end of, and its channel, which would take it now."""
    message_id = write(county_code="530326")
    channel = ScriptedChannel([SendError(Fault.AMBIGUOUS, "time_out"), Sent("p")])
    deliver_batch(db, vault, clock, channel, owner="t")
    return message_id, channel


def decide(db: Database, clock: SetClock, message_id: UUID, act: Act) -> bool:
    with db.write() as session:
        message = session.get_one(OutboxMessage, message_id)
        return act(session, message, clock.now(), BY)


def written(db: Database) -> list[tuple[Decided, str]]:
    with db.read() as session:
        rows = session.exec(select(StaffDecision).order_by(StaffDecision.id)).all()
        return [(row.decided, row.by) for row in rows]


def test_nothing_is_sent_again_by_itself(
    db: Database, vault: Vault, clock: SetClock, doubtful: tuple[UUID, ScriptedChannel]
) -> None:
    for _ in range(5):
        clock.advance(timedelta(hours=1))
        deliver_batch(db, vault, clock, doubtful[1], owner="t")
    assert len(doubtful[1].sent) == 1


def test_sending_again_is_done_once_and_says_who(
    db: Database,
    vault: Vault,
    clock: SetClock,
    doubtful: tuple[UUID, ScriptedChannel],
    load: Callable[[UUID], OutboxMessage],
) -> None:
    message_id, channel = doubtful
    assert decide(db, clock, message_id, decisions.send_again)
    assert not decide(db, clock, message_id, decisions.send_again)
    for _ in range(3):
        deliver_batch(db, vault, clock, channel, owner="t")
    assert len(channel.sent) == 2
    assert load(message_id).state is MessageState.HANDED_OVER
    assert written(db) == [(Decided.RESENT, BY)]
    with db.read() as session:
        lines = session.exec(
            select(MessageEvent).where(
                MessageEvent.message_id == message_id, MessageEvent.source == STAFF
            )
        ).all()
    assert [line.code for line in lines] == [f"resent:{BY}"]


def test_what_is_confirmed_is_never_sent_again(
    db: Database,
    vault: Vault,
    clock: SetClock,
    doubtful: tuple[UUID, ScriptedChannel],
    load: Callable[[UUID], OutboxMessage],
) -> None:
    message_id, channel = doubtful
    assert decide(db, clock, message_id, decisions.confirm_sent)
    assert not decide(db, clock, message_id, decisions.confirm_sent)
    assert not decide(db, clock, message_id, decisions.send_again)
    deliver_batch(db, vault, clock, channel, owner="t")
    assert len(channel.sent) == 1
    message = load(message_id)
    assert message.state is MessageState.HANDED_OVER
    assert message.delivered_at is None
    assert written(db) == [(Decided.CONFIRMED, BY)]


def test_asking_makes_the_look_up_due(
    db: Database,
    clock: SetClock,
    doubtful: tuple[UUID, ScriptedChannel],
    load: Callable[[UUID], OutboxMessage],
) -> None:
    clock.advance(timedelta(seconds=5))
    assert decide(db, clock, doubtful[0], decisions.ask_provider)
    assert load(doubtful[0]).next_attempt_at == clock.now()
    assert load(doubtful[0]).state is MessageState.UNKNOWN


@pytest.mark.parametrize(
    "act", [decisions.ask_provider, decisions.confirm_sent, decisions.send_again]
)
def test_a_message_that_is_certain_is_left_alone(
    db: Database, clock: SetClock, write: Callable[..., UUID], act: Act
) -> None:
    assert not decide(db, clock, write(), act)
    assert written(db) == []


def test_a_parked_message_is_answered_anew_or_put_away(
    db: Database, vault: Vault, clock: SetClock, contact: Contact
) -> None:
    ids = []
    with db.write() as session:
        for number in range(2):
            row = InboundMessage(
                channel="sms",
                event_id=f"e{number}",
                contact_id=contact.id,
                body_sealed=vault.seal(BODY_FIELD, "你好"),
                state=InboundState.PARKED,
                attempts=3,
                error="ValueError",
                occurred_at=clock.now(),
                received_at=clock.now(),
            )
            session.add(row)
            ids.append(row.id)
    with db.write() as session:
        now = clock.now()
        assert decisions.replay_inbound(session, ids[0], now, BY)
        assert not decisions.replay_inbound(session, ids[0], now, BY)
        with pytest.raises(ValueError, match="reason"):
            decisions.discard_inbound(session, ids[1], now, BY, "  ")
        assert decisions.discard_inbound(session, ids[1], now, BY, "广告")
        assert not decisions.replay_inbound(session, ids[1], now, BY)
    with db.read() as session:
        states = [session.get_one(InboundMessage, each).state for each in ids]
    assert states == [InboundState.STORED, InboundState.HANDLED]
    assert written(db) == [(Decided.REPLAYED, BY), (Decided.DISCARDED, BY)]


def test_an_event_that_was_put_away_stays_away(db: Database, vault: Vault, clock: SetClock) -> None:
    with db.write() as session:
        event = ParkedEvent(
            channel="telegram",
            event_id="1",
            body_sealed=vault.seal(BODY_FIELD, "{}"),
            reason="no_update_id",
            received_at=clock.now(),
        )
        session.add(event)
        session.flush()
        now = clock.now()
        assert decisions.replay_event(session, event.id, now, BY)
        assert decisions.discard_event(session, event.id, now, BY, "不是给我们的")
        assert not decisions.replay_event(session, event.id, now, BY)


def test_a_refused_account_halts_alerts_once_and_resumes(
    db: Database, vault: Vault, clock: SetClock, write: Callable[..., UUID]
) -> None:
    for _ in range(4):
        write(county_code="530326")
    channel = ScriptedChannel([SendError(Fault.CONFIG, "balance"), Sent("p")])
    for _ in range(3):
        deliver_batch(db, vault, clock, channel, owner="t", lanes=2)
    assert len(channel.sent) <= 2
    with db.read() as session:
        notices = session.exec(select(StaffNotice)).all()
    assert [notice.kind for notice in notices] == ["channel_refused"]
    with db.write() as session:
        assert resume(session, "sms", clock.now(), BY) >= 1
        assert resume(session, "sms", clock.now(), BY) == 0
    deliver_batch(db, vault, clock, channel, owner="t")
    with db.read() as session:
        states = set(session.exec(select(OutboxMessage.state)))
    assert states == {MessageState.HANDED_OVER}
