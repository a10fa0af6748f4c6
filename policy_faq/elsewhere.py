"""Which other office's matter a question is about, told by the thing that it names; pure.

Ranking by likeness cannot know that a fee for a swimming pool is no fee of a recruiter: nobody
wrote it down. What it is about can be told from the thing that is named, and whether somebody
speaks of work from a few dozen words. The lists are data (``elsewhere.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from operator import add
from typing import Final

_SHORT: Final = 24
"""Characters of a question that is about the one thing it names; longer ones tell a story."""
_SWINDLED: Final = re.compile(r"骗|上当|坑|转账|诈")
_MONEY: Final = re.compile(
    r"押金|[保订定报手服]\w{0,2}[金费]|骗|上当|坑|不退|退[钱款费]|跑路|跑了|欠|赖|不认账|[要讨追]不回|白条|没结|没给|不给|拖"
)
_KEPT: Final = re.compile(r"押金|[保订定]金|费|退")

Named = tuple[int, int, str]
"""Where a thing begins and ends in a text, and the domain that it is of."""


class Words:
    """Finds words of a list in a text; built once."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._by_start: dict[str, list[tuple[str, str]]] = {}
        for word, meaning in words:
            self._by_start.setdefault(word[:2], []).append((word, meaning))

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield where each word stands, the word and what it means."""
        for key in self._by_start.keys() & _beginnings(text):
            for word, meaning in self._by_start[key]:
                start = text.find(word)
                while start >= 0:
                    yield start, word, meaning
                    start = text.find(word, start + 1)

    def in_(self, text: str) -> bool:
        """Tell whether a text holds a word of the list."""
        return next(self.find(text), None) is not None


@lru_cache(maxsize=16)
def _beginnings(text: str) -> frozenset[str]:
    """Return the characters and pairs of a text; several lists are looked up in the same ones."""
    return frozenset((*text, *map(add, text, text[1:])))


@dataclass(frozen=True)
class Lexicon:
    """The lists of ``elsewhere.toml``."""

    domains: frozenset[str]
    work: Words
    frames: re.Pattern[str]
    ours: Words
    things: Words
    surely: Words
    shape: Mapping[str, re.Pattern[str]]
    always: Mapping[str, re.Pattern[str]]
    unless: Mapping[str, re.Pattern[str]]
    home: Mapping[str, re.Pattern[str]]
    evidence: Words
    idle: re.Pattern[str]

    @classmethod
    def load(cls) -> Lexicon:
        """Read the lists of the package."""
        read = tomllib.loads((resources.files("policy_faq") / "elsewhere.toml").read_text("utf-8"))
        domains: dict[str, dict[str, str]] = read["domain"]

        def listed(key: str) -> Words:
            return Words(
                (word.lower(), domain)
                for domain, lists in domains.items()
                for word in dict.fromkeys(lists.get(key, "").split())
            )

        def patterns(key: str) -> dict[str, re.Pattern[str]]:
            return {
                domain: re.compile(lists[key].strip())
                for domain, lists in domains.items()
                if key in lists
            }

        return cls(
            frozenset(domains),
            Words((word, "") for word in read["work"].split()),
            re.compile(read["frames"].replace("\n", "")),
            Words((word, "") for word in read["ours"].split()),
            listed("things"),
            listed("surely"),
            patterns("shape"),
            patterns("always"),
            patterns("unless"),
            {topic: re.compile(pattern) for topic, pattern in read["home"].items()},
            Words((word, "") for word in read["money"]["evidence"].split()),
            _idle(read["money"]["idle"].split(), read["money"]["letters"]),
        )

    def domain(self, text: str) -> str | None:
        """Return the other domain that a cleaned question is about, or None."""
        for domain, pattern in self.always.items():
            if pattern.search(text):
                return domain
        sure = self._named(self.surely, text) | {
            (*match.span(), domain)
            for domain, pattern in self.shape.items()
            for match in pattern.finditer(text)
            if self._may_be(domain, text)
        }
        if sure:
            return None if self.at_work(text, sure) else _heaviest(sure)
        things = self._named(self.things, text) if len(text) <= _SHORT else set()
        if things and not (self.at_work(text, things) or _beside(self.ours, things, text)):
            return _heaviest(things)
        return None

    def at_work(self, text: str, things: Set[Named] = frozenset()) -> bool:
        """Tell whether a text speaks of work, not counting words that are part of ``things``."""
        return _beside(self.work, things, text) or self.frames.search(text) is not None

    def money(self, text: str) -> str | None:
        """Return whose matter the money is that a question speaks of; None when it may be pay.

        A thing that nobody listed ("渔具押金") is left over when the words of money and of asking
        are taken away.
        """
        if len(text) > _SHORT or not _MONEY.search(text):
            return None
        if self.at_work(text) or self.evidence.in_(text):
            return None
        if not any(len(left) > 1 for left in self.idle.split(text)):
            return None
        if _SWINDLED.search(text):
            return "scam"
        return "consumer" if _KEPT.search(text) else "family"

    def _named(self, words: Words, text: str) -> set[Named]:
        return {
            (start, start + len(word), domain)
            for start, word, domain in words.find(text)
            if self._may_be(domain, text)
        }

    def _may_be(self, domain: str, text: str) -> bool:
        unless = self.unless.get(domain)
        return unless is None or unless.search(text) is None


def _idle(words: Iterable[str], letters: str) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"{'|'.join(longest_first)}|[{letters}\W\d]")


def _beside(words: Words, things: Set[Named], text: str) -> bool:
    """Tell whether a word of the list stands beside the things.

    A word of work inside one of them (退休工资) says nothing about work.
    """
    return any(
        not any(begin <= start and start + len(word) <= end for begin, end, _ in things)
        for start, word, _ in words.find(text)
    )


def _heaviest(things: Set[Named]) -> str:
    """Return the domain of which the most characters are there."""
    weights: dict[str, int] = {}
    for start, end, domain in sorted(things):
        weights[domain] = weights.get(domain, 0) + end - start
    return max(weights, key=weights.__getitem__)


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


@lru_cache(maxsize=512)
def elsewhere(text: str) -> str | None:
    """Return the other domain (an id of other.toml) that a cleaned question is about, or None."""
    return _lexicon().domain(text)


@lru_cache(maxsize=512)
def money_elsewhere(text: str) -> str | None:
    """Return the domain of the money that a question speaks of, or None if it may be pay."""
    return elsewhere(text) or _lexicon().money(text)


def at_home(text: str) -> str | None:
    """Return the topic of ours that a cleaned question surely asks about, or None.

    "养蜂贷款" is about a loan, not about bees.
    """
    homes = _lexicon().home.items()
    return next((topic for topic, pattern in homes if pattern.search(text)), None)
