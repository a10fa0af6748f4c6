"""Who may be speaking: the people of a contact, and linking one more to it."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from labourers.profiles import labourers_by_phone
from labourers.tables import ContactLink, Labourer
from messaging.addresses import SMS
from messaging.contacts import address_of
from messaging.tables import Contact
from storage.clock import Clock
from storage.vault import Vault

BY_PHONE, BY_IDENTITY = "phone", "identity"
"""How a link was proven: the roster holds the number, or name and end of the ID number matched."""


def recognised(session: Session, vault: Vault, clock: Clock, contact: Contact) -> list[Labourer]:
    """Return the people known to use a contact, in a stable order.

    An SMS comes from whom the roster has under its number: they are linked to it.
    """
    linked = session.exec(
        select(Labourer)
        .join(ContactLink, col(ContactLink.labourer_id) == col(Labourer.id))
        .where(ContactLink.contact_id == contact.id, col(Labourer.erased_at).is_(None))
    ).all()
    people = {person.id: person for person in linked}
    if contact.channel == SMS:
        for person in labourers_by_phone(session, vault, address_of(vault, contact)):
            if person.id not in people:
                link(session, clock, contact, person.id, BY_PHONE)
                people[person.id] = person
    return sorted(people.values(), key=lambda person: (person.created_at, person.id))


def link(
    session: Session, clock: Clock, contact: Contact, labourer_id: UUID, method: str
) -> ContactLink:
    """Say that a contact is used by a person; the link there already stays as it is."""
    found = session.exec(
        select(ContactLink).where(
            ContactLink.contact_id == contact.id, ContactLink.labourer_id == labourer_id
        )
    ).first()
    if found is not None:
        return found
    made = ContactLink(
        contact_id=contact.id, labourer_id=labourer_id, method=method, verified_at=clock.now()
    )
    session.add(made)
    session.flush()
    return made
