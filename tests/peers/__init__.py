"""Real peers on loopback: programs that are not ours, started and stopped by the tests.

A test that needs one asks for its fixture (``tests.peers.plugin``). Where the program is not
installed the test is skipped with one line that says what enables it; with
``GANGXIN_REQUIRE_PEERS=1`` it fails instead, so that CI cannot pass by skipping.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

import pytest

REQUIRE = "GANGXIN_REQUIRE_PEERS"
_POLL_SECONDS = 0.02
T = TypeVar("T")


def absent(peer: str, enable: str) -> NoReturn:
    """Skip the test because ``peer`` is not here, or fail it where peers are required."""
    line = f"{peer} is not installed: {enable}"
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(line, pytrace=False)
    pytest.skip(line)


def free_port() -> int:
    """Return a port of loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: str, found: Callable[[], T | None], seconds: float = 60.0) -> T:
    """Ask ``found`` again and again until it returns something true, and return that.

    Another program works at its own pace, so this is the one place that waits; it fails with
    ``what`` after ``seconds``.
    """
    deadline = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds:g} s in vain for {what}", pytrace=False)
        time.sleep(_POLL_SECONDS)


def listens(port: int) -> bool:
    """Tell whether somebody listens on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
