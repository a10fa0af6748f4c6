"""From what the channels say to the best targets and how sure the first is, as a loop; pure.

``Retriever`` calls it with what belongs to a question and one block of all else (``grounds``). A
target's score is its best wording, what its topic covers of the question and its best answer;
concepts raise and lower it.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

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
CANDIDATES = 16
"""Best targets that are looked at closely."""
COMPLETED = 8
"""Best targets to whose best wording the common words are added."""
FEATURES = 10
"""From which the confidence is computed."""
LONG = 24
"""Tokens beyond which a longer question is no more certain: stories, not questions."""
_BIAS, _WEIGHTS = range(2)
_FIRST, _TOPIC_SHARE, _TARGET_OF_CARD, _COMMON, _SAID_SHARE, _OTHERS_FROM = range(2, 8)
_CUE_TARGETS, _CUE_CONCEPTS, _CUES, _NEEDY, _RULES, _KIN = range(8, 14)
_KINDS, _SOUNDS_FROM, _SOUNDS, _LONGEST, _SCOPE = range(14, 19)
"""The parts of the block of ``grounds``, in its order."""
_BREAK, _SILENT = -1, -2
_NONE = -1


@compiled
def _highest(bits: NDArray[np.int32]) -> np.int32:
    """Return the highest of numbers that are not negative, all given by their bits.

    Their order is that of the bits, and eight of these are compared at once.
    """
    found = np.int32(0)
    for at in range(len(bits)):
        found = max(found, bits[at])
    return found


@compiled
def _scores(
    by_wording: NDArray[np.float32],
    told: NDArray[np.float32],
    sound_only: bool,
    audience: NDArray[np.float64],
    prior: NDArray[np.float64],
    first: NDArray[np.int64],
    topic_share: NDArray[np.float64],
    target_of_card: NDArray[np.int16],
    said_share: float,
) -> NDArray[np.float64]:
    """Return the score of every target without what common tokens and concepts say."""
    targets = len(prior)
    scores = np.empty(targets)
    highest = np.empty(targets, np.float32)
    bits, highest_bits = by_wording.view(np.int32), highest.view(np.int32)
    for target in range(targets):
        highest_bits[target] = _highest(bits[first[target] : first[target + 1]])
        scores[target] = highest[target]
    if not sound_only:
        answered = np.zeros(targets)
        for card in range(len(audience)):
            target = target_of_card[card]
            answered[target] = max(answered[target], told[targets + card] * audience[card])
        for target in range(targets):
            covered = told[target] * topic_share[target]
            scores[target] = scores[target] * said_share + covered + answered[target]
    for target in range(targets):
        scores[target] *= prior[target]
    return scores


@compiled
def best(scores: NDArray[np.float64], many: int) -> NDArray[np.int64]:
    """Return the numbers of the ``many`` highest scores, the highest first."""
    order = np.empty(min(many, len(scores)), np.int64)
    count = 0
    for number in range(len(scores)):
        score = scores[number]
        if count == len(order):
            if count == 0 or score <= scores[order[count - 1]]:
                continue
            count -= 1
        at = count
        while at > 0 and scores[order[at - 1]] < score:
            order[at] = order[at - 1]
            at -= 1
        order[at] = number
        count += 1
    return order


@compiled
def _completed(
    scores: NDArray[np.float64],
    order: NDArray[np.int64],
    by_wording: NDArray[np.float32],
    share: float,
    prior: NDArray[np.float64],
    common: NDArray[np.float32],
    first: NDArray[np.int64],
    says: NDArray[np.uint16],
) -> None:
    """Add to some targets the ``share`` of what common tokens say about their best wordings."""
    columns = np.flatnonzero(common)
    for target in order:
        highest, place = np.float32(-1.0), first[target]
        for at in range(first[target], first[target + 1]):
            if by_wording[at] > highest:
                highest, place = by_wording[at], at
        more = 0.0
        for column in columns:
            more += says[place, column] * common[column]
        scores[target] += share * more * prior[target]


@compiled
def _has(concepts: NDArray[np.int64], concept: int) -> bool:
    return bool(concepts[concept >> 6] >> (concept & 63) & 1)


@compiled
def meet(some: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    """Tell whether two sets have a concept in common."""
    both = 0
    for at in range(len(some)):
        both |= some[at] & others[at]
    return both != 0


@compiled
def heard(
    syllables: NDArray[np.int16],
    kinds: int,
    sounds_from: NDArray[np.int16],
    sounds: NDArray[np.int32],
    width: int,
) -> NDArray[np.int64]:
    """Return the set of concepts of which a word can be heard: all its pairs of syllables."""
    found = np.zeros(width, np.int64)
    pairs = np.empty(len(syllables), np.int32)
    count = 0
    before = _BREAK
    for at in range(len(syllables)):
        syllable = syllables[at]
        if syllable == _SILENT:
            continue
        if min(syllable, before) > _BREAK:
            pairs[count] = before * kinds + syllable
            count += 1
        before = syllable
    for number in range(count):
        word = sounds_from[pairs[number]]
        while word != _NONE and sounds[word, 0] == pairs[number]:
            whole = True
            for at in range(2, sounds.shape[1]):
                further = sounds[word, at]
                whole = whole and (further == _NONE or further in pairs[:count])
            if whole:
                concept = sounds[word, 1]
                found[concept >> 6] |= 1 << (concept & 63)
            word += 1
    return found


@compiled
def pointed(
    concepts: NDArray[np.int64],
    targets: int,
    cue_targets: NDArray[np.int16],
    cue_concepts: NDArray[np.int16],
    cues: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell of every target whether a set of concepts points to it."""
    found = np.zeros(targets, np.bool_)
    for number in range(len(cues)):
        if not _has(concepts, cue_concepts[number]):
            continue
        fits = not meet(cues[number, 1], concepts)
        for at in range(len(concepts)):
            fits = fits and cues[number, 0, at] & ~concepts[at] == 0
        if fits:
            found[cue_targets[number]] = True
    return found


@compiled
def _lowered(
    scores: NDArray[np.float64],
    order: NDArray[np.int64],
    concepts: NDArray[np.int64],
    also_heard: NDArray[np.int64],
    needy: NDArray[np.bool_],
    rules: NDArray[np.int64],
) -> None:
    """Lower targets whose words are missing, or whose answer a word does not go together with."""
    for number in range(len(order)):
        target = order[number]
        if meet(rules[target, 1], concepts):
            scores[target] *= FORBIDDEN
        elif needy[target] and not meet(rules[target, 0], also_heard):
            scores[target] *= LACKING


@compiled
def _rival(
    every: NDArray[np.float64],
    ranked: NDArray[np.int64],
    order: NDArray[np.int64],
    kin: NDArray[np.bool_],
) -> float:
    """Return the score of the best candidate that would be another answer than the first.

    Two of one matter, the shared card and the office's own, do not make it less certain; nor do
    two topics with the same answer.
    """
    own, first = len(order), ranked[0]
    for number in ranked[1:CANDIDATES]:
        if first >= own and number >= own:
            return float(every[number])
        if first < own and number < own and not kin[order[first], order[number]]:
            return float(every[number])
    return 0.0


@compiled
def _backing(
    concepts: NDArray[np.int64],
    also_heard: NDArray[np.int64],
    needed: NDArray[np.int64],
    forbidding: NDArray[np.int64],
) -> float:
    """Return 1 when a question has the words that a target needs, -1 when it lacks them."""
    if meet(needed, concepts):
        return 0.0 if meet(forbidding, concepts) else 1.0
    return 0.0 if meet(needed, also_heard) else -1.0


@compiled
def _probability(features: NDArray[np.float64], bias: float, weights: NDArray[np.float64]) -> float:
    total = bias
    for number in range(len(weights)):
        total += weights[number] * features[number]
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@compiled
def _part(block: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    return block[block[2 * number] : block[2 * number + 1]]


@compiled
def _features(
    every: NDArray[np.float64],
    ranked: NDArray[np.int64],
    order: NDArray[np.int64],
    kin: NDArray[np.bool_],
    other: float,
    sounds_heard: int,
    sound_only: bool,
) -> NDArray[np.float64]:
    """Return the features but for what is known of the first target alone."""
    features = np.zeros(FEATURES)
    top = every[ranked[0]]
    length = log(1 + min(sounds_heard, LONG))
    features[0] = top
    features[1] = (top - _rival(every, ranked, order, kin)) / top
    features[3] = other / top
    features[4] = length
    features[5] = top * length
    features[6] = sound_only
    return features


@compiled
def weigh(
    matched: NDArray[np.float32],
    syllables: NDArray[np.int16],
    sounds_heard: int,
    sound_only: bool,
    concepts: NDArray[np.int64],
    audience: NDArray[np.float64],
    beside: NDArray[np.float64],
    limit: int,
    block: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the best targets and, as one array, features, how sure the first is, and scores.

    Nothing is returned of a question that says nothing about any target. What ``matched`` gives is
    by wording, topic, answer and common token, ``audience`` by target and answer; ``beside`` are
    targets after those of the index: how well they fit, and how much they cover.
    """
    first, topic_share = _part(block, _FIRST), _part(block, _TOPIC_SHARE).view(np.float64)
    targets, wordings, width = len(first) - 1, first[len(first) - 1], len(concepts)
    prior, answers = audience[:targets], audience[targets:]
    by_wording = matched[:wordings]
    told = matched[wordings : wordings + len(audience)]
    said_share = _part(block, _SAID_SHARE).view(np.float64)[0]
    scores = _scores(
        by_wording,
        told,
        sound_only,
        answers,
        prior,
        first,
        topic_share,
        _part(block, _TARGET_OF_CARD).view(np.int16),
        said_share,
    )
    points = pointed(
        concepts,
        targets,
        _part(block, _CUE_TARGETS).view(np.int16),
        _part(block, _CUE_CONCEPTS).view(np.int16),
        _part(block, _CUES).reshape(-1, 2, width),
    )
    for target in range(targets):
        # Plain words point to nothing of which no text speaks to the person.
        points[target] = points[target] and prior[target] == 1.0
        if points[target]:
            scores[target] += POINTED
    # As many again as are looked at closely, for all of these may fall behind.
    order = best(scores, 2 * CANDIDATES)
    common = matched[wordings + len(audience) :]
    says = _part(block, _COMMON).view(np.uint16)[: wordings * len(common)]
    _completed(
        scores,
        order[:COMPLETED],
        by_wording,
        1.0 if sound_only else said_share,
        prior,
        common,
        first,
        says.reshape(wordings, len(common)),
    )
    longest = _part(block, _LONGEST)[0]
    sounds = _part(block, _SOUNDS).view(np.int32)
    also_heard = concepts | heard(
        syllables,
        _part(block, _KINDS)[0],
        _part(block, _SOUNDS_FROM).view(np.int16),
        sounds[: len(sounds) // longest * longest].reshape(-1, longest),
        width,
    )
    needy, rules = _part(block, _NEEDY).view(np.bool_), _part(block, _RULES).reshape(-1, 2, width)
    _lowered(scores, order[:CANDIDATES], concepts, also_heard, needy, rules)
    every = np.concatenate((scores[order], beside[0]))
    ranked = best(every, max(limit, CANDIDATES))
    if not len(ranked) or every[ranked[0]] <= 0:
        return ranked[:0], every[:0]
    others_from, other = _part(block, _OTHERS_FROM)[0], 0.0
    for target in range(others_from, targets):
        other = max(other, scores[target])
    kin = _part(block, _KIN).view(np.bool_)[: targets * targets].reshape(targets, targets)
    features = _features(every, ranked, order, kin, other, sounds_heard, sound_only)
    features[9] = _has(also_heard, _part(block, _SCOPE)[0])
    faint = FAINT if features[9] else FAINT_OF_OTHERS
    own = len(order)
    if ranked[0] < own:
        target = order[ranked[0]]
        features[2] = told[target]
        features[7] = points[target]
        if needy[target]:
            features[8] = _backing(concepts, also_heard, rules[target, 0], rules[target, 1])
        if target >= others_from:
            faint = FAINT
    else:
        features[2] = beside[1, ranked[0] - own]
    bias, weights = _part(block, _BIAS).view(np.float64), _part(block, _WEIGHTS).view(np.float64)
    sure = _probability(features, bias[0], weights) * min(1.0, features[0] / faint)
    found = np.empty(min(limit, len(ranked)), np.int64)
    count = 0
    for number in ranked[: len(found)]:
        if every[number] > 0:
            found[count] = order[number] if number < own else targets + number - own
            count += 1
    return found[:count], np.concatenate((features, np.array([sure]), every[ranked[:count]]))
