"""Plain evidence beside the search: words without which a topic is not meant, words that point.

A search ranks by how alike two wordings are; it cannot know that nobody asks about arbitration
without a word for it. The lists are data (``cues.toml``). Concepts are numbered, so that a set of
them is one integer with a bit for each; what the lists make of it is weighed with all else
(``evidence``, ``weighing``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from policy_faq.sieve import Finder, Sighting, Table, pattern, sight
from policy_faq.text import arabic

ELDER = "elder"
"""Concept of an age that is said in figures; its words are in the data too."""
SCOPE = "scope"
"""Concept of anything that our texts are about; a question without it is hardly one for us."""
_AGE = pattern(
    r"(\d{2})(?:周?岁|了(?!\d)|还能)|(?:年满|过了|超过|今年|都)(\d{2})(?![\d个月块元年天人.])"
)
_AGE_IN_WORDS = pattern(r"(?:过了?|超过|年满|都|快)[四五六七八九]十(?![个块元天人多])")
_MAY_BE_AGE = pattern(r"[4-9]\d|[四五六七八九]十")
_ELDER_FROM, _ELDER_TO = 45, 90


@dataclass(frozen=True, slots=True)
class Cue:
    """Concepts that together, and without some others, point to a topic."""

    topic: str
    all: frozenset[str]
    none: frozenset[str]


class Cues:
    """The lists, and the concepts that a folded question names.

    ``concepts`` are by name the words for them, ``patterns`` what else says them. ``needs`` are by
    topic the concepts one of which a question needs, in writing or by sound, ``never`` those with
    which nobody asks about it. The topics of a group of ``kin`` are answered alike.
    """

    def __init__(
        self,
        concepts: Mapping[str, Sequence[str]],
        needs: Mapping[str, Sequence[str]],
        never: Mapping[str, Sequence[str]],
        kin: Iterable[Sequence[str]],
        cues: Iterable[Cue],
        patterns: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.concepts, self.needs, self.never = concepts, needs, never
        self.kin = {topic: frozenset(group) for group in kin for topic in group}
        self.cues = tuple(cues)
        self.names = tuple(dict.fromkeys((ELDER, SCOPE, *concepts, *patterns)))
        """All concepts; the number of one is its place."""
        self._bits = {name: 1 << number for number, name in enumerate(self.names)}
        self._patterns = Table(
            {pattern(words): self._bits[concept] for concept, words in patterns.items()}
        )
        written: dict[str, int] = {}
        for concept, words in concepts.items():
            for word in words:
                written[word] = written.get(word, 0) | self._bits[concept]
        self._words = Finder(written)

    @classmethod
    def load(cls, fold: Callable[[str], str]) -> Cues:
        """Read the lists of the package; ``fold`` writes every word as questions are written.

        Raises ValueError when a concept is used that is not listed.
        """
        read = tomllib.loads((resources.files("policy_faq") / "cues.toml").read_text("utf-8"))
        concepts = {
            concept: [*words, *(f for f in map(fold, words) if "#" not in f)]
            for concept, words in read["concepts"].items()
        }
        cues = [
            Cue(each["topic"], frozenset(each["all"]), frozenset(each.get("none", ())))
            for each in read["cue"]
        ]
        lists = (*read["needs"].values(), *read["never"].values())
        used = {each for any_of in lists for each in any_of}
        patterns: dict[str, str] = read["patterns"]
        known = concepts.keys() | patterns.keys()
        unknown = used.union(*(cue.all | cue.none for cue in cues)) - known
        if unknown:
            raise ValueError(f"cues.toml: unknown concepts {sorted(unknown)}")
        return cls(concepts, read["needs"], read["never"], read["kin"].values(), cues, patterns)

    @property
    def topics(self) -> frozenset[str]:
        """Every topic that the lists name."""
        return frozenset(self.needs).union(self.never, self.kin, (cue.topic for cue in self.cues))

    def bits(self, concepts: Iterable[str]) -> int:
        """Return a set of concepts as one integer."""
        return sum(self._bits[each] for each in frozenset(concepts))

    def named(self, concepts: int) -> frozenset[str]:
        """Return the names of a set of concepts."""
        return frozenset(name for name, bit in self._bits.items() if concepts & bit)

    def said(self, folded: str, figures: str = "") -> int:
        """Return the concepts that a folded question names.

        ``figures`` is the question as it was written, its numbers still there and its places
        marked.
        """
        found = 0
        for _, named in self._words.find(folded):
            found |= named
        seen = sight(figures)
        for words, named in self._patterns.possible(seen):
            if words.pattern.search(figures):
                found |= named
        if seen.search(_MAY_BE_AGE) and _tells_elder(seen):
            found |= self._bits[ELDER]
        return found


def _tells_elder(seen: Sighting) -> bool:
    ages = (match.group(1) or match.group(2) for match in sight(arabic(seen.text)).finditer(_AGE))
    in_figures = any(_ELDER_FROM <= int(age) <= _ELDER_TO for age in ages)
    return in_figures or seen.search(_AGE_IN_WORDS) is not None
