"""The loops of search as machine code: reading tokens, looking them up, adding postings; pure.

Nobody calls them but ``channels``, which makes the arrays and knows what they mean. Tables are
open-addressed: an entry holds a key above ``VALUE_BITS`` and its value below, so that a look-up
touches one line of memory.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

VALUE_BITS = 22
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
ROWS, SINGLE, PAIRS, ASKING, SYLLABLES, SPOTS, POSTINGS, SIZES, SHARES = range(9)
"""The parts of an ``Index`` in their block."""
SPOT = 8
"""Numbers of a spot."""
_SPREAD = -7046029254386353131
_RUN_HASH = 0xFFFFFFFF
_LITTLE = 1e-9
_CODES = 0xA000
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
def _is_new(key: int, met: NDArray[np.int64]) -> bool:
    """Tell whether a key that is no negative number was not met before, and note it."""
    mask = len(met) - 1
    spread = key * _SPREAD
    at = (spread ^ (spread >> 29)) & mask
    while met[at] != _FREE:
        if met[at] == key:
            return False
        at = (at + 1) & mask
    met[at] = key
    return True


@compiled
def _nothing_met(most: int) -> NDArray[np.int64]:
    """Return a table for at most so many keys."""
    size = 64
    while size < 2 * most:
        size *= 2
    return np.full(size, _FREE, np.int64)


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
        digit = codes[at + length - 1] - 48
        if not 0 <= digit <= 9:
            return 0
        digits = 10 * digits + digit
        if (length == 3 and digits in (311, 110)) or (length == 5 and digits == 12333):
            return length
    return 0


@compiled
def _keys(
    codes: NDArray[np.int32],
    spans: NDArray[np.int32],
    asking: NDArray[np.uint8],
    asking_weight: float,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the keys of the written tokens of a text, each once, and how much each counts."""
    size = len(codes)
    keys = np.empty(6 * size + 4, np.int64)
    counting = np.empty(6 * size + 4, np.float32)
    met = _nothing_met(len(keys))
    count = 0
    at = 0
    while at < size:
        before = 0
        while at < size and _FIRST <= codes[at] <= _LAST:
            code = int(codes[at])
            for length in range(1, 3 if before else 2):
                key = code if length == 1 else before << 16 | code
                if _is_new(key, met):
                    own = _importance(codes, at + 1 - length, at + 1, asking, asking_weight)
                    keys[count], counting[count] = key, own
                    count += 1
            before = code
            at += 1
        stop = at
        while stop < size and 97 <= codes[stop] <= 122:
            stop += 1
        if stop == at and at < size:
            stop += _own_number(codes, at)
        if stop > at:
            key = RUN_KEY | hashed(codes, at, stop)
            if _is_new(key, met):
                keys[count], counting[count] = key, 1.0
                count += 1
            at = stop
        elif not before:
            at += 1
    for number in range(len(spans)):
        start, stop = int(spans[number, 0]), int(spans[number, 1])
        key = WORD_KEY | int(spans[number, 2])
        if codes[start] >= _FIRST and _is_new(key, met):
            own = _importance(codes, start, stop, asking, asking_weight)
            keys[count], counting[count] = key, own
            count += 1
    return keys[:count], counting[:count]


@compiled
def _read(
    keys: NDArray[np.int64],
    counting: NDArray[np.float32],
    table: NDArray[np.int64],
    spots: NDArray[np.float32],
    unheard: float,
) -> tuple[NDArray[np.int32], float]:
    """Return the rows of written tokens and their information.

    An unknown token counts with the highest idf there can be.
    """
    rows = np.empty(len(keys), np.int32)
    for number in range(len(keys)):
        rows[number] = look_up(table, keys[number])
    information, known = 0.0, 0
    for number in range(len(keys)):
        row = rows[number]
        if row == _NONE:
            information += unheard * counting[number]
        elif row != IGNORED:
            information += spots[SPOT * row + 4]
            rows[known] = row
            known += 1
    return rows[:known], information


@compiled
def _sounds_of(codes: NDArray[np.int32], by_code: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the syllables of a text without letters; the last of all is that of other signs."""
    found = np.empty(len(codes), np.int16)
    for at in range(len(codes)):
        found[at] = by_code[min(codes[at], _CODES)]
    return found


@compiled
def _listen(
    syllables: NDArray[np.int16],
    kinds: int,
    single: NDArray[np.int32],
    pairs: NDArray[np.int32],
    spots: NDArray[np.float32],
    unheard: float,
) -> tuple[NDArray[np.int32], float, int]:
    """Return the rows of the tokens of sound, each once, their information, and how many.

    The number counts repetitions too.
    """
    size = len(syllables)
    rows = np.empty(2 * size, np.int32)
    met = _nothing_met(len(rows))
    different, total = 0, 0
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
            total += 1
            if _is_new(syllable if step == 0 else kinds + pair, met):
                rows[different] = single[syllable] if step == 0 else pairs[pair]
                different += 1
        before = syllable
    information, known = 0.0, 0
    for number in range(different):
        row = rows[number]
        if row == _NONE:
            information += unheard
        else:
            information += spots[SPOT * row + 4]
            rows[known] = row
            known += 1
    return rows[:known], information, total


@compiled
def _add_up(
    texts: NDArray[np.uint16],
    units: NDArray[np.uint16],
    unit: np.float32,
    scores: NDArray[np.float32],
) -> None:
    for at in range(len(texts)):
        scores[texts[at]] += np.float32(units[at]) * unit


@compiled
def _add(
    rows: NDArray[np.int32],
    factor: float,
    wordings: bool,
    spots: NDArray[np.int32],
    postings: NDArray[np.uint16],
    by_wording: NDArray[np.float32],
    by_text: NDArray[np.float32],
    common: NDArray[np.float32],
) -> None:
    """Add up what tokens say, that of wordings only where they are to count."""
    units = spots.view(np.float32)
    for row in rows:
        spot = SPOT * row
        start, between, stop = spots[spot], spots[spot + 1], spots[spot + 2]
        unit = np.float32(units[spot + 5] * factor)
        beside = stop + between - start
        if wordings:
            if spots[spot + 3] != _NONE:
                common[spots[spot + 3]] = unit
            _add_up(postings[start:between], postings[stop:beside], unit, by_wording)
        of_texts = postings[between:stop]
        _add_up(of_texts, postings[beside : beside + len(of_texts)], unit, by_text)


@compiled
def _part(block: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    return block[block[2 * number] : block[2 * number + 1]]


@compiled
def match(
    codes: NDArray[np.int32],
    spans: NDArray[np.int32],
    spelled: NDArray[np.int16],
    sound_only: bool,
    block: NDArray[np.int64],
) -> tuple[NDArray[np.float32], NDArray[np.int16], int, bool]:
    """Return scores, syllables, the number of their tokens, and whether there was any token at all.

    A text is given by its characters, the words in it and, where it has letters, the syllables that
    it is ``spelled`` in. The scores are those of
    the wordings, of the topics, of the answers, and then how much a unit of each common token
    counts, all as shares of what the question could score; of what is heard a share is added, with
    ``sound_only`` all of it and nothing of what is written. ``block`` has the parts of an
    ``Index``.
    """
    sizes = _part(block, SIZES)
    kinds, wordings, told, columns = sizes[0], sizes[1], sizes[2], sizes[3]
    shares = _part(block, SHARES).view(np.float64)
    unheard, unheard_sound, asking_weight, sound_weight = shares[0], shares[1], shares[2], shares[3]
    spots = _part(block, SPOTS).view(np.int32)
    postings = _part(block, POSTINGS).view(np.uint16)
    asking = _part(block, ASKING).view(np.uint8)
    keys, counting = _keys(codes, spans, asking, asking_weight)
    measures = spots.view(np.float32)
    rows, in_text = _read(keys, counting, _part(block, ROWS), measures, unheard)
    syllables = spelled
    if not len(spelled):
        syllables = _sounds_of(codes, _part(block, SYLLABLES).view(np.int16))
    heard, in_sound, sounds = _listen(
        syllables,
        kinds,
        _part(block, SINGLE).view(np.int32),
        _part(block, PAIRS).view(np.int32),
        measures,
        unheard_sound,
    )
    of_text = 1 / max(in_text, _LITTLE)
    of_sound = (1.0 if sound_only else sound_weight) / max(in_sound, _LITTLE)
    scores = np.zeros(wordings + told + columns, np.float32)
    parts = (
        spots,
        postings,
        scores[:wordings],
        scores[wordings : wordings + told],
        scores[wordings + told :],
    )
    _add(rows, of_text, not sound_only, *parts)
    _add(heard, of_sound, True, *parts)
    return scores, syllables, sounds, in_text > 0 or in_sound > 0
