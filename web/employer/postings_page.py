"""An employer's own postings, and the form for a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from jobs_feed.posting_entry import EmployerBarredError, post_job
from jobs_feed.posting_form import PostingColumn, draft_of
from jobs_feed.tables import (
    Application,
    ApplicationState,
    Employer,
    Posting,
    PostingKind,
    PostingState,
)
from jobs_feed.validation import Problem
from labourers.tables import Education, Sex
from matching.tables import Match
from web.access import Audience, open_to
from web.accounts.signin import employer
from web.i18n import gettext as _
from web.labels import word_of
from web.paging import Page, paged
from web.parsing import posted
from web.services import services

_LONGEST = 10_001
_FORM = (
    PostingColumn.TITLE,
    PostingColumn.KIND,
    PostingColumn.PLACE,
    PostingColumn.HEADCOUNT,
    PostingColumn.WAGE,
    PostingColumn.BENEFITS,
    PostingColumn.SEX,
    PostingColumn.AGE,
    PostingColumn.EDUCATION,
    PostingColumn.SKILLS,
    PostingColumn.DESCRIPTION,
    PostingColumn.CONTACT,
    PostingColumn.PHONE,
    PostingColumn.DEADLINE,
)
#: What the postings form calls each choice, whatever language the page is in.
_KINDS = {
    PostingKind.ORDINARY: "普通",
    PostingKind.WORKSHOP: "帮扶车间",
    PostingKind.PUBLIC_WELFARE: "公益性岗位",
    PostingKind.WORK_RELIEF: "以工代赈",
}
_EDUCATION = {
    Education.PRIMARY: "小学",
    Education.JUNIOR: "初中",
    Education.SENIOR: "高中",
    Education.COLLEGE: "大专",
    Education.BACHELOR: "本科",
}
_SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One line of the list: a posting, how many people fit, and how many applied."""

    posting: Posting
    matched: int
    applied: int
    new: int


@open_to(Audience.EMPLOYER)
def postings_page() -> ResponseReturnValue:
    """List the employer's postings, those that run first."""
    _account, employer_id = employer()
    with services().db.read() as rows:
        own = rows.get(Employer, employer_id) or abort(404)
        page = _rows(rows, employer_id)
    return render_template("employer/postings.html", employer=own, page=page)


def _rows(rows: Session, employer_id: UUID) -> Page[PostingRow]:
    running = sa.case((col(Posting.state).in_((PostingState.OPEN, PostingState.HELD)), 0), else_=1)
    query = (
        sa.select(Posting)
        .where(col(Posting.employer_id) == employer_id)
        .order_by(running, col(Posting.created_at).desc(), col(Posting.id))
    )
    page: Page[Posting] = paged(rows, query)
    ids = [posting.id for posting in page.rows]
    matched = Counter(
        dict(
            rows.exec(
                select(Match.posting_id, sa.func.count())
                .where(col(Match.posting_id).in_(ids), ~_has_applied())
                .group_by(col(Match.posting_id))
            ).all()
        )
    )
    applied: Counter[UUID] = Counter()
    new: Counter[UUID] = Counter()
    for posting_id, state, number in rows.exec(
        select(Application.posting_id, Application.state, sa.func.count())
        .where(col(Application.posting_id).in_(ids))
        .group_by(col(Application.posting_id), col(Application.state))
    ):
        applied[posting_id] += number
        new[posting_id] += number if state is ApplicationState.APPLIED else 0
    listed = [
        PostingRow(posting, matched[posting.id], applied[posting.id], new[posting.id])
        for posting in page.rows
    ]
    return Page(listed, page.number, page.total, page.size)


def _has_applied() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            col(Application.posting_id) == col(Match.posting_id),
            col(Application.labourer_id) == col(Match.labourer_id),
            col(Application.state) != ApplicationState.WITHDRAWN,
        )
        .correlate(Match)
    )


@open_to(Audience.EMPLOYER)
def new_posting() -> ResponseReturnValue:
    """Show the empty form, or why there is none."""
    _account, employer_id = employer()
    with services().db.read() as rows:
        own = rows.get(Employer, employer_id) or abort(404)
    return redirect(url_for("employer.postings")) if own.is_barred else _form({}, {})


@open_to(Audience.EMPLOYER)
def post() -> ResponseReturnValue:
    """Check and store a posting; what is wrong is said at its field."""
    _account, employer_id = employer()
    given = services()
    texts = {column: posted(column.name.lower(), _LONGEST) for column in _FORM}
    try:
        with given.db.write() as rows:
            own = rows.get(Employer, employer_id) or abort(404)
            made = post_job(rows, given.vault, given.clock, given.gazetteer, own, draft_of(texts))
            posting_id = made.posting.id if made.posting else None
    except EmployerBarredError as problem:
        flash(str(problem), "warn")
        return redirect(url_for("employer.postings"))
    if posting_id is None:
        values = {column.name.lower(): text for column, text in texts.items()}
        return _form(values, _by_field(made.problems))
    if made.reasons:
        flash(_("已提交。这个岗位要工作人员看过才能发布，原因写在下面。"), "warn")
    else:
        flash(_("已发布。合适的人会收到推送，报名的人会出现在这一页。"), "ok")
    return redirect(url_for("employer.posting", posting_id=posting_id))


def _by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the first problem of each field; what no field of the form holds is under ``other``.

    That is the employer's own entry (its credit code): the office has to mend it.
    """
    errors: dict[str, str] = {}
    for problem in problems:
        known = problem.column in _FORM
        field = problem.column.name.lower() if known else "other"
        errors.setdefault(field, f"{problem.problem}。{problem.mend}")
    return errors


def _form(values: Mapping[str, str], errors: Mapping[str, str]) -> ResponseReturnValue:
    page = render_template(
        "employer/form.html",
        form=defaultdict(str, values),
        errors=defaultdict(str, errors),
        kinds=[(written, word_of(kind)) for kind, written in _KINDS.items()],
        education=[(written, word_of(level)) for level, written in _EDUCATION.items()],
        sexes=[(written, word_of(sex)) for sex, written in _SEXES.items()],
        today=services().clock.today(),
    )
    return page, 422 if errors else 200
