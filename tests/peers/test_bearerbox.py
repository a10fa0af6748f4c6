"""Our own box behind a real bearerbox: acknowledged is what is stored, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import box, inbox
from messaging.tables import MessageState
from tests.peers import until
from tests.peers.conftest import OfficeBehind
from tests.peers.kannel import OFFICE, KannelPeer
from tests.peers.smpp_centre import SmppCentre
from tests.peers.sms_office import PHONE, Office

pytestmark = pytest.mark.peer("kannel")
LONG = "我想在县城找个活，" * 12 + "😀"


@pytest.fixture
def office(
    office_behind: OfficeBehind, kannel_peer: Callable[..., KannelPeer], centre: SmppCentre
) -> Iterator[Office]:
    with office_behind(lambda inbound: kannel_peer(inbound, centre, to_us=True)) as made:
        yield made


@contextmanager
def listening(office: Office) -> Iterator[None]:
    """Listen at the bearerbox while the block runs."""
    over = Event()
    host, _, port = office.peer.box.partition(":")

    def listen() -> None:
        with suppress(OSError, OperationalError):
            box.listen(
                office.runtime, "sms", office.channel, (host, int(port)), "gangxin", over.is_set
            )

    thread = Thread(target=listen)
    thread.start()
    yield
    over.set()
    thread.join()


def test_messages_and_reports_come_by_the_box(office: Office, centre: SmppCentre) -> None:
    office.write(1, phone=PHONE)
    with listening(office):
        assert office.deliver() == 1
        centre.write([{"from": PHONE, "to": OFFICE, "text": text} for text in ("😀找活", LONG)])
        until("the report", lambda: office.states()[:1] == [MessageState.DELIVERED])
        until("both texts", lambda: sorted(office.heard()) == sorted(["😀找活", LONG]))
        until("an empty spool", lambda: office.peer.queued() == 0)


def test_what_was_not_stored_comes_again(
    office: Office, centre: SmppCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database refuses nothing is acknowledged, and the bearerbox keeps it on disk."""

    def refuse(*args: Any) -> Any:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as full, listening(office):
        full.setattr(inbox, "receive", refuse)
        centre.write([{"from": PHONE, "to": OFFICE, "text": "找活"}])
        until("the bearerbox", lambda: office.peer.queued() == 1 and not centre.unacknowledged())
    office.peer.stop_smsbox()
    office.peer.stop_bearerbox()
    office.peer.start_bearerbox()
    with listening(office):
        until("the text", lambda: office.heard() == ["找活"])
        until("an empty spool", lambda: office.peer.queued() == 0)
    office.peer.start_smsbox()
