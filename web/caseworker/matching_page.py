"""岗位匹配: how postings are spread over people, and the one number that a county sets about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.exposure import DEAREST, PriceError, changes, effect, price_of, set_price
from matching.forecast import forecasts
from matching.weights import Weights
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.caseworker.area import current_area
from web.caseworker.figures import count_menu
from web.caseworker.operations_page import whole_county
from web.i18n import gettext as _
from web.parsing import posted_whole
from web.services import services


@open_to(Audience.CASEWORKER)
def matching_page() -> ResponseReturnValue:
    """Show what the latest matching came to, the price, and who changed it when."""
    return _show("", 200)


@open_to(Audience.CASEWORKER)
def set_exposure() -> ResponseReturnValue:
    """Set the price of a county; it holds from the next matching on."""
    account, scope = whole_county()
    given = services()
    price = posted_whole("price")
    if price is None:
        return _show(_("请填 0 到 %(most)s 的整数", most=DEAREST), 422)
    with given.db.write() as rows:
        county = current_area(rows, scope).county.code
        try:
            changed = set_price(rows, given.clock, county, price, account.user_name)
        except PriceError:
            return _show(_("请填 0 到 %(most)s 的整数", most=DEAREST), 422)
    if changed:
        flash(_("已改成 %(price)s，下一次匹配起按它算。", price=price), "ok")
    else:
        flash(_("没有变：本来就是 %(price)s。", price=price), "info")
    return redirect(url_for("console.matching", county=request.args.get("county")))


def _show(problem: str, status: int) -> ResponseReturnValue:
    _account, scope = whole_county()
    return _page(scope, problem), status


def _page(scope: Scope, problem: str) -> str:
    with services().db.read() as rows:
        count_menu(rows, scope)
        area = current_area(rows, scope)
        county = area.county.code
        tried = forecasts(rows, county)
        set_to = price_of(rows, county, Weights.load())
        return render_template(
            "console/matching.html",
            area=area,
            effect=effect(rows, county),
            price=request.form.get("price") or set_to,
            forecasts=tried,
            now=next((each for each in tried if each.price == set_to), None),
            usual=Weights.load().exposure.price,
            dearest=DEAREST,
            changes=changes(rows, county),
            problem=problem,
        )


ROUTES: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("/matching", "matching", matching_page, "GET"),
    ("/matching", "set_exposure", set_exposure, "POST"),
)
"""Rule, endpoint, view and method of this module's routes."""
