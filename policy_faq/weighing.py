"""From what the channels say to the score of every target: the second half of ranking, as a loop.

Pure. ``Retriever`` calls it with what belongs to a question and the parts of a ``Field``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled


class Field(NamedTuple):
    """Which wordings and cards belong to which target, and how much of its topic counts."""

    first: NDArray[np.int64]
    topic_share: NDArray[np.float64]
    target_of_card: NDArray[np.int64]
    common: NDArray[np.float32]
    said_share: float


@compiled
def _highest(bits: NDArray[np.int32]) -> int:
    """Return the highest of numbers that are not negative, all given by their bits.

    Their order is that of the bits, and eight of these are compared at once.
    """
    found = 0
    for at in range(len(bits)):
        found = max(found, bits[at])
    return found


@compiled
def weigh(
    said: NDArray[np.float32],
    topic: NDArray[np.float32],
    answers: NDArray[np.float32],
    common: NDArray[np.float32],
    sound_only: bool,
    audience: NDArray[np.float64],
    prior: NDArray[np.float64],
    pointed: NDArray[np.int64],
    pointing: float,
    looked_at: int,
    completed: int,
    first: NDArray[np.int64],
    topic_share: NDArray[np.float64],
    target_of_card: NDArray[np.int64],
    says: NDArray[np.float32],
    said_share: float,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the score of every target and the best ``looked_at`` of them, the best first.

    What common tokens say is added to the first ``completed`` of these, whose order it leaves. The
    last five are the parts of a ``Field``.
    """
    targets = len(prior)
    scores = np.empty(targets)
    highest = np.empty(targets, np.float32)
    bits, highest_bits = said.view(np.int32), highest.view(np.int32)
    for target in range(targets):
        highest_bits[target] = _highest(bits[first[target] : first[target + 1]])
        scores[target] = highest[target]
    if not sound_only:
        answered = np.zeros(targets)
        for card in range(len(answers)):
            target = target_of_card[card]
            answered[target] = max(answered[target], answers[card] * audience[card])
        for target in range(targets):
            covered = topic[target] * topic_share[target]
            scores[target] = scores[target] * said_share + covered + answered[target]
    for target in range(targets):
        scores[target] *= prior[target]
    for number in range(len(pointed)):
        scores[pointed[number]] += pointing
    order = np.empty(looked_at, np.int64)
    count = 0
    for target in range(targets):
        score = scores[target]
        if count == looked_at:
            if score <= scores[order[count - 1]]:
                continue
            count -= 1
        at = count
        while at > 0 and scores[order[at - 1]] < score:
            order[at] = order[at - 1]
            at -= 1
        order[at] = target
        count += 1
    whole = 1.0 if sound_only else said_share
    for number in range(min(completed, count)):
        target = order[number]
        best, place = -1.0, first[target]
        for at in range(first[target], first[target + 1]):
            if said[at] > best:
                best, place = said[at], at
        more = 0.0
        for column in range(len(common)):
            more += says[place, column] * common[column]
        scores[target] += whole * more * prior[target]
    return scores, order[:count]
