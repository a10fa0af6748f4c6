"""Signatures and encryption of WeChat's and WeCom's calls (消息加解密). Pure.

Both sign with SHA-1 over the sorted parts and encrypt with AES-256-CBC: 16 random bytes, the length
in 4 bytes, the message, then the id of the account it is for, padded to 32 bytes. The key is the 43
characters of the platform's EncodingAESKey, its first 16 bytes are the initialisation vector.

The usual library (wechatpy) has stood still since 2021 and compares signatures with ``!=``; what is
needed of it are these lines on top of ``cryptography``.
"""

from __future__ import annotations

import base64
import hmac
import os
from hashlib import sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

AES_KEY_LENGTH = 43
_BLOCK = 32
_RANDOM, _LENGTH = 16, 4


def signature(*parts: str) -> str:
    """Return the platform's signature over ``parts``, in hexadecimal."""
    whole = "".join(sorted(parts)).encode()
    return sha1(whole, usedforsecurity=False).hexdigest()


def same_signature(given: str, *parts: str) -> bool:
    """Tell in constant time whether ``given`` is the signature over ``parts``."""
    return hmac.compare_digest(given.encode(), signature(*parts).encode())


class Envelope:
    """Seals and opens the messages of one account.

    ``receiver`` is the AppID or CorpID, which stands in every message. Raises ValueError for a key
    that is not 43 characters of base64.
    """

    def __init__(self, aes_key: str, receiver: str) -> None:
        try:
            key = base64.b64decode(f"{aes_key}=", validate=True)
        except ValueError:
            key = b""
        if len(aes_key) != AES_KEY_LENGTH or len(key) != _BLOCK:
            raise ValueError("an EncodingAESKey has 43 characters of base64")
        self._cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16]))
        self._receiver = receiver.encode()

    def seal(self, message: str) -> str:
        """Return ``message`` encrypted, in base64."""
        body = message.encode()
        length = len(body).to_bytes(_LENGTH, "big")
        plain = os.urandom(_RANDOM) + length + body + self._receiver
        missing = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher.encryptor()
        sealed = encryptor.update(plain + bytes([missing]) * missing) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str) -> str:
        """Return the message in ``sealed``; raises ValueError when it is not one for us."""
        try:
            data = base64.b64decode(sealed, validate=True)
            decryptor = self._cipher.decryptor()
            plain = decryptor.update(data) + decryptor.finalize()
        except ValueError:
            raise ValueError("not encrypted with our key") from None
        start = _RANDOM + _LENGTH
        missing = plain[-1] if plain else 0
        if not 1 <= missing <= _BLOCK or len(plain) < start + missing:
            raise ValueError("not encrypted with our key")
        end = start + int.from_bytes(plain[_RANDOM:start], "big")
        body, receiver = plain[start:end], plain[end:-missing]
        if end > len(plain) - missing or not hmac.compare_digest(receiver, self._receiver):
            raise ValueError("encrypted for another account")
        return body.decode()
