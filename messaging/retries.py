"""A message that finally failed, sent once more because a member of staff says so.

States only rise, so the failed message stays failed and a new one stands for it, as with another
way: what either proves counts once. Nothing is sent again of which the end is in doubt; that is
decided where the provider can be asked first (``messaging.decisions``).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from messaging import decisions, outbox
from messaging.claims import ATTEMPT, BY_NOTICE
from messaging.contract import LookupMiss
from messaging.decisions import LIFE_AFTER, MESSAGE
from messaging.outbox import Draft
from messaging.parts import PART
from messaging.tables import Contact, MessageEvent, MessageKind, MessageState, OutboxMessage
from messaging.tables_decisions import Decided
from messaging.waiting import SENDER, STAFF, staff_code
from storage.clock import SetClock
from storage.vault import Vault

BEGUN = frozenset({ATTEMPT, BY_NOTICE})
"""Codes of an attempt's beginning; only how it ended can be in doubt."""

ENDED = frozenset({MessageState.FAILED, MessageState.EXPIRED})
"""States in which nothing more happens to a message that did not reach the person."""


class Obstacle(StrEnum):
    """Why a message cannot be sent once more."""

    NOT_ENDED = "not_ended"
    """It was delivered, or is still on its way."""
    ANOTHER_STANDS = "another_stands"
    """Another message stands for it and was delivered, or is still on its way."""
    IN_DOUBT = "in_doubt"
    """An attempt may have reached the person, and no report or look-up has said otherwise."""
    OPTED_OUT = "opted_out"
    """The person wants no messages there."""
    UNREACHABLE = "unreachable"
    """The provider says that the address takes nothing from us; the person has to write first."""


def obstacle(session: Session, message: OutboxMessage) -> Obstacle | None:
    """Return why ``message`` cannot be sent once more; None when it can."""
    if message.state not in ENDED:
        return Obstacle.NOT_ENDED
    family = relatives(session, message)
    if any(each.state not in ENDED for each in family):
        return Obstacle.ANOTHER_STANDS
    if any(_in_doubt(session, each.id) for each in family):
        return Obstacle.IN_DOUBT
    contact = session.get_one(Contact, message.contact_id)
    if contact.opted_out_at is not None and message.kind is not MessageKind.REPLY:
        return Obstacle.OPTED_OUT
    return Obstacle.UNREACHABLE if contact.blocked_at is not None else None


def relatives(session: Session, message: OutboxMessage) -> list[OutboxMessage]:
    """Return the first message and all that stand for it, the oldest first; ``message`` as well."""
    first = message.instead_of or message.id
    same = sa.or_(col(OutboxMessage.id) == first, col(OutboxMessage.instead_of) == first)
    return list(session.exec(select(OutboxMessage).where(same).order_by(col(OutboxMessage.id))))


def send_once_more(
    session: Session, vault: Vault, message: OutboxMessage, now: datetime, by: str, reason: str
) -> UUID | None:
    """Write the message that stands for a failed one, and who wanted it and why.

    Returns its id; None when there is an obstacle, or when somebody else was faster. Raises
    ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("sending something once more needs a reason")
    if obstacle(session, message) is not None:
        return None
    family = relatives(session, message)
    first = family[0]
    written = outbox.enqueue(
        session,
        vault,
        SetClock(now),
        Draft(
            key=f"{first.key}~again{len(family)}",
            contact_id=message.contact_id,
            channel=message.channel,
            kind=message.kind,
            text=outbox.text_of(vault, message),
            person_id=message.person_id,
            county_code=message.county_code,
            buttons=outbox.buttons_of(message),
            proves=message.proves,
            in_reply_to=message.in_reply_to,
            expires_at=now + LIFE_AFTER,
            purpose=message.purpose,
            params=outbox.params_of(vault, message),
            cuts=[str(cut) for cut in message.cuts or ()],
        ),
    )
    if written is None:
        return None
    written.instead_of = first.id
    session.add(written)
    session.flush()
    code = staff_code(Decided.RESENT, by)
    outbox.note_event(session, message.id, now, message.state, source=STAFF, code=code)
    decisions.note(session, MESSAGE, message.id, Decided.RESENT, now, by, reason.strip())
    return written.id


def _is_certain(code: str) -> bool:
    """Tell whether a line says that an attempt began, or that a part was taken for certain."""
    return code in BEGUN or code.startswith(f"{PART}:")


def _in_doubt(session: Session, message_id: UUID) -> bool:
    """Tell whether an attempt's end is unknown: no report and no look-up has settled it since.

    That a later attempt was refused says nothing of the one before it.
    """
    events = session.exec(
        select(MessageEvent)
        .where(MessageEvent.message_id == message_id)
        .order_by(col(MessageEvent.at), col(MessageEvent.id))
    )
    doubt = False
    for event in events:
        if event.code == LookupMiss.NEVER_TAKEN.value:
            doubt = False
        elif event.state is MessageState.UNKNOWN:
            doubt = doubt or (event.source == SENDER and not _is_certain(event.code or ""))
        elif event.state in ENDED and event.source not in (SENDER, STAFF):
            doubt = False
    return doubt
