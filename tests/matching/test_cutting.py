"""Words are cut where jieba cuts them with the same dictionary."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from matching.catalogue import Catalogue
from matching.cutting import JiebaCutter

_RAREST, _LONGEST = 20, 5
_SAID = (
    "想找包吃住的电子厂,4000以上,东莞",
    "会缝纫、平车;做过3年",
    "有C1证/B2证\r\n可以上夜班 ok",
    "  开Toyota叉车(3吨)的活路!!",
    "长白班-双休,5险1金",
    "龘𠮷AA制T恤衫",
    "",
)

Cut = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def words() -> tuple[str, ...]:
    """Words of our own, with some that jieba has and some that hold other characters."""
    ours = tuple(Catalogue.load().words)[::40]
    return (*ours, "电子厂", "保安", "叉车司机", "A证", "普工/操作工", "平")


@pytest.fixture(scope="module")
def jieba_cut(words: tuple[str, ...]) -> Cut:
    """Cut with jieba itself, which was given the same words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    segmenter: Any = jieba.Tokenizer()
    counts: dict[str, int] = {}
    total = 0
    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count = line.split(" ")[:2]
            if int(count) >= _RAREST and len(word) <= _LONGEST:
                counts[word] = int(count)
                total += int(count)
    for word in tuple(counts):
        for end in range(1, len(word)):
            counts.setdefault(word[:end], 0)
    segmenter.FREQ, segmenter.total, segmenter.initialized = counts, total, True
    for word in words:
        segmenter.add_word(word)
    return lambda text: list(segmenter.cut(text, HMM=False))


def test_words_are_cut_as_jieba_cuts_them(words: tuple[str, ...], jieba_cut: Cut) -> None:
    cut, random = JiebaCutter(words), Random(7)
    pieces = (*words, *"的了在东莞工厂女男岁 ，。-+.ABx09\r\n龘", "\r\n", "北京", "服务", "机械厂")
    drawn = ["".join(random.choices(pieces, k=random.randint(1, 7))) for _ in range(1_500)]
    for text in (*_SAID, *words, *drawn):
        assert cut(text) == jieba_cut(text)
        assert "".join(cut(text)) == text
