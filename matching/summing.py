"""The loop that looks at every pair: rows of values summed, the best postings kept; machine code.

Nobody calls it but ``shortlist``, which makes the arrays and knows what they mean. Several threads
run it at once, each for other people. One person's sums over a stretch of postings
stay in the core's nearest cache; nothing else is written but what is kept.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled_for_threads

_ODD = np.uint64(0x9E3779B97F4A7C15)
_TIE_DROP, _TIE_SHIFT, _SCORE_SHIFT = np.uint64(33), np.uint64(20), np.uint64(51)
_SLOTS_PER_KEPT, _FEW = 4, 8
_HIGHEST = (1 << 15) - 1
_BLOCKED = -_HIGHEST


@compiled_for_threads
def floor_of(tops: NDArray[np.int16], kept: int, possible: int, tally: NDArray[np.int32]) -> int:
    """Return the highest number above ``possible`` that ``kept`` of ``tops`` reach.

    Where fewer do, the least above it. ``tally`` is room for counts, all 0 before and after.
    """
    highest = 0
    for at in range(len(tops)):
        above = max(tops[at] - possible, 0)
        tally[above] += 1
        highest = max(highest, above)
    floor, reached = highest, tally[highest]
    while floor > 1 and reached < kept:
        floor -= 1
        reached += tally[floor]
    for at in range(len(tops)):
        tally[max(tops[at] - possible, 0)] = 0
    return int(max(floor, 1) + possible)


@compiled_for_threads
def put_in_order(found: NDArray[np.uint64], count: int, kept: NDArray[np.uint64]) -> None:
    """Write the highest of the first ``count``, all different, into ``kept``, the highest first."""
    if count > _FEW * len(kept):
        ordered = np.sort(found[:count])
        for at in range(len(kept)):
            kept[at] = ordered[count - 1 - at]
        return
    # Each counts what is above it: far fewer steps than a sort takes for some dozens.
    for at in range(count):
        this = found[at]
        rank = 0
        for other in range(count):
            rank += found[other] > this
        if rank < len(kept):
            kept[rank] = this


@compiled_for_threads
def reach(
    scores: NDArray[np.int16],
    kept: int,
    possible: int,
    tops: NDArray[np.int16],
    tally: NDArray[np.int32],
    found: NDArray[np.int32],
) -> int:
    """Write into ``found`` where the ``kept`` best of ``scores`` are, and hardly more.

    Returns how many they are. The rest is room to work in: ``found`` for one more than scores.
    """
    width = len(scores)
    # Postings in slots: the best of the slots' maxima are reached by hardly more than are kept.
    deep = max(width // (_SLOTS_PER_KEPT * kept), 1)
    slots = width // deep
    for slot in range(slots):
        tops[slot] = scores[slot]
    for level in range(1, deep):
        base = level * slots
        for slot in range(slots):
            tops[slot] = max(tops[slot], scores[base + slot])
    floor = floor_of(tops[:slots], kept, possible, tally)
    # Without branches: nobody can guess which slots and postings reach the floor.
    high = width
    for slot in range(slots - 1, -1, -1):
        found[high] = slot
        high -= tops[slot] >= floor
    count = 0
    for number in range(high + 1, width + 1):
        for at in range(found[number], deep * slots, slots):
            found[count] = at
            count += scores[at] >= floor
    for at in range(deep * slots, width):
        found[count] = at
        count += scores[at] >= floor
    return count


@compiled_for_threads
def add_up(
    rows: tuple[NDArray[np.int16], ...],
    numbers: NDArray[np.int32],
    start: int,
    spread: NDArray[np.int16],
    scores: NDArray[np.int16],
) -> None:
    """Write into ``scores`` the sums of ``spread`` and one of each of ``rows`` from ``start`` on.

    ``numbers`` says which; there are two at least. Two at a time: what takes long is to read and
    write the sums.
    """
    end, size = start + len(scores), len(rows)
    one, two = rows[0][numbers[0], start:end], rows[1][numbers[1], start:end]
    first = 2 - size % 2
    if first == 1:
        for at in range(len(scores)):
            scores[at] = spread[at] + one[at]
    else:
        for at in range(len(scores)):
            scores[at] = spread[at] + one[at] + two[at]
    for group in range(first, size, 2):
        one, two = (
            rows[group][numbers[group], start:end],
            rows[group + 1][numbers[group + 1], start:end],
        )
        for at in range(len(scores)):
            scores[at] += one[at] + two[at]


@compiled_for_threads
def bar(scores: NDArray[np.int16], kinds: NDArray[np.int32], barred: NDArray[np.int32]) -> None:
    """Block what is of a barred kind, and what scores below 0."""
    for at in range(len(scores)):
        if scores[at] < 0:
            scores[at] = _BLOCKED
    for kind in range(len(kinds)):
        if barred[kind] >= 0:
            for at in range(len(scores)):
                if kinds[kind, at] == barred[kind]:
                    scores[at] = _BLOCKED


@compiled_for_threads
def keep_best(
    people: NDArray[np.intp],
    into: NDArray[np.intp],
    ranges: NDArray[np.int32],
    numbers: NDArray[np.int32],
    rows: tuple[NDArray[np.int16], ...],
    said: NDArray[np.int32],
    said_rows: NDArray[np.int16],
    work_of: NDArray[np.int32],
    met_start: NDArray[np.intp],
    met: NDArray[np.int32],
    own_ties: NDArray[np.uint64],
    ties: NDArray[np.uint64],
    kinds: NDArray[np.int32],
    barred: NDArray[np.int32],
    possible: int,
    lists: NDArray[np.uint64],
) -> None:
    """Write the best postings of each of ``people`` into their row of ``lists``, best first.

    ``into`` says which row is whose, in ``barred``, too; all else goes by person. ``ranges``:
    [start, end) of the postings somebody may be sent to. ``numbers``: for each of ``rows`` which
    row is whose; ``said``: which of ``said_rows``, whose columns are works, ``work_of`` says which
    is each posting's. ``met``: what each person met before, from ``met_start`` on. ``ties`` decide
    between equals. ``kinds``: for each kind (employer, occupation) the number of every posting's;
    ``barred``: which of them is not wanted, -1 for none. Nothing at or below ``possible`` is kept.
    """
    widest = 1
    for person in people:
        widest = max(widest, ranges[person, 1] - ranges[person, 0])
    spread, room = np.empty(widest, np.int16), np.empty(widest, np.int16)
    tops, found = np.empty(widest, np.int16), np.empty(widest + 1, np.int32)
    packed = np.empty(widest, np.uint64)
    tally = np.zeros(_HIGHEST - possible + 1, np.int32)
    last_said, last_start, last_end = -1, -1, -1
    for row in range(len(people)):
        person = people[row]
        start, end = ranges[person, 0], ranges[person, 1]
        if end <= start:
            continue
        scores = room[: end - start]
        if said[person] != last_said or start != last_start or end != last_end:
            last_said, last_start, last_end = said[person], start, end
            for at in range(len(scores)):
                spread[at] = said_rows[last_said, work_of[start + at]]
        add_up(rows, numbers[:, person], start, spread, scores)
        for at in range(met_start[person], met_start[person + 1]):
            if start <= met[at] < end:
                scores[met[at] - start] = _BLOCKED
        if len(barred):
            bar(scores, kinds[:, start:end], barred[into[row]])
        mine = lists[into[row]]
        count = reach(scores, len(mine), possible, tops, tally, found)
        for number in range(count):
            at = found[number]
            tie = ((ties[start + at] ^ own_ties[person]) * _ODD) >> _TIE_DROP
            score = np.uint64(scores[at] - possible) << _SCORE_SHIFT
            packed[number] = score | tie << _TIE_SHIFT | np.uint64(start + at)
        put_in_order(packed, count, mine)
