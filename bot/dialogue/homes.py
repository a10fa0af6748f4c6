"""Where somebody says to be at home: 我是镇雄的, 我家在宣威, 我户口在北京密云. Pure.

Only the texts of a person's own place may speak (filtered before ranking), so who is not on the
roster and names another home is told by that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from storage.gazetteer import ABROAD, Gazetteer
from storage.places import within

_DENIED: Final = r"(?:(?:我|俺)?(?:不是|没在|不在)[^,，。]{1,8}[,，。]?(?:的)?[,，。\s]*)?"
_HOME: Final = (
    r"(?:(?:我|俺|咱)们?)?(?:家里?|老家|户口|户籍|本人)(?:所在地)?(?:是|在|系|住)?|"
    r"(?:我|俺|咱)们?(?:这里|这边|那边)?是"
)
_PLACE: Final = r"(?P<place>[\u4e00-\u9fff]{2,14}?)"
_TAIL: Final = (
    r"(?:那边|这边|那里|老乡|户口|户籍|籍|人|农民|农村)*"
    r"(?:[的人](?=[想要问去能有请])|的?(?:[,，。!！?？\s]+|$))"
)
_DECLARED: Final = re.compile(
    rf"^(?:你好|您好|老师|请问)?[,，\s]*{_DENIED}(?:{_HOME}){_PLACE}{_TAIL}"
)
_NEVER: Final = re.compile(
    r"不|没|说|讲|问|想|要|去|到|离|打工|务工|上班|干活|贫困|脱贫|农民工|残疾|退役|大学生|老板|女的|男的"
)

_NOT_FROM: Final = (
    r"(?:(?:我|俺|咱)们?(?:家|老家|户口|户籍)?不是|(?:我|俺|咱)?们?(?:家|老家|户口|户籍)不[是在])"
    r"{name}(?:县|市|区|省)?(?:的|人|这边|这里)*(?:[,，。!！\s]+(?P<rest>.*))?"
)
_BELOW: Final = re.compile(r"(?:[\u4e00-\u9fff]{1,4}(?:镇|乡|街道|社区|村|寨|组))*[哩嘞呢]?")
"""What may follow the county of a home: its town, its village, a soft word."""
_MOVED: Final = re.compile(r"户口(?!本)|户籍|嫁|迁|上门")
"""What says that the place of registration is another one than the place somebody is from."""
_WITHOUT_COUNTIES: Final = frozenset({"441900", "442000", "460400", "620200"})
"""Cities at prefecture level that have no counties: 东莞, 中山, 儋州, 嘉峪关."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place somebody is at home in (adcode), and what else the message says.

    ``code`` is empty when somebody only says not to be from the county.
    """

    code: str
    rest: str


def holds_counties(code: str) -> bool:
    """Tell whether a place is larger than a county, so that its county should be asked for."""
    return code.endswith("00") and code not in _WITHOUT_COUNTIES


def declared(text: str, gazetteer: Gazetteer, county: str) -> Home | None:
    """Return the home that a cleaned message begins with, or None.

    ``county`` is the county that is known so far: a larger place that holds it tells nothing new.
    Nothing but a place may be named as home: 我家老公在东莞 and 我是东莞厂里的 tell where somebody
    works. The place of registration counts before the place somebody is from.
    """
    found = _DECLARED.match(text)
    if found is None or _NEVER.search(found["place"]):
        return _not_from_here(text, gazetteer, county)
    rest = text[found.end() :].strip()
    if _MOVED.search(rest) and not re.search(r"户口|户籍", found[0]):
        return declared(rest, gazetteer, county)
    if gazetteer.town_in(county, found["place"]) is not None:
        return None  # a town of the county that is known, whatever county elsewhere is called so
    code = _only_place(found["place"], gazetteer, county)
    if code is None or (within(county, code) and code != county):
        return None
    return Home(code, rest)


def _not_from_here(text: str, gazetteer: Gazetteer, county: str) -> Home | None:
    name = re.escape(gazetteer.short_name(county))
    denied = re.fullmatch(_NOT_FROM.format(name=name), text)
    return Home("", denied["rest"] or "") if denied else None


def _only_place(text: str, gazetteer: Gazetteer, county: str) -> str | None:
    """Return the adcode of a text that names one place in the country and says nothing else."""
    place = gazetteer.resolve(text, county)
    if place is None or place.code == ABROAD:
        return None
    above = gazetteer.resolve(text[: place.start], county) if place.start else None
    if above is not None and not (above.exact and within(place.code, above.code)):
        return None
    if above is None and place.start:
        return None
    return place.code if _BELOW.fullmatch(text[place.end :]) else None
