"""Our box at a bearerbox that the test plays itself: what is acknowledged, and when."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import box, inbox, receipts
from bot.channels import kannel_box
from bot.channels.kannel import Kannel, KannelConfig
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import MessageKind, MessageState, OutboxMessage, ParkedEvent
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import COUNTY, runtime_with
from tests.bot.test_channels_kannel_box import framed, short_message
from tests.messaging.fakes import ScriptedChannel

PHONE = "13800000001"
CONFIG = KannelConfig("http://127.0.0.1:1/", "u", "p", "1069", "right", "http://x", "会泽人社")


@pytest.fixture
def kannel() -> Iterator[Kannel]:
    made = Kannel(CONFIG)
    yield made
    made.close()


@pytest.fixture
def runtime(db: Database, vault: Vault, clock: SetClock, kannel: Kannel) -> BotRuntime:
    return runtime_with(db, vault, clock, kannel)


def handed_over(runtime: BotRuntime, count: int) -> list[UUID]:
    with runtime.db.write() as session:
        contact = contact_for(session, runtime.vault, runtime.clock, "sms", PHONE, COUNTY)
        for number in range(count):
            draft = Draft(f"reply:{number}", contact.id, "sms", MessageKind.REPLY, "您好")
            enqueue(session, runtime.vault, runtime.clock, draft)
    deliver_batch(runtime.db, runtime.vault, runtime.clock, ScriptedChannel(), owner="t")
    with runtime.db.read() as session:
        return list(session.exec(select(OutboxMessage.id)))


def states(runtime: BotRuntime) -> set[MessageState]:
    with runtime.db.read() as session:
        return {message.state for message in session.exec(select(OutboxMessage))}


def report(kannel: Kannel, message_id: UUID) -> bytes:
    url = kannel.report_url(message_id, PHONE).encode()
    return short_message(b"stat:DELIVRD err:000", kind=3, mask=1, url=url)


@contextmanager
def bearerbox(said: bytes) -> Iterator[tuple[tuple[str, int], list[bytes]]]:
    """Say ``said`` to the box that comes, then hang up; yields where, and what the box said."""
    heard: list[bytes] = []

    def serve(door: socket.socket) -> None:
        line, _ = door.accept()
        with line:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            while data := line.recv(65536):
                heard.append(data)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = Thread(target=serve, args=(door,))
        thread.start()
        yield door.getsockname(), heard
        thread.join()


def listen(runtime: BotRuntime, kannel: Kannel, said: bytes) -> int:
    """Let the box hear ``said`` until the line ends; returns how much it acknowledged."""
    with bearerbox(said) as (address, heard), pytest.raises((ConnectionError, OperationalError)):
        box.listen(runtime, "sms", kannel, address, "gangxin", lambda: False)
    whole = bytearray(b"".join(heard))
    kinds = [struct.unpack_from("!i", frame)[0] for frame in kannel_box.frames(whole)]
    return kinds.count(3)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    apply_all: Callable[..., int] = receipts.apply_all
    sizes: list[int] = []

    def counted(runtime: BotRuntime, name: str, told: list[Any]) -> int:
        sizes.append(len(told))
        return apply_all(runtime, name, told)

    monkeypatch.setattr(receipts, "apply_all", counted)
    return sizes


def test_reports_that_come_together_are_committed_together(
    runtime: BotRuntime, kannel: Kannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = counting(monkeypatch)
    said = framed(*(report(kannel, each) for each in handed_over(runtime, 40)))
    assert listen(runtime, kannel, bytes(said)) == 40
    assert states(runtime) == {MessageState.DELIVERED}
    assert sum(sizes) == 40
    assert len(sizes) < 10, "far fewer commits than reports"
    assert max(sizes) <= 32


def test_nothing_is_acknowledged_that_was_not_committed(
    runtime: BotRuntime, kannel: Kannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    monkeypatch.setattr(receipts, "apply_all", refuse)
    said = framed(*(report(kannel, each) for each in handed_over(runtime, 3)))
    assert listen(runtime, kannel, bytes(said)) == 0


def test_a_forged_report_and_a_strange_message_hold_up_nothing(
    runtime: BotRuntime, kannel: Kannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strange(*_: Any) -> None:
        raise ValueError("a message without an event id")

    monkeypatch.setattr(inbox, "receive", strange)
    [message_id] = handed_over(runtime, 1)
    forged = report(kannel, UUID(int=7)).replace(UUID(int=7).hex.encode(), message_id.hex.encode())
    written = short_message("找活".encode("utf-16-be"), kind=0)
    said = framed(forged, written, report(kannel, message_id))
    assert listen(runtime, kannel, bytes(said)) == 3
    assert states(runtime) == {MessageState.DELIVERED}
    with runtime.db.read() as session:
        assert session.exec(select(ParkedEvent.reason)).all() == ["ValueError"]


def test_what_is_no_message_is_kept_and_does_not_hold_up_the_next(
    runtime: BotRuntime, kannel: Kannel
) -> None:
    [message_id] = handed_over(runtime, 1)
    cut = report(kannel, message_id)[:40]
    for _ in range(2):
        assert listen(runtime, kannel, bytes(framed(cut, report(kannel, message_id)))) == 1
    assert states(runtime) == {MessageState.DELIVERED}
    with runtime.db.read() as session:
        assert len(session.exec(select(ParkedEvent)).all()) == 1


def test_what_is_not_the_language_ends_the_line(runtime: BotRuntime, kannel: Kannel) -> None:
    [message_id] = handed_over(runtime, 1)
    said = b"HTTP/1.1 400 Bad Request" + framed(report(kannel, message_id))
    assert listen(runtime, kannel, bytes(said)) == 0
    assert states(runtime) == {MessageState.HANDED_OVER}
