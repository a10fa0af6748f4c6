"""Which topic a question is about: three lexical channels, one score, a calibrated confidence.

Question variants and answer texts are separate fields; an answer counts at most a tenth, because
long texts match everything a little. The third channel is the sound of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Bm25
from policy_faq.knowledge import Knowledge
from policy_faq.text import has_chinese
from policy_faq.tokens import Tokenizer

SOUND_WEIGHT = 0.35
ANSWER_WEIGHT = 0.08


@dataclass(frozen=True, slots=True)
class Hit:
    """A target (topic or other domain) and how well it fits, about 0 to 1.4."""

    target: str
    score: float
    variant: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best targets of one question, with what the confidence is computed from."""

    hits: tuple[Hit, ...]
    features: tuple[float, ...]
    confidence: float

    @property
    def best(self) -> Hit | None:
        """The best target, or None when nothing matched at all."""
        return self.hits[0] if self.hits else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from features to the probability that the best target is right."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


OTHER = "other:"
"""Prefix of targets that are domains our texts do not cover."""


class Retriever:
    """Ranks topics and other domains for a question; built once, read by many threads."""

    def __init__(
        self,
        knowledge: Knowledge,
        tokenizer: Tokenizer,
        calibration: Calibration,
        mark_places: Callable[[str], str],
    ) -> None:
        self._tokenizer = tokenizer
        self._calibration = calibration
        variants = variants_of(knowledge)
        self.targets = tuple(variants)
        self.variants = tuple(text for texts in variants.values() for text in texts)
        sizes = np.array([len(texts) for texts in variants.values()])
        self._first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        tokens = [tokenizer.tokens(mark_places(text)) for text in self.variants]
        self._text = Bm25.build([each.text for each in tokens])
        self._sound = Bm25.build([each.sound for each in tokens])
        self._cards = {card.id: number for number, card in enumerate(knowledge.cards)}
        self._answers = Bm25.build(
            [tokenizer.tokens(f"{card.title}。{card.answer}").text for card in knowledge.cards]
        )
        position = {target: number for number, target in enumerate(self.targets)}
        self._target_of_card = np.array([position[card.topic] for card in knowledge.cards])

    def cards_mask(self, cards: Sequence[str]) -> NDArray[np.bool_]:
        """Return which answer texts may be looked at: those of the given card ids."""
        mask = np.zeros(len(self._cards), dtype=bool)
        mask[[self._cards[card] for card in cards]] = True
        return mask

    def rank(self, marked: str, allowed: NDArray[np.bool_], limit: int = 8) -> Ranking:
        """Rank the targets for a cleaned question in which place names are marked.

        ``allowed`` says which cards' answer texts speak to this person; answers of other places
        never take part.
        """
        tokens = self._tokenizer.tokens(marked)
        written = self._text.scores(tokens.text)
        heard = self._sound.scores(tokens.sound)
        in_text = self._text.information(tokens.text)
        in_sound = self._sound.information(tokens.sound)
        if in_text == 0 and in_sound == 0:
            return Ranking((), (), 0.0)
        sound_only = not has_chinese(marked)
        share = 1.0 if sound_only else SOUND_WEIGHT
        combined = share * heard / max(in_sound, 1e-9)
        if not sound_only:
            combined = (combined + written / max(in_text, 1e-9)) / (1 + SOUND_WEIGHT)
        best = np.maximum.reduceat(combined, self._first)
        if not sound_only:
            answers = np.where(allowed, self._answers.scores(tokens.text), 0.0)
            field = np.zeros(len(self.targets))
            np.maximum.at(field, self._target_of_card, answers)
            best = best + ANSWER_WEIGHT * field / max(in_text, 1e-9)
        order = np.argsort(-best, kind="stable")[:limit]
        hits = tuple(
            Hit(self.targets[number], float(best[number]), self._best_variant(combined, number))
            for number in order
            if best[number] > 0
        )
        if not hits:
            return Ranking((), (), 0.0)
        features = self._features(hits, len(tokens.sound) or len(tokens.text), sound_only)
        return Ranking(hits, features, self._calibration.probability(features))

    def _best_variant(self, combined: NDArray[np.float64], number: int) -> int:
        start = int(self._first[number])
        end = int(self._first[number + 1]) if number + 1 < len(self._first) else len(combined)
        return start + int(np.argmax(combined[start:end]))

    @staticmethod
    def _features(hits: Sequence[Hit], length: int, sound_only: bool) -> tuple[float, ...]:
        best = hits[0].score
        second = hits[1].score if len(hits) > 1 else 0.0
        return (
            best,
            (best - second) / best,
            log(1 + length),
            best * log(1 + length),
            float(sound_only),
        )


def variants_of(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the wordings of every target: its questions, its cards' titles and synonyms."""
    found: dict[str, tuple[str, ...]] = {}
    for topic in knowledge.topics.values():
        texts = [topic.ask, *topic.questions]
        for card in knowledge.cards_by_topic[topic.id]:
            texts += [card.title, *card.questions, *card.synonyms]
        found[topic.id] = tuple(dict.fromkeys(texts))
    for domain in knowledge.others.values():
        found[OTHER + domain.id] = domain.questions
    return found
