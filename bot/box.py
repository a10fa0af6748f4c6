"""Takes messages and reports from Kannel's bearerbox and acknowledges them once they are stored.

Runs beside the scheduler of the process that leads. Whatever dies, on either side, the bearerbox
brings again what was not acknowledged; its id is the event's, so twice is once.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox, intake, receipts
from bot.channels import kannel_box
from bot.channels.kannel import REPORTS
from bot.channels.kannel_box import FromBearerbox
from bot.runtime import BotRuntime
from messaging.contract import Listener, Parked, Receipt

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
            brought = _messages(buffer)
            for start in range(0, len(brought), _TOGETHER):
                together = brought[start : start + _TOGETHER]
                _take(runtime, channel_name, listener, together)
                at = int(runtime.clock.now().timestamp())
                for message in together:
                    line.sendall(kannel_box.acknowledgement(message, at))


def _messages(buffer: bytearray) -> list[FromBearerbox]:
    """Take every complete message out of ``buffer``; raises ConnectionError when it makes no sense.

    The line is of no use then: after a new start the bearerbox brings the message again.
    """
    try:
        read = [kannel_box.read(frame) for frame in kannel_box.frames(buffer)]
    except ValueError as error:
        raise ConnectionError(str(error)) from None
    return [message for message in read if message is not None]


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
        try:
            for event in listener.parse(call, runtime.clock.now()):
                if isinstance(event, Receipt):
                    told.append(event)
                else:
                    intake.store(runtime, channel_name, event)
        except SQLAlchemyError:
            raise
        except (ValueError, KeyError) as error:
            parked = Parked(message.id, type(error).__name__, call.body.decode("utf-8", "replace"))
            inbox.park(runtime, channel_name, parked)
    if told:
        receipts.apply_all(runtime, channel_name, told)
