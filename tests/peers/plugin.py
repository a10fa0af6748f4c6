"""Fixtures that give a test a real peer; a ``conftest.py`` that wants them imports them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.peers.kannel import KannelPeer
from tests.peers.service import Doors
from tests.peers.smpp_centre import SmppCentre
from tests.peers.telegram_api import TelegramPeer
from tests.peers.wechat_api import FakePlatform, PlatformCrypto


@pytest.fixture
def doors() -> Iterator[Doors]:
    """Return our webhooks on a real port, still closed."""
    made = Doors()
    yield made
    made.close()


@pytest.fixture
def kannel_peer(tmp_path: Path) -> Iterator[Callable[..., KannelPeer]]:
    """Return a function that starts a Kannel which posts messages to the given address.

    Behind it is Kannel's own phone network, or the SMPP centre that is given.
    """
    started: list[KannelPeer] = []

    def start(inbound: str, smpp: SmppCentre | None = None, *, to_us: bool = False) -> KannelPeer:
        peer = KannelPeer(tmp_path / "kannel", inbound, smpp, to_us=to_us)
        started.append(peer)
        peer.start()
        return peer

    yield start
    for peer in started:
        peer.stop()


@pytest.fixture
def telegram_peer(tmp_path: Path) -> Iterator[TelegramPeer]:
    """Return a running Telegram stand-in."""
    folder = tmp_path / "telegram"
    folder.mkdir()
    peer = TelegramPeer(folder)
    try:
        peer.start()
        yield peer
    finally:
        peer.stop()


@pytest.fixture
def platform() -> Iterator[FakePlatform]:
    """Return a running fake of WeChat's and WeCom's servers."""
    fake = FakePlatform()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture(scope="session")
def platform_crypto() -> Iterator[PlatformCrypto]:
    """Return the crypto of WeChat's makers, run by Node."""
    peer = PlatformCrypto()
    yield peer
    peer.close()
