"""Postings held back for a human look: why, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from jobs_feed import publish
from jobs_feed.employer_status import StatusError, verify_employer
from jobs_feed.publish import WrongStateError
from jobs_feed.tables import BARRED, Employer, Posting, PostingState
from matching.understanding import ReadPosting, read_posting
from storage.clock import Clock
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.caseworker.reading import toolkit
from web.i18n import gettext as _
from web.paging import Page, paged
from web.parsing import one_of
from web.services import services

_ROWS = 20
_LONGEST_GROUND = 200
_Decision = Callable[[Session, Clock, UUID, str], Posting]


@open_to(Audience.CASEWORKER)
def review_page() -> ResponseReturnValue:
    """List the postings that are held, the oldest first, or those of another state."""
    _account, scope = caseworker()
    if not scope.whole_county:
        abort(404)
    state = one_of(PostingState, request.args.get("state")) or PostingState.HELD
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        page = _postings(rows, area.scope, state)
    return render_template(
        "console/review.html",
        area=area,
        page=page,
        read={posting.id: _understood(posting, employer) for posting, employer in page.rows},
        state=state,
        states=list(PostingState),
        held=PostingState.HELD,
        reviewable=state in (PostingState.HELD, PostingState.REFUSED),
    )


def _understood(posting: Posting, employer: Employer) -> ReadPosting:
    return read_posting(toolkit(), posting, employer.name, services().clock.today())


def _postings(rows: Session, scope: Scope, state: PostingState) -> Page[tuple[Posting, Employer]]:
    age = col(Posting.created_at)
    query = (
        sa.select(Posting, Employer)
        .join(Employer, col(Employer.id) == col(Posting.employer_id))
        .where(scope.postings(), col(Posting.state) == state)
        # Nobody can let out what waits for its employer's status.
        .where(col(Employer.status).not_in(BARRED) | (col(Posting.state) != PostingState.HELD))
        .order_by(age if state is PostingState.HELD else age.desc(), col(Posting.id))
    )
    page: Page[tuple[Posting, Employer]] = paged(rows, query, _ROWS)
    return page


@open_to(Audience.CASEWORKER)
def publish_posting(posting_id: UUID) -> ResponseReturnValue:
    """Let a held posting out: the caseworker answers for it.

    It is for everybody, unless the caseworker names the lawful ground to ask for one sex.
    """
    ground = request.form.get("sex_ground", "").strip()[:_LONGEST_GROUND]
    release = partial(publish.release, sex_ground=ground)
    return _decide(posting_id, release, _("已发布，从现在起可以匹配和推送。"))


@open_to(Audience.CASEWORKER)
def refuse_posting(posting_id: UUID) -> ResponseReturnValue:
    """Keep a held posting unpublished for good."""
    return _decide(posting_id, publish.refuse, _("已标为不通过，用人单位会看到原因。"))


def _decide(posting_id: UUID, decision: _Decision, done: str) -> ResponseReturnValue:
    account, scope = caseworker()
    given = services()
    try:
        with given.db.write() as rows:
            _inside(rows, scope, posting_id)
            decision(rows, given.clock, posting_id, account.user_name)
    except WrongStateError as error:
        flash(str(error), "warn")
    else:
        flash(done, "ok")
    return redirect(url_for("console.review"))


@open_to(Audience.CASEWORKER)
def verify_posting_employer(posting_id: UUID) -> ResponseReturnValue:
    """Note that the employer of a posting was verified; what was held for this alone goes out."""
    account, scope = caseworker()
    given = services()
    try:
        with given.db.write() as rows:
            posting = _inside(rows, scope, posting_id)
            opened = verify_employer(rows, given.clock, posting.employer_id, account.user_name)
    except StatusError as problem:
        flash(str(problem), "warn")
    else:
        flash(_("单位已标为核实，放行了 %(number)s 个岗位。", number=opened), "ok")
    return redirect(url_for("console.review"))


def _inside(rows: Session, scope: Scope, posting_id: UUID) -> Posting:
    found = rows.exec(select(Posting).where(Posting.id == posting_id, scope.postings())).first()
    return found if found is not None else abort(404)
