"""Cutting Chinese text into words as jieba does, with its dictionary in a quarter of the room.

Only word boundaries are asked of it, so jieba itself is not loaded: its dictionary, without rare
words and long proper names, is a tree in which every word of a text is found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from math import inf, log
from pathlib import Path
from threading import Lock
from typing import Any

import ahocorasick

Cut = Callable[[str], list[str]]
"""Cuts a text into words whose concatenation is the text."""

_RAREST = 20
_LONGEST = 5
_BLOCK = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)")
"""Characters that words are made of; all others stand alone."""
_LINE = re.compile(rb"^(\S+) (\d{2,}) ", re.MULTILINE)
"""A word of jieba's dictionary and its count, where that has two digits: a word not too rare."""
_ALONE = re.compile(r"\r\n|.", re.DOTALL)
_LATIN = re.compile(r"[a-zA-Z0-9]")
_LENGTH_BITS = 8
_LENGTH = (1 << _LENGTH_BITS) - 1


class JiebaCutter:
    """Cuts as ``jieba.cut(text, HMM=False)`` with the common words of its dictionary and ours.

    The dictionary is read at the first text, and no file of it is kept anywhere.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._dictionary: _Dictionary | None = None
        self._loading = Lock()

    def __call__(self, text: str) -> list[str]:
        """Return the words of ``text`` in order."""
        if self._dictionary is None:
            with self._loading:
                if self._dictionary is None:
                    self._dictionary = _Dictionary(self._words)
        return list(_cut(text, self._dictionary.found, self._dictionary.total))


class _Dictionary:
    """Words with how often they are used; ``total`` is the sum of it, as jieba counts it."""

    def __init__(self, own: Iterable[str]) -> None:
        # A word has its count and its length, so that a hit, which says where it ends, is enough.
        self._tree: Any = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        self.total = 0
        for word, count in _common_words():
            self._add(word, count)
        for word in own:
            self._add(word, self._enough(word))
        self._tree.make_automaton()

    def found(self, block: str) -> Iterable[tuple[int, int]]:
        """Return the last place, and count and length, of every word in ``block``, in order."""
        hits: Iterable[tuple[int, int]] = self._tree.iter(block)
        return hits

    def _add(self, word: str, count: int) -> None:
        self._tree.add_word(word, count << _LENGTH_BITS | len(word))
        self.total += count

    def _enough(self, word: str) -> int:
        """Return the count with which ``word`` is cut as one, as ``jieba.suggest_freq`` does."""
        total, share = float(self.total), 1.0
        for part in _cut(word, self._looked_up, self.total):
            share *= self._count(part) / total
        return max(int(share * self.total) + 1, self._count(word))

    def _count(self, word: str) -> int:
        """Return the count of a word: 0 for the mere beginning of one, 1 for what is none."""
        value: int = self._tree.get(word, 0)
        return value >> _LENGTH_BITS if value else 1 - self._tree.match(word)

    def _looked_up(self, block: str) -> Iterator[tuple[int, int]]:
        """Yield what ``found`` returns, before the tree can find all in one pass."""
        for end in range(1, len(block) + 1):
            for start in range(end):
                value = self._tree.get(block[start:end], 0)
                if value:
                    yield end - 1, value


def _cut(text: str, found: Callable[[str], Iterable[tuple[int, int]]], total: int) -> Iterator[str]:
    """Yield the words of the cut whose joint frequency is highest; Latin letters stay together."""
    whole = log(total)
    for block in _BLOCK.split(text):
        if not _BLOCK.match(block):
            yield from _ALONE.findall(block)
            continue
        size = len(block)
        words: list[list[tuple[int, int]]] = [[] for _ in block]
        for last, value in found(block):
            words[last + 1 - (value & _LENGTH)].append((last + 1, value >> _LENGTH_BITS))
        ends, best = list(range(1, size + 1)), [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            most = -inf if words[start] else best[start + 1] - whole
            for end, count in words[start]:
                score = log(count) - whole + best[end]
                if score >= most:
                    most, ends[start] = score, end
            best[start] = most
        yield from _joined(block, ends)


def _joined(block: str, ends: list[int]) -> Iterator[str]:
    letters, at = "", 0
    while at < len(block):
        word, at = block[at : ends[at]], ends[at]
        if len(word) == 1 and _LATIN.match(word):
            letters += word
            continue
        if letters:
            yield letters
            letters = ""
        yield word
    if letters:
        yield letters


def _common_words() -> Iterator[tuple[str, int]]:
    """Yield the words of jieba's dictionary that are neither rare nor long, with their counts."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba is not installed: its dictionary is missing")
    for line in _LINE.finditer(Path(package.origin).with_name("dict.txt").read_bytes()):
        word, count = line[1].decode(), int(line[2])
        if count >= _RAREST and len(word) <= _LONGEST:
            yield word, count
