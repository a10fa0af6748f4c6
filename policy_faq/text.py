"""From what a person typed to what can be searched: bounded, folded, without noise."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from opencc import OpenCC

from policy_faq.sieve import bits, pattern, sight, sign
from storage.numerals import number

LONGEST = 400
"""Characters of a message that are read; a question that needs more is told by its beginning."""

_RAW_FOR_CLEAN = 4
"""Raw characters read for each one kept: markup and padding are dropped on the way."""
_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_POLITE = pattern(
    r"(请问一下|想请问|请问|你好|您好|你们好|麻烦问一下|麻烦你|麻烦您|麻烦|咨询一下|我想咨询|咨询|"
    r"我想问一下|我想问下|想问一下|想问下|问一下|问下|我想问|想问|谢谢|多谢|拜托|同志|师傅|领导|律师(?=[,，。!！:：~])|"
    r"老师你好|大哥|大姐|喂+(?!奶|猪|牛|鸡|养))[,，。!！:：~]*"
)
_ASKS_MORE = pattern(r"(?<=[,，。;?!\s])我?[还也][想要]?再?请?问(?:一?下|问)?")
"""还想问一下: another question begins, which is more than a courtesy."""
_COURTESIES = bits((_POLITE, _ASKS_MORE))
_CJK = re.compile(r"[㐀-鿿]")


@cache
def _simplifier() -> Any:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """Return the characters that the simplifier changes."""
    every = "".join(map(chr, range(0x3400, 0xA000)))
    folded = str(_simplifier().convert(every))
    return frozenset(was for was, now in zip(every, folded, strict=True) if was != now)


@cache
def _plain() -> re.Pattern[str]:
    """Match what cleaning would only fold: simplified characters, letters, digits, punctuation.

    Nearly every message is written in these alone. A pattern, because the bit table of its class
    is far smaller than a set of twenty thousand characters.
    """
    latin = (chr(code) for code in (*range(0x20, 0x7F), *range(0xFF01, 0xFF5F)))
    chinese = (chr(code) for code in range(0x4E00, 0xA000))
    changed = _traditional() | frozenset("<>＜＞")
    known = [
        char
        for char in (*latin, *chinese, *"。、《》“”")
        if char not in changed and len(_kept(unicodedata.normalize("NFKC", char))) == 1
    ]
    return re.compile(f"[{re.escape(''.join(known))}]*")


def warm() -> None:
    """Load the traditional-to-simplified table now instead of at the first question."""
    _plain()


def clean(raw: str, limit: int = LONGEST) -> str:
    """Return a message as one bounded line: NFKC, simplified, lower case, no markup, no controls.

    Lone surrogates, NUL, zero-width characters and emoji are dropped; at most ``limit``
    characters remain.
    """
    if len(raw) <= limit and _plain().fullmatch(raw):
        text = unicodedata.normalize("NFKC", raw).lower()
        return _SPACE.sub(" ", text).strip() if " " in text else text
    text = raw[: _RAW_FOR_CLEAN * limit].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)
    text = _TAG.sub(" ", text)
    text = "".join(map(_kept, text))
    text = _SPACE.sub(" ", text).strip().lower()[:limit]
    return text if _traditional().isdisjoint(text) else str(_simplifier().convert(text))


@cache
def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me", "Sk", "So", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp"} else char


def without_courtesy(text: str) -> str:
    """Drop greetings and "may I ask", which say nothing about the question."""
    if sight(text).may & _COURTESIES:
        bare = sight(sight(text).sub(_ASKS_MORE, "另外")).sub(_POLITE, "").strip(" ,。!?~")
    else:
        bare = text.strip(" ,。!?~")
    return bare or text


def has_chinese(text: str) -> bool:
    """Tell whether a text holds at least one Chinese character."""
    return _CJK.search(text) is not None


_SENTENCE = pattern(
    r"[?!。;\n]+|(?:(?<=[,，\s])|(?<=呢))(?=还有|另外|再问|第二[个,，]|再一个|顺便|[一二]个(?:是|就是)|[二三]是)"
)
_COMMA = re.compile(r"[,，]")
_ASKS = pattern(
    r"多少|好多|几多|多钱|几[个块百千次岁年]|怎么|咋|啷个|如何|哪|吗|不$|没得|有没有|能不能|可不可以|"
    r"什么|啥|[给补报收]不[给补报收]|多[长久大高]|几时|何时|要不要|合法"
)
_SHORTEST_QUESTION = 5
_JOINING = pattern(
    r"^(还有就是|还有|另外|再问一下|再问|第[一二三四]个?|再一个|顺便问一下|顺便问下|顺便|"
    r"[一二]个(?:就)?是|[二三]是)[,，:： ]*"
)
DIVIDERS = bits((_SENTENCE, _JOINING)) | sign(",， ")
"""Without one of these a message is one sentence."""


def sentences(text: str) -> list[str]:
    """Split a cleaned message where one question ends and the next begins."""
    said = sight(text)
    if not said.may & DIVIDERS:
        return [text] if len(text) >= 2 else []
    parts = _SENTENCE.pattern.split(text) if said.may & _SENTENCE.bit else [text]
    bare = (sight(part.strip(" ,，")).sub(_JOINING, "").strip(" ,，") for part in parts)
    found = [part for part in bare if len(part) >= 2]
    return found if len(found) != 1 else _asked_apart(found[0])


_LEANING = pattern(
    r"这|那|它|该|对不对|是不是|行不行|得不得|好不好|要不要紧|算不算|有没有用|真的|靠谱|能信"
)
_ASKING_ONLY = re.compile(
    r"多少|好多|几多|几文|怎么办|咋办|咋整|怎么弄|怎么走|找谁|找哪个|怎么|咋个?|啷个|如何|哪[里点儿个样]?|吗|不$|没得|有没有|能不能|可不可以|什么|啥子?|"
    r"[给补报收能可会]|不|钱|我|是|呢|的|了|要|去|还|块|元|[,，?？!！。\s]"
)
_SMALLEST_MATTER = 2


def asks_alone(part: str) -> bool:
    """Tell whether one part of a message asks something that can be understood by itself.

    这样对不对 and 那补多少 lean on what was said before; 洋芋多少钱一斤 does not.
    """
    said = sight(part)
    if said.search(_ASKS) is None or said.search(_LEANING) is not None:
        return False
    return len(_ASKING_ONLY.sub("", part)) >= _SMALLEST_MATTER


def _asked_apart(text: str) -> list[str]:
    """Split at commas when more than one piece is a question; a statement goes with the next."""
    pieces = _COMMA.split(text)
    if len(pieces) == 1:
        return pieces
    found, told = [], ""
    for piece in pieces:
        told += piece
        if _ASKS.pattern.search(piece) and len(piece) >= _SHORTEST_QUESTION:
            found.append(told)
            told = ""
    if len(found) < 2:
        return [text]
    found[-1] += told
    return found


_NUMERAL = pattern(r"[零〇一二两三四五六七八九十百千万]{2,}|[一二两三四五六七八九十]")
_MIXED = pattern(
    r"(?<![\d.])\d{1,4}(?:\.\d)?(?:[千百万k](?:\d{1,4}(?!\d)|[一二两三四五六七八九])?)+(?![a-z分])"
)
"""Digits and units together: 1千2, 3百8, 1k2, 2百."""
_THOUSANDS = pattern(r"(?<![\d.,])(\d{1,2}),(\d{3})(?![\d,])")
_NUMBERS = bits((_NUMERAL, _MIXED, _THOUSANDS))
_UNIT_AFTER = re.compile(r"[来多]?[元块人个年月天次岁名户]")


def arabic(text: str) -> str:
    """Write Chinese numerals that count something as digits: 三百八 → 380, 二十个人 → 20个人.

    So are digits mixed with units: 1千2 → 1200, 1k2 → 1200, 1,200 → 1200.
    """
    return in_digits(text) if sight(text).may & _NUMBERS else text


@lru_cache(maxsize=64)
def in_digits(text: str) -> str:
    """Return what ``arabic`` does of a text that may hold a number."""

    def digits(match: re.Match[str]) -> str:
        numeral = match.group()
        counted = _UNIT_AFTER.match(text, match.end()) is not None
        if not counted and len(numeral) < 3:
            return numeral
        value = _value(numeral)
        return numeral if value is None else f"{value:f}"

    def plain(match: re.Match[str]) -> str:
        value = _value(match.group().replace("k", "千"))
        return match.group() if value is None else f"{value:f}"

    said = sight(sight(sight(text).sub(_THOUSANDS, r"\1\2")).sub(_MIXED, plain))
    return said.sub(_NUMERAL, digits)


_value = lru_cache(maxsize=1024)(number)
