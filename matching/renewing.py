"""Yesterday's lists over today's feed, a person at a time; machine code.

Nobody calls it but ``standing``, which makes the arrays and knows what they mean. Packed candidates
are those of ``shortlist``: score and tie above ``_TIE_SHIFT`` bits, the place in the feed below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

_TIE_SHIFT = np.uint64(20)
_PLACE = np.uint64((1 << 20) - 1)
_RANK = np.uint64((1 << 64) - (1 << 20))
_NONE = np.uint64(0)


@compiled
def put(kept: NDArray[np.uint64], count: int, found: np.uint64) -> int:
    """Put ``found`` into its place among the first ``count``, best first; the last may fall out.

    Returns how many there are then.
    """
    at = min(count, len(kept) - 1)
    while at > 0 and kept[at - 1] < found:
        kept[at] = kept[at - 1]
        at -= 1
    kept[at] = found
    return min(count + 1, len(kept))


@compiled
def move(
    before: NDArray[np.uint64],
    stay: NDArray[np.intp],
    now: NDArray[np.intp],
    place_now: NDArray[np.int32],
    met_start: NDArray[np.intp],
    met: NDArray[np.int32],
    lists: NDArray[np.uint64],
) -> None:
    """Write the lists of those who ``stay`` to where they are ``now``, without what fell out.

    ``place_now`` is negative for postings that are gone; ``met`` from ``met_start`` on is what each
    person of today met. ``lists`` are all 0 before.
    """
    for person in range(len(stay)):
        mine, theirs, count = lists[now[person]], before[stay[person]], 0
        first, end = met_start[now[person]], met_start[now[person] + 1]
        for slot in range(len(theirs)):
            if theirs[slot] == _NONE:
                break
            place = place_now[np.int64(theirs[slot] & _PLACE)]
            known = place < 0
            for at in range(first, end):
                known = known or met[at] == place
            if not known:
                count = put(mine, count, (theirs[slot] & _RANK) | np.uint64(place))


@compiled
def merge(
    lists: NDArray[np.uint64],
    floors: NDArray[np.uint64],
    people: NDArray[np.intp],
    found: NDArray[np.uint64],
) -> None:
    """Put what was ``found`` for each of ``people``, best first, into their lists.

    What has no room raises their floors.
    """
    for person in range(len(people)):
        mine, floor = lists[people[person]], floors[people[person]]
        count, size = 0, len(mine)
        while count < size and mine[count] != _NONE:
            count += 1
        for slot in range(found.shape[1]):
            new = found[person, slot]
            if new == _NONE:
                break
            if count == size:
                floor = max(floor, min(new, mine[size - 1]) >> _TIE_SHIFT)
                if new < mine[size - 1]:
                    break
            count = put(mine, count, new)
        floors[people[person]] = floor


@compiled
def above(lists: NDArray[np.uint64], floors: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Return how many of each list, best first, are above its floor."""
    counts = np.zeros(len(lists), dtype=np.int32)
    for person in range(len(lists)):
        count = 0
        while count < lists.shape[1] and lists[person, count] >> _TIE_SHIFT > floors[person]:
            count += 1
        counts[person] = count
    return counts
