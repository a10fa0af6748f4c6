"""Takes messages and reports from Kannel's bearerbox and acknowledges them once they are stored.

Runs beside the scheduler of the process that leads. Whatever dies, on either side, the bearerbox
brings again what was not acknowledged; its id is the event's, so twice is once.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox, intake
from bot.channels import kannel_box
from bot.channels.kannel import REPORTS
from bot.channels.kannel_box import FromBearerbox
from bot.runtime import BotRuntime
from messaging.contract import Listener, Parked

log = structlog.get_logger(__name__)
_PATIENCE_SECONDS, _HEARTBEAT_SECONDS = 0.5, 20.0
_AT_ONCE = 65536


def listen(
    runtime: BotRuntime,
    channel_name: str,
    listener: Listener,
    address: tuple[str, int],
    name: str,
    over: Callable[[], bool],
) -> None:
    """Take what the bearerbox at ``address`` brings until ``over``, or until it goes away.

    Raises OSError when the bearerbox cannot be reached, goes away or cannot be understood, and
    what the database raises: then nothing more is acknowledged and all of it comes again.
    """
    with socket.create_connection(address, timeout=_PATIENCE_SECONDS) as line:
        line.sendall(kannel_box.identification(name))
        buffer, last_sign = bytearray(), monotonic()
        while not over():
            if monotonic() - last_sign > _HEARTBEAT_SECONDS:
                line.sendall(kannel_box.heartbeat())
                last_sign = monotonic()
            try:
                data = line.recv(_AT_ONCE)
            except TimeoutError:
                continue
            if not data:
                raise ConnectionError("the bearerbox went away")
            buffer += data
            for frame in _frames(buffer):
                message = kannel_box.read(frame)
                if message is not None:
                    _take(runtime, channel_name, listener, message)
                    at = int(runtime.clock.now().timestamp())
                    line.sendall(kannel_box.acknowledgement(message, at))


def _frames(buffer: bytearray) -> list[bytes]:
    try:
        return kannel_box.frames(buffer)
    except ValueError as error:
        raise ConnectionError(str(error)) from None


def _take(
    runtime: BotRuntime, channel_name: str, listener: Listener, message: FromBearerbox
) -> None:
    """Store what a message says; what makes no sense is kept for people to look at."""
    call = message.call
    if call.part == REPORTS and not listener.verify(call):
        log.warning("call_not_proven", channel=channel_name, part=call.part)
        return
    try:
        for event in listener.parse(call, runtime.clock.now()):
            intake.store(runtime, channel_name, event)
    except SQLAlchemyError:
        raise
    except (ValueError, KeyError) as error:
        parked = Parked(message.id, type(error).__name__, call.body.decode("utf-8", "replace"))
        inbox.park(runtime, channel_name, parked)
