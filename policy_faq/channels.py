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
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy_faq import cutting, kernel, pinyin
from policy_faq.block import block_of
from policy_faq.bm25 import Array, Bm25
from policy_faq.lexicon import Lexicon, codes_of, table
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
_MOST = 0xFFFF
"""Units of which the most is made that a token says about any text, and most texts."""
_SAID_IN_TWO = 2
"""Written tokens are characters, pairs of them and words."""


class Index(NamedTuple):
    """All but the dictionary that a question is matched with, in the order of its block.

    A token has a row: ``rows`` finds those of what is written by their key, ``single`` and
    ``pairs`` those of sounds by syllables, -1 for an unknown one. ``asking`` tells by character
    whether it belongs to words of asking, ``syllables`` how it sounds.

    A row has a spot in ``spots``: where in ``postings`` the texts begin that its token says
    something about, where they go on with topics and answers instead of wordings, where they end,
    and which column of ``common`` a common token has instead, else -1; then, as bits, its idf and a
    unit. In ``postings`` there follows, text by text, how many units it says: that is exact to a
    few hundred-thousandths and little to fetch from far memory, which is most of the work.

    ``sizes`` are the kinds of syllables, the wordings, the topics with the answers, and the common
    tokens; ``shares`` the idf of an unknown token, written and heard, what one counts that is made
    of nothing but words of asking, and what sound counts.
    """

    rows: NDArray[np.int64]
    single: NDArray[np.int32]
    pairs: NDArray[np.int32]
    asking: NDArray[np.uint8]
    syllables: NDArray[np.int16]
    spots: NDArray[np.int32]
    postings: NDArray[np.uint16]
    sizes: NDArray[np.int64]
    shares: NDArray[np.float64]


class Matched(NamedTuple):
    """What the channels say about one question, each as a share of what it could say.

    ``scores`` are by wording: as written and, at ``SOUND_WEIGHT``, as heard, or the share that is
    heard alone; what common tokens say is missing from it. They go on by topic, how much of the
    question the wordings of a topic cover together, by answer, and by common token, how much a
    unit of it counts. ``sounds`` is how many tokens of sound the question has, ``syllables`` are
    the syllables that they are made of.
    """

    scores: NDArray[np.float32]
    sound_only: bool
    sounds: int
    syllables: NDArray[np.int16]


class Channels:
    """Indexes over the same questions, as one; ``arrays`` are those that ``arrays_of`` gave.

    Raises KeyError when one of them is missing.
    """

    def __init__(self, arrays: Mapping[str, Array], lexicon: Lexicon) -> None:
        self._dictionary = lexicon.dictionary
        self._block = block_of([arrays[name] for name in Index._fields])

    def match(self, folded: str, *, sound_only: bool = False) -> Matched | None:
        """Return what the channels say about a folded question; None when it holds no token.

        With ``sound_only`` wordings are compared by their sound alone.
        """
        codes = codes_of(folded)
        spans = cutting.cut(codes, *self._dictionary)
        scores, syllables, sounds, anything = kernel.match(
            codes, spans, pinyin.spelled(folded), sound_only, self._block
        )
        return Matched(scores, sound_only, sounds, syllables) if anything else None


def arrays_of(
    text: Bm25, sound: Bm25, topics: Bm25, answers: Bm25, lexicon: Lexicon
) -> dict[str, Array]:
    """Return the parts of an ``Index`` joined: ``text`` and ``sound`` are by wording.

    ``topics`` is by target. Beside them is ``common``: what each common token (column) says about
    each wording (row), in units.

    The information of the written question is that of ``text``: a token is as rare among the
    wordings of the targets as among the targets themselves.
    """
    joined = text.alongside(topics, answers)
    written = _part(joined, text.size, _COMMON_WRITTEN)
    heard = _part(sound, sound.size, _COMMON_HEARD)
    after = heard.spots
    after[:, :_COLUMN] += len(written.postings)
    after[:, _COLUMN] += np.where(after[:, _COLUMN] < 0, 0, written.says.shape[1])
    single, pairs = _sounds(sound, first=len(joined.rows))
    asking = np.zeros(_LAST_CODE + 1, dtype=np.uint8)
    asking[[*map(ord, ASKING)]] = 1
    common = np.hstack((written.says, heard.says))
    sizes = len(single), text.size, topics.size + answers.size, common.shape[1]
    shares = joined.rarest, sound.rarest, ASKING_WEIGHT, SOUND_WEIGHT
    index = Index(
        table(_keys(joined.rows, lexicon)),
        single,
        pairs,
        asking,
        pinyin.by_code(),
        np.concatenate((written.spots, after)),
        np.concatenate((written.postings, heard.postings)),
        np.array(sizes, np.int64),
        np.array(shares),
    )
    return {**index._asdict(), "common": common}


class _Part(NamedTuple):
    """What an ``Index`` holds of one index of ours, and what its common tokens say."""

    spots: NDArray[np.int32]
    postings: NDArray[np.uint16]
    says: NDArray[np.uint16]


def _part(index: Bm25, wordings: int, common_below: float) -> _Part:
    """Return spots and postings by row, and what common tokens say of each wording instead.

    The first ``wordings`` texts are wordings, the others are counted from 0 again. A token is
    common when its information, at most, is ``common_below``. Raises ValueError for more wordings
    or other texts than two bytes can number.
    """
    if max(wordings, index.size - wordings) > _MOST:
        raise ValueError(f"too many texts for one index: {index.size}")
    counts = np.diff(index.starts)
    row_of = np.repeat(np.arange(len(counts)), counts)
    highest = np.maximum.reduceat(index.weights, index.starts[:-1]) if len(counts) else index.idf
    unit = np.maximum(highest, np.finfo(np.float32).tiny) / _MOST
    units = np.rint(index.weights / unit[row_of]).astype(np.uint16)
    common = np.flatnonzero((counts >= _COMMON_FROM) & (index.idf < common_below))
    column = np.full(len(counts), -1)
    column[common] = np.arange(len(common))
    of_wording = index.texts < wordings
    held = of_wording & (column[row_of] >= 0)
    says = np.zeros((wordings, len(common)), dtype=np.uint16)
    says[index.texts[held], column[row_of[held]]] = units[held]
    kept = np.bincount(row_of[~held], minlength=len(counts))
    before = np.bincount(row_of[of_wording & ~held], minlength=len(counts))
    starts = np.concatenate(([0], np.cumsum(2 * kept)))[:-1]
    spots = np.zeros((len(counts), kernel.SPOT), np.int32)
    spots[:, : _COLUMN + 1] = np.stack((starts, starts + before, starts + kept, column), axis=1)
    spots.view(np.float32)[:, _COLUMN + 1 : _COLUMN + 3] = np.stack((index.idf, unit), axis=1)
    postings = np.empty(2 * int(kept.sum()), np.uint16)
    # The texts of a row come first, then the units of each: both begin where its spot says.
    place = np.arange(len(postings) // 2) + np.repeat(np.cumsum(kept) - kept, kept)
    postings[place] = np.where(of_wording, index.texts, index.texts - wordings)[~held]
    postings[place + np.repeat(kept, kept)] = units[~held]
    return _Part(spots, postings, says)


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
