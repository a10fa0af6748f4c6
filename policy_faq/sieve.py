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
from importlib import import_module
from operator import or_
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from policy_faq.literals import DIGIT, Need, Way, ways

_T = TypeVar("_T")
_ANY_DIGIT: Final = re.compile(r"\d")
_REMEMBERED: Final = 64
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
    """A regular expression of a sieve; ``pattern`` is what it is compiled to."""

    __slots__ = ("bit", "pattern")

    def __init__(self, expression: str, bit: int) -> None:
        self.pattern = re.compile(expression)
        self.bit = bit


class Listed:
    """A list of words of a sieve, each with what it means."""

    __slots__ = ("bit",)

    def __init__(self, bit: int) -> None:
        self.bit = bit


_Means = Mapping[Listed, Sequence[tuple[str, str]]]
"""A word with its meanings, by list."""


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
    """A text and what it may match.

    ``may`` has the bits of the expressions that are worth trying, alone or together, and of the
    lists and signs of which a word is there; ``listed`` finds the words of all lists.
    """

    text: str
    may: int
    listed: Finder[_Means]

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
        for last, means in self.listed.find(self.text) if self.may & listed.bit else ():
            for word, meaning in means.get(listed, ()):
                yield last + 1 - len(word), last + 1, meaning


class Sieve:
    """Expressions and lists of words that are looked for together.

    They are added when the modules and data files are read, before the first text is looked at;
    adding more later is possible and means that all is put together once more.
    """

    def __init__(self) -> None:
        self._patterns: dict[str, tuple[Sifted, tuple[Way, ...]]] = {}
        self._lists: dict[tuple[tuple[str, str], ...], Listed] = {}
        self._signs: dict[frozenset[str], int] = {}
        self._together: dict[frozenset[int], int] = {}
        self._lock = Lock()
        self._index: _Index | None = None
        self.sight = lru_cache(maxsize=_REMEMBERED)(self._sight)
        """Return a text with what it holds."""

    def pattern(self, expression: str) -> Sifted:
        """Return a regular expression of the sieve, added when it is new."""
        with self._lock:
            if expression not in self._patterns:
                sifted = Sifted(expression, self._next_bit)
                self._patterns[expression] = (sifted, ways(expression))
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

    def together(self, sifted: Iterable[Sifted]) -> int:
        """Return the bit that tells of a text that it may match all of several expressions."""
        key = frozenset(each.bit for each in sifted)
        with self._lock:
            if key not in self._together:
                self._together[key] = self._next_bit
                self._anew()
            return self._together[key]

    @property
    def _next_bit(self) -> int:
        known = len(self._patterns) + len(self._lists) + len(self._signs) + len(self._together)
        return 1 << known

    def _anew(self) -> None:
        self._index = None
        self.sight.cache_clear()

    def _sight(self, text: str) -> Sighting:
        index = self._index
        if index is None:
            with self._lock:
                index = self._index = _Index(
                    self._patterns.values(), self._lists, self._signs, self._together
                )
        return index.sight(text)


class _Index:
    """All words that a sieve looks for.

    Above the bits that the sieve gave away stand those of needs, of which a way to match has
    several; first the needs that are met most seldom.
    """

    def __init__(
        self,
        patterns: Iterable[tuple[Sifted, tuple[Way, ...]]],
        lists: Mapping[tuple[tuple[str, str], ...], Listed],
        signs: Mapping[frozenset[str], int],
        together: Mapping[frozenset[int], int],
    ) -> None:
        # Imported when it is needed: its loop loads numba, which most commands do without.
        self._sifting: Any = import_module("policy_faq.sifting")
        of_all = list(patterns)
        known = {sifted: of_it for sifted, of_it in of_all if all(way.needs for way in of_it)}
        possible = [(sifted, way) for sifted, of_it in known.items() for way in of_it]
        alone = [(sifted, way) for sifted, way in possible if len(way.needs) == 1 and not way.never]
        several = [(sifted, way) for sifted, way in possible if len(way.needs) > 1 or way.never]
        firsts = dict.fromkeys(way.needs[0] for _, way in several)
        needs = firsts | dict.fromkeys(
            need for _, way in several for need in (*way.needs, way.never)
        )
        self._low = len(of_all) + len(lists) + len(signs) + len(together)
        number = {need: each for each, need in enumerate(needs, self._low)}
        tells = [*number.items()]
        tells += [(way.needs[0], _number(sifted.bit)) for sifted, way in alone]
        tells += [(some, _number(bit)) for some, bit in signs.items()]
        means: dict[str, dict[Listed, list[tuple[str, str]]]] = {}
        for words, listed in lists.items():
            tells.append((frozenset(word for word, _ in words), _number(listed.bit)))
            for word, meaning in words:
                means.setdefault(word, {}).setdefault(listed, []).append((word, meaning))
        self._listed: Finder[_Means] = Finder(means)
        told: dict[str, set[int]] = {DIGIT: set()}
        for need, bit in tells:
            for word in need:
                told.setdefault(word, set()).add(bit)
        lets: dict[Need, list[tuple[int, list[int]]]] = {need: [] for need in firsts}
        for sifted, way in several:
            others = [number[need] for need in way.needs[1:]]
            forbidden = [~number[way.never]] if way.never else []
            lets[way.needs[0]].append((_number(sifted.bit), others + forbidden))
        always = bits(sifted for sifted, _ in of_all if sifted not in known)
        size = (self._low + len(number)) // 64 + 1
        self._without_digit = _as_array(always, size)
        self._with_digit = _as_array(always | sum(1 << bit for bit in told.pop(DIGIT)), size)
        joint = [(_number(bit), [*map(_number, parts)]) for parts, bit in together.items()]
        self._tree = self._sifting.tree(told, [*lets.values(), joint])
        self._own = (1 << self._low) - 1

    def sight(self, text: str) -> Sighting:
        """Return a text with what it holds; of several lines nothing is known."""
        if "\n" in text:
            return Sighting(text, self._own, self._listed)
        begun = self._with_digit if _ANY_DIGIT.search(text) else self._without_digit
        found = begun.copy()
        self._sifting.sift(self._sifting.units_of(text), *self._tree, self._low, found)
        return Sighting(text, int.from_bytes(found.tobytes(), "little") & self._own, self._listed)


def _number(bit: int) -> int:
    return bit.bit_length() - 1


def _as_array(bits: int, size: int) -> NDArray[np.uint64]:
    return np.frombuffer(bits.to_bytes(8 * size, "little"), np.uint64)


_SIEVE: Final = Sieve()
"""That of all stages: what one looks for, it looks for together with all others."""
pattern = _SIEVE.pattern
listed = _SIEVE.listed
sign = _SIEVE.sign
together = _SIEVE.together
sight = _SIEVE.sight
