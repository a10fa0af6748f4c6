"""政策问答: what became of the answers, and the questions that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from messaging.handoffs import (
    HandoffClosedError,
    HandoffGrewError,
    answer_handoff,
    close_handoff,
    mark_of,
    urgent_first,
)
from messaging.tables import QUESTION_FIELD, Contact, Handoff, HandoffReason
from policy_faq import unanswered
from policy_faq.feedback import NO_CARD, CardFigures, card_figures, questions_not_helped
from policy_faq.learned import card_id
from policy_faq.tables_feedback import CardDraft, UnsureQuestion
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import SignedIn, caseworker
from web.caseworker.area import Area, current_area
from web.caseworker.draft_form import LONGEST_ANSWER
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import Page, sliced
from web.parsing import posted
from web.services import services

_MONTHS = 12
_ROWS, _MOST = 20, 200
_ANSWERED_DAYS = 30
_ABOUT_POLICY = (HandoffReason.UNSURE, HandoffReason.ASKED)
"""What may be a question of policy; the rest is about one person alone."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card with its figures; ``unhelped`` are questions for which a flagged one was no help."""

    figures: CardFigures
    title: str
    unhelped: list[str]
    shipped: bool
    """Whether it rests on a document whose clause can be opened."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits.

    ``offered`` when only the nearest ones could be offered; ``read`` marks what was said so far.
    """

    id: UUID
    channel: str
    question: str
    asked_at: datetime
    offered: bool
    read: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered and is no card yet."""

    handoff: Handoff
    question: str
    answer: str


def office() -> tuple[SignedIn, Scope]:
    """Return the caseworker of a whole county; aborts with 404 for one of a town or village."""
    account, scope = caseworker()
    return (account, scope) if scope.whole_county else abort(404)


@open_to(Audience.CASEWORKER)
def answers_page() -> ResponseReturnValue:
    """Show how often each card answered in a month, and whether that helped."""
    _account, scope = office()
    given = services()
    month = month_asked(given.clock.today())
    with given.db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        figures = card_figures(rows, area.county.code, month, last_of(month))
        page = sliced([each for each in figures if each.card != NO_CARD])
        titles = _titles(rows, [each.card for each in page.rows])
        cards = [
            CardRow(
                each,
                titles.get(each.card, each.card),
                questions_not_helped(
                    rows, given.vault, area.county.code, each.card, month, last_of(month)
                )
                if each.poor
                else [],
                each.card in given.policy.knowledge.cards_by_id,
            )
            for each in page.rows
        ]
    return render_template(
        "console/answers.html",
        area=area,
        page=Page(cards, page.number, page.total, page.size),
        total=_total(figures),
        uncarded=next((each.asked for each in figures if each.card == NO_CARD), 0),
        flagged=sum(each.poor for each in figures),
        month=f"{month:%Y-%m}",
        months=[f"{each:%Y-%m}" for each in months(given.clock.today())],
    )


def months(today: date) -> list[date]:
    """Return the first days of the months a page offers, the present one first."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < _MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def month_asked(today: date) -> date:
    """Return the first day of this request's month: the present one when none is named."""
    asked = request.args.get("month", "")
    return next((each for each in months(today) if f"{each:%Y-%m}" == asked), months(today)[0])


def last_of(month: date) -> date:
    """Return the last day of the month that begins on ``month``."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _total(figures: list[CardFigures]) -> CardFigures:
    return CardFigures(
        NO_CARD,
        asked=sum(each.asked for each in figures),
        handed_off=sum(each.handed_off for each in figures),
        useful=sum(each.useful for each in figures),
        useless=sum(each.useless for each in figures),
    )


def _titles(rows: Session, cards: list[str]) -> dict[str, str]:
    shipped = services().policy.knowledge.cards_by_id
    found = {card: shipped[card].title for card in cards if card in shipped}
    if len(found) < len(cards):
        for draft in rows.exec(select(CardDraft)):
            if card_id(draft.id) in cards:
                found[card_id(draft.id)] = draft.questions[0]
    return found


# -- questions that wait ---------------------------------------------------------------------------


@open_to(Audience.CASEWORKER)
def questions_page() -> ResponseReturnValue:
    """List the questions nobody has answered yet, the oldest first, and those just answered."""
    return _questions({}, {})


def _questions(answers: dict[UUID, str], errors: dict[UUID, str]) -> ResponseReturnValue:
    _account, scope = office()
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        page = sliced(_waiting(rows, area), _ROWS)
        answered = _answered(rows, area.scope)
    body = render_template(
        "console/answers_questions.html",
        area=area,
        page=page,
        answered=answered,
        answers=answers,
        errors=errors,
        longest=LONGEST_ANSWER,
    )
    return body, 422 if errors else 200


def _waiting(rows: Session, area: Area) -> list[Waiting]:
    given = services()
    passed_on = rows.exec(
        select(Handoff, Contact)
        .where(
            Handoff.contact_id == Contact.id,
            area.scope.handoffs(),
            col(Handoff.reason).in_(_ABOUT_POLICY),
            col(Handoff.closed_at).is_(None),
        )
        .order_by(urgent_first(), col(Handoff.opened_at))
        .limit(_MOST)
    )
    found = []
    for handoff, contact in passed_on:
        asked = given.vault.open(QUESTION_FIELD, handoff.question_sealed)
        found.append(
            Waiting(
                handoff.id,
                contact.channel,
                asked,
                handoff.opened_at,
                offered=False,
                read=mark_of(asked),
            )
        )
    opened = unanswered.open_questions(rows, given.vault, given.clock, area.county.code, _MOST)
    found += [Waiting(each.id, each.channel, each.question, each.asked_at, True) for each in opened]
    return sorted(found, key=lambda each: each.asked_at)


def _answered(rows: Session, scope: Scope) -> list[Answered]:
    given = services()
    since = given.clock.now() - timedelta(days=_ANSWERED_DAYS)
    kept = select(CardDraft.handoff_id).where(col(CardDraft.handoff_id).is_not(None))
    found = rows.exec(
        select(Handoff)
        .where(
            scope.handoffs(),
            col(Handoff.reason).in_(_ABOUT_POLICY),
            col(Handoff.closed_at) >= since,
            col(Handoff.answer_sealed).is_not(None),
            col(Handoff.id).not_in(kept),
        )
        .order_by(col(Handoff.closed_at).desc())
        .limit(_ROWS)
    )
    return [
        Answered(
            each,
            given.vault.open(QUESTION_FIELD, each.question_sealed),
            given.vault.open(QUESTION_FIELD, each.answer_sealed),
        )
        for each in found
        if each.answer_sealed is not None
    ]


@open_to(Audience.CASEWORKER)
def answer_question(question_id: UUID) -> ResponseReturnValue:
    """Send an answer to the person who asked, and go on to a card when that is wanted."""
    account, scope = office()
    given = services()
    text = posted("answer", LONGEST_ANSWER + 1)
    if not text or len(text) > LONGEST_ANSWER:
        error = _("请写回答") if not text else _("回答最多 %(number)s 个字", number=LONGEST_ANSWER)
        return _questions({question_id: text}, {question_id: error})
    try:
        with given.db.write() as rows:
            handoff = _taken(rows, scope, question_id)
            answer_handoff(
                rows,
                given.vault,
                given.clock,
                handoff,
                text,
                account.user_name,
                read=posted("read", 32) or None,
            )
    except HandoffGrewError:
        error = _("对方刚才又说了几句，看完再发。您写的还在下面。")
        return _questions({question_id: text}, {question_id: error})
    except HandoffClosedError:
        flash(_("这个问题刚才已经有人处理了，您的回答没有发出。"), "warn")
        return redirect(url_for("console.questions"))
    flash(_("回答已交给系统发送。"), "ok")
    if posted("keep", 1):
        return redirect(url_for("console.new_draft", handoff=handoff))
    return redirect(url_for("console.questions"))


@open_to(Audience.CASEWORKER)
def close_question(question_id: UUID) -> ResponseReturnValue:
    """Close a question that needs no message: settled in person, or no question at all."""
    account, scope = office()
    given = services()
    try:
        with given.db.write() as rows:
            close_handoff(rows, given.clock, _taken(rows, scope, question_id), account.user_name)
    except HandoffClosedError:
        flash(_("这个问题刚才已经有人处理了。"), "warn")
    else:
        flash(_("已标为当面或电话处理。"), "ok")
    return redirect(url_for("console.questions"))


def _taken(rows: Session, scope: Scope, question_id: UUID) -> UUID:
    """Return the hand-off of a waiting question, made now where there is none yet."""
    given = services()
    passed_on = select(Handoff.id).where(
        Handoff.id == question_id, scope.handoffs(), col(Handoff.reason).in_(_ABOUT_POLICY)
    )
    if rows.exec(passed_on).first() is not None:
        return question_id
    offered = select(UnsureQuestion.id).where(
        UnsureQuestion.id == question_id, scope.county_rows(col(UnsureQuestion.county_code))
    )
    if rows.exec(offered).first() is None:
        abort(404)
    return unanswered.take_over(rows, given.vault, given.clock, question_id).id


_QUESTION = "/answers/questions/<uuid:question_id>"
ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/answers", "answers", answers_page, "GET"),
    ("/answers/questions", "questions", questions_page, "GET"),
    (f"{_QUESTION}/answer", "answer_question", answer_question, "POST"),
    (f"{_QUESTION}/close", "close_question", close_question, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
