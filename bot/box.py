"""Takes messages and reports from Kannel's bearerbox and acknowledges them once they are stored.

Runs beside the scheduler of the process that leads. Whatever dies, on either side, the bearerbox
brings again what was not acknowledged; its id is the event's, so twice is once.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from time import monotonic

import structlog

from bot import inbox, intake, kept, receipts
from bot.channels import kannel_box
from bot.channels.kannel import REPORTS
from bot.channels.kannel_box import FromBearerbox
from bot.runtime import BotRuntime
from messaging.contract import Listener, Receipt

log = structlog.get_logger(__name__)
_PATIENCE_SECONDS, _HEARTBEAT_SECONDS = 0.5, 20.0
_AT_ONCE = 65536
_TOGETHER = 32
"""Messages that are acknowledged together; reports among them are committed at once."""


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
            brought = _messages(runtime, channel_name, buffer)
            for start in range(0, len(brought), _TOGETHER):
                together = brought[start : start + _TOGETHER]
                _take(runtime, channel_name, listener, together)
                at = int(runtime.clock.now().timestamp())
                for message in together:
                    line.sendall(kannel_box.acknowledgement(message, at))


def _messages(runtime: BotRuntime, channel_name: str, buffer: bytearray) -> list[FromBearerbox]:
    """Take every complete message out of ``buffer``; one that makes no sense is parked.

    It is not acknowledged, because nobody knows its number: the bearerbox brings it again after a
    new start, and it is known by then. Raises ConnectionError when the line itself makes no sense.
    """
    try:
        whole = kannel_box.frames(buffer)
    except ValueError as error:
        raise ConnectionError(str(error)) from None
    found = []
    for frame in whole:
        try:
            message = kannel_box.read(frame)
        except ValueError as error:
            inbox.park(runtime, channel_name, kept.parked_frame(frame, type(error).__name__))
            continue
        if message is not None:
            found.append(message)
    return found


def _take(
    runtime: BotRuntime, channel_name: str, listener: Listener, messages: Sequence[FromBearerbox]
) -> None:
    """Store what the messages say; what makes no sense is kept for people to look at."""
    told: list[Receipt] = []
    for message in messages:
        call = message.call
        if call.part == REPORTS and not listener.verify(call):
            log.warning("call_not_proven", channel=channel_name, part=call.part)
            continue
        for event in intake.read(runtime, channel_name, listener, call):
            if isinstance(event, Receipt):
                told.append(event)
            else:
                intake.store(runtime, channel_name, event)
    if told:
        receipts.apply_all(runtime, channel_name, told)
