"""Where somebody says to be at home: 我是镇雄的, 我家在宣威, 我户口在北京密云. Pure.

Only the texts of a person's own place may speak (filtered before ranking), so who is not on the
roster and names another home is told by that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.dialogue import destinations
from bot.dialogue.destinations import Destination
from storage.gazetteer import Gazetteer

_DENIED: Final = r"(?:(?:我|俺)?(?:不是|没在|不在)[^,，。]{1,8}[,，。]?(?:的)?[,，。\s]*)?"
_HOME: Final = (
    r"(?:(?:我|俺|咱)们?)?(?:家|老家|户口|户籍|本人)(?:所在地)?(?:是|在|系)?|"
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
    r"说|讲|问|想|要|去|到|离|打工|务工|上班|干活|贫困|脱贫|农民工|残疾|退役|大学生|老板|女的|男的"
)


_NOT_HERE: Final = r"(?:我|俺)?家?(?:不是|不在){name}(?:县|市|区)?(?:的|人|这边)*[。!！]?"
_WITHOUT_COUNTIES: Final = frozenset({"441900", "442000", "460400", "620200"})
"""Cities at prefecture level that have no counties: 东莞, 中山, 儋州, 嘉峪关."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place somebody is at home in (adcode), and what else the message says.

    ``code`` is empty when it is only said to be none of the county's.
    """

    code: str
    rest: str


def holds_counties(code: str) -> bool:
    """Tell whether a place is larger than a county, so that its county should be asked for."""
    return code.endswith("00") and code not in _WITHOUT_COUNTIES


def declared(text: str, gazetteer: Gazetteer, county: str) -> Home | None:
    """Return the home that a cleaned message begins with, or None.

    ``county`` is the county that is known so far: a larger place that holds it tells nothing new.
    """
    here = re.escape(gazetteer.name(county).rstrip("省县市区"))
    if re.fullmatch(_NOT_HERE.format(name=here), text):
        return Home("", "")
    found = _DECLARED.match(text)
    if found is None or _NEVER.search(found["place"]):
        return None
    place = destinations.read(found["place"], gazetteer, county)
    if not isinstance(place, Destination) or place.code is None:
        return None
    known = place.code.rstrip("0")
    if county.startswith(known) and place.code != county:
        return None
    return Home(place.code, text[found.end() :].strip())
