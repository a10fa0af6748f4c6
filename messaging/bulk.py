"""Contacts and messages of a whole county at once: the same rules in fewer statements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.consent import may_write
from messaging.contacts import address_index, contact_for, new_contact
from messaging.outbox import EVENTS, MESSAGES, WRITER, Draft, values_of
from messaging.tables import Contact, MessageState, OutboxMessage
from storage.clock import Clock
from storage.ids import new_id
from storage.vault import Vault

AT_ONCE = 500
"""Rows of one statement; SQLite takes 32,766 values, and fewer rows keep its one writer short."""
_T = TypeVar("_T")


def find_contacts(
    session: Session, vault: Vault, channel: str, addresses: Collection[str]
) -> dict[str, Contact]:
    """Return the contacts known of ``addresses`` on ``channel``, by address as given.

    Raises ValueError for an empty address.
    """
    by_index: dict[bytes, list[str]] = {}
    for address in dict.fromkeys(addresses):
        by_index.setdefault(address_index(vault, channel, address), []).append(address)
    found: dict[str, Contact] = {}
    for indexes in _portions(list(by_index)):
        contacts = session.exec(
            select(Contact).where(
                Contact.channel == channel, col(Contact.address_index).in_(indexes)
            )
        )
        for contact in contacts:
            found.update(dict.fromkeys(by_index[contact.address_index], contact))
    return found


def contacts_for(
    session: Session,
    vault: Vault,
    clock: Clock,
    channel: str,
    demo_of: Mapping[str, bool],
    county_code: str | None = None,
) -> dict[str, Contact]:
    """Return the contact of every address, made where it is new: ``contact_for``, many at once.

    ``demo_of`` says of each address whether it is a demo person's.
    """
    found = find_contacts(session, vault, channel, demo_of)
    for contact in found.values():
        if contact.county_code is None and county_code is not None:
            contact.county_code = county_code
            session.add(contact)
    made: dict[bytes, Contact] = {}
    for address, is_demo in demo_of.items():
        if address not in found:
            contact = new_contact(vault, clock, channel, address, county_code, is_demo)
            found[address] = made.setdefault(contact.address_index, contact)
    try:
        with session.begin_nested():
            session.add_all(made.values())
            session.flush()
    except IntegrityError:
        # Another process heard from one of them at the same moment.
        return {
            address: contact_for(session, vault, clock, channel, address, county_code, is_demo)
            for address, is_demo in demo_of.items()
        }
    return found


def enqueue_all(
    session: Session, vault: Vault, clock: Clock, drafts: Sequence[Draft]
) -> dict[str, UUID]:
    """Write messages in the caller's transaction; returns the ids of those written, by key.

    A draft is left out where ``enqueue`` would return None, and what it raises is raised here
    before anything is written.
    """
    new = _writable(session, drafts)
    now = clock.now()
    defaults = {"state": MessageState.QUEUED, "attempts": 0, "segments": 0, "cost_fen": 0}
    rows = [defaults | {"id": new_id()} | values_of(vault, now, draft) for draft in new]
    events = [
        {
            "id": new_id(),
            "message_id": row["id"],
            "at": now,
            "state": MessageState.QUEUED,
            "source": WRITER,
            "code": None,
        }
        for row in rows
    ]
    try:
        with session.begin_nested():
            for portion in _portions(rows):
                session.execute(sa.insert(MESSAGES), portion)
            for portion in _portions(events):
                session.execute(sa.insert(EVENTS), portion)
    except IntegrityError:
        # Another process was first with one of the keys.
        one_by_one = (outbox.enqueue(session, vault, clock, draft) for draft in new)
        return {message.key: message.id for message in one_by_one if message is not None}
    return {row["key"]: row["id"] for row in rows}


def _writable(session: Session, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that may be written now, each key once."""
    contacts = {
        contact.id: contact
        for ids in _portions(list({draft.contact_id for draft in drafts}))
        for contact in session.exec(select(Contact).where(col(Contact.id).in_(ids)))
    }
    known = {
        key
        for keys in _portions([draft.key for draft in drafts])
        for key in session.exec(select(OutboxMessage.key).where(col(OutboxMessage.key).in_(keys)))
    }
    new: list[Draft] = []
    for draft in drafts:
        contact = outbox.checked(draft, contacts.get(draft.contact_id))
        allowed = may_write(draft.kind, opted_out=contact.opted_out_at is not None)
        if allowed and draft.key not in known:
            known.add(draft.key)
            new.append(draft)
    return new


def _portions(rows: Sequence[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(rows), AT_ONCE):
        yield list(rows[start : start + AT_ONCE])
