"""Which messages may be sent now, and who sends them.

A message is claimed by a conditional update whose row count is checked; the claim is the intent
"this is being handed to the provider" and is committed before the provider is called. A claim that
is not followed by an outcome before its lease runs out leaves the message ``UNKNOWN``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session, select

from messaging import (
    alarms,
    notices,
    outbox,
    parts,
    permits,
    states,
    templates_registry,
    trial,
    waiting,
    window,
    withheld,
)
from messaging.claimed import Claimed as Claimed
from messaging.contacts import address_of
from messaging.contract import Channel, Fault, Notice
from messaging.gate import OWN_RULES, UNREADABLE, Ends, Goes, Waits, verdict
from messaging.outbox import MESSAGES
from messaging.recent import Recent
from messaging.rendering import with_choices
from messaging.rules import SendingRules as SendingRules
from messaging.spend_days import Bill, pay
from messaging.spending import SPEND_CAP, cap_of, start_of_day
from messaging.tables import Contact, MessageState, OutboxMessage
from messaging.templates import Prepared, Refusal
from messaging.waiting import SENDER
from storage.clock import in_shanghai
from storage.vault import Vault, VaultError

ATTEMPT, BY_NOTICE = "attempt", "by_notice"


def claim(
    session: Session,
    vault: Vault,
    now: datetime,
    channel: Channel,
    *,
    rules: SendingRules,
    owner: str,
    message_ids: Sequence[UUID],
    on_time: bool = True,
    refunds: Mapping[str, int] | None = None,
) -> list[Claimed]:
    """Claim those of the messages that may really go now; the others wait or end here.

    ``on_time`` leaves out messages that are not due. Consent, sending hours, expiry and caps are
    looked at again: hours may have passed since the message was written. ``refunds`` (fen by
    county) go back into the day's purses first.
    """
    free = waiting.free(channel.name, now if on_time else None)
    here: dict[str, Any] = {"on_channel": channel.name, "ids": list(message_ids), "now": now}
    rows = session.execute(_waiting(on_time), here)
    places = {message_id: place for place, message_id in enumerate(message_ids)}
    found = sorted(
        ((message, contact) for message, contact in rows), key=lambda pair: places[pair[0].id]
    )
    caps = (*channel.capabilities.caps, *rules.caps)
    recent = Recent(session, caps, [contact.id for _, contact in found], now)
    held = _held_by_trial(session, channel, rules, found)
    going: dict[UUID, Claimed] = {}
    by_notice = set()
    promised: Counter[UUID] = Counter()
    for message, contact in found:
        prepared = claimed = None
        try:
            decided = verdict(
                message,
                contact,
                channel.capabilities,
                rules.hours,
                now,
                free_under=partial(recent.free_under, contact.id),
                answered=partial(window.answered, session, contact, message.id, promised),
                needs=partial(window.needs, vault, message, channel.capabilities),
                caps=rules.caps,
                listed=message.id not in held,
            )
            if isinstance(decided, Goes) and decided.notice is not None:
                prepared, decided = _by_notice(session, vault, decided.notice, message, now)
                by_notice.add(message.id)
            elif isinstance(decided, Goes) and channel.capabilities.templates_of:
                prepared, decided = _in_template(session, vault, channel, rules, message, now)
            if isinstance(decided, Goes):
                text = _words(session, vault, rules, message)
                claimed = _everything(vault, message, contact, now, text, prepared)
        except VaultError:
            # one damaged row must not hold up the others, nor a wrong key end them all
            decided = Waits(now + states.CONFIG_REST, Fault.CONFIG, UNREADABLE)
        if claimed is not None:
            recent.add(contact.id, message.kind)
            claimed = going[message.id] = _in_parts(session, channel, message, claimed, now)
            if not window.is_counted(message, contact):
                promised[contact.id] += claimed.part.count if claimed.part else 1
        elif not isinstance(decided, Goes):
            _put_off(session, vault, channel, message, decided, free, now, rules)
    messages = {message.id: message for message, _ in found if message.id in going}
    waits = _pay(session, channel, rules, messages, going, refunds or {}, now)
    for message_id, until in waits.items():
        later = Waits(until, None, SPEND_CAP)
        _put_off(session, vault, channel, messages[message_id], later, free, now, rules)
    lease = {"owner": owner, "until": now + rules.lease}
    taken = _take(session, on_time, here | lease | {"ids": list(going)}, now, by_notice)
    return [claimed for message_id, claimed in going.items() if message_id in taken]


@cache
def _waiting(on_time: bool) -> sa.Select[OutboxMessage, Contact]:
    """Return the statement for messages with their contacts, locked; made once for all blocks."""
    return (
        select(OutboxMessage, Contact)
        .where(
            OutboxMessage.contact_id == Contact.id,
            MESSAGES.c.id.in_(waiting.IDS),
            *waiting.free(waiting.CHANNEL, waiting.NOW if on_time else None),
        )
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )


@cache
def _taking(on_time: bool) -> ReturningUpdate[UUID, MessageState]:
    """Return the statement that notes the intent; its row count says what was still free."""
    begun = sa.case(
        (MESSAGES.c.state < MessageState.SUBMITTING, MessageState.SUBMITTING),
        else_=MESSAGES.c.state,
    )
    return (
        sa.update(MESSAGES)
        .where(
            MESSAGES.c.id.in_(waiting.IDS),
            *waiting.free(waiting.CHANNEL, waiting.NOW if on_time else None),
        )
        .values(
            state=begun,
            fault=None,
            code=None,
            submitted_at=waiting.NOW,
            attempts=MESSAGES.c.attempts + 1,
            lease_owner=sa.bindparam("owner"),
            lease_until=sa.bindparam("until"),
        )
        .returning(MESSAGES.c.id, MESSAGES.c.state)
    )


def _held_by_trial(
    session: Session,
    channel: Channel,
    rules: SendingRules,
    found: Sequence[tuple[OutboxMessage, Contact]],
) -> set[UUID]:
    """Return the ids of messages that a trial keeps from addresses that are not on its list."""
    concerned = [
        (message, contact)
        for message, contact in found
        if rules.trial.holds(message.county_code, channel.capabilities)
    ]
    listed = trial.among_listed(session, [contact for _, contact in concerned])
    return {message.id for message, contact in concerned if contact.id not in listed}


def _pay(
    session: Session,
    channel: Channel,
    rules: SendingRules,
    messages: Mapping[UUID, OutboxMessage],
    going: dict[UUID, Claimed],
    refunds: Mapping[str, int],
    now: datetime,
) -> dict[UUID, datetime]:
    """Pay for what goes; what cannot be paid is taken out of ``going`` and waits."""
    bills = []
    for message_id, claimed in going.items():
        county = claimed.county_code
        cost = claimed.price(channel) if county and cap_of(rules.spend, county) else 0
        if county is None or cost == 0:
            continue
        message = messages[message_id]
        paid = message.submitted_at is not None and message.submitted_at >= start_of_day(now)
        due = max(0, cost - message.cost_fen) if paid else cost
        bills.append(Bill(message_id, county, claimed.kind, cost, due))
        going[message_id] = replace(claimed, cost_fen=cost, paid_on=in_shanghai(now).date())
    waits = pay(session, rules.spend, bills, refunds, now)
    for message_id in waits:
        del going[message_id]
    return waits


def _take(
    session: Session,
    on_time: bool,
    values: Mapping[str, Any],
    now: datetime,
    by_notice: Collection[UUID],
) -> set[UUID]:
    """Note the intent to send on those messages that are still free; returns which they were."""
    if not values["ids"]:
        return set()
    rows = session.execute(_taking(on_time), values)
    lines: dict[tuple[MessageState, str], list[UUID]] = {}
    for message_id, state in rows:
        code = BY_NOTICE if message_id in by_notice else ATTEMPT
        lines.setdefault((state, code), []).append(message_id)
    for (state, code), ids in lines.items():
        if code == BY_NOTICE:
            session.execute(sa.update(MESSAGES).where(MESSAGES.c.id.in_(ids)).values(proves=None))
        outbox.note_events(session, ids, now, state, source=SENDER, code=code)
    return {message_id for ids in lines.values() for message_id in ids}


def _put_off(
    session: Session,
    vault: Vault,
    channel: Channel,
    message: OutboxMessage,
    decided: Waits | Ends,
    free: Sequence[sa.ColumnElement[bool]],
    now: datetime,
    rules: SendingRules,
) -> None:
    """Let a message wait or end, and note why where that is new; it may go another way then."""
    state = message.state if isinstance(decided, Waits) else decided.state
    code = decided.code or ""
    values: dict[str, Any] = {"next_attempt_at": decided.at} if isinstance(decided, Waits) else {}
    if decided.fault or code:
        values |= {"fault": decided.fault, "code": decided.code}
    if isinstance(decided, Ends):
        values |= {"state": state} | outbox.moments_of(state, now)
    changed = session.execute(
        sa.update(MESSAGES).where(MESSAGES.c.id == message.id, *free).values(values)
    )
    new = isinstance(decided, Ends) or code != message.code
    if not (code and new and outbox.rows_changed(changed)):
        return
    outbox.note_event(session, message.id, now, state, source=SENDER, code=code)
    if decided.fault is Fault.CONFIG:
        alarms.channel_refused(session, now, message.county_code, channel.name, code)
    ended = isinstance(decided, Ends) and code not in OWN_RULES
    if ended and rules.fail_over is not None:
        rules.fail_over.take(session, vault, now, message, decided.fault)


def _by_notice(
    session: Session, vault: Vault, notice: Notice, message: OutboxMessage, now: datetime
) -> tuple[Prepared | None, Goes | Ends]:
    """Put the message into a notice and spend the permit it needs; end here without one.

    A notice has no room for what the message says, so its delivery will prove no service.
    """
    if notice.one_time and not permits.spend(
        session, message.contact_id, notice.template, message.id, now
    ):
        return None, Ends(MessageState.FAILED, Fault.WINDOW_CLOSED, Fault.WINDOW_CLOSED)
    text = outbox.text_of(vault, message)
    return notices.fill(notice, text, message.kind, now), Goes(notice)


def _in_template(
    session: Session,
    vault: Vault,
    channel: Channel,
    rules: SendingRules,
    message: OutboxMessage,
    now: datetime,
) -> tuple[Prepared | None, Goes | Waits | Ends]:
    """Fill the message into an approved template, or say why it must wait or end here."""
    found = templates_registry.resolve(
        session,
        channel.capabilities.templates_of,
        purpose=message.purpose or message.kind,
        county_code=message.county_code,
        params=outbox.params_of(vault, message),
        text=with_choices(_words(session, vault, rules, message), outbox.buttons_of(message)),
    )
    match found:
        case Prepared():
            return found, Goes()
        case Refusal(Fault.CONFIG, code):
            return None, Waits(now + states.CONFIG_REST, Fault.CONFIG, code)
        case Refusal(fault, code):
            return None, Ends(MessageState.FAILED, code, fault)


def _words(session: Session, vault: Vault, rules: SendingRules, message: OutboxMessage) -> str:
    """Return the text of a message as it may go over its channel."""
    ways = withheld.ways_of(session, rules, message)
    return withheld.without(outbox.text_of(vault, message), message.channel, vault, ways)


def _everything(
    vault: Vault,
    message: OutboxMessage,
    contact: Contact,
    now: datetime,
    text: str,
    prepared: Prepared | None,
) -> Claimed:
    return Claimed(
        message_id=message.id,
        contact_id=contact.id,
        address=address_of(vault, contact),
        text=text,
        buttons=outbox.buttons_of(message),
        kind=message.kind,
        attempts=message.attempts + 1,
        valid_for=message.expires_at - now if message.expires_at else None,
        claimed_at=now,
        ends_at=message.expires_at,
        prepared=prepared,
        county_code=message.county_code,
    )


def _in_parts(
    session: Session, channel: Channel, message: OutboxMessage, claimed: Claimed, now: datetime
) -> Claimed:
    """Return the claim of the part that is next, where a text does not go as it is."""
    if claimed.prepared is not None:
        return claimed
    abilities = channel.capabilities
    turn = parts.next_part(session, message, claimed.text, claimed.buttons, abilities, now)
    return claimed if turn is None else replace(claimed, part=turn[0], shown=turn[1])
