"""Events that staff want read again go through the same door as at first."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from bot import inbox
from bot.replays import replay_asked
from bot.runtime import BotRuntime
from messaging import decisions
from messaging.contract import Event, Inbound, Parked
from messaging.tables import InboundMessage, OutboxMessage, ParkedEvent
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import runtime_with
from tests.messaging.fakes import ScriptedChannel


@dataclass
class Learner(ScriptedChannel):
    """A channel that understands an event only after it was mended."""

    mended: bool = False
    at: datetime | None = field(default=None)

    def reread(self, body: str) -> list[Event]:
        if not self.mended or self.at is None:
            return [Parked("e1", "still_odd", body)]
        said = json.loads(body)
        return [Inbound("e1", said["from"], said["text"], self.at)]


def office(db: Database, vault: Vault, clock: SetClock) -> tuple[BotRuntime, Learner]:
    channel = Learner(at=clock.now())
    runtime = runtime_with(db, vault, clock, channel)
    body = json.dumps({"from": "13800000001", "text": "找活"})
    inbox.park(runtime, "sms", Parked("e1", "odd", body))
    return runtime, channel


def ask(runtime: BotRuntime) -> UUID:
    with runtime.db.write() as session:
        event = session.exec(select(ParkedEvent)).one()
        assert decisions.replay_event(session, event.id, runtime.clock.now(), "li.gz")
        return event.id


def came(runtime: BotRuntime) -> tuple[int, int]:
    with runtime.db.read() as session:
        return (
            len(session.exec(select(InboundMessage)).all()),
            len(session.exec(select(OutboxMessage)).all()),
        )


def test_nothing_is_read_again_unasked(db: Database, vault: Vault, clock: SetClock) -> None:
    runtime, channel = office(db, vault, clock)
    channel.mended = True
    assert replay_asked(runtime) == 0
    assert came(runtime) == (0, 0)


def test_what_is_understood_now_is_answered_once(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    runtime, channel = office(db, vault, clock)
    channel.mended = True
    event_id = ask(runtime)
    assert replay_asked(runtime) == 1
    assert replay_asked(runtime) == 0
    assert came(runtime) == (1, 1)
    with db.read() as session:
        assert session.get_one(ParkedEvent, event_id).closed_at == clock.now()


def test_what_came_by_itself_meanwhile_is_not_stored_twice(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    runtime, channel = office(db, vault, clock)
    channel.mended = True
    inbox.receive(runtime, "sms", Inbound("e1", "13800000001", "找活", clock.now()))
    ask(runtime)
    assert replay_asked(runtime) == 1
    assert came(runtime)[0] == 1


def test_what_is_still_odd_stays_parked_and_can_be_asked_for_again(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    runtime, channel = office(db, vault, clock)
    ask(runtime)
    assert replay_asked(runtime) == 0
    assert came(runtime) == (0, 0)
    channel.mended = True
    ask(runtime)
    assert replay_asked(runtime) == 1
    assert came(runtime) == (1, 1)
