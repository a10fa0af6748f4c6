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
from policy_faq.bm25 import Bm25, Scores, Table
from policy_faq.cues import SCOPE, Cues
from policy_faq.knowledge import Knowledge
from policy_faq.ranking import EMPTY, OTHER, Calibration, Hit, Ranking, variants_of
from policy_faq.text import has_chinese
from policy_faq.tokens import Tokenizer, Tokens, importance, sound_tokens

SOUND_WEIGHT = 0.5
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
_CANDIDATES = 16
"""Best targets that are looked at closely."""
_LONG = 24
"""Tokens beyond which a longer question is no more certain: stories, not questions."""


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
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Audience:
    """Which answer texts speak to a person, and how likely each target is for them."""

    answers: NDArray[np.bool_]
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
        self._first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        tokens = [tokenizer.tokens(mark_places(text)) for text in self.variants]
        self.target_of_variant = np.repeat(np.arange(len(sizes)), sizes)
        groups = self.target_of_variant.tolist()
        self._text = Bm25.build(
            [each.text for each in tokens], importance=importance, groups=groups
        )
        # Pinyin is typed for the words that were said, not for those they are folded into.
        said = [
            (*each.sound, *set(sound_tokens(mark_places(text))).difference(each.sound))
            for each, text in zip(tokens, self.variants, strict=True)
        ]
        self._sound = Bm25.build(said, groups=groups)
        self.topics = Bm25.build(
            _token_sets(tokens, self.target_of_variant), k1=0.01, b=0.0, importance=importance
        )
        self._topic_table = Table(self.topics)
        self._usual_size = float(np.median(sizes))
        self._size_share = self._share_of(sizes)
        self._is_other = np.array([target.startswith(OTHER) for target in self.targets])
        self._cards = {card.id: number for number, card in enumerate(knowledge.cards)}
        self._answers = Table(
            Bm25.build(
                [
                    tokenizer.tokens("。".join((card.title, card.answer, *card.conditions))).text
                    for card in knowledge.cards
                ]
            )
        )
        self._position = {target: number for number, target in enumerate(self.targets)}
        self._target_of_card = np.array([self._position[card.topic] for card in knowledge.cards])
        self._by_target = np.argsort(self._target_of_card, kind="stable")
        self._with_cards, self._starts = np.unique(
            self._target_of_card[self._by_target], return_index=True
        )

    def audience(self, cards: Sequence[str]) -> Audience:
        """Return who is asking, by the ids of the cards that speak to them."""
        mask = np.zeros(len(self._cards), dtype=bool)
        mask[[self._cards[card] for card in cards]] = True
        prior = np.full(len(self.targets), SILENT_PRIOR)
        prior[self._target_of_card[mask]] = 1.0
        prior[self._is_other] = 1.0
        return Audience(mask, prior)

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
        self, marked: str, audience: Audience, limit: int = 8, beside: Beside | None = None
    ) -> Ranking:
        """Rank the targets for a cleaned question in which place names are marked.

        Answer texts that do not speak to the ``audience`` never take part; targets ``beside``
        always do.
        """
        signals = self.signals(marked)
        return EMPTY if signals is None else self.ranked(signals, audience, limit, beside)

    def signals(self, marked: str) -> Signals | None:
        """Return what each channel says about a question; None when it holds no known token."""
        tokens = self.tokenizer.tokens(marked)
        written, in_text = self._text.match(tokens.text)
        heard, in_sound = self._sound.match(tokens.sound)
        if in_text == 0 and in_sound == 0:
            return None
        # A token is as rare among the targets' wordings as among the targets themselves.
        information = max(in_text, 1e-9)
        return Signals(
            tokens,
            written / information,
            heard / max(in_sound, 1e-9),
            self._topic_table.scores(tokens.text) / information,
            information,
            not has_chinese(marked),
            self._cues.said(tokens.folded, marked),
        )

    def ranked(
        self, signals: Signals, audience: Audience, limit: int = 8, beside: Beside | None = None
    ) -> Ranking:
        """Rank the targets by the signals of a question."""
        topic = signals.topic * self._size_share
        best = _combined(signals, signals.written, signals.heard, topic, self._first)
        if not signals.sound_only:
            answers = self._answers.scores(signals.tokens.text) * audience.answers
            field = np.zeros(len(self.targets))
            field[self._with_cards] = np.maximum.reduceat(answers[self._by_target], self._starts)
            best = best + ANSWER_WEIGHT * field / signals.information
        best = best * audience.prior
        pointed = self._weigh_cues(best, signals, audience)
        other = float(best[self._is_other].max(initial=0.0))
        targets, covered = self.targets, signals.topic
        if beside is not None:
            own = beside.match(signals.tokens)
            share = self._share_of(beside.sizes)
            fit = _combined(signals, own.written, own.heard, own.topic * share, beside.first)
            best = np.concatenate((best, fit))
            targets = (*targets, *beside.targets)
            covered = np.concatenate((covered, own.topic))
        order = np.argsort(-best, kind="stable")
        hits = tuple(
            Hit(targets[number], float(best[number]))
            for number in order[:limit]
            if best[number] > 0
        )
        if not hits:
            return EMPTY
        # Two of one matter, the shared card and the office's own, do not make it less certain;
        # nor do two topics with the same answer.
        shared, first = len(self.targets), targets[order[0]]
        rivals = (
            each
            for each in order[1:_CANDIDATES]
            if (each < shared) == (order[0] < shared) and not self._cues.agree(first, targets[each])
        )
        second = next((float(best[each]) for each in rivals), 0.0)
        in_scope = SCOPE in signals.said or self._cues.heard(SCOPE, frozenset(signals.tokens.sound))
        features = (
            *self._features(hits[0].score, second, signals, float(covered[order[0]]), other),
            float(first in pointed),
            float(self._cues.met(first, signals.said)),
            float(in_scope),
        )
        sure = self._calibration.probability(features) * min(1.0, hits[0].score / FAINT)
        return Ranking(hits, features, sure, in_scope)

    def _weigh_cues(self, best: Scores, signals: Signals, audience: Audience) -> list[str]:
        """Raise the targets that plain words point to, lower those whose words are missing.

        Returns the raised ones; a topic on which nothing speaks to the audience is not raised.
        """
        said, sound = signals.said, frozenset(signals.tokens.sound)
        pointed = [
            topic
            for topic in self._cues.pointed(said)
            if audience.prior[self._position[topic]] == 1.0
        ]
        for topic in pointed:
            best[self._position[topic]] += POINTED
        for number in np.argsort(-best)[:_CANDIDATES].tolist():
            target = self.targets[number]
            if self._cues.forbids(target, said):
                best[number] *= FORBIDDEN
            elif best[number] > 0 and self._cues.lacks(target, said, sound):
                best[number] *= LACKING
        return pointed

    def _share_of(self, sizes: NDArray[np.int64]) -> Scores:
        share = (self._usual_size / np.maximum(sizes, 3)) ** SIZE_EXPONENT
        return np.asarray(np.minimum(share, 1.15))

    @staticmethod
    def _features(
        best: float, second: float, signals: Signals, covered: float, other: float
    ) -> tuple[float, ...]:
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


def _combined(
    signals: Signals,
    written: Scores,
    heard: Scores,
    topic: Scores,
    first: NDArray[np.int64],
) -> Scores:
    """Return how well each target fits, from the channels; ``first`` are its first wordings."""
    if signals.sound_only:
        return np.asarray(np.maximum.reduceat(heard, first))
    said = (written + SOUND_WEIGHT * heard) / (1 + SOUND_WEIGHT)
    best = np.maximum.reduceat(said, first)
    return np.asarray((best + TOPIC_WEIGHT * topic) / (1 + TOPIC_WEIGHT))


def _token_sets(tokens: Sequence[Tokens], targets: NDArray[np.int64]) -> list[list[str]]:
    sets: list[dict[str, None]] = [{} for _ in range(int(targets[-1]) + 1)]
    for each, target in zip(tokens, targets, strict=True):
        sets[target].update(dict.fromkeys(each.text))
    return [list(each) for each in sets]
