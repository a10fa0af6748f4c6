"""Where a person lives, where a document applies, and how far away a job is; all by adcode.

Places are GB/T 2260 codes of six digits: ``530326`` county, ``530300`` prefecture, ``530000``
province; ``000000`` stands for the whole country.
"""

from __future__ import annotations

from enum import StrEnum

from storage.gazetteer import Gazetteer, Relation

NATION = "000000"


class UnknownPlaceError(ValueError):
    """A county code that the gazetteer does not know."""


class Distance(StrEnum):
    """How far from home a person works, as the subsidy tables divide it."""

    IN_COUNTY = "in_county"
    IN_PREFECTURE = "in_prefecture"
    """Another county of the same prefecture."""
    IN_PROVINCE = "in_province"
    """Another prefecture of the same province."""
    OUT_OF_PROVINCE = "out_of_province"
    OUT_OF_COUNTY = "out_of_county"
    """Outside the county and inside the province; the prefecture was not said."""
    ABROAD = "abroad"
    """Hong Kong, Macao, Taiwan or another country: no text of ours covers it."""


IN_WORDS = {
    Distance.OUT_OF_PROVINCE: "省外",
    Distance.IN_PROVINCE: "市外、省内",
    Distance.IN_PREFECTURE: "市内",
    Distance.OUT_OF_COUNTY: "县外、省内",
    Distance.IN_COUNTY: "县内",
    Distance.ABROAD: "境外",
}
"""How a distance is told to somebody."""


def known(gazetteer: Gazetteer, county: str) -> str:
    """Return today's code of a county; raises UnknownPlaceError when there is none."""
    current = gazetteer.current(county)
    if not gazetteer.exists(current):
        raise UnknownPlaceError(f"unknown county code {county[:12]!r}")
    return current


def chain(code: str) -> tuple[str, ...]:
    """Return the places whose documents can speak to ``code``, the most local first.

    >>> chain("530326")
    ('530326', '530300', '530000', '000000')
    """
    levels = (code, code[:4] + "00", code[:2] + "0000", NATION)
    return tuple(dict.fromkeys(levels))


def rank(place: str) -> int:
    """Return how far a place is from its people: 0 county, 1 prefecture, 2 province, 3 nation."""
    if place == NATION:
        return 3
    if place.endswith("0000"):
        return 2
    return 1 if place.endswith("00") else 0


_BY_RELATION = {
    Relation.SAME_COUNTY: Distance.IN_COUNTY,
    Relation.SAME_PREFECTURE: Distance.IN_PREFECTURE,
    Relation.SAME_PROVINCE: Distance.IN_PROVINCE,
    Relation.OTHER_PROVINCE: Distance.OUT_OF_PROVINCE,
    Relation.ABROAD: Distance.ABROAD,
}
_BEYOND_THE_TEXTS = ("71", "81", "82")  # Taiwan, Hong Kong, Macao


def distance(gazetteer: Gazetteer, home: str, destination: str) -> Distance | None:
    """Return how far ``destination`` is from ``home``; None when its code is too coarse to tell."""
    if destination.startswith(_BEYOND_THE_TEXTS):
        return Distance.ABROAD
    if destination == gazetteer.province_of(home) and destination != home:
        return None
    return _BY_RELATION.get(gazetteer.relation(home, destination))
