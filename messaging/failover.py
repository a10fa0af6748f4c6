"""When a channel definitely refuses a message, the same person may have another way.

The new message stands for the first one: its key is made from the first one's key, so there is one
per channel however often this runs, and what it proves is counted under the first one's id. A
message of which nobody knows whether it was taken is never sent another way.

What the program answers stays in the conversation: its digits mean something only there, and
whoever wants it asks again. A caseworker's answer is waited for and was promised, so it does take
another way: to another chat that the person proved to be theirs, or to their telephone, unless it
was about danger or holds a long number, because others may read a telephone. Where no way is left
the staff are told, who can ring up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import alarms, outbox
from messaging.addresses import SMS
from messaging.contract import Fault
from messaging.handoffs import handoff_answered_by
from messaging.outbox import Draft
from messaging.tables import Contact, HandoffReason, MessageKind, MessageState, OutboxMessage
from messaging.templates import Purpose
from storage.clock import SetClock
from storage.vault import Vault

DEFINITE = frozenset({Fault.PERMANENT, Fault.BAD_ADDRESS, Fault.OPTED_OUT, Fault.WINDOW_CLOSED})
"""Faults after which it is certain that the provider does not have the message."""

ABROAD = frozenset({"telegram"})
"""Channels that leave the country: no personal data may go there."""

IMPERSONAL = frozenset({MessageKind.JOB_PUSH, MessageKind.TRAINING, MessageKind.GUIDANCE})
"""Kinds that tell nothing about the person once the name is left out."""

NAMELESS = "您好"
ANSWER = "工作人员回复您问的事"
"""What an answer begins with where the question was not asked."""
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){13,}")
"""An ID or bank card number; telephone numbers are shorter."""
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
    kind: MessageKind,
    person_id: UUID | None,
    fault: str | None,
    *,
    own_wish: bool,
    purpose: str | None = None,
) -> bool:
    """Tell whether a message that failed so may be sent to another contact of its person.

    ``own_wish``: the person asked for no more messages there; that is an answer, not a fault. Of
    the answers to questions only a caseworker's leaves the conversation.
    """
    leaves = kind is not MessageKind.REPLY or purpose == Purpose.HANDOFF_ANSWER
    return fault in DEFINITE and not own_wish and person_id is not None and leaves


def choose(
    ways: Iterable[Way], kind: MessageKind, tried: Collection[str], configured: Collection[str]
) -> Way | None:
    """Return the way to take next: a wanted one on a channel not tried, heard from last.

    ``tried`` and ``configured`` are names of channels. Who opted out of a channel gets nothing
    there that was not asked there, answers included.
    """
    fit = [
        way
        for way in ways
        if way.contact.channel in configured
        and way.contact.channel not in tried
        and way.contact.blocked_at is None
        and way.contact.opted_out_at is None
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
        """Write the message that stands for one that has just ended, in the same transaction.

        Returns its id; None when there is no other way, or none may be taken. The staff are told
        of an answer of theirs that reaches nobody.
        """
        written = self._another(session, vault, now, message, fault)
        if written is None and message.purpose == Purpose.HANDOFF_ANSWER:
            alarms.answer_not_delivered(session, now, message.county_code, message.id)
        return written

    def _another(
        self,
        session: Session,
        vault: Vault,
        now: datetime,
        message: OutboxMessage,
        fault: str | None,
    ) -> UUID | None:
        contact = session.get_one(Contact, message.contact_id)
        own_wish = contact.opted_out_at is not None
        person = message.person_id
        if person is None or not may_go_another_way(
            message.kind, person, fault, own_wish=own_wish, purpose=message.purpose
        ):
            return None
        if message.expires_at is not None and message.expires_at <= now:
            return None
        first = session.get_one(OutboxMessage, message.instead_of or message.id)
        tried = _tried(session, first.id)
        if _is_private(session, vault, first):
            tried.add(SMS)
        way = choose(self.ways(session, person), message.kind, tried, self.configured)
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


def _is_private(session: Session, vault: Vault, message: OutboxMessage) -> bool:
    """Tell whether an answer must not come to a telephone, which a household may share."""
    if message.purpose != Purpose.HANDOFF_ANSWER:
        return False
    handoff = handoff_answered_by(session, message)
    about_danger = handoff is None or handoff.reason is HandoffReason.URGENT
    return about_danger or _LONG_NUMBER.search(outbox.text_of(vault, message)) is not None


def _draft(vault: Vault, first: OutboxMessage, failed: OutboxMessage, way: Way) -> Draft:
    params = outbox.params_of(vault, first)
    text = outbox.text_of(vault, first)
    if first.purpose == Purpose.HANDOFF_ANSWER:
        text = f"{ANSWER}：{text}"
    return Draft(
        key=f"{first.key}~{way.contact.channel}",
        contact_id=way.contact.id,
        channel=way.contact.channel,
        kind=first.kind,
        text=worded(text, way),
        person_id=first.person_id,
        county_code=first.county_code,
        buttons=outbox.buttons_of(first),
        proves=failed.proves,
        expires_at=failed.expires_at,
        purpose=first.purpose,
        params=params | {"name": way.name} if "name" in params else params,
        cuts=[str(cut) for cut in first.cuts or ()],
    )
