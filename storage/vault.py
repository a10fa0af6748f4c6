"""Sealing of personal fields: AES-256-GCM for the value, HMAC-SHA-256 for looking it up.

A plain hash of an ID number is no protection (one county's whole number space hashes in about a
minute), so the index is keyed. A sealed value carries the number of its key, so that keys can be
changed without touching old rows. What a value was sealed for (its field) is bound into it: a
sealed phone pasted into the column of ID numbers does not open.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = 1
_NONCE_BYTES = 12
_HEAD_BYTES = 2
KEY_BYTES = 32


class VaultError(Exception):
    """A sealed value could not be opened: wrong key, wrong field or damaged bytes."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value as it lies in the database; its text needs the vault, so it cannot leak."""

    data: bytes

    def __repr__(self) -> str:
        return "Sealed(…)"

    __str__ = __repr__


class Vault:
    """Seals, opens and indexes personal text.

    ``data_keys`` maps a key number (0 to 255) to 32 bytes; ``active`` names the one that seals.
    Raises ValueError for a key of another length or an unknown active key.
    """

    def __init__(self, data_keys: Mapping[int, bytes], active: int, index_key: bytes) -> None:
        if active not in data_keys:
            raise ValueError(f"no data key number {active}")
        if any(len(key) != KEY_BYTES for key in (*data_keys.values(), index_key)):
            raise ValueError(f"every key must be {KEY_BYTES} bytes")
        self._ciphers = {number: AESGCM(key) for number, key in data_keys.items()}
        self._active = active
        self._index_key = index_key

    def seal(self, field: str, text: str) -> Sealed:
        """Return ``text`` sealed for ``field`` (such as ``labourer.phone``)."""
        nonce = os.urandom(_NONCE_BYTES)
        body = self._ciphers[self._active].encrypt(nonce, text.encode(), field.encode())
        return Sealed(bytes((_FORMAT, self._active)) + nonce + body)

    def open(self, field: str, sealed: Sealed) -> str:
        """Return the text sealed for ``field``; raises VaultError when it will not open."""
        data = sealed.data
        cipher = self._ciphers.get(data[1]) if len(data) > _HEAD_BYTES else None
        if cipher is None or data[0] != _FORMAT:
            raise VaultError("the value was sealed with a key that is not here")
        nonce = data[_HEAD_BYTES : _HEAD_BYTES + _NONCE_BYTES]
        try:
            return cipher.decrypt(
                nonce, data[_HEAD_BYTES + _NONCE_BYTES :], field.encode()
            ).decode()
        except InvalidTag as error:
            raise VaultError(
                "the value does not open: wrong key, wrong field or damaged"
            ) from error

    def blind_index(self, field: str, text: str) -> bytes:
        """Return the 32-byte keyed index under which ``text`` of ``field`` can be found."""
        return hmac.digest(self._index_key, f"{field}\0{text}".encode(), sha256)


def masked_id_number(number: str) -> str:
    """Return an ID number as screens show it: the first four characters and the last two."""
    return (
        f"{number[:4]}{'*' * max(0, len(number) - 6)}{number[-2:]}" if len(number) > 6 else "*" * 6
    )


def masked_phone(phone: str) -> str:
    """Return a phone number as screens show it: the first three digits and the last four."""
    return f"{phone[:3]}{'*' * max(0, len(phone) - 7)}{phone[-4:]}" if len(phone) > 7 else "*" * 7
