"""How staff reach one person with a message: over which contact, and what to call them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlmodel import Session

from labourers.ways import PersonWays
from messaging.addresses import SMS
from messaging.failover import Way
from messaging.tables import Contact
from storage.clock import Clock
from storage.vault import Vault

_NAMELESS: Final = frozenset({"telegram"})
"""Channels whose servers are abroad: no personal data goes there, not even a name."""


def best_way(session: Session, vault: Vault, clock: Clock, person_id: UUID) -> Way | None:
    """Return the contact that reaches a person best: a chat they use, then the telephone.

    None when there is none that may be written to.
    """
    ways = PersonWays(vault, clock)(session, person_id)
    writable = [way for way in ways if way.contact.opted_out_at is None]
    return max(writable, key=lambda way: _rank(way.contact), default=None)


def called(way: Way) -> str:
    """Return how a message over this way begins ("李*英，"); empty where no name may go."""
    return "" if way.contact.channel in _NAMELESS else f"{way.name}，"


def _rank(contact: Contact) -> tuple[bool, bool]:
    return contact.channel != SMS, contact.last_inbound_at is not None
