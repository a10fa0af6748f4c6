"""What work does to a body (冷, 粉尘, 胶水味, 夜班 …) as bits: read from postings and from people.

Data: ``data/hazards.toml``. Pure. A posting shows a hazard by its words, unless it says that nobody
bears it there; a person's clauses name one beside a harm, a ban, a fear or an allergy
(``matching.reading.harm``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import ahocorasick

from matching.reading import bodies, harm
from matching.reading.denial import denied
from matching.reading.phrases import phrases

_NOBODY = r"(?!)"
_CLAUSE = re.compile(r"[,;。!?\n]|(?<=[^\x00-\x7f])\s+")
_NONE: tuple[str, ...] = ()
_EXPOSED = frozenset({"dust", "fumes", "chemicals"})
"""The hazards with templates of work beside their row."""
_SPARED = {
    **{key: (key, "exposures") for key in _EXPOSED},
    "frost": ("cold", "exposures"),
    "wet": ("cold", "exposures"),
    "colour": ("colour", "seen_and_read"),
}
"""Where templates stand of what takes a hazard away, section and file."""


@cache
def hazards() -> Hazards:
    """Return the hazards of the package, read once."""
    text = (resources.files("matching") / "data" / "hazards.toml").read_text("utf-8")
    return Hazards(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard; ``harms`` is the mask of it and of all who bears it must be kept from."""

    key: str
    mask: int
    harms: int
    label: str
    strict: bool
    feared: bool
    told: tuple[str, ...]
    seen: re.Pattern[str]


class Hazards:
    """All hazards; reads them from postings' and from people's cleaned text."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        bits = {key: 1 << row["bit"] for key, row in data.items()}
        self.all = tuple(
            Hazard(
                key,
                bits[key],
                bits[key] | sum(bits[each] for each in row.get("wider", _NONE)),
                row["label"],
                row.get("strict", False),
                row.get("feared", False),
                tuple(row["told"]),
                re.compile(
                    "|".join(
                        (*row.get("seen", _NONE), *bodies.of_hazard(key, "work"), *_exposing(key))
                    )
                    or _NOBODY
                ),
            )
            for key, row in data.items()
        )
        self._by_key = {hazard.key: hazard for hazard in self.all}
        self._shown = _automaton(
            {key: [*row["shown"], *row.get("denied", _NONE)] for key, row in data.items()}
        )
        self._lookalike = frozenset(
            (key, word) for key, row in data.items() for word in row.get("denied", _NONE)
        )
        self._unless = tuple(
            (bits[key], re.compile("|".join(words)))
            for key, row in data.items()
            if (words := _taking_away(key, row))
        )
        self._told = _automaton({hazard.key: hazard.told for hazard in self.all})
        self._seen = tuple(hazard for hazard in self.all if hazard.seen.pattern != _NOBODY)

    def __getitem__(self, key: str) -> Hazard:
        """Return the hazard ``key``; raises KeyError for an unknown one."""
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a hazard ``key``."""
        return key in self._by_key

    def labels(self, mask: int) -> Iterator[str]:
        """Yield what the hazards of ``mask`` are called."""
        return (hazard.label for hazard in self.all if hazard.mask & mask)

    def shown(self, text: str) -> int:
        """Return the mask of the hazards that a posting's cleaned text shows."""
        found = 0
        seen = tuple(hazard for hazard in self._seen if hazard.seen.search(text))
        for clause in _CLAUSE.split(text):
            if clause:
                found |= self._shown_in(clause, seen)
        for mask, words in self._unless:
            if found & mask and words.search(text) and not bodies.all_the_same(text):
                found &= ~mask
        return found

    def told(self, clauses: Sequence[str], text: str) -> int:
        """Return the mask of the hazards that harm a person, by the clauses that tell of them.

        ``text`` is all the person told: whether a doctor has spoken is heard in the whole of it.
        """
        found = 0
        if not clauses or not harm.may_tell(text):
            return found
        advised = harm.is_advised(text)
        for at, clause in enumerate(clauses):
            after = clauses[at + 1] if at + 1 < len(clauses) else ""
            for end, (word, keys) in self._told.iter(clause):
                start = end + 1 - len(word)
                if harm.is_of_kin(clause[:start]):
                    continue
                near = harm.near(clause, start, end + 1, after)
                for key in keys:
                    hazard = self._by_key[key]
                    if not found & hazard.mask and harm.harms(
                        near, strict=hazard.strict, feared=hazard.feared, advised=advised
                    ):
                        found |= hazard.harms
        return found

    def _shown_in(self, clause: str, seen: Sequence[Hazard]) -> int:
        hits = [
            (end + 1 - len(word), end + 1, word, keys)
            for end, (word, keys) in self._shown.iter(clause)
        ]
        found = 0
        for start, end, word, keys in hits:
            wanted = [key for key in keys if not found & self._by_key[key].mask]
            if not wanted or denied(clause[:start], clause[end:]):
                continue
            for key in wanted:
                if (key, word) not in self._lookalike and not self._covered(hits, start, end, key):
                    found |= self._by_key[key].mask
        for hazard in seen:
            if not found & hazard.mask:
                found |= hazard.mask if _seen_in(hazard, clause) else 0
        return found

    def _covered(
        self, hits: Sequence[tuple[int, int, str, tuple[str, ...]]], start: int, end: int, key: str
    ) -> bool:
        return any(
            first <= start and end <= last and (key, word) in self._lookalike
            for first, last, word, _ in hits
        )


def _exposing(key: str) -> tuple[str, ...]:
    """Return what ``data/exposures.toml`` has for the work of a hazard."""
    if key not in _EXPOSED:
        return ()
    return (phrases(key, "exposures")["work"].pattern,)


def _taking_away(key: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    spared = (phrases(*_SPARED[key])["spared"].pattern,) if key in _SPARED else ()
    said = map(re.escape, row.get("unless", _NONE))
    return (*said, *bodies.of_hazard(key, "spared"), *spared)


def _seen_in(hazard: Hazard, clause: str) -> bool:
    return any(
        not denied(clause[: found.start()], clause[found.end() :])
        for found in hazard.seen.finditer(clause)
    )


def _automaton(words: Mapping[str, Sequence[str]]) -> Any:
    """Return the machine that finds all words in one pass, each with the hazards that have it."""
    keys: dict[str, list[str]] = {}
    for key, listed in words.items():
        for word in listed:
            keys.setdefault(word, []).append(key)
    machine = ahocorasick.Automaton()
    for word, found in keys.items():
        machine.add_word(word, (word, tuple(found)))
    machine.make_automaton()
    return machine
