"""From a cleaned text to search tokens: characters, character pairs and jieba's search words.

Character pairs keep what a word list does not know; jieba's search mode adds the words inside
long compounds. Measured on real questions, its accurate mode keeps 拖欠工资 as one token and
misses half of the wage questions, so it is not used.
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from operator import add
from pathlib import Path
from typing import Any

import jieba

from policy_faq import pinyin
from policy_faq.words import Segmenter

_RUN = re.compile(r"[㐀-鿿]+|[a-z]+|311|12333|110|#|◎")
_NUMBER = re.compile(
    r"(?!(?:311|12333|110)(?!\d))(?<!\d)\d+(?:\.\d+)?[kw千万]?|(?<![一-龥])[一二两三四五六七八九十百千万]{2,}(?=[元块人个年月天次岁])"
)
_BETWEEN_CHINESE = re.compile(r"(?<=[㐀-鿿#◎])\s+(?=[㐀-鿿#◎])")

_LETTERS = re.compile(r"(?<![a-z0-9])(?:(n ?(?:\+|加) ?[1一]|n1)|2 ?n)(?![a-z0-9])", re.IGNORECASE)
"""N+1 and 2N: pay for want of notice, and for being dismissed against the law."""

PLACE_MARK = "◎"
"""Stands for any place name, on both sides: where somebody goes does not change what they ask."""

_EMPTY_WORDS = frozenset("的 了 吗 呢 啊 吧 嘛 呀 哦 噢 哈 撒 嘎 么 就是 这个 那个 一下".split())


_ASKING = frozenset(
    "的了吗呢啊吧嘛呀哦么是有没能可以要会想得给去到在来把被跟和就都也还再又才只这那哪个些什怎谁几多少样"
    "我你他她它们咱您请问说看一下不好回事办行该应让叫对吧哈做弄点里边上下时候"
)
ASKING_WEIGHT = 0.5


def importance(token: str) -> float:
    """Return the share of its idf that a token counts for.

    Tokens made only of characters that turn a statement into a question (怎么, 有没有, 多少) say
    little about what is asked.
    """
    return ASKING_WEIGHT if _ASKING.issuperset(token.lstrip("/")) else 1.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, by channel, and the folded text that they were read from."""

    text: tuple[str, ...]
    sound: tuple[str, ...]
    folded: str = ""


class Tokenizer:
    """Turns texts into tokens with our own dictionary and synonym list.

    Building it loads jieba's dictionary (about a second); build one and keep it. ``cache`` is the
    folder for jieba's cache file, None for none.
    """

    def __init__(self, *, cache: Path | None = None) -> None:
        package = resources.files("policy_faq")
        listed = tomllib.loads((package / "synonyms.toml").read_text("utf-8"))["fold"]
        # A canonical word stands for itself, so that the 欠 in 拖欠 is not folded once more.
        self._fold = {word: to for to, words in listed.items() for word in (to, *words)}
        longest_first = sorted(self._fold, key=lambda word: (-len(word), word))
        self._folding = re.compile("|".join(map(re.escape, longest_first)))
        self._words = (package / "domain_words.txt").read_text("utf-8").split()
        self._words += list(listed)
        self._cache = cache

    @cached_property
    def _segmenter(self) -> Segmenter:
        # Jieba's own object is let go: two dictionaries of this size are one too many.
        loaded = self.loaded()
        return Segmenter(loaded.FREQ, loaded.total)

    def loaded(self) -> Any:
        """Load and return jieba's own segmenter with our words; it is not kept."""
        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        if self._cache is None:
            # jieba would read a cache file with a predictable name from the shared temp folder.
            segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
            segmenter.initialized = True
        else:
            self._cache.mkdir(parents=True, exist_ok=True)
            segmenter.tmp_dir = str(self._cache)
            segmenter.cache_file = "gangxin-jieba.cache"
            segmenter.initialize()
        for word in self._words:
            segmenter.add_word(word)
        return segmenter

    @cached_property
    def _accurate(self) -> Any:
        return self.loaded()

    def is_word(self, text: str) -> bool:
        """Tell whether a text is a word of the dictionary."""
        return self._segmenter.holds(text)

    def warm(self) -> None:
        """Load the dictionaries now instead of at the first question."""
        pinyin.warm()
        self.words("交通补助")

    def fold(self, text: str) -> str:
        """Replace every synonym by its canonical word and every number by ``#``."""
        if "n" in text or "N" in text:
            text = _LETTERS.sub(_in_words, text)
        text = _NUMBER.sub("#", _BETWEEN_CHINESE.sub("", text))
        return self._folding.sub(lambda match: self._fold[match.group()], text)

    def words(self, text: str) -> list[str]:
        """Return jieba's search-mode words of two or more characters of a folded text."""
        return self._segmenter.words(text)

    def cut(self, text: str) -> list[str]:
        """Return jieba's accurate-mode words, the usual way to cut; for comparison only."""
        return [str(word) for word in self._accurate.cut(text)]

    def tokens(self, text: str) -> Tokens:
        """Return all tokens of a cleaned text in which place names are already marked."""
        folded = self.fold(text)
        return Tokens(tuple(self._text_tokens(folded)), tuple(sound_tokens(folded)), folded)

    def _text_tokens(self, folded: str) -> list[str]:
        found: list[str] = []
        for run in _RUN.findall(folded):
            if run[0] < "㐀":
                found.append(run)
            else:
                found += run
                found += map(add, run, run[1:])
        found += [
            "/" + word
            for word in self.words(folded)
            if word[0] >= "㐀" and word not in _EMPTY_WORDS
        ]
        return found


def _in_words(letters: re.Match[str]) -> str:
    return "代通知金" if letters.group(1) else "违法辞退二倍赔偿"


def sound_tokens(folded: str) -> list[str]:
    """Return the syllables of a text and every two neighbouring ones."""
    found: list[str] = []
    for run in pinyin.sounds(folded):
        found += run
        found += pinyin.pairs(run)
    return found
