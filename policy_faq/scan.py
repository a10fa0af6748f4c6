"""Postings packed for one addition, and the words that are too common to be added up for all texts.

A question is thousands of small additions, and what they cost is mostly fetching postings from far
memory. Each posting is therefore one number: a weight whose lowest bits, far below what the sum can
show, hold the text.

The tokens that nearly every topic uses (怎么, 工, the syllable bu) have the longest postings and
say least: two thirds of all additions for a few hundredths of a score. They are left out of the
addition, and what they say is added only for the few texts that it may decide about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from policy_faq.bm25 import Bm25, Scores

_TEXT_BITS = 20
"""Lowest bits of a posting that hold its text; the 32 above them keep a weight to 2e-10."""
_TEXT = (1 << _TEXT_BITS) - 1
_RARE = -1
"""Stands for the column of a token that is not common."""
_COMMON_FROM = 200
"""Postings from which a token can be too common; with fewer, leaving it out saves nothing."""


class Asked(NamedTuple):
    """The tokens of a question that an index knows: postings, common ones, information of all."""

    postings: bytes
    common: list[int]
    information: float


class Scan:
    """An index made ready to be added up; the first ``texts`` of it may have common tokens.

    A token is common when its information, at most, is ``common_below``.
    """

    def __init__(self, index: Bm25, texts: int, common_below: float) -> None:
        if index.size > _TEXT:
            raise ValueError(f"{index.size} texts are too many for one scan")
        self._index = index
        self._known: dict[str, tuple[bytes, float, int]] = {}
        """By token: its postings, its information, its column when it is common."""
        columns: list[NDArray[np.float32]] = []
        packed = index.weights.view(np.int64) & ~_TEXT | index.texts
        bounds, idf = index.starts.tolist(), index.idf.tolist()
        for token, row in index.rows.items():
            start, stop = bounds[row], bounds[row + 1]
            of_token, column_at = packed[start:stop], _RARE
            if stop - start >= _COMMON_FROM and idf[row] < common_below:
                own = index.texts[start:stop] < texts
                column = np.zeros(texts, dtype=np.float32)
                column[index.texts[start:stop][own]] = index.weights[start:stop][own]
                column_at = len(columns)
                columns.append(column)
                of_token = of_token[~own]
            self._known[token] = (of_token.tobytes(), idf[row], column_at)
        self.common = np.array(columns, dtype=np.float32).reshape(-1, texts).T.copy()
        """What each common token (column) says about each text (row)."""

    def asked(self, query: frozenset[str]) -> Asked:
        """Return what the index knows of the tokens of a question."""
        known = [*filter(None, map(self._known.get, query))]
        information = 0.0
        if len(known) < len(query):
            information = self._index.unheard(query.difference(self._known))
        if not known:
            return Asked(b"", [], information)
        postings, idf, columns = zip(*known, strict=True)
        common = [column for column in columns if column != _RARE]
        return Asked(b"".join(postings), common, information + sum(idf))


def added(parts: Sequence[tuple[bytes, float]], size: int) -> Scores:
    """Return the sum of the weights of every one of ``size`` texts.

    ``parts`` are postings, each with the factor that its weights are multiplied by.
    """
    packed = np.frombuffer(bytearray().join(postings for postings, _ in parts), np.int64)
    if not packed.size:
        return np.zeros(size)
    texts = packed & _TEXT
    weights = packed.view(np.float64)
    start = 0
    for postings, factor in parts:
        stop = start + len(postings) // weights.itemsize
        weights[start:stop] *= factor
        start = stop
    return cast(Scores, np.bincount(texts, weights, size))
