"""How tall somebody is and how tall a posting wants people, as bits beside ``reading.limits``.

Pure. Each centimetre has a bit for men and one for women: a person has those of all heights they do
not reach, a posting the one it asks for, so that one rule serves both. Who told no height has none,
and what they could not reach stays open.
"""

from __future__ import annotations

import re

from labourers.tables import Sex

_FIRST_BIT, _LEAST, _MOST = 128, 140, 200
_SPAN = _MOST - _LEAST
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_TALL = re.compile(
    r"(?<![\d.])(?:(?P<metre>[1一])\s*(?:米|M(?!M)|[.,。](?=\d))\s*(?P<tens>[4-9四五六七八九])"
    r"(?P<ones>[0-9零一二三四五六七八九](?!\d\d))?(?:\d(?=\D|$))?(?P<about>几|多|出头)?(?:米|M(?!M))?(?!\d)"
    r"|(?P<whole>1[4-9]\d)(?:\.\d)?(?![\d.]*\d))\s*(?P<unit>CM|厘米|公分)?"
)
_IN_FEET = re.compile(
    r"(?P<feet>[四五六])尺(?P<tenths>[一二三四五六七八九半])?(?:寸)?(?P<about>多|几|来)?(?=的?(?:个|身|高|汉|男|女|,|$|[左右]|不))"
)
_SHORT = re.compile(
    r"矮(?:个(?!人)|子|墩|小(?!的[^,。;]{0,2}(?:树|屋|房))|冬瓜|胖)|个(?:[子头儿])?[^,。;高不]{0,3}矮|长得[^,。;不]{0,3}矮|身材[^,。;]{0,2}矮"
)
_SHORT_PEOPLE = 160
"""How tall somebody is at most who says that they are short and no figure."""
_CLAUSE = re.compile(r"[,;。!?\n]")
_OF_HEIGHT = re.compile(
    r"身高|净高|裸高|身长|个[子头儿]|(?<![提最登攀架柜墙货])高(?!中|薪|温|速|铁|职|压|处|空|级)|矮|长得|量(?:才|了|是|出来)|光脚|赤脚|本人$"
)
_OTHER_THING = re.compile(
    r"树|墙|床|架|柜|台|桌|梯|坎|布|鱼|井|沟|坑|箱|件|块|板|水深|深|宽|[长直]径|筒|塔|堆|货|门槛|儿童|小孩|工资|薪|元|块钱|斤|一天|日结|时薪|体重|电话|¥"
)
_OTHER_UNIT = re.compile(
    r"^\s*的?(?:架|床|布|台|墙|柜|树|梯|坎|沟|坑|水|料|板|货)|^\s*(?:元|块|斤|公斤|千克|KG|天|个(?!子|头|儿)|人|名|件|平|亩|°|度|分|号|/|万|千|K|%|毫|栋|W|V|公里|的?布|的?床|[一每])"
)
_SEX = re.compile(r"(?P<sex>[男女])(?:[性生工士的模兵]|同志|方|员工)?[^,。;男女\d一]{0,5}$")
_KIN = re.compile(
    r"老公|男人|媳妇|老婆|婆|公|爸|妈|爹|娘|儿子|女儿|闺女|姑娘(?!我)|娃|崽|哥|弟|姐|妹|对象|老板|他|她"
)
_SHORT_OF = re.compile(
    r"(?:不到|不足|没到|未到|没有|不满|还差|低于|矮于|小于|不够|没得|达不到)[^,。;\d一]{0,3}$"
)
_AT_MOST = re.compile(r"^\s*(?:及其?)?(?:以下|以内|之下|往下|以里)")
_NOT_ABOVE = re.compile(r"(?:不超过?|不高于|不得超|最高|别超|以内)[^,。;\d一]{0,2}$")
_PREFERRED = re.compile(r"^[^,。;]{0,8}(?:优先|为佳|更佳|最好|更好|加分|左右都)")
_LIKED = re.compile(r"(?:最好|优先|尽量|希望)[^,。;]{0,8}$")
_NO_MUST = re.compile(r"^[^,。;]{0,6}(?:不限|不卡|不要求|都(?:行|可|要)|也(?:行|可|要|收)|均可)")
_REFUSED = re.compile(
    r"^[^,。;]{0,16}?(?:勿|不(?!限|卡|要求|论|管)|免|谢绝|莫|别|刷|淘汰|够不着|够不到|做不了|干不了|整不了|进不了|没法)"
)
_SHORT_REFUSED = re.compile(
    r"(?:不招|不要|不收|谢绝|不用|别要|不录)[^,。;]{0,6}$|不(?:得|能|要)?(?:低于|矮于|小于)[^,。;]{0,3}$"
)
_SPEAKS_OF_HEIGHT = re.compile(
    r"身高|净高|裸高|个[子头儿]|形象岗|[1一]米[五六七八5-8][\d一二三四五六七八九]?(?:及?以下|往下)[^,。;]{0,4}(?:够不|不[收要招]|勿|莫|免)|(?:低于|不足|矮于|不满|不到|没有|不够)[1一]米[五六七八5-8]|(?:低于|不足|矮于|不满|不到)1[5-8]\d(?=的|者|不|CM|厘米|公分)|1[5-8]\dCM|1[5-8]\d(?:厘米|公分)|1[.米][5-8]\d?\d?(?:米|M)?(?:及|以上|往上)"
)
_MAY_ASK = re.compile(
    r"低于1[5-8]\d|矮于|高|个[子头儿]|CM|厘米|公分|[1一]米[4-9四五六七八九]|1\.[5-8]|[男女][^,。;]{0,4}1[5-8]\d"
)
_POINT = re.compile(r"(?<=\b1)[,。](?=[4-9]\d)")
_OF_BOTH = re.compile(
    r"(?P<sex>[男女])[^,。;\d元]{0,4}1[4-9]\d(?:CM)?(?:及?以上|起)(?![天元]).{0,12}?(?!(?P=sex))[男女][^,。;\d元]{0,4}1[4-9]\d(?:CM)?(?:及?以上|起)(?!步价|[天元])"
)
_OPEN_END = re.compile(r"(?:CM|厘米|公分|米)?(?:及?以下)?(?:的|者|的人|的话)?")
_FEW = 6
"""How many characters may stand on a side of a height that a clause tells and nothing else."""
_OF_MEN = ((1 << _SPAN) - 1) << _FIRST_BIT
MASK = ((1 << 2 * _SPAN) - 1) << _FIRST_BIT
"""All bits of heights, which no condition may have."""
_MINE = _SPAN
"""How many bits further the heights of women stand."""


def shortfall_told(text: str) -> int:
    """Return the mask of the heights that a person's cleaned text says they do not reach."""
    tall = _height_told(text)
    if tall is None:
        return 0
    return ((1 << _SPAN) - 1) >> (tall - _LEAST + 1) << (tall - _LEAST + 1 + _FIRST_BIT)


def _height_told(text: str) -> int | None:
    tall = _height_in_metres(text)
    if tall is None and "尺" in text:
        tall = _height_in_feet(text)
    return _SHORT_PEOPLE if tall is None and _is_short(text) else tall


def _height_in_feet(text: str) -> int | None:
    """Return a height told in 市尺 (四尺八), three to the metre."""
    for clause in _CLAUSE.split(text):
        for found in _IN_FEET.finditer(clause):
            before, after = clause[: found.start()], clause[found.end() :]
            if _KIN.search(before) or not (_OF_HEIGHT.search(clause) or not (before or after)):
                continue
            tenths = found["tenths"]
            part = 0.5 if tenths == "半" else _DIGITS[tenths] / 10 if tenths else 0
            short = _SHORT_OF.search(before) or after.startswith("不到")
            feet = _DIGITS[found["feet"]] + part - (0.1 if short else 0)
            return max(_LEAST - 1, round(feet * 100 / 3))
    return None


def _is_short(text: str) -> bool:
    if "矮" not in text:
        return False
    return any(
        _SHORT.search(clause) and not _KIN.search(clause) and "不矮" not in clause
        for clause in _CLAUSE.split(text)
    )


def _height_in_metres(text: str) -> int | None:
    if "米" not in text and "1" not in text:
        return None
    spoken_of = False
    for clause in _CLAUSE.split(_POINT.sub(".", text)):
        for found in _TALL.finditer(clause):
            before, after = clause[: found.start()], clause[found.end() :]
            if _KIN.search(before) or _OTHER_THING.search(before) or _OTHER_UNIT.match(after):
                continue
            alone = len(before) <= _FEW and len(after) <= _FEW
            alone = alone and (found["whole"] is None or found["unit"] is not None)
            if (
                _OF_HEIGHT.search(before)
                or _OF_HEIGHT.match(after.lstrip("的"))
                or spoken_of
                or alone
            ):
                short = 1 if _SHORT_OF.search(before) else 0
                return max(_LEAST - 1, _centimetres(found) - short)
        spoken_of = _OF_HEIGHT.search(clause) is not None and not _KIN.search(clause)
    return None


def of_sex(conditions: int, sex: Sex) -> int:
    """Return a person's conditions with the heights where those of their sex are asked for."""
    heights = conditions & _OF_MEN
    if not heights or sex is not Sex.FEMALE:
        return conditions
    return (conditions ^ heights) | (heights << _MINE)


def asked(text: str) -> int:
    """Return the mask of the height that a posting's cleaned text asks of men and of women."""
    if _MAY_ASK.search(text) is None:
        return 0
    men = women = 0
    anywhere = _SPEAKS_OF_HEIGHT.search(text) is not None or _OF_BOTH.search(text) is not None
    spoken_of = False
    clauses = _CLAUSE.split(_POINT.sub(".", text))
    for at, clause in enumerate(clauses):
        following = ",".join(clauses[at + 1 : at + 3])
        spoken_of = spoken_of or _SPEAKS_OF_HEIGHT.search(clause) is not None
        mentions = [(found, _sex_before(clause, found)) for found in _TALL.finditer(clause)]
        both = len({sex for _, sex in mentions if sex}) > 1
        for found, sex in mentions:
            of_sex_alone = sex is not None and (anywhere or found["metre"] is not None)
            is_height = spoken_of or both or of_sex_alone
            tall = _least(clause, found, following, is_height=is_height)
            if tall and sex != "女":
                men = men or tall
            if tall and sex != "男":
                women = women or tall
    return _bit(men) | (_bit(women) << _MINE)


def least_asked(rules_out: int, sex: Sex) -> int | None:
    """Return the height in centimetres that a posting asks of this sex, None where it asks none."""
    heights = rules_out >> (_FIRST_BIT + (_MINE if sex is Sex.FEMALE else 0)) & ((1 << _SPAN) - 1)
    return _LEAST + heights.bit_length() - 1 if heights else None


def least_asked_of(rules_out: int) -> tuple[int | None, int | None]:
    """Return the heights in centimetres that a posting asks of men and of women."""
    return least_asked(rules_out, Sex.MALE), least_asked(rules_out, Sex.FEMALE)


def named(rules_out: int) -> str:
    """Return the height a posting asks for in plain Chinese ("1米70以上"), empty where none."""
    men, women = least_asked_of(rules_out)
    if men == women:
        return f"{_metres(men)}以上" if men else ""
    apart = ((men, "男"), (women, "女"))
    return "、".join(f"{who}{_metres(tall)}以上" for tall, who in apart if tall)


def _metres(tall: int) -> str:
    return f"1米{tall - 100:02d}"


def _sex_before(clause: str, found: re.Match[str]) -> str | None:
    sex = _SEX.search(clause[: found.start()])
    return sex["sex"] if sex else None


def _least(clause: str, found: re.Match[str], following: str, *, is_height: bool) -> int:
    """Return the height that a mention asks for at least, 0 where it asks for none."""
    before, after = clause[: found.start()], clause[found.end() :]
    if _OTHER_THING.search(before[-8:]) or _OTHER_UNIT.match(after) or not is_height:
        return 0
    if _LIKED.search(before) or _PREFERRED.match(after) or _NO_MUST.match(after):
        return 0
    tall = _centimetres(found)
    if _SHORT_OF.search(before) or _AT_MOST.match(after):
        refused = _REFUSED.match(after) or _SHORT_REFUSED.search(before)
        refused = refused or (_OPEN_END.fullmatch(after) and _REFUSED.match(following))
        return tall if refused else 0
    return 0 if _NOT_ABOVE.search(before) else tall


def _bit(tall: int) -> int:
    return 1 << (tall - _LEAST + _FIRST_BIT) if tall else 0


def _centimetres(found: re.Match[str]) -> int:
    if found["whole"]:
        return int(found["whole"])
    ones = _figure(found["ones"]) if found["ones"] else 9 if found["about"] else 0
    return 100 + 10 * _figure(found["tens"]) + ones


def _figure(char: str) -> int:
    return int(char) if char.isdigit() else _DIGITS[char]
