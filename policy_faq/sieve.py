"""Regular expressions behind a sieve: one is tried only on a text that could hold a match.

A match of 扣.{0,8}身份证 needs a 扣, a 身, a 份 and a 证. Which characters a pattern cannot do
without is read out of the pattern itself, so the sieve can never hide a match; a text is looked at
once, whatever the number of patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

# The parser that ``re`` itself uses; it has no public name since Python 3.11.
_PARSER: Any = import_module("re._parser")
_ANY_DIGIT = re.compile(r"\d")
_DIGIT = "\\d"
"""Stands for any decimal digit among the characters of a need."""
_WIDEST = 64
"""Characters of a range that are still listed one by one."""

_Needs = list[frozenset[str]]
"""Sets of characters, of each of which any match holds at least one."""


class Sieve:
    """Patterns that are tried on the same texts."""

    def __init__(self) -> None:
        self._needs: dict[frozenset[str], int] = {}
        self._marks: dict[str, int] = {}
        self._ways: dict[str, list[tuple[int, Sifted]]] = {}
        """By character, the ways to match for which it is the first thing to look for."""
        self._always: list[Sifted] = []

    def pattern(self, expression: str) -> Sifted:
        """Compile a pattern of this sieve."""
        ways = _ways(_PARSER.parse(expression))
        masks = [self._mask(needs) for needs in ways]
        if not all(ways):
            sifted = Sifted(re.compile(expression), (), 0)
            self._always.append(sifted)
            return sifted
        first = [min(needs, key=len) for needs in ways]
        sifted = Sifted(re.compile(expression), tuple(masks), self._mask([_union(first)]))
        for needs, mask in zip(ways, masks, strict=True):
            for char in min(needs, key=len):
                self._ways.setdefault(char, []).append((mask, sifted))
        return sifted

    def marks(self, text: str) -> int:
        """Return what a text holds of all that the patterns need."""
        return self._marks_of(self._characters(text))

    def _characters(self, text: str) -> set[str]:
        found = set(text)
        if _DIGIT in self._marks and _ANY_DIGIT.search(text):
            found.add(_DIGIT)
        return found

    def _marks_of(self, characters: set[str]) -> int:
        found, marks = 0, self._marks
        for char in marks.keys() & characters:
            found |= marks[char]
        return found

    def sight(self, text: str) -> Sifting:
        """Return a text that knows its marks."""
        return Sifting(text, self.marks(text))

    def passed(self, text: str) -> set[Sifted]:
        """Return the patterns that a text could match."""
        characters = self._characters(text)
        marks, found = self._marks_of(characters), set(self._always)
        for char in self._ways.keys() & characters:
            for way, sifted in self._ways[char]:
                if marks & way == way:
                    found.add(sifted)
        return found

    def _mask(self, needs: Iterable[frozenset[str]]) -> int:
        mask = 0
        for need in needs:
            if need not in self._needs:
                self._needs[need] = 1 << len(self._needs)
                for char in need:
                    self._marks[char] = self._marks.get(char, 0) | self._needs[need]
            mask |= self._needs[need]
        return mask


class Sifted:
    """A pattern of a sieve.

    ``first`` is a need that all ways to match share: with it most texts are done with.
    """

    __slots__ = ("_first", "_ways", "pattern")

    def __init__(self, pattern: re.Pattern[str], ways: tuple[int, ...], first: int) -> None:
        self.pattern = pattern
        self._ways = ways
        self._first = first

    def may_match(self, marks: int) -> bool:
        """Tell whether a text with these marks could hold a match."""
        if not marks & self._first:
            return not self._first
        for way in self._ways:  # noqa: SIM110  "any" takes longer than the comparisons
            if marks & way == way:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Sifting:
    """A text with the marks that a sieve found in it, to be searched with the sieve's patterns."""

    text: str
    marks: int

    def search(self, sifted: Sifted) -> re.Match[str] | None:
        """Return the first match, as ``re.Pattern.search`` does."""
        return sifted.pattern.search(self.text) if sifted.may_match(self.marks) else None

    def holds(self, all_of: Sequence[Sifted]) -> bool:
        """Tell whether every one of the patterns matches; the cheap half of the work first."""
        marks = self.marks
        for sifted in all_of:
            if not sifted.may_match(marks):
                return False
        return all(sifted.pattern.search(self.text) for sifted in all_of)

    def finditer(self, sifted: Sifted) -> Iterator[re.Match[str]]:
        """Return the matches, as ``re.Pattern.finditer`` does."""
        return sifted.pattern.finditer(self.text) if sifted.may_match(self.marks) else iter(())


def _ways(parsed: Any) -> list[_Needs]:
    """Return what each alternative of a whole pattern needs."""
    if parsed.state.flags & re.IGNORECASE:
        return [[]]
    if len(parsed) == 1 and parsed[0][0].name == "BRANCH":
        return [_needs(each) for each in parsed[0][1][1]]
    return [_needs(parsed)]


def _needs(parsed: Any) -> _Needs:
    found: _Needs = []
    for operator, given in parsed:
        match operator.name:
            case "LITERAL":
                found.append(frozenset(chr(given)))
            case "IN" if members := _members(given):
                found.append(members)
            case "SUBPATTERN":
                found += _needs(given[3])
            case "ATOMIC_GROUP":
                found += _needs(given)
            case "ASSERT":
                found += _needs(given[1])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if given[0] > 0:
                found += _needs(given[2])
            case "BRANCH":
                each = [_needs(alternative) for alternative in given[1]]
                if all(each):
                    found.append(_union(min(needs, key=len) for needs in each))
            case _:
                pass  # nothing that can be named, or nothing that must be there
    return found


def _union(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*needs)


def _members(listed: Any) -> frozenset[str]:
    """Return the characters of a class; none when they are too many to be listed."""
    found: set[str] = set()
    for operator, given in listed:
        match operator.name:
            case "LITERAL":
                found.add(chr(given))
            case "RANGE" if given[1] - given[0] <= _WIDEST:
                found.update(map(chr, range(given[0], given[1] + 1)))
            case "CATEGORY" if given.name == "CATEGORY_DIGIT":
                found.add(_DIGIT)
            case _:
                return frozenset()
    return frozenset(found)
