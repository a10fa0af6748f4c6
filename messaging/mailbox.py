"""A channel whose provider does not call us: we look into its mailbox.

What lies there is stored on our side first and marked as taken after that. A crash in between
brings the same events again, and their ids show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from messaging.contract import Inbound, Parked, Receipt


@dataclass(frozen=True, slots=True)
class Collected:
    """An event from a mailbox; ``token`` is how the channel finds it there again."""

    token: Any
    event: Inbound | Receipt | Parked


@runtime_checkable
class Mailbox(Protocol):
    """A channel that is asked for news."""

    def collect(self, now: datetime, limit: int) -> Sequence[Collected]:
        """Return up to ``limit`` events of each kind that nobody took; raises OSError."""
        ...

    def done(self, collected: Sequence[Collected]) -> None:
        """Mark events as taken; raises OSError."""
        ...
