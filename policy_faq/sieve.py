"""What a text holds of all that the reading stages look for, found in one pass over it.

The stages know some six hundred regular expressions and a few thousand listed words, and a
question holds a handful of them. Which words an expression cannot do without is read out of the
expression itself (``literals``), so nobody keeps lists of them and the sieve never hides a match:
an expression is tried on a text only when the text holds what it needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

import ahocorasick

from policy_faq.literals import DIGIT, Need, Way, ways

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
        return [] if self._empty else cast("list[tuple[int, _T]]", list(self._automaton.iter(text)))


class Sifted:
    """A regular expression of a sieve; ``pattern`` is what it is compiled to."""

    __slots__ = ("pattern",)

    def __init__(self, expression: str) -> None:
        self.pattern = re.compile(expression)


class Listed:
    """A list of words of a sieve, each with what it means."""

    __slots__ = ()


class Sighting(NamedTuple):
    """A text, the expressions that it may match, and the listed words that it holds."""

    text: str
    may: frozenset[Sifted]
    named: Sequence[tuple[int, _Word]] = ()

    def search(self, sifted: Sifted) -> re.Match[str] | None:
        """Return the first match, as ``re.Pattern.search`` does."""
        return sifted.pattern.search(self.text) if sifted in self.may else None

    def fullmatch(self, sifted: Sifted) -> re.Match[str] | None:
        """Return the match of the whole text, as ``re.Pattern.fullmatch`` does."""
        return sifted.pattern.fullmatch(self.text) if sifted in self.may else None

    def finditer(self, sifted: Sifted) -> Iterator[re.Match[str]]:
        """Return the matches, as ``re.Pattern.finditer`` does."""
        return sifted.pattern.finditer(self.text) if sifted in self.may else iter(())

    def sub(self, sifted: Sifted, written: str | Callable[[re.Match[str]], str]) -> str:
        """Return the text with the matches replaced, as ``re.Pattern.sub`` does."""
        return sifted.pattern.sub(written, self.text) if sifted in self.may else self.text

    def words(self, listed: Listed) -> Iterator[tuple[int, int, str]]:
        """Yield begin, end and meaning of the words of a list, overlapping ones too."""
        for last, word in self.named:
            for meaning in word.listed.get(listed, ()):
                yield last + 1 - word.length, last + 1, meaning


class _Word:
    """What a word that is looked for tells.

    ``alone`` are the expressions that need nothing else, ``ways`` those that need all of a mask;
    ``listed`` is what the word means in which list.
    """

    __slots__ = ("alone", "length", "listed", "mask", "ways")

    def __init__(self, length: int) -> None:
        self.length = length
        self.alone: frozenset[Sifted] = frozenset()
        self.mask = 0
        self.ways: tuple[tuple[int, Sifted], ...] = ()
        self.listed: dict[Listed, list[str]] = {}


class Sieve:
    """Expressions and lists of words that are looked for together.

    They are added when the modules and data files are read, before the first text is looked at;
    adding more later is possible and means that all is put together once more.
    """

    def __init__(self) -> None:
        self._patterns: dict[str, tuple[Sifted, tuple[Way, ...]]] = {}
        self._lists: dict[tuple[tuple[str, str], ...], Listed] = {}
        self._lock = Lock()
        self._index: _Index | None = None
        self.sight = lru_cache(maxsize=_REMEMBERED)(self._sight)
        """Return a text with what it holds."""

    def pattern(self, expression: str) -> Sifted:
        """Return a regular expression of the sieve, added when it is new."""
        with self._lock:
            if expression not in self._patterns:
                self._patterns[expression] = (Sifted(expression), ways(expression))
                self._anew()
            return self._patterns[expression][0]

    def listed(self, words: Iterable[tuple[str, str]]) -> Listed:
        """Return a list of words with their meanings, added when it is new.

        A word may have several meanings.
        """
        key = tuple(words)
        with self._lock:
            if key not in self._lists:
                self._lists[key] = Listed()
                self._anew()
            return self._lists[key]

    def _anew(self) -> None:
        self._index = None
        self.sight.cache_clear()

    def _sight(self, text: str) -> Sighting:
        index = self._index
        if index is None:
            with self._lock:
                index = self._index = _Index(self._patterns.values(), self._lists)
        return index.sight(text)


class _Index:
    """All words that a sieve looks for."""

    def __init__(
        self,
        patterns: Iterable[tuple[Sifted, tuple[Way, ...]]],
        lists: Mapping[tuple[tuple[str, str], ...], Listed],
    ) -> None:
        found: dict[str, _Word] = {}
        bits: dict[Need, int] = {}
        always: set[Sifted] = set()

        def word(written: str) -> _Word:
            if written not in found:
                found[written] = _Word(len(written))
            return found[written]

        for sifted, of_it in patterns:
            if not all(of_it):
                always.add(sifted)
                continue
            for way in of_it:
                mask = 0
                for need in way[1:] and way:
                    mask |= bits.setdefault(need, 1 << len(bits))
                    for each in map(word, need):
                        each.mask |= bits[need]
                for each in map(word, way[0]):
                    if mask:
                        each.ways = (*each.ways, (mask, sifted))
                    else:
                        each.alone |= {sifted}
        for words, listed in lists.items():
            for written, meaning in words:
                word(written).listed.setdefault(listed, []).append(meaning)
        self._always = frozenset(always)
        self._digit = found.pop(DIGIT, None)
        # Words that tell the same share what they tell: what is few stays near.
        same: dict[Any, _Word] = {}
        self._finder = Finder(
            {
                written: each
                if each.listed
                else same.setdefault((each.alone, each.mask, each.ways), each)
                for written, each in found.items()
            }
        )

    def sight(self, text: str) -> Sighting:
        """Return a text with what it holds."""
        hits = self._finder.find(text)
        words = {word for _, word in hits}
        if self._digit is not None and _ANY_DIGIT.search(text):
            words.add(self._digit)
        may = self._always.union(*[word.alone for word in words])
        marks = 0
        for word in words:
            marks |= word.mask
        if marks:
            may |= {sifted for word in words for way, sifted in word.ways if marks & way == way}
        return Sighting(text, may, [hit for hit in hits if hit[1].listed])


_SIEVE: Final = Sieve()
"""That of all stages: what one looks for, it looks for together with all others."""
pattern = _SIEVE.pattern
listed = _SIEVE.listed
sight = _SIEVE.sight
