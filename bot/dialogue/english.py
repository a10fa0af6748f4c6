"""Searches for work in English, in the Chinese words that the search knows. Pure."""

from __future__ import annotations

import re
from typing import Final

from policy_faq.english import English
from policy_faq.text import has_chinese

_WORDS: Final = {
    "board and lodging": "包吃住",
    "food and lodging": "包吃住",
    "meals": "包吃",
    "food": "包吃",
    "lodging": "包住",
    "housing": "包住",
    "dormitory": "包住",
    "well paid": "工资高",
    "high wage": "工资高",
    "high pay": "工资高",
    "near home": "离家近",
    "nearby": "离家近",
    "day shift": "长白班",
    "daily pay": "日结",
    "electronics": "电子厂",
    "factory": "厂",
    "cook": "厨师",
    "chef": "厨师",
    "driver": "司机",
    "guard": "保安",
    "security": "保安",
    "cleaner": "保洁",
    "cleaning": "保洁",
    "waiter": "服务员",
    "waitress": "服务员",
    "nanny": "保姆",
    "housekeeper": "家政",
    "welder": "电焊工",
    "sewing": "缝纫工",
    "construction": "建筑工",
    "farm": "种植",
}
_KNOWN: Final = re.compile(
    "|".join(rf"\b{re.escape(word)}s?\b" for word in sorted(_WORDS, key=len, reverse=True))
)
_WORD: Final = re.compile(r"[a-z]{2}")
"""What a class to drive has not ("B2")."""
_LATIN: Final = re.compile(r"[a-z'’\-]+")
_WAGE: Final = re.compile(r"(\d{4,5})\s*(?:yuan|rmb)?")


class JobEnglish:
    """Turns an English wish into Chinese key words; build one and keep it."""

    def __init__(self) -> None:
        self._english = English()

    def in_chinese(self, text: str) -> str:
        """Return a cleaned text as it is when it is Chinese, else the words of it that are known.

        >>> JobEnglish().in_chinese("cook jobs in kunming with lodging, 5000 yuan")
        '厨师 昆明 包住, 5000元'
        """
        if has_chinese(text) or not _WORD.search(text.lower()):
            return text
        known = _KNOWN.sub(lambda found: _chinese(found.group()), text)
        known = _WAGE.sub(r"\1元", self._english.place_words(known))
        return " ".join(_LATIN.sub(" ", known).split()).replace(" ,", ",")

    def places(self, text: str) -> str:
        """Return a cleaned text with the places in Chinese that English writes in letters.

        >>> JobEnglish().places("to shanghai")
        'to 上海'
        """
        return text if has_chinese(text) else self._english.place_words(text)


def _chinese(word: str) -> str:
    return _WORDS.get(word) or _WORDS[word.removesuffix("s")]
