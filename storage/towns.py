"""The towns of every county of China, read county by county from the vendored table.

A line of ``data/towns.tsv`` is a county with its towns. Only the line that is asked for is read and
only a few counties are kept, so an office pays for its own towns and not for the 41,000 of the
country. Pure: the list comes with the package, no database is asked.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from operator import add
from typing import IO

import numpy as np
import numpy.typing as npt

_COUNTY_DIGITS, _TOWN_DIGITS = 6, 9
#: So many counties are kept at a time: an office's own, and those that its postings tell of.
_KEPT = 32
#: Official codes of towns end below this, those that an office gives from 999 down.
_OWN_CODES = "600"
_TABLE = resources.files("storage").joinpath("data", "towns.tsv")
#: Behind a town whose name without its unit is an everyday word as well (保安镇, 团结乡).
_EVERYDAY = "*"
_PEOPLES = (
    "蒙古族? 回族 藏族 维吾尔族? 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 "
    "哈萨克族? 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族? 土族 "
    "达斡尔族? 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族? 阿昌族 普米族 塔吉克族? 怒族 "
    "乌孜别克族? 俄罗斯族? 鄂温克族? 德昂族 保安族 裕固族 塔塔尔族? 独龙族 鄂伦春族? 赫哲族 门巴族 "
    "珞巴族 基诺族 各族 民族"
)
_UNIT = re.compile(rf"(?:(?:{'|'.join(_PEOPLES.split())})*(?:苏木|[乡镇])|街道|林场|农场)$")
_KINDS = ("镇", "乡", "街道")
_ZONE = re.compile(
    r"(?:(?:高新|高新技术|经济|经济技术|产业|工业|循环经济)*"
    r"(?:开发区|工业园区?|产业园区?|工业集中区|产业集聚区|园区))(?:管理?委(?:员)?会)?$"
)
_ZONE_IS_CALLED = re.compile(r"开发区|工业园|产业园|园区|工业集中区|产业集聚区")
#: The seats of counties that the rule of ``_seat`` misses, by the last digits of their codes.
_SEATS = {"131182": "101", "320981": "122", "620921": "102"}


@dataclass(frozen=True, slots=True)
class Town:
    """A town (镇, 乡, 街道, 苏木, 农场 …) with its nine-digit code.

    ``short`` is its name without its unit; ``everyday`` says that this is a common word as well.
    """

    code: str
    name: str
    short: str
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class CountyTowns:
    """The towns of a county, or of a prefecture that has no counties.

    ``forms`` maps every written form to the code, ``heads`` the first two characters of the forms
    that name a town in a sentence to them. ``seat`` are the codes of the towns that the seat of the
    county is made of; empty where that is not known.
    """

    towns: tuple[Town, ...]
    forms: Mapping[str, str]
    heads: Mapping[str, Sequence[str]]
    seat: tuple[str, ...]

    def whole(self, form: str) -> bool:
        """Tell whether a form is a town's whole name or has a unit (新街乡 for 新街回族乡)."""
        if form not in self.forms:
            return False
        return form.endswith(_KINDS) or any(form == each.name for each in self.towns)

    def begun(self, text: str) -> list[tuple[str, str]]:
        """Return form and code of the towns that begin with two characters found in ``text``.

        The longest first. They are few, so that a sentence is not searched for every town.
        """
        if self.heads.keys().isdisjoint(map(add, text, text[1:])):  # most sentences name none
            return []
        heads = self.heads.keys() & set(map(add, text, text[1:]))
        forms = [form for head in heads for form in self.heads[head]]
        return [(form, self.forms[form]) for form in sorted(forms, key=lambda f: (-len(f), f))]


_NONE = CountyTowns((), {}, {}, ())


@lru_cache(maxsize=_KEPT)
def towns_of(county: str) -> CountyTowns:
    """Return the towns of a county (adcode), or of a prefecture without counties; else none."""
    line = _line(county) if len(county) == _COUNTY_DIGITS else None
    if line is None:
        return _NONE
    _, name, listed = line.rstrip("\n").split("\t")
    towns = tuple(_towns(county, listed))
    forms, everyday = _forms(towns, name)
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        if form not in everyday:
            heads[form[:2]].append(form)
    return CountyTowns(towns, forms, dict(heads), _seat(county, name, towns))


def town(code: str) -> Town | None:
    """Return the town of a nine-digit code, or None."""
    if len(code) != _TOWN_DIGITS:
        return None
    return next((each for each in towns_of(_county_of(code)).towns if each.code == code), None)


def official(code: str, name: str) -> str:
    """Return the official code of a town that an office entered before its code was known.

    Such towns keep the code they have in its database (``storage.places``); they are told by name.
    """
    if len(code) != _TOWN_DIGITS or code[_COUNTY_DIGITS:] < _OWN_CODES:
        return code
    return towns_of(_county_of(code)).forms.get(name, code)


def parent_of(code: str) -> str:
    """Return the county, or the prefecture without counties, of a town's code."""
    return _county_of(code)


def seat(county: str) -> tuple[str, ...]:
    """Return the codes of the towns that the seat of a county is made of; empty where unknown."""
    return towns_of(county).seat


def in_seat(place: str | None) -> bool:
    """Tell whether a place of a county may be in its seat.

    A posting of the county without a town is in the seat; where the seat is not known 县城 can only
    mean the county, and every town of it will do.
    """
    if place is None or len(place) <= _COUNTY_DIGITS:
        return place is not None
    known = seat(_county_of(place))
    return not known or place[:_TOWN_DIGITS] in known


def of_one_county(name: str) -> str | None:
    """Return the county of a town, named with its unit, whose name no other town of China has."""
    marks, counties = _alone()
    mark = np.uint64(_mark(name))
    at = int(np.searchsorted(marks, mark))
    found = at < len(marks) and marks[at] == mark
    return f"{counties[at]:06d}" if found else None


# -- one line of the table ---------------------------------------------------------------------


def _line(county: str) -> str | None:
    """Return the line of a county: the table is in the order of the codes, so halves tell."""
    key = county.encode()
    with _TABLE.open("rb") as table:
        size = table.seek(0, 2)
        behind_header = 1
        at = bisect_left(
            range(size), key, lo=behind_header, key=lambda at: _line_behind(table, at) or b"~"
        )
        line = _line_behind(table, at)
    return line.decode() if line.startswith(key + b"\t") else None


def _line_behind(table: IO[bytes], at: int) -> bytes:
    """Return the first line that begins at ``at`` or behind it; empty behind the last."""
    table.seek(max(at - 1, 0))
    if at:
        table.readline()
    return table.readline()


def _towns(county: str, listed: str) -> Iterator[Town]:
    for each in listed.split(" "):
        digits = _TOWN_DIGITS if each[:_TOWN_DIGITS].isdigit() else _TOWN_DIGITS - _COUNTY_DIGITS
        name = each[digits:].removesuffix(_EVERYDAY)
        code = each[:digits] if digits == _TOWN_DIGITS else county + each[:digits]
        yield Town(code, name, short_name(name), each.endswith(_EVERYDAY))


def _county_of(code: str) -> str:
    county = code[:_COUNTY_DIGITS]
    # 嘉峪关 has one district for its statistics (620201) that is no GB/T 2260 unit.
    return "620200" if county == "620201" else county


def short_name(name: str) -> str:
    """Return the name of a town without its unit; a rest of one character keeps it."""
    short = _UNIT.sub("", name)
    return short if len(short) > 1 else name


def _forms(towns: Sequence[Town], county: str) -> tuple[dict[str, str], set[str]]:
    """Return the written forms of towns, and which of them are everyday words as well."""
    forms: dict[str, str] = {}
    everyday: set[str] = set()
    for each in towns:
        forms[each.name] = each.code
    for each in towns:
        if each.everyday and each.short not in forms:
            everyday.add(each.short)
        for form in (each.short, *(each.short + kind for kind in _KINDS)):
            forms.setdefault(form, each.code)
        if each.name.startswith(county) and len(each.name) > len(county) + 2:
            forms.setdefault(each.name[len(county) :], each.code)
    zones = [each for each in towns if _ZONE.search(each.name)]
    if len(zones) == 1 and (called := _ZONE_IS_CALLED.search(zones[0].name)):
        forms.setdefault(called[0], zones[0].code)
    return forms, everyday


def _seat(county: str, name: str, towns: Sequence[Town]) -> tuple[str, ...]:
    """Return the towns that the seat of a county is made of.

    The list does not tell; it is derived. Streets (街道, 001 to 099 behind the county's code) stand
    where the seat has grown into a city; the first town (100) of a 县 or 旗 is its seat or the part
    of it that is no street yet. Where there is neither, 城关镇 or the town that bears the county's
    name is. 会泽's five streets follow from this; a few that do not are in ``_SEATS``.
    """
    if county in _SEATS:
        return (county + _SEATS[county],)
    streets = tuple(each.code for each in towns if each.code[_COUNTY_DIGITS:] < "100")
    if streets and name[-1:] not in "县旗":
        return streets
    first = tuple(each.code for each in towns if each.code[_COUNTY_DIGITS:] == "100")
    if streets or first:
        return streets + first
    stem = name.rstrip("市区县旗").removesuffix("自治")
    named = [each.code for each in towns if each.short == "城关" or stem.startswith(each.short)]
    return tuple(named[:1])


# -- names that no other town has --------------------------------------------------------------


@cache
def _alone() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32]]:
    """Return marks of the names that only one town has, in order, and the counties of those towns.

    A line without a county's name is a development zone's: no place, but its towns have names.
    Eight bytes stand for a name: so the whole country takes a third of a megabyte.
    """
    marks, counties = array("Q"), array("I")
    with _TABLE.open("r", encoding="utf-8") as table:
        next(table)
        for line in table:
            county, of, listed = line.rstrip("\n").split("\t")
            for each in listed.split(" "):
                name = each.lstrip("0123456789").removesuffix(_EVERYDAY)
                marks.append(_mark(name))
                told = of and len(name) > 2 and name.endswith(_KINDS)
                counties.append(int(county) if told else 0)
    names, first, times = np.unique(
        np.frombuffer(marks, dtype=np.uint64), return_index=True, return_counts=True
    )
    where = np.frombuffer(counties, dtype=np.uint32)[first]
    alone = (times == 1) & (where > 0)
    return names[alone], where[alone]


def _mark(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
