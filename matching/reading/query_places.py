"""Where a person wants to work, read from free text with the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

from matching.reading.phrases import phrases
from matching.reading.query import Area
from storage.gazetteer import Gazetteer, PlaceMatch
from storage.regions import regions_in

_SAYS = phrases("place")
_MISSPELT = phrases("place_misspelt")
_COUNTY_DIGITS = 6
_WHERE_PEOPLE_GO = ("31", "32", "33", "35", "44")
"""The provinces whose districts people name without a word beside ("宝安")."""
_FEW_OF_A_NAME = 3
_CITIES_OF_TOWNS = ("441900", "442000")
"""东莞 and 中山, whose towns are better known than counties of the same name (长安)."""
_SURE_OF_SOUND = 75.0
"""From this likeness (0 to 100) on a place that sounds like what was typed is meant."""


_AREAS = (
    *("seat", "not_out_of_province", "near"),
    *("out_of_province", "out_of_county", "in_province"),
)


@dataclass(frozen=True, slots=True)
class Where:
    """The places a text asks for or refuses (adcodes), and the text without them."""

    places: tuple[str, ...]
    not_places: tuple[str, ...]
    area: Area | None
    rest: str


def read_places(
    gazetteer: Gazetteer,
    text: str,
    home: str | None,
    *,
    works: Container[str] = (),
    past: bool = False,
) -> Where:
    """Read places from cleaned text; ``home`` is the county that 本县 and 附近 mean.

    ``works`` are words for work, which name no town unless 镇 stands behind (矿山, 矿山镇). Where
    somebody has been before is no place asked for, unless the ``past`` is what is read.
    """
    places: list[str] = []
    refused: list[str] = []
    text = _spelled(gazetteer, text, home)
    rest = text
    sought = _blanked(_SAYS["no_place"], _going(_without_both(text)))
    named = [
        found
        for found in gazetteer.find_in(sought, home)
        if home is None or _SAYS["near"].fullmatch(found.text) is None
    ]
    negative = _refusals(text, [(found.start, found.end) for found in named])
    for found, no in zip(named, negative, strict=True):
        code = found.town or found.code
        districts = _districts(gazetteer, text, found)
        if districts and not no:
            places += districts
        elif no:
            refused.append(code)
        elif past or not _was_there(text, found.start, found.end):
            places += [*_beside(gazetteer, text, found), code]
        rest = rest[: found.start] + "，" * (found.end - found.start) + rest[found.end :]
    for near in tuple(places):
        for start, end, code in _more_towns(gazetteer, text, near):
            places.append(code)
            rest = rest[:start] + "，" * (end - start) + rest[end:]
    for start, end, code in _towns(gazetteer, rest, home):
        if rest[start:end] in works:
            continue
        (refused if _is_refused(rest, start, end) else places).append(code)
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    for start, end, codes in _shown(gazetteer, rest, home):
        if _is_refused(rest, start, end):
            refused += codes
        elif past or not _was_there(rest, start, end):
            places += codes
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    for region in regions_in(rest):
        unwanted = _is_refused(rest, region.start, region.end)
        (refused if unwanted else places).extend(region.codes)
        rest = rest[: region.start] + "，" * (region.end - region.start) + rest[region.end :]
    if home is not None and set(places) <= {home} and _SAYS["seat"].search(text):
        return Where((), tuple(dict.fromkeys(refused)), Area.SEAT, rest)
    area = area_in(text) if not places else None
    return Where(tuple(dict.fromkeys(places)), tuple(dict.fromkeys(refused)), area, rest)


def _spelled(gazetteer: Gazetteer, text: str, home: str | None) -> str:
    """Return ``text`` with places that were typed wrongly as they are written (深震 is 深圳).

    Only a place of a prefecture's size, only after a word of going, and only where what is typed
    is no place itself: two syllables sound like too much else.
    """
    for name, pattern in _MISSPELT.items():
        text = pattern.sub(name, text)
    for found in list(_SAYS["bound_for"].finditer(text)):
        typed = found["place"]
        if gazetteer.find_in(f"去{typed}", home):
            continue
        meant = [
            each
            for each in gazetteer.suggest(typed, home)
            if each.score >= _SURE_OF_SOUND and each.code.endswith("00")
        ]
        if len(meant) == 1:
            name = gazetteer.short_name(meant[0].code)
            text = text[: found.start("place")] + name + text[found.end("place") :]
            break
    return text


def _more_towns(gazetteer: Gazetteer, text: str, near: str) -> Iterator[tuple[int, int, str]]:
    """Yield the towns named in a list behind one of the same county ("东莞虎门或者厚街")."""
    for found in _SAYS["another_town"].finditer(text) if len(near) > _COUNTY_DIGITS else ():
        if town := gazetteer.town_in(near[:_COUNTY_DIGITS], found["town"]):
            yield found.start("town"), found.end("town"), town.code
    for found in _SAYS["of_the_larger"].finditer(text):
        for named in gazetteer.find_in(f"去{found['town']}", near):
            if named.code.startswith(near[:_COUNTY_DIGITS]):
                yield found.start("town"), found.end("town"), named.town or named.code


def _towns(gazetteer: Gazetteer, text: str, home: str | None) -> Iterator[tuple[int, int, str]]:
    """Yield the towns of ``home`` that are named without 镇, where words of place stand around."""
    for code, name, stands in _standing(gazetteer, home) if home is not None else ():
        if name in text and (found := stands().search(text)):
            yield found.end() - len(name), found.end(), code


@lru_cache(maxsize=4)
def _standing(
    gazetteer: Gazetteer, home: str
) -> tuple[tuple[str, str, Callable[[], re.Pattern[str]]], ...]:
    """Return code and bare name of the towns of a county, and how each stands as a place.

    An expression is compiled when the name is first seen.
    """
    towns = [(town.code, town.short) for town in gazetteer.towns(home)]
    others = "|".join(re.escape(name) for _, name in towns)

    def stands(name: str) -> re.Pattern[str]:
        return re.compile(
            f"(?:{_SAYS['stands_before'].pattern}|(?:{others})(?:[、和跟]|或者?)?)"
            f"{re.escape(name)}(?={_SAYS['stands_after'].pattern}|(?:[、和跟]|或者?)?(?:{others}))"
        )

    return tuple((code, name, cache(partial(stands, name))) for code, name in towns)


def _shown(
    gazetteer: Gazetteer, text: str, home: str | None
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the everyday words that what stands around them shows to be places (宝安附近)."""
    shown = []
    for found in _SAYS["shown"].finditer(text):
        group = next(name for name, said in found.groupdict().items() if said)
        codes = _likeliest(gazetteer, found[group], home, alone=group == "alone")
        if 0 < len(codes) <= _FEW_OF_A_NAME:
            shown.append((found.start(group), found.end(group), codes))
    return shown


def _likeliest(
    gazetteer: Gazetteer, name: str, home: str | None, *, alone: bool
) -> tuple[str, ...]:
    """Return the places called ``name``: of several those near home, else where people go.

    With nothing beside it a name is only one of those that people go to.
    """
    codes = gazetteer.named(name)
    known = tuple(code for code in codes if code.startswith(_WHERE_PEOPLE_GO))
    if alone:
        return known
    for digits in (4, 2) if home is not None else ():
        near = tuple(code for code in codes if code[:digits] == (home or "")[:digits])
        if near:
            return near
    towns = (gazetteer.town_in(city, name) for city in _CITIES_OF_TOWNS)
    return tuple(town.code for town in towns if codes and town is not None) or known or codes


def _districts(gazetteer: Gazetteer, text: str, found: PlaceMatch) -> list[str]:
    """Return the districts of a prefecture's city where "曲靖市区" means them, else nothing."""
    if not found.code.endswith("00") or not _SAYS["city_proper"].match(
        text, found.end - found.text.endswith("市")
    ):
        return []
    return [code for code in gazetteer.children(found.code) if gazetteer.name(code).endswith("区")]


def _going(text: str) -> str:
    """Return the text with "找晋江的厂" as "去晋江的厂": what is looked for there is gone to."""
    return _SAYS["toward"].sub(lambda found: found.group()[:-1] + "去", text)


def _beside(gazetteer: Gazetteer, text: str, found: PlaceMatch) -> list[str]:
    """Return the larger place that is named with a smaller one where both will do.

    "苏州昆山都行" speaks of two places, "苏州昆山的厂" of one.
    """
    cities = gazetteer.children(f"{found.code[:2]}0000")
    several = [city for city in cities if gazetteer.short_name(city) in found.text]
    if len(several) > 1:
        return several  # "苏州无锡昆山" is no address
    if not _SAYS["both"].match(text[found.end :]):
        return []
    code = found.town or found.code
    larger = [each for each in (code[:6], f"{code[:4]}00", f"{code[:2]}0000") if each != code]
    named = (each for each in larger if gazetteer.exists(each))
    return [each for each in named if gazetteer.short_name(each) in found.text][:1]


def _without_both(text: str) -> str:
    """Return the text with "省内省外都行", which names no place, blanked to the same length."""
    return _blanked(_SAYS["anywhere_too"], text)


def _blanked(words: re.Pattern[str], text: str) -> str:
    return words.sub(lambda found: "，" * len(found.group()), text)


def without_areas(text: str) -> str:
    """Return cleaned text without its words for near and far (附近, 省外, 不出远门)."""
    for name in _AREAS:
        text = _SAYS[name].sub("，", text)
    return text


def _refusals(text: str, stretches: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell for each place of a text, in order, whether it is refused; of a list all are or none."""
    before = [_SAYS["refused_before"].search(text[:start]) is not None for start, _ in stretches]
    after = [_SAYS["refused_after"].match(text[end:]) is not None for _, end in stretches]
    joined = [
        _SAYS["joined"].fullmatch(text[end:start]) is not None
        for (_, end), (start, _) in pairwise(stretches)
    ]
    for at, together in enumerate(joined):
        before[at + 1] = before[at + 1] or (together and before[at])
    for at in reversed(range(len(joined))):
        after[at] = after[at] or (joined[at] and after[at + 1])
    return [one or other for one, other in zip(before, after, strict=True)]


def _is_refused(text: str, start: int, end: int) -> bool:
    before, after = _SAYS["refused_before"], _SAYS["refused_after"]
    return bool(before.search(text[:start]) or after.match(text[end:]))


def _was_there(text: str, start: int, end: int) -> bool:
    before, after = _SAYS["was_there_before"], _SAYS["was_there_after"]
    return bool(before.search(text[:start]) or after.match(text[end:]))


def area_in(text: str) -> Area | None:
    """Return where in relation to home cleaned text wants to work."""
    text = _SAYS["anywhere_too"].sub("，", text)
    if _SAYS["not_out_of_province"].search(text):
        return Area.IN_PROVINCE
    if _SAYS["out_of_province"].search(text):
        return Area.OUT_OF_PROVINCE
    if _SAYS["seat"].search(text):
        return Area.SEAT
    if _SAYS["near"].search(text):
        return Area.NEAR
    if _SAYS["out_of_county"].search(text):
        return Area.OUT_OF_COUNTY
    return Area.IN_PROVINCE if _SAYS["in_province"].search(text) else None
