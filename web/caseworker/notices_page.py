"""通知: what the caseworkers of a county are to know and act on, until somebody has seen to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from messaging.staff_notices import acknowledge, count_open, open_notices
from messaging.tables_staff import StaffNotice
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import Area, current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.paging import paged
from web.services import services

ON_FIRST_PAGE = 3
_ROWS = 20


def waiting(rows: Session, area: Area) -> tuple[list[StaffNotice], int]:
    """Return the newest open notices of an area's county, and how many there are."""
    inside = _inside(area)
    return open_notices(rows, inside, ON_FIRST_PAGE), count_open(rows, inside)


def _inside(area: Area) -> sa.ColumnElement[bool]:
    return area.scope.county_rows(col(StaffNotice.county_code))


@open_to(Audience.CASEWORKER)
def notices_page() -> ResponseReturnValue:
    """List the open notices, or those that somebody has seen to, the newest first."""
    _account, scope = _office()
    done = request.args.get("show") == "done"
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        seen_to = col(StaffNotice.acknowledged_at)
        query = sa.select(StaffNotice).where(
            _inside(area), seen_to.is_not(None) if done else seen_to.is_(None)
        )
        order = (seen_to if done else col(StaffNotice.created_at)).desc()
        page = paged(rows, query.order_by(order, col(StaffNotice.id).desc()), _ROWS)
    return render_template("console/notices.html", area=area, page=page, done=done)


@open_to(Audience.CASEWORKER)
def acknowledge_notice(notice_id: UUID) -> ResponseReturnValue:
    """Note that the caseworker has seen to a notice."""
    account, scope = _office()
    given = services()
    inside = scope.county_rows(col(StaffNotice.county_code))
    with given.db.write() as rows:
        found = rows.exec(select(StaffNotice).where(StaffNotice.id == notice_id, inside)).first()
        if found is None:
            abort(404)
        county = found.county_code
        new = acknowledge(rows, given.clock, notice_id, account.user_name)
    flash(
        _("已标为处理过。") if new else _("这条通知刚才已经有人处理了。"), "ok" if new else "warn"
    )
    return redirect(url_for("console.notices", county=county))


def _office() -> tuple[Any, Scope]:
    account, scope = caseworker()
    return (account, scope) if scope.whole_county else abort(404)


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/notices", "notices", notices_page, "GET"),
    (
        "/notices/<uuid:notice_id>/acknowledge",
        "acknowledge_notice",
        acknowledge_notice,
        "POST",
    ),
)
"""Rule, endpoint, view and method of this module's routes."""
