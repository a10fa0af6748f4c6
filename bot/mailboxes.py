"""Looks into the mailboxes of channels that nobody calls us for."""

from __future__ import annotations

import structlog

from bot import intake
from bot.runtime import BotRuntime
from messaging.mailbox import Mailbox

log = structlog.get_logger(__name__)
_AT_ONCE = 50


def collect(runtime: BotRuntime, channel_name: str, mailbox: Mailbox, limit: int = _AT_ONCE) -> int:
    """Store, acknowledge and answer what lies in a mailbox; returns how many events there were.

    An event that cannot be stored because of what it holds is parked, so that it does not hold up
    those behind it. A mailbox that cannot be read is told in the log and read again next time.
    """
    try:
        found = mailbox.collect(runtime.clock.now(), limit)
    except OSError as error:
        log.warning("mailbox_closed", channel=channel_name, error=str(error))
        return 0
    stored = [intake.store(runtime, channel_name, one.event) for one in found]
    try:
        if found:
            mailbox.done(found)
    except OSError as error:
        log.warning("mailbox_not_marked", channel=channel_name, error=str(error))
    for inbound_id in stored:
        if inbound_id is not None:
            intake.answer(runtime, channel_name, inbound_id)
    return len(found)
