"""What people's texts amount to, by a digest of what was said.

Each text is understood once, and once for everybody who said the same. What is known from a file
is a line of JSON, read when somebody first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from pydantic import TypeAdapter

from matching.people import Profile
from matching.shortlist import Numbers

_PROFILE = TypeAdapter(Profile)


class ProfileBook:
    """Profiles by number; ``digests`` tell which number belongs to what was said."""

    def __init__(self, digests: Sequence[bytes] = (), lines: Sequence[bytes] = ()) -> None:
        if len(digests) != len(lines):
            raise ValueError("digests and profiles do not go together")
        self._digests, self._lines = list(digests), list(lines)
        self._profiles: dict[int, Profile] = {}
        self._number_of: dict[bytes, int] | None = None

    def __len__(self) -> int:
        return len(self._digests)

    def number(self, digest: bytes, read: Callable[[], Profile]) -> int:
        """Return the number of what was said; ``read`` understands what nobody said before."""
        if self._number_of is None:
            self._number_of = {each: number for number, each in enumerate(self._digests)}
        number = self._number_of.setdefault(digest, len(self._digests))
        if number == len(self._digests):
            self._profiles[number] = read()
            self._digests.append(digest)
            self._lines.append(b"")
        return number

    def profile(self, number: int) -> Profile:
        """Return the profile that has this number."""
        found = self._profiles.get(number)
        if found is None:
            found = self._profiles[number] = _PROFILE.validate_json(self._lines[number])
        return found

    def columns(self) -> tuple[list[bytes], list[bytes]]:
        """Return digests and lines, from which the same book can be made."""
        return self._digests, [self._line(number) for number in range(len(self))]

    def part(self, numbers: Numbers) -> tuple[ProfileBook, Numbers]:
        """Return a book of these profiles alone, and the numbers they have there."""
        used, places = np.unique(numbers, return_inverse=True)
        part = ProfileBook()
        for number in used.tolist():
            part._digests.append(self._digests[number])
            part._lines.append(self._line(number))
        return part, places.astype(np.int32)

    def _line(self, number: int) -> bytes:
        line = self._lines[number]
        if not line:
            line = self._lines[number] = _PROFILE.dump_json(self._profiles[number])
        return line
