"""A few wordings of one county, scored beside the index that all counties share.

How rare a token is comes from the shared index, so both scores are shares of the same whole and
can be ranked together; nothing of the shared index is built again. A text counts without regard
to its length, which on short questions decides little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Bm25, Scores
from policy_faq.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Matched:
    """What the wordings say about one question, each as a share of what they could say.

    ``written`` and ``heard`` are by wording, ``topic`` by target.
    """

    written: Scores
    heard: Scores
    topic: Scores


class Beside:
    """Scores the targets of one county; built in milliseconds, read by many threads."""

    def __init__(
        self,
        wordings: Mapping[str, Sequence[str]],
        tokens_of: Callable[[str], Tokens],
        *,
        text: Bm25,
        sound: Bm25,
        topics: Bm25,
    ) -> None:
        self.targets = tuple(wordings)
        tokens = [[tokens_of(each) for each in texts] for texts in wordings.values()]
        flat = [each for of_target in tokens for each in of_target]
        self.sizes = np.array([len(of_target) for of_target in tokens])
        self.first = np.concatenate(([0], np.cumsum(self.sizes)[:-1]))
        self._written = _Field(text, [each.text for each in flat])
        self._heard = _Field(sound, [each.sound for each in flat])
        self._topic = _Field(
            topics, [[token for each in of_target for token in each.text] for of_target in tokens]
        )

    def match(self, tokens: Tokens) -> Matched:
        """Return what the wordings say about the tokens of a question."""
        return Matched(
            self._written.shares(tokens.text),
            self._heard.shares(tokens.sound),
            self._topic.shares(tokens.text),
        )


class _Field:
    """Which texts hold a token, weighted as ``index`` would weight it."""

    def __init__(self, index: Bm25, texts: Sequence[Sequence[str]]) -> None:
        self._index = index
        self._size = len(texts)
        found: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for token in set(text):
                found.setdefault(token, []).append(number)
        self._holding: dict[str, tuple[NDArray[np.int64], float]] = {
            token: (np.array(numbers), index.information((token,)))
            for token, numbers in found.items()
        }

    def shares(self, query: Sequence[str]) -> Scores:
        scores = np.zeros(self._size)
        for token in set(query):
            entry = self._holding.get(token)
            if entry is not None:
                scores[entry[0]] += entry[1]
        return scores / max(self._index.information(query), 1e-9)
