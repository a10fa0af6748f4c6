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
from typing import Any, NamedTuple

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
_COLUMN = 3
"""Where a spot holds the column of a common token; places of postings stand before it."""
_MOST_UNITS = 0xFFFF
"""Units of which the most is made that a token says about any text."""
_NUMBERS = frozenset({"asking_weight", "wordings", "told", "columns", "sound_weight"})
"""The parts of an index that are single numbers."""
_SAID_IN_TWO = 2
"""Written tokens are characters, pairs of them and words."""


class Index(NamedTuple):
    """All that a question is matched with; a call takes the parts one by one, which is cheaper.

    A token has a row: ``rows`` finds those of what is written by their key, ``single`` and
    ``pairs`` those of sounds by syllables, -1 for an unknown one. ``idf`` is by row; ``unheard``
    is that of an unknown token, written and heard. ``asking`` tells by character whether it
    belongs to words of asking, ``asking_weight`` is what an unknown token counts that is made of
    nothing else.

    ``spots[r]`` tells where in ``texts`` those begin that the row r says something about, where
    they go on with topics and answers instead of wordings, where they end, and which column of
    ``common`` a common token has instead, else -1. What it says about each is beside it in
    ``shares``, as so many ``units[r]``: exact to a few hundred-thousandths, and half as much to
    fetch from far memory, which is most of the work.
    """

    edges: NDArray[np.int64]
    weights: NDArray[np.float64]
    unknown: float
    rows: NDArray[np.int64]
    single: NDArray[np.int32]
    pairs: NDArray[np.int32]
    idf: NDArray[np.float32]
    unheard: NDArray[np.float64]
    asking: NDArray[np.uint8]
    asking_weight: float
    spots: NDArray[np.int32]
    units: NDArray[np.float32]
    texts: NDArray[np.unsignedinteger[Any]]
    shares: NDArray[np.uint16]
    wordings: int
    told: int
    columns: int
    sound_weight: float


class Matched(NamedTuple):
    """What the channels say about one question, each as a share of what it could say.

    ``said`` is by wording: as written and, at ``SOUND_WEIGHT``, as heard, or the share that is
    heard alone; what common tokens say is missing from it, ``common`` holds how much a unit of each
    of them counts. ``told`` is by target, how much of the question the wordings of a target cover
    together, and then by answer. ``sounds`` is how many tokens of sound the question has,
    ``syllables`` are the syllables that they are made of.
    """

    said: NDArray[np.float32]
    told: NDArray[np.float32]
    common: NDArray[np.float32]
    sound_only: bool
    sounds: int
    syllables: NDArray[np.int16]


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
        self.common: NDArray[np.uint16] = arrays["common"].astype(np.uint16, copy=False)
        """What each common token (column) says about each wording (row), in units."""

    def match(self, folded: str, *, sound_only: bool = False) -> Matched | None:
        """Return what the channels say about a folded question; None when it holds no token.

        With ``sound_only`` wordings are compared by their sound alone.
        """
        codes = codes_of(folded)
        syllables = pinyin.numbers(folded, codes)
        said, told, common, sounds, anything = kernel.match(
            codes, syllables, sound_only, *self._index
        )
        return Matched(said, told, common, sound_only, sounds, syllables) if anything else None


def arrays_of(
    text: Bm25, sound: Bm25, topics: Bm25, answers: Bm25, lexicon: Lexicon
) -> dict[str, Array]:
    """Return indexes joined: ``text`` and ``sound`` by wording, ``topics`` by target.

    The information of the written question is that of ``text``: a token is as rare among the
    wordings of the targets as among the targets themselves.
    """
    joined = text.alongside(topics, answers)
    written = _part(joined, text.size, _COMMON_WRITTEN)
    heard = _part(sound, sound.size, _COMMON_HEARD)
    after = heard.spots.copy()
    after[:, :_COLUMN] += len(written.texts)
    after[:, _COLUMN] += np.where(after[:, _COLUMN] < 0, 0, written.says.shape[1])
    texts = np.concatenate((written.texts, heard.texts))
    single, pairs = _sounds(sound, first=len(joined.rows))
    asking = np.zeros(_LAST_CODE + 1, dtype=np.uint8)
    asking[[*map(ord, ASKING)]] = 1
    common = np.hstack((written.says, heard.says))
    return {
        "rows": table(_keys(joined.rows, lexicon)),
        "single": single,
        "pairs": pairs,
        "idf": np.concatenate((joined.idf, sound.idf)).astype(np.float32),
        "unheard": np.array([joined.rarest, sound.rarest]),
        "asking": asking,
        "asking_weight": np.array(ASKING_WEIGHT),
        "spots": np.concatenate((written.spots, after)).astype(np.int32),
        "units": np.concatenate((written.units, heard.units)).astype(np.float32),
        "texts": texts.astype(np.min_scalar_type(max(text.size, topics.size + answers.size))),
        "shares": np.concatenate((written.shares, heard.shares)),
        "common": common,
        "wordings": np.array(text.size),
        "told": np.array(topics.size + answers.size),
        "columns": np.array(common.shape[1]),
        "sound_weight": np.array(SOUND_WEIGHT),
    }


class _Part(NamedTuple):
    """What an ``Index`` holds of one index of ours, and what its common tokens say."""

    spots: NDArray[np.int64]
    units: NDArray[np.float64]
    texts: NDArray[np.int64]
    shares: NDArray[np.uint16]
    says: NDArray[np.uint16]


def _part(index: Bm25, wordings: int, common_below: float) -> _Part:
    """Return the texts by row, and what common tokens say of each wording instead.

    The first ``wordings`` texts are wordings, the others are counted from 0 again. A token is
    common when its information, at most, is ``common_below``.
    """
    counts = np.diff(index.starts)
    row_of = np.repeat(np.arange(len(counts)), counts)
    highest = np.maximum.reduceat(index.weights, index.starts[:-1]) if len(counts) else index.idf
    units = np.maximum(highest, np.finfo(np.float32).tiny) / _MOST_UNITS
    shares = np.rint(index.weights / units[row_of]).astype(np.uint16)
    common = np.flatnonzero((counts >= _COMMON_FROM) & (index.idf < common_below))
    column = np.full(len(counts), -1)
    column[common] = np.arange(len(common))
    of_wording = index.texts < wordings
    held = of_wording & (column[row_of] >= 0)
    says = np.zeros((wordings, len(common)), dtype=np.uint16)
    says[index.texts[held], column[row_of[held]]] = shares[held]
    bounds = np.concatenate(([0], np.cumsum(np.bincount(row_of[~held], minlength=len(counts)))))
    before = np.bincount(row_of[of_wording & ~held], minlength=len(counts))
    spots = np.stack((bounds[:-1], bounds[:-1] + before, bounds[1:], column), axis=1)
    numbers = np.where(of_wording, index.texts, index.texts - wordings)[~held]
    return _Part(spots, units, numbers.astype(np.int64), shares[~held], says)


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


def _sounds(index: Bm25, *, first: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the rows by syllable, and by pair of syllables, counted from ``first``."""
    numbered = pinyin.numbered()
    single = np.full(len(numbered), -1, dtype=np.int32)
    pairs = np.full(len(numbered) ** 2, -1, dtype=np.int32)
    for token, row in index.rows.items():
        syllables = [numbered[each] for each in token.split(pinyin.JOINT)]
        if len(syllables) == 1:
            single[syllables[0]] = first + row
        else:
            pairs[syllables[0] * len(numbered) + syllables[1]] = first + row
    return single, pairs
