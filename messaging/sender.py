"""The sender: hands waiting messages of one channel to its provider, each at most once.

Per message: the intent is committed, the session closed, the provider called once, the outcome
committed. An attempt without an outcome (a crash, a time-out) leaves the message ``UNKNOWN``, and
this module never touches it again until a look-up has said that the provider never took it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlmodel import Session

from messaging import claims, outbox, permits, states
from messaging.claims import SENDER, Claimed, SendingRules
from messaging.contract import Channel, Fault, Outgoing, SendError, Sent
from messaging.outbox import MESSAGES
from messaging.rendering import Rendered, as_it_is, render
from messaging.tables import Contact, MessageState
from storage import columns
from storage.clock import Clock
from storage.database import Database
from storage.vault import Vault

log = structlog.get_logger(__name__)


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
    only: Collection[UUID] | None = None,
    chance: Callable[[], float] | None = None,
) -> int:
    """Try to send up to ``limit`` due messages of ``channel``; returns how many were tried.

    ``owner`` names the process, for the lease. ``lanes`` is how many provider calls run at the same
    time: a crash leaves at most so many messages ``UNKNOWN``. ``only`` names the messages to send,
    also before their time. ``chance`` gives random numbers in [0, 1) for the spread of delays.
    """
    name = channel.name
    with db.read() as session:
        lapsed = claims.lapsed(session, name, clock.now())
        rests = claims.rests(session, name, clock.now())
        due = [] if rests else claims.candidates(session, name, clock.now(), limit, only)
    if lapsed:
        with db.write() as session:
            claims.give_up(session, lapsed, clock.now())
    chance = chance or secrets.SystemRandom().random
    batch = _Batch(
        db, vault, clock, channel, owner, rules or SendingRules(), chance, on_time=only is None
    )
    tried = 0
    with ThreadPoolExecutor(lanes) as pool:
        for start in range(0, len(due), lanes):
            claimed = batch.claim(due[start : start + lanes])
            attempts = list(pool.map(batch.attempt, claimed))
            batch.conclude(attempts)
            tried += len(attempts)
            if any(attempt.fault is Fault.CONFIG for attempt in attempts):
                log.error("channel_refused", channel=name)
                break
    return tried


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt and what came of it."""

    claimed: Claimed
    rendered: Rendered
    outcome: Sent | SendError

    @property
    def fault(self) -> Fault | None:
        return self.outcome.fault if isinstance(self.outcome, SendError) else None


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
    on_time: bool

    def claim(self, message_ids: Sequence[UUID]) -> list[Claimed]:
        """Commit the intent to send those of the messages that may go now."""
        with self.db.write() as session:
            return claims.claim(
                session,
                self.vault,
                self.clock.now(),
                self.channel,
                rules=self.rules,
                owner=self.owner,
                message_ids=message_ids,
                on_time=self.on_time,
            )

    def attempt(self, claimed: Claimed) -> _Attempt:
        """Call the provider once; no session is open here."""
        channel = self.channel
        prepared = claimed.prepared
        rendered = (
            render(claimed.text, claimed.buttons, claimed.kind, channel.capabilities)
            if prepared is None
            else as_it_is(prepared.text, channel.capabilities)
        )
        try:
            message = Outgoing(
                message_id=claimed.message_id,
                to=channel.normalise(claimed.address),
                text=rendered.text,
                buttons=rendered.buttons,
                kind=claimed.kind,
                valid_for=claimed.valid_for,
                template=prepared.templated if prepared else None,
            )
            outcome: Sent | SendError = channel.send(message, self.rules.timeout.total_seconds())
        except SendError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - a bug in one channel: nobody knows what it sent
            log.error("channel_bug", channel=channel.name, error=type(error).__name__)
            outcome = SendError(Fault.AMBIGUOUS, type(error).__name__)
        return _Attempt(claimed, rendered, outcome)

    def conclude(self, attempts: Sequence[_Attempt]) -> None:
        """Commit what came of the attempts."""
        with self.db.write() as session:
            for attempt in attempts:
                if isinstance(attempt.outcome, Sent):
                    self._note_taken(session, attempt, attempt.outcome)
                else:
                    self._note_fault(session, attempt.claimed, attempt.outcome)

    def _note_taken(self, session: Session, attempt: _Attempt, sent: Sent) -> None:
        """Note what the provider took; a report may have come before, so the state only rises."""
        now, abilities = self.clock.now(), self.channel.capabilities
        message_id, billed = attempt.claimed.message_id, attempt.rendered.segments
        facts: dict[str, Any] = {
            "provider_id": sent.provider_id,
            "segments": billed,
            "cost_fen": billed * abilities.fen_per_segment,
            "handed_over_at": now,
        }
        rise = {
            "state": sent.state,
            "fault": None,
            "code": None,
            "lease_owner": None,
            "lease_until": None,
            "next_attempt_at": states.first_lookup(now, in_process=abilities.in_process),
        }
        this = sa.update(MESSAGES).where(MESSAGES.c.id == message_id)
        rose = session.execute(
            this.where(MESSAGES.c.state < sent.state).values(
                facts | rise | outbox.moments_of(sent.state, now)
            )
        )
        if outbox.rows_changed(rose):
            outbox.note_event(session, message_id, now, sent.state, source=SENDER)
        else:
            session.execute(this.values(facts))

    def _note_fault(self, session: Session, claimed: Claimed, error: SendError) -> None:
        """Note why an attempt did not work, unless a report or another process knows better."""
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
        changed = session.execute(
            sa.update(MESSAGES)
            .where(
                MESSAGES.c.id == claimed.message_id,
                MESSAGES.c.lease_owner == self.owner,
                MESSAGES.c.state < MessageState.HANDED_OVER,
            )
            .values(_fault_values(error.fault, code, after, claimed.attempts, now))
        )
        if outbox.rows_changed(changed) == 0:
            return
        outbox.note_event(session, claimed.message_id, now, after.state, source=SENDER, code=code)
        if states.blocks_contact(error.fault):
            contact = session.get_one(Contact, claimed.contact_id)
            contact.blocked_at = now
            session.add(contact)

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
    return values
