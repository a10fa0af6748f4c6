"""Keeping what a county's matching learnt in a file, so that the next day's run starts warm.

One file per county: a mark with the format's version, the SHA-256 of the rest, the arrays as they
lie in memory, a list of them as JSON and its length. It is replaced as a whole. A file that is
damaged, of another version or made by other code or data is as good as none: everything in it can
be found anew. Most of it are lists that are needed once and some people at a time: so an array is
read when it is asked for, a long one in stretches, and written as soon as it is there.
"""

from __future__ import annotations

import errno
import hmac
import json
import math
import os
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MARK = b"gangxin matching state 5\n"
_DIGEST, _LENGTH = 32, 8
_BEGIN = len(_MARK) + _DIGEST
_READ_AT_ONCE = 1 << 20
Arrays = Mapping[str, npt.NDArray[Any]]


class _File:
    """A file that is open for as long as somebody may read from it."""

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._number)
        self.size = os.fstat(self._number).st_size

    def read(self, into: npt.NDArray[Any], at: int) -> None:
        """Fill an array with what begins at a byte; raises OSError when there is not so much."""
        left = into.reshape(-1).view(np.uint8).data
        while left:
            count = os.preadv(self._number, [left], at)
            if not count:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            left, at = left[count:], at + count

    def bytes(self, at: int, size: int) -> bytes:
        """Return some bytes from one on; raises OSError when there are not so many."""
        found = np.empty(size, dtype=np.uint8)
        self.read(found, at)
        return found.tobytes()

    def pieces(self, at: int) -> Iterator[memoryview]:
        """Yield everything from a byte on, a piece at a time, each in the room of the one before.

        Raises OSError when the disk refuses.
        """
        room = memoryview(bytearray(_READ_AT_ONCE))
        while count := os.preadv(self._number, [room], at):
            yield room[:count]
            at += count


class KeptArray:
    """An array that stays in its file; its lines are read when they are asked for."""

    def __init__(self, file: _File, kind: str, shape: Iterable[int], at: int) -> None:
        self._file, self._kind, self.shape, self._at = file, np.dtype(kind), tuple(shape), at

    def __len__(self) -> int:
        return self.shape[0]

    @property
    def nbytes(self) -> int:
        """How many bytes it takes."""
        return self._line * len(self)

    @property
    def _line(self) -> int:
        return self._kind.itemsize * math.prod(self.shape[1:])

    def __getitem__(self, lines: slice) -> npt.NDArray[Any]:
        """Return a stretch of the lines, all of them for ``[:]``; it cannot be written to.

        Raises OSError when the disk refuses.
        """
        start, end, _ = lines.indices(len(self))
        found: npt.NDArray[Any] = np.empty((max(end - start, 0), *self.shape[1:]), self._kind)
        self._file.read(found, self._at + start * self._line)
        found.flags.writeable = False
        return found


class KeptArrays(Mapping[str, npt.NDArray[Any]]):
    """The arrays of a file by name, each read when it is asked for; ``kept`` reads none."""

    def __init__(self, kept: Mapping[str, KeptArray]) -> None:
        self.kept = kept

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """Return a whole array; raises OSError when the disk refuses."""
        return self.kept[name][:]

    def __contains__(self, name: object) -> bool:
        return name in self.kept

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


@cache
def made_by() -> bytes:
    """Return a digest of this package's code and data: other code may find other things."""
    digest = sha256()
    pending = [resources.files("matching")]
    while pending:
        for entry in sorted(pending.pop().iterdir(), key=lambda each: each.name):
            if entry.is_dir():
                pending += [entry] if entry.name == "data" else []
            elif entry.name.endswith((".py", ".toml", ".txt", ".tsv")):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.digest()


class Draft:
    """A file written beside the one it is to replace, once that is decided."""

    def __init__(self, path: Path) -> None:
        """Begin to write beside ``path``; its folder is made when it is not there.

        Raises OSError when the disk refuses, as ``add`` and ``keep`` do; nothing is left behind.
        """
        self._path = path
        self._beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(path)
        self._listed: list[tuple[str, str, tuple[int, ...]]] = []
        self._digest = sha256(made_by())
        self._file = self._beside.open("wb")
        with self._dropped_on_failure():
            os.fchmod(self._file.fileno(), 0o600)
            self._file.write(_MARK + bytes(_DIGEST))

    def add(self, arrays: Arrays) -> None:
        """Write some arrays; each name once."""
        with self._dropped_on_failure():
            for name, each in arrays.items():
                self._listed.append((name, each.dtype.str, each.shape))
                self._write(np.ascontiguousarray(each).reshape(-1).view(np.uint8).data)

    def keep(self) -> None:
        """Put the file in its place, in one step."""
        with self._dropped_on_failure():
            listed = json.dumps(self._listed).encode()
            self._write(listed + len(listed).to_bytes(_LENGTH, "little"))
            self._file.seek(len(_MARK))
            self._file.write(self._digest.digest())
            self._file.close()
            self._beside.replace(self._path)

    def drop(self) -> None:
        """Leave everything as it was."""
        with suppress(OSError):
            self._file.close()
        self._beside.unlink(missing_ok=True)

    def _write(self, data: bytes | memoryview) -> None:
        self._digest.update(data)
        self._file.write(data)

    @contextmanager
    def _dropped_on_failure(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.drop()
            raise


def save(path: Path, arrays: Arrays) -> None:
    """Write ``arrays`` to ``path`` in one step."""
    draft = Draft(path)
    draft.add(arrays)
    draft.keep()


def load(path: Path) -> KeptArrays | None:
    """Return what was saved to ``path``, or None when there is nothing to trust."""
    try:
        file = _File(path)
        mark, digest = file.bytes(0, len(_MARK)), file.bytes(len(_MARK), _DIGEST)
        if mark != _MARK or not hmac.compare_digest(digest, _digest(file.pieces(_BEGIN))):
            return None
        return _arrays(file)
    except (OSError, TypeError, ValueError):
        return None


def _arrays(file: _File) -> KeptArrays:
    """Return the arrays that the end of a file lists.

    Raises TypeError or ValueError for anything that a draft would not have written.
    """
    end = file.size - _LENGTH
    size = int.from_bytes(file.bytes(end, _LENGTH), "little")
    found, at = {}, _BEGIN
    for name, kind, shape in json.loads(file.bytes(end - size, size)):
        found[name] = KeptArray(file, kind, shape, at)
        at += found[name].nbytes
    if at != end - size:
        raise ValueError("the file does not hold what it lists")
    return KeptArrays(found)


def _clear(path: Path) -> None:
    """Remove drafts that processes left behind which ended in the middle."""
    for each in path.parent.glob(f"{path.name}.*.new"):
        process = each.name.removeprefix(f"{path.name}.").removesuffix(".new")
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            each.unlink(missing_ok=True)
        except (PermissionError, ValueError):
            continue


def _digest(parts: Iterable[memoryview]) -> bytes:
    digest = sha256(made_by())
    for part in parts:
        digest.update(part)
    return digest.digest()
