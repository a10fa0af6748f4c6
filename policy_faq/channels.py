"""The channels of a question: wordings as written and as heard, topics, answers.

Tokens become numbers, and the loops of ``kernel`` add up what each of them says about every
wording, topic and answer. How well a wording fits is the sum of what its written and its heard
tokens say.

The tokens that nearly every topic uses (怎么, 工, the syllable bu) have the longest postings and
say least: two thirds of all additions for a few hundredths of a score. They are left out of the
addition over all wordings, and what they say is added only to the best wordings of the finalists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq import kernel, pinyin
from policy_faq.bm25 import Array, Bm25
from policy_faq.lexicon import Dictionary, Lexicon, codes_of, table
from policy_faq.tokens import ASKING, ASKING_WEIGHT, EMPTY_WORDS, WORD

SOUND_WEIGHT = 0.5
"""What the sound of a wording counts beside its writing."""
_COMMON_WRITTEN, _COMMON_HEARD = 0.4, 0.5
"""Information below which a token of a wording counts as common: most topics use it."""
_COMMON_FROM = 200
"""Postings from which a token can be too common; with fewer, leaving it out saves nothing."""
_LAST_CODE = 0xFFFF
_NUMBERS = frozenset({"asking_weight", "written", "told", "sound_weight"})
"""The parts of an index that are single numbers."""
_SAID_IN_TWO = 2
"""Written tokens are characters, pairs of them and words."""


class Index(NamedTuple):
    """All that a question is matched with; a call takes the parts one by one, which is cheaper.

    A token has one row for the wordings in which it is written, ``written`` rows on another for
    topics and answers; the rows of sounds follow. ``rows`` finds the first by the key of what is
    written, ``single`` and ``pairs`` those of sounds by syllables, -1 for an unknown one. ``idf``
    is by row, of the second ones left out; ``unheard`` is that of an unknown token, written and
    heard. ``asking`` tells by character whether it belongs to words of asking, ``asking_weight`` is
    what an unknown token counts that is made of nothing else.

    ``texts[starts[r]:starts[r + 1]]`` and ``shares`` likewise belong to the row r. ``column`` is by
    row where a common token stands in ``common``, else -1; ``common`` holds what such a token
    (column) says about each wording (row).
    """

    edges: NDArray[np.int64]
    weights: NDArray[np.float64]
    unknown: float
    rows: NDArray[np.int64]
    single: NDArray[np.int32]
    pairs: NDArray[np.int32]
    idf: NDArray[np.float64]
    unheard: NDArray[np.float64]
    asking: NDArray[np.uint8]
    asking_weight: float
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    shares: NDArray[np.float32]
    column: NDArray[np.int32]
    common: NDArray[np.float32]
    written: int
    told: int
    sound_weight: float


@dataclass(frozen=True, slots=True)
class Matched:
    """What the channels say about one question, each as a share of what it could say.

    ``said`` is by wording: the share that is written plus ``SOUND_WEIGHT`` of the share that is
    heard, or the share that is heard alone; what common tokens say is missing from it, ``common``
    holds how much each of them counts. ``topic`` is by target: how much of the question the
    wordings of a target cover together. ``answers`` is by answer. ``sounds`` is how many tokens of
    sound the question has.
    """

    said: NDArray[np.float32]
    topic: NDArray[np.float32]
    answers: NDArray[np.float32]
    common: NDArray[np.float32]
    sound_only: bool
    sounds: int


class Channels:
    """Indexes over the same questions, as one; ``arrays`` are those that ``arrays_of`` gave.

    Raises KeyError when one of them is missing.
    """

    def __init__(self, arrays: Mapping[str, Array], lexicon: Lexicon) -> None:
        parts = {
            name: arrays[name].item() if name in _NUMBERS else arrays[name]
            for name in Index._fields
            if name not in Dictionary._fields
        }
        self._index = Index(*lexicon.dictionary, **parts)  # type: ignore[arg-type]
        self._topics = int(arrays["topics"].item())

    @property
    def common(self) -> NDArray[np.float32]:
        """What each common token (column) says about each wording (row)."""
        return self._index.common

    def match(self, folded: str, *, sound_only: bool = False) -> Matched | None:
        """Return what the channels say about a folded question; None when it holds no token.

        With ``sound_only`` wordings are compared by their sound alone.
        """
        codes = codes_of(folded)
        said, told, common, sounds, anything = kernel.match(
            codes, pinyin.numbers(folded, codes), sound_only, *self._index
        )
        if not anything:
            return None
        topics = self._topics
        return Matched(said, told[:topics], told[topics:], common, sound_only, sounds)


def arrays_of(
    text: Bm25, sound: Bm25, topics: Bm25, answers: Bm25, lexicon: Lexicon
) -> dict[str, Array]:
    """Return indexes joined: ``text`` and ``sound`` by wording, ``topics`` by target.

    The information of the written question is that of ``text``: a token is as rare among the
    wordings of the targets as among the targets themselves.
    """
    joined = text.alongside(topics, answers)
    ours = joined.texts < text.size
    parts = (
        _part(joined, ours, text.size, _COMMON_WRITTEN),
        _part(joined, ~ours, 0, 0.0, first=text.size),
        _part(sound, np.ones(len(sound.texts), dtype=np.bool_), sound.size, _COMMON_HEARD),
    )
    columns = np.cumsum([0, *(part.says.shape[1] for part in parts)])
    counts = np.concatenate([part.counts for part in parts])
    single, pairs = _sounds(sound)
    asking = np.zeros(_LAST_CODE + 1, dtype=np.uint8)
    asking[[*map(ord, ASKING)]] = 1
    return {
        "rows": table(_keys(joined.rows, lexicon)),
        "single": single,
        "pairs": pairs,
        "idf": np.concatenate((joined.idf, sound.idf)),
        "unheard": np.array([joined.rarest, sound.rarest]),
        "asking": asking,
        "asking_weight": np.array(ASKING_WEIGHT),
        "starts": np.concatenate(([0], np.cumsum(counts))),
        "texts": np.concatenate([part.texts for part in parts]),
        "shares": np.concatenate([part.shares for part in parts]),
        "column": np.concatenate(
            [
                np.where(part.column < 0, part.column, part.column + first).astype(np.int32)
                for part, first in zip(parts, columns[:-1], strict=True)
            ]
        ),
        "common": np.hstack((parts[0].says, parts[2].says)),
        "written": np.array(len(joined.rows)),
        "told": np.array(topics.size + answers.size),
        "sound_weight": np.array(SOUND_WEIGHT),
        "topics": np.array(topics.size),
    }


class _Part(NamedTuple):
    """Postings as the kernel takes them, common tokens apart."""

    counts: NDArray[np.int64]
    texts: NDArray[np.int32]
    shares: NDArray[np.float32]
    column: NDArray[np.int64]
    says: NDArray[np.float32]


def _part(
    index: Bm25, taken: NDArray[np.bool_], size: int, common_below: float, first: int = 0
) -> _Part:
    """Return the postings that are ``taken``, and what common tokens say of each of ``size`` texts.

    The numbers of the texts begin at ``first``. A token is common when its information, at most, is
    ``common_below``.
    """
    counts = np.diff(index.starts)
    row_of = np.repeat(np.arange(len(counts)), counts)
    common = np.flatnonzero((counts >= _COMMON_FROM) & (index.idf < common_below))
    column = np.full(len(counts), -1)
    column[common] = np.arange(len(common))
    held = taken & (column[row_of] >= 0)
    says = np.zeros((size, len(common)), dtype=np.float32)
    says[index.texts[held], column[row_of[held]]] = index.weights[held]
    left = taken & ~held
    texts = (index.texts[left] - first).astype(np.int32)
    left_counts = np.bincount(row_of[left], minlength=len(counts))
    return _Part(left_counts, texts, index.weights[left].astype(np.float32), column, says)


def _keys(rows: Mapping[str, int], lexicon: Lexicon) -> dict[int, int]:
    """Return the rows by the keys under which the kernel looks for the tokens."""
    ignored = (kernel.WORD_KEY | lexicon.node(word) for word in EMPTY_WORDS if lexicon.holds(word))
    found = dict.fromkeys(ignored, kernel.IGNORED)
    for token, row in rows.items():
        found[_key(token, lexicon)] = row
    return found


def _key(token: str, lexicon: Lexicon) -> int:
    if token[0] == WORD:
        return kernel.WORD_KEY | lexicon.node(token[1:])
    if token[0] < "㐀":
        codes = codes_of(token)
        return kernel.RUN_KEY | int(kernel.hashed(codes, 0, len(codes)))
    return ord(token) if len(token) < _SAID_IN_TWO else ord(token[0]) << 16 | ord(token[1])


def _sounds(index: Bm25) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the rows by syllable, and by pair of syllables."""
    numbered = pinyin.numbered()
    single = np.full(len(numbered), -1, dtype=np.int32)
    pairs = np.full(len(numbered) ** 2, -1, dtype=np.int32)
    for token, row in index.rows.items():
        syllables = [numbered[each] for each in token.split(pinyin.JOINT)]
        if len(syllables) == 1:
            single[syllables[0]] = row
        else:
            pairs[syllables[0] * len(numbered) + syllables[1]] = row
    return single, pairs
