"""From what a person typed to what can be searched: bounded, folded, without noise."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from opencc import OpenCC

LONGEST = 400
"""Characters of a message that are read; a question that needs more is told by its beginning."""

_RAW_FOR_CLEAN = 4
"""Raw characters read for each one kept: markup and padding are dropped on the way."""
_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_POLITE = re.compile(
    r"(请问一下|想请问|请问|你好|您好|你们好|麻烦问一下|麻烦你|麻烦您|麻烦|咨询一下|我想咨询|咨询|"
    r"我想问一下|我想问下|想问一下|想问下|问一下|问下|我想问|想问|谢谢|多谢|拜托|同志|师傅|领导|律师|"
    r"老师你好|大哥|大姐|喂+)[,，。!！:：~]*"
)
_CJK = re.compile(r"[㐀-鿿]")


@cache
def _simplifier() -> Any:
    return OpenCC("t2s")


def warm() -> None:
    """Load the traditional-to-simplified table now instead of at the first question."""
    _simplifier().convert("轉")


def clean(raw: str, limit: int = LONGEST) -> str:
    """Return a message as one bounded line: NFKC, simplified, lower case, no markup, no controls.

    Lone surrogates, NUL, zero-width characters and emoji are dropped; at most ``limit``
    characters remain.
    """
    text = raw[: _RAW_FOR_CLEAN * limit].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)
    text = _TAG.sub(" ", text)
    text = "".join(map(_kept, text))
    text = _SPACE.sub(" ", text).strip().lower()[:limit]
    return str(_simplifier().convert(text)) if _CJK.search(text) else text


@cache
def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me", "Sk", "So", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp"} else char


def without_courtesy(text: str) -> str:
    """Drop greetings and "may I ask", which say nothing about the question."""
    bare = _POLITE.sub("", text).strip(" ,。!?~")
    return bare or text


def has_chinese(text: str) -> bool:
    """Tell whether a text holds at least one Chinese character."""
    return _CJK.search(text) is not None


_SENTENCE = re.compile(
    r"[?!。;\n]+|(?:(?<=[,，\s])|(?<=呢))(?=还有|另外|再问|第二[个,，]|再一个|顺便)"
)
_JOINING = re.compile(
    r"^(还有就是|还有|另外|再问一下|再问|第[一二三四]个?|再一个|顺便问一下|顺便)[,，:： ]*"
)


def sentences(text: str) -> list[str]:
    """Split a cleaned message where one question ends and the next begins."""
    parts = (_JOINING.sub("", part.strip(" ,，")).strip(" ,，") for part in _SENTENCE.split(text))
    return [part for part in parts if len(part) >= 2]
