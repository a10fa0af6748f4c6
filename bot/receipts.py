"""Delivery reports in, and the look-ups that replace the ones that never came.

Reports come twice, late, out of order and for messages that are not ours; the state only rises,
and each report is kept once, as it came.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from bot import delivery
from bot.runtime import BotRuntime
from messaging import outbox, parts, states
from messaging.addresses import normalise
from messaging.contacts import address_of
from messaging.contract import Channel, Fault, LookupMiss, Receipt, Submission
from messaging.tables import Contact, DeliveryReport, MessageState, OutboxMessage
from messaging.tables_parts import MessagePart
from storage.clock import in_shanghai
from storage.ids import new_id
from storage.vault import VaultError

log = structlog.get_logger(__name__)
REPORT, LOOKUP = "report", "lookup"
NO_REPORT = "no_report"
"""The code of a message on which nobody has reported within 72 hours."""
_EVENT_ID_LENGTH = 200
_TAKEN = (MessageState.UNKNOWN, MessageState.HANDED_OVER, MessageState.SENT)
_REPORTS = cast(sa.Table, sa.inspect(DeliveryReport).local_table)
_WITH_CONTACT = select(OutboxMessage, Contact).where(
    OutboxMessage.contact_id == Contact.id, OutboxMessage.channel == sa.bindparam("on")
)
_BY_ID = _WITH_CONTACT.where(OutboxMessage.id == sa.bindparam("known_as"))
_BY_PROVIDER_ID = _WITH_CONTACT.where(OutboxMessage.provider_id == sa.bindparam("known_as"))
_RAISED = sa.update(_REPORTS).where(_REPORTS.c.id == sa.bindparam("of")).values(raised=True)
_INSERT = {
    is_sqlite: insert(_REPORTS)
    .on_conflict_do_nothing(index_elements=["channel", "event_id"])
    .returning(_REPORTS.c.id)
    for is_sqlite, insert in ((True, sqlite.insert), (False, postgresql.insert))
}
"""What every report asks, made once: a gateway brings tens of thousands on the day of a push."""
_MAY_GO = (states.CLEARED, states.PART_TAKEN)
_TRIED = (MessageState.SUBMITTING, MessageState.HANDED_OVER, MessageState.SENT)


def apply(
    runtime: BotRuntime, channel_name: str, receipt: Receipt, *, source: str = REPORT
) -> bool:
    """Store a report and raise the message it is about, in one transaction; True when it rose.

    A report that is a duplicate, names no message of the channel, names one that was never handed
    over, or another number than the message went to, raises nothing. Where reports carry no
    signature one only brings the look-up forward, and what that says counts.
    """
    return apply_all(runtime, channel_name, [receipt], source=source) == 1


def apply_all(
    runtime: BotRuntime, channel_name: str, told: Sequence[Receipt], *, source: str = REPORT
) -> int:
    """Store reports in their order as ``apply`` does, all in one transaction.

    Returns how many messages' states rose. Whoever brings many waits for the disk only once.
    """
    with runtime.db.write() as session:
        return sum(_apply(runtime, session, channel_name, each, source) for each in told)


def _apply(
    runtime: BotRuntime, session: Session, channel_name: str, receipt: Receipt, source: str
) -> bool:
    about, part = _about(session, channel_name, receipt)
    if about is not None and not _fits(runtime, *about, receipt):
        log.warning("report_does_not_fit", channel=channel_name, message=str(about[0].id))
        about = None
    message = about[0] if about is not None else None
    report_id = _store(session, runtime.clock.now(), channel_name, receipt, message)
    if report_id is None or message is None:
        return False
    channel = runtime.channels.get(channel_name)
    if source == REPORT and channel is not None and channel.capabilities.confirm_reports:
        _ask_soon(session, message.id, runtime.clock.now())
        return False
    state: MessageState | None = receipt.state
    if part is not None:
        now = runtime.clock.now()
        state = parts.settle(session, message, part, receipt.state, now, by=source)
    if state is None:
        return False
    raised = delivery.rise(
        runtime,
        session,
        message,
        state,
        receipt.at,
        source=source,
        code=receipt.code,
        fault=Fault.PERMANENT if state is MessageState.FAILED else None,
    )
    if raised:
        session.execute(_RAISED, {"of": report_id})
    return raised


def sweep(
    runtime: BotRuntime,
    channel: Channel,
    *,
    limit: int = 100,
    only: Collection[UUID] | None = None,
) -> int:
    """Ask the provider about messages without a final state; returns how many states rose.

    An uncertain message of which the provider says that it never took it becomes free to be sent
    again, and only then. After 72 hours nobody is asked any more. ``only`` restricts the sweep to
    these messages.
    """
    now = runtime.clock.now()
    with runtime.db.read() as session:
        due = _due(session, runtime, channel.name, now, limit, only)
    rose = 0
    for message_id, submission in due:
        found = _asked(channel, submission)
        if isinstance(found, Receipt):
            rose += apply(runtime, channel.name, found, source=LOOKUP)
        with runtime.db.write() as session:
            if found is LookupMiss.NEVER_TAKEN:
                _free(session, message_id, now)
            if submission.message_id != message_id:
                parts.go_on(session, message_id, parts.PART, now, by=LOOKUP)
            _plan_next(session, message_id, submission, now)
    return rose


def _asked(channel: Channel, submission: Submission) -> Receipt | LookupMiss:
    if not channel.capabilities.lookup or not submission.to:
        return LookupMiss.CANNOT_TELL
    try:
        return channel.lookup(submission)
    except Exception as error:  # noqa: BLE001 - a bug in one channel: those behind it are asked too
        log.error("lookup_bug", channel=channel.name, error=type(error).__name__)
        return LookupMiss.CANNOT_TELL


def _about(
    session: Session, channel: str, receipt: Receipt
) -> tuple[tuple[OutboxMessage, Contact] | None, MessagePart | None]:
    """Return the message a report is about and whom it went to, and which of several parts."""
    if receipt.message_id is not None:
        known_as = receipt.message_id
        message = _with_contact(session, _BY_ID, channel, known_as)
        of_part = MessagePart.id == known_as
    elif receipt.provider_id:
        message = None
        of_part = MessagePart.provider_id == receipt.provider_id
    else:
        return None, None
    if message is not None:
        return message, None
    part = session.exec(select(MessagePart).where(of_part)).first()
    if part is not None:
        return _with_contact(session, _BY_ID, channel, part.message_id), part
    if receipt.message_id is not None:
        return None, None
    return _with_contact(session, _BY_PROVIDER_ID, channel, receipt.provider_id), None


def _with_contact(
    session: Session,
    query: sa.Select[OutboxMessage, Contact],
    channel: str,
    known_as: UUID | str | None,
) -> tuple[OutboxMessage, Contact] | None:
    row = session.execute(query, {"on": channel, "known_as": known_as}).first()
    return None if row is None else (row[0], row[1])


def _fits(runtime: BotRuntime, message: OutboxMessage, contact: Contact, receipt: Receipt) -> bool:
    if message.submitted_at is None:
        return False
    if receipt.to is None:
        return True
    return normalise(contact.channel, receipt.to) == address_of(runtime.vault, contact)


def _store(
    session: Session, now: datetime, channel: str, receipt: Receipt, message: OutboxMessage | None
) -> UUID | None:
    """Keep the report and return its id; None when it was here before.

    A report without a message is kept under a name of its own: a forged one, or one that came too
    early, must not take the place of the true one.
    """
    event_id = receipt.event_id if message is not None else f"unmatched:{receipt.event_id}"
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    row = {
        "id": new_id(),
        "channel": channel,
        "event_id": event_id[:_EVENT_ID_LENGTH],
        "message_id": message.id if message is not None else None,
        "provider_id": receipt.provider_id,
        "state": receipt.state,
        "code": receipt.code or None,
        "occurred_at": in_shanghai(receipt.at),
        "received_at": now,
        "raised": False,
    }
    return session.execute(_INSERT[on_sqlite], row).scalar()


def _due(
    session: Session,
    runtime: BotRuntime,
    channel: str,
    now: datetime,
    limit: int,
    only: Collection[UUID] | None,
) -> list[tuple[UUID, Submission]]:
    """Return what to ask for: a message, or each of its parts of which nobody knows the end."""
    query = (
        select(OutboxMessage, Contact)
        .where(
            OutboxMessage.contact_id == Contact.id,
            OutboxMessage.channel == channel,
            col(OutboxMessage.state).in_(_TAKEN),
            col(OutboxMessage.next_attempt_at) <= now,
            col(OutboxMessage.ended_at).is_(None),
            col(OutboxMessage.lease_until).is_(None),
            sa.or_(
                col(OutboxMessage.state) != MessageState.UNKNOWN,
                col(OutboxMessage.fault) == Fault.AMBIGUOUS,
            ),
        )
        .order_by(col(OutboxMessage.next_attempt_at))
        .limit(limit)
    )
    if only is not None:
        query = query.where(col(OutboxMessage.id).in_(only))
    found = session.exec(query).all()
    divided = parts.by_message(session, [message.id for message, _ in found])
    return [
        (
            message.id,
            Submission(
                message_id=known_as,
                to=_opened(runtime, contact),
                provider_id=provider_id,
                submitted_at=submitted_at or message.submitted_at or message.created_at,
            ),
        )
        for message, contact in found
        for known_as, provider_id, submitted_at in _unsettled(message, divided.get(message.id))
    ]


def _opened(runtime: BotRuntime, contact: Contact) -> str:
    """Return the address, or nothing where it does not open: the others are asked all the same."""
    try:
        return address_of(runtime.vault, contact)
    except VaultError:
        log.error("address_does_not_open", contact=str(contact.id))
        return ""


def _unsettled(
    message: OutboxMessage, divided: Sequence[MessagePart] | None
) -> list[tuple[UUID, str | None, datetime | None]]:
    """Return ids of ours and of the provider, and when it was submitted, of what is to be asked."""
    if divided is None:
        return [(message.id, message.provider_id, message.submitted_at)]
    tried = [part for part in divided if part.submitted_at is not None]
    open_ends = [part for part in tried if part.state in _TRIED] or tried[-1:]
    return [(part.id, part.provider_id, part.submitted_at) for part in open_ends]


def _free(session: Session, message_id: UUID, now: datetime) -> None:
    """Let an uncertain message be sent again, because its provider never took it."""
    freed = session.execute(
        sa.update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == message_id,
            col(OutboxMessage.state) == MessageState.UNKNOWN,
            col(OutboxMessage.fault) == Fault.AMBIGUOUS,
            col(OutboxMessage.lease_until).is_(None),
        )
        .values(fault=states.CLEARED, code=None)
        .execution_options(synchronize_session=False)
    )
    if outbox.rows_changed(freed):
        outbox.note_event(
            session,
            message_id,
            now,
            MessageState.UNKNOWN,
            source=LOOKUP,
            code=LookupMiss.NEVER_TAKEN.value,
        )


def _ask_soon(session: Session, message_id: UUID, now: datetime) -> None:
    """Make a message due for a look-up, because somebody says that something became of it.

    One about to be sent again waits for that look-up too: it may have been taken after all.
    """
    session.execute(
        sa.update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == message_id,
            col(OutboxMessage.state).in_(_TAKEN),
            col(OutboxMessage.lease_until).is_(None),
        )
        .values(
            next_attempt_at=now,
            ended_at=None,
            fault=sa.case(
                (col(OutboxMessage.state) == MessageState.UNKNOWN, Fault.AMBIGUOUS.value),
                else_=col(OutboxMessage.fault),
            ),
        )
        .execution_options(synchronize_session=False)
    )


def _plan_next(session: Session, message_id: UUID, submission: Submission, now: datetime) -> None:
    """Set when to ask again, or end the asking; a message that may be sent again is due now."""
    message = session.get_one(OutboxMessage, message_id)
    if message.ended_at is not None or message.lease_until is not None:
        return
    if message.state is MessageState.UNKNOWN and message.fault in _MAY_GO:
        message.next_attempt_at = now
    elif (due := states.next_lookup(now, submission.submitted_at)) is not None:
        message.next_attempt_at = max(due, now + timedelta(seconds=1))
    else:
        # nobody will report any more: a person decides, and the page finds it by this
        message.ended_at, message.code = now, NO_REPORT
        outbox.note_event(session, message.id, now, message.state, source=LOOKUP, code=NO_REPORT)
    session.add(message)
