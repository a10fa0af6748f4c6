"""Policy answers with the semantic extra: meaning is asked only where the words leave a doubt.

A question that the words answer with confidence costs nothing more. In the grey zone the nearest
targets are put into a new order by words and meaning together, and a question whose meaning lies
nearest to another domain (医保, 天气 ..) is held for one that our texts do not cover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from policy_faq.knowledge import Knowledge
from policy_faq.ranking import OTHER, Hit, Ranking, variants_of
from policy_faq.semantic import Embedder, kept_questions, load_embedder
from policy_faq.service import PolicyService
from policy_faq.tokens import Tokenizer
from storage.gazetteer import Gazetteer

GREY_BELOW = 0.85
"""Confidence below which meaning is asked."""
MEANING = 4.0
"""Weight of the cosine beside the score of a target; both chosen on the development questions."""
STRANGE = 0.03
"""How much nearer another domain must lie for the question to count as one of its own."""
DOUBTED = 0.1
"""Confidence of a question that counts as one of another domain: below every threshold."""


class Meanings:
    """How near a question's meaning is to each target, by the nearest of its wordings."""

    def __init__(self, knowledge: Knowledge, embedder: Embedder, cache: Path | None) -> None:
        variants = variants_of(knowledge)
        self._embedder = embedder
        self._targets = tuple(variants)
        self._first = np.cumsum([0, *(len(each) for each in variants.values())])[:-1]
        every = [text for each in variants.values() for text in each]
        self._vectors = kept_questions(embedder, every, cache)

    def near(self, question: str) -> Mapping[str, float]:
        """Return the cosine of the question with every target."""
        asked = self._embedder.questions([question])[0]
        best = np.maximum.reduceat(self._vectors @ asked, self._first)
        return dict(zip(self._targets, best.tolist(), strict=True))


def regraded(ranking: Ranking, near: Mapping[str, float]) -> Ranking:
    """Return a doubtful ranking in the order of words and meaning together.

    Targets of an office's own cards have no vectors and keep their place by the words alone.
    """
    known = [hit for hit in ranking.hits if hit.target in near]
    if not known or len(known) < len(ranking.hits):
        return ranking
    hits = sorted(
        (Hit(hit.target, hit.score + MEANING * near[hit.target]) for hit in known),
        key=lambda hit: -hit.score,
    )
    scores = {hit.target: hit.score for hit in known}
    ordered = tuple(Hit(hit.target, scores[hit.target]) for hit in hits)
    if ordered[0].target.startswith(OTHER):
        return replace(ranking, hits=ordered)
    strange = max((value for target, value in near.items() if target.startswith(OTHER)), default=0)
    ours = max(value for target, value in near.items() if not target.startswith(OTHER))
    sure = DOUBTED if strange - ours > STRANGE else ranking.confidence
    return replace(ranking, hits=ordered, confidence=min(sure, ranking.confidence))


class SemanticPolicyService(PolicyService):
    """A ``PolicyService`` that asks for the meaning in the grey zone."""

    def __init__(
        self,
        knowledge: Knowledge,
        gazetteer: Gazetteer,
        tokenizer: Tokenizer,
        meanings: Meanings,
    ) -> None:
        super().__init__(knowledge, gazetteer, tokenizer)
        self._meanings = meanings
        self.regraded = 0
        """How many rankings were doubtful since the start."""

    @classmethod
    def load(cls, places: Gazetteer, *, cache: Path | None = None) -> SemanticPolicyService:
        """Build the service from the files of the package and the optional wheel.

        ``cache`` is a private folder for the dictionary and the vectors; without it the vectors are
        made at every start. Raises SemanticUnavailableError without the wheel.
        """
        embedder = load_embedder()
        tokenizer = Tokenizer(cache=cache)
        tokenizer.warm()
        return cls.beside(
            PolicyService.load(places, cache=cache), places, tokenizer, embedder, cache=cache
        )

    @classmethod
    def beside(
        cls,
        service: PolicyService,
        gazetteer: Gazetteer,
        tokenizer: Tokenizer,
        embedder: Embedder,
        *,
        cache: Path | None = None,
    ) -> SemanticPolicyService:
        """Build one from the knowledge of a loaded service.

        ``cache`` is a private folder for the vectors of the wordings, which take one to two
        minutes to make on one core and a hundredth of a second to read.
        """
        meanings = Meanings(service.knowledge, embedder, cache)
        return cls(service.knowledge, gazetteer, tokenizer, meanings)

    def _ranked(self, text: str, county: str, on: date) -> Ranking:
        ranking = super()._ranked(text, county, on)
        if not ranking.hits or ranking.confidence >= GREY_BELOW:
            return ranking
        self.regraded += 1
        return regraded(ranking, self._meanings.near(text))
