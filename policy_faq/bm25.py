"""A BM25 index over token lists, held as three NumPy arrays, with groups of texts.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the idf is
Lucene's, which is never negative. Weights are computed when the index is built, so that a query
only adds slices up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

_K1 = 1.2
_B = 0.35


@dataclass(frozen=True)
class Bm25:
    """An index of ``size`` texts.

    ``starts[r]:starts[r + 1]`` is the slice of ``texts`` and ``weights`` that belongs to the token
    with row ``r`` of ``rows``; ``idf`` is by row too.
    """

    rows: dict[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    weights: NDArray[np.float64]
    idf: Scores
    size: int

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]], *, k1: float = _K1, b: float = _B) -> Bm25:
        """Index token lists; the number of a text is its position in ``texts``."""
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
        idf = np.log1p((len(texts) - sizes + 0.5) / (sizes + 0.5))
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
        )

    def scores(self, query: Iterable[str]) -> Scores:
        """Return the score of every text; a token counts once however often it is repeated."""
        rows = [row for row in map(self.rows.get, set(query)) if row is not None]
        if not rows:
            return np.zeros(self.size)
        slices = [slice(self.starts[row], self.starts[row + 1]) for row in rows]
        found = np.concatenate([self.texts[piece] for piece in slices])
        added = np.concatenate([self.weights[piece] for piece in slices])
        return np.bincount(found, weights=added, minlength=self.size).astype(np.float64, copy=False)

    def information(self, query: Iterable[str]) -> float:
        """Return the score that a text equal to the query would have, about; unknown tokens count.

        An unknown token carries the highest idf there can be: what we never read about lowers the
        share of the question that a card can answer.
        """
        rarest = float(np.log1p((self.size + 0.5) / 0.5))
        total = 0.0
        for token in set(query):
            row = self.rows.get(token)
            total += rarest if row is None else float(self.idf[row])
        return total

    def save(self, path: Path) -> None:
        """Write the index to one file, which ``load`` reads faster than it could be built."""
        tokens = "\n".join(self.rows)
        with path.open("wb") as file:
            np.savez(
                file,
                tokens=np.frombuffer(tokens.encode("utf-8"), dtype=np.uint8),
                starts=self.starts,
                texts=self.texts,
                weights=self.weights,
                idf=self.idf,
                size=np.array([self.size]),
            )

    @classmethod
    def load(cls, path: Path) -> Bm25:
        """Read an index that ``save`` wrote; raises OSError or ValueError for anything else."""
        with np.load(path, allow_pickle=False) as kept:
            tokens = kept["tokens"].tobytes().decode("utf-8").split("\n")
            return cls(
                {token: row for row, token in enumerate(tokens)},
                kept["starts"],
                kept["texts"],
                kept["weights"],
                kept["idf"],
                int(kept["size"][0]),
            )
