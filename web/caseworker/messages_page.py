"""The newest messages, one message's whole life, and sending one once more that failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from messaging import retries
from messaging.decisions import MESSAGE
from messaging.history import life_of, queue_figures, why
from messaging.retries import Obstacle
from messaging.states import EXPLANATIONS
from messaging.tables import Contact, MessageState, OutboxMessage
from messaging.tables_decisions import StaffDecision
from service_ledger.tables import ServiceEntry
from storage.places import county_of
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.i18n import lazy_gettext as _l
from web.paging import Page, paged
from web.parsing import posted
from web.services import services

_RECENT = timedelta(days=30)
_TROUBLED = (MessageState.FAILED, MessageState.EXPIRED, MessageState.UNKNOWN)
_WAITING = (MessageState.QUEUED, MessageState.SUBMITTING)
_LONGEST_REASON: Final = 200
_OBSTACLES: Final[Mapping[Obstacle, str]] = {
    Obstacle.ANOTHER_STANDS: _l("已经有另一条替它发了，看下面。"),
    Obstacle.IN_DOUBT: _l("有一次不知道发没发到，也没有查清，不能再发。请打电话告诉本人。"),
    Obstacle.OPTED_OUT: _l("对方已退订，不能再发。"),
    Obstacle.UNREACHABLE: _l("这个号码或账号收不到我们的消息，要等对方先写来。请换别的办法联系。"),
}
"""Why a message that failed cannot be sent once more, and what to do."""


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
    return _page(message_id, "", 200)


def _inside(rows: Session, scope: Scope, message_id: UUID) -> OutboxMessage:
    inside = select(OutboxMessage).where(OutboxMessage.id == message_id, scope.messages())
    return rows.exec(inside).first() or abort(404)


def _page(message_id: UUID, error: str, status: int) -> ResponseReturnValue:
    _account, scope = caseworker()
    given = services()
    with given.db.read() as rows:
        message = _inside(rows, scope, message_id)
        life = life_of(rows, given.vault, message_id)
        count_menu(rows, scope)
        person = rows.get(Labourer, message.person_id) if message.person_id else None
        contact = rows.get_one(Contact, message.contact_id)
        obstacle = retries.obstacle(rows, message)
        others = [one for one in retries.relatives(rows, message) if one.id != message_id]
        decisions = rows.exec(
            select(StaffDecision)
            .where(StaffDecision.about == MESSAGE, StaffDecision.about_id == message_id)
            .order_by(col(StaffDecision.at), col(StaffDecision.id))
        ).all()
        entry = rows.exec(
            select(ServiceEntry).where(
                ServiceEntry.evidence_ref == str(message.instead_of or message_id),
                ServiceEntry.county_code == county_of(message.county_code or ""),
            )
        ).first()
    body = render_template(
        "console/message.html",
        message=message,
        life=life,
        person=person,
        contact=contact,
        entry=entry,
        others=others,
        decisions=decisions,
        may_retry=obstacle is None,
        obstacle=_OBSTACLES.get(obstacle, "") if obstacle else "",
        error=error,
    )
    return body, status


@open_to(Audience.CASEWORKER)
def send_once_more(message_id: UUID) -> ResponseReturnValue:
    """Send a message once more that finally failed; the caseworker says why."""
    account, scope = caseworker()
    reason = posted("reason", _LONGEST_REASON)
    if not reason:
        return _page(message_id, _("请写为什么再发一次。"), 422)
    given = services()
    with given.db.write() as rows:
        message = _inside(rows, scope, message_id)
        written = retries.send_once_more(
            rows, given.vault, message, given.clock.now(), account.user_name, reason
        )
    if written is None:
        flash(_("没有再发：这一条现在不能再发，原因在下面。"), "warn")
    else:
        flash(_("已重新交给系统发送。"), "ok")
    return redirect(url_for("console.message", message_id=written or message_id))


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/messages", "messages", messages_page, "GET"),
    ("/messages/<uuid:message_id>", "message", message_page, "GET"),
    ("/messages/<uuid:message_id>/again", "send_once_more", send_once_more, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
