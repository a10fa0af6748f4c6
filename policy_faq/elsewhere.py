"""Which other office's matter a question is about, told by the thing that it names; pure.

Ranking by likeness cannot know that a fee for a swimming pool is no fee of a recruiter: nobody
wrote it down. What it is about can be told from the thing that is named, and whether somebody
speaks of work from a few dozen words. The lists are data (``elsewhere.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from policy_faq.sieve import Listed, Sifted, Sighting, Table, bits, listed, pattern, sight

_SHORT: Final = 24
"""Characters of a question that is about the one thing it names; longer ones tell a story."""
_SWINDLED: Final = pattern(r"骗|上当|坑|转账|诈")
_MONEY: Final = pattern(
    r"押金|[保订定报手服]\w{0,2}[金费]|骗|上当|坑|不退|退[钱款费]|跑路|跑了|欠|赖|不认账|[要讨追]不回|白条|没结|没给|不给|拖"
)
_KEPT: Final = pattern(r"押金|[保订定]金|费|退")

Named = tuple[int, int, str]
"""Where a thing begins and ends in a text, and the domain that it is of."""


@dataclass(frozen=True)
class Lexicon:
    """The lists of ``elsewhere.toml``."""

    domains: frozenset[str]
    work: Listed
    frames: Sifted
    ours: Listed
    things: Listed
    surely: Listed
    shape: Table[str]
    always: Mapping[str, Sifted]
    surest: int
    """The bits of ``always``."""
    others: int
    """Those, and the bits of ``shape`` and of the things of other offices."""
    unless: Mapping[str, Sifted]
    home: Mapping[str, Sifted]
    ours_surely: int
    """The bits of ``home``."""
    evidence: Listed
    idle: re.Pattern[str]

    @classmethod
    def load(cls) -> Lexicon:
        """Read the lists of the package."""
        read = tomllib.loads((resources.files("policy_faq") / "elsewhere.toml").read_text("utf-8"))
        domains: dict[str, dict[str, str]] = read["domain"]

        def words(key: str) -> Listed:
            return listed(
                (word.lower(), domain)
                for domain, lists in domains.items()
                for word in dict.fromkeys(lists.get(key, "").split())
            )

        def patterns(key: str) -> dict[str, Sifted]:
            return {
                domain: pattern(lists[key].replace("\n", ""))
                for domain, lists in domains.items()
                if key in lists
            }

        shape = Table({words: domain for domain, words in patterns("shape").items()})
        always = patterns("always")
        home = {topic: pattern(words) for topic, words in read["home"].items()}
        surest = bits(always.values())
        things, surely = words("things"), words("surely")
        return cls(
            frozenset(domains),
            _plain(read["work"]),
            pattern(read["frames"].replace("\n", "")),
            _plain(read["ours"]),
            things,
            surely,
            shape,
            always,
            surest,
            surest | shape.bits | things.bit | surely.bit,
            patterns("unless"),
            home,
            bits(home.values()),
            _plain(read["money"]["evidence"]),
            _idle(read["money"]["idle"].split(), read["money"]["letters"]),
        )

    def domain(self, text: str) -> str | None:
        """Return the other domain that a cleaned question is about, or None."""
        said = sight(text)
        if said.may & self.surest:
            for domain, words in self.always.items():
                if said.search(words):
                    return domain
        sure = self._named(self.surely, said)
        sure |= {
            (*match.span(), domain)
            for words, domain in self.shape.possible(said)
            for match in words.pattern.finditer(text)
            if self._may_be(domain, said)
        }
        if sure:
            return None if self.at_work(said, sure) else _heaviest(sure)
        things = self._named(self.things, said) if len(text) <= _SHORT else set()
        if things and not (self.at_work(said, things) or _beside(self.ours, things, said)):
            return _heaviest(things)
        return None

    def certain(self, text: str) -> bool:
        """Tell whether a cleaned question is another domain's without any doubt."""
        said = sight(text)
        return bool(said.may & self.surest) and any(map(said.search, self.always.values()))

    def at_work(self, said: Sighting, things: Set[Named] = frozenset()) -> bool:
        """Tell whether a text speaks of work, not counting words that are part of ``things``."""
        return _beside(self.work, things, said) or said.search(self.frames) is not None

    def money(self, text: str) -> str | None:
        """Return whose matter the money is that a question speaks of; None when it may be pay.

        A thing that nobody listed ("渔具押金") is left over when the words of money and of asking
        are taken away.
        """
        said = sight(text)
        if len(text) > _SHORT or not said.search(_MONEY):
            return None
        if self.at_work(said) or any(said.words(self.evidence)):
            return None
        if not any(len(left) > 1 for left in self.idle.split(text)):
            return None
        if said.search(_SWINDLED):
            return "scam"
        return "consumer" if said.search(_KEPT) else "family"

    def _named(self, words: Listed, said: Sighting) -> set[Named]:
        if not said.may & words.bit:
            return set()
        return {each for each in said.words(words) if self._may_be(each[2], said)}

    def _may_be(self, domain: str, said: Sighting) -> bool:
        unless = self.unless.get(domain)
        return unless is None or said.search(unless) is None


def _plain(words: str) -> Listed:
    return listed((word, "") for word in words.split())


def _idle(words: Iterable[str], letters: str) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"{'|'.join(longest_first)}|[{letters}\W\d]")


def _beside(words: Listed, things: Set[Named], said: Sighting) -> bool:
    """Tell whether a word of the list stands beside the things.

    A word of work inside one of them (退休工资) says nothing about work.
    """
    return any(
        not any(begin <= start and end <= stop for begin, stop, _ in things)
        for start, end, _ in said.words(words)
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


def warm() -> None:
    """Read the lists now instead of at the first question."""
    _lexicon()


def elsewhere(text: str) -> str | None:
    """Return the other domain (an id of other.toml) that a cleaned question is about, or None."""
    return domain_of(text) if sight(text).may & _lexicon().others else None


@lru_cache(maxsize=64)
def domain_of(text: str) -> str | None:
    """Return what ``elsewhere`` does of a question that holds a sign of another domain."""
    return _lexicon().domain(text)


def surely_elsewhere(text: str) -> bool:
    """Tell whether a cleaned question is another office's whatever else it holds."""
    return _lexicon().certain(text)


def speaks_of_work(text: str) -> bool:
    """Tell whether a cleaned text may tell of work: long, foreign, or with a word of it."""
    if len(text) > _SHORT or not all(map(_is_chinese, filter(str.isalpha, text))):
        return True
    said, lexicon = sight(text), _lexicon()
    return lexicon.at_work(said) or any(said.words(lexicon.ours))


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def everyday(text: str) -> bool:
    """Tell whether a short cleaned message is certainly another office's and tells of no work."""
    return len(text) <= _SHORT and surely_elsewhere(text) and not _lexicon().at_work(sight(text))


@lru_cache(maxsize=64)
def money_elsewhere(text: str) -> str | None:
    """Return the domain of the money that a question speaks of, or None if it may be pay."""
    return elsewhere(text) or _lexicon().money(text)


def at_home(text: str) -> str | None:
    """Return the topic of ours that a cleaned question surely asks about, or None.

    "养蜂贷款" is about a loan, not about bees.
    """
    said = sight(text)
    lexicon = _lexicon()
    if not said.may & lexicon.ours_surely:
        return None
    return next((topic for topic, words in lexicon.home.items() if said.search(words)), None)
