"""The loops of search as machine code: cutting words, reading tokens, adding postings; pure.

Nobody calls them but ``lexicon`` and ``channels``, which make the arrays and know what they mean.
Tables are open-addressed: an entry holds a key above ``VALUE_BITS`` and its value below, so that a
look-up touches one line of memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

VALUE_BITS = 22
CHAR_BITS = 21
IGNORED = (1 << VALUE_BITS) - 1
"""Row of a token that is no search token (这个, 一下)."""
WORD_KEY = 1 << 33
"""Marks the key of a dictionary word, which is named by its node."""
RUN_KEY = 1 << 34
"""Marks the key of a run of letters or a number of ours, which is named by a hash."""
BREAK, SILENT = -1, -2
"""Instead of a syllable: the sound ends here; a blank, over which it goes on."""
_VALUE = (1 << VALUE_BITS) - 1
_FREE = -1
_NONE = -1
_SPREAD = -7046029254386353131
_RUN_HASH = 0xFFFFFFFF
_LITTLE = 1e-9
_FIRST, _LAST = 0x3400, 0x9FFF
"""The characters that are tokens by themselves and in pairs."""


@compiled
def hashed(codes: NDArray[np.int32], start: int, stop: int) -> int:
    """Return a number for a run of letters (FNV-1a)."""
    found = 2166136261
    for at in range(start, stop):
        found = ((found ^ codes[at]) * 16777619) & _RUN_HASH
    return found


@compiled
def look_up(table: NDArray[np.int64], key: int) -> int:
    """Return the value of a key, -1 when the table does not hold it."""
    mask = len(table) - 1
    spread = key * _SPREAD
    at = (spread ^ (spread >> 29)) & mask
    while True:
        entry = table[at]
        if entry == _FREE:
            return _NONE
        if entry >> VALUE_BITS == key:
            return int(entry & _VALUE)
        at = (at + 1) & mask


@compiled
def filled(keys: NDArray[np.int64], values: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return a table of ``size`` entries, a power of two above the number of keys."""
    table = np.empty(size, np.int64)
    for at in range(size):
        table[at] = _FREE
    mask = size - 1
    for number in range(len(keys)):
        spread = keys[number] * _SPREAD
        at = (spread ^ (spread >> 29)) & mask
        while table[at] != _FREE:
            at = (at + 1) & mask
        table[at] = keys[number] << VALUE_BITS | values[number]
    return table


@compiled
def node_of(codes: NDArray[np.int32], start: int, stop: int, edges: NDArray[np.int64]) -> int:
    """Return the node of a text in the dictionary, -1 when nothing begins like it."""
    node = 0
    for at in range(start, stop):
        node = look_up(edges, node << CHAR_BITS | codes[at])
        if node == _NONE:
            break
    return node


@compiled
def _parts_a_block(code: int) -> bool:
    if code >= 0x80:
        return not 0x4E00 <= code <= 0x9FD5
    if 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122:
        return False
    # + # & . _ % -
    return code not in (43, 35, 38, 46, 95, 37, 45)


@compiled
def cut(
    codes: NDArray[np.int32], edges: NDArray[np.int64], weights: NDArray[np.float64], unknown: float
) -> NDArray[np.int32]:
    """Return start, end and node of the words in a text, each after the shorter ones inside it.

    The cut whose words have the highest joint frequency, as jieba finds it; words of two or more
    characters only.
    """
    size = len(codes)
    spans = np.empty((4 * size + 4, 3), np.int32)
    best = np.zeros(size + 1)
    ends = np.empty(size, np.int32)
    nodes = np.empty(size, np.int32)
    count = 0
    start = 0
    while start < size:
        if _parts_a_block(codes[start]):
            start += 1
            continue
        stop = start + 1
        while stop < size and not _parts_a_block(codes[stop]):
            stop += 1
        best[stop] = 0.0
        for begin in range(stop - 1, start - 1, -1):
            top, end, found, node = 0.0, 0, 0, 0
            for at in range(begin, stop):
                node = look_up(edges, node << CHAR_BITS | codes[at])
                if node == _NONE:
                    break
                weight = weights[node]
                if np.isnan(weight):
                    continue
                score = weight + best[at + 1]
                if end == 0 or score >= top:
                    top, end, found = score, at + 1, node
            if end == 0:
                top, end = unknown + best[begin + 1], begin + 1
            best[begin], ends[begin], nodes[begin] = top, end, found
        begin = start
        while begin < stop:
            end = ends[begin]
            length = end - begin
            if length > 2:
                for inner in range(2, 4 if length > 3 else 3):
                    for at in range(begin, end - inner + 1):
                        node = node_of(codes, at, at + inner, edges)
                        if node != _NONE and not np.isnan(weights[node]):
                            spans[count, 0], spans[count, 1], spans[count, 2] = at, at + inner, node
                            count += 1
            if length > 1:
                spans[count, 0], spans[count, 1], spans[count, 2] = begin, end, nodes[begin]
                count += 1
            begin = end
        start = stop
    return spans[:count]


@compiled
def _token(
    key: int,
    importance: float,
    table: NDArray[np.int64],
    seen: NDArray[np.uint8],
    rows: NDArray[np.int32],
    strange: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> float:
    """Note one token; return the information of it that the index does not know."""
    row = look_up(table, key)
    if row == IGNORED:
        return 0.0
    if row != _NONE:
        if not seen[row]:
            seen[row] = 1
            rows[counts[0]] = row
            counts[0] += 1
        return 0.0
    for at in range(counts[1]):
        if strange[at] == key:
            return 0.0
    strange[counts[1]] = key
    counts[1] += 1
    return importance


@compiled
def _importance(
    codes: NDArray[np.int32], start: int, stop: int, asking: NDArray[np.uint8], asking_weight: float
) -> float:
    for at in range(start, stop):
        if not asking[codes[at]]:
            return 1.0
    return asking_weight


@compiled
def _own_number(codes: NDArray[np.int32], at: int) -> int:
    """Return the length of 311, 12333 or 110 at a place, 0 for none; # and ◎ are of length 1."""
    if codes[at] in (35, 0x25CE):
        return 1
    digits = 0
    for length in range(1, min(5, len(codes) - at) + 1):
        digits = 10 * digits + codes[at + length - 1] - 48
        if (length == 3 and digits in (311, 110)) or (length == 5 and digits == 12333):
            return length
    return 0


@compiled
def _read(
    codes: NDArray[np.int32],
    edges: NDArray[np.int64],
    weights: NDArray[np.float64],
    unknown: float,
    table: NDArray[np.int64],
    idf: NDArray[np.float64],
    unheard: float,
    asking: NDArray[np.uint8],
    asking_weight: float,
) -> tuple[NDArray[np.int32], float]:
    """Return the rows of the written tokens of a text, each once, and their information.

    An unknown token counts with the highest idf there can be.
    """
    size = len(codes)
    seen = np.zeros(len(idf), np.uint8)
    rows = np.empty(8 * size + 8, np.int32)
    strange = np.empty(8 * size + 8, np.int64)
    counts = np.zeros(2, np.int64)
    strangeness = 0.0
    at = 0
    while at < size:
        before = 0
        while at < size and _FIRST <= codes[at] <= _LAST:
            code = int(codes[at])
            for length in range(1, 3 if before else 2):
                key = code if length == 1 else before << 16 | code
                own = _importance(codes, at + 1 - length, at + 1, asking, asking_weight)
                strangeness += _token(key, own, table, seen, rows, strange, counts)
            before = code
            at += 1
        stop = at
        while stop < size and 97 <= codes[stop] <= 122:
            stop += 1
        if stop == at and at < size:
            stop += _own_number(codes, at)
        if stop > at:
            key = RUN_KEY | hashed(codes, at, stop)
            strangeness += _token(key, 1.0, table, seen, rows, strange, counts)
            at = stop
        elif not before:
            at += 1
    spans = cut(codes, edges, weights, unknown)
    for number in range(len(spans)):
        start, stop = int(spans[number, 0]), int(spans[number, 1])
        if codes[start] >= _FIRST:
            own = _importance(codes, start, stop, asking, asking_weight)
            key = WORD_KEY | int(spans[number, 2])
            strangeness += _token(key, own, table, seen, rows, strange, counts)
    information = strangeness * unheard
    for number in range(counts[0]):
        information += idf[rows[number]]
    return rows[: counts[0]], information


@compiled
def _listen(
    syllables: NDArray[np.int16],
    single: NDArray[np.int32],
    pairs: NDArray[np.int32],
    idf: NDArray[np.float64],
    first: int,
    unheard: float,
) -> tuple[NDArray[np.int32], float, int]:
    """Return the rows of the tokens of sound, each once, their information, and how many.

    The number counts repetitions too. ``idf`` of the first row is at ``first``.
    """
    size, kinds = len(syllables), len(single)
    rows = np.empty(2 * size, np.int32)
    met = np.empty(2 * size, np.int32)
    count, different, total = 0, 0, 0
    information = 0.0
    before = BREAK
    for at in range(size):
        syllable = syllables[at]
        if syllable == SILENT:
            continue
        if syllable == BREAK:
            before = BREAK
            continue
        for step in range(1 if before == BREAK else 2):
            pair = before * kinds + syllable
            token = syllable if step == 0 else kinds + pair
            total += 1
            known = False
            for number in range(different):
                if met[number] == token:
                    known = True
                    break
            if known:
                continue
            met[different] = token
            different += 1
            row = single[syllable] if step == 0 else pairs[pair]
            if row == _NONE:
                information += unheard
            else:
                information += idf[first + row]
                rows[count] = row
                count += 1
        before = syllable
    return rows[:count], information, total


@compiled
def _add(
    rows: NDArray[np.int32],
    first: int,
    factor: np.float32,
    written: bool,
    spots: NDArray[np.int32],
    postings: NDArray[np.float32],
    by_wording: NDArray[np.float32],
    by_text: NDArray[np.float32],
    common: NDArray[np.float32],
) -> None:
    """Add up what tokens say, that of wordings only where it is to count as ``written``."""
    texts = postings.view(np.int32)
    for number in range(len(rows)):
        spot = spots[first + rows[number]]
        if written:
            if spot[3] != _NONE:
                common[spot[3]] = factor
            for at in range(spot[0], spot[1]):
                by_wording[texts[2 * at]] += postings[2 * at + 1] * factor
        for at in range(spot[1], spot[2]):
            by_text[texts[2 * at]] += postings[2 * at + 1] * factor


@compiled
def match(
    codes: NDArray[np.int32],
    syllables: NDArray[np.int16],
    sound_only: bool,
    edges: NDArray[np.int64],
    weights: NDArray[np.float64],
    unknown: float,
    table: NDArray[np.int64],
    single: NDArray[np.int32],
    pairs: NDArray[np.int32],
    idf: NDArray[np.float64],
    unheard: NDArray[np.float64],
    asking: NDArray[np.uint8],
    asking_weight: float,
    spots: NDArray[np.int32],
    postings: NDArray[np.float32],
    common: NDArray[np.float32],
    written: int,
    told: int,
    sound_weight: float,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], int, bool]:
    """Return the scores of the wordings, those of topics and then answers, and the common tokens.

    After question and kind come the parts of an ``Index``. All scores are shares of what the
    question could score; of what is heard ``sound_weight`` is added, with ``sound_only`` all of it
    and nothing of what is written. The fourth value is the number of tokens of sound, the fifth
    whether there was any token at all.
    """
    by_wording = np.zeros(len(common), np.float32)
    by_text = np.zeros(told, np.float32)
    counted = np.zeros(common.shape[1], np.float32)
    rows, in_text = _read(
        codes, edges, weights, unknown, table, idf[:written], unheard[0], asking, asking_weight
    )
    factor = np.float32(1 / max(in_text, _LITTLE))
    _add(rows, 0, factor, not sound_only, spots, postings, by_wording, by_text, counted)
    rows, in_sound, sounds = _listen(syllables, single, pairs, idf, written, unheard[1])
    factor = np.float32((1.0 if sound_only else sound_weight) / max(in_sound, _LITTLE))
    _add(rows, written, factor, True, spots, postings, by_wording, by_text, counted)
    return by_wording, by_text, counted, sounds, in_text > 0 or in_sound > 0
