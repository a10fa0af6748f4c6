"""The marks that number the parts of an official text, and where in a text they may stand.

GB/T 9704-2012, 7.3.3 orders them 一、（一） 1. （1）; ① goes below. Laws and rules count
articles (第一条) through all chapters. A mark is only a candidate here: 按照第（二）项 and 1.5 倍
look like marks too, and which candidates number a part is decided in ``splitting``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """A kind of mark; a smaller one stands above a larger one."""

    ANNEX = 0
    """附件 or 附件2, the head of an annex."""
    ANNEX_LIST = 1
    """附件：1.… 2.…, the list of annexes below the text."""
    CLOSING = 2
    """What follows the last clause: entry into force, contact, signature, note."""
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    PART = 6
    """一、"""
    SUBPART = 7
    """（一）"""
    ITEM = 8
    """1."""
    POINT = 9
    """（1）"""
    CIRCLED = 10
    """①"""


class Stand(IntEnum):
    """Where a mark stands; the later, the likelier it numbers something."""

    INSIDE = 0
    """In the middle of a sentence."""
    AFTER_SENTENCE = 1
    LINE_START = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One candidate; ``start`` and ``end`` are offsets of the mark itself."""

    style: Style
    number: int
    label: str
    """The mark as a clause path writes it: ``三``, ``(四)``, ``16``, ``第27条``, ``附件2``."""
    start: int
    end: int
    stand: Stand


_S = r"[^\S\n]*"
_CN = "一二三四五六七八九十百零〇两"
_ANY = rf"(?:[{_CN}]{{1,7}}|\d{{1,4}})"
_RANGE = r"(?![、和及或至]?[（(]|项(?!目)|款(?!项))"
"""Not the beginning of a reference: （一）（二）, （一）至（三）, （一）项."""
_NUMBERED: tuple[tuple[Style, str], ...] = (
    (Style.CHAPTER, rf"第{_S}(?P<n>{_ANY}){_S}[编章](?={_S}[^{_CN}\d、，。和至]|\s)"),
    (Style.SECTION, rf"第{_S}(?P<n>{_ANY}){_S}节(?={_S}[^、，。和至]|\s)"),
    (
        Style.ARTICLE,
        rf"第{_S}(?P<n>{_ANY}){_S}条(?:之(?P<sub>[{_CN}]))?(?![、，。和至的款第（(]|规定)",
    ),
    (Style.PART, rf"(?P<n>[{_CN}]{{1,3}}){_S}[、．.](?!{_S}[{_CN}]{{1,3}}{_S}[、和及])"),
    (Style.SUBPART, rf"[（(]{_S}(?P<n>[{_CN}]{{1,3}}){_S}[)）]{_S}[、．.]?{_RANGE}"),
    (
        Style.ITEM,
        rf"(?<![\d.．A-Za-z])(?P<n>\d{{1,3}}){_S}[.．、](?:(?!\d)|(?=\d{{4}}年))(?!{_S}\d{{1,3}}[、和])",
    ),
    (Style.POINT, rf"[（(]{_S}(?P<n>\d{{1,2}}){_S}[)）]{_S}[、．.]?{_RANGE}"),
    (Style.POINT, rf"(?m:^){_S}(?P<n>\d{{1,2}})[)）]"),
    (Style.CIRCLED, r"(?P<n>[①-⑳])"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _NUMBERED)
_AT_LINE_START_ONLY = frozenset({Style.CHAPTER, Style.SECTION, Style.ARTICLE})
_ANNEX = re.compile(
    rf"附{_S}件{_S}(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})?{_S}(?P<title>[^\n]{{0,60}})$", re.M
)
_ANNEX_LIST = re.compile(rf"附{_S}件{_S}[:：]")
_CLOSING = re.compile(
    rf"注{_S}[:：]|联{_S}系{_S}(?:人|电话|方式){_S}[:：]|[（(]?此[页件]|抄送|"
    r"本(?:实施)?(?:通知|意见|办法|规定|方案|细则|措施|规则)自[^。\n]{0,40}?(?:施行|实施|执行|生效)"
)
_OFFICE = (
    r"[\u4e00-\u9fff]{2,25}"
    r"(?:厅|局|委|部|办|院|署|委员会|办公室|人民政府|联合会|总工会|管理中心|服务中心)"
)
_SIGNATURE = re.compile(rf"{_OFFICE}(?:[^\S\n]+{_OFFICE})*{_S}$", re.M)
_DATE = re.compile(rf"(?:\d{{4}}|[{_CN}○]{{4}}){_S}年?[\d{_CN}年月\s]{{1,12}}日?{_S}$")
_SENTENCE_ENDS = frozenset("。；;：:！!？?）)”》")
_LINE = re.compile(r"\S[^\n]*")
_LINE_END = re.compile(r"[。；;，,、：:]\s*$")
_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}


def numeral(text: str) -> int:
    """Return the value of ``二十七``, ``27``, ``２７`` or ``⑤``; 0 for what is no number."""
    folded = unicodedata.normalize("NFKC", text)
    if folded.isdecimal():
        return int(folded)
    total, digit = 0, 0
    for char in folded:
        if char in "十百":
            total += max(digit, 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(char, 0)
    return total + digit


def marks(text: str) -> list[Mark]:
    """Return every candidate of ``text`` in its order; no two overlap."""
    found = sorted(
        (*_numbered(text), *_line_marks(text)), key=lambda mark: (mark.start, mark.style)
    )
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _numbered(text: str) -> Iterator[Mark]:
    for style, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            stand = _stand(text, match.start())
            number = numeral(match["n"])
            if number == 0 or (stand is not Stand.LINE_START and style in _AT_LINE_START_ONLY):
                continue
            label = _label(style, number, match)
            yield Mark(style, number, label, match.start(), match.end(), stand)


def _label(style: Style, number: int, match: re.Match[str]) -> str:
    written = "".join(match["n"].split())
    match style:
        case Style.CHAPTER:
            return f"第{number}章"
        case Style.SECTION:
            return f"第{number}节"
        case Style.ARTICLE:
            return f"第{number}条" + (f"之{match['sub']}" if match["sub"] else "")
        case Style.PART:
            return written
        case Style.SUBPART:
            return f"({written})"
        case Style.POINT:
            return f"({number})"
        case Style.CIRCLED:
            return written
        case _:
            return str(number)


def _stand(text: str, at: int) -> Stand:
    before = at - 1
    while before >= 0 and text[before] != "\n" and text[before].isspace():
        before -= 1
    if before < 0 or text[before] == "\n":
        return Stand.LINE_START
    return Stand.AFTER_SENTENCE if text[before] in _SENTENCE_ENDS else Stand.INSIDE


def _line_marks(text: str) -> Iterator[Mark]:
    """Yield heads of annexes, lists of annexes and closings, which only stand at a line start."""
    annexes: list[Mark] = []
    for line in _LINE.finditer(text):
        start = line.start()
        if listing := _ANNEX_LIST.match(text, start):
            yield Mark(Style.ANNEX_LIST, 1, "附件", start, listing.end(), Stand.LINE_START)
        elif (annex := _ANNEX.match(text, start)) and not _LINE_END.search(annex["title"]):
            number = numeral(annex["n"] or "")
            label = f"附件{number}" if number else "附件"
            end = annex.start("title")
            annexes.append(Mark(Style.ANNEX, number, label, start, end, Stand.LINE_START))
        elif _CLOSING.match(text, start) or _signs(text, start):
            yield Mark(Style.CLOSING, 1, "文末", start, start + 1, Stand.LINE_START)
    last = {head.number: head for head in annexes}
    for head in annexes:
        # An annex is named first in the list below the text, then over its own first page.
        if head is last[head.number]:
            yield head
        else:
            yield Mark(Style.ANNEX_LIST, 1, "附件", head.start, head.end, Stand.LINE_START)


_REST_OF_SIGNATURE = 4
"""Lines after an office's name in which the date, an annex or the end must come."""


def _signs(text: str, start: int) -> bool:
    if not _SIGNATURE.match(text, start):
        return False
    rest = text[start : start + 600].split("\n")[1:]
    following = [line.strip() for line in rest if line.strip()]
    for line in following[:_REST_OF_SIGNATURE]:
        if _DATE.match(line) or _ANNEX.match(line) or _ANNEX_LIST.match(line):
            return True
        if not _SIGNATURE.match(line):
            return False
    return len(following) < _REST_OF_SIGNATURE and start + 600 >= len(text)
