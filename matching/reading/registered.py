"""Where somebody says that they are registered (户口), when that is not where they live. Pure.

The roster knows the town where somebody lives. Who married here or has gone away tells that the
household is registered elsewhere (户口在渭源, 户口迁去布拖了), and a posting for the registered of
a place looks at that. What was so before (以前户口在…) and the household of others tell nothing.
"""

from __future__ import annotations

import re

from storage.gazetteer import Gazetteer

ELSEWHERE = "elsewhere"
"""Registered somewhere that was not told, and not here."""
_HINT = re.compile("户口|户籍|户头|户还?[挂落]")
_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")
_HOUSEHOLD = r"(?:户口本?|户籍|户头|户(?=还?[挂落]))"
_OF_OTHERS = re.compile(
    r"(?:老公|老婆|男人|丈夫|爱人|媳妇|婆娘|堂客|儿子|女儿|姑娘|闺女|女婿|爸|妈|爹|娘(?!家)|公公|婆婆|哥|弟|姐|妹|孩子|娃|崽|孙子?|对象|房东)(?:他|她|们)?(?:的|家)?[^,。;我俺]{0,2}$"
)
_BEFORE = re.compile(r"以前|从前|原先|原来|早先|曾|老早|过去")
_LIES = re.compile(
    rf"{_HOUSEHOLD}(?:本|簿|页|性质)?(?:上)?(?:的)?(?:都|也|还|就|早就|一直|全|倒|仍旧?|现在|前年|去年|今年|大前年|\d+年|[一二三四五六七八九十几]年前|已经?|是|则|早)*"
    r"(?P<how>在|落|迁|转|上|挂|放|搬|起|写|登记|留|随|跟|办|弄|下|是)"
)
_NOT_MOVED = re.compile(
    rf"{_HOUSEHOLD}[^,。;]{{0,6}}(?:没|未|不曾|冇|莫)(?:有)?(?:动|迁|转|落|办|跟|上|下|挪|改|随|搬)|(?:没|未|冇)(?:有)?(?:迁|转|落|下|上){_HOUSEHOLD}"
)
_NOT_HERE = re.compile(
    rf"(?:不是|没有?|没得|非)(?:本地|本县|这里|这边|当地)(?:的)?{_HOUSEHOLD}|{_HOUSEHOLD}(?:本)?(?:也|都|还|其实|根本)?(?:不|没|未)在?(?:在|是)?(?:这|本|当|此|我们?)(?:里|边|地|儿|县|镇|乡|村|点|头|哒|滴)?|(?<!不是)(?<!不算)(?:外地|外县|外省|外乡|别县|他县|外市)(?:的)?{_HOUSEHOLD}|{_HOUSEHOLD}(?:是|在|还在|算)(?:外地|外县|外省|外市|别处|别县)"
    rf"|{_HOUSEHOLD}[^,。;]{{0,8}}(?:迁走|迁出|转走|转出|迁离|起走|搬走)(?:去)?了|{_HOUSEHOLD}[^,。;没未]{{0,6}}(?:还)?在娘家"
)
_BACK = re.compile(
    rf"{_HOUSEHOLD}[^,。;没未不]{{0,10}}(?:迁|转|落|办|上|下|挪|搬|起)(?:到|进|在)?(?:过来|回来|回|进来|来)(?:了|$|[^,。;]{{0,4}}(?:这|本))|{_HOUSEHOLD}[^,。;没未不]{{0,8}}(?:在|落|上|是)(?:了|到|在)?(?:这|本[县镇乡村地]|当地|此地)"
)
_FROM = re.compile(r"从[^,。;]{1,8}?(?=迁|转|落|搬|起)")
_OF_PLACE = re.compile(rf"^(?:我|俺|本人|咱)?(?:还)?是[^,。;在]{{2,8}}{_HOUSEHOLD}")
_DENIED = re.compile("不是|没有|没得")
_CAME = re.compile(r"[^,。;]{1,8}(?:嫁|来的|过来|搬来|人)")


def registered_at(text: str, home: str, gazetteer: Gazetteer) -> str:
    """Return the code of the place where somebody's cleaned text says that they are registered.

    ``home`` is the county they live in. Empty where nothing is told or it is ``home``;
    ``ELSEWHERE`` where it is another, and not told which.
    """
    if not _HINT.search(text):
        return ""
    found = ""
    away = False
    for said in _CLAUSE.split(text):
        clause = _FROM.sub("", said)
        place = _other_county(clause, home, gazetteer)
        away = away or bool(place)
        told = _HINT.search(clause)
        if told is None or _OF_OTHERS.search(clause[: told.start()]) or _BEFORE.search(clause):
            continue
        lies = _LIES.search(clause)
        if _BACK.search(clause):
            found = place if place and not _names_home(clause, home, gazetteer) else ""
        elif place and _lies_there(clause):
            found = place
        elif lies and _names_home(clause, home, gazetteer):
            found = ""
        elif _NOT_HERE.search(clause):
            found = place or ELSEWHERE
        elif (still := _NOT_MOVED.search(clause)) and away and not found:
            found = "" if "走" in still.string[still.end() :][:1] else _first(text, home, gazetteer)
    return found


def _lies_there(clause: str) -> bool:
    """Tell whether a clause that names another county says that the household is there."""
    if _OF_PLACE.search(clause) and not _DENIED.search(clause):
        return True
    return _LIES.search(clause) is not None and not _NOT_MOVED.search(clause)


def _other_county(clause: str, home: str, gazetteer: Gazetteer) -> str:
    for match in gazetteer.find_in(clause, home):
        code = match.town or match.code
        if not code.startswith(home) and not home.startswith(code.rstrip("0")):
            return code
    return ""


def _names_home(clause: str, home: str, gazetteer: Gazetteer) -> bool:
    return any(
        (match.town or match.code).startswith(home) for match in gazetteer.find_in(clause, home)
    )


def _first(text: str, home: str, gazetteer: Gazetteer) -> str:
    """Return where somebody came from who never moved their household: 渭源嫁来的,户口没迁."""
    came = _CAME.search(text)
    return _other_county(came.group(), home, gazetteer) if came else ""
