"""转人工: the questions that wait for a caseworker, and the answers that go back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from messaging.handoffs import (
    HandoffClosedError,
    HandoffGrewError,
    answer_handoff,
    close_handoff,
    mark_of,
    urgent_first,
)
from messaging.tables import QUESTION_FIELD, Contact, Handoff
from storage.places import place_names
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.clauses import Found, clauses_beside
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import Page, paged
from web.parsing import posted
from web.services import services

Row = TypeVar("Row", Contact, Labourer)
_ROWS = 20
_LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Question:
    """One hand-off as the page shows it.

    ``read`` marks what was said so far; ``answer`` is None when none was sent.
    """

    handoff: Handoff
    channel: str
    person: Labourer | None
    place: str
    question: str
    read: str
    answer: str | None
    clauses: tuple[Found, ...] = ()
    """Clauses of the official texts that may hold the answer."""


@open_to(Audience.CASEWORKER)
def handoffs_page() -> ResponseReturnValue:
    """List the questions that wait, danger and then the oldest first, or those dealt with."""
    return _page({}, {})


def _page(answers: Mapping[UUID, str], errors: Mapping[UUID, str]) -> ResponseReturnValue:
    _account, scope = caseworker()
    closed = request.args.get("show") == "closed"
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        page = _questions(rows, area.scope, closed)
    body = render_template(
        "console/handoffs.html",
        area=area,
        page=page,
        closed=closed,
        answers=answers,
        errors=errors,
        longest=_LONGEST_ANSWER,
        may_keep=scope.whole_county,
    )
    return body, 422 if errors else 200


def _questions(rows: Session, scope: Scope, closed: bool) -> Page[Question]:
    found = sa.select(Handoff).where(scope.handoffs())
    if closed:
        found = found.where(col(Handoff.closed_at).is_not(None))
        found = found.order_by(col(Handoff.closed_at).desc())
    else:
        found = found.where(col(Handoff.closed_at).is_(None))
        found = found.order_by(urgent_first(), col(Handoff.opened_at))
    page: Page[Handoff] = paged(rows, found, _ROWS)
    contacts = _by_id(rows, Contact, [one.contact_id for one in page.rows])
    people = _by_id(rows, Labourer, [one.person_id for one in page.rows if one.person_id])
    places = place_names(rows, scope.code)
    vault = services().vault
    questions = []
    for one in page.rows:
        person = people.get(one.person_id) if one.person_id else None
        asked = vault.open(QUESTION_FIELD, one.question_sealed)
        questions.append(
            Question(
                handoff=one,
                channel=contacts[one.contact_id].channel,
                person=person,
                place=places.get((person and person.town_code) or "", ""),
                question=asked,
                read=mark_of(asked),
                answer=vault.open(QUESTION_FIELD, one.answer_sealed) if one.answer_sealed else None,
                clauses=() if closed else _clauses(rows, one, asked),
            )
        )
    return Page(questions, page.number, page.total, page.size)


def _clauses(rows: Session, handoff: Handoff, asked: str) -> tuple[Found, ...]:
    if handoff.county_code is None:
        return ()
    return tuple(clauses_beside(rows, asked, handoff.county_code))


def _by_id(rows: Session, table: type[Row], ids: list[UUID]) -> dict[UUID, Row]:
    return {row.id: row for row in rows.exec(select(table).where(col(table.id).in_(ids)))}


@open_to(Audience.CASEWORKER)
def answer(handoff_id: UUID) -> ResponseReturnValue:
    """Send an answer to the person who asked."""
    account, scope = caseworker()
    text = posted("answer", _LONGEST_ANSWER + 1)
    if not text or len(text) > _LONGEST_ANSWER:
        error = _("请写回答") if not text else _("回答最多 %(number)s 个字", number=_LONGEST_ANSWER)
        return _page({handoff_id: text}, {handoff_id: error})
    given = services()
    try:
        with given.db.write() as rows:
            _in_scope(rows, scope, handoff_id)
            answer_handoff(
                rows,
                given.vault,
                given.clock,
                handoff_id,
                text,
                account.user_name,
                read=posted("read", 32) or None,
            )
    except HandoffGrewError:
        error = _("对方刚才又说了几句，看完再发。您写的还在下面。")
        return _page({handoff_id: text}, {handoff_id: error})
    except HandoffClosedError:
        flash(_("这个问题刚才已经有人处理了，您的回答没有发出。"), "warn")
    else:
        flash(_("回答已交给系统发送。"), "ok")
    return redirect(url_for("console.handoffs"))


@open_to(Audience.CASEWORKER)
def close(handoff_id: UUID) -> ResponseReturnValue:
    """Close a question that was settled by telephone or in person."""
    account, scope = caseworker()
    given = services()
    try:
        with given.db.write() as rows:
            _in_scope(rows, scope, handoff_id)
            close_handoff(rows, given.clock, handoff_id, account.user_name)
    except HandoffClosedError:
        flash(_("这个问题刚才已经有人处理了。"), "warn")
    else:
        flash(_("已标为当面或电话处理。"), "ok")
    return redirect(url_for("console.handoffs"))


def _in_scope(rows: Session, scope: Scope, handoff_id: UUID) -> None:
    inside = select(Handoff.id).where(Handoff.id == handoff_id, scope.handoffs())
    if rows.exec(inside).first() is None:
        abort(404)
