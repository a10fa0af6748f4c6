"""Answers a message in the provider's own call, where the provider takes that (WeChat).

WeChat waits five seconds, then hangs up and calls again, three times in all. So the answer is
prepared beside the call: when it is ready in time it goes back in the call; else the call is
acknowledged and the sender takes the answer over.

An answer in the call is a message like any other: claimed before it is written into the response,
handed over once the response has left. That WeChat calls again means that it did not get the
earlier response, so the repetition gets the same words; WeChat shows one answer to one message.
After a crash in between, without a repetition, the message stays ``UNKNOWN``: nobody can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot import inbox
from bot.runtime import BotRuntime
from messaging import claims, outbox, parts, states
from messaging.claims import ATTEMPT
from messaging.contract import Answer, AnswersInCall, Call, Channel, Sent
from messaging.outbox import MESSAGES, rows_changed
from messaging.parts import PART, Part
from messaging.rendering import render
from messaging.rules import SendingRules
from messaging.tables import MessageEvent, MessageState, OutboxMessage
from storage.ids import new_id

log = structlog.get_logger(__name__)
IN_CALL = "in_call"
PATIENCE_SECONDS = 4.0
"""How long a call waits for its answer; WeChat hangs up after five."""

_THREADS = 16
_BETWEEN = "\n\n"
_OWNERS = f"{IN_CALL}:"
_LEASE = SendingRules().lease


@dataclass(frozen=True, slots=True)
class _Ready:
    """An answer to be written into a response, claimed under ``owner``."""

    owner: str
    text: str = ""
    claimed: tuple[UUID, ...] = ()
    parts: Mapping[UUID, Part | None] = field(default_factory=dict)


class InCall:
    """Answers the calls of one runtime. ``patience`` is in seconds."""

    def __init__(self, runtime: BotRuntime, patience: float = PATIENCE_SECONDS) -> None:
        self._runtime = runtime
        self._patience = patience
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix=IN_CALL)

    def respond(
        self, name: str, channel: AnswersInCall, call: Call, inbound_id: UUID
    ) -> tuple[Answer, Callable[[], None] | None]:
        """Return the answer to a call, and what is to be done once it has left.

        The message of the call is stored; it may be there from an earlier call.
        """
        late = Event()
        job = self._pool.submit(self._prepare, name, channel, inbound_id, late)
        try:
            ready = job.result(self._patience)
        except TimeoutError:
            log.info("answer_not_in_time", channel=name)
            late.set()
            job.add_done_callback(self._give_back)
            return channel.answer(call, True), None
        except SQLAlchemyError as error:
            log.error("answer_not_prepared", channel=name, error=type(error).__name__)
            return channel.answer(call, True), None
        if not ready.text:
            return channel.answer(call, True), None
        answer = channel.answer_with(call, ready.text, self._runtime.clock.now())
        return answer, lambda: self._conclude(ready)

    def _prepare(self, name: str, channel: AnswersInCall, inbound_id: UUID, late: Event) -> _Ready:
        """Answer the message if nobody has, and claim what fits into one response."""
        runtime = self._runtime
        inbox.handle(runtime, inbound_id)
        registered = runtime.channels[name]
        now, owner = runtime.clock.now(), f"{_OWNERS}{new_id().hex}"
        with runtime.db.write() as session:
            not_taken, waiting = _answers_to(session, inbound_id)
            if late.is_set():
                _make_due(session, waiting, now)
                return _Ready(owner)
            fitting = self._fitting(registered, channel, [*not_taken, *waiting])
            claimed = claims.claim(
                session,
                runtime.vault,
                now,
                registered,
                rules=runtime.rules_of(name),
                owner=owner,
                message_ids=[each.id for each in waiting if each.id in fitting],
                on_time=False,
            )
            ids = {each.message_id for each in claimed}
            ids |= _taken_over(session, not_taken, owner, now)
            divided = {each: parts.under_way(session, each) for each in ids}
            _make_due(session, [each for each in waiting if each.id not in fitting], now)
        goes = ids | {each.id for each in not_taken}
        text = _BETWEEN.join(shown for message_id, shown in fitting.items() if message_id in goes)
        return _Ready(owner, text, tuple(ids), divided)

    def _fitting(
        self, channel: Channel, limits: AnswersInCall, messages: Sequence[OutboxMessage]
    ) -> dict[UUID, str]:
        """Return the text of those messages, from the first on, that one response can hold.

        Of one that is longer than that the first part goes, and nothing behind it.
        """
        fitting: dict[UUID, str] = {}
        room = limits.longest_in_call
        for message in messages:
            rendered = render(
                outbox.text_of(self._runtime.vault, message),
                outbox.buttons_of(message),
                message.kind,
                channel.capabilities,
            )
            room -= len(rendered[0].text.encode())
            if room < 0:
                break
            fitting[message.id] = rendered[0].text
            if len(rendered) > 1:
                break
            room -= len(_BETWEEN)
        return fitting

    def _conclude(self, ready: _Ready) -> None:
        """Note that the response has left; when that fails the lease runs out by itself."""
        now = self._runtime.clock.now()
        handed_over: dict[str, Any] = {
            "state": MessageState.HANDED_OVER,
            "fault": None,
            "code": None,
            "lease_owner": None,
            "lease_until": None,
            "next_attempt_at": states.first_lookup(now, in_process=False),
        }
        try:
            with self._runtime.db.write() as session:
                for message_id in ready.claimed:
                    part = ready.parts.get(message_id)
                    if part is not None and parts.note_taken(
                        session, message_id, part, Sent(), now, owner=ready.owner, by=IN_CALL
                    ):
                        continue
                    rose = session.execute(
                        sa.update(MESSAGES)
                        .where(*_still_ours(message_id, ready.owner))
                        .values(handed_over | outbox.moments_of(MessageState.HANDED_OVER, now))
                    )
                    if rows_changed(rose):
                        outbox.note_event(
                            session, message_id, now, MessageState.HANDED_OVER, source=IN_CALL
                        )
        except SQLAlchemyError as error:
            log.error("answer_not_noted", error=type(error).__name__)

    def _give_back(self, job: Future[_Ready]) -> None:
        """Leave an answer that came too late for its call to the sender."""
        if job.exception() is not None:
            log.error("answer_not_prepared", error=type(job.exception()).__name__)
            return
        ready, now = job.result(), self._runtime.clock.now()
        try:
            with self._runtime.db.write() as session:
                for message_id in ready.claimed:
                    session.execute(
                        sa.update(MESSAGES)
                        .where(*_still_ours(message_id, ready.owner))
                        .values(
                            lease_owner=None,
                            lease_until=None,
                            next_attempt_at=now,
                            attempts=MESSAGES.c.attempts - 1,
                        )
                    )
        except SQLAlchemyError as error:
            log.error("answer_not_given_back", error=type(error).__name__)


def _answers_to(
    session: Session, inbound_id: UUID
) -> tuple[list[OutboxMessage], list[OutboxMessage]]:
    """Return the answers that an earlier call carried, and those nobody has begun to send."""
    answers = session.exec(
        select(OutboxMessage)
        .where(OutboxMessage.in_reply_to == inbound_id)
        .order_by(col(OutboxMessage.id))
    ).all()
    of_these = (
        col(MessageEvent.message_id).in_([each.id for each in answers]),
        MessageEvent.source == IN_CALL,
    )
    noted = select(MessageEvent.message_id).where(*of_these)
    whole = set(session.exec(noted.where(MessageEvent.state == MessageState.HANDED_OVER)))
    begun = set(session.exec(noted.where(col(MessageEvent.code).startswith(f"{PART}:"))))
    carried = [
        each
        for each in answers
        if (each.lease_owner or "").startswith(_OWNERS)
        or (each.id in whole and each.state is MessageState.HANDED_OVER)
        or (each.id in begun and each.state not in states.FINAL)
    ]
    waiting = [
        each
        for each in answers
        if each.state <= MessageState.SUBMITTING
        and each.lease_owner is None
        and each.fault != states.PART_TAKEN
    ]
    return carried, waiting


def _taken_over(
    session: Session, carried: Sequence[OutboxMessage], owner: str, now: datetime
) -> set[UUID]:
    """Take over answers whose response did not arrive; the earlier call cannot conclude them."""
    taken = set()
    for message in carried:
        changed = session.execute(
            sa.update(MESSAGES)
            .where(
                MESSAGES.c.id == message.id,
                MESSAGES.c.state < MessageState.HANDED_OVER,
                MESSAGES.c.lease_owner.startswith(_OWNERS, autoescape=True),
            )
            .values(lease_owner=owner, lease_until=now + _LEASE)
        )
        if rows_changed(changed):
            taken.add(message.id)
            outbox.note_event(
                session, message.id, now, MessageState.SUBMITTING, source=IN_CALL, code=ATTEMPT
            )
    return taken


def _make_due(session: Session, messages: Sequence[OutboxMessage], now: datetime) -> None:
    """Let the sender take answers that do not go back in the call."""
    session.execute(
        sa.update(MESSAGES)
        .where(MESSAGES.c.id.in_([each.id for each in messages]), MESSAGES.c.lease_owner.is_(None))
        .values(next_attempt_at=now)
    )


def _still_ours(message_id: UUID, owner: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        MESSAGES.c.id == message_id,
        MESSAGES.c.lease_owner == owner,
        MESSAGES.c.state < MessageState.HANDED_OVER,
    )
