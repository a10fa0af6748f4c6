"""Which topic a question is about: three lexical channels, one score, a calibrated confidence.

Question variants and answer texts are separate fields; an answer counts at most a tenth, because
long texts match everything a little. The third channel is the sound of the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq.beside import Beside
from policy_faq.bm25 import Scores
from policy_faq.channels import SOUND_WEIGHT, Matched
from policy_faq.cues import Cues
from policy_faq.evidence import evidence_of, row_of
from policy_faq.grounds import Field, weighed_with
from policy_faq.indexes import indexes
from policy_faq.knowledge import Knowledge
from policy_faq.ranking import EMPTY, OTHER, Calibration, Hit, Ranking, variants_of
from policy_faq.text import has_chinese
from policy_faq.tokens import Tokenizer
from policy_faq.weighing import FEATURES, weigh

TOPIC_WEIGHT = 0.7
ANSWER_WEIGHT = 0.1
SIZE_EXPONENT = 0.08
"""How strongly a topic with many wordings, which covers a little of everything, is held back."""
SILENT_PRIOR = 0.88
"""Factor for a topic on which no text speaks to the person: another one is likelier meant."""
_SAID_SHARE = 1 / (1 + SOUND_WEIGHT) / (1 + TOPIC_WEIGHT)
_TOPIC_SHARE = TOPIC_WEIGHT / (1 + TOPIC_WEIGHT)
_NOBODY_BESIDE = np.zeros((2, 0))


class Signals(NamedTuple):
    """What the channels say about one question, and the set of concepts that it names."""

    folded: str
    matched: Matched
    concepts: NDArray[np.int64]


Audience = NDArray[np.float64]
"""How likely each target is for a person, and what each answer text counts for them, in the order
of targets and cards: nothing for one that does not speak to them."""


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
        self._mark_places = mark_places
        variants = variants_of(knowledge)
        self.targets = tuple(variants)
        self.variants = tuple(text for texts in variants.values() for text in texts)
        sizes = np.array([len(texts) for texts in variants.values()])
        self.target_of_variant = np.repeat(np.arange(len(sizes)), sizes)
        self._position = {target: number for number, target in enumerate(self.targets)}
        cards = sorted(knowledge.cards, key=lambda card: self._position[card.topic])
        told = ["。".join((card.title, card.answer, *card.conditions)) for card in cards]
        self._text, self._sound, self.topics, self.channels, common = indexes(
            variants, told, tokenizer, mark_places
        )
        self._usual_size = float(np.median(sizes))
        self._offering = [self._position[t.id] for t in knowledge.topics.values() if t.offers]
        """Topics that offer others to choose from have something to say to everybody."""
        self._cards = {card.id: number for number, card in enumerate(cards)}
        self._target_of_card = np.array([self._position[card.topic] for card in cards])
        self._others_from = sum(not target.startswith(OTHER) for target in self.targets)
        field = Field(
            np.concatenate(([0], np.cumsum(sizes))),
            _TOPIC_SHARE * self._share_of(sizes),
            self._target_of_card.astype(np.int16),
            common,
            _SAID_SHARE,
            self._others_from,
        )
        self._block = weighed_with(calibration, field, evidence_of(self._cues, self.targets))
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
        return np.concatenate((prior, answers))

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
        return Signals(folded, matched, row_of(self._cues.said(folded, marked), self._cues))

    def ranked(
        self,
        signals: Signals,
        audience: Audience,
        limit: int = 8,
        beside: Beside | None = None,
    ) -> Ranking:
        """Rank the targets by the signals of a question."""
        matched = signals.matched
        numbers, figures = weigh(
            matched.scores,
            matched.syllables,
            matched.sounds,
            matched.sound_only,
            signals.concepts,
            audience,
            self._fits_beside(signals, beside) if beside else _NOBODY_BESIDE,
            limit,
            self._block,
        )
        if not len(numbers):
            return EMPTY
        targets = (*self.targets, *beside.targets) if beside else self.targets
        found = figures.tolist()
        hits = map(Hit, map(targets.__getitem__, numbers.tolist()), found[FEATURES + 1 :])
        features = tuple(found[:FEATURES])
        return Ranking(tuple(hits), features, found[FEATURES], bool(features[-1]))

    def _fits_beside(self, signals: Signals, beside: Beside) -> Scores:
        """Return how well each target beside fits, and how much of the question it covers."""
        own = beside.match(self.tokenizer.tokens_of_folded(signals.folded))
        if signals.matched.sound_only:
            return np.stack((np.maximum.reduceat(own.heard, beside.first), own.topic))
        said = np.maximum.reduceat(own.written + SOUND_WEIGHT * own.heard, beside.first)
        fits = _SAID_SHARE * said + _TOPIC_SHARE * self._share_of(beside.sizes) * own.topic
        return np.stack((fits, own.topic))

    def _share_of(self, sizes: NDArray[np.int64]) -> Scores:
        share = (self._usual_size / np.maximum(sizes, 3)) ** SIZE_EXPONENT
        return np.asarray(np.minimum(share, 1.15))
