"""发送情况: what waits, how fast it goes, what it costs and why it fails, for those who run it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from messaging import decisions
from messaging.gate import EXPLANATIONS as OWN
from messaging.history import queue_figures
from messaging.states import EXPLANATIONS
from messaging.tables_decisions import Decided
from messaging.templates import explained
from messaging.waiting import resume
from storage.places import place_names
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker import flow_figures
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.i18n import gettext as _
from web.parsing import posted
from web.services import services

_FAILED_SINCE = timedelta(days=30)


def whole_county() -> tuple[Any, Scope]:
    """Return the account and its scope; aborts with 404 for one below the county."""
    account, scope = caseworker()
    return (account, scope) if scope.whole_county else abort(404)


@open_to(Audience.CASEWORKER)
def operations_page() -> ResponseReturnValue:
    """Show the state of sending in one county."""
    _account, scope = whole_county()
    given = services()
    now = given.clock.now()
    with given.db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        county = area.county.code
        costs = flow_figures.cost_rows(rows, county, given.clock.today())
        shown = {
            "queue": flow_figures.queue_rows(rows, county, now),
            "hours": flow_figures.hour_rows(rows, county, now),
            "days": flow_figures.by_day(costs),
            "failures": flow_figures.failure_rows(rows, county, now - _FAILED_SINCE),
            "resting": flow_figures.resting(rows, now),
            "figures": queue_figures(rows, county, now - _FAILED_SINCE),
            "places": place_names(rows, county),
        }
    return render_template("console/operations.html", area=area, reason=_reason, **shown)


def _reason(fault: str, code: str) -> str:
    return explained(code) or OWN.get(code) or EXPLANATIONS.get(fault, fault)


@open_to(Audience.CASEWORKER)
def resume_channel() -> ResponseReturnValue:
    """End the rest of a channel whose account has been put in order."""
    account, scope = whole_county()
    given = services()
    if not scope.covers(given.settings.county_code):
        abort(404)
    channel = posted("channel", 32)
    now = given.clock.now()
    with given.db.write() as rows:
        freed = resume(rows, channel, now, account.user_name)
        if freed:
            decisions.note(
                rows, decisions.CHANNEL, None, Decided.RESUMED, now, account.user_name, channel
            )
    if freed:
        flash(_("通道已恢复，%(number)s 条消息马上再试。", number=freed), "ok")
    else:
        flash(_("这个通道没有停。"), "warn")
    return redirect(url_for("console.operations"))


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/operations", "operations", operations_page, "GET"),
    ("/operations/resume", "resume_channel", resume_channel, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
