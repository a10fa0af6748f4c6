"""工作地点: the adcode of the place of work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from storage.gazetteer import Gazetteer
from storage.unit_words import in_usual_words

_TOWN = re.compile(r"(?:镇|乡|街道)$")
_AUTONOMOUS = "自治州"
"""湘西自治州 is the 湘西州 of every day, its peoples left out."""
_ANYWHERE = re.compile(r"^(?:全国(?:各地)?|不限|各地|多地|就近(?:分配|安排)?|公司安排|服从分配)$")


_BRACKET = re.compile(r"[(（]([^()（）]{2,20})[)）]")


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """The code of the smallest known unit (a town's nine digits, an adcode, or ``ABROAD``)."""

    code: str | None
    text: str


def read_place(
    text: str, home: str, gazetteer: Gazetteer, towns: Mapping[str, str] | None = None
) -> Reading[WorkPlace]:
    """Read a 工作地点 cell (tidied text) for the office of county ``home``.

    本县 and 县内 are ``home``; ``towns`` are codes by name of the towns the office works in. A
    place that cannot be told from another of its name stays without code, with a warning, and its
    text is kept.
    """
    if is_blank(text):
        return Reading()
    own = _own_town(text, home, gazetteer, towns or {})
    if own is not None:
        return Reading(WorkPlace(own, text))
    text_read = in_usual_words(text, home)
    match = gazetteer.resolve(text_read, home)
    if match is None and (bracket := _BRACKET.search(text_read)) is not None:
        # "县里万家乐超市(科尔沁镇)": the name of a shop hides the place behind it.
        match = gazetteer.resolve(bracket[1], home)
    if _AUTONOMOUS in text and (match is None or match.code.endswith("00")):
        match = gazetteer.resolve(text.replace(_AUTONOMOUS, "州"), home) or match
    if match is not None:
        return Reading(WorkPlace(match.town or match.code, text))
    if _ANYWHERE.match(text):
        return Reading(WorkPlace(None, text))
    return Reading(WorkPlace(None, text), f"工作地点“{text}”认不出是哪里")


def _own_town(text: str, home: str, gazetteer: Gazetteer, towns: Mapping[str, str]) -> str | None:
    """Return the town of ``towns`` that a cell names, alone or behind the county's name."""
    cell = text.strip()
    for town in sorted(filter(_TOWN.search, towns), key=len, reverse=True):
        before, found, _ = cell.partition(town)
        if not found:
            continue
        above = gazetteer.resolve(before, home) if before else None
        if not before or (above is not None and above.code == home):
            return towns[town]
    return None
