"""Where a person wants to work, read from free text with the gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matching.phrases import phrases
from matching.query import Area
from storage.gazetteer import Gazetteer

_SAYS = phrases("place")
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "珠三角": (
        *("440100", "440300", "440400", "440600", "440700"),
        *("441200", "441300", "441900", "442000"),
    ),
    "长三角": ("310000", "320000", "330000"),
    "江浙沪": ("310000", "320000", "330000"),
    "江浙": ("320000", "330000"),
    "沿海": ("310000", "320000", "330000", "350000", "370000", "440000"),
    "两广": ("440000", "450000"),
    "云贵川": ("530000", "520000", "510000"),
    "京津冀": ("110000", "120000", "130000"),
}
"""Parts of the country that people name, by adcodes; a longer name stands before its beginning."""


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
    for name, codes in _REGIONS.items():
        at = rest.find(name)
        if at >= 0:
            negative = _is_refused(rest, at, at + len(name))
            (refused if negative else places).extend(codes)
            rest = rest.replace(name, "，")
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
