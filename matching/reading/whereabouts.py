"""Where somebody works, of what is recorded and what their texts say. Pure but for a memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from labourers.tables import Willingness
from matching.model import OWN_TOWN, lies_in
from matching.reading.bounds import Reach, as_far_as, reach
from matching.reading.past import without_past
from matching.reading.phrases import phrases
from matching.reading.place_sayings import Kind, sayings, without_kin
from matching.reading.query import Area, Query
from matching.reading.query_text import Reader
from matching.reading.travel import travel, with_names
from storage.regions import regions_in

_PLACE = phrases("place")
_NEXT_DOOR = re.compile(r"隔壁|旁边|邻近的?|挨着的?")
_AT_HOME = frozenset({Willingness.IN_COUNTY, Willingness.ANYWHERE})
_NARROWED: dict[Area | None, Willingness] = {
    Area.OUT_OF_PROVINCE: Willingness.OUT_OF_PROVINCE,
    Area.IN_PROVINCE: Willingness.OUT_OF_COUNTY_IN_PROVINCE,
}
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")


def whereabouts(
    reader: Reader,
    county: str,
    on: date,
    told: str,
    recorded: tuple[Willingness, Sequence[str]] | None,
    liked: Sequence[str],
    query: Query,
) -> Reach:
    """Return the willingness of somebody, the places that bind and those refused.

    ``told`` is their cleaned text, ``liked`` the places and ``query`` the search that were read of
    it. Of what lies in the past nothing is left.
    """
    told = with_names(told, county, reader.gazetteer)
    now = without_past(without_kin(told))
    of_places = sayings(reader.gazetteer, county, now)
    stays = any(statement.kind is Kind.WITHIN for statement in of_places.statements)
    stays = stays or any(lies_in(code, f"{county[:2]}0000") for code in liked)
    willingness, named = _where(county, recorded, None if stays else query.area)
    willingness, named = _widened(reader, county, on, now, willingness, named)
    if _PLACE["only_there"].search(now) and not of_places.statements:
        only = _beyond(liked, county)
        within = all(any(lies_in(each, area) for area in named) for each in only)
        if only and (within or not named):
            named = only
            if willingness is Willingness.ANYWHERE and _PLACE["leaves_for"].search(now):
                willingness = Willingness.OUT_OF_COUNTY
    towns = [code for code in liked if len(code) > len(county) and code[:6] == county]
    around = towns and _PLACE["only_around_town"].search(now)
    if willingness in _AT_HOME and (around or _PLACE["only_in_town"].search(now)):
        willingness = willingness if named else Willingness.IN_COUNTY
        named = (*named, *(towns or (OWN_TOWN,)))
    so_far = Reach(willingness, named, _own_refusals(reader, county, query.not_places, told))
    known = reach(reader.gazetteer, county, now, so_far, of_places)
    return as_far_as(county, travel(now, county), known)


def _own_refusals(
    reader: Reader, county: str, refused: tuple[str, ...], told: str
) -> tuple[str, ...]:
    """Return the places refused in a text without those that only somebody else refuses."""
    own = without_kin(told)
    if not refused or own == told:
        return refused
    named = {match.town or match.code for match in reader.gazetteer.find_in(f"去{own}", county)}
    named |= {code for region in regions_in(own) for code in region.codes}
    return tuple(code for code in refused if code in named)


def are_elsewhere(named: Sequence[str], county: str) -> bool:
    """Tell whether any of the places that bind lies beyond the prefecture of ``county``."""
    around = (OWN_TOWN, f"{county[:2]}0000", "000000")
    return any(code not in around and code[:4] != county[:4] for code in named)


def _where(
    county: str, recorded: tuple[Willingness, Sequence[str]] | None, said: Area | None
) -> tuple[Willingness, tuple[str, ...]]:
    """Return the willingness and the places that bind: as recorded, narrowed by the free text."""
    if recorded is None:
        return Willingness.ANYWHERE, ()
    willingness, named = recorded[0], tuple(recorded[1])
    if named:
        return willingness, named
    if willingness is Willingness.OUT_OF_COUNTY:
        return _NARROWED.get(said, willingness), named
    if willingness is Willingness.ANYWHERE and said is Area.IN_PROVINCE:
        return willingness, (f"{county[:2]}0000",)
    return willingness, named


def _widened(
    reader: Reader,
    county: str,
    on: date,
    told: str,
    willingness: Willingness,
    named: tuple[str, ...],
) -> tuple[Willingness, tuple[str, ...]]:
    """Return the willingness with the places that somebody would go to as well (宣威也行)."""
    if not (named or willingness is Willingness.IN_COUNTY):
        return willingness, named
    parts = [part for part in _CLAUSE.split(told) if _PLACE["also_there"].search(part)]
    parts = [_NEXT_DOOR.sub("去", part) for part in parts]
    heard = (reader.read(part, home=county, on=on).places for part in parts)
    more = tuple(code for codes in heard for code in _beyond(codes, county) if code not in named)
    if not more:
        return willingness, named
    at_home = willingness is Willingness.IN_COUNTY
    return (Willingness.ANYWHERE if at_home else willingness), (*named, *more)


def _beyond(places: Sequence[str], county: str) -> tuple[str, ...]:
    """Return the places named that are larger than the county or lie outside it."""
    return tuple(code for code in places if code[: len(county)] != county)
