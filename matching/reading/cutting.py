"""Cutting Chinese text into words with jieba; the only place of this package that loads it."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

Cut = Callable[[str], list[str]]
"""Cuts a text into words whose concatenation is the text."""

_RAREST = 20
_LONGEST = 5


class JiebaCutter:
    """Cuts with the common part of jieba's dictionary and our own words.

    Only word boundaries are asked of it, so rare words and long proper names stay out: a fifth of
    the memory and of the loading time, and no cache file in a folder that others can write to.
    The dictionary is loaded at the first text.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._segmenter: Any = None
        self._loading = Lock()

    def __call__(self, text: str) -> list[str]:
        """Return the words of ``text`` in order."""
        if self._segmenter is None:
            with self._loading:
                if self._segmenter is None:
                    self._segmenter = self._load()
        return [str(word) for word in self._segmenter.cut(text, HMM=False)]

    def _load(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - half a second that most commands do not need

        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        with segmenter.get_dict_file() as lines:
            segmenter.FREQ, segmenter.total = _common_words(lines)
        segmenter.initialized = True
        for word in self._words:
            segmenter.add_word(word)
        return segmenter


def _common_words(lines: Iterable[bytes]) -> tuple[dict[str, int], int]:
    """Return jieba's prefix dictionary (word or beginning of one → count) and the sum of counts."""
    counts: dict[str, int] = {}
    total = 0
    for line in lines:
        word, count_text = line.decode().split(" ")[:2]
        count = int(count_text)
        if count < _RAREST or len(word) > _LONGEST:
            continue
        counts[word] = count
        total += count
    for word in tuple(counts):
        for end in range(1, len(word)):
            counts.setdefault(word[:end], 0)
    return counts, total
