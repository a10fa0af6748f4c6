"""The sender: hands waiting messages of one channel to its provider, each at most once.

Per message: the intent is committed, the session closed, the provider called once, the outcome
committed. An attempt without an outcome (a crash, a time-out) leaves the message ``UNKNOWN``, and
this module never touches it again until a look-up has said that the provider never took it.
"""

from __future__ import annotations

import secrets
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from threading import Event
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session

from messaging import alarms, claims, outbox, pace, parts, permits, states, waiting
from messaging.claims import Claimed, SendingRules
from messaging.contract import Channel, Fault, Outgoing, SendError, Sent
from messaging.gate import NOT_IN_TIME
from messaging.outbox import MESSAGES
from messaging.rendering import Rendered
from messaging.spend_days import pay
from messaging.tables import Contact, MessageState, OutboxMessage
from messaging.waiting import SENDER
from storage import columns
from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault

log = structlog.get_logger(__name__)
NOT_TRIED = "not_tried"
"""The code of a message that was claimed when the account had just been refused."""


def deliver_batch(
    db: Database,
    vault: Vault,
    clock: Clock,
    channel: Channel,
    *,
    owner: str,
    limit: int = 50,
    rules: SendingRules | None = None,
    lanes: int = 1,
    block: int | None = None,
    only: Collection[UUID] | None = None,
    chance: Callable[[], float] | None = None,
) -> int:
    """Try to send up to ``limit`` due messages of ``channel``; returns how many were tried.

    ``owner`` names the process, for the lease. ``lanes`` is how many provider calls run at the same
    time; a crash leaves at most so many messages ``UNKNOWN``. With a ``block`` larger than that the
    intent is committed for so many messages at once, while the block before is still being sent:
    no lane waits for the disk, and a crash leaves at most two blocks. ``only`` names the messages
    to send, also before their time. ``chance`` gives random numbers in [0, 1) for the spread of
    delays.
    """
    name = channel.name
    with db.read() as session:
        lapsed = waiting.lapsed(session, name, clock.now())
        rests = waiting.rests(session, name, clock.now())
    if lapsed:
        with db.write() as session:
            waiting.give_up(session, lapsed, clock.now())
    if rests:
        return 0
    chance = chance or secrets.SystemRandom().random
    batch = _Batch(db, vault, clock, channel, owner, rules or SendingRules(), chance, only)
    return batch.run(limit, lanes=lanes, size=block or lanes)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt and what came of it."""

    claimed: Claimed
    rendered: Rendered
    outcome: Sent | SendError

    @property
    def taken(self) -> bool:
        """Whether the provider took the message."""
        return isinstance(self.outcome, Sent)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The three steps of sending, with what they need."""

    db: Database
    vault: Vault
    clock: Clock
    channel: Channel
    owner: str
    rules: SendingRules
    chance: Callable[[], float]
    only: Collection[UUID] | None
    refused: Event = field(default_factory=Event)
    seen: set[UUID] = field(default_factory=set)
    again: set[UUID] = field(default_factory=set)

    def run(self, limit: int, *, lanes: int, size: int) -> int:
        """Send block by block what is due, until nothing is; returns how many were tried.

        What to send is asked anew for each block: an answer overtakes a long queue of pushes.
        """
        ahead = size if size > lanes else 0
        under_way = deque[Future[_Attempt]]()
        tried, more = 0, True
        pool = ThreadPoolExecutor(lanes)
        try:
            while more or under_way:
                left = ahead if more else 0
                attempts = [under_way.popleft().result() for _ in range(len(under_way) - left)]
                room = min(size, limit - len(self.seen)) if more else 0
                claimed = self._conclude_and_claim(attempts, room)
                more = claimed is not None
                under_way.extend(pool.submit(self._attempt, each) for each in claimed or ())
                tried += len(claimed or ())
        finally:
            pool.shutdown(cancel_futures=True)
        if self.refused.is_set():
            log.error("channel_refused", channel=self.channel.name)
        return tried

    def _conclude_and_claim(self, attempts: Sequence[_Attempt], room: int) -> list[Claimed] | None:
        """Commit what came of the attempts, and the intent to send up to ``room`` messages.

        Returns None when there is nothing more to send.
        """
        with self.db.write() as session:
            refunds = self._conclude(session, attempts)
            now = self.clock.now()
            fresh = self._fresh(session, attempts, room, now)
            if not fresh:
                pay(session, self.rules.spend, (), refunds, now)
                return None
            self.seen.update(fresh)
            return claims.claim(
                session,
                self.vault,
                now,
                self.channel,
                rules=self.rules,
                owner=self.owner,
                message_ids=fresh,
                on_time=self.only is None,
                refunds=refunds,
            )

    def _fresh(
        self, session: Session, attempts: Sequence[_Attempt], room: int, now: datetime
    ) -> list[UUID]:
        """Return up to ``room`` due messages that this batch has not had in hand."""
        if room <= 0 or self.refused.is_set():
            return []
        name, cap = self.channel.name, self.channel.capabilities.account_cap
        self.again.update(each.claimed.message_id for each in attempts if not each.taken)
        found = waiting.candidates(session, name, now, room + len(self.again), self.only)
        fresh = [each for each in found if each not in self.seen][:room]
        if fresh and cap is not None:
            fresh = fresh[: pace.take(session, name, cap, len(fresh), now)]
        return fresh

    def _attempt(self, claimed: Claimed) -> _Attempt:
        """Call the provider once; no session is open here."""
        channel = self.channel
        prepared = claimed.prepared
        rendered = claimed.rendered(channel.capabilities)
        try:
            message = Outgoing(
                message_id=claimed.known_as,
                to=channel.normalise(claimed.address),
                text=rendered.text,
                buttons=rendered.buttons,
                kind=claimed.kind,
                valid_for=claimed.valid_for,
                template=prepared.templated if prepared else None,
            )
            if self.refused.is_set():
                raise SendError(Fault.CONFIG, NOT_TRIED)
            if not claimed.in_time(self.clock.now(), self.rules):
                raise SendError(Fault.THROTTLED, NOT_IN_TIME, retry_after=0)
            outcome: Sent | SendError = channel.send(message, self.rules.timeout.total_seconds())
        except SendError as error:
            outcome = error
            if error.fault is Fault.CONFIG:
                self.refused.set()
        except Exception as error:  # noqa: BLE001 - a bug in one channel: nobody knows what it sent
            log.error("channel_bug", channel=channel.name, error=type(error).__name__)
            outcome = SendError(Fault.AMBIGUOUS, type(error).__name__)
        return _Attempt(claimed, rendered, outcome)

    def _conclude(self, session: Session, attempts: Sequence[_Attempt]) -> Mapping[str, int]:
        """Note what came of the attempts; returns what they did not cost, in fen by county."""
        refunds: Counter[str] = Counter()
        taken: dict[MessageState, list[tuple[_Attempt, Sent]]] = {}
        for attempt in attempts:
            if isinstance(attempt.outcome, Sent):
                if self._goes_on(session, attempt.claimed, attempt.outcome):
                    continue
                of_state = taken.setdefault(attempt.outcome.state, [])
                of_state.append((attempt, attempt.outcome))
            else:
                noted = self._note_fault(session, attempt.claimed, attempt.outcome)
                if noted and attempt.outcome.fault is not Fault.AMBIGUOUS:
                    refunds.update(attempt.claimed.refund(self.clock.today()))
        for state, of_state in taken.items():
            self._note_taken(session, state, of_state)
        return refunds

    def _goes_on(self, session: Session, claimed: Claimed, sent: Sent) -> bool:
        """Note that a part of a long message was taken; True when its next one is to be sent."""
        part, now = claimed.part, self.clock.now()
        if part is None or not parts.note_taken(
            session, claimed.message_id, part, sent, now, owner=self.owner, by=SENDER
        ):
            return False
        self.seen.discard(claimed.message_id)
        return True

    def _note_taken(
        self, session: Session, state: MessageState, taken: Sequence[tuple[_Attempt, Sent]]
    ) -> None:
        """Note what the provider took; a report may have come before, so the state only rises."""
        now, abilities = self.clock.now(), self.channel.capabilities
        facts = [
            {
                "of": attempt.claimed.message_id,
                "provider": sent.provider_id,
                "parts": attempt.rendered.segments,
                "cost": attempt.rendered.segments * abilities.fen_per_segment,
                "now": now,
            }
            for attempt, sent in taken
        ]
        session.execute(_TAKEN, facts)
        values = {
            "ids": [attempt.claimed.message_id for attempt, _ in taken],
            "ask_at": states.first_lookup(now, in_process=abilities.in_process),
            "now": now,
        }
        rose = list(session.execute(_rise(state), values).scalars())
        outbox.note_events(session, rose, now, state, source=SENDER)

    def _note_fault(self, session: Session, claimed: Claimed, error: SendError) -> bool:
        """Note why an attempt did not work, unless a report or another process knows better.

        Returns whether it was noted. What is refused for good may go another way.
        """
        now = self.clock.now()
        after = states.after_fault(
            error.fault,
            attempts=claimed.attempts,
            now=now,
            chance=self.chance(),
            retry_after=error.retry_after,
        )
        if error.fault is Fault.WINDOW_CLOSED:
            after = self._outside_the_window(session, claimed, after)
        code = (error.code or error.fault)[: columns.SHORT]
        values = _fault_values(error.fault, code, after, claimed.attempts, now)
        if claimed.is_begun:
            values.pop("cost_fen", None)
        changed = session.execute(
            sa.update(MESSAGES)
            .where(
                MESSAGES.c.id == claimed.message_id,
                MESSAGES.c.lease_owner == self.owner,
                MESSAGES.c.state < MessageState.HANDED_OVER,
            )
            .values(values)
        )
        if outbox.rows_changed(changed) == 0:
            return False
        outbox.note_event(session, claimed.message_id, now, after.state, source=SENDER, code=code)
        if states.blocks_contact(error.fault):
            contact = session.get_one(Contact, claimed.contact_id)
            contact.blocked_at = now
            session.add(contact)
        if error.fault is Fault.CONFIG and code != NOT_TRIED:
            alarms.channel_refused(session, now, claimed.county_code, self.channel.name, code)
        if after.state is MessageState.FAILED and self.rules.fail_over is not None:
            message = session.get_one(OutboxMessage, claimed.message_id, populate_existing=True)
            self.rules.fail_over.take(session, self.vault, now, message, error.fault)
        return True

    def _outside_the_window(
        self, session: Session, claimed: Claimed, after: states.Next
    ) -> states.Next:
        """Try once more by notice where there is one; a notice refused means no permit is left."""
        now = self.clock.now()
        if claimed.prepared is not None:
            template = claimed.prepared.templated.code
            permits.void(session, claimed.contact_id, template, now)
        elif claimed.kind in self.channel.capabilities.notices:
            return states.Next(MessageState.SUBMITTING, now)
        return after


_TAKEN = (
    sa.update(MESSAGES)
    .where(MESSAGES.c.id == sa.bindparam("of"))
    .values(
        provider_id=sa.bindparam("provider"),
        segments=sa.bindparam("parts"),
        cost_fen=sa.bindparam("cost"),
        handed_over_at=waiting.NOW,
    )
)


@cache
def _rise(state: MessageState) -> ReturningUpdate[UUID]:
    """Return the statement that raises messages to ``state``; made once for all blocks."""
    return (
        sa.update(MESSAGES)
        .where(MESSAGES.c.id.in_(waiting.IDS), MESSAGES.c.state < state)
        .values(
            state=state,
            fault=None,
            code=None,
            lease_owner=None,
            lease_until=None,
            next_attempt_at=sa.bindparam("ask_at"),
            **outbox.moments_of(state, waiting.NOW),
        )
        .returning(MESSAGES.c.id)
    )


def _fault_values(
    fault: Fault, code: str, after: states.Next, attempts: int, now: datetime
) -> dict[str, Any]:
    """Return the columns of a message after a fault."""
    values: dict[str, Any] = {
        "fault": fault,
        "code": code,
        "lease_owner": None,
        "lease_until": None,
        "next_attempt_at": after.retry_at or states.first_lookup(now, in_process=False),
        "attempts": attempts if states.counts_as_try(fault) else attempts - 1,
    }
    if after.state > MessageState.SUBMITTING:
        values["state"] = after.state
    if after.state in states.FINAL:
        values["ended_at"] = now
    if fault is not Fault.AMBIGUOUS:
        values["cost_fen"] = 0
    return values
