"""待决定: messages whose end nobody knows and events nobody understood, and what staff decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.names import masked_name
from labourers.tables import Labourer
from messaging import decisions
from messaging.contacts import address_of
from messaging.contract import Fault
from messaging.tables import (
    BODY_FIELD,
    Contact,
    InboundMessage,
    InboundState,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from messaging.tables_decisions import StaffDecision
from storage.vault import masked_phone
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.caseworker.operations_page import whole_county
from web.i18n import gettext as _
from web.labels import word_of
from web.paging import Page, paged
from web.parsing import posted
from web.services import services

_ROWS = 20
_SHOWN = 600
_NUMBERS = re.compile(r"\d{6,}[\dXx]?")
UNCERTAIN, INBOUND, EVENTS = "uncertain", "inbound", "events"


@dataclass(frozen=True, slots=True)
class Stuck:
    """One line: what it is about, when, over which channel, in masked words."""

    id: UUID
    at: datetime
    channel: str
    who: str
    words: str
    reason: str
    waits: bool = False


@open_to(Audience.CASEWORKER)
def stuck_page() -> ResponseReturnValue:
    """List what waits for a decision: messages, messages from people, or providers' events."""
    _account, scope = whole_county()
    show = request.args.get("show", UNCERTAIN)
    makers = {UNCERTAIN: _uncertain, INBOUND: _inbound, EVENTS: _events}
    if show not in makers:
        abort(404)
    with services().db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        page = makers[show](rows, area.scope)
        decided = _decided(rows, page.rows)
    return render_template("console/stuck.html", area=area, page=page, show=show, decided=decided)


def _uncertain(rows: Session, scope: Scope) -> Page[Stuck]:
    query = (
        sa.select(OutboxMessage)
        .where(scope.messages(), col(OutboxMessage.state) == MessageState.UNKNOWN)
        .order_by(col(OutboxMessage.submitted_at), col(OutboxMessage.id))
    )
    page: Page[OutboxMessage] = paged(rows, query, _ROWS)
    shown = []
    for message in page.rows:
        person = rows.get(Labourer, message.person_id) if message.person_id else None
        contact = rows.get_one(Contact, message.contact_id)
        shown.append(
            Stuck(
                id=message.id,
                at=message.submitted_at or message.created_at,
                channel=message.channel,
                who=masked_name(person.name) if person else _to(contact),
                words=word_of(message.kind),
                reason=message.code or "",
                waits=message.fault != Fault.AMBIGUOUS or message.lease_until is not None,
            )
        )
    return Page(shown, page.number, page.total, page.size)


def _to(contact: Contact) -> str:
    return masked_phone(address_of(services().vault, contact))


def _inbound(rows: Session, scope: Scope) -> Page[Stuck]:
    query = (
        sa.select(InboundMessage)
        .join(Contact, col(Contact.id) == col(InboundMessage.contact_id))
        .where(
            col(InboundMessage.state) == InboundState.PARKED,
            scope.county_rows(col(Contact.county_code)),
        )
        .order_by(col(InboundMessage.received_at), col(InboundMessage.id))
    )
    page: Page[InboundMessage] = paged(rows, query, _ROWS)
    vault = services().vault
    shown = [
        Stuck(
            id=message.id,
            at=message.received_at,
            channel=message.channel,
            who=_to(rows.get_one(Contact, message.contact_id)),
            words=_masked(vault.open(BODY_FIELD, message.body_sealed)),
            reason=message.error or "",
        )
        for message in page.rows
    ]
    return Page(shown, page.number, page.total, page.size)


def _events(rows: Session, scope: Scope) -> Page[Stuck]:
    """An event that nobody understood belongs to no county: the office's own staff see it."""
    inside = scope.covers(services().settings.county_code)
    query = (
        sa.select(ParkedEvent)
        .where(sa.true() if inside else sa.false(), col(ParkedEvent.closed_at).is_(None))
        .order_by(col(ParkedEvent.received_at), col(ParkedEvent.id))
    )
    page: Page[ParkedEvent] = paged(rows, query, _ROWS)
    vault = services().vault
    shown = [
        Stuck(
            id=event.id,
            at=event.received_at,
            channel=event.channel,
            who="",
            words=_masked(vault.open(BODY_FIELD, event.body_sealed)),
            reason=event.reason,
            waits=event.replay_asked_at is not None,
        )
        for event in page.rows
    ]
    return Page(shown, page.number, page.total, page.size)


def _decided(rows: Session, shown: list[Stuck]) -> Mapping[UUID, StaffDecision]:
    """Return the newest decision about each line."""
    query = (
        select(StaffDecision)
        .where(col(StaffDecision.about_id).in_([one.id for one in shown]))
        .order_by(col(StaffDecision.at), col(StaffDecision.id))
    )
    return {one.about_id: one for one in rows.exec(query) if one.about_id is not None}


def _masked(text: str) -> str:
    return _NUMBERS.sub(lambda found: masked_phone(found[0]), text)[:_SHOWN]


@open_to(Audience.CASEWORKER)
def decide_message(message_id: UUID) -> ResponseReturnValue:
    """Do what the caseworker decided about an uncertain message."""
    account, scope = caseworker()
    given, now, decision = services(), services().clock.now(), posted("decision", 16)
    acts = {
        "ask": decisions.ask_provider,
        "confirm": decisions.confirm_sent,
        "resend": decisions.send_again,
    }
    if decision not in acts:
        abort(400)
    with given.db.write() as rows:
        inside = select(OutboxMessage).where(OutboxMessage.id == message_id, scope.messages())
        message = rows.exec(inside).first()
        if message is None:
            abort(404)
        if decision == "resend" and not posted("sure", 4):
            person = rows.get(Labourer, message.person_id) if message.person_id else None
            return render_template("console/resend.html", message=message, person=person)
        done = acts[decision](rows, message, now, account.user_name)
    _say(done)
    return redirect(url_for("console.stuck", show=UNCERTAIN))


@open_to(Audience.CASEWORKER)
def decide_inbound(inbound_id: UUID) -> ResponseReturnValue:
    """Answer a parked message from a person anew, or put it away."""
    account, scope = whole_county()
    given = services()
    now, reason = given.clock.now(), posted("reason")
    with given.db.write() as rows:
        inside = scope.county_rows(col(Contact.county_code))
        known = rows.exec(
            select(InboundMessage.id)
            .join(Contact, col(Contact.id) == col(InboundMessage.contact_id))
            .where(InboundMessage.id == inbound_id, inside)
        ).first()
        if known is None:
            abort(404)
        if posted("decision", 16) == "replay":
            _say(decisions.replay_inbound(rows, inbound_id, now, account.user_name))
        elif reason:
            _say(decisions.discard_inbound(rows, inbound_id, now, account.user_name, reason))
        else:
            flash(_("请写为什么不处理。"), "warn")
    return redirect(url_for("console.stuck", show=INBOUND))


@open_to(Audience.CASEWORKER)
def decide_event(event_id: UUID) -> ResponseReturnValue:
    """Have an event read again, or put it away."""
    account, _scope = _own_office()
    given = services()
    now, reason = given.clock.now(), posted("reason")
    with given.db.write() as rows:
        if rows.get(ParkedEvent, event_id) is None:
            abort(404)
        if posted("decision", 16) == "replay":
            _say(decisions.replay_event(rows, event_id, now, account.user_name))
        elif reason:
            _say(decisions.discard_event(rows, event_id, now, account.user_name, reason))
        else:
            flash(_("请写为什么不处理。"), "warn")
    return redirect(url_for("console.stuck", show=EVENTS))


@open_to(Audience.CASEWORKER)
def replay_all() -> ResponseReturnValue:
    """Have everything that lies in one of the lists of what came in read again."""
    account, scope = whole_county()
    given = services()
    now, show = given.clock.now(), posted("show", 16)
    with given.db.write() as rows:
        if show == INBOUND:
            found = select(InboundMessage.id).join(
                Contact, col(Contact.id) == col(InboundMessage.contact_id)
            )
            ids = rows.exec(
                found.where(
                    InboundMessage.state == InboundState.PARKED,
                    scope.county_rows(col(Contact.county_code)),
                )
            ).all()
            done = sum(decisions.replay_inbound(rows, each, now, account.user_name) for each in ids)
        elif show == EVENTS:
            _own_office()
            ids = rows.exec(
                select(ParkedEvent.id).where(col(ParkedEvent.closed_at).is_(None))
            ).all()
            done = sum(decisions.replay_event(rows, each, now, account.user_name) for each in ids)
        else:
            abort(400)
    flash(_("%(number)s 条会重新处理。", number=done), "ok" if done else "warn")
    return redirect(url_for("console.stuck", show=show))


def _own_office() -> tuple[Any, Scope]:
    account, scope = whole_county()
    if not scope.covers(services().settings.county_code):
        abort(404)
    return account, scope


def _say(done: bool) -> None:
    if done:
        flash(_("已记下您的决定。"), "ok")
    else:
        flash(_("这一条刚才已经有人处理了，或者正在处理。"), "warn")


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/stuck", "stuck", stuck_page, "GET"),
    ("/stuck/messages/<uuid:message_id>", "decide_message", decide_message, "POST"),
    ("/stuck/inbound/<uuid:inbound_id>", "decide_inbound", decide_inbound, "POST"),
    ("/stuck/events/<uuid:event_id>", "decide_event", decide_event, "POST"),
    ("/stuck/replay", "replay_all", replay_all, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
