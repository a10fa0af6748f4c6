"""Answers that are to be kept as cards: written by one caseworker, let in by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from sqlmodel import Session, col, select

from messaging.tables import QUESTION_FIELD, Handoff
from policy_faq import drafts
from policy_faq.draft_check import Finding, check_draft
from policy_faq.drafts import DraftError, Proposal, longest_until
from policy_faq.learned import answering, local_card
from policy_faq.library.store import clause_text
from policy_faq.local_cards import SHORT_LIMIT
from policy_faq.models import Document, Standing, applies
from policy_faq.tables_feedback import CardDraft, DraftState
from storage.clock import Clock
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.caseworker.answers import office
from web.caseworker.area import current_area, scope_touches
from web.caseworker.draft_form import (
    LONGEST_ANSWER,
    clause_in,
    errors_in,
    posted_values,
    wordings,
)
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import Page, paged
from web.parsing import one_of, posted, posted_day, posted_id
from web.services import services

_ROWS = 20
_Decision = Callable[[Session, Clock, UUID, str], CardDraft]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft as the page shows it; ``basis`` is the document and clause it rests on."""

    draft: CardDraft
    basis: str
    findings: Sequence[Finding]
    over: bool
    own: bool


@open_to(Audience.CASEWORKER)
def drafts_page() -> ResponseReturnValue:
    """List the drafts that wait for a second person, or those of another state."""
    account, scope = office()
    given = services()
    state = one_of(DraftState, request.args.get("state")) or DraftState.DRAFT
    with given.db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        query = (
            select(CardDraft)
            .where(CardDraft.county_code == area.county.code, CardDraft.state == state)
            .order_by(col(CardDraft.created_at).desc(), col(CardDraft.id))
        )
        page: Page[CardDraft] = paged(rows, query, _ROWS)
        shown = [_row(rows, each, account.user_name) for each in page.rows]
    return render_template(
        "console/answers_drafts.html",
        area=area,
        page=Page(shown, page.number, page.total, page.size),
        state=state,
        states=list(DraftState),
        waiting=DraftState.DRAFT,
        in_use=DraftState.APPROVED,
    )


def _row(rows: Session, draft: CardDraft, user_name: str) -> DraftRow:
    waits = draft.state is DraftState.DRAFT
    document = services().policy.knowledge.documents.get(draft.document or "")
    return DraftRow(
        draft,
        f"{document.cited}{draft.clause}" if document else "",
        _findings(rows, draft) if waits else (),
        draft.valid_until < services().clock.today(),
        draft.author.casefold() == user_name.casefold(),
    )


def _findings(rows: Session, draft: CardDraft) -> list[Finding]:
    given = services()
    policy = answering(rows, given.policy, draft.county_code)
    local = local_card(draft, given.policy.knowledge.documents)
    official = clause_text(rows, draft.document or "", draft.clause or "")
    return check_draft(policy, local, given.clock.today(), official)


# -- writing one ---------------------------------------------------------------------------------


@open_to(Audience.CASEWORKER)
def new_draft() -> ResponseReturnValue:
    """Show the form for a card, filled with a question and the answer that went back to it."""
    _account, scope = office()
    given = services()
    today = given.clock.today()
    values = {"valid_from": today.isoformat(), "valid_until": longest_until(today).isoformat()}
    with given.db.read() as rows:
        handoff = _handoff(rows, scope, request.args.get("handoff", type=UUID))
    if handoff is not None:
        values["handoff"] = str(handoff.id)
        values["questions"] = given.vault.open(QUESTION_FIELD, handoff.question_sealed)
        if handoff.answer_sealed is not None:
            values["answer"] = given.vault.open(QUESTION_FIELD, handoff.answer_sealed)
            if len(values["answer"]) <= SHORT_LIMIT:
                values["short_answer"] = values["answer"]
    return _form(handoff.county_code if handoff else None, values)


def _form(
    county: str | None,
    values: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    findings: Sequence[Finding] = (),
) -> ResponseReturnValue:
    _account, scope = office()
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
    body = render_template(
        "console/answers_draft.html",
        area=area,
        county=county or area.county.code,
        values=values,
        errors=errors or {},
        findings=findings,
        documents=[(each.key, each.cited) for each in _documents(county or area.county.code)],
        short_limit=SHORT_LIMIT,
        longest=LONGEST_ANSWER,
    )
    return body, 422 if errors or findings else 200


def _documents(county: str) -> list[Document]:
    """Return the documents in force that speak to people of the county."""
    today = services().clock.today()
    return [
        each
        for each in services().policy.knowledge.documents.values()
        if applies(each.place, county) and each.standing(today) is not Standing.ENDED
    ]


def _handoff(rows: Session, scope: Scope, handoff_id: UUID | None) -> Handoff | None:
    if handoff_id is None:
        return None
    found = rows.exec(select(Handoff).where(Handoff.id == handoff_id, scope.handoffs())).first()
    return found if found is not None else abort(404)


@open_to(Audience.CASEWORKER)
def create_draft() -> ResponseReturnValue:
    """Keep an answer as a draft, unless something about it blocks."""
    account, scope = office()
    given = services()
    county = posted("county", 6)
    if not scope_touches(scope, county):
        abort(404)
    values = posted_values()
    errors = errors_in(values, _documents(county))
    start, end = posted_day("valid_from"), posted_day("valid_until")
    if errors or start is None or end is None:
        return _form(county, values, errors or {"valid_until": _("请选日期")})
    try:
        with given.db.write() as rows:
            handoff = _handoff(rows, scope, posted_id("handoff"))
            proposal = Proposal(
                county=county,
                questions=wordings(values["questions"]),
                answer=values["answer"],
                short_answer=values["short_answer"],
                valid_from=start,
                valid_until=end,
                document=values["document"] or None,
                clause=clause_in(values, _documents(county)),
                handoff_id=handoff.id if handoff else None,
            )
            draft = drafts.propose(rows, given.clock, proposal, by=account.user_name)
            findings = _findings(rows, draft)
            if any(each.blocks for each in findings):
                raise _Blocked(findings)
    except DraftError as error:
        return _form(county, values, {"valid_until": str(error)})
    except ValidationError:
        return _form(county, values, {"answer": _("请写回答")})
    except _Blocked as blocked:
        return _form(county, values, findings=blocked.findings)
    flash(_("已存为待审卡片，另一位同事批准后才会用。"), "ok")
    return redirect(url_for("console.drafts", county=county))


class _Blocked(Exception):
    """What was found about a draft keeps it from being stored."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("the draft is blocked")
        self.findings = findings


# -- deciding ------------------------------------------------------------------------------------


@open_to(Audience.CASEWORKER)
def approve_draft(draft_id: UUID) -> ResponseReturnValue:
    """Let a colleague's draft in: from now on people are told it."""
    return _decide(
        draft_id,
        lambda rows, clock, each, by: drafts.approve(rows, clock, each, by=by),
        _("已批准，从现在起本县的人问到就会这样答。"),
    )


@open_to(Audience.CASEWORKER)
def refuse_draft(draft_id: UUID) -> ResponseReturnValue:
    """Turn a colleague's draft down."""
    why = posted("why", 200)
    return _decide(
        draft_id,
        lambda rows, clock, each, by: drafts.refuse(rows, clock, each, by=by, why=why),
        _("已标为不通过，写的人会看到原因。"),
    )


@open_to(Audience.CASEWORKER)
def withdraw_draft(draft_id: UUID) -> ResponseReturnValue:
    """Take a card out of use, or one's own draft back."""
    return _decide(
        draft_id,
        lambda rows, clock, each, by: drafts.withdraw(rows, clock, each, by=by),
        _("已撤下，不会再这样答。"),
    )


def _decide(draft_id: UUID, decision: _Decision, done: str) -> ResponseReturnValue:
    account, scope = office()
    given = services()
    with given.db.read() as rows:
        inside = select(CardDraft.county_code).where(
            CardDraft.id == draft_id, scope.county_rows(col(CardDraft.county_code))
        )
        county = rows.exec(inside).first() or abort(404)
    try:
        with given.db.write() as rows:
            decision(rows, given.clock, draft_id, account.user_name)
    except DraftError as error:
        flash(str(error), "warn")
    else:
        flash(done, "ok")
    return redirect(url_for("console.drafts", county=county))


_DRAFT = "/answers/drafts/<uuid:draft_id>"
ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/answers/drafts", "drafts", drafts_page, "GET"),
    ("/answers/drafts/new", "new_draft", new_draft, "GET"),
    ("/answers/drafts", "create_draft", create_draft, "POST"),
    (f"{_DRAFT}/approve", "approve_draft", approve_draft, "POST"),
    (f"{_DRAFT}/refuse", "refuse_draft", refuse_draft, "POST"),
    (f"{_DRAFT}/withdraw", "withdraw_draft", withdraw_draft, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
