"""Gives the tests of this folder their peers, and offices that send through a gateway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.peers.kannel import KannelPeer
from tests.peers.plugin import doors, kannel_peer, platform, platform_crypto, telegram_peer
from tests.peers.service import Doors
from tests.peers.smpp_centre import SmppCentre
from tests.peers.sms_office import Office, with_gateway

__all__ = ["doors", "kannel_peer", "platform", "platform_crypto", "telegram_peer"]

OfficeBehind = Callable[[Callable[[str], KannelPeer]], AbstractContextManager[Office]]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[SmppCentre]:
    """Return a running SMPP centre."""
    made = SmppCentre(tmp_path / "centre")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def office_behind(db: Database, vault: Vault, clock: SetClock, doors: Doors) -> OfficeBehind:
    """Return a function that runs an office, given what starts its gateway."""
    return partial(with_gateway, db, vault, clock, doors)
