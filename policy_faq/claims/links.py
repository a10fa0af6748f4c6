"""Links to a filled-in claim form: signed, expiring, and unreadable to whoever sees the address.

The claim itself is the content of the link, so that nothing is stored. It is encrypted, because
an address ends up in logs and histories, and then signed with a time stamp. A person is named by
the id of a roster row only, never by name or number.
"""

from __future__ import annotations

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from itsdangerous import BadSignature

from policy_faq.claims.claim import Claim
from policy_faq.places import Distance
from storage.clock import Clock
from storage.signing import ClockSigner

LIFE: Final = timedelta(days=7)
"""How long a link opens its form."""
LONGEST: Final = 200
"""Characters of a token that are looked at."""
_SALT: Final = "gangxin.claims.link"
_NONCE: Final = 12
_DAY_ZERO: Final = date(2000, 1, 1)
_NO_MONTHS: Final = 255
_FACTS: Final = struct.Struct(">BIIBIHBB")
"""Version, county, place, distance, fare in fen + 1, day + 1, months, flags."""
_VERSION: Final = 1
_DISTANCES: Final = (None, *Distance)
_TRUTHS: Final = (None, False, True)


class BadLinkError(ValueError):
    """The link is not ours, was changed, or its time is over."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a link opens: a claim, and whose it is when that may be shown."""

    claim: Claim
    person: UUID | None = None


class ClaimLinks:
    """Makes and opens links; ``key`` is the key that signs for the web pages (32 bytes)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        derived = HKDF(SHA256(), 32, salt=None, info=_SALT.encode()).derive(key)
        self._cipher = AESGCM(derived)

    def token(self, sheet: Sheet, clock: Clock) -> str:
        """Return the part of the address that stands for ``sheet`` (URL-safe, about 130 long)."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, _packed(sheet), None)
        content = urlsafe_b64encode(sealed).rstrip(b"=")
        return ClockSigner(self._key, salt=_SALT, clock=clock).sign(content).decode("ascii")

    def read(self, token: str, clock: Clock) -> Sheet:
        """Return what a token stands for; raises BadLinkError for any other text."""
        if len(token) > LONGEST:
            raise BadLinkError("too long")
        try:
            content = ClockSigner(self._key, salt=_SALT, clock=clock).unsign(
                token.encode("utf-8"), max_age=int(LIFE.total_seconds())
            )
            sealed = urlsafe_b64decode(content + b"=" * (-len(content) % 4))
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
            return _unpacked(plain)
        except (BadSignature, Base64Error, InvalidTag, ValueError, struct.error) as error:
            raise BadLinkError("no link of ours, or too old") from error


def _packed(sheet: Sheet) -> bytes:
    claim = sheet.claim
    truths = (claim.claimed, claim.organised, claim.registered)
    flags = sum(_TRUTHS.index(truth) << (2 * at) for at, truth in enumerate(truths))
    flags |= claim.fare_open << 6 | claim.round_trip << 7
    facts = _FACTS.pack(
        _VERSION,
        int(claim.county),
        int(claim.place or 0),
        _DISTANCES.index(claim.distance),
        0 if claim.fare is None else int(claim.fare * 100) + 1,
        0 if claim.since is None else (claim.since - _DAY_ZERO).days + 1,
        _NO_MONTHS if claim.months is None else min(claim.months, _NO_MONTHS - 1),
        flags,
    )
    return facts + (sheet.person.bytes if sheet.person else b"")


def _unpacked(plain: bytes) -> Sheet:
    version, county, place, far, fare, day, months, flags = _FACTS.unpack_from(plain)
    if version != _VERSION or far >= len(_DISTANCES):
        raise ValueError("written by another version")
    claimed, organised, registered = (_TRUTHS[flags >> shift & 3] for shift in (0, 2, 4))
    person = plain[_FACTS.size :]
    claim = Claim(
        county=f"{county:06d}",
        place=f"{place:06d}" if place else None,
        distance=_DISTANCES[far],
        fare=(Decimal(fare - 1) / 100) if fare else None,
        fare_open=bool(flags >> 6 & 1),
        round_trip=bool(flags >> 7 & 1),
        claimed=claimed,
        months=None if months == _NO_MONTHS else months,
        since=_DAY_ZERO + timedelta(days=day - 1) if day else None,
        organised=organised,
        registered=registered,
    )
    return Sheet(claim, UUID(bytes=person) if person else None)
