"""Demo numbers and the messages on them, as on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col

from labourers.profiles import labourers_by_phone
from messaging.contacts import address_of
from messaging.history import Line, messages_of_contact
from messaging.tables import Contact, InboundMessage, MessageState, OutboxMessage
from storage.ids import new_id
from storage.vault import masked_phone
from web.access import Audience, open_to
from web.paging import Page, paged
from web.services import services

CHANNEL = "sms"
_ROWS = 30
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class DemoNumber:
    """One demo number with who uses it; ``last`` is when its newest message was written."""

    contact: Contact
    number: str
    names: str
    last: datetime | None


def demo_blueprint() -> Blueprint:
    """Return the routes of this module."""
    pages = Blueprint("demo", __name__)
    pages.add_url_rule("/demo/phone", view_func=phones)
    pages.add_url_rule("/demo/phone/<uuid:contact_id>", view_func=phone)
    pages.add_url_rule("/demo/phone/<uuid:contact_id>/messages", view_func=thread)
    return pages


@open_to(Audience.DEMO)
def phones() -> ResponseReturnValue:
    """List the demo numbers that have messages, the newest first."""
    with services().db.read() as rows:
        page = _numbers(rows)
    return render_template("demo/phones.html", page=page)


@open_to(Audience.DEMO)
def phone(contact_id: UUID) -> ResponseReturnValue:
    """Show one demo number's messages."""
    given = services()
    with given.db.read() as rows:
        contact = _demo_contact(rows, contact_id)
        lines = _shown(rows, contact)
        number = _number(rows, contact, None)
        newest = _numbers(rows)
    return render_template(
        "demo/phone.html", number=number, lines=lines, page=newest, event_id=new_id()
    )


@open_to(Audience.DEMO)
def thread(contact_id: UUID) -> ResponseReturnValue:
    """Return the messages alone, for a page that looks for new ones."""
    with services().db.read() as rows:
        contact = _demo_contact(rows, contact_id)
        lines = _shown(rows, contact)
    return render_template("demo/thread.html", contact=contact, lines=lines)


def _demo_contact(rows: Session, contact_id: UUID) -> Contact:
    contact = rows.get(Contact, contact_id)
    if contact is None or not contact.is_demo or contact.channel != CHANNEL:
        abort(404)
    return contact


def _shown(rows: Session, contact: Contact) -> list[Line]:
    """Return what the phone shows: everything that left, and what is on its way to it."""
    lines = messages_of_contact(rows, services().vault, contact.id, limit=_SHOWN)
    return [line for line in lines if line.state is not MessageState.EXPIRED]


def _numbers(rows: Session) -> Page[DemoNumber]:
    out = (
        sa.select(sa.func.max(col(OutboxMessage.created_at)))
        .where(col(OutboxMessage.contact_id) == col(Contact.id))
        .scalar_subquery()
    )
    came = (
        sa.select(sa.func.max(col(InboundMessage.received_at)))
        .where(col(InboundMessage.contact_id) == col(Contact.id))
        .scalar_subquery()
    )
    query = (
        sa.select(Contact)
        .where(
            col(Contact.is_demo),
            col(Contact.channel) == CHANNEL,
            sa.or_(out.is_not(None), came.is_not(None)),
        )
        .order_by(sa.func.coalesce(out, came).desc(), col(Contact.id))
    )
    page: Page[Contact] = paged(rows, query, _ROWS)
    shown = [_number(rows, contact, _last(rows, contact)) for contact in page.rows]
    return Page(shown, page.number, page.total, page.size)


def _last(rows: Session, contact: Contact) -> datetime | None:
    newest = messages_of_contact(rows, services().vault, contact.id, limit=1)
    return newest[-1].at if newest else None


def _number(rows: Session, contact: Contact, last: datetime | None) -> DemoNumber:
    vault = services().vault
    number = address_of(vault, contact)
    people = labourers_by_phone(rows, vault, number)
    names = "、".join(person.name for person in people)
    return DemoNumber(contact, masked_phone(number), names, last)
