"""The works of a feed as a column, with the likeness of every term met so far to all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from matching.catalogue import Catalogue, Demand, Skill, Term, Work


class WorkColumn:
    """The works of a feed, and the likeness of every term met so far to all of them."""

    def __init__(self, catalogue: Catalogue, keys: Sequence[tuple[Work, Skill, Demand]]) -> None:
        self._catalogue = catalogue
        self._works = [work for work, _, _ in keys]
        self.levels = np.array([skill for _, skill, _ in keys], dtype=np.int16)
        self.heavy = np.array([demand is Demand.HEAVY for _, _, demand in keys], dtype=bool)
        self.on_request = np.array([catalogue.on_request(work) for work in self._works], dtype=bool)
        self._places: dict[Term, int] = {}
        # The first row is nobody's, so that it can fill up shorter lists of terms.
        self._likeness = np.zeros((1, len(keys)), dtype=np.int16)

    def best(self, said: Sequence[Sequence[Term]]) -> npt.NDArray[np.int16]:
        """Return the likeness (0 to 100) of each list's best term (rows) to every work."""
        self._learn({term for terms in said for term in terms} - self._places.keys())
        longest = max(map(len, said), default=0)
        padded = np.zeros((len(said), max(longest, 1)), dtype=np.intp)
        for place, terms in enumerate(said):
            padded[place, : len(terms)] = [self._places[term] for term in terms]
        best: npt.NDArray[np.int16] = self._likeness[padded].max(axis=1)
        return best

    def _learn(self, terms: Collection[Term]) -> None:
        if not terms:
            return
        rows = [self._likeness]
        for term in sorted(terms):
            self._places[term] = len(self._places) + 1
            values = [self._catalogue.likeness(term, work) for work in self._works]
            rows.append(np.array([values], dtype=np.int16))
        self._likeness = np.concatenate(rows)
