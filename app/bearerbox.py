"""Takes messages and reports from Kannel's bearerbox, where the office has it send them to us."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from app.context import AppContext
    from app.leader import Leader

BOX = "gangxin"
"""Our name among the boxes; ``smsbox-route`` in Kannel's configuration names it."""

_TRY_AGAIN_SECONDS = 1.0
_log = structlog.get_logger(__name__)


class BearerboxListening:
    """Runs beside the scheduler of a process; does nothing when no bearerbox is set."""

    def __init__(self, context: AppContext, leader: Leader) -> None:
        self._context = context
        self._leader = leader
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen in the background."""
        if self._context.settings.kannel_box and "sms" in self._context.channels:
            self._thread = threading.Thread(target=self._listen, name="bearerbox")
            self._thread.daemon = True
            self._thread.start()

    def stop(self) -> None:
        """Stop listening, and wait until the last message is stored."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _listen(self) -> None:
        """Listen while this process leads, again and again when the bearerbox went away."""
        from bot.box import listen
        from bot.channels.kannel import Kannel

        channel = self._context.channels["sms"]
        host, _, port = self._context.settings.kannel_box.rpartition(":")
        while isinstance(channel, Kannel) and not self._stopping.is_set():
            try:
                if self._leader.leads():
                    address = (host, int(port))
                    listen(self._context.bot, "sms", channel, address, BOX, self._over)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("bearerbox not heard", error=type(error).__name__)
            except Exception:  # noqa: BLE001 - a dead thread would hear nothing more, and tell nobody
                _log.exception("listening to the bearerbox failed")
            self._stopping.wait(_TRY_AGAIN_SECONDS)

    def _over(self) -> bool:
        return self._stopping.is_set() or not self._leader.leads()
