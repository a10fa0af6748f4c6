"""An SMS centre on loopback that speaks SMPP, run by Node from ``tests/peers/smpp``.

How a number ends decides what becomes of a message to it (``FAILING``); every other number gets it
and reports so. Its parts come from npm: ``npm ci --prefix tests/peers/smpp`` puts them there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import httpx

from messaging.tables import MessageState
from tests.peers import absent, free_port, until
from tests.peers.parts import whole_texts
from tests.peers.processes import Processes

HERE = Path(__file__).parent / "smpp"
ENABLE = "npm ci --prefix tests/peers/smpp"

FAILING: Mapping[str, MessageState] = {
    "9001": MessageState.FAILED,
    "9002": MessageState.DELIVERED,
    "9003": MessageState.FAILED,
    "9004": MessageState.EXPIRED,
    "9005": MessageState.SENT,
    "9006": MessageState.DELIVERED,
    "9007": MessageState.DELIVERED,
    "9008": MessageState.DELIVERED,
    "9009": MessageState.FAILED,
}
"""Where a message to a number with this ending must end: undelivered; throttled once; refused at
once; expired; no report at all; the report twice; the report late; the connection cut before the
answer; rejected by report."""


@dataclass(frozen=True)
class Submitted:
    """A short message as the centre took it; ``header`` is a part's user data header in hex."""

    id: str
    to: str
    sender: str
    text: str
    header: str


class SmppCentre:
    """One running centre."""

    USER, PASSWORD = "office", "smpp-pw"

    def __init__(self, folder: Path) -> None:
        node = which("node")
        if node is None or not (HERE / "node_modules" / "smpp").is_dir():
            absent("the SMPP centre", f"install Node 18 or newer, then {ENABLE}")
        folder.mkdir(parents=True, exist_ok=True)
        self.port, control = free_port(), free_port()
        self._processes = Processes(folder)
        self._node = [node, str(HERE / "centre.js"), str(self.port), str(control)]
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{control}", timeout=20)

    def start(self) -> None:
        """Start the centre and wait until it listens."""
        output = self._processes.start("centre", self._node)
        until("the SMPP centre", lambda: b"listening" in output.read_bytes())

    def stop(self) -> None:
        """End the centre."""
        self._client.close()
        self._processes.stop_all()

    def submitted(self) -> list[Submitted]:
        """Return every short message the centre took, in order."""
        found: Sequence[dict[str, Any]] = self._client.get("/submitted").json()
        return [
            Submitted(one["id"], one["to"], one["from"], one["text"], one["header"])
            for one in found
        ]

    def texts(self) -> dict[str, list[str]]:
        """Return the whole texts each number got, each as often as it came."""
        return whole_texts((one.to, one.header, one.text) for one in self.submitted())

    def write(self, messages: Sequence[Mapping[str, str]]) -> None:
        """Let phones write: ``from``, ``to`` and ``text`` of each message."""
        self._client.post("/write", json=list(messages)).raise_for_status()

    def unacknowledged(self) -> int:
        """Return how many messages and reports the gateway has not acknowledged yet."""
        return int(self._client.get("/waiting").text)
