"""Where the postings of a feed are, of what kind and with which beds, as a column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jobs_feed.tables import PostingKind
from matching.model import distance, lies_in

_KINDS = {kind: number for number, kind in enumerate(PostingKind)}
_BEDS = {True: 0, None: 1, False: 2}
Whole = npt.NDArray[np.int64]


class PlaceColumn:
    """Distinct (place, kind, lodging) of postings; remembers the distances from every home.

    ``kinds`` are places in ``PostingKind``; ``beds`` are 0 offered, 1 not stated, 2 not offered.
    """

    def __init__(self, keys: Sequence[tuple[str | None, PostingKind, bool | None]]) -> None:
        numbers: dict[str | None, int] = {}
        self._place_of = np.array([numbers.setdefault(key[0], len(numbers)) for key in keys], int)
        self._places = tuple(numbers)
        self.kinds = np.array([_KINDS[key[1]] for key in keys], dtype=np.intp)
        self.beds = np.array([_BEDS[key[2]] for key in keys], dtype=np.intp)
        self._from_home: dict[str, Whole] = {}

    def distances(self, home: str) -> Whole:
        """Return the class of distance of each key from ``home``."""
        found = self._from_home.get(home)
        if found is None:
            each = np.array([distance(home, place) for place in self._places], dtype=np.int64)
            found = self._from_home[home] = each[self._place_of]
        return found

    def within(self, areas: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return which keys surely lie in one of ``areas``."""
        each = [any(lies_in(place, area) for area in areas) for place in self._places]
        flags: npt.NDArray[np.bool_] = np.array(each, dtype=bool)[self._place_of]
        return flags
