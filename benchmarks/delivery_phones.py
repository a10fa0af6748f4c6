"""The two phone networks a drill can have behind Kannel, seen alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tests.peers.kannel import KannelPeer
from tests.peers.parts import whole_texts


class Phones(Protocol):
    """What phones got and wrote; ``tests.peers.smpp_centre.SmppCentre`` is one."""

    def start(self) -> None:
        """Start the network."""
        ...

    def stop(self) -> None:
        """End it."""
        ...

    def submitted(self) -> Sequence[object]:
        """Return every short message that arrived, parts one by one."""
        ...

    def texts(self) -> dict[str, list[str]]:
        """Return the whole texts each number got, each as often as it came."""
        ...

    def write(self, messages: Sequence[Mapping[str, str]]) -> None:
        """Let phones write: ``from``, ``to`` and ``text`` of each message."""
        ...

    def unacknowledged(self) -> int:
        """Return how much the gateway has not acknowledged yet."""
        ...


class FakePhones:
    """Kannel's own ``fakesmsc``; it starts and ends with the gateway.

    It writes as often as there are messages, but picks each time one of them by chance.
    """

    def __init__(self, kannel: KannelPeer) -> None:
        self._kannel = kannel

    def start(self) -> None:
        """Leave that to the gateway."""

    def stop(self) -> None:
        """Leave that to the gateway."""

    def submitted(self) -> Sequence[object]:
        """Return every short message that arrived, parts one by one."""
        return self._kannel.delivered()

    def texts(self) -> dict[str, list[str]]:
        """Return the whole texts each number got, each as often as it came."""
        return whole_texts((one.to, one.header, one.text) for one in self._kannel.delivered())

    def write(self, messages: Sequence[Mapping[str, str]]) -> None:
        """Let phones write as many times, each time one of the messages."""
        chosen = [(each["from"], each["text"]) for each in messages]
        self._kannel.write_at_random(chosen, len(chosen))

    def unacknowledged(self) -> int:
        """Return 0: this network waits for no acknowledgement."""
        return 0
