"""One message in, from the door to the answer: what webhooks, polling and the terminal all do."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import structlog
from sqlalchemy.exc import DataError, StatementError

from bot import inbox, kept, receipts, standing
from bot.runtime import BotRuntime
from messaging.contract import (
    Call,
    Departure,
    Event,
    Inbound,
    Listener,
    Parked,
    Permission,
    Receipt,
)
from messaging.sender import deliver_batch

log = structlog.get_logger(__name__)


def read(runtime: BotRuntime, channel_name: str, listener: Listener, call: Call) -> Sequence[Event]:
    """Return what a proven call says; one that makes no sense becomes an event to be parked."""
    try:
        return listener.parse(call, runtime.clock.now())
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one call, it is not lost
        log.warning("call_not_understood", channel=channel_name, error=type(error).__name__)
        return [kept.parked_call(call, type(error).__name__)]


def store(runtime: BotRuntime, channel_name: str, event: Event) -> UUID | None:
    """Store an event of a channel and commit; returns the message that has to be answered now.

    An event that cannot be stored because of what it holds is parked: it would come again for ever.
    Raises whatever else the database raises: the provider must then be told to come again.
    """
    try:
        return _store(runtime, channel_name, event)
    except (ValueError, StatementError) as error:
        poison = isinstance(error, ValueError | DataError) or type(error) is StatementError
        if not (poison and isinstance(event, Inbound | Receipt)):
            raise
        inbox.park(runtime, channel_name, kept.parked_event(event, type(error).__name__))
        return None


def _store(runtime: BotRuntime, channel_name: str, event: Event) -> UUID | None:
    match event:
        case Inbound():
            return inbox.receive(runtime, channel_name, event)
        case Receipt():
            receipts.apply(runtime, channel_name, event)
        case Departure():
            standing.note_departure(runtime, channel_name, event)
        case Permission():
            standing.note_permission(runtime, channel_name, event)
        case Parked():
            inbox.park(runtime, channel_name, event)
    return None


def answer(runtime: BotRuntime, channel_name: str, inbound_id: UUID) -> list[UUID]:
    """Answer a stored message; where sending stays in this process, also send the answers.

    Other channels' answers wait for the worker, which looks every second. Returns the ids of the
    answers.
    """
    answers = inbox.handle(runtime, inbound_id)
    channel = runtime.channels.get(channel_name)
    if answers and channel is not None and channel.capabilities.in_process:
        deliver_batch(
            runtime.db,
            runtime.vault,
            runtime.clock,
            channel,
            owner=runtime.owner,
            rules=runtime.rules_of(channel_name),
            only=answers,
        )
        receipts.sweep(runtime, channel, only=answers)
    return answers


def take_in(
    runtime: BotRuntime, channel_name: str, inbound: Inbound, county: str | None = None
) -> list[UUID] | None:
    """Store a message and answer it; None when the event was here before."""
    inbound_id = inbox.receive(runtime, channel_name, inbound, county)
    return None if inbound_id is None else answer(runtime, channel_name, inbound_id)
