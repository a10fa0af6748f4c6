"""The chain of one county's entries: canonical form and keyed code; pure.

Every entry is written as RFC 8785 JSON together with the code of the entry before it, and its own
code is HMAC-SHA-256 over that. Nobody without the key can change, insert or move an entry; a
deletion breaks the chain. Truncation at the end leaves a whole chain and is caught by checkpoints
(``service_ledger.checkpoints``).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256

import rfc8785

FORMAT = 1
GENESIS = "0" * 64
KEY_BYTES = 32


class ChainError(ValueError):
    """The content of an entry has no canonical form (not a number, too large a number)."""


def canonical(content: Mapping[str, object]) -> bytes:
    """Return ``content`` as RFC 8785 JSON (UTF-8); raises ChainError when it has no such form."""
    try:
        return rfc8785.dumps(dict(content))  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise ChainError(f"no canonical form: {error}") from error


def link(key: bytes, previous: str, content: Mapping[str, object]) -> str:
    """Return the code of an entry: 64 hexadecimal digits.

    ``previous`` is the code of the county's entry before it, ``GENESIS`` for the first. Raises
    ChainError for content without a canonical form.
    """
    body = canonical({"format": FORMAT, "previous": previous, "entry": dict(content)})
    return hmac.digest(key, body, sha256).hex()


def holds(key: bytes, previous: str, content: Mapping[str, object], code: str) -> bool:
    """Tell whether ``code`` is the code of an entry; False also for content without a form."""
    try:
        return hmac.compare_digest(link(key, previous, content), code)
    except ChainError:
        return False
