"""Who may be speaking: the people of a contact, and linking one more to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from labourers.profiles import labourers_by_phone
from labourers.tables import ContactLink, Labourer
from messaging.addresses import SMS
from messaging.contacts import address_of
from messaging.tables import Contact
from storage.clock import Clock
from storage.vault import Vault

PROOF_LIFE = timedelta(days=90)
"""How long after its last use a link holds: carriers give a number away again after 90 days."""

FRESH = timedelta(days=1)
"""A link used within this time is not written anew at every message."""

BY_PHONE, BY_IDENTITY = "phone", "identity"
"""How a link was proven: the roster holds the number, or name and end of the ID number matched."""


def recognised(session: Session, vault: Vault, clock: Clock, contact: Contact) -> list[Labourer]:
    """Return the people known to use a contact, in a stable order.

    An SMS comes from whom the roster has under its number: they are linked to it. A link that was
    silent for 90 days says nothing any more until name and number are given again: a number may
    have gone to somebody else, an account lie open on a sold phone. Talking keeps it alive.
    """
    now = clock.now()
    linked = session.exec(
        select(Labourer, ContactLink)
        .join(ContactLink, col(ContactLink.labourer_id) == col(Labourer.id))
        .where(ContactLink.contact_id == contact.id, col(Labourer.erased_at).is_(None))
    ).all()
    known = {person.id for person, _ in linked}
    people = {}
    for person, bond in linked:
        if still_holds(bond.verified_at, now):
            people[person.id] = person
            if now - bond.verified_at >= FRESH:
                bond.verified_at = now
                session.add(bond)
    if contact.channel == SMS:
        for person in labourers_by_phone(session, vault, address_of(vault, contact)):
            if person.id not in known:
                link(session, clock, contact, person.id, BY_PHONE)
                people[person.id] = person
    return sorted(people.values(), key=lambda person: (person.created_at, person.id))


def renew_household(session: Session, clock: Clock, contact: Contact) -> None:
    """Renew all links of a telephone, after one of its people proved that it is still theirs.

    Otherwise that one would be taken for everybody who writes from it.
    """
    session.execute(
        sa.update(ContactLink)
        .where(col(ContactLink.contact_id) == contact.id)
        .values(verified_at=clock.now())
    )


def still_holds(heard_at: datetime, now: datetime) -> bool:
    """Tell whether a link that was proven or used at ``heard_at`` still says who speaks."""
    return now - heard_at <= PROOF_LIFE


def link(
    session: Session, clock: Clock, contact: Contact, labourer_id: UUID, method: str
) -> ContactLink:
    """Say that a contact is used by a person, as of now; a link there already is renewed."""
    found = session.exec(
        select(ContactLink).where(
            ContactLink.contact_id == contact.id, ContactLink.labourer_id == labourer_id
        )
    ).first()
    if found is not None:
        found.method, found.verified_at = method, clock.now()
        session.add(found)
        return found
    made = ContactLink(
        contact_id=contact.id, labourer_id=labourer_id, method=method, verified_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made
