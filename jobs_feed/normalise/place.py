"""工作地点: the adcode of the place of work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobs_feed.normalise.place_roles import said_to_work, stated_elsewhere
from jobs_feed.normalise.reading import Reading
from jobs_feed.normalise.text import is_blank
from storage.gazetteer import Gazetteer, PlaceMatch, trimmed
from storage.unit_words import in_usual_words

_TOWN = re.compile(r"(?:镇|乡|街道)$")
_AUTONOMOUS = "自治州"
"""湘西自治州 is the 湘西州 of every day, its peoples left out."""
_ANYWHERE = re.compile(r"^(?:全国(?:各地)?|不限|各地|多地|就近(?:分配|安排)?|公司安排|服从分配)$")


_OF_HERE = re.compile(
    r"(?:各|本|全)?(?:乡镇|镇|乡|村|社区|街道|集镇)(?:$|[内里上头、/和]|政府|中心|卫生|小学|幼儿|敬老|街|村|委|支)"
    r"|[县旗](?:级)?(?!级?市)(?:直|属|人民|中医|妇幼|医院|[一二三四五]中|第[一二三四五]|城|内|里|职|工业|产业|农|水|政|党|委|教|民|客运|汽车|车站|供|殡|环卫|城管|电)"
)
"""What every county has and an office names without its own (县人民医院, 镇政府)."""
_OF_A_PLACE = re.compile(
    r"路|街|大道|巷|园区?|广场|市场|商场|超市|医院|学校|大厦|城|镇|乡|村|社区|站|店|厂"
)
_BRACKET = re.compile(r"[(（]([^()（）]{2,20})[)）]")
_EXPLAINED = re.compile(
    r"\s*(?P<name>[㐀-鿿]{2,4}?)(?:镇|街道|乡|村)?[(（](?P<where>[^()（）]*(?P=name)(?:街道|镇|乡|村)[^()（）]*)[)）]\s*$"
)


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """The code of the smallest known unit (a town's nine digits, an adcode, or ``ABROAD``)."""

    code: str | None
    text: str


def read_place(
    text: str,
    home: str,
    gazetteer: Gazetteer,
    towns: Mapping[str, str] | None = None,
    *,
    prose: str = "",
    employer: str = "",
) -> Reading[WorkPlace]:
    """Read a 工作地点 cell (tidied text) for the office of county ``home``.

    本县 and 县内 are ``home``; ``towns`` are codes by name of the towns the office works in. Where
    the cell names only the place of a contract, or ``prose`` says that people are sent elsewhere,
    the place is the one where the work is. A cell that names a street alone is read with the place
    that begins the ``employer``'s name. A place that cannot be told from another of its name stays
    without code, with a warning, and its text is kept.
    """
    if is_blank(text) and not prose:
        return Reading()
    said = said_to_work(text)
    code = None if said is None else _code_of(said, home, gazetteer, towns or {})
    if code is None and said is not None and said != text:
        code = _code_of(text, home, gazetteer, towns or {})
    told = in_usual_words(prose, home)
    vague = said is None or code is None
    at_home = code is not None and code.startswith(home)
    stated = stated_elsewhere(told, home, gazetteer, any_way=vague, at_home=at_home)
    if stated is None and code is not None and code.endswith("00"):
        nearer = stated_elsewhere(told, home, gazetteer, any_way=True)
        stated = nearer if nearer and gazetteer.contains(code, nearer.code) else None
    if stated is not None and (code is None or is_elsewhere(stated, code)):
        return Reading(WorkPlace(stated.town or stated.code, text or stated.text))
    if is_blank(text):
        return Reading()
    code = code or _code_of(text, home, gazetteer, towns or {})
    code = code or _of_employer(text, employer, home, gazetteer)
    if code is not None or _ANYWHERE.match(text):
        return Reading(WorkPlace(code, text))
    return Reading(WorkPlace(None, text), f"工作地点“{text}”认不出是哪里")


def is_elsewhere(stated: PlaceMatch, code: str) -> bool:
    """Tell whether a place that prose states is no larger unit around the one of the cell."""
    return not code.startswith(trimmed(stated.town or stated.code))


def _code_of(text: str, home: str, gazetteer: Gazetteer, towns: Mapping[str, str]) -> str | None:
    own = _own_town(text, home, gazetteer, towns)
    if own is not None:
        return own
    text_read = in_usual_words(text, home)
    if (told := _EXPLAINED.match(text_read)) is not None:
        text_read = told["where"]  # 海口(昆明市西山区海口街道) is a town of that name
    match = gazetteer.resolve(text_read, home)
    if match is None and (bracket := _BRACKET.search(text_read)) is not None:
        # "县里万家乐超市(科尔沁镇)": the name of a shop hides the place behind it.
        match = gazetteer.resolve(bracket[1], home)
    if _AUTONOMOUS in text and (match is None or match.code.endswith("00")):
        match = gazetteer.resolve(text.replace(_AUTONOMOUS, "州"), home) or match
    if match is not None:
        return match.town or match.code
    return home if _OF_HERE.match(text_read) else None


def _of_employer(text: str, employer: str, home: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of a street or a town by the place that begins the employer's name."""
    named = next(iter(gazetteer.find_in(employer, home)), None)
    if named is None or named.start or named.code.endswith("0000"):
        return None
    together = gazetteer.resolve(f"{named.text}{text}", home)
    if together is not None and (together.town or together.code) != named.code:
        return together.town or together.code
    return named.code if _OF_A_PLACE.search(text) else None


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
