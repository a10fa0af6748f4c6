"""When a channel definitely refuses a message, the same person may have another way.

The new message stands for the first one: its key is made from the first one's key, so there is one
per channel however often this runs, and what it proves is counted under the first one's id. A
message of which nobody knows whether it was taken is never sent another way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import outbox
from messaging.consent import may_write
from messaging.contract import Fault
from messaging.outbox import Draft
from messaging.tables import Contact, MessageKind, MessageState, OutboxMessage
from storage.clock import SetClock
from storage.vault import Vault

DEFINITE = frozenset({Fault.PERMANENT, Fault.BAD_ADDRESS, Fault.OPTED_OUT, Fault.WINDOW_CLOSED})
"""Faults after which it is certain that the provider does not have the message."""

ABROAD = frozenset({"telegram"})
"""Channels that leave the country: no personal data may go there."""

IMPERSONAL = frozenset({MessageKind.JOB_PUSH, MessageKind.TRAINING, MessageKind.GUIDANCE})
"""Kinds that tell nothing about the person once the name is left out."""

NAMELESS = "您好"
INSTEAD = "other_way"
"""The code in the life of the first message that another one stands for it now."""


@dataclass(frozen=True, slots=True)
class Way:
    """A contact that a person uses.

    ``name`` is what the person is called in a message there; ``names`` are all forms of the name
    that a text may hold, the longest first.
    """

    contact: Contact
    name: str
    names: tuple[str, ...] = ()


Ways = Callable[[Session, UUID], Sequence[Way]]
"""Returns the linked contacts of a person; whoever puts the service together knows how."""


def may_go_another_way(
    kind: MessageKind, person_id: UUID | None, fault: str | None, *, own_wish: bool
) -> bool:
    """Tell whether a message that failed so may be sent to another contact of its person.

    ``own_wish``: the person asked for no more messages there; that is an answer, not a fault. An
    answer to a question stays where it was asked.
    """
    definite = fault in DEFINITE
    return definite and not own_wish and person_id is not None and kind is not MessageKind.REPLY


def choose(
    ways: Iterable[Way], kind: MessageKind, tried: Collection[str], configured: Collection[str]
) -> Way | None:
    """Return the way to take next: a wanted one on a channel not tried, heard from last.

    ``tried`` and ``configured`` are names of channels.
    """
    fit = [
        way
        for way in ways
        if way.contact.channel in configured
        and way.contact.channel not in tried
        and way.contact.blocked_at is None
        and may_write(kind, opted_out=way.contact.opted_out_at is not None)
        and (way.contact.channel not in ABROAD or kind in IMPERSONAL)
    ]
    return max(fit, key=_heard, default=None)


def _heard(way: Way) -> tuple[bool, datetime, str]:
    heard = way.contact.last_inbound_at
    return heard is not None, heard or way.contact.created_at, way.contact.channel


def worded(text: str, way: Way) -> str:
    """Return the text for another channel: without the name abroad, with it where it was missing.

    A telephone may be the whole household's, so a message says whom it is for.
    """
    if way.contact.channel in ABROAD:
        for name in (*way.names, way.name):
            text = text.replace(name, NAMELESS)
        return text
    for name in way.names:
        if name in text:
            return text.replace(name, way.name)
    if way.name in text:
        return text
    if text.startswith(NAMELESS):
        return way.name + text.removeprefix(NAMELESS)
    return f"{way.name}：{text}"


@dataclass(frozen=True, slots=True)
class FailOver:
    """What failing over needs beside the message: a person's contacts, and the channels in use."""

    ways: Ways
    configured: frozenset[str]

    def take(
        self,
        session: Session,
        vault: Vault,
        now: datetime,
        message: OutboxMessage,
        fault: str | None,
    ) -> UUID | None:
        """Write the message that stands for one that has just failed, in the same transaction.

        Returns its id; None when there is no other way, or none may be taken.
        """
        contact = session.get_one(Contact, message.contact_id)
        own_wish = contact.opted_out_at is not None
        person = message.person_id
        if person is None or not may_go_another_way(message.kind, person, fault, own_wish=own_wish):
            return None
        if message.expires_at is not None and message.expires_at <= now:
            return None
        first = session.get_one(OutboxMessage, message.instead_of or message.id)
        way = choose(
            self.ways(session, person), message.kind, _tried(session, first.id), self.configured
        )
        if way is None:
            return None
        written = outbox.enqueue(session, vault, SetClock(now), _draft(vault, first, message, way))
        if written is None:
            return None
        written.instead_of = first.id
        session.add(written)
        session.flush()
        code = f"{INSTEAD}:{way.contact.channel}"
        outbox.note_event(
            session, message.id, now, MessageState.FAILED, source=outbox.WRITER, code=code
        )
        return written.id


def _tried(session: Session, first: UUID) -> set[str]:
    """Return the channels that the first message and those in its place went to."""
    same = sa.or_(col(OutboxMessage.id) == first, col(OutboxMessage.instead_of) == first)
    return set(session.exec(select(OutboxMessage.channel).where(same)))


def _draft(vault: Vault, first: OutboxMessage, failed: OutboxMessage, way: Way) -> Draft:
    params = outbox.params_of(vault, first)
    return Draft(
        key=f"{first.key}~{way.contact.channel}",
        contact_id=way.contact.id,
        channel=way.contact.channel,
        kind=first.kind,
        text=worded(outbox.text_of(vault, first), way),
        person_id=first.person_id,
        county_code=first.county_code,
        buttons=outbox.buttons_of(first),
        proves=failed.proves,
        expires_at=failed.expires_at,
        purpose=first.purpose,
        params=params | {"name": way.name} if "name" in params else params,
        cuts=[str(cut) for cut in first.cuts or ()],
    )
