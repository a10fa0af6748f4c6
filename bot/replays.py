"""Reads parked events again, when staff asked for it: they go through the same door as at first.

An event that is understood now is stored like any other, so one that was stored meanwhile is not
stored twice. One that still makes no sense stays parked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable
from uuid import UUID

import structlog
from sqlmodel import col, select

from bot import intake, kept
from bot.runtime import BotRuntime
from messaging.contract import Call, Event, Listener, Parked
from messaging.tables import BODY_FIELD, ParkedEvent

log = structlog.get_logger(__name__)


@runtime_checkable
class Rereads(Protocol):
    """A channel that can read the kept body of an event without the call that brought it."""

    def reread(self, body: str) -> Sequence[Event]:
        """Return what the body says; a part that makes no sense is parked again."""
        ...


def replay_asked(runtime: BotRuntime, limit: int = 50) -> int:
    """Read those events again that staff asked for; returns how many were understood."""
    with runtime.db.read() as session:
        asked = session.exec(
            select(ParkedEvent)
            .where(
                col(ParkedEvent.replay_asked_at).is_not(None),
                col(ParkedEvent.closed_at).is_(None),
            )
            .order_by(col(ParkedEvent.received_at), col(ParkedEvent.id))
            .limit(limit)
        ).all()
    understood = 0
    for parked in asked:
        channel = parked.channel
        events = _read(runtime, channel, runtime.vault.open(BODY_FIELD, parked.body_sealed))
        clear = events is not None and not any(isinstance(each, Parked) for each in events)
        for event in events or () if clear else ():
            inbound_id = intake.store(runtime, channel, event)
            if inbound_id is not None:
                intake.answer(runtime, channel, inbound_id)
        understood += clear
        _conclude(runtime, parked.id, clear=clear)
    return understood


def _read(runtime: BotRuntime, channel_name: str, body: str) -> Sequence[Event] | None:
    channel = runtime.channels.get(channel_name)
    try:
        event = kept.event_in(body)
        if event is not None:
            return [event]
        call = kept.call_in(body)
        if call is not None and isinstance(channel, Listener):
            return channel.parse(call, runtime.clock.now())
        if isinstance(channel, Rereads):
            return channel.reread(body)
        if isinstance(channel, Listener):
            return channel.parse(Call(part="", body=body.encode()), runtime.clock.now())
    except Exception as error:  # noqa: BLE001 - it stays parked, whatever is still wrong with it
        log.warning("event_not_understood", channel=channel_name, error=type(error).__name__)
    return None


def _conclude(runtime: BotRuntime, event_id: UUID, *, clear: bool) -> None:
    """Close what was understood; the rest waits for another decision."""
    with runtime.db.write() as session:
        event = session.get_one(ParkedEvent, event_id)
        event.replay_asked_at = None
        if clear:
            event.closed_at = runtime.clock.now()
        session.add(event)
