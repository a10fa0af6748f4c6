"""What people's texts amount to, by a digest of what was said.

Each text is understood once, and once for everybody who said the same. A profile is kept as a line
of JSON, an eighth of the room that its objects take, and made of it whenever somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from matching.id_column import Ids
from matching.reading.people import Profile

Numbers = npt.NDArray[np.int32]
Columns: TypeAlias = tuple[Ids, Numbers, Sequence[bytes]]
"""The digests of what was said, for each the place of its line, and the lines, all different."""
_PROFILE = TypeAdapter(Profile)


class ProfileBook:
    """Profiles by number; a book can be made from the ``columns`` of another."""

    def __init__(
        self,
        digests: Ids | None = None,
        line_of: npt.NDArray[np.integer[Any]] | Sequence[int] = (),
        lines: Sequence[bytes] = (),
    ) -> None:
        self._digests = Ids() if digests is None else digests
        self._line_of = np.array(line_of, dtype=np.int32)
        if len(self._digests) != len(self._line_of):
            raise ValueError("digests and profiles do not go together")
        if np.any((self._line_of < 0) | (self._line_of >= len(lines))):
            raise ValueError("a profile has no line")
        self._lines = list(lines)
        self._order: npt.NDArray[np.intp] | None = None
        self._new: dict[bytes, int] = {}
        self._lines_of_new: list[int] = []
        self._place_of: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._digests) + len(self._new)

    def number(self, digest: bytes, read: Callable[[], Profile]) -> int:
        """Return the number of what was said; ``read`` understands what nobody said before."""
        number = self._new.get(digest)
        if number is None:
            number = self._known(digest)
        if number is None:
            number = len(self)
            line = _PROFILE.dump_json(read(), exclude_defaults=True)
            self._lines_of_new.append(self._place(line))
            self._new[digest] = number
        return number

    def profile(self, number: int) -> Profile:
        """Return the profile that has this number."""
        known = len(self._line_of)
        line = self._line_of[number] if number < known else self._lines_of_new[number - known]
        return _PROFILE.validate_json(self._lines[line])

    def columns(self) -> Columns:
        """Return what the same book can be made from."""
        digests = Ids(self._digests.raw + b"".join(self._new))
        new = np.array(self._lines_of_new, dtype=np.int32)
        return digests, np.concatenate([self._line_of, new]), self._lines

    def part(self, numbers: Numbers) -> tuple[ProfileBook, Numbers]:
        """Return a book of these profiles alone, and the numbers they have there."""
        digests, line_of, lines = self.columns()
        used, places = np.unique(numbers, return_inverse=True)
        told, line_of_used = np.unique(line_of[used], return_inverse=True)
        part = ProfileBook(digests.take(used), line_of_used, [lines[at] for at in told.tolist()])
        return part, places.astype(np.int32)

    def _known(self, digest: bytes) -> int | None:
        if not len(self._digests):
            return None
        column = self._digests.column
        if self._order is None:
            self._order = np.argsort(column, kind="stable")
        at = np.searchsorted(column, np.bytes_(digest), sorter=self._order)
        number = int(self._order[min(int(at), len(column) - 1)])
        return number if self._digests[number] == digest else None

    def _place(self, line: bytes) -> int:
        if len(self._place_of) < len(self._lines):
            self._place_of = {each: place for place, each in enumerate(self._lines)}
        place = self._place_of.setdefault(line, len(self._lines))
        if place == len(self._lines):
            self._lines.append(line)
        return place
