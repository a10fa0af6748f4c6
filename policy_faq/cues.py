"""Plain evidence beside the search: words without which a topic is not meant, words that point.

A search ranks by how alike two wordings are; it cannot know that nobody asks about arbitration
without a word for it. The lists are data (``cues.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from policy_faq import pinyin
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

    def fits(self, said: frozenset[str]) -> bool:
        """Tell whether a question that names the concepts ``said`` carries this cue."""
        return self.all <= said and not self.none & said


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts one of which a question needs for a topic, and concepts that forbid it."""

    needs: frozenset[str] | None
    never: frozenset[str]

    def met(self, said: frozenset[str]) -> bool:
        """Tell whether the topic needs words, they are there in writing, and none forbids it."""
        return self.needs is not None and not self.needs.isdisjoint(said) and not self.forbids(said)

    def forbids(self, said: frozenset[str]) -> bool:
        """Tell whether words are there with which nobody asks about the topic."""
        return not self.never.isdisjoint(said)

    def lacks(self, said: frozenset[str], heard: frozenset[str]) -> bool:
        """Tell whether the words are missing that the topic needs.

        A needed word counts as there when its sound is; ``heard`` are the concepts that can be
        heard in the question.
        """
        needs = self.needs
        return needs is not None and needs.isdisjoint(said) and needs.isdisjoint(heard)


class Cues:
    """Finds concepts in a folded question and says what they speak for and against."""

    def __init__(
        self,
        concepts: Mapping[str, Sequence[str]],
        needs: Mapping[str, Sequence[str]],
        never: Mapping[str, Sequence[str]],
        kin: Iterable[Sequence[str]],
        cues: Iterable[Cue],
        patterns: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._kin = {topic: frozenset(group) for group in kin for topic in group}
        self.cues = tuple(cues)
        self._patterns = Table({pattern(words): concept for concept, words in patterns.items()})
        self._rules = {
            topic: Rule(
                frozenset(needs[topic]) if topic in needs else None, frozenset(never.get(topic, ()))
            )
            for topic in {**needs, **never}
        }
        written: dict[str, set[str]] = {}
        self._sounds: dict[str, list[tuple[frozenset[str], str]]] = {}
        """Sounds of words and their concepts, by one of the pairs of syllables in them."""
        for concept, words in concepts.items():
            for word in dict.fromkeys(words):
                written.setdefault(word, set()).add(concept)
                runs = pinyin.sounds(word) if len(word) > 1 else []
                if len(runs) == 1 and len(runs[0]) > 1:
                    pairs = frozenset(pinyin.pairs(runs[0]))
                    self._sounds.setdefault(min(pairs), []).append((pairs, concept))
        self._words = Finder({word: frozenset(named) for word, named in written.items()})
        self._by_concept: dict[str, list[tuple[int, Cue]]] = {}
        """Cues in their order, by one of the concepts without which they do not point."""
        for number, cue in enumerate(self.cues):
            self._by_concept.setdefault(min(cue.all), []).append((number, cue))

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
        return frozenset(self._rules).union(self._kin, (cue.topic for cue in self.cues))

    def said(self, folded: str, figures: str = "") -> frozenset[str]:
        """Return the concepts that a folded question names.

        ``figures`` is the question as it was written, its numbers still there and its places
        marked.
        """
        seen = sight(figures)
        found = {
            concept
            for words, concept in self._patterns.possible(seen)
            if words.pattern.search(figures)
        }
        if seen.search(_MAY_BE_AGE) and _tells_elder(seen):
            found.add(ELDER)
        return frozenset(found.union(*[named for _, named in self._words.find(folded)]))

    def heard(self, sound: Set[str]) -> frozenset[str]:
        """Return the concepts that can be heard in a question's sound tokens."""
        return frozenset(
            concept
            for token in self._sounds.keys() & sound
            for pairs, concept in self._sounds[token]
            if pairs <= sound
        )

    def pointed(self, said: frozenset[str]) -> list[str]:
        """Return the topics that the concepts point to."""
        fitting = [
            (number, cue.topic)
            for concept in self._by_concept.keys() & said
            for number, cue in self._by_concept[concept]
            if cue.fits(said)
        ]
        return list(dict.fromkeys(topic for _, topic in sorted(fitting)))

    def agree(self, one: str, other: str) -> bool:
        """Tell whether two targets are answered alike."""
        return other in self._kin.get(one, frozenset())

    def rule(self, topic: str) -> Rule | None:
        """Return what words the topic needs and what words forbid it; None when none do."""
        return self._rules.get(topic)


def _tells_elder(seen: Sighting) -> bool:
    ages = (match.group(1) or match.group(2) for match in sight(arabic(seen.text)).finditer(_AGE))
    in_figures = any(_ELDER_FROM <= int(age) <= _ELDER_TO for age in ages)
    return in_figures or seen.search(_AGE_IN_WORDS) is not None
