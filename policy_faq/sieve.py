"""What a text holds of all that the reading stages look for, found in one pass over it.

The stages know some six hundred regular expressions and a few thousand listed words, and a
question holds a handful of them. Which words an expression cannot do without is read out of the
expression itself (``literals``), so nobody keeps lists of them and the sieve never hides a match:
an expression is tried on a text only when the text holds what it needs.

Every expression and every list has a bit, so that a stage tells with one AND that nothing it looks
for is there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from math import prod
from operator import or_
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar

import ahocorasick

from policy_faq.literals import DIGIT, Way, chance, ways

_T = TypeVar("_T")
_ANY_DIGIT: Final = re.compile(r"\d")
_REMEMBERED: Final = 256
"""Texts of which is kept what they hold: a question, its parts, and those of other threads."""


class Finder(Generic[_T]):
    """Finds all words of a list in one pass over a text, and what stands for each."""

    def __init__(self, words: Mapping[str, _T]) -> None:
        # The automaton looks for a first character among all of them one by one, in the order in
        # which they were added: those that many words begin with come first.
        begin = Counter(word[0] for word in words)
        self._automaton: Any = ahocorasick.Automaton()
        for word in sorted(words, key=lambda word: -begin[word[0]]):
            self._automaton.add_word(word, words[word])
        if words:
            self._automaton.make_automaton()
        self._empty = not words

    def find(self, text: str) -> list[tuple[int, _T]]:
        """Return where each word ends (its last character) and what stands for it."""
        found: list[tuple[int, _T]] = [] if self._empty else list(self._automaton.iter(text))
        return found


class Sifted:
    """A regular expression of a sieve; ``pattern`` is what it is compiled to.

    ``chance`` is roughly how likely a text may match it.
    """

    __slots__ = ("bit", "chance", "pattern")

    def __init__(self, expression: str, bit: int, chance: float) -> None:
        self.pattern = re.compile(expression)
        self.bit = bit
        self.chance = chance


class Listed:
    """A list of words of a sieve, each with what it means."""

    __slots__ = ("bit",)

    def __init__(self, bit: int) -> None:
        self.bit = bit


def bits(sifted: Iterable[Sifted]) -> int:
    """Return the bits of several expressions."""
    return reduce(or_, (each.bit for each in sifted), 0)


class Table(Generic[_T]):
    """Expressions of a sieve with what stands for each."""

    def __init__(self, stands_for: Mapping[Sifted, _T]) -> None:
        self.bits = bits(stands_for)
        self._by_bit = {sifted.bit: (sifted, each) for sifted, each in stands_for.items()}

    def possible(self, said: Sighting) -> Iterable[tuple[Sifted, _T]]:
        """Return the expressions that a text may match, with what stands for each."""
        may = said.may & self.bits
        return [self._by_bit[bit] for bit in _apart(may)] if may else ()


def _apart(bits: int) -> Iterator[int]:
    """Yield the bits of a number one by one."""
    while bits:
        rest = bits & (bits - 1)
        yield bits ^ rest
        bits = rest


class Sighting(NamedTuple):
    """A text, what it may match, and the listed words that it holds.

    ``may`` has the bits of the expressions that are worth trying, and of the lists and signs of
    which a word is there.
    """

    text: str
    may: int
    named: Sequence[tuple[int, _Word]] = ()

    def search(self, sifted: Sifted) -> re.Match[str] | None:
        """Return the first match, as ``re.Pattern.search`` does."""
        return sifted.pattern.search(self.text) if self.may & sifted.bit else None

    def fullmatch(self, sifted: Sifted) -> re.Match[str] | None:
        """Return the match of the whole text, as ``re.Pattern.fullmatch`` does."""
        return sifted.pattern.fullmatch(self.text) if self.may & sifted.bit else None

    def finditer(self, sifted: Sifted) -> Iterator[re.Match[str]]:
        """Return the matches, as ``re.Pattern.finditer`` does."""
        return sifted.pattern.finditer(self.text) if self.may & sifted.bit else iter(())

    def sub(self, sifted: Sifted, written: str | Callable[[re.Match[str]], str]) -> str:
        """Return the text with the matches replaced, as ``re.Pattern.sub`` does."""
        return sifted.pattern.sub(written, self.text) if self.may & sifted.bit else self.text

    def words(self, listed: Listed) -> Iterator[tuple[int, int, str]]:
        """Yield begin, end and meaning of the words of a list, overlapping ones too."""
        for last, word in self.named:
            for meaning in word.listed.get(listed, ()):
                yield last + 1 - word.length, last + 1, meaning


class _Word:
    """What a word that is looked for tells.

    ``signs`` are the bits of the expressions that need nothing else and of the lists that hold it;
    above them those of the needs that it meets. ``listed`` is what it means in which list.
    """

    __slots__ = ("length", "listed", "signs")

    def __init__(self, length: int) -> None:
        self.length = length
        self.signs = 0
        self.listed: dict[Listed, list[str]] = {}


class Sieve:
    """Expressions and lists of words that are looked for together.

    They are added when the modules and data files are read, before the first text is looked at;
    adding more later is possible and means that all is put together once more.
    """

    def __init__(self) -> None:
        self._patterns: dict[str, tuple[Sifted, tuple[Way, ...]]] = {}
        self._lists: dict[tuple[tuple[str, str], ...], Listed] = {}
        self._signs: dict[frozenset[str], int] = {}
        self._lock = Lock()
        self._index: _Index | None = None
        self.sight = lru_cache(maxsize=_REMEMBERED)(self._sight)
        """Return a text with what it holds."""

    def pattern(self, expression: str) -> Sifted:
        """Return a regular expression of the sieve, added when it is new."""
        with self._lock:
            if expression not in self._patterns:
                of_it = ways(expression)
                likely = sum(prod(map(chance, way)) for way in of_it)
                sifted = Sifted(expression, self._next_bit, likely)
                self._patterns[expression] = (sifted, of_it)
                self._anew()
            return self._patterns[expression][0]

    def listed(self, words: Iterable[tuple[str, str]]) -> Listed:
        """Return a list of words with their meanings, added when it is new.

        A word may have several meanings.
        """
        key = tuple(words)
        with self._lock:
            if key not in self._lists:
                self._lists[key] = Listed(self._next_bit)
                self._anew()
            return self._lists[key]

    def sign(self, words: Iterable[str]) -> int:
        """Return the bit that tells of a text that it holds one of ``words``."""
        key = frozenset(words)
        with self._lock:
            if key not in self._signs:
                self._signs[key] = self._next_bit
                self._anew()
            return self._signs[key]

    @property
    def _next_bit(self) -> int:
        return 1 << len(self._patterns) + len(self._lists) + len(self._signs)

    def _anew(self) -> None:
        self._index = None
        self.sight.cache_clear()

    def _sight(self, text: str) -> Sighting:
        index = self._index
        if index is None:
            with self._lock:
                index = _Index(self._patterns.values(), self._lists, self._signs)
                self._index = index
        return index.sight(text)


class _Index:
    """All words that a sieve looks for."""

    def __init__(
        self,
        patterns: Iterable[tuple[Sifted, tuple[Way, ...]]],
        lists: Mapping[tuple[tuple[str, str], ...], Listed],
        signs: Mapping[frozenset[str], int],
    ) -> None:
        found: dict[str, _Word] = {}
        of_all = list(patterns)
        self._shift = len(of_all) + len(lists) + len(signs)
        self._ways: dict[int, list[tuple[int, int]]] = {}
        self._always = 0

        def word(written: str) -> _Word:
            if written not in found:
                found[written] = _Word(len(written))
            return found[written]

        every = (way for _, of_it in of_all for way in of_it if len(way) > 1)
        needed = dict.fromkeys(need for way in every for need in way)
        bit_of = {need: 1 << number for number, need in enumerate(needed)}
        for need, bit in bit_of.items():
            for each in map(word, need):
                each.signs |= bit << self._shift
        for sifted, of_it in of_all:
            if not all(of_it):
                self._always |= sifted.bit
                continue
            for way in of_it:
                if len(way) == 1:
                    for each in map(word, way[0]):
                        each.signs |= sifted.bit
                else:
                    mask = reduce(or_, map(bit_of.__getitem__, way))
                    self._ways.setdefault(bit_of[way[0]], []).append((mask, sifted.bit))
        for words, listed in lists.items():
            for written, meaning in words:
                each = word(written)
                each.signs |= listed.bit
                each.listed.setdefault(listed, []).append(meaning)
        for some, bit in signs.items():
            for each in map(word, some):
                each.signs |= bit
        self._firsts = reduce(or_, self._ways, 0)
        self._own = (1 << self._shift) - 1
        self._lists = reduce(or_, (listed.bit for listed in lists.values()), 0)
        digit = found.pop(DIGIT, None)
        self._of_digits = digit.signs if digit else 0
        # Words that tell the same share what they tell: what is few stays near.
        same: dict[int, _Word] = {}
        self._finder = Finder(
            {
                written: each if each.listed else same.setdefault(each.signs, each)
                for written, each in found.items()
            }
        )

    def sight(self, text: str) -> Sighting:
        """Return a text with what it holds."""
        hits = self._finder.find(text)
        signs = self._of_digits if _ANY_DIGIT.search(text) else 0
        for _, word in hits:
            signs |= word.signs
        may = signs & self._own | self._always
        met = signs >> self._shift
        firsts = met & self._firsts
        while firsts:
            others = firsts & (firsts - 1)
            for way, bit in self._ways[firsts ^ others]:
                if met & way == way:
                    may |= bit
            firsts = others
        if not may & self._lists:
            return Sighting(text, may)
        return Sighting(text, may, [hit for hit in hits if hit[1].listed])


_SIEVE: Final = Sieve()
"""That of all stages: what one looks for, it looks for together with all others."""
pattern = _SIEVE.pattern
listed = _SIEVE.listed
sign = _SIEVE.sign
sight = _SIEVE.sight
