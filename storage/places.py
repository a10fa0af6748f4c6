"""Rows for the places an office works in: its counties, and the towns and villages below them.

Codes are hierarchical: 6 digits for a county (GB/T 2260), 9 for a town, 12 for a village, each
beginning with its parent's. A scope is therefore a prefix.
"""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from storage import columns as c
from storage.tables import table_args
from storage.towns import official, towns_of

COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS = 6, 9, 12


class PlaceLevel(StrEnum):
    """How far down a place is."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class Place(SQLModel, table=True):
    """A county in use, or a town or village below it."""

    __tablename__ = "place"
    __table_args__ = table_args(sa.UniqueConstraint("parent_code", "name"))

    code: str = Field(sa_column=sa.Column(sa.String(12), primary_key=True))
    parent_code: str = c.text(12, index=True)
    level: PlaceLevel = c.choice(PlaceLevel)
    name: str = c.text()


def county_of(code: str) -> str:
    """Return the 6-digit county code of a county, town or village code."""
    return code[:COUNTY_DIGITS]


def within(code: str, scope: str) -> bool:
    """Tell whether the place ``code`` lies in ``scope``.

    ``scope`` is an adcode (trailing pairs of zeros mean the whole province or prefecture) or a
    town or village code; ``000000`` is the nation.
    """
    return code.startswith(scope_prefix(scope))


def scope_prefix(scope: str) -> str:
    """Return the digits that every place of ``scope`` begins with (empty for the nation)."""
    prefix = scope
    while len(prefix) <= COUNTY_DIGITS and prefix.endswith("00"):
        prefix = prefix[:-2]
    return prefix


def ensure_place(
    session: Session, parent_code: str, name: str, level: PlaceLevel, code: str | None = None
) -> Place:
    """Return the town or village ``name`` below ``parent_code``, made when it is new.

    A town has its official code, also where none is given. Without one the next free code counts
    down from 999, where official codes do not go. A place keeps the code it once had: that of a
    town entered before its official code was known is not changed, whatever form of its name came.
    """
    found = session.exec(
        select(Place).where(Place.parent_code == parent_code, Place.name == name)
    ).first()
    if found is not None:
        return found
    if level is PlaceLevel.TOWN:
        code = code or towns_of(parent_code).forms.get(name)
        known = (
            session.get(Place, own_codes(session, parent_code).get(code, code)) if code else None
        )
        if known is not None:
            return known
    if code is None:
        taken = set(session.exec(select(Place.code).where(col(Place.parent_code) == parent_code)))
        code = next(c for n in range(999, 0, -1) if (c := f"{parent_code}{n:03d}") not in taken)
    place = Place(code=code, parent_code=parent_code, level=level, name=name)
    session.add(place)
    session.flush()
    return place


def own_codes(session: Session, county: str) -> dict[str, str]:
    """Return official code → code of the towns in use that have another than the official one."""
    rows = session.exec(
        select(Place).where(Place.parent_code == county, Place.level == PlaceLevel.TOWN)
    )
    names = [(place.code, official(place.code, place.name)) for place in rows]
    return {code: own for own, code in names if own != code}


def town_codes(session: Session, county: str) -> dict[str, str]:
    """Return name → code of the towns in use of a county."""
    rows = session.exec(
        select(Place).where(Place.parent_code == county, Place.level == PlaceLevel.TOWN)
    )
    return {place.name: place.code for place in rows}


def place_names(session: Session, scope: str) -> dict[str, str]:
    """Return code → name of all places in use within ``scope``."""
    prefix = scope_prefix(scope)
    rows = session.exec(select(Place).where(col(Place.code).startswith(prefix)))
    return {place.code: place.name for place in rows}
