"""How far somebody goes, told by a road: 骑车半小时能到, 当天打来回, 坐车超过十个小时的不去. Pure.

Who comes home every night works no farther than the own prefecture, and who rides there no farther
than the county. Hours in a train or a bus rule out provinces that nobody reaches in that time by
the quickest line, so that nothing is barred which might do.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from matching.model import OWN_TOWN
from matching.reading.phrases import phrases
from storage.gazetteer import Gazetteer
from storage.numerals import number

_SAYS, _WORDS = phrases("says", "travel"), phrases("words", "travel")
_TYPOS = phrases("typos", "travel")
_HINT = re.compile(
    "[镇乡村寨]|[挨靠贴]|骑|走路|步行|摩托|电动车|电瓶车|单车|自行车|三轮|来回|打得?转|往返|回|归|夜|小时|钟头|公里|里路|千米"
)
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_BY_CAR, _BY_TRAIN, _BY_ANY = 90.0, 200.0, 140.0
"""Kilometres as the crow flies that nobody does more of in an hour."""
_HALF = 0.5
_NEARBY = 0.7
"""Hours on two wheels up to which somebody means the own town."""
_DAY_TRIP = 1.0
"""Hours up to which somebody means the own prefecture."""
_SLACK = 150.0
"""A province begins before its capital, and a county lies beside its own."""
_SOUTH = frozenset({"31", "35", "36", "43", "44", "45", "46", "50", "51", "52", "53", "33"})
_DIRECTLY_RULED, _MUNICIPALITIES = "90", frozenset({"11", "12", "31", "50"})
_CAPITALS = {
    **{"11": (39.9, 116.4), "12": (39.1, 117.2), "13": (38.0, 114.5), "14": (37.9, 112.6)},
    **{"15": (40.8, 111.7), "21": (41.8, 123.4), "22": (43.9, 125.3), "23": (45.8, 126.6)},
    **{"31": (31.2, 121.5), "32": (32.1, 118.8), "33": (30.3, 120.2), "34": (31.8, 117.2)},
    **{"35": (26.1, 119.3), "36": (28.7, 115.9), "37": (36.7, 117.0), "41": (34.8, 113.6)},
    **{"42": (30.6, 114.3), "43": (28.2, 113.0), "44": (23.1, 113.3), "45": (22.8, 108.4)},
    **{"46": (20.0, 110.3), "50": (29.6, 106.5), "51": (30.7, 104.1), "52": (26.6, 106.7)},
    **{"53": (25.0, 102.7), "54": (29.7, 91.1), "61": (34.3, 108.9), "62": (36.1, 103.8)},
    **{"63": (36.6, 101.8), "64": (38.5, 106.3), "65": (43.8, 87.6)},
}
"""Where the capitals of the provinces are, in degrees north and east."""


class Travel(NamedTuple):
    """How far a text says that somebody goes.

    ``within`` is the county or the prefecture that they do not leave, or ``OWN_TOWN``; empty where
    that was not told; ``too_far`` are provinces that are out of reach.
    """

    within: str = ""
    too_far: tuple[str, ...] = ()


def with_names(text: str, home: str, gazetteer: Gazetteer) -> str:
    """Return cleaned text with the names of what it calls 省城, 州里, 邻县 from ``home``.

    Slips in the words of where are put right (县类, 布去).
    """
    for meant, typed in _TYPOS.items():
        text = typed.sub(meant, text)
    capital, prefecture = f"{home[:2]}0100", f"{home[:4]}00"
    if home[:2] not in _MUNICIPALITIES:
        text = _WORDS["capital"].sub(gazetteer.short_name(capital), text)
        if home[2:4] != _DIRECTLY_RULED and not gazetteer.name(home).endswith("市"):
            text = _WORDS["prefecture"].sub(gazetteer.short_name(prefecture), text)
        if home[2:4] != _DIRECTLY_RULED:
            text = _WORDS["neighbours"].sub(gazetteer.short_name(prefecture), text)
    text = _WORDS["highland"].sub("藏区", text)
    return _WORDS["divide"].sub("北方不去", text) if home[:2] in _SOUTH else text


def travel(text: str, home: str) -> Travel:
    """Return how far cleaned text says that somebody goes who lives in the county ``home``."""
    if not _HINT.search(text):
        return Travel()
    within = ""
    too_far: tuple[str, ...] = ()
    for clause in _CLAUSE.split(text):
        if not clause or _SAYS["soft"].search(clause):
            continue
        if _SAYS["own_town"].search(clause):
            within = OWN_TOWN
        elif _SAYS["near"].search(clause):
            hours = _figure(_SAYS["hours"].search(clause))
            within = within or (home if hours is not None and hours > _NEARBY else OWN_TOWN)
        elif _SAYS["daily"].search(clause):
            within = within or f"{home[:4]}00"
        elif (reach := _kilometres(clause)) is not None:
            too_far = beyond(home[:2], reach)
            if reach <= _DAY_TRIP * _BY_ANY:
                within = within or f"{home[:4]}00"
    return Travel(within, too_far)


def _kilometres(clause: str) -> float | None:
    """Return how far a clause lets somebody go at most."""
    if (road := _SAYS["within"].search(clause)) is not None:
        return _figure(_SAYS["kilometres"].search(road.group()))
    found = _SAYS["at_most"].search(clause)
    hours = _figure(_SAYS["hours"].search(found.group())) if found is not None else None
    if found is None or hours is None:
        return None
    if _SAYS["train"].search(found.group()):
        return hours * _BY_TRAIN
    return hours * (_BY_CAR if _SAYS["car"].search(found.group()) else _BY_ANY)


def _figure(said: re.Match[str] | None) -> float | None:
    """Return the figure in what was found (三个小时, 半个钟头, 200公里)."""
    figures = _SAYS["figures"].match(said.group()) if said is not None else None
    if figures is None:
        return None
    if figures.group() == "半":
        return _HALF
    found = number(figures.group())
    return None if found is None else float(found)


@cache
def beyond(province: str, kilometres: float) -> tuple[str, ...]:
    """Return the adcodes of the provinces that lie farther than so many kilometres."""
    here = _CAPITALS.get(province)
    if here is None:
        return ()
    return tuple(
        f"{code}0000"
        for code, there in _CAPITALS.items()
        if code != province and _apart(here, there) > kilometres + _SLACK
    )


def _apart(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the kilometres between two points given in degrees."""
    (north, east), (other_north, other_east) = here, there
    up = (north - other_north) * 111.0
    across = (east - other_east) * 111.0 * math.cos(math.radians((north + other_north) / 2))
    return math.hypot(up, across)
