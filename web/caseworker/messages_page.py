"""The message queue in figures, the newest messages, and one message's whole life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from messaging.history import life_of, queue_figures, why
from messaging.states import EXPLANATIONS
from messaging.tables import Contact, MessageState, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.places import county_of
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import Page, paged
from web.services import services

_RECENT = timedelta(days=30)
_TROUBLED = (MessageState.FAILED, MessageState.EXPIRED, MessageState.UNKNOWN)
_WAITING = (MessageState.QUEUED, MessageState.SUBMITTING)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One line of the list; the text is not shown there."""

    message: OutboxMessage
    person: Labourer | None
    explanation: str


@open_to(Audience.CASEWORKER)
def messages_page() -> ResponseReturnValue:
    """Show what waits and what became of the messages of the last thirty days."""
    _account, scope = caseworker()
    given = services()
    show = request.args.get("show", "")
    with given.db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        since = given.clock.now() - _RECENT
        page = _messages(rows, area.scope, show, since)
        figures = None
        if scope.whole_county:
            figures = queue_figures(rows, area.county.code, since)
    return render_template(
        "console/messages.html",
        area=area,
        page=page,
        figures=figures,
        show=show,
        shows=[("waiting", _("等着发的")), ("troubled", _("没送到或结果不明的"))],
        states=list(reversed(MessageState)),
        explanations=EXPLANATIONS,
    )


def _messages(rows: Session, scope: Scope, show: str, since: datetime) -> Page[MessageRow]:
    query = (
        sa.select(OutboxMessage)
        .where(scope.messages(), col(OutboxMessage.created_at) >= since)
        .order_by(col(OutboxMessage.created_at).desc(), col(OutboxMessage.id).desc())
    )
    wanted = {"waiting": _WAITING, "troubled": _TROUBLED}.get(show)
    if wanted:
        query = query.where(col(OutboxMessage.state).in_(wanted))
    page: Page[OutboxMessage] = paged(rows, query)
    ids = [message.person_id for message in page.rows if message.person_id]
    people = {
        person.id: person for person in rows.exec(select(Labourer).where(col(Labourer.id).in_(ids)))
    }
    shown = [
        MessageRow(
            message=message,
            person=people.get(message.person_id) if message.person_id else None,
            explanation=why(message),
        )
        for message in page.rows
    ]
    return Page(shown, page.number, page.total, page.size)


@open_to(Audience.CASEWORKER)
def message_page(message_id: UUID) -> ResponseReturnValue:
    """Show one message: its text, every attempt and report, and the service it proves."""
    _account, scope = caseworker()
    given = services()
    with given.db.read() as rows:
        inside = select(OutboxMessage).where(OutboxMessage.id == message_id, scope.messages())
        message = rows.exec(inside).first()
        life = life_of(rows, given.vault, message_id) if message else None
        if message is None or life is None:
            abort(404)
        count_menu(rows, scope)
        person = rows.get(Labourer, message.person_id) if message.person_id else None
        contact = rows.get_one(Contact, message.contact_id)
        entry = rows.exec(
            select(ServiceEntry).where(
                ServiceEntry.evidence_ref == str(message.instead_of or message_id),
                ServiceEntry.county_code == county_of(message.county_code or ""),
            )
        ).first()
    return render_template(
        "console/message.html",
        message=message,
        life=life,
        person=person,
        contact=contact,
        entry=entry,
    )
