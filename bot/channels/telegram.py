"""Telegram through its Bot API, with python-telegram-bot's ``Bot`` for the calls.

The library speaks asyncio; one thread with a loop of its own serves this channel. Updates come by
webhook or are asked for (``bot.polling``) and are read by ``bot.channels.telegram_updates``.

Nothing personal goes this way: what looks like an ID number is refused, and of an update only the
chat's number and the text are kept; a name, a picture or a shared telephone number is not.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels import abilities
from bot.channels.telegram_faults import as_fault
from bot.channels.telegram_updates import ASKED_FOR, read_update, read_updates, tapped_in
from messaging.contract import (
    Answer,
    Button,
    Call,
    Capabilities,
    Event,
    Fault,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState

log = structlog.get_logger(__name__)
T = TypeVar("T")
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
UPDATES = "updates"
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
LONG_POLL_SECONDS = 20
GRACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    """How to reach the Bot API, and what Telegram shows us to prove itself.

    ``secret`` comes back in a header of every webhook call (1 to 256 letters, digits, _ and -).
    """

    token: str
    secret: str
    api: str = "https://api.telegram.org"

    def __repr__(self) -> str:
        return f"TelegramConfig({self.api})"


class Telegram:
    """The channel ``telegram`` through one bot."""

    route = "telegram"

    def __init__(self, config: TelegramConfig) -> None:
        self._config = config
        self._number = config.token.partition(":")[0]
        self._requests = HTTPXRequest(connection_pool_size=16)
        self._poller = HTTPXRequest(connection_pool_size=2)
        self._bot = Bot(
            config.token,
            base_url=f"{config.api}/bot",
            base_file_url=f"{config.api}/file/bot",
            request=self._requests,
            get_updates_request=self._poller,
        )
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="telegram", daemon=True)
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The registry key."""
        return abilities.TELEGRAM

    @property
    def capabilities(self) -> Capabilities:
        """The abilities of Telegram; the Bot API cannot be asked about a message."""
        return abilities.telegram()

    def normalise(self, address: str) -> str:
        """Return the chat's number; raises SendError for anything else."""
        if not re.fullmatch(r"-?\d{1,19}", address):
            raise SendError(Fault.BAD_ADDRESS, "no_chat")
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Send the message once; raises SendError.

        Telegram answers with the message it made, so an answer proves that it is there; whether the
        person saw it shows only when they write.
        """
        if _ID_NUMBER.search(message.text):
            raise SendError(Fault.PERMANENT, "personal_data")
        try:
            made = self._run(
                lambda: self._bot.send_message(
                    chat_id=int(message.to),
                    text=message.text,
                    reply_markup=_keyboard(message.buttons),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                    read_timeout=timeout,
                    write_timeout=timeout,
                    connect_timeout=timeout,
                    pool_timeout=timeout,
                ),
                timeout + GRACE_SECONDS,
            )
        except TimeoutError:
            raise SendError(Fault.AMBIGUOUS, "no_answer") from None
        except TelegramError as error:
            raise as_fault(error) from None
        return Sent(provider_id=str(made.message_id), state=MessageState.SENT)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Say that the Bot API cannot be asked about a message."""
        return LookupMiss.CANNOT_TELL

    def verify(self, call: Call) -> bool:
        """Check the secret header, before anything of the call is read."""
        given = call.headers.get(SECRET_HEADER, "")
        return bool(self._config.secret) and hmac.compare_digest(
            given.encode(), self._config.secret.encode()
        )

    def parse(self, call: Call, now: datetime) -> Sequence[Event]:
        """Return what an update says; one that nobody understands is parked, not refused."""
        return read_updates(call.body.decode("utf-8", "replace"), now, self._number)

    def read(self, update: Any, now: datetime) -> Sequence[Event]:
        """Return what an update says that was asked for."""
        return read_update(update, now, self._number)

    def answer(self, call: Call, stored: bool) -> Answer:
        """Acknowledge; a tapped button also stops spinning, by a method call in our answer."""
        if not stored:
            return Answer(503)
        try:
            tapped = tapped_in(json.loads(call.body))
        except ValueError:
            tapped = None
        if tapped is None:
            return Answer()
        method = {"method": "answerCallbackQuery", "callback_query_id": tapped}
        return Answer(body=json.dumps(method).encode(), content_type="application/json")

    def register_webhook(self, base_url: str) -> None:
        """Tell Telegram to call us; raises telegram.error.TelegramError."""
        url = f"{base_url}/webhooks/{self.route}/{UPDATES}"
        self._run(
            lambda: self._bot.set_webhook(
                url, secret_token=self._config.secret, allowed_updates=ASKED_FOR
            ),
            LONG_POLL_SECONDS,
        )

    def drop_webhook(self) -> None:
        """Tell Telegram to call us no more; what waits stays there. Tried again when it fails."""
        try:
            self._run(self._bot.delete_webhook, LONG_POLL_SECONDS)
        except (TelegramError, TimeoutError) as error:
            log.info("webhook_stays", error=type(error).__name__)

    def updates(self, offset: int) -> list[Any]:
        """Wait for updates from number ``offset`` on, and acknowledge those before it.

        Returns them as plain JSON, so that one nobody understands does not hide the others. Raises
        telegram.error.TelegramError, and TimeoutError when nothing came back at all.
        """
        asked = {
            "offset": offset,
            "timeout": LONG_POLL_SECONDS,
            "allowed_updates": json.dumps(ASKED_FOR),
        }
        url = f"{self._config.api}/bot{self._config.token}/getUpdates?{urlencode(asked)}"
        patience = LONG_POLL_SECONDS + GRACE_SECONDS
        answer = self._run(
            lambda: self._poller.retrieve(url, read_timeout=patience), patience + GRACE_SECONDS
        )
        found = json.loads(answer).get("result")
        return found if isinstance(found, list) else []

    def stop_spinning(self, update: Any) -> None:
        """Tell Telegram that a tapped button was heard; of no consequence when it fails."""
        tapped = tapped_in(update)
        if tapped is None:
            return
        try:
            self._run(lambda: self._bot.answer_callback_query(tapped), GRACE_SECONDS)
        except (TelegramError, TimeoutError) as error:
            log.info("button_keeps_spinning", error=type(error).__name__)

    def close(self) -> None:
        """Give the connections back and end the thread; the channel cannot be used any more."""
        with self._lock:
            if self._thread.is_alive():
                for request in (self._requests, self._poller):
                    asyncio.run_coroutine_threadsafe(request.shutdown(), self._loop).result(
                        GRACE_SECONDS
                    )
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(GRACE_SECONDS)
            if not self._loop.is_running():
                self._loop.close()

    def _run(self, call: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T:
        """Run one call in the channel's own loop, which starts with the first one."""
        with self._lock:
            if not self._thread.is_alive():
                self._thread.start()
        future = asyncio.run_coroutine_threadsafe(call(), self._loop)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise


def _keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.action)] for button in buttons]
    )
