"""The loops of the choosing: person by person, each at the prices all others made; machine code.

Nobody calls them but ``market``, which makes the arrays and knows what they mean. What one person
chooses changes what the next one pays, so they run in one thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.machine import compiled

IMPOSSIBLE = -30_000
"""The score of what is not there, as ``market`` has it."""
_AT_BITS, _AT_MASK = 20, (1 << 20) - 1
_TAKEN = -(1 << 60)
_PLACE_MASK = np.uint64((1 << 20) - 1)
_SCORE_SHIFT = np.uint64(51)


@compiled
def price_of(views: float, fair: float, open_places: float, terms: NDArray[np.float64]) -> float:
    """Return what the next look at a posting costs that was looked at ``views`` times."""
    crowd = min(max(views / open_places - terms[1], 0.0), terms[2])
    return float(terms[0] * np.log2((views + 1) / (fair + 1)) + terms[3] * crowd)


@compiled
def prices_of(
    views: NDArray[np.int64],
    fair: NDArray[np.float64],
    open_places: NDArray[np.int32],
    terms: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Return what the next look at each posting costs, rounded."""
    prices = np.empty(len(views), np.int32)
    for at in range(len(views)):
        prices[at] = np.int32(np.rint(price_of(views[at], fair[at], open_places[at], terms)))
    return prices


@compiled
def count_look(
    at: int,
    by: int,
    views: NDArray[np.int64],
    fair: NDArray[np.float64],
    open_places: NDArray[np.int32],
    terms: NDArray[np.float64],
    prices: NDArray[np.int32],
) -> None:
    """Count one look at a posting more or less, and price it anew."""
    views[at] += by
    prices[at] = np.int32(np.rint(price_of(views[at], fair[at], open_places[at], terms)))


@compiled
def choose(
    order: NDArray[np.intp],
    lists: NDArray[np.uint64],
    counts: NDArray[np.intp],
    among: int,
    possible: int,
    kinds: NDArray[np.int32],
    losses: NDArray[np.int32],
    all_alike: int,
    views: NDArray[np.int64],
    fair: NDArray[np.float64],
    open_places: NDArray[np.int32],
    terms: NDArray[np.float64],
    places: NDArray[np.int32],
    scores: NDArray[np.int32],
) -> None:
    """Let everybody of ``order`` choose once more, in turn.

    From the first ``counts`` of their list, ``among`` at most, at the prices of ``views``, which
    are kept up to date. A pick makes what is like it in one of ``kinds`` (employer, occupation)
    lose ``losses``, and at the last pick ``all_alike`` more what is like all before it. ``places``
    and ``scores`` (people × wanted) hold what was chosen before and are overwritten.
    """
    wanted = places.shape[1]
    prices = prices_of(views, fair, open_places, terms)
    offered, worth = np.empty(among, np.int32), np.empty(among, np.int64)
    alike = np.empty((len(kinds), among), np.int32)
    for person in order:
        for pick in range(wanted):
            if scores[person, pick] > IMPOSSIBLE:
                count_look(places[person, pick], -1, views, fair, open_places, terms, prices)
        count = counts[person]
        mine = lists[person]
        for at in range(count):
            offered[at] = np.int32(mine[at] & _PLACE_MASK)
            value = np.int32(mine[at] >> _SCORE_SHIFT) + possible - prices[offered[at]]
            # The place in the list beside the worth: the highest is the first of the best.
            worth[at] = (value << _AT_BITS) - at
        for kind in range(len(kinds)):
            for at in range(count):
                alike[kind, at] = kinds[kind, offered[at]]
        for pick in range(wanted):
            if pick >= count:
                places[person, pick], scores[person, pick] = 0, IMPOSSIBLE
                continue
            most = worth[0]
            for at in range(1, count):
                most = max(most, worth[at])
            best = -most & _AT_MASK
            places[person, pick] = offered[best]
            scores[person, pick] = np.int32(mine[best] >> _SCORE_SHIFT) + possible
            if pick == wanted - 1:
                break
            worth[best] = _TAKEN
            for kind in range(len(kinds)):
                its = alike[kind, best]
                loss = losses[kind]
                if pick == wanted - 2:
                    same = True
                    for former in range(pick):
                        same = same and kinds[kind, places[person, former]] == its
                    loss += all_alike * same
                lost = loss << _AT_BITS
                for at in range(count):
                    worth[at] -= lost * (alike[kind, at] == its)
        for pick in range(min(wanted, count)):
            count_look(places[person, pick], 1, views, fair, open_places, terms, prices)


@compiled
def choose_last(
    who: NDArray[np.intp],
    lists: NDArray[np.uint64],
    possible: int,
    views: NDArray[np.int64],
    fair: NDArray[np.float64],
    open_places: NDArray[np.int32],
    terms: NDArray[np.float64],
    places: NDArray[np.int32],
    scores: NDArray[np.int32],
) -> None:
    """Let each of ``who`` choose anew, from their row of ``lists``, what they chose last."""
    last = places.shape[1] - 1
    prices = prices_of(views, fair, open_places, terms)
    for row in range(len(who)):
        person = who[row]
        if scores[person, last] > IMPOSSIBLE:
            count_look(places[person, last], -1, views, fair, open_places, terms, prices)
        most = 2 * IMPOSSIBLE
        for entry in lists[row]:
            if entry == 0:
                break
            at = np.int32(entry & _PLACE_MASK)
            score = np.int32(entry >> _SCORE_SHIFT) + possible
            if score - prices[at] > most:
                most = score - prices[at]
                places[person, last], scores[person, last] = at, score
        if scores[person, last] > IMPOSSIBLE:
            count_look(places[person, last], 1, views, fair, open_places, terms, prices)


@compiled
def unseen(
    lists: NDArray[np.uint64], counts: NDArray[np.intp], views: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Return who has what nobody chose among the first ``counts`` of their list, and the entry."""
    size = 0
    for person in range(len(lists)):
        for at in range(counts[person]):
            size += views[lists[person, at] & _PLACE_MASK] == 0
    who, entries = np.empty(size, np.intp), np.empty(size, np.uint64)
    size = 0
    for person in range(len(lists)):
        for at in range(counts[person]):
            if views[lists[person, at] & _PLACE_MASK] == 0:
                who[size], entries[size] = person, lists[person, at]
                size += 1
    return who, entries


@compiled
def surface(
    who: NDArray[np.intp],
    offered: NDArray[np.int32],
    worth: NDArray[np.int32],
    kinds: NDArray[np.int32],
    views: NDArray[np.int64],
    places: NDArray[np.int32],
    scores: NDArray[np.int32],
) -> None:
    """Show each posting nobody chose to the first of ``who``, in place of their least choice.

    Each person gets one at most, gives up nothing that nobody else sees, and none that would be
    their third of a kind. ``who``, ``offered`` and its ``worth`` go together, what costs least
    first.
    """
    wanted = places.shape[1]
    given = np.zeros(len(places), np.bool_)
    for row in range(len(who)):
        person, posting = who[row], offered[row]
        if views[posting] > 0 or given[person]:
            continue
        least = 0
        full = True
        for pick in range(wanted):
            full = full and scores[person, pick] > IMPOSSIBLE
            if scores[person, pick] < scores[person, least]:
                least = pick
        repeated = False
        for kind in range(len(kinds)):
            alike = True
            for pick in range(wanted):
                same = kinds[kind, places[person, pick]] == kinds[kind, posting]
                alike = alike and (same or pick == least)
            repeated = repeated or alike
        if full and not repeated and views[places[person, least]] > 1:
            views[places[person, least]] -= 1
            views[posting] += 1
            places[person, least], scores[person, least] = posting, worth[row]
            given[person] = True
