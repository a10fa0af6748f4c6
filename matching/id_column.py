"""Ids side by side: a fifth of the room that a list of them takes, and looked up all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

SIZE = 16
"""Bytes of an id."""


class Ids(Sequence[bytes]):
    """Ids (or digests) of 16 bytes each, one after the other in ``raw``."""

    def __init__(self, raw: bytes = b"") -> None:
        if len(raw) % SIZE:
            raise ValueError("these are no whole ids")
        self.raw = raw

    @classmethod
    def of(cls, ids: Iterable[bytes]) -> Ids:
        """Return ``ids`` as a column; what is one already is returned as it is."""
        return ids if isinstance(ids, Ids) else cls(b"".join(ids))

    def __len__(self) -> int:
        return len(self.raw) // SIZE

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> Ids: ...
    def __getitem__(self, at: int | slice) -> bytes | Ids:
        """Return the id in that place, or a stretch of the ids."""
        if isinstance(at, slice):
            return self.take(np.arange(*at.indices(len(self))))
        at = range(len(self))[at]
        return self.raw[at * SIZE : (at + 1) * SIZE]

    def __iter__(self) -> Iterator[bytes]:
        raw = self.raw
        return (raw[at : at + SIZE] for at in range(0, len(raw), SIZE))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids):
            return self.raw == other.raw
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def column(self) -> npt.NDArray[np.bytes_]:
        """The ids as an array; numpy leaves zeros at the end of a value out, and compares alike."""
        found: npt.NDArray[np.bytes_] = np.frombuffer(self.raw, dtype=f"S{SIZE}")
        return found

    def take(self, places: npt.NDArray[np.integer[Any]]) -> Ids:
        """Return the ids in some places."""
        return Ids(self.column[places].tobytes())

    def places_of(self, wanted: Ids) -> npt.NDArray[np.int32]:
        """Return where each of ``wanted`` is; -1 for what is not here. Here each is only once."""
        if not len(self):
            return np.full(len(wanted), -1, dtype=np.int32)
        mine, theirs = self.column, wanted.column
        order = np.argsort(mine, kind="stable")
        found = np.searchsorted(mine, theirs, sorter=order)
        places = order[np.minimum(found, len(mine) - 1)]
        return np.where(mine[places] == theirs, places, -1).astype(np.int32)
