"""Trial mode: real messages go only to listed addresses, so that nobody gets one by mistake.

Channels that reach no telephone and no account of a person (the web chat, the demo phone) are not
concerned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from messaging.addresses import normalise
from messaging.contacts import address_index
from messaging.contract import Capabilities
from messaging.tables import ADDRESS_FIELD, Contact
from messaging.tables_limits import TrialContact
from storage.clock import Clock
from storage.places import within
from storage.vault import Vault, masked_phone

NATION = "000000"
"""The place whose trial is everybody's."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The places (adcodes) in which only listed addresses get messages; none: no trial."""

    places: frozenset[str] = frozenset()

    def holds(self, county: str | None, capabilities: Capabilities) -> bool:
        """Tell whether a message of ``county`` over such a channel needs a listed address.

        A message of no county is held as soon as there is any trial.
        """
        if not self.places or capabilities.in_process or capabilities.demo:
            return False
        return county is None or any(within(county, place) for place in self.places)


@dataclass(frozen=True, slots=True)
class Listed:
    """An address on the list as a page or a terminal may show it."""

    channel: str
    masked: str
    added_by: str


def add(session: Session, vault: Vault, clock: Clock, channel: str, address: str, by: str) -> bool:
    """Put an address on the list; False when it was there. Raises ValueError for an empty one."""
    index = address_index(vault, channel, address)
    if session.exec(_with_index(channel, index)).first() is not None:
        return False
    session.add(
        TrialContact(
            channel=channel,
            address_sealed=vault.seal(ADDRESS_FIELD, normalise(channel, address)),
            address_index=index,
            added_by=by,
            added_at=clock.now(),
        )
    )
    session.flush()
    return True


def remove(session: Session, vault: Vault, channel: str, address: str) -> bool:
    """Take an address from the list; False when it was not there."""
    found = session.exec(_with_index(channel, address_index(vault, channel, address))).first()
    if found is None:
        return False
    session.delete(found)
    return True


def listed(session: Session, vault: Vault) -> list[Listed]:
    """Return the list in the order it was made, addresses masked."""
    rows = session.exec(select(TrialContact).order_by(col(TrialContact.id)))
    return [
        Listed(
            row.channel, masked_phone(vault.open(ADDRESS_FIELD, row.address_sealed)), row.added_by
        )
        for row in rows
    ]


def among_listed(session: Session, contacts: Iterable[Contact]) -> set[UUID]:
    """Return the ids of those contacts whose address is on the list."""
    by_address = {(one.channel, one.address_index): one.id for one in contacts}
    if not by_address:
        return set()
    indexes: Collection[bytes] = {index for _, index in by_address}
    rows = session.execute(
        sa.select(col(TrialContact.channel), col(TrialContact.address_index)).where(
            col(TrialContact.address_index).in_(indexes)
        )
    )
    return {by_address[channel, index] for channel, index in rows if (channel, index) in by_address}


def _with_index(channel: str, index: bytes) -> SelectOfScalar[TrialContact]:
    return select(TrialContact).where(
        col(TrialContact.channel) == channel, col(TrialContact.address_index) == index
    )
