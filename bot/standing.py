"""What a person does to a channel besides writing: leaving it, giving a permit, taking it back."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.runtime import BotRuntime
from messaging import permits
from messaging.contacts import contact_for, find_contact
from messaging.contract import Departure, Permission
from storage.clock import in_shanghai

log = structlog.get_logger(__name__)
_WHOLE_SECONDS = timedelta(seconds=1)
"""Providers tell times in whole seconds, cut off."""


def note_departure(runtime: BotRuntime, channel_name: str, event: Departure) -> bool:
    """Block the contact of who left, and commit; True when that is new.

    A contact that wrote after leaving is back: the event came late. Writing also unblocks
    (``messaging.contacts.heard_from``).
    """
    with runtime.db.write() as session:
        contact = find_contact(session, runtime.vault, channel_name, event.sender)
        if contact is None or contact.blocked_at is not None:
            return False
        back = contact.last_inbound_at
        if back is not None and back > in_shanghai(event.at) + _WHOLE_SECONDS:
            return False
        contact.blocked_at = runtime.clock.now()
        session.add(contact)
        return True


def note_permission(runtime: BotRuntime, channel_name: str, event: Permission) -> bool:
    """Enter a permit into the ledger, or void those that are left, and commit.

    True when that is new.
    """
    with runtime.db.write() as session:
        contact = contact_for(
            session, runtime.vault, runtime.clock, channel_name, event.sender, runtime.county
        )
        now = runtime.clock.now()
        if not event.granted:
            return permits.void(session, contact.id, event.template, now) > 0
        return permits.grant(
            session, contact.id, event.template, event_id=event.event_id, granted_at=now
        )
