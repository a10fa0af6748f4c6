"""Contacts: an address on a channel, found by its keyed index and sealed at rest."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from messaging.addresses import normalise
from messaging.tables import ADDRESS_FIELD, Contact
from storage.clock import Clock
from storage.vault import Vault

LANGUAGE = "zh"


def contact_for(
    session: Session,
    vault: Vault,
    clock: Clock,
    channel: str,
    address: str,
    county_code: str | None = None,
    is_demo: bool = False,
) -> Contact:
    """Return the contact of ``address`` on ``channel``, made when it is new.

    A county given later fills an empty one and never replaces another. Raises ValueError for an
    empty address.
    """
    found = find_contact(session, vault, channel, address)
    if found is not None:
        if found.county_code is None and county_code is not None:
            found.county_code = county_code
            session.add(found)
        return found
    contact = new_contact(vault, clock, channel, address, county_code, is_demo)
    try:
        with session.begin_nested():
            session.add(contact)
            session.flush()
    except IntegrityError:
        found = find_contact(session, vault, channel, address)
        if found is None:
            raise
        return found  # another process heard from the same address at the same moment
    return contact


def new_contact(
    vault: Vault,
    clock: Clock,
    channel: str,
    address: str,
    county_code: str | None = None,
    is_demo: bool = False,
) -> Contact:
    """Return a contact that is not stored yet; raises ValueError for an empty address."""
    return Contact(
        channel=channel,
        address_sealed=vault.seal(ADDRESS_FIELD, normalise(channel, address)),
        address_index=address_index(vault, channel, address),
        county_code=county_code,
        language=LANGUAGE,
        is_demo=is_demo,
        created_at=clock.now(),
    )


def find_contact(session: Session, vault: Vault, channel: str, address: str) -> Contact | None:
    """Return the contact of ``address`` on ``channel``, or None when there is none."""
    index = address_index(vault, channel, address)
    return session.exec(
        select(Contact).where(Contact.channel == channel, Contact.address_index == index)
    ).first()


def address_of(vault: Vault, contact: Contact) -> str:
    """Return the contact's address in clear; only a channel and a masked page need it."""
    return vault.open(ADDRESS_FIELD, contact.address_sealed)


def opt_out(session: Session, clock: Clock, contact: Contact) -> bool:
    """Note that the person wants no more messages; True when that is new."""
    if contact.opted_out_at is not None:
        return False
    contact.opted_out_at = clock.now()
    session.add(contact)
    return True


def opt_in(session: Session, clock: Clock, contact: Contact) -> bool:  # noqa: ARG001
    """Note that the person wants messages again; True when that is new.

    The clock is taken like in ``opt_out``, so that callers treat both alike.
    """
    if contact.opted_out_at is None:
        return False
    contact.opted_out_at = None
    session.add(contact)
    return True


def heard_from(session: Session, clock: Clock, contact: Contact) -> None:
    """Note that the person wrote: the address works, whatever a provider said before."""
    contact.last_inbound_at = clock.now()
    contact.blocked_at = None
    session.add(contact)


def address_index(vault: Vault, channel: str, address: str) -> bytes:
    """Return the keyed index of an address; raises ValueError for an empty one."""
    return vault.blind_index(ADDRESS_FIELD, f"{channel}:{normalise(channel, address)}")
