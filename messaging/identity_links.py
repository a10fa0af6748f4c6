"""Links to the page where somebody says who they are, for chats that must not carry it.

A link stands for the account that asked for it, nobody else's, and holds half an hour. It says
nothing about a person.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import timedelta
from typing import Final
from uuid import UUID

from itsdangerous import BadSignature

from storage.clock import Clock
from storage.signing import ClockSigner

LIFE: Final = timedelta(minutes=30)
"""How long a link may be used."""
LONGEST: Final = 120
"""Characters of a token that are looked at."""
_SALT: Final = "gangxin.identity.link"


class BadIdentityLinkError(ValueError):
    """The link is not ours, was changed, or its time is over."""


class IdentityLinks:
    """Makes and opens links; ``key`` is the key that signs for the web pages (32 bytes)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, contact_id: UUID, clock: Clock) -> str:
        """Return the part of the address that stands for an account (URL-safe, about 70 long)."""
        content = urlsafe_b64encode(contact_id.bytes).rstrip(b"=")
        return self._signer(clock).sign(content).decode("ascii")

    def read(self, token: str, clock: Clock) -> UUID:
        """Return whose account a token stands for; raises BadIdentityLinkError for other text."""
        if len(token) > LONGEST:
            raise BadIdentityLinkError("too long")
        try:
            content = self._signer(clock).unsign(
                token.encode("utf-8"), max_age=int(LIFE.total_seconds())
            )
            return UUID(bytes=urlsafe_b64decode(content + b"=" * (-len(content) % 4)))
        except (BadSignature, Base64Error, ValueError) as error:
            raise BadIdentityLinkError("no link of ours, or too old") from error

    def _signer(self, clock: Clock) -> ClockSigner:
        return ClockSigner(self._key, salt=_SALT, clock=clock)
