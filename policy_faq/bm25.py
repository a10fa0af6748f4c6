"""A BM25 index over token lists, held as three NumPy arrays, with groups of texts.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the idf is
Lucene's, which is never negative. Weights are computed when the index is built, so that a query
only adds slices up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Array = NDArray[np.generic]

_K1 = 1.2
_B = 0.8


@dataclass(frozen=True)
class Bm25:
    """An index of ``size`` texts, rare tokens counted ``among`` texts or groups of texts.

    ``starts[r]:starts[r + 1]`` is the slice of ``texts`` and ``weights`` that belongs to the token
    with row ``r`` of ``rows``; ``idf`` is by row too. ``importance`` is what ``build`` was given;
    it is not saved with the index.
    """

    rows: dict[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    weights: NDArray[np.float64]
    idf: Scores
    size: int
    among: int
    importance: Callable[[str], float] = lambda _: 1.0

    @classmethod
    def build(
        cls,
        texts: Sequence[Sequence[str]],
        *,
        k1: float = _K1,
        b: float = _B,
        importance: Callable[[str], float] = lambda _: 1.0,
        groups: Sequence[int] | None = None,
    ) -> Bm25:
        """Index token lists; the number of a text is its position in ``texts``.

        ``importance`` is the share of its idf that a token counts for, 0 to 1. ``groups`` gives the
        group of every text: a token is then rare when few groups use it, however often one does.
        """
        postings: dict[str, list[tuple[int, int]]] = {}
        lengths = np.array([len(text) for text in texts] or [0], dtype=np.float64)
        for number, text in enumerate(texts):
            for token, count in Counter(text).items():
                postings.setdefault(token, []).append((number, count))
        sizes = np.array([len(found) for found in postings.values()], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        flat = np.array(
            [pair for found in postings.values() for pair in found], dtype=np.int64
        ).reshape(-1, 2)
        spread, among = sizes, len(texts)
        if groups is not None:
            spread = np.array([len({groups[n] for n, _ in found}) for found in postings.values()])
            among = len(set(groups))
        idf = np.log1p((among - spread + 0.5) / (spread + 0.5))
        idf = idf * np.array([importance(token) for token in postings], dtype=np.float64)
        counts = flat[:, 1].astype(np.float64)
        norm = k1 * (1 - b + b * lengths[flat[:, 0]] / max(lengths.mean(), 1.0))
        weights = np.repeat(idf, sizes) * counts * (k1 + 1) / (counts + norm)
        return cls(
            {token: row for row, token in enumerate(postings)},
            starts,
            flat[:, 0].astype(np.int32),
            weights,
            idf,
            len(texts),
            among,
            importance,
        )

    def alongside(self, *others: Bm25) -> Bm25:
        """Return one index over the texts of this one and then those of ``others``.

        One query scores them all. The information of a query stays this index's own.
        """
        indexes = (self, *others)
        rows = {
            token: row for row, token in enumerate(dict.fromkeys(chain(*(i.rows for i in indexes))))
        }
        idf = np.full(len(rows), self.rarest)
        idf *= [self.importance(token) for token in rows]
        idf[: len(self.rows)] = self.idf
        starts = np.cumsum([0, *(index.size for index in indexes)])
        row_of = [
            np.repeat([rows[token] for token in index.rows], np.diff(index.starts))
            for index in indexes
        ]
        order = np.argsort(np.concatenate(row_of), kind="stable")
        texts = [index.texts + start for index, start in zip(indexes, starts[:-1], strict=True)]
        counts = np.bincount(np.concatenate(row_of), minlength=len(rows))
        return Bm25(
            rows,
            np.concatenate(([0], np.cumsum(counts))),
            np.concatenate(texts)[order].astype(np.int32),
            np.concatenate([index.weights for index in indexes])[order],
            idf,
            int(starts[-1]),
            self.among,
            self.importance,
        )

    @cached_property
    def _postings(self) -> dict[str, tuple[bytes, bytes, float]]:
        """Texts, weights and idf by token, cut once.

        As bytes: joining fifty of them takes a fifth of the time of joining fifty arrays. The
        texts are as wide as ``bincount`` wants them, or it would copy them at every query.
        """
        bounds = self.starts.tolist()
        texts = self.texts.astype(np.intp)
        return {
            token: (
                texts[bounds[row] : bounds[row + 1]].tobytes(),
                self.weights[bounds[row] : bounds[row + 1]].tobytes(),
                float(self.idf[row]),
            )
            for token, row in self.rows.items()
        }

    def match(self, query: Iterable[str]) -> tuple[Scores, float]:
        """Return the score of every text and the information of the query.

        A token counts once however often it is repeated. The information is about the score that
        a text equal to the query would have. An unknown token counts there with the highest idf
        there can be: what we never read about lowers the share of it that a text can reach.
        """
        asked = frozenset(query)
        known = [entry for entry in map(self._postings.get, asked) if entry is not None]
        information = 0.0
        if len(known) < len(asked):
            information = self.unheard(asked.difference(self._postings))
        if not known:
            return np.zeros(self.size), information
        texts, weights, idf = zip(*known, strict=True)
        numbers = np.frombuffer(b"".join(texts), np.intp)
        scores = np.bincount(numbers, np.frombuffer(b"".join(weights)), self.size)
        return cast(Scores, scores), information + sum(idf)

    def scores(self, query: Iterable[str]) -> Scores:
        """Return the score of every text."""
        return self.match(query)[0]

    def information(self, query: Iterable[str]) -> float:
        """Return what a query could score at best, about."""
        asked, idf = frozenset(query), self._idf
        known = sum(idf[row] for row in map(self.rows.get, asked) if row is not None)
        return known + self.unheard(asked.difference(self.rows))

    def unheard(self, tokens: Iterable[str]) -> float:
        """Return the information of tokens that the index does not know."""
        return self.rarest * sum(map(self.importance, tokens))

    @cached_property
    def _idf(self) -> list[float]:
        return cast(list[float], self.idf.tolist())

    @cached_property
    def rarest(self) -> float:
        """The highest idf there can be, which an unknown token has."""
        return float(np.log1p((self.among + 0.5) / 0.5))

    def arrays(self) -> dict[str, Array]:
        """Return what ``of`` makes the same index from."""
        tokens = "\n".join(self.rows)
        return {
            "tokens": np.frombuffer(tokens.encode("utf-8"), dtype=np.uint8),
            "starts": self.starts,
            "texts": self.texts,
            "weights": self.weights,
            "idf": self.idf,
            "size": np.array([self.size, self.among]),
        }

    @classmethod
    def of(
        cls, kept: Mapping[str, Array], *, importance: Callable[[str], float] = lambda _: 1.0
    ) -> Bm25:
        """Return the index of ``arrays``; raises KeyError when one of them is missing.

        ``importance`` is the one that the index was built with.
        """
        tokens = kept["tokens"].tobytes().decode("utf-8")
        size, among = kept["size"].tolist()
        return cls(
            {token: row for row, token in enumerate(tokens.split("\n") if tokens else ())},
            kept["starts"].astype(np.int64, copy=False),
            kept["texts"].astype(np.int32, copy=False),
            kept["weights"].astype(np.float64, copy=False),
            kept["idf"].astype(np.float64, copy=False),
            size,
            among,
            importance,
        )

    def save(self, path: Path) -> None:
        """Write the index to one file, which ``load`` reads faster than it could be built."""
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **self.arrays())

    @classmethod
    def load(cls, path: Path, *, importance: Callable[[str], float] = lambda _: 1.0) -> Bm25:
        """Read an index that ``save`` wrote; raises OSError or ValueError for anything else.

        ``importance`` is the one that the index was built with.
        """
        with np.load(path, allow_pickle=False) as kept:
            return cls.of(kept, importance=importance)
