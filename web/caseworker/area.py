"""Which county, and which part of it, a console page is about."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request
from sqlmodel import Session, col, select

from storage.places import COUNTY_DIGITS, Place, PlaceLevel
from web.accounts.scope import Scope
from web.rendering import place_name
from web.services import services


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to choose: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """One county of the account's scope, narrowed to a town or village where the scope is.

    ``counties`` are all that the account may choose from; ``towns`` those of this county that lie
    inside. ``scope`` is the part of the account's scope that lies in this county.
    """

    county: Choice
    counties: tuple[Choice, ...]
    towns: tuple[Choice, ...]
    scope: Scope

    @property
    def code(self) -> str:
        """The code of the area itself: the county, or the account's town or village."""
        return self.scope.code

    def name_of(self, code: str) -> str:
        """Return the name of this county or of one of its towns; the code for anything else."""
        named = {place.code: place.name for place in (self.county, *self.towns)}
        return named.get(code, code)

    def inside(self, code: str | None) -> str | None:
        """Return ``code`` when it names a town of this area, else None."""
        return code if any(town.code == code for town in self.towns) else None


def current_area(session: Session, scope: Scope) -> Area:
    """Return the area this request is about: ``?county=`` within the scope, else the office's.

    A county without a roster can be looked at as well, when it lies inside the scope. Aborts with
    404 for one outside.
    """
    own = services().settings.county_code
    codes = scope.counties(session)
    asked = request.args.get("county") or (own if scope_touches(scope, own) else "")
    asked = asked or (codes[0] if codes else "")
    if not scope_touches(scope, asked):
        abort(404)
    if asked not in codes:
        codes = sorted([*codes, asked])
    narrowed = scope if len(scope.prefix) > COUNTY_DIGITS else Scope(asked)
    return Area(
        county=Choice(asked, place_name(asked)),
        counties=tuple(Choice(code, place_name(code)) for code in codes),
        towns=tuple(_towns(session, asked, scope)),
        scope=narrowed,
    )


def scope_touches(scope: Scope, county: str) -> bool:
    """Tell whether a part of ``county`` (six digits) lies inside the scope."""
    if len(county) != COUNTY_DIGITS or not county.isdigit():
        return False
    return scope.covers(county) or scope.prefix.startswith(county)


def _towns(session: Session, county: str, scope: Scope) -> list[Choice]:
    towns = session.exec(
        select(Place)
        .where(Place.level == PlaceLevel.TOWN, Place.parent_code == county)
        .order_by(col(Place.code))
    )
    return [
        Choice(town.code, town.name)
        for town in towns
        if scope.covers(town.code) or scope.prefix.startswith(town.code)
    ]
