"""Our own chat page as a channel: a message is sent when it lies ready for the page.

It is delivered when the page says that it showed it, or when the person answers. Who a visitor is
says a signed cookie, which the page sets and the form's route reads; the address of the contact is
the visitor id in it.
"""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from bot.channels import abilities
from messaging.contract import (
    Capabilities,
    LookupMiss,
    Outgoing,
    Receipt,
    Sent,
    Submission,
)
from messaging.tables import MessageState

NAME = abilities.WEBCHAT
COOKIE = "gx_visitor"
SALT = "gangxin.webchat.visitor"


class WebChat:
    """The chat page."""

    name = NAME
    capabilities: Capabilities = abilities.webchat()

    def normalise(self, address: str) -> str:
        """Return the visitor id as it is."""
        return address

    def send(self, message: Outgoing, timeout: float) -> Sent:
        """Say that the message lies ready; the page reads it from the outbox."""
        return Sent(state=MessageState.SENT)

    def lookup(self, submission: Submission) -> Receipt | LookupMiss:
        """Say that only the page knows what it showed."""
        return LookupMiss.CANNOT_TELL


def visitor_in(web_key: bytes, cookie: str | None) -> str | None:
    """Return the visitor id a cookie stands for, or None when it is absent or not ours."""
    if not cookie:
        return None
    try:
        visitor_id = URLSafeSerializer(web_key, salt=SALT).loads(cookie)
    except BadSignature:
        return None
    return visitor_id if isinstance(visitor_id, str) and visitor_id else None
