"""The channels of a question in one addition: wordings as written and as heard, topics, answers.

How well a wording fits is the sum of what its written and its heard tokens say, so both kinds of
postings can be added up together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Bm25, Scores
from policy_faq.scan import Scan, added

SOUND_WEIGHT = 0.5
"""What the sound of a wording counts beside its writing."""
_COMMON_WRITTEN, _COMMON_HEARD = 0.4, 0.5
"""Information below which a token of a wording counts as common: most topics use it."""


_LANES = 16
"""Wordings of a target lie in so many rows, so that the best of all targets is found row by row."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the channels say about one question, each as a share of what it could say.

    ``said`` is by ``Channels.place`` of a wording: the share that is written plus ``SOUND_WEIGHT``
    of the share that is heard, or the share that is heard alone; what common tokens say is missing
    from it, ``common`` holds how much each of them counts. ``topic`` is by target: how much of the
    question the wordings of a target cover together. ``answers`` is by answer.
    """

    said: Scores
    topic: Scores
    answers: Scores
    common: NDArray[np.float32]

    def lanes(self) -> Scores:
        """Return ``said`` row by row."""
        return self.said.reshape(_LANES, -1)


class Channels:
    """Indexes over the same questions: ``text`` and ``sound`` by wording, ``topics`` by target.

    ``sizes`` tells how many wordings, which lie together, each target has. The information of the
    written question is that of ``text``: a token is as rare among the wordings of the targets as
    among the targets themselves.
    """

    def __init__(
        self, text: Bm25, sound: Bm25, topics: Bm25, answers: Bm25, sizes: Sequence[int]
    ) -> None:
        columns = [-(-size // _LANES) for size in sizes]
        self._bounds = np.cumsum([0, *columns]).tolist()
        self._columns, self._targets = self._bounds[-1], len(columns)
        self._target_of_column = np.repeat(np.arange(self._targets), columns)
        self.place = np.array(
            [
                number % _LANES * self._columns + start + number // _LANES
                for start, size in zip(self._bounds, sizes, strict=False)
                for number in range(size)
            ],
            dtype=np.int32,
        )
        """Where each wording lies in ``Matched.said``."""
        places = _LANES * self._columns
        text, sound = (
            replace(index, texts=self.place[index.texts], size=places) for index in (text, sound)
        )
        joined = text.alongside(topics, answers)
        self._written = Scan(joined, places, _COMMON_WRITTEN)
        self._heard = Scan(sound, places, _COMMON_HEARD)
        self._common = np.hstack((self._written.common, self._heard.common))
        self._heard_from = self._written.common.shape[1]
        self._size = joined.size
        self._topics, self._answers = text.size, text.size + topics.size

    def match(
        self,
        written: frozenset[str],
        heard: frozenset[str],
        *,
        sound_only: bool = False,
    ) -> Matched | None:
        """Return what the channels say about the tokens of a question; None when there are none.

        With ``sound_only`` wordings are compared by their sound alone.
        """
        in_text, in_sound = self._written.asked(written), self._heard.asked(heard)
        if in_text.information == 0 and in_sound.information == 0:
            return None
        by_text = 1 / max(in_text.information, 1e-9)
        by_sound = (1.0 if sound_only else SOUND_WEIGHT) / max(in_sound.information, 1e-9)
        common = np.zeros(self._common.shape[1], dtype=np.float32)
        common[[self._heard_from + each for each in in_sound.common]] = by_sound
        if sound_only:
            scores = added([(in_text.postings, by_text)], self._size)
            said = added([(in_sound.postings, by_sound)], self._topics)
        else:
            common[in_text.common] = by_text
            scores = added([(in_text.postings, by_text), (in_sound.postings, by_sound)], self._size)
            said = scores[: self._topics]
        topic = scores[self._topics : self._answers]
        return Matched(said, topic, scores[self._answers :], common)

    def best(self, matched: Matched) -> tuple[Scores, Scores]:
        """Return the share of the best wording of every target, and of every column of lanes.

        The common tokens are missing from both.
        """
        columns, best = matched.lanes().max(axis=0), np.zeros(self._targets)
        np.maximum.at(best, self._target_of_column, columns)  # "reduceat" takes four times as long
        return best, columns

    def common_share(self, matched: Matched, columns: Scores, targets: Sequence[int]) -> Scores:
        """Return what the common tokens of a question add to the best wording of some targets.

        ``columns`` are those that ``best`` gave.
        """
        bounds = self._bounds
        best = [
            (start := bounds[target]) + int(columns[start : bounds[target + 1]].argmax())
            for target in targets
        ]
        rows = matched.lanes().take(best, axis=1).argmax(axis=0)
        places = rows * self._columns + best
        return np.asarray(self._common.take(places, axis=0) @ matched.common)
