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

from policy_faq.bm25 import Bm25, Scores
from policy_faq.knowledge import Knowledge
from policy_faq.text import has_chinese
from policy_faq.tokens import Tokenizer, Tokens

SOUND_WEIGHT = 0.35
TOPIC_WEIGHT = 0.8
ANSWER_WEIGHT = 0.08
_LONG = 50
"""Tokens beyond which a longer question is no more certain: stories, not questions."""


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


EMPTY = Ranking((), (), 0.0)
"""The ranking of a question in which nothing was recognised."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the channels say about one question, each as a share of what it could say.

    ``written`` and ``heard`` are by variant, ``topic`` is by target: how much of the question the
    wordings of a target cover together. ``information`` is the text's own, for the answer field.
    """

    tokens: Tokens
    written: Scores
    heard: Scores
    topic: Scores
    information: float
    sound_only: bool


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
        self.tokenizer = tokenizer
        self._calibration = calibration
        variants = variants_of(knowledge)
        self.targets = tuple(variants)
        self.variants = tuple(text for texts in variants.values() for text in texts)
        sizes = np.array([len(texts) for texts in variants.values()])
        self._first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        tokens = [tokenizer.tokens(mark_places(text)) for text in self.variants]
        self._text = Bm25.build([each.text for each in tokens])
        self._sound = Bm25.build([each.sound for each in tokens])
        self.target_of_variant = np.repeat(np.arange(len(sizes)), sizes)
        self.topics = Bm25.build(_token_sets(tokens, self.target_of_variant), k1=0.01, b=0.0)
        self._is_other = np.array([target.startswith(OTHER) for target in self.targets])
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
        signals = self.signals(marked)
        return EMPTY if signals is None else self.ranked(signals, allowed, limit)

    def signals(self, marked: str) -> Signals | None:
        """Return what each channel says about a question; None when it holds no known token."""
        tokens = self.tokenizer.tokens(marked)
        in_text = self._text.information(tokens.text)
        in_sound = self._sound.information(tokens.sound)
        if in_text == 0 and in_sound == 0:
            return None
        return Signals(
            tokens,
            self._text.scores(tokens.text) / max(in_text, 1e-9),
            self._sound.scores(tokens.sound) / max(in_sound, 1e-9),
            self.topics.scores(tokens.text) / max(self.topics.information(tokens.text), 1e-9),
            max(in_text, 1e-9),
            not has_chinese(marked),
        )

    def ranked(self, signals: Signals, allowed: NDArray[np.bool_], limit: int = 8) -> Ranking:
        """Rank the targets by the signals of a question."""
        if signals.sound_only:
            combined = signals.heard
            best = np.maximum.reduceat(combined, self._first)
        else:
            combined = (signals.written + SOUND_WEIGHT * signals.heard) / (1 + SOUND_WEIGHT)
            best = np.maximum.reduceat(combined, self._first)
            answers = np.where(allowed, self._answers.scores(signals.tokens.text), 0.0)
            field = np.zeros(len(self.targets))
            np.maximum.at(field, self._target_of_card, answers)
            best = (best + TOPIC_WEIGHT * signals.topic) / (1 + TOPIC_WEIGHT)
            best = best + ANSWER_WEIGHT * field / signals.information
        order = np.argsort(-best, kind="stable")[:limit]
        hits = tuple(
            Hit(self.targets[number], float(best[number]), self._best_variant(combined, number))
            for number in order
            if best[number] > 0
        )
        if not hits:
            return EMPTY
        other = float(best[self._is_other].max(initial=0.0))
        features = self._features(hits, signals, float(signals.topic[order[0]]), other)
        return Ranking(hits, features, self._calibration.probability(features))

    def _best_variant(self, combined: NDArray[np.float64], number: int) -> int:
        start = int(self._first[number])
        end = int(self._first[number + 1]) if number + 1 < len(self._first) else len(combined)
        return start + int(np.argmax(combined[start:end]))

    @staticmethod
    def _features(
        hits: Sequence[Hit], signals: Signals, covered: float, other: float
    ) -> tuple[float, ...]:
        best = hits[0].score
        second = hits[1].score if len(hits) > 1 else 0.0
        length = log(1 + min(len(signals.tokens.sound), _LONG))
        sound_only = float(signals.sound_only)
        return (
            best,
            (best - second) / best,
            covered,
            other / best,
            length,
            best * length,
            sound_only,
        )


def _token_sets(tokens: Sequence[Tokens], targets: NDArray[np.int64]) -> list[list[str]]:
    sets: list[dict[str, None]] = [{} for _ in range(int(targets[-1]) + 1)]
    for each, target in zip(tokens, targets, strict=True):
        sets[target].update(dict.fromkeys(each.text))
    return [list(each) for each in sets]


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
