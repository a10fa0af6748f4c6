"""What ranking gives: targets with their scores, and how sure the best one is; pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from policy_faq.knowledge import Knowledge

OTHER = "other:"
"""Prefix of targets that are domains our texts do not cover."""
CHAT = "other:chat"


class Hit(NamedTuple):
    """A target (topic or other domain) and how well it fits, about 0 to 1.4."""

    target: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best targets of one question, with what the confidence is computed from."""

    hits: tuple[Hit, ...]
    features: tuple[float, ...]
    confidence: float
    in_scope: bool = True
    """Whether the question holds any word of what our texts are about."""

    @property
    def best(self) -> Hit | None:
        """The best target, or None when nothing matched at all."""
        return self.hits[0] if self.hits else None

    @property
    def is_other(self) -> bool:
        """Whether another office's domain fits best (small talk is no office's)."""
        best = self.best
        return best is not None and best.target.startswith(OTHER) and best.target != CHAT


EMPTY = Ranking((), (), 0.0)
"""The ranking of a question in which nothing was recognised."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from features to the probability that the best target is right."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


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
