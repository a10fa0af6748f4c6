"""The lists of plain evidence as numbers, as the loops of ``weighing`` read them.

A set of concepts is a row of integers of 64 bits, targets and concepts go by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq import pinyin
from policy_faq.cues import SCOPE, Cues

_WORD_BITS = 64


class Evidence(NamedTuple):
    """What concepts speak for and against.

    Cues: the target that each points to, one of the concepts that it cannot do without, and the
    sets of those that must and must not be there. Rules, by target: whether it needs words, and
    the sets of those that it needs and that forbid it. ``kin`` tells of two targets whether they
    are answered alike.

    ``sounds`` are words as they are heard: a pair of syllables, the concept, further pairs, -1 for
    none; a last row has nothing else. ``longest`` is the length of a row. ``sounds_from`` is by
    pair where the words begin that have it first, else -1; the number of a pair is made of those of
    its syllables, of which there are so many ``kinds``. ``scope`` is the concept of anything that
    our texts are about.
    """

    cue_targets: NDArray[np.int16]
    cue_concepts: NDArray[np.int16]
    cues: NDArray[np.int64]
    needy: NDArray[np.bool_]
    rules: NDArray[np.int64]
    kin: NDArray[np.bool_]
    kinds: int
    sounds_from: NDArray[np.int16]
    sounds: NDArray[np.int32]
    longest: int
    scope: int


def evidence_of(cues: Cues, targets: Sequence[str]) -> Evidence:
    """Return the lists as numbers; raises KeyError when one names a target that is not there."""
    position = {target: number for number, target in enumerate(targets)}
    kin = np.zeros((len(targets), len(targets)), np.bool_)
    for target, group in cues.kin.items():
        kin[position[target], [position[each] for each in group]] = True
    needs = np.zeros(len(targets), np.bool_)
    needs[[position[target] for target in cues.needs]] = True
    rules = [
        pair
        for target in targets
        for pair in (cues.needs.get(target, ()), cues.never.get(target, ()))
    ]
    sounds = sorted(set(_sounds(cues)))
    longest = max(map(len, sounds), default=2)
    kinds = len(pinyin.numbered())
    starts = np.full(kinds**2, -1, np.int16)
    for number in reversed(range(len(sounds))):
        starts[sounds[number][0]] = number
    return Evidence(
        np.array([position[cue.topic] for cue in cues.cues], np.int16),
        np.array([cues.names.index(min(cue.all)) for cue in cues.cues], np.int16),
        _sets(cues, (each for cue in cues.cues for each in (cue.all, cue.none))),
        needs,
        _sets(cues, rules),
        kin,
        kinds,
        starts,
        np.array([(*each, *[-1] * (longest - len(each))) for each in (*sounds, ())], np.int32),
        longest,
        cues.names.index(SCOPE),
    )


def row_of(concepts: int, cues: Cues) -> NDArray[np.int64]:
    """Return a set of concepts as the loops read it."""
    return np.frombuffer(concepts.to_bytes(8 * _words_for(cues), "little"), np.int64)


def _words_for(cues: Cues) -> int:
    return -(-len(cues.names) // _WORD_BITS)


def _sets(cues: Cues, sets: Iterable[Iterable[str]]) -> NDArray[np.int64]:
    """Return pairs of sets, as many as are given two by two."""
    rows = [row_of(cues.bits(each), cues) for each in sets]
    return np.array(rows, np.int64).reshape(len(rows) // 2, 2, _words_for(cues))


def _sounds(cues: Cues) -> Iterator[tuple[int, ...]]:
    """Yield the words of concepts by their sound: a pair, the concept, further pairs."""
    number: Mapping[str, int] = pinyin.numbered()
    for concept, words in cues.concepts.items():
        for word in words:
            runs = pinyin.sounds(word) if len(word) > 1 else []
            if len(runs) == 1 and len(runs[0]) > 1:
                syllables = [number[each] for each in runs[0]]
                pairs = {a * len(number) + b for a, b in pairwise(syllables)}
                first = min(pairs)
                yield (first, cues.names.index(concept), *sorted(pairs - {first}))
