"""用人单位: who they are, whether they may hire, and whom to warn when one may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from jobs_feed.employer_status import StatusError, barred_elsewhere, history
from jobs_feed.publish import WrongStateError
from jobs_feed.tables import (
    BARRED,
    EMPLOYER_PHONE_FIELD,
    Application,
    ApplicationState,
    Employer,
    EmployerStatus,
    Posting,
    PostingState,
)
from labourers.tables import PHONE_FIELD
from matching.employer_desk import Told, change_status, counts_told, people_told
from matching.employer_warning import warn, wording
from storage.vault import Sealed, masked_phone
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.caseworker.operations_page import whole_county
from web.i18n import gettext as _
from web.paging import Page, paged
from web.parsing import one_of, posted, posted_day
from web.services import services

_LONGEST_ASKED = 60
_POSTINGS = 30
_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An employer with how many of its postings are open, and how many people applied."""

    employer: Employer
    open: int
    applied: int


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody to warn; ``phone`` is masked."""

    told: Told
    phone: str


@open_to(Audience.CASEWORKER)
def employers_page() -> ResponseReturnValue:
    """List the county's employers, those that may hire nobody first."""
    _account, scope = whole_county()
    asked = request.args.get("q", "").replace("\0", "").strip()[:_LONGEST_ASKED]
    status = one_of(EmployerStatus, request.args.get("status"))
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        page = _employers(rows, area.county.code, asked, status)
    return render_template(
        "console/employers.html",
        area=area,
        page=page,
        asked=asked,
        status=status,
        statuses=list(EmployerStatus),
    )


def _employers(rows: Session, county: str, asked: str, status: EmployerStatus | None) -> Page[Row]:
    barred = sa.case((col(Employer.status).in_(BARRED), 0), else_=1)
    query = (
        sa.select(Employer)
        .where(col(Employer.county_code) == county)
        .order_by(barred, col(Employer.name), col(Employer.id))
    )
    if asked:
        by_name = col(Employer.name).contains(asked, autoescape=True)
        query = query.where(by_name | (col(Employer.credit_code) == asked.upper()))
    if status is not None:
        query = query.where(col(Employer.status) == status)
    page: Page[Employer] = paged(rows, query)
    ids = [employer.id for employer in page.rows]
    open_of = _counted(
        rows,
        select(Posting.employer_id, sa.func.count())
        .where(col(Posting.employer_id).in_(ids), col(Posting.state) == PostingState.OPEN)
        .group_by(col(Posting.employer_id)),
    )
    applied_of = _counted(
        rows,
        select(Posting.employer_id, sa.func.count())
        .join(Application, col(Application.posting_id) == col(Posting.id))
        .where(
            col(Posting.employer_id).in_(ids),
            col(Application.state) != ApplicationState.WITHDRAWN,
        )
        .group_by(col(Posting.employer_id)),
    )
    listed = [Row(each, open_of[each.id], applied_of[each.id]) for each in page.rows]
    return Page(listed, page.number, page.total, page.size)


def _counted(rows: Session, query: Any) -> Counter[UUID]:
    return Counter({employer: int(number) for employer, number in rows.exec(query)})


@open_to(Audience.CASEWORKER)
def employer_page(employer_id: UUID) -> ResponseReturnValue:
    """Show one employer: its status and how it came to it, its postings, and who knows of them."""
    return _show(employer_id, {})


@open_to(Audience.CASEWORKER)
def set_employer_status(employer_id: UUID) -> ResponseReturnValue:
    """Set whether the employer may hire, from a day on and for a reason."""
    account, scope = whole_county()
    given = services()
    status = one_of(EmployerStatus, posted("status", 32))
    since = posted_day("since")
    if status is None:
        return _show(employer_id, {"status": _("请选一个状态")}), 422
    if since is None:
        return _show(employer_id, {"since": _("请写日期，例如 2026-11-23")}), 422
    try:
        with given.db.write() as rows:
            _inside(rows, scope, employer_id)
            done = change_status(
                rows,
                given.clock,
                employer_id,
                status,
                since=since,
                reason=posted("reason"),
                by=account.user_name,
            )
    except StatusError as problem:
        return _show(employer_id, {"reason": str(problem)}), 422
    if status in BARRED:
        flash(
            _(
                "已改。%(postings)s 个岗位停止匹配、搜索、推送和报名，还没发出的 %(messages)s "
                "条推送不再发。",
                postings=done.taken_out,
                messages=done.stopped,
            ),
            "ok",
        )
    else:
        flash(_("已改。放出 %(number)s 个岗位。", number=done.opened), "ok")
    return redirect(url_for("console.employer", employer_id=employer_id))


@open_to(Audience.CASEWORKER)
def warn_people(employer_id: UUID) -> ResponseReturnValue:
    """Send those who know of a barred employer's postings a warning."""
    _account, scope = whole_county()
    given = services()
    try:
        with given.db.write() as rows:
            employer = _inside(rows, scope, employer_id)
            people = people_told(rows, employer_id, scope.people())
            done = warn(rows, given.vault, given.clock, employer, people, given.settings.hotline)
    except WrongStateError as problem:
        flash(str(problem), "warn")
    else:
        flash(
            _(
                "提醒放进发件箱 %(queued)s 条；以前提醒过 %(before)s 人；"
                "没有能发的号码、要打电话或上门的 %(unreachable)s 人。",
                queued=done.queued,
                before=done.before,
                unreachable=done.unreachable,
            ),
            "ok",
        )
    return redirect(url_for("console.employer", employer_id=employer_id))


def _show(employer_id: UUID, errors: Mapping[str, str]) -> str:
    _account, scope = whole_county()
    given = services()
    with given.db.read() as rows:
        count_menu(rows, scope)
        employer = _inside(rows, scope, employer_id)
        people = people_told(rows, employer_id, scope.people())
        running = sa.case((col(Posting.state) == PostingState.OPEN, 0), else_=1)
        postings = rows.exec(
            select(Posting)
            .where(Posting.employer_id == employer_id)
            .order_by(running, col(Posting.created_at).desc())
            .limit(_POSTINGS)
        ).all()
        return render_template(
            "console/employer.html",
            employer=employer,
            phone=_masked(employer.phone_sealed, EMPLOYER_PHONE_FIELD),
            records=history(rows, employer_id),
            elsewhere=barred_elsewhere(rows, employer),
            postings=postings,
            people=[_concerned(each) for each in people[:_PEOPLE]],
            total=len(people),
            counts=counts_told(people),
            warning=wording(employer.name, people[0], given.settings.hotline) if people else "",
            statuses=[each for each in EmployerStatus if each is not employer.status],
            form=request.form,
            errors=errors,
            today=given.clock.today(),
        )


def _concerned(told: Told) -> Concerned:
    return Concerned(told, _masked(told.person.phone_sealed, PHONE_FIELD))


def _masked(sealed: Sealed | None, field: str) -> str:
    return "" if sealed is None else masked_phone(services().vault.open(field, sealed))


def _inside(rows: Session, scope: Scope, employer_id: UUID) -> Employer:
    found = rows.get(Employer, employer_id)
    return found if found is not None and scope.covers(found.county_code) else abort(404)


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/employers", "employers", employers_page, "GET"),
    ("/employers/<uuid:employer_id>", "employer", employer_page, "GET"),
    (
        "/employers/<uuid:employer_id>/status",
        "set_employer_status",
        set_employer_status,
        "POST",
    ),
    ("/employers/<uuid:employer_id>/warn", "warn_people", warn_people, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
