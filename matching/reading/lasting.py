"""What a message says of work from now on ("以后别推电子厂", "我只想在县里干"). Pure."""

from __future__ import annotations

from labourers.tables import Willingness
from matching.reading.phrases import phrases
from matching.reading.query import Area, Query
from matching.reading.text import clean, sentences

_SAYS = phrases("lasting")
_COUNTY_DIGITS = 6


def lasting_part(text: str) -> str:
    """Return the sentences of a message that say what holds from now on; empty when none does.

    A question ("以后还招人吗") says nothing.
    """
    parts = [
        part
        for part in sentences(_SAYS["no_lasting"].sub("", clean(text)))
        if _SAYS["says"].search(part) and not _SAYS["asks"].search(part)
    ]
    return ",".join(parts)


def is_for_always(part: str) -> bool:
    """Tell whether what ``lasting_part`` returned is said of all time to come in so many words."""
    return _SAYS["always"].search(part) is not None


def takes_back(text: str) -> bool:
    """Tell whether a message takes back what was said to hold from now on."""
    return _SAYS["takes_back"].search(clean(text)) is not None


def says_something(query: Query) -> bool:
    """Tell whether what was read can hold from now on, and is said of who writes."""
    if query.other:
        return False
    told = (query.wants, query.avoids, query.places, query.not_places, query.area, query.wage)
    return any(told) or query.food or query.lodging or bool(query.features or query.kinds)


def willingness_in(text: str, query: Query, home: str) -> Willingness | None:
    """Return where a lasting wish says that work may be; None when it leaves that open.

    ``home`` is the county. A wish for the county binds only where it is said to be the only one.
    """
    if _SAYS["only"].search(clean(text)) is None:
        return None
    county = home[:_COUNTY_DIGITS]
    if query.places:
        inside = all(code[:_COUNTY_DIGITS] == county for code in query.places)
        return Willingness.IN_COUNTY if inside else None
    if query.area in (Area.NEAR, Area.SEAT):
        return Willingness.IN_COUNTY
    return Willingness.OUT_OF_PROVINCE if query.area is Area.OUT_OF_PROVINCE else None


def contradicts(before: Query, now: Query) -> bool:
    """Tell whether a wish takes the place of one that was said before."""
    refused = {term.key for term in before.avoids} & {term.key for term in now.wants}
    wanted = {term.key for term in before.wants} & {term.key for term in now.avoids}
    placed = (before.places or before.area) and (now.places or now.area)
    barred = set(before.not_places) & set(now.places)
    paid = before.wage is not None and now.wage is not None
    return bool(refused or wanted or placed or barred or paid)
