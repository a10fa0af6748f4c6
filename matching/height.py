"""How tall somebody is and how tall a posting wants people, as bits beside ``matching.limits``.

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
_TALL = (
    r"(?:([1一])\s*(?:米|[.,。](?=\d))\s*([4-9四五六七八九])([0-9零一二三四五六七八九](?!\d))?"
    r"(?:\d(?=\D|$))?米?|(1[4-9]\d)(?!\d))\s*(?:CM|厘米|公分|米)?"
)
_TOLD = re.compile(
    rf"(?:身高|个[子头]|(?<![提最登攀])高|长得)[^,。;\d一]{{0,5}}{_TALL}|(?<![\d.]){_TALL}的?(?:个[子头]|身高)"
)
_ASKED = re.compile(
    rf"身高[^,。;\d一]{{0,6}}{_TALL}|(?:个[子头])[^,。;\d一]{{0,4}}{_TALL}(?=以上|及以上|往上)"
)
_MEN = re.compile(rf"男(?:[性生工士的])?[^,。;女\d一]{{0,5}}{_TALL}")
_WOMEN = re.compile(rf"女(?:[性生工士的])?[^,。;男\d一]{{0,5}}{_TALL}")
_AT_MOST = re.compile(r"^\s*(?:以下|以内|及以下)")
_PREFERRED = re.compile(r"^[^,。;]{0,8}(?:优先|为佳|更佳|最好)")
_MINE = _SPAN
"""How many bits further the heights of women stand."""


def shortfall_told(text: str) -> int:
    """Return the mask of the heights that a person's cleaned text says they do not reach."""
    found = _TOLD.search(text) if "高" in text or "个" in text else None
    tall = None if found is None else _centimetres(found)
    if tall is None:
        return 0
    return ((1 << _SPAN) - 1) >> (tall - _LEAST + 1) << (tall - _LEAST + 1 + _FIRST_BIT)


def of_sex(conditions: int, sex: Sex) -> int:
    """Return a person's conditions with the heights where those of their sex are asked for."""
    heights = conditions >> _FIRST_BIT << _FIRST_BIT
    if not heights or sex is not Sex.FEMALE:
        return conditions
    return (conditions ^ heights) | (heights << _MINE)


def asked(text: str) -> int:
    """Return the mask of the height that a posting's cleaned text asks of men and of women."""
    if "身高" not in text and "个子" not in text and "个头" not in text:
        return 0
    men = women = 0
    for found in _ASKED.finditer(text):
        tall = _least(found, text)
        men, women = men or tall, women or tall
    apart = text[text.find("身高") :] if "身高" in text else ""
    for pattern, is_men in ((_MEN, True), (_WOMEN, False)):
        found_apart = pattern.search(apart)
        if found_apart is not None and (tall := _least(found_apart, apart)):
            men, women = (tall, women) if is_men else (men, tall)
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


def _least(found: re.Match[str], text: str) -> int:
    after = text[found.end() :]
    if _AT_MOST.match(after) or _PREFERRED.match(after):
        return 0
    return _centimetres(found) or 0


def _bit(tall: int) -> int:
    return 1 << (tall - _LEAST + _FIRST_BIT) if tall else 0


def _centimetres(found: re.Match[str]) -> int | None:
    groups = found.groups()
    for at in range(0, len(groups), 4):
        metre, tens, ones, whole = groups[at : at + 4]
        if whole:
            return int(whole)
        if metre:
            return 100 + 10 * _figure(tens) + (_figure(ones) if ones else 0)
    return None


def _figure(char: str) -> int:
    return int(char) if char.isdigit() else _DIGITS[char]
