"""Which topic a question is about: three lexical channels, one score, a calibrated confidence.

Question variants and answer texts are separate fields; an answer counts at most a tenth, because
long texts match everything a little. The third channel is the sound of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from policy_faq.beside import Beside
from policy_faq.bm25 import Scores
from policy_faq.channels import SOUND_WEIGHT, Matched
from policy_faq.cues import SCOPE, Cues, Rule
from policy_faq.indexes import indexes
from policy_faq.knowledge import Knowledge
from policy_faq.ranking import EMPTY, OTHER, Calibration, Hit, Ranking, variants_of
from policy_faq.text import has_chinese
from policy_faq.tokens import Tokenizer, sound_tokens
from policy_faq.weighing import Field, weigh

TOPIC_WEIGHT = 0.7
ANSWER_WEIGHT = 0.1
SIZE_EXPONENT = 0.08
"""How strongly a topic with many wordings, which covers a little of everything, is held back."""
SILENT_PRIOR = 0.88
"""Factor for a topic on which no text speaks to the person: another one is likelier meant."""
POINTED = 0.15
"""Added to a topic that plain words point to."""
LACKING = 0.8
"""Factor for a topic when the question lacks what nobody leaves out who asks about it."""
FORBIDDEN = 0.6
"""Factor for a topic with whose answer some word of the question does not go together."""
FAINT = 0.2
"""Score below which a match is too faint to trust, however far the next one is."""
FAINT_OF_OTHERS = 0.3
"""The same for a question without a word of our field: what it shares are words that all use."""
_SAID_SHARE = 1 / (1 + SOUND_WEIGHT) / (1 + TOPIC_WEIGHT)
_TOPIC_SHARE = TOPIC_WEIGHT / (1 + TOPIC_WEIGHT)
_CANDIDATES = 16
"""Best targets that are looked at closely."""
_COMPLETED = 8
"""Best targets to whose best wording the common words are added."""
_LONG = 24
"""Tokens beyond which a longer question is no more certain: stories, not questions."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the channels say about one question, and the concepts that it names."""

    folded: str
    matched: Matched
    said: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Audience:
    """What each answer text counts for a person, and how likely each target is for them.

    ``answers`` is 0 for a text that does not speak to them, in the order of the targets.
    """

    answers: Scores
    prior: Scores


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
        self._cues = Cues.load(tokenizer.fold)
        self._calibration = calibration
        self._mark_places = mark_places
        variants = variants_of(knowledge)
        self.targets = tuple(variants)
        self.variants = tuple(text for texts in variants.values() for text in texts)
        sizes = np.array([len(texts) for texts in variants.values()])
        self.target_of_variant = np.repeat(np.arange(len(sizes)), sizes)
        self._position = {target: number for number, target in enumerate(self.targets)}
        cards = sorted(knowledge.cards, key=lambda card: self._position[card.topic])
        told = ["。".join((card.title, card.answer, *card.conditions)) for card in cards]
        self._text, self._sound, self.topics, self.channels = indexes(
            variants, told, tokenizer, mark_places
        )
        self._rules = [self._cues.rule(target) for target in self.targets]
        self._usual_size = float(np.median(sizes))
        self._topic_share = _TOPIC_SHARE * self._share_of(sizes)
        self._offering = [self._position[t.id] for t in knowledge.topics.values() if t.offers]
        """Topics that offer others to choose from have something to say to everybody."""
        self._others_from = sum(not target.startswith(OTHER) for target in self.targets)
        self._cards = {card.id: number for number, card in enumerate(cards)}
        self._target_of_card = np.array([self._position[card.topic] for card in cards])
        self._field = Field(
            np.concatenate(([0], np.cumsum(sizes))),
            self._topic_share,
            self._target_of_card,
            self.channels.common,
            _SAID_SHARE,
        )
        # Machine code is loaded, the first time ever made, when it is first run: now.
        self.rank("交通补助", self.audience(()))

    def audience(self, cards: Sequence[str]) -> Audience:
        """Return who is asking, by the ids of the cards that speak to them."""
        speaking = [self._cards[card] for card in cards]
        answers = np.zeros(len(self._cards))
        answers[speaking] = ANSWER_WEIGHT
        prior = np.full(len(self.targets), SILENT_PRIOR)
        prior[self._target_of_card[speaking]] = 1.0
        prior[self._others_from :] = 1.0
        prior[self._offering] = 1.0
        return Audience(answers, prior)

    def beside(self, wordings: Mapping[str, Sequence[str]]) -> Beside:
        """Return further targets with their wordings, to be ranked together with those here."""
        return Beside(
            wordings,
            lambda text: self.tokenizer.tokens(self._mark_places(text)),
            text=self._text,
            sound=self._sound,
            topics=self.topics,
        )

    def rank(
        self,
        marked: str,
        audience: Audience,
        limit: int = 8,
        beside: Beside | None = None,
    ) -> Ranking:
        """Rank the targets for a cleaned question in which place names are marked.

        Answer texts that do not speak to the ``audience`` never take part; targets ``beside``
        always do.
        """
        signals = self.signals(marked)
        return EMPTY if signals is None else self.ranked(signals, audience, limit, beside)

    def signals(self, marked: str) -> Signals | None:
        """Return what each channel says about a question; None when it holds no known token."""
        folded = self.tokenizer.fold(marked)
        matched = self.channels.match(folded, sound_only=not has_chinese(marked))
        if matched is None:
            return None
        said = self._cues.said(folded, marked)
        heard = self._cues.heard(frozenset(sound_tokens(folded)))
        return Signals(folded, matched, said, heard)

    def ranked(
        self,
        signals: Signals,
        audience: Audience,
        limit: int = 8,
        beside: Beside | None = None,
    ) -> Ranking:
        """Rank the targets by the signals of a question."""
        matched, said = signals.matched, signals.said
        pointed = [
            topic
            for topic in self._cues.pointed(said)
            if audience.prior[self._position[topic]] == 1.0
        ]
        every, numbers = self._weighed(signals, audience, pointed)
        targets, covered = self.targets, matched.topic
        other = max(every[self._others_from :], default=0.0)
        if beside is not None:
            fits, own = self._fits_beside(signals, beside)
            every += fits
            numbers = np.argsort(-np.array(every), kind="stable").tolist()
            targets = (*targets, *beside.targets)
            covered = np.concatenate((covered, own))
        best_score, first = every[numbers[0]], targets[numbers[0]]
        if best_score <= 0:
            return EMPTY
        # Two of one matter, the shared card and the office's own, do not make it less certain;
        # nor do two topics with the same answer.
        shared = len(self.targets)
        rivals = (
            every[number]
            for number in numbers[1:_CANDIDATES]
            if (number < shared) == (numbers[0] < shared)
            and not self._cues.agree(first, targets[number])
        )
        rule = self._cues.rule(first)
        in_scope = SCOPE in said or SCOPE in signals.heard
        features = (
            *self._features(
                best_score, next(rivals, 0.0), signals, float(covered[numbers[0]]), other
            ),
            float(first in pointed),
            self._backing(rule, signals),
            float(in_scope),
        )
        faint = FAINT if in_scope or first.startswith(OTHER) else FAINT_OF_OTHERS
        sure = self._calibration.probability(features) * min(1.0, best_score / faint)
        hits = [
            Hit(targets[number], every[number]) for number in numbers[:limit] if every[number] > 0
        ]
        return Ranking(tuple(hits), features, sure, in_scope)

    def _weighed(
        self, signals: Signals, audience: Audience, pointed: Sequence[str]
    ) -> tuple[list[float], list[int]]:
        """Return the scores of all targets, and the best of them in order.

        What common words say is added to the finalists. Among the candidates those are lowered
        whose words are missing, or whose answer does not go together with a word of the question.
        """
        matched, said, heard = signals.matched, signals.said, signals.heard
        found, order = weigh(
            matched.said,
            matched.topic,
            matched.answers,
            matched.common,
            matched.sound_only,
            audience.answers,
            audience.prior,
            np.array([self._position[topic] for topic in pointed], dtype=np.int64),
            POINTED,
            # As many again as are looked at closely, for all of these may fall behind.
            min(2 * _CANDIDATES, len(self.targets)),
            _COMPLETED,
            *self._field,
        )
        scores: list[float] = found.tolist()
        numbers: list[int] = order.tolist()
        for number in numbers[:_CANDIDATES]:
            rule = self._rules[number]
            if rule is None:
                continue
            if rule.forbids(said):
                scores[number] *= FORBIDDEN
            elif scores[number] > 0 and rule.lacks(said, heard):
                scores[number] *= LACKING
        numbers.sort(key=scores.__getitem__, reverse=True)
        return scores, numbers

    def _fits_beside(self, signals: Signals, beside: Beside) -> tuple[list[float], Scores]:
        """Return how well each target beside fits, and how much of the question it covers."""
        own = beside.match(self.tokenizer.tokens_of_folded(signals.folded))
        if signals.matched.sound_only:
            return np.maximum.reduceat(own.heard, beside.first).tolist(), own.topic
        said = np.maximum.reduceat(own.written + SOUND_WEIGHT * own.heard, beside.first)
        fits = _SAID_SHARE * said + _TOPIC_SHARE * self._share_of(beside.sizes) * own.topic
        return fits.tolist(), own.topic

    def _share_of(self, sizes: NDArray[np.int64]) -> Scores:
        share = (self._usual_size / np.maximum(sizes, 3)) ** SIZE_EXPONENT
        return np.asarray(np.minimum(share, 1.15))

    @staticmethod
    def _backing(rule: Rule | None, signals: Signals) -> float:
        """Return 1 when a question has the words that a topic needs, -1 when it lacks them."""
        if rule is None:
            return 0.0
        if rule.met(signals.said):
            return 1.0
        return -float(rule.lacks(signals.said, signals.heard))

    @staticmethod
    def _features(
        best: float, second: float, signals: Signals, covered: float, other: float
    ) -> tuple[float, ...]:
        length = log(1 + min(signals.matched.sounds, _LONG))
        sound_only = float(signals.matched.sound_only)
        return (
            best,
            (best - second) / best,
            covered,
            other / best,
            length,
            best * length,
            sound_only,
        )
