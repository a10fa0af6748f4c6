"""Of whose people a posting is: of a province, county or town, and of villages in it. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from matching.reading.villages import Bond, VillageAsk, Villages

Local: TypeAlias = tuple[str, str, Villages]
"""Where somebody is registered, where they live, and their villages."""
LocalAsk: TypeAlias = tuple[str | None, VillageAsk | None]
"""The place and the villages whose people alone a posting wants."""


def local_allows(person: Local, asked: LocalAsk) -> bool:
    """Tell whether somebody is registered, or lives, where a posting asks its people to.

    Who is of an unknown village is of none that is asked for.
    """
    registered, home, villages = person
    area, village = asked
    bond = Bond.REGISTERED if village is None else village.bond
    at = {Bond.REGISTERED: (registered,), Bond.LIVING: (home,)}.get(bond, (registered, home))
    if area is not None and not any(each.startswith(area) for each in at):
        return False
    return village is None or villages.meet(village)


def local_among(person: Local, asked: frozenset[LocalAsk]) -> Local:
    """Return a person's key without what no posting asks for."""
    registered, home, villages = person
    areas, names = _asked_of(asked)

    def narrowed(place: str) -> str:
        # The narrowest of them all: who is of a town is of its county, too.
        return max((each for each in areas if place.startswith(each)), key=len, default="")

    return narrowed(registered), narrowed(home), villages.among(names)


@lru_cache(maxsize=8)
def _asked_of(asked: frozenset[LocalAsk]) -> tuple[frozenset[str], frozenset[str]]:
    areas = frozenset(area for area, _ in asked if area)
    names = (each.names for _, each in asked if each is not None)
    return areas, frozenset(name for some in names for name in some)
