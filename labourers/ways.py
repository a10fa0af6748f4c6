"""The contacts of a person that a message may take when another one is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.names import masked_name, names_on_one_phone
from labourers.profiles import labourers_by_phone
from labourers.tables import PHONE_FIELD, ContactLink, Labourer
from messaging.addresses import SMS, is_mobile, normalise
from messaging.contacts import contact_for
from messaging.failover import Way
from messaging.tables import Contact
from storage.clock import Clock
from storage.vault import Vault

STILL_THEIRS = timedelta(days=90)
"""A chat account that was silent for longer may be another person's by now."""


@dataclass(frozen=True, slots=True)
class PersonWays:
    """Finds the contacts of a person: linked chat accounts, and the telephone on the roster."""

    vault: Vault
    clock: Clock

    def __call__(self, session: Session, person_id: UUID) -> Sequence[Way]:
        """Return the ways to a person, in no order; none for somebody who was erased."""
        person = session.get(Labourer, person_id)
        if person is None or person.erased_at is not None:
            return []
        names = (person.name, masked_name(person.name))
        chats = session.exec(
            select(Contact)
            .join(ContactLink, col(ContactLink.contact_id) == col(Contact.id))
            .where(
                ContactLink.labourer_id == person_id,
                Contact.channel != SMS,
                col(Contact.last_inbound_at) >= self.clock.now() - STILL_THEIRS,
            )
        )
        ways = [Way(contact, person.name, names) for contact in chats]
        phone = self._phone(person)
        if phone is not None:
            contact = contact_for(
                session, self.vault, self.clock, SMS, phone, person.county_code, person.is_demo
            )
            ways.append(Way(contact, self.called(session, person, phone), names))
        return ways

    def called(self, session: Session, person: Labourer, phone: str) -> str:
        """Return how a message to ``phone`` calls the person."""
        people = labourers_by_phone(session, self.vault, phone)
        called = dict(
            zip(
                (one.id for one in people),
                names_on_one_phone([one.name for one in people]),
                strict=True,
            )
        )
        return called.get(person.id, person.name)

    def _phone(self, person: Labourer) -> str | None:
        for sealed in (person.phone_sealed, person.second_phone_sealed):
            if sealed is not None:
                phone = normalise(SMS, self.vault.open(PHONE_FIELD, sealed))
                if is_mobile(phone) or person.is_demo:
                    return phone
        return None
