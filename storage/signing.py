"""Signs texts with a time stamp taken from our clock, for links that expire."""

from __future__ import annotations

from hashlib import sha256

from itsdangerous import TimestampSigner

from storage.clock import Clock


class ClockSigner(TimestampSigner):
    """Signs and checks one kind of text; ``salt`` keeps the signatures of two kinds apart."""

    def __init__(self, key: bytes, *, salt: str, clock: Clock) -> None:
        super().__init__(key, salt=salt, digest_method=sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Return seconds since 1970 by our clock."""
        return int(self._clock.now().timestamp())
