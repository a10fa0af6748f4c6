"""Messages in: stored before they are acknowledged, answered in one transaction.

The same event twice is one message. A message that cannot be answered is tried again, then parked
with a hand-off, so that a person never writes into nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from bot import delivery, surplus
from bot.dialogue.redact import shortened, without_id_numbers
from bot.dialogue.reply import Reply
from bot.replies import courtesies
from bot.replies.wording import Form, Wording
from bot.runtime import BotRuntime
from bot.tables import Conversation
from messaging import alarms, handoffs, outbox
from messaging.consent import is_opt_out
from messaging.contacts import address_index, contact_for
from messaging.contract import AnswersInCall, Inbound, Parked
from messaging.outbox import Draft
from messaging.tables import (
    BODY_FIELD,
    Contact,
    HandoffReason,
    InboundMessage,
    InboundState,
    ParkedEvent,
)
from messaging.templates import Purpose
from storage import columns
from storage.ids import new_id

log = structlog.get_logger(__name__)
MAX_TEXT = 2000
"""Characters of a message that are read; a longer one is cut."""
MAX_TRIES = 3
HEAD_START = timedelta(seconds=15)
"""How long the worker leaves an answer to the process that is about to show it itself."""
_EVENT_ID_LENGTH = 200
_NO_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""Control characters but for line breaks and tabs, surrogates, and what Unicode never assigns."""


_CONTACTS = cast(sa.Table, sa.inspect(Contact).local_table)
_INBOUND = cast(sa.Table, sa.inspect(InboundMessage).local_table)
_HEARD = (
    sa.update(_CONTACTS)
    .where(
        _CONTACTS.c.channel == sa.bindparam("of"),
        _CONTACTS.c.address_index == sa.bindparam("index"),
    )
    .values(
        last_inbound_at=sa.bindparam("now"),
        blocked_at=None,
        county_code=sa.func.coalesce(_CONTACTS.c.county_code, sa.bindparam("home")),
    )
    .returning(_CONTACTS.c.id)
)
"""The address works, whatever a provider said before."""
_INSERT = {
    is_sqlite: insert(_INBOUND).on_conflict_do_nothing().returning(_INBOUND.c.id)
    for is_sqlite, insert in ((True, sqlite.insert), (False, postgresql.insert))
}
"""The statements of the door, made once: a provider holds back the next message until we answer."""


def receive(
    runtime: BotRuntime, channel_name: str, inbound: Inbound, county: str | None = None
) -> UUID | None:
    """Store a message and commit; None when the event is here already.

    Of an ID number in it only the end is kept, which links a person together with the name.
    ``county`` is where a person belongs who is new; the office's own when it is not given. Raises
    ValueError for an empty sender or event id, and whatever the database raises: then the provider
    must be told to come again.
    """
    event_id = _plain(inbound.event_id)[:_EVENT_ID_LENGTH]
    if not event_id:
        raise ValueError("a message without an event id cannot be told from its repetition")
    home = county or runtime.county
    sender, now = _plain(inbound.sender), runtime.clock.now()
    message_id = new_id()
    row = {
        "id": message_id,
        "channel": channel_name,
        "event_id": event_id,
        "body_sealed": runtime.vault.seal(BODY_FIELD, _kept(inbound.text)),
        "action": _plain(inbound.action)[:_EVENT_ID_LENGTH] if inbound.action else None,
        "state": InboundState.STORED,
        "attempts": 0,
        "occurred_at": inbound.at,
        "received_at": now,
    }
    heard = {"of": channel_name, "now": now, "home": home}
    heard["index"] = address_index(runtime.vault, channel_name, sender)
    insert = _INSERT[runtime.db.is_sqlite]
    with runtime.db.write_rows() as connection:
        known = connection.execute(_HEARD, heard).scalar()
        if known is None:
            with Session(connection, expire_on_commit=False) as session:
                contact_for(session, runtime.vault, runtime.clock, channel_name, sender, home)
                session.commit()
            known = connection.execute(_HEARD, heard).scalar_one()
        if connection.execute(insert, row | {"contact_id": known}).first() is None:
            connection.rollback()
            return None  # the same event came before, or at this very moment
    return message_id


def stored_as(runtime: BotRuntime, channel_name: str, inbound: Inbound) -> UUID | None:
    """Return under which id an event is stored, whether it came once or several times."""
    event_id = _plain(inbound.event_id)[:_EVENT_ID_LENGTH]
    with runtime.db.read() as session:
        return session.exec(
            select(InboundMessage.id).where(
                InboundMessage.channel == channel_name, InboundMessage.event_id == event_id
            )
        ).first()


def park(runtime: BotRuntime, channel_name: str, event: Parked) -> None:
    """Keep an event that nobody understands, once, and commit."""
    event_id = _plain(event.event_id)[:_EVENT_ID_LENGTH]
    log.warning("event_parked", channel=channel_name, reason=event.reason)
    with runtime.db.write() as session:
        known = select(ParkedEvent.id).where(
            ParkedEvent.channel == channel_name, ParkedEvent.event_id == event_id
        )
        if session.exec(known).first() is None:
            session.add(
                ParkedEvent(
                    channel=channel_name,
                    event_id=event_id,
                    body_sealed=runtime.vault.seal(
                        BODY_FIELD, without_id_numbers(_plain(event.body))
                    ),
                    reason=_plain(event.reason)[: columns.SHORT],
                    received_at=runtime.clock.now(),
                )
            )
            alarms.event_parked(session, runtime.clock.now(), runtime.county, channel_name)


def handle(runtime: BotRuntime, inbound_id: UUID) -> list[UUID]:
    """Answer a stored message in one transaction; returns the ids of the answers in the outbox.

    Does nothing when another process has answered it. A failure is written down, not raised: the
    message is stored, and ``handle_waiting`` tries again.
    """
    try:
        with runtime.db.write() as session:
            return _answer(runtime, session, inbound_id)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one message, the rest goes on
        log.error("message_not_handled", inbound=str(inbound_id), error=type(error).__name__)
        _note_failure(runtime, inbound_id, type(error).__name__)
        return []


def handle_waiting(runtime: BotRuntime, limit: int = 100) -> int:
    """Answer what a crash or a failure left behind, oldest first; returns how many were tried."""
    with runtime.db.read() as session:
        waiting = session.exec(
            select(InboundMessage.id)
            .where(InboundMessage.state == InboundState.STORED)
            .order_by(col(InboundMessage.received_at), col(InboundMessage.id))
            .limit(limit)
        ).all()
    for inbound_id in waiting:
        handle(runtime, inbound_id)
    return len(waiting)


def _answer(runtime: BotRuntime, session: Session, inbound_id: UUID) -> list[UUID]:
    now = runtime.clock.now()
    taken = session.execute(
        sa.update(InboundMessage)
        .where(
            col(InboundMessage.id) == inbound_id,
            col(InboundMessage.state) == InboundState.STORED,
        )
        .values(state=InboundState.HANDLED, handled_at=now)
        .execution_options(synchronize_session=False)
    )
    if outbox.rows_changed(taken) == 0:
        return []
    inbound = session.get_one(InboundMessage, inbound_id, populate_existing=True)
    contact = session.get_one(Contact, inbound.contact_id)
    delivery.reply_proves_delivery(runtime, session, contact, inbound.received_at)
    conversation = session.get(Conversation, contact.id)
    if conversation is None:
        conversation = Conversation(contact_id=contact.id, state={}, updated_at=now)
        session.add(conversation)
        session.flush()
    channel = runtime.channels.get(contact.channel)
    sends_itself = channel is not None and (
        channel.capabilities.in_process or isinstance(channel, AnswersInCall)
    )
    text = runtime.vault.open(BODY_FIELD, inbound.body_sealed)
    key, wordless = f"answer:{inbound_id}", courtesies.read(inbound.action)
    if wordless is not None:
        wording = Wording(contact.language, Form.CHAT)
        replies = [Reply(courtesies.answer(wordless, wording))]
        key = f"courtesy:{contact.id}:{wordless}:{courtesies.span(wordless, now)}"
    else:
        replies = runtime.dialogue.answer(
            session, runtime.vault, runtime.clock, contact, conversation, text, inbound.action
        )
    conversation.updated_at = now
    session.add(conversation)
    not_before = now + HEAD_START if sends_itself else None
    repeated = bool(replies) and all(reply.surplus for reply in replies)
    if repeated:
        abilities = channel.capabilities if channel else None
        key = surplus.key_of(contact.id, abilities, now) or key
    drafts = [
        Draft(
            key=f"{key}:{number}",
            contact_id=contact.id,
            channel=contact.channel,
            kind=reply.kind,
            text=reply.text,
            person_id=conversation.person_id,
            county_code=contact.county_code or runtime.county,
            buttons=reply.buttons,
            proves=reply.proves,
            in_reply_to=inbound_id,
            not_before=not_before,
            expires_at=surplus.expires_at(not_before, now) if repeated else None,
            purpose=Purpose.OPT_OUT_DONE if is_opt_out(text) else None,
        )
        for number, reply in enumerate(replies)
    ]
    written = [outbox.enqueue(session, runtime.vault, runtime.clock, draft) for draft in drafts]
    return [message.id for message in written if message is not None]


def _note_failure(runtime: BotRuntime, inbound_id: UUID, error: str) -> None:
    """Count a failed try; the last one parks the message and passes it to a caseworker."""
    with runtime.db.write() as session:
        inbound = session.get(InboundMessage, inbound_id)
        if inbound is None or inbound.state is not InboundState.STORED:
            return
        inbound.attempts += 1
        inbound.error = error[: columns.LONG]
        if inbound.attempts >= MAX_TRIES:
            inbound.state = InboundState.PARKED
            contact = session.get_one(Contact, inbound.contact_id)
            handoffs.open_handoff(
                session,
                runtime.vault,
                runtime.clock,
                contact=contact,
                person_id=None,
                county_code=contact.county_code or runtime.county,
                reason=HandoffReason.UNSURE,
                question=runtime.vault.open(BODY_FIELD, inbound.body_sealed),
            )
        session.add(inbound)


def _kept(text: str) -> str:
    """Return what is kept of a message."""
    return shortened(_plain(text[: 2 * MAX_TEXT]))[:MAX_TEXT]


def _plain(text: str) -> str:
    """Return ``text`` without what is no character.

    NUL one database refuses and the other cuts at; half a surrogate pair cannot be encoded, so it
    could not even be sealed.
    """
    return _NO_CHARACTER.sub("", text)
