"""A short way to put messages into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from messaging.contacts import contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import Contact, MessageKind, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault

PHONE = "13800000001"
Write = Callable[..., UUID]
Load = Callable[[UUID], OutboxMessage]


@pytest.fixture
def contact(db: Database, vault: Vault, clock: SetClock) -> Contact:
    """Return the contact of a phone."""
    with db.write() as session:
        return contact_for(session, vault, clock, "sms", PHONE, "530326")


@pytest.fixture
def write(db: Database, vault: Vault, clock: SetClock, contact: Contact) -> Write:
    """Return a function that writes a message to the contact and returns its id."""
    numbers = count()

    def write(**changes: Any) -> UUID:
        values: dict[str, Any] = {
            "key": f"test:{next(numbers)}",
            "contact_id": contact.id,
            "channel": "sms",
            "kind": MessageKind.JOB_PUSH,
            "text": "县城电子厂招30人，包吃住，月薪5000元。",
        }
        with db.write() as session:
            message = enqueue(session, vault, clock, Draft(**(values | changes)))
            assert message is not None
            return message.id

    return write


@pytest.fixture
def load(db: Database) -> Load:
    """Return a function that reads a message as it is now."""

    def load(message_id: UUID) -> OutboxMessage:
        with db.read() as session:
            return session.get_one(OutboxMessage, message_id)

    return load
