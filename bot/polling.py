"""Asks Telegram for updates, where no webhook can reach the office.

A plain loop for one thread of one process: Telegram answers only one asker at a time.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot import intake
from bot.channels.telegram import Telegram
from bot.channels.telegram_faults import seconds_of
from bot.channels.telegram_updates import number_of
from bot.runtime import BotRuntime

log = structlog.get_logger(__name__)
REST_SECONDS = 3.0


def poll(
    runtime: BotRuntime,
    channel: Telegram,
    stop: Callable[[], bool],
    pause: Callable[[float], object],
) -> None:
    """Take in updates until ``stop`` says so.

    An update is acknowledged only after it was stored: when the database is away, the same update
    comes again, and what came twice is ignored. ``pause`` is called with the seconds to wait after
    something could not be reached (``threading.Event.wait`` fits). A webhook that is left from
    earlier is taken down: Telegram answers nobody who asks while there is one.
    """
    offset = 0
    while not stop():
        try:
            updates = channel.updates(offset)
        except (TelegramError, TimeoutError, ValueError) as error:
            log.warning("telegram_not_reached", error=type(error).__name__)
            if isinstance(error, Conflict):
                channel.drop_webhook()
            wait = seconds_of(error.retry_after) if isinstance(error, RetryAfter) else REST_SECONDS
            pause(wait)
            continue
        before = offset
        try:
            for update in updates:
                _take(runtime, channel, update)
                offset = max(offset, number_of(update) + 1)
            if updates and offset == before:
                pause(REST_SECONDS)  # nothing to acknowledge them by: they will come again
        except Exception as error:  # noqa: BLE001 - the store is away; the update comes again
            log.error("update_not_stored", error=type(error).__name__)
            pause(REST_SECONDS)


def _take(runtime: BotRuntime, channel: Telegram, update: object) -> None:
    for event in channel.read(update, runtime.clock.now()):
        inbound_id = intake.store(runtime, channel.name, event)
        if inbound_id is not None:
            intake.answer(runtime, channel.name, inbound_id)
    channel.stop_spinning(update)
