"""The best postings of every person: all scores looked at once, a few dozen kept.

The looking is a loop of machine code (``summing``) that several threads run, each for people who
may be sent to the same slice of the feed and said the same. Score, tie and place are packed into
one number, so that one sort orders by all three.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns import POSSIBLE
from matching.crowd import Crowd, Ties
from matching.feed import REACH, SAID, Feed

Lists = npt.NDArray[np.uint64]
"""Packed candidates, people × kept, best first; 0 where there is none."""
Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]

_PLACE_BITS, _TIE_BITS = 20, 31
_SCORE_SHIFT = np.uint64(_PLACE_BITS + _TIE_BITS)
_TIE_SHIFT = np.uint64(_PLACE_BITS)
_PLACE_MASK = np.uint64((1 << _PLACE_BITS) - 1)
_AT_ONCE = 512
MOST_POSTINGS = 1 << _PLACE_BITS
"""More postings than this do not fit into one feed."""


def shortlists(
    feed: Feed,
    crowd: Crowd,
    kept: int,
    *,
    threads: int | None = None,
    only: Places | None = None,
    barred: Numbers | None = None,
) -> Lists:
    """Return the ``kept`` best possible postings of everybody in ``crowd``, or of ``only`` some.

    Equal scores fall by the ties of person and posting, so the same pairs always fall the same
    way, whatever else is in the feed. ``barred`` says for each of them which employer and which
    occupation (by number, -1 for none) they are not to get; then nothing that scores below 0 is
    found either. Raises ValueError when the feed is longer than ``MOST_POSTINGS``.
    """
    if len(feed) > MOST_POSTINGS:
        raise ValueError(f"a feed holds at most {MOST_POSTINGS} postings")
    people = np.arange(len(crowd)) if only is None else only
    lists = np.zeros((len(people), kept), dtype=np.uint64)
    if not len(feed) or not len(people):
        return lists
    # Imported when it is needed: its loops load numba, which most commands do without.
    loops: Any = import_module("matching.summing")
    numbers = feed.row_numbers(crowd)
    ranges, texts = feed.reach(numbers[REACH]), numbers[SAID]
    plain = [layer for layer in range(len(numbers)) if layer != SAID]
    starts, met = _met(feed, crowd)
    given = (
        ranges,
        np.stack([numbers[layer] for layer in plain]),
        tuple(feed.rows[layer].values for layer in plain),
        texts,
        feed.rows[SAID].values,
        feed.text_of,
        starts,
        met,
        crowd.ties,
        feed.ties,
        feed.kinds,
        np.empty((0, 2), dtype=np.int32) if barred is None else barred,
        POSSIBLE,
        lists,
    )
    theirs = ranges[people]
    order = np.lexsort((texts[people], theirs[:, 1], theirs[:, 0]))

    def keep(start: int) -> None:
        rows = order[start : start + _AT_ONCE]
        loops.keep_best(people[rows], rows, *given)

    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        for _ in pool.map(keep, range(0, len(order), _AT_ONCE)):
            pass
    return lists


def counts_of(lists: Lists, among: int) -> Places:
    """Return how many of the first ``among`` of each list are there."""
    counts = np.full(len(lists), among, dtype=np.intp)
    short = np.flatnonzero(lists[:, among - 1] == 0)
    counts[short] = np.count_nonzero(lists[short, :among], axis=1)
    return counts


def places_of(lists: Lists) -> Numbers:
    """Return the places in the feed that ``lists`` name; 0 where there is none."""
    places: Numbers = (lists & _PLACE_MASK).astype(np.int32)
    return places


def scores_of(lists: Lists) -> Numbers:
    """Return the scores in ``lists``; ``POSSIBLE`` where there is none."""
    scores: Numbers = (lists >> _SCORE_SHIFT).astype(np.int32) + POSSIBLE
    return scores


def ranks_of(lists: Lists) -> Ties:
    """Return score and tie alone: what the order of a list goes by, whatever the feed."""
    ranks: Ties = lists >> _TIE_SHIFT
    return ranks


def ties_in(lists: Lists) -> Numbers:
    """Return the ties in ``lists``: which of equals comes first."""
    ties: Numbers = ((lists >> _TIE_SHIFT) & np.uint64((1 << _TIE_BITS) - 1)).astype(np.int32)
    return ties


def moved(lists: Lists, places_now: Numbers) -> Lists:
    """Return ``lists`` over another feed: 0 where the place now is negative."""
    if not len(places_now):
        return np.zeros_like(lists)
    places = places_now[places_of(lists)]
    found = (lists & ~_PLACE_MASK) | places.astype(np.uint64)
    return np.where((lists > 0) & (places >= 0), found, np.uint64(0))


def met_pairs(feed: Feed, crowd: Crowd) -> npt.NDArray[np.int64]:
    """Return what everybody met before as person × number of postings + posting, in order."""
    starts, places = _met(feed, crowd)
    people = np.repeat(np.arange(len(crowd), dtype=np.int64), np.diff(starts))
    return np.sort(people * len(feed) + places)


def _met(feed: Feed, crowd: Crowd) -> tuple[Places, Numbers]:
    """Return what everybody met before: where each person's places start, and the places."""
    who, places = crowd.met.places(feed.place_of)
    return np.searchsorted(who, np.arange(len(crowd) + 1)), places
