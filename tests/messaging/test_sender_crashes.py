"""The power goes at every single step of sending; nobody gets a message twice, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from uuid import UUID

import pytest
from sqlmodel import Session

from bot.receipts import sweep
from messaging.contract import (
    Capabilities,
    Fault,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.sender import deliver_batch
from messaging.tables import MessageState, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import runtime_with
from tests.messaging.conftest import Load, Write
from tests.messaging.fakes import SMS_LIKE


class PowerCut(BaseException):
    """The process ends here."""


@dataclass
class Fuse:
    """Blows at the step number ``at``; steps are counted over a whole run."""

    at: int | None = None
    steps: int = 0
    lock: Lock = field(default_factory=Lock)

    def step(self) -> None:
        with self.lock:
            self.steps += 1
            if self.steps == self.at:
                raise PowerCut


class FusedDatabase:
    """A database during whose commits the power may go: just before, or just after."""

    def __init__(self, database: Database, fuse: Fuse) -> None:
        self._database = database
        self._fuse = fuse
        self.read = database.read

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self._database.write() as session:
            yield session
            self._fuse.step()
        self._fuse.step()


@dataclass
class Provider:
    """Takes messages and remembers them; the power may go before it took one, or after."""

    fuse: Fuse
    knows: bool
    name: str = "sms"
    capabilities: Capabilities = SMS_LIKE
    taken: list[UUID] = field(default_factory=list)
    looked_up: set[UUID] = field(default_factory=set)
    fault: Callable[[int], SendError | None] = lambda _number: None

    def normalise(self, address: str) -> str:
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        self.fuse.step()
        error = self.fault(len(self.taken))
        if error is not None and error.fault is not Fault.AMBIGUOUS:
            raise error
        assert message.message_id not in self.taken, "sent twice"
        self.taken.append(message.message_id)
        self.fuse.step()
        if error is not None:
            raise error
        return Sent()

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        self.looked_up.add(submission.message_id)
        if not self.knows:
            return LookupMiss.CANNOT_TELL
        if submission.message_id not in self.taken:
            return LookupMiss.NEVER_TAKEN
        return Receipt(
            event_id=f"l:{submission.message_id}",
            state=MessageState.DELIVERED,
            at=submission.submitted_at,
            message_id=submission.message_id,
        )


MESSAGES = 3
MOST_STEPS = 40


@pytest.mark.parametrize(("lanes", "block"), [(1, None), (3, None), (1, 2)])
@pytest.mark.parametrize("knows", [True, False])
@pytest.mark.parametrize("ambiguous", [True, False])
def test_a_power_cut_anywhere_sends_nothing_twice(
    db: Database,
    vault: Vault,
    clock: SetClock,
    write: Write,
    load: Load,
    lanes: int,
    block: int | None,
    knows: bool,
    ambiguous: bool,
) -> None:
    """Blow the fuse at step 1, 2, 3… until a run goes through without reaching it."""
    for at in range(1, MOST_STEPS):
        messages = [write() for _ in range(MESSAGES)]
        fuse = Fuse(at)
        provider = Provider(fuse, knows)
        if ambiguous:
            provider.fault = lambda number: (
                SendError(Fault.AMBIGUOUS, "ReadTimeout") if number == 1 else None
            )
        blown = False
        try:
            deliver_batch(
                FusedDatabase(db, fuse),  # type: ignore[arg-type]
                vault,
                clock,
                provider,
                owner="first",
                lanes=lanes,
                block=block,
            )
        except PowerCut:
            blown = True
        fuse.at = None
        provider.fault = lambda _number: None
        clock.advance(timedelta(minutes=2))
        _restart(db, vault, clock, provider)
        states = [load(message).state for message in messages]
        assert len(provider.taken) == len(set(provider.taken))
        if knows:
            assert sorted(provider.taken) == sorted(messages)
            assert set(states) == {MessageState.DELIVERED}
        else:
            lost = [m for m in messages if m not in provider.taken]
            assert {load(message).state for message in lost} <= {MessageState.UNKNOWN}
            assert len(lost) <= (2 * block if block else lanes)
        _finish(db, messages)
        clock.set(clock.now().replace(hour=9, minute=0) + timedelta(days=1))
        if not blown:
            return
    pytest.fail("the run never got past the fuse: raise MOST_STEPS")


def _restart(db: Database, vault: Vault, clock: SetClock, provider: Provider) -> None:
    """Let a new process do what it always does, for a while."""
    runtime = runtime_with(db, vault, clock, provider)
    for _ in range(4):
        deliver_batch(db, vault, clock, provider, owner="second")
        sweep(runtime, provider)
        clock.advance(timedelta(minutes=2))


def _finish(db: Database, messages: list[UUID]) -> None:
    """Take this round's messages out of the next round's way."""
    with db.write() as session:
        for message in messages:
            row = session.get_one(OutboxMessage, message)
            row.state = MessageState.DELIVERED
            session.add(row)


def test_an_uncertain_message_waits_for_a_look_up(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    """However long nobody can tell, the sender does not try again on its own."""
    message = write()
    provider = Provider(Fuse(), knows=False)
    provider.fault = lambda _number: SendError(Fault.AMBIGUOUS, "ReadTimeout")
    deliver_batch(db, vault, clock, provider, owner="a")
    provider.fault = lambda _number: None
    for _ in range(100):
        clock.advance(timedelta(hours=1))
        _restart(db, vault, clock, provider)
    assert provider.taken == [message]
    assert load(message).state is MessageState.UNKNOWN
    assert load(message).ended_at is not None


def test_a_late_success_of_a_process_thought_dead_is_believed(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    """The provider was slower than the lease; another process gave the message up meanwhile."""
    message = write()
    provider = Provider(Fuse(), knows=False)

    def slow(_number: int) -> None:
        clock.advance(timedelta(minutes=5))
        deliver_batch(db, vault, clock, Provider(Fuse(), knows=False), owner="second")
        assert load(message).state is MessageState.UNKNOWN

    provider.fault = slow
    deliver_batch(db, vault, clock, provider, owner="first")
    assert load(message).state is MessageState.HANDED_OVER


def test_a_late_refusal_of_a_process_thought_dead_is_not(
    db: Database, vault: Vault, clock: SetClock, write: Write, load: Load
) -> None:
    message = write()
    provider = Provider(Fuse(), knows=False)

    def slow(_number: int) -> SendError:
        clock.advance(timedelta(minutes=5))
        deliver_batch(db, vault, clock, Provider(Fuse(), knows=False), owner="second")
        return SendError(Fault.RETRY, "503")

    provider.fault = slow
    deliver_batch(db, vault, clock, provider, owner="first")
    assert load(message).state is MessageState.UNKNOWN
