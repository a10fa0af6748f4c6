"""Where a person wants to work, read from free text with the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

from matching.phrases import phrases
from matching.query import Area
from storage.gazetteer import Gazetteer
from storage.regions import regions_in

_SAYS = phrases("place")


@dataclass(frozen=True, slots=True)
class Where:
    """The places a text asks for or refuses (adcodes), and the text without them."""

    places: tuple[str, ...]
    not_places: tuple[str, ...]
    area: Area | None
    rest: str


def read_places(gazetteer: Gazetteer, text: str, home: str | None) -> Where:
    """Read places from cleaned text; ``home`` is the county that 本县 and 附近 mean."""
    places: list[str] = []
    refused: list[str] = []
    rest = text
    for found in gazetteer.find_in(_SAYS["no_place"].sub("，，，", text), home):
        code = found.town or found.code
        is_near_word = home is not None and _SAYS["near"].fullmatch(found.text) is not None
        if is_near_word:
            continue
        negative = _is_refused(text, found.start, found.end)
        (refused if negative else places).append(code)
        rest = rest[: found.start] + "，" * (found.end - found.start) + rest[found.end :]
    for region in regions_in(rest):
        negative = _is_refused(rest, region.start, region.end)
        (refused if negative else places).extend(region.codes)
        rest = rest[: region.start] + "，" * (region.end - region.start) + rest[region.end :]
    area = _area(text) if not places else None
    return Where(tuple(dict.fromkeys(places)), tuple(dict.fromkeys(refused)), area, rest)


def _is_refused(text: str, start: int, end: int) -> bool:
    before, after = _SAYS["refused_before"], _SAYS["refused_after"]
    return bool(before.search(text[:start]) or after.match(text[end:]))


def _area(text: str) -> Area | None:
    if _SAYS["not_out_of_province"].search(text):
        return Area.IN_PROVINCE
    if _SAYS["out_of_province"].search(text):
        return Area.OUT_OF_PROVINCE
    if _SAYS["near"].search(text):
        return Area.NEAR
    if _SAYS["out_of_county"].search(text):
        return Area.OUT_OF_COUNTY
    return Area.IN_PROVINCE if _SAYS["in_province"].search(text) else None
