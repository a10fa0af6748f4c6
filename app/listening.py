"""Tells Telegram how to reach us: registers the webhook, or asks for updates instead."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

from app.context import AppContext
from app.leader import Leader

if TYPE_CHECKING:
    from bot.channels.telegram import Telegram

_LOOK_AGAIN_SECONDS = 5.0
_log = structlog.get_logger(__name__)


class TelegramListening:
    """Runs beside the scheduler of a process; does nothing when there is no bot."""

    def __init__(self, context: AppContext, leader: Leader) -> None:
        self._context = context
        self._leader = leader
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen in the background."""
        if "telegram" not in self._context.channels:
            return
        from bot.channels.telegram import Telegram

        channel = self._context.channels["telegram"]
        assert isinstance(channel, Telegram)  # noqa: S101 - the registry has no other of that name
        task = self._ask if self._context.settings.telegram_polling else self._register
        self._thread = threading.Thread(target=task, args=(channel,), name="telegram listening")
        self._thread.start()

    def stop(self) -> None:
        """Stop asking, and wait until the last question is answered."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _ask(self, channel: Telegram) -> None:
        """Ask for updates while this process leads: Telegram answers only one asker."""
        from bot.polling import poll

        def over() -> bool:
            return self._stopping.is_set() or not self._leader.leads()

        while not self._stopping.is_set():
            try:
                poll(self._context.bot, channel, over, self._stopping.wait)
            except Exception:  # noqa: BLE001 - a dead thread would ask nothing more, and tell nobody
                _log.exception("asking telegram failed")
            self._stopping.wait(_LOOK_AGAIN_SECONDS)

    def _register(self, channel: Telegram) -> None:
        """Register the webhook, again and again until Telegram could be reached."""
        from telegram.error import TelegramError

        while not self._stopping.is_set():
            try:
                if self._leader.leads():
                    channel.register_webhook(self._context.settings.base_url)
                    return
            except (TelegramError, TimeoutError) as error:
                _log.warning("telegram webhook not registered", error=type(error).__name__)
            except Exception:  # noqa: BLE001 - a dead thread would never register it, and tell nobody
                _log.exception("registering the telegram webhook failed")
            self._stopping.wait(_LOOK_AGAIN_SECONDS)
