"""Ranks any texts for a question with our own tokens: the part of retrieval that needs no cards.

A text is read twice, as it was written and with our synonyms folded together, because folding
helps where our field is spoken of and hurts a little elsewhere. The weight of a token is the mean
of three BM25 curves, from one for short texts to one that holds long texts back; which one
is best depends on the corpus, and their mean is near the best on all that were measured
(``docs/benchmarks.md``). The sound of the words decides alone when a question is typed in pinyin.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from policy_faq import text as texts
from policy_faq.bm25 import Bm25, Scores
from policy_faq.tokens import Tokenizer, importance, sound_tokens

LONGEST = 10_000
"""Characters of a text or a question that are read."""
_CURVES = ((0.9, 0.4), (1.2, 0.9), (2.0, 0.6))
"""k1 and b of the curves: for short texts, for long ones, and for texts that repeat a word."""
_RUN = re.compile(r"[㐀-鿿]+|[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """A text by its position in the corpus, and how well it fits, about 0 to 2."""

    text: int
    score: float


class Corpus:
    """Texts that are ranked for questions; built once, read by many threads.

    Building it takes about half a millisecond for a short question, two for a text of 300
    characters, on a free core.
    """

    def __init__(self, corpus: Sequence[str], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        cleaned = [texts.clean(each, LONGEST) for each in corpus]
        self._written = _index([list(self._tokens(each)) for each in cleaned])
        folded = [tokenizer.fold(each) for each in cleaned]
        self._folded = _index([list(self._tokens(each)) for each in folded])
        self._cleaned = cleaned

    def search(self, question: str, limit: int = 10) -> list[Found]:
        """Return the ``limit`` best texts, the best first; nothing for a question without words."""
        scores = self.scores(question)
        number = min(limit, len(scores))
        if not number:
            return []
        top = np.argpartition(-scores, number - 1)[:number]
        found = (Found(int(each), float(scores[each])) for each in top)
        return sorted((each for each in found if each.score > 0), key=lambda f: (-f.score, f.text))

    def scores(self, question: str) -> Scores:
        """Return the score of every text."""
        read = texts.without_courtesy(texts.clean(question, LONGEST))
        if not texts.has_chinese(read):
            return _share(self._sound, sound_tokens(read)) + self._match(read)
        return self._match(read)

    @cached_property
    def _sound(self) -> Bm25:
        """Built for the first question that is typed in pinyin; many corpora never get one."""
        return Bm25.build([tuple(sound_tokens(each)) for each in self._cleaned])

    def _match(self, read: str) -> Scores:
        return _share(self._written, self._tokens(read)) + _share(
            self._folded, self._tokens(self._tokenizer.fold(read))
        )

    def _tokens(self, read: str) -> Iterator[str]:
        for match in _RUN.finditer(read):
            run = match.group()
            if run[0] < "㐀":
                yield run
                continue
            yield from run
            yield from map("".join, itertools.pairwise(run))
        for word in self._tokenizer.words(read):
            if len(word) > 1 and word[0] >= "㐀":
                yield "/" + word


def rank(
    corpus: Sequence[str],
    questions: Iterable[str],
    *,
    limit: int = 10,
    tokenizer: Tokenizer | None = None,
) -> list[list[int]]:
    """Return for every question the positions of its ``limit`` best texts, the best first.

    Without a ``tokenizer`` one is built, which loads the dictionaries (about a second).
    """
    index = Corpus(corpus, tokenizer or Tokenizer())
    return [[found.text for found in index.search(each, limit)] for each in questions]


def _index(tokens: Sequence[Sequence[str]]) -> Bm25:
    curves = [Bm25.build(tokens, k1=k1, b=b, importance=importance) for k1, b in _CURVES]
    return replace(curves[0], weights=np.mean([each.weights for each in curves], axis=0))


def _share(index: Bm25, tokens: Iterable[str]) -> Scores:
    scores, information = index.match(tokens)
    return np.asarray(scores / max(information, 1e-9))
