"""Jieba's search-mode words without jieba's generators: the same dictionary, the same cuts.

Cutting a question was a quarter of the work of an answer. Only words of two or more characters
are wanted here, and the logarithm of every frequency can be taken once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import log

_BLOCK = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
"""What jieba cuts; everything else parts two blocks."""
_NO_WORD_BEGINS_SO = 1.0
"""Stands for "no entry of the dictionary begins like this"; a logarithm of a share is negative."""


class Segmenter:
    """Finds the likeliest cut of a text: the one whose words have the highest joint frequency."""

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        """Take over a dictionary in jieba's form, in which 0 marks the mere beginning of a word.

        ``total`` is the sum of all frequencies as jieba counts it.
        """
        whole = log(total)
        self._unknown = -whole
        # Few frequencies occur, each very often: one float object serves them all.
        weights = {each: log(each) - whole if each else None for each in {*frequencies.values()}}
        self._weights = {word: weights[each] for word, each in frequencies.items()}

    def holds(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return self._weights.get(word) is not None

    def words(self, text: str) -> list[str]:
        """Return the words of at least two characters, each after the shorter ones inside it."""
        found: list[str] = []
        for match in _BLOCK.finditer(text):
            block = match.group()
            if len(block) > 1:
                self._cut(block, found)
        return found

    def _cut(self, block: str, found: list[str]) -> None:
        # Loops are written out and names kept local: this runs for every character of a question.
        get, size = self._weights.get, len(block)
        best, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            top, end = 0.0, 0
            for stop in range(start + 1, size + 1):
                weight = get(block[start:stop], _NO_WORD_BEGINS_SO)
                if weight is None:
                    continue
                if weight > 0:
                    break
                score = weight + best[stop]
                if not end or score >= top:
                    top, end = score, stop
            if not end:
                top, end = self._unknown + best[start + 1], start + 1
            best[start], ends[start] = top, end
        start = 0
        while start < size:
            end = ends[start]
            if end - start > 1:
                if end - start > 2:
                    self._inside(block[start:end], found)
                found.append(block[start:end])
            start = end

    def _inside(self, word: str, found: list[str]) -> None:
        for length in (2, 3) if len(word) > 3 else (2,):
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                if self._weights.get(part) is not None:
                    found.append(part)
