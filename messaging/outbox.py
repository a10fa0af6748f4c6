"""The outbox: messages are written here in the transaction that has the reason for them.

A row's key is unique per person and purpose, so doing the work twice writes one row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, select

from messaging.consent import may_write
from messaging.contract import Button
from messaging.states import FINAL
from messaging.tables import (
    BODY_FIELD,
    PARAMS_FIELD,
    Contact,
    MessageEvent,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from storage.clock import Clock
from storage.ids import new_id
from storage.vault import Vault

MESSAGES = cast(sa.Table, sa.inspect(OutboxMessage).local_table)
"""The table itself: conditional updates go past the session's objects."""

OPEN = MESSAGES.c.state < sa.literal_column(str(int(MessageState.HANDED_OVER)))
"""What holds while no provider has a message; written out, so that partial indexes are used."""

EVENTS = cast(sa.Table, sa.inspect(MessageEvent).local_table)
"""The table of a message's life, which is only ever added to."""

_LINE = sa.insert(EVENTS)

WRITER = "outbox"
"""Who says that a message is queued."""

REPLY_LIFE = timedelta(hours=24)
"""An answer that could not go out within a day only puzzles."""

OTHER_LIFE = timedelta(days=3)
"""How long a message without a date of its own is worth sending."""

_Moment = TypeVar("_Moment")


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be written into the outbox.

    ``text`` is what the person reads, without signature and opt-out wording. ``proves`` is what its
    delivery is evidence of (``{"kind": "job_info", "postings": [ids]}``). ``params`` are the same
    facts as values for a provider's template, sealed like the text; ``purpose`` names what the
    template is for where ``kind`` does not say it (``messaging.templates.Purpose``). ``cuts`` has a
    sentence for staff for each thing that was left out.
    """

    key: str
    contact_id: UUID
    channel: str
    kind: MessageKind
    text: str
    person_id: UUID | None = None
    county_code: str | None = None
    buttons: Sequence[Button] = ()
    proves: Mapping[str, Any] | None = None
    in_reply_to: UUID | None = None
    expires_at: datetime | None = None
    not_before: datetime | None = None
    purpose: str | None = None
    params: Mapping[str, str] | None = None
    cuts: Sequence[str] = ()


def enqueue(session: Session, vault: Vault, clock: Clock, draft: Draft) -> OutboxMessage | None:
    """Write the message in the caller's transaction.

    Returns None when the key is there already, or when the contact has opted out and the message
    is no answer. Raises ValueError for an empty text, an unknown contact or a contact of another
    channel.
    """
    contact = checked(draft, session.get(Contact, draft.contact_id))
    if not may_write(draft.kind, opted_out=contact.opted_out_at is not None):
        return None
    if session.exec(select(OutboxMessage.id).where(OutboxMessage.key == draft.key)).first():
        return None
    message = OutboxMessage(**values_of(vault, clock.now(), draft))
    try:
        with session.begin_nested():
            session.add(message)
            session.flush()
            note_event(session, message.id, message.created_at, MessageState.QUEUED, source=WRITER)
    except IntegrityError:
        if session.exec(select(OutboxMessage.id).where(OutboxMessage.key == draft.key)).first():
            return None  # another process was first with the same key
        raise
    return message


def checked(draft: Draft, contact: Contact | None) -> Contact:
    """Return the draft's contact; raises ValueError for a text or a contact that cannot be."""
    if not draft.text.strip():
        raise ValueError("a message needs a text")
    if contact is None or contact.channel != draft.channel:
        raise ValueError("the contact does not exist on this channel")
    return contact


def values_of(vault: Vault, now: datetime, draft: Draft) -> dict[str, Any]:
    """Return the columns of a new message; what is not among them has its default."""
    life = REPLY_LIFE if draft.kind is MessageKind.REPLY else OTHER_LIFE
    starts = draft.not_before or now
    return {
        "key": draft.key,
        "contact_id": draft.contact_id,
        "channel": draft.channel,
        "person_id": draft.person_id,
        "county_code": draft.county_code,
        "kind": draft.kind,
        "purpose": draft.purpose,
        "body_sealed": vault.seal(BODY_FIELD, draft.text),
        "params_sealed": vault.seal(
            PARAMS_FIELD, json.dumps(dict(draft.params), ensure_ascii=False)
        )
        if draft.params
        else None,
        "cuts": list(draft.cuts) or None,
        "buttons": [{"label": button.label, "action": button.action} for button in draft.buttons],
        "proves": dict(draft.proves) if draft.proves else None,
        "in_reply_to": draft.in_reply_to,
        "next_attempt_at": starts,
        "expires_at": draft.expires_at or starts + life,
        "created_at": now,
    }


def text_of(vault: Vault, message: OutboxMessage) -> str:
    """Return the text as it was written, before rendering for the channel."""
    return vault.open(BODY_FIELD, message.body_sealed)


def params_of(vault: Vault, message: OutboxMessage) -> dict[str, str]:
    """Return the values for a provider's template; none where the text is all there is."""
    if message.params_sealed is None:
        return {}
    found: dict[str, str] = json.loads(vault.open(PARAMS_FIELD, message.params_sealed))
    return found


def buttons_of(message: OutboxMessage) -> tuple[Button, ...]:
    """Return the message's buttons."""
    return tuple(Button(str(item["label"]), str(item["action"])) for item in message.buttons)


def note_event(
    session: Session,
    message_id: UUID,
    at: datetime,
    state: MessageState,
    *,
    source: str,
    code: str | None = None,
) -> None:
    """Add one line to the life of a message; ``source`` is who says it (sender, report, lookup)."""
    note_events(session, [message_id], at, state, source=source, code=code)


def note_events(
    session: Session,
    message_ids: Sequence[UUID],
    at: datetime,
    state: MessageState,
    *,
    source: str,
    code: str | None = None,
) -> None:
    """Add the same line to the lives of several messages."""
    same = {"at": at, "state": state, "source": source, "code": code or None}
    rows = [{"id": new_id(), "message_id": message_id} | same for message_id in message_ids]
    if rows:
        session.execute(_LINE, rows)


def moments_of(state: MessageState, at: _Moment) -> dict[str, _Moment]:
    """Return the columns that hold when a message got into ``state``, each with ``at``."""
    column = _MOMENT_OF.get(state)
    moments = {} if column is None else {column: at}
    return moments | {"ended_at": at} if state in FINAL else moments


_MOMENT_OF = {
    MessageState.HANDED_OVER: "handed_over_at",
    MessageState.SENT: "sent_at",
    MessageState.DELIVERED: "delivered_at",
}


def raise_state(
    session: Session,
    message: OutboxMessage,
    state: MessageState,
    at: datetime,
    *,
    source: str,
    code: str | None = None,
    fault: str | None = None,
) -> bool:
    """Raise a message's state in the database; False when it is there already or higher.

    ``at`` becomes the moment of the state. The comparison happens in the update itself, so two
    reports at once cannot lower each other. ``message`` shows the new state afterwards.
    """
    values: dict[str, Any] = {
        "state": state,
        "fault": fault,
        "code": code or None,
        "lease_owner": None,
        "lease_until": None,
    } | moments_of(state, at)
    told = {"of": message.id, "because": fault, "told": code or None, "since": at}
    changed = session.execute(_raising(state), told)
    if rows_changed(changed) == 0:
        return False
    for name, value in values.items():
        set_committed_value(message, name, value)
    note_event(session, message.id, at, state, source=source, code=code)
    return True


@cache
def _raising(state: MessageState) -> sa.Update:
    """Return the statement that raises one message to ``state``; the comparison is a part of it."""
    return (
        sa.update(MESSAGES)
        .where(MESSAGES.c.id == sa.bindparam("of"), MESSAGES.c.state < state)
        .values(
            state=state,
            fault=sa.bindparam("because"),
            code=sa.bindparam("told"),
            lease_owner=None,
            lease_until=None,
            **moments_of(state, sa.bindparam("since", type_=MESSAGES.c.created_at.type)),
        )
    )


def rows_changed(result: sa.Result[Any]) -> int:
    """Return how many rows an update changed."""
    if not isinstance(result, sa.CursorResult):
        raise TypeError("only the result of an update, insert or delete counts rows")
    return result.rowcount
