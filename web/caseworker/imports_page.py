"""Which roster and postings files were read, and what came of their rows."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from jobs_feed.tables import PostingsImport
from labourers.tables import RosterImport
from web.access import Audience, open_to
from web.accounts.signin import caseworker
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.services import services

_NEWEST = 30


@open_to(Audience.CASEWORKER)
def imports_page() -> ResponseReturnValue:
    """List the newest imports of both kinds."""
    _account, scope = caseworker()
    if not scope.whole_county:
        abort(404)
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        rosters = rows.exec(
            select(RosterImport)
            .where(area.scope.county_rows(col(RosterImport.county_code)))
            .order_by(col(RosterImport.imported_at).desc())
            .limit(_NEWEST)
        ).all()
        postings = rows.exec(
            select(PostingsImport)
            .where(area.scope.county_rows(col(PostingsImport.county_code)))
            .order_by(col(PostingsImport.imported_at).desc())
            .limit(_NEWEST)
        ).all()
    return render_template("console/imports.html", area=area, rosters=rosters, postings=postings)
