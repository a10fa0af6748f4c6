"""The channels of a question in one addition: wordings as written and as heard, topics, answers.

How well a wording fits is the sum of what its written and its heard tokens say, so both kinds of
postings can be added up together; a question is thousands of small additions, and going through
them once instead of four times is most of the speed of ranking.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np

from policy_faq.bm25 import Bm25, Scores, added

SOUND_WEIGHT = 0.5
"""What the sound of a wording counts beside its writing."""
_BYTES = np.dtype(np.float64).itemsize


@dataclass(frozen=True, slots=True)
class Matched:
    """What the channels say about one question, each as a share of what it could say.

    ``said`` is by wording: the share that is written plus ``SOUND_WEIGHT`` of the share that is
    heard, or the share that is heard alone. ``topic`` is by target: how much of the question the
    wordings of a target cover together. ``answers`` is by answer.
    """

    said: Scores
    topic: Scores
    answers: Scores


class Channels:
    """Indexes over the same questions: ``text`` and ``sound`` by wording, ``topics`` by target.

    The information of the written question is that of ``text``: a token is as rare among the
    wordings of the targets as among the targets themselves.
    """

    def __init__(self, text: Bm25, sound: Bm25, topics: Bm25, answers: Bm25) -> None:
        self._written = text.alongside(topics, answers)
        self._heard = sound
        self._topics, self._answers = text.size, text.size + topics.size

    def match(
        self, written: Set[str], heard: Set[str], *, sound_only: bool = False
    ) -> Matched | None:
        """Return what the channels say about the tokens of a question; None when there are none.

        With ``sound_only`` wordings are compared by their sound alone.
        """
        texts, weights, in_text = self._written.postings(written)
        texts_heard, weights_heard, in_sound = self._heard.postings(heard)
        if in_text == 0 and in_sound == 0:
            return None
        in_text, in_sound = max(in_text, 1e-9), max(in_sound, 1e-9)
        if sound_only:
            scores = added(texts, b"".join(weights), self._written.size)
            said = added(texts_heard, b"".join(weights_heard), self._heard.size) / in_sound
        else:
            joined = bytearray().join(weights + weights_heard)
            # What was heard is brought to the measure of what was written.
            heard_from = sum(map(len, weights)) // _BYTES
            np.frombuffer(joined)[heard_from:] *= SOUND_WEIGHT * in_text / in_sound
            scores = added(texts + texts_heard, joined, self._written.size)
            said = scores[: self._topics]
        scores *= 1 / in_text
        return Matched(said, scores[self._topics : self._answers], scores[self._answers :])
