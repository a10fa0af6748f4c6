"""Reads where somebody went to work: a place down to the county, or what it may have been. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from policy_faq.places import Distance, distance
from storage.gazetteer import ABROAD, Gazetteer, PlaceMatch

MOST: Final = 4
_LIKELY: Final = 64.0
"""From this score on a name that is nearly a place's is offered; below it is noise."""
_LONGEST_NAME: Final = 8
_AROUND: Final = re.compile(
    r"^(?:我们?|俺|是|想|要|准备|就|在|去|到|往|来|的是|了|从|说的是|我说的是|改成|换成|应该)+|"
    r"(?:打工|务工|上班|干活|做工|做活|那边|那里|那儿|这边|这里|工作|的|了|呢|吧|啊|哦|嘛)+$|"
    r"[\s,，.。、!?？:：]+"
)
_OUTSIDE: Final = re.compile(r"省外|外省|出省|跨省")
_INSIDE: Final = re.compile(r"县内|本县|县城|县里|家门口|本地|当地|镇上|村里|老家")


#: Where most people go to work. A name that is one character off one of these ("东完", "深训") was
#: rather meant so than as a small place that sounds alike.
_USUAL: Final = (
    "东莞 深圳 广州 佛山 惠州 中山 珠海 江门 汕头 上海 苏州 昆山 无锡 南京 杭州 宁波 温州 台州 "
    "嘉兴 义乌 厦门 泉州 福州 晋江 北京 天津 青岛 成都 重庆 贵阳 昆明 曲靖 玉溪 宣威 长沙 武汉 "
    "郑州 西安 沈阳 大连 呼和浩特"
).split()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to: an adcode with its name in full when it is known, and how far that is from home."""

    distance: Distance
    code: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several places it may have been (adcodes, likeliest first), or a place too large to tell."""

    typed: str
    candidates: tuple[str, ...] = ()
    too_large: str = ""


def read(text: str, gazetteer: Gazetteer, home: str) -> Destination | Unsure | None:
    """Return the destination in a cleaned message of somebody at home in ``home`` (adcode).

    None when it holds nothing like a place.
    """
    found = gazetteer.find_in(text, home)
    typed = _AROUND.sub("", text)
    cell = gazetteer.resolve(typed, home) if 1 < len(typed) <= 2 * _LONGEST_NAME else None
    match = found[-1] if found else cell
    if match is not None and (found or cell is not None):
        return _at(match, gazetteer, home)
    if _OUTSIDE.search(text):
        return Destination(Distance.OUT_OF_PROVINCE)
    if _INSIDE.search(text) and gazetteer.exists(home):
        return of(home, gazetteer, home)
    if not 2 <= len(typed) <= _LONGEST_NAME:
        return None
    near = gazetteer.suggest(typed, home, limit=MOST * 2)
    likely = [each for each in near if each.score >= _LIKELY]
    if likely and likely[0].score >= 100:
        likely = [each for each in likely if each.score >= 100]
    usual = _usual(typed, gazetteer, home)
    alike = [each.code for each in likely if each.code in usual]
    codes = dict.fromkeys((*alike, *usual, *(each.code for each in likely)))
    return Unsure(typed, tuple(codes)[:MOST]) if codes else None


def _usual(typed: str, gazetteer: Gazetteer, home: str) -> list[str]:
    """Return the usual destinations that ``typed`` is one character off."""
    near = [
        name
        for name in _USUAL
        if len(name) == len(typed) and sum(a != b for a, b in zip(name, typed, strict=True)) == 1
    ]
    found = [gazetteer.resolve(name, home) for name in near if name[0] == typed[0]]
    return [match.code for match in found if match is not None]


def of(code: str, gazetteer: Gazetteer, home: str) -> Destination | Unsure:
    """Return the destination of an adcode; unsure when it is the home province as a whole."""
    far = distance(gazetteer, home, code)
    name = name_of(code, gazetteer, home)
    return Unsure(name, too_large=name) if far is None else Destination(far, code, name)


def name_of(code: str, gazetteer: Gazetteer, home: str) -> str:
    """Return a place as people write it: 江苏苏州, 昆明, 会泽县; raises KeyError when unknown."""
    if code in (home, ABROAD):
        return gazetteer.name(code)
    province = gazetteer.province_of(code)
    if province and province != code and province != gazetteer.province_of(home):
        return f"{gazetteer.short_name(province)}{gazetteer.short_name(code)}"
    return gazetteer.short_name(code)


def _at(match: PlaceMatch, gazetteer: Gazetteer, home: str) -> Destination | Unsure:
    return of(match.code, gazetteer, home)
