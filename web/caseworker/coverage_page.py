"""The console's first page: how far the county has come with its service standard."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from service_ledger.assessment import CoverageError
from service_ledger.coverage import coverage
from service_ledger.figures import Area as CoveredArea
from service_ledger.figures import Coverage
from service_ledger.standards import StandardError, codes_for
from storage.places import VILLAGE_DIGITS, PlaceLevel
from web.access import Audience, open_to
from web.accounts.scope import Scope
from web.accounts.signin import caseworker
from web.caseworker.area import Area, current_area
from web.caseworker.figures import count_menu, sending_by_kind
from web.caseworker.notices_page import waiting
from web.services import services

_YEARS_BACK = 3


def year_asked() -> int:
    """Return the year of this request: this year when none or a wrong one is named."""
    this_year = services().clock.today().year
    asked = request.args.get("year", default=this_year, type=int)
    return asked if asked in years() else this_year


def years() -> list[int]:
    """Return the years a page offers, the present one first."""
    this_year = services().clock.today().year
    return list(range(this_year, this_year - _YEARS_BACK, -1))


def standard_asked(session: Session, county: str) -> tuple[str | None, list[str]]:
    """Return the standard of this request and all that the county can work by."""
    codes = codes_for(session, county, services().clock.today())
    wanted = (request.args.get("standard"), services().settings.standard)
    return next((code for code in wanted if code in codes), None), codes


@open_to(Audience.CASEWORKER)
def coverage_page() -> ResponseReturnValue:
    """Show coverage by both rules, by kind and by town, and what was sent and arrived."""
    _account, scope = caseworker()
    given = services()
    with given.db.read() as rows:
        area = current_area(rows, scope)
        count_menu(rows, scope)
        standard, codes = standard_asked(rows, area.county.code)
        town = area.inside(request.args.get("town"))
        asked = town or area.code
        found: Coverage | None = None
        problem = ""
        notices, notices_open = waiting(rows, area)
        try:
            found = coverage(
                rows,
                area.county.code,
                year_asked(),
                given.clock.today(),
                standard_code=standard,
                scope=asked if asked != area.county.code else None,
            )
        except (CoverageError, StandardError) as error:
            problem = str(error)
        sending = sending_by_kind(rows, Scope(asked), found.first, found.last) if found else {}
    places = _places(area, town, found)
    return render_template(
        "console/coverage.html",
        area=area,
        town=town,
        found=found,
        places=places,
        by_village=any(place.level is PlaceLevel.VILLAGE for place in places),
        sending=sending,
        problem=problem,
        notices=notices,
        notices_open=notices_open,
        year=year_asked(),
        years=years(),
        standard=found.standard if found else standard,
        codes=codes,
    )


def _places(area: Area, town: str | None, found: Coverage | None) -> tuple[CoveredArea, ...]:
    """Return the rows of the table: towns of a county, villages of one town."""
    if found is None:
        return ()
    one_town = town is not None or len(area.code) > len(area.county.code)
    if one_town and len(area.code) < VILLAGE_DIGITS and len(found.by_area) == 1:
        return found.by_area[0].villages
    return found.by_area
