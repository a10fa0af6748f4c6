"""The best postings of every person: all scores looked at once, a few dozen kept.

People who may be sent to the same slice of the feed and said the same are scored together, slice
by slice, in blocks that fit a core's cache; NumPy lets both cores work. Score, tie and place are
packed into one number, so that one sort orders by all three.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.columns import BLOCKED, POSSIBLE
from matching.crowd import PLACE, TEXT, Crowd, Ties
from matching.feed import Feed

Lists = npt.NDArray[np.uint64]
"""Packed candidates, people × kept, best first; 0 where there is none."""
Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.int16]
Refine: TypeAlias = Callable[[Scores, npt.NDArray[np.intp], slice], None]
"""Changes the scores (people × postings) of some people, by place, with a stretch of the feed."""

_PLACE_BITS, _TIE_BITS = 20, 31
_SCORE_SHIFT = np.uint64(_PLACE_BITS + _TIE_BITS)
_TIE_SHIFT, _TIE_DROP = np.uint64(_PLACE_BITS), np.uint64(64 - _TIE_BITS)
_PLACE_MASK = np.uint64((1 << _PLACE_BITS) - 1)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_AT_ONCE = 1 << 19
_FEWEST_AT_ONCE, _MOST_AT_ONCE = 16, 512
_SLOTS_PER_KEPT = 4
MOST_POSTINGS = 1 << _PLACE_BITS
"""More postings than this do not fit into one feed."""


@dataclass(frozen=True, slots=True)
class _Work:
    """Everything the threads read: rows of everybody, ranges, and what is out of the question."""

    feed: Feed
    ties: Ties
    numbers: list[Numbers]
    met_start: npt.NDArray[np.intp]
    met: Numbers


def shortlists(
    feed: Feed,
    crowd: Crowd,
    kept: int,
    *,
    threads: int | None = None,
    refine: Refine | None = None,
) -> Lists:
    """Return the ``kept`` best possible postings of everybody in ``crowd``.

    Equal scores fall by the ties of person and posting, so the same pairs always fall the same
    way, whatever else is in the feed. ``refine`` may put more of the scores out of the question.
    """
    if len(feed) > MOST_POSTINGS:
        raise ValueError(f"a feed holds at most {MOST_POSTINGS} postings")
    lists = np.zeros((len(crowd), kept), dtype=np.uint64)
    if not len(feed) or not len(crowd):
        return lists
    numbers = feed.row_numbers(crowd)
    ranges = feed.reach(numbers[PLACE])
    met_start, met = _met(feed, crowd)
    work = _Work(feed, crowd.ties, numbers, met_start, met)
    feed.ties  # noqa: B018 - made here, so that threads only read it

    def keep(batch: tuple[npt.NDArray[np.intp], int, int]) -> None:
        people, start, end = batch
        scores = _scores(work, people, start, end)
        if refine is not None:
            refine(scores, people, slice(start, end))
        best = _best(scores, feed.ties[start:end], crowd.ties[people], start, kept)
        lists[people, : best.shape[1]] = best

    batches = list(_batches(ranges, numbers[TEXT]))
    with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
        for _ in pool.map(keep, batches):
            pass
    return lists


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


def _batches(ranges: Numbers, texts: Numbers) -> Iterator[tuple[npt.NDArray[np.intp], int, int]]:
    """Yield people with the same range of postings, those with the same text side by side."""
    order = np.lexsort((texts, ranges[:, 1], ranges[:, 0]))
    ordered = ranges[order]
    edges = np.flatnonzero((ordered[1:] != ordered[:-1]).any(axis=1)) + 1
    for first, last in zip([0, *edges.tolist()], [*edges.tolist(), len(order)], strict=True):
        start, end = (int(each) for each in ordered[first])
        if end <= start:
            continue
        size = min(max(_AT_ONCE // (end - start), _FEWEST_AT_ONCE), _MOST_AT_ONCE)
        for at in range(first, last, size):
            yield order[at : min(at + size, last)], start, end


def _met(feed: Feed, crowd: Crowd) -> tuple[npt.NDArray[np.intp], Numbers]:
    """Return what everybody met before: where each person's places start, and the places."""
    who, places = crowd.met.places(feed.place_of)
    return np.searchsorted(who, np.arange(len(crowd) + 1)), places


def _scores(work: _Work, people: npt.NDArray[np.intp], start: int, end: int) -> Scores:
    feed = work.feed
    texts = work.numbers[TEXT][people]
    runs = np.concatenate([[0], np.flatnonzero(texts[1:] != texts[:-1]) + 1])
    said = feed.rows[TEXT].values[texts[runs]]
    spread = np.take(said, feed.text_of[start:end], axis=1)
    scores: Scores = np.repeat(spread, np.diff(np.append(runs, len(texts))), axis=0)
    for group, rows in enumerate(feed.rows):
        if group != TEXT:
            scores += rows.values[work.numbers[group][people], start:end]
    counts = work.met_start[people + 1] - work.met_start[people]
    if counts.any():
        rows_met = np.repeat(np.arange(len(people)), counts)
        within = np.arange(len(rows_met)) - np.repeat(np.cumsum(counts) - counts, counts)
        places = work.met[np.repeat(work.met_start[people], counts) + within]
        inside = (places >= start) & (places < end)
        scores[rows_met[inside], places[inside] - start] = BLOCKED
    return scores


def _best(scores: Scores, ties: Ties, own: Ties, start: int, kept: int) -> Lists:
    """Return the packed ``kept`` best of each row of ``scores``, best first."""
    people, width = scores.shape
    hits = np.flatnonzero(scores >= _floors(scores, kept)[:, None])
    rows = hits // width
    places = hits - rows * width
    found = _packed(scores.reshape(-1)[hits], ties[places], own[rows], places + start)
    counts = np.bincount(rows, minlength=people)
    grid = np.zeros((people, max(int(counts.max()), 1)), dtype=np.uint64)
    grid[rows, np.arange(len(hits)) - np.repeat(np.cumsum(counts) - counts, counts)] = found
    grid.sort(axis=1)
    return grid[:, ::-1][:, :kept]


def _floors(scores: Scores, kept: int) -> Scores:
    """Return for each row a score that at least ``kept`` reach, if so many are possible.

    The ``kept`` best of the maxima of slots reach it, hardly more than ``kept`` do.
    """
    people, width = scores.shape
    least = np.full(people, POSSIBLE + 1, dtype=np.int16)
    deep = width // (_SLOTS_PER_KEPT * kept)
    if deep < 2:
        return least
    slots = width // deep
    maxima = scores[:, : deep * slots].reshape(people, deep, slots).max(axis=1)
    maxima.partition(slots - kept, axis=1)
    floors: Scores = np.maximum(maxima[:, slots - kept], least)
    return floors


def _packed(scores: Scores, posting: Ties, person: Ties, places: npt.NDArray[np.intp]) -> Lists:
    packed: Lists = (scores.astype(np.int64) - POSSIBLE).astype(np.uint64) << _SCORE_SHIFT
    packed |= (((posting ^ person) * _ODD) >> _TIE_DROP) << _TIE_SHIFT
    packed |= places.astype(np.uint64)
    return packed
