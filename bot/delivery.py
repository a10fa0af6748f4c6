"""The one place where a message becomes delivered, and with it the service it proves is counted.

State and ledger entry are written in the caller's transaction: either both are there or neither.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlmodel import Session, col, select

from bot.runtime import BotRuntime
from labourers.tables import Labourer
from messaging import outbox
from messaging.tables import Contact, MessageState, OutboxMessage
from service_ledger.entries import record_delivery
from service_ledger.rules import LedgerError
from storage.clock import in_shanghai

log = structlog.get_logger(__name__)
REPLY = "reply"


def rise(
    runtime: BotRuntime,
    session: Session,
    message: OutboxMessage,
    state: MessageState,
    at: datetime,
    *,
    source: str,
    code: str | None = None,
    fault: str | None = None,
) -> bool:
    """Raise a message's state and count what its delivery proves; False when it did not rise.

    A message that stands for a refused one is counted under the first one's id, so that late
    reports for both count once. One that failed may go another way, in the same transaction;
    one that expired may not, but staff hear of it when it was an answer of theirs.
    ``at`` is when the provider says it happened; it is taken into the time between our submission
    and now, because a gateway's clock may be wrong.
    """
    now = runtime.clock.now()
    moment = min(max(in_shanghai(at), message.submitted_at or message.created_at), now)
    if not outbox.raise_state(
        session, message, state, moment, source=source, code=code, fault=fault
    ):
        return False
    if state is MessageState.DELIVERED and message.proves:
        _count(runtime, session, message, moment)
    fail_over = runtime.rules_of(message.channel).fail_over
    if state in (MessageState.FAILED, MessageState.EXPIRED) and fail_over is not None:
        fail_over.take(session, runtime.vault, now, message, fault)
    return True


def reply_proves_delivery(
    runtime: BotRuntime, session: Session, contact: Contact, at: datetime
) -> int:
    """Raise what was sent to a chat before ``at`` to delivered; returns how many messages rose.

    Who answers in a chat has the earlier messages on the same screen. An SMS proves nothing about
    the SMS before it, so channels say whether this holds.
    """
    channel = runtime.channels.get(contact.channel)
    if channel is None or not channel.capabilities.reply_proves:
        return 0
    shown = session.exec(
        select(OutboxMessage)
        .where(
            OutboxMessage.contact_id == contact.id,
            col(OutboxMessage.state).in_((MessageState.HANDED_OVER, MessageState.SENT)),
            col(OutboxMessage.handed_over_at) <= at,
        )
        .order_by(col(OutboxMessage.id))
    ).all()
    return sum(
        rise(runtime, session, message, MessageState.DELIVERED, at, source=REPLY)
        for message in shown
    )


def _count(
    runtime: BotRuntime, session: Session, message: OutboxMessage, delivered_at: datetime
) -> None:
    """Write the ledger entry of a delivered message about a known person."""
    person = session.get(Labourer, message.person_id) if message.person_id else None
    if person is None or message.proves is None:
        log.warning("delivery_counts_for_nobody", message=str(message.id))
        return
    try:
        record_delivery(
            session,
            runtime.ledger,
            runtime.clock,
            county_code=person.county_code,
            person_ref=person.ledger_ref,
            proves=message.proves,
            delivered_on=delivered_at.date(),
            message_id=message.instead_of or message.id,
        )
    except LedgerError as error:
        log.error("delivery_not_counted", message=str(message.id), why=str(error))
