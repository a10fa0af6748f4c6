"""Who is writing in the web chat: a random visitor id in a signed cookie.

The cookie says nothing about the person; it only lets the same browser find its conversation
again. Wire format, which the web chat's channel module reads too: cookie ``gx_visitor`` holds
``itsdangerous.URLSafeSerializer(secret_key, salt="gangxin.webchat.visitor").dumps(visitor_id)``;
the contact is channel ``webchat``, address ``visitor_id``.
"""

from __future__ import annotations

import secrets

from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "gx_visitor"
SALT = "gangxin.webchat.visitor"
CHANNEL = "webchat"
COOKIE_SECONDS = 365 * 24 * 3600
_ID_BYTES = 18


def new_visitor_id() -> str:
    """Return a new random visitor id (24 URL-safe characters, 144 bits)."""
    return secrets.token_urlsafe(_ID_BYTES)


def sign(secret_key: bytes, visitor_id: str) -> str:
    """Return the cookie value that stands for ``visitor_id``."""
    return str(URLSafeSerializer(secret_key, salt=SALT).dumps(visitor_id))


def visitor_in(secret_key: bytes, cookie: str | None) -> str | None:
    """Return the visitor id a cookie stands for, or None when it is absent or not ours."""
    if not cookie:
        return None
    try:
        visitor_id = URLSafeSerializer(secret_key, salt=SALT).loads(cookie)
    except BadSignature:
        return None
    return visitor_id if isinstance(visitor_id, str) else None
